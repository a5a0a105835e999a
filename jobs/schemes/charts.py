"""A chart as data: rows with a label, a figure in words and the length of a bar. Stdlib only.

Words come from the voice; drawing (`jobs.schemes.drawing`) knows none. `alt` says everything that
is drawn.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. `share` (0 to 1) is how much of the row's width is filled; None: not told."""

    label: str
    figure: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Panel:
    """Bars under a title. `whole`: a full row stands for all there is, and is drawn so."""

    title: str
    bars: tuple[Bar, ...]
    whole: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn, from top to bottom, and all of it in words."""

    title: str
    panels: tuple[Panel, ...]
    note: str
    alt: str


def pack_chart(chart: Chart) -> str:
    """Return the chart as a line of text."""
    return json.dumps(asdict(chart))


def read_chart(text: str) -> Chart:
    """Return the chart that `pack_chart` wrote."""
    found = json.loads(text)
    panels = tuple(_panel(panel) for panel in found["panels"])
    return Chart(found["title"], panels, found["note"], found["alt"])


def _panel(found: Mapping[str, Any]) -> Panel:
    bars = tuple(Bar(**bar) for bar in found["bars"])
    return Panel(found["title"], bars, found["whole"], found["note"])
