"""A chart as a PNG, by matplotlib's Agg canvas: no screen, no state of its own, bounded size.

Made to be read at the width of a phone: 900 pixels wide, each row a line of words with its bar
underneath, so that nothing overlaps and no legend is needed. Colours are of the Okabe-Ito set, and
none carries meaning: every bar has its figure beside it, what is not told is hatched and says so.
Import it only where something is drawn: matplotlib takes its time.
"""

import io
import textwrap
from dataclasses import dataclass

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from jobs.schemes.charts import Bar, Chart, Panel

WIDTH = 6.0  # inches at DPI pixels each
DPI = 150
MOST_BARS = 8
_MARGIN = 0.34
_INK, _SOFT, _PAPER, _TRACK, _RULE = "#0b0c0c", "#4a5157", "#ffffff", "#e4e8eb", "#0b0c0c"
_FILL = ("#0072b2", "#d55e00")  # Okabe and Ito's blue and vermilion
_TITLE, _HEAD, _BODY, _NOTE = 18.0, 15.0, 13.5, 12.0
_ROW, _BAR = 0.6, 0.17
_LINE = 1.32 / 72  # inches a line takes, for each point of its size


@dataclass(slots=True)
class _Page:
    """A sheet that is filled from the top; `y` is how far down we are, in inches."""

    figure: Figure
    height: float
    y: float = _MARGIN

    def across(self, inches: float) -> float:
        return inches / WIDTH

    def down(self, inches: float) -> float:
        return 1 - inches / self.height


def draw(chart: Chart) -> bytes:
    """Return the chart as a PNG. Pure: the same chart gives the same picture."""
    written = io.BytesIO()
    lay_out(chart).savefig(written, format="png", metadata={"Software": None}, facecolor=_PAPER)
    return written.getvalue()


def lay_out(chart: Chart) -> Figure:
    """Return the chart as a figure, before it becomes dots."""
    height = _height_of(chart)
    figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor=_PAPER)
    FigureCanvasAgg(figure)
    page = _Page(figure, height)
    _write(page, chart.title, _TITLE, bold=True)
    for number, panel in enumerate(chart.panels):
        _draw_panel(page, panel, _FILL[number % len(_FILL)])
    page.y += 0.12
    _write(page, chart.note, _NOTE, colour=_SOFT)
    return figure


def _height_of(chart: Chart) -> float:
    rows = sum(min(len(panel.bars), MOST_BARS) for panel in chart.panels)
    words = _words_height(chart.title, _TITLE) + _words_height(chart.note, _NOTE) + 0.12
    for panel in chart.panels:
        words += 0.44 + _words_height(panel.title, _HEAD) + _words_height(panel.note, _NOTE)
    return words + rows * _ROW + 2 * _MARGIN


def _draw_panel(page: _Page, panel: Panel, colour: str) -> None:
    page.y += 0.22
    _rectangle(page, _MARGIN, page.y - 0.02, WIDTH - 2 * _MARGIN, 0.02, colour=_RULE)
    page.y += 0.12
    _write(page, panel.title, _HEAD, bold=True)
    page.y += 0.1
    for bar in panel.bars[:MOST_BARS]:
        _draw_bar(page, bar, colour, whole=panel.whole)
    _write(page, panel.note, _NOTE, colour=_SOFT)


def _draw_bar(page: _Page, bar: Bar, colour: str, *, whole: bool) -> None:
    wide = WIDTH - 2 * _MARGIN
    room = _letters(_BODY) - len(bar.figure) - 2
    _text(page, textwrap.shorten(bar.label, max(room, 12), placeholder="…"), _MARGIN, _BODY)
    _text(page, bar.figure, WIDTH - _MARGIN, _BODY, right=True, bold=bar.share is not None)
    top = page.y + _BODY * _LINE
    if bar.share is None:
        _rectangle(page, _MARGIN, top, wide, _BAR, colour=_PAPER, hatch="////")
    else:
        if whole:
            _rectangle(page, _MARGIN, top, wide, _BAR, colour=_TRACK)
        filled = max(wide * bar.share, 0.02 if bar.share else 0.0)
        _rectangle(page, _MARGIN, top, filled, _BAR, colour=colour)
    page.y += _ROW


def _rectangle(
    page: _Page, x: float, y: float, wide: float, high: float, *, colour: str, hatch: str = ""
) -> None:
    page.figure.add_artist(
        Rectangle(
            (page.across(x), page.down(y + high)),
            page.across(wide),
            high / page.height,
            facecolor=colour,
            edgecolor=_SOFT if hatch else "none",
            linewidth=0.6 if hatch else 0.0,
            hatch=hatch or None,
        )
    )


def _write(page: _Page, words: str, size: float, *, bold: bool = False, colour: str = _INK) -> None:
    """Words over as many lines as they need."""
    for line in _lines(words, size):
        _text(page, line, _MARGIN, size, bold=bold, colour=colour)
        page.y += size * _LINE


def _text(
    page: _Page,
    words: str,
    x: float,
    size: float,
    *,
    bold: bool = False,
    right: bool = False,
    colour: str = _INK,
) -> None:
    page.figure.text(
        page.across(x),
        page.down(page.y),
        words,
        size=size,
        color=colour,
        weight="bold" if bold else "normal",
        ha="right" if right else "left",
        va="top",
        parse_math=False,
    )


def _words_height(words: str, size: float) -> float:
    return len(_lines(words, size)) * size * _LINE


def _lines(words: str, size: float) -> list[str]:
    return textwrap.wrap(words, _letters(size)) if words else []


def _letters(size: float) -> int:
    """How many letters of this size fit beside each other, on average."""
    return int((WIDTH - 2 * _MARGIN) * 72 / (size * 0.58))
