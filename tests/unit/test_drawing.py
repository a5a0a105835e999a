"""A chart as a picture: of a known size, the same each time, with every word inside its edges."""

import struct

from hypothesis import example, given, settings
from hypothesis import strategies as st

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
