"""A chart as a picture: of a known size, the same each time, with every word inside its edges."""

import struct

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from matplotlib.typing import ColorType

from jobs.schemes.charts import Bar, Chart, Panel, pack_chart, read_chart
from jobs.schemes.drawing import DPI, MOST_BARS, WIDTH, draw, lay_out

SHARES = Panel(
    "Introductions that led to a conversation",
    (
        Bar("November 2026", "34 of 41 (83%)", 34 / 41),
        Bar("December 2026", "not shown", None),
        Bar("January 2027", "no introductions", None),
    ),
    whole=True,
)
PAIRS = Panel(
    "Organisations that talked for the first time, by sector",
    (
        Bar("Arm's-length bodies and central government", "123", 1.0),
        Bar("Within police", "5", 0.04),
    ),
    whole=False,
    note="And 12 more in other pairs of sectors.",
)
CHART = Chart("Unmentoring: how it has gone so far", (SHARES, PAIRS), "Totals of at least 5.", "…")


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height, which a PNG says at its beginning."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_a_chart_is_a_png_of_a_phones_shape() -> None:
    width, height = size_of(draw(CHART))
    assert width == WIDTH * DPI == 900
    assert 700 < height < 1_500


def test_the_same_chart_gives_the_same_picture() -> None:
    assert draw(CHART) == draw(CHART)


def test_a_chart_comes_back_from_its_text_as_it_was() -> None:
    assert read_chart(pack_chart(CHART)) == CHART


def test_however_many_bars_there_are_the_picture_is_bounded() -> None:
    many = Panel("Rounds", tuple(Bar(f"Round {n}", "5", 0.5) for n in range(500)), whole=True)
    png = draw(Chart("A year", (many, many), "", ""))
    assert size_of(png)[1] < 2 * MOST_BARS * 100 + 500
    assert len(png) < 500_000


LONG = "Arm's-length bodies with central government, and then some"
WORDS = st.text("abcdefghijk WMQ'-é", min_size=1, max_size=90)


@settings(max_examples=15, deadline=None)
@example("Unmentoring in local government, monthly: how it has gone", LONG)
@given(WORDS, WORDS)
def test_no_word_leaves_the_picture_or_runs_into_another(title: str, label: str) -> None:
    bar = Bar(label, "34 of 41 (83%)", 0.5)
    figure = lay_out(Chart(title, (Panel(label, (bar,), whole=True, note=title),), label, ""))
    boxes = [text.get_window_extent() for text in figure.texts if text.get_text().strip()]
    edge = figure.bbox
    assert all(edge.x0 <= box.x0 and box.x1 <= edge.x1 for box in boxes)
    assert all(edge.y0 <= box.y0 and box.y1 <= edge.y1 for box in boxes)
    overlapping = [
        (a, b) for n, a in enumerate(boxes) for b in boxes[:n] if a.shrunk(0.98, 0.8).overlaps(b)
    ]
    assert not overlapping


# How light reaches eyes that lack one kind of cone: Machado, Oliveira and Fernandes (2009), on
# linear RGB. The rows are what becomes of red, green and blue.
EYES = {
    "all three": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


@pytest.mark.parametrize("eye", EYES)
def test_every_bar_stands_out_from_what_is_behind_it_for_colour_blind_eyes_too(eye: str) -> None:
    page = lay_out(CHART)
    bars = [each for each in page.artists if isinstance(each, Rectangle)]
    tall = max(bar.get_height() for bar in bars)
    bars = [bar for bar in bars if bar.get_height() == tall and not bar.get_hatch()]
    assert len(bars) == 4, "a track and what is filled of it; and two that have no track"
    track, filled, *others = (seen_by(eye, bar.get_facecolor()) for bar in bars)
    paper = seen_by(eye, page.get_facecolor())
    assert contrast(filled, track) >= 3
    assert all(contrast(other, paper) >= 3 for other in others)


def test_no_colour_carries_meaning() -> None:
    page = lay_out(CHART)
    said = {text.get_text() for text in page.texts}
    for panel in CHART.panels:
        for bar in panel.bars:
            assert {bar.label, bar.figure} <= said, "what a bar says is beside it in words"
    hatched = [each for each in page.artists if isinstance(each, Rectangle) and each.get_hatch()]
    missing = [bar for panel in CHART.panels for bar in panel.bars if bar.share is None]
    assert len(hatched) == len(missing) == 2


def seen_by(eye: str, colour: ColorType) -> float:
    """How bright a colour is to an eye: relative luminance as WCAG 2.2 has it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    seen = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in EYES[eye]]
    weights = (0.2126, 0.7152, 0.0722)
    return sum(a * min(max(b, 0.0), 1.0) for a, b in zip(weights, seen, strict=True))


def contrast(one: float, other: float) -> float:
    """The contrast of two brightnesses, from 1 to 21; 3 is what WCAG asks of graphics."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
