"""How the page for a room looks: its template, its script and its style, which are files."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from starlette.responses import HTMLResponse

from bot.pages.room_view import RoomView
from bot.wording.notes import room_page
from jobs.rooms.room_points import LONGEST, LONGEST_NAME
from storage.points import Point

FILES = Path(__file__).with_name("room_files")
KINDS = {"room.js": "text/javascript; charset=utf-8", "room.css": "text/css; charset=utf-8"}
SHORT_NOTES = 600
"""Notes of at most so many characters stand open over the points."""

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


@dataclass(frozen=True, slots=True)
class Box:
    """What stands in the form: a point's id, how often it was changed, and its words.

    `changes`: the point is there already. `seen`: its count when it was opened. `asks`: it names
    somebody, and its writer may say that it is fine.
    """

    id: str
    edition: int
    text: str
    name: str
    changes: bool = False
    seen: int = 0
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What the page says on top: good news, or what went wrong."""

    words: str
    failed: bool = False


def draw_room(
    view: RoomView, box: Box, token: str, home: str, said: Said | None, status: int = 200
) -> HTMLResponse:
    """Return the page. `home`: its own path; `token`: what its form carries."""
    page = _environment().get_template("page.html")
    session = view.session
    html = page.render(
        view=view,
        plan=session.plan,
        box=box,
        token=token,
        home=home,
        said=said,
        stamp=view.stamp,
        labels=room_page.labels(),
        live=room_page.live_words(),
        facts=room_page.facts(session, view.zone),
        rule=room_page.rule(session.plan.consent),
        uses=room_page.uses(view.open_to, view.network.name),
        closed=room_page.closed(view.closed) if view.access == "read" else "",
        short=view.note is not None and len(view.note.text) <= SHORT_NOTES,
        paragraphs=_paragraphs(view),
        changing=[one.id for one in view.points if view.may_change(one)],
        mine=[one.id for one in view.own],
        longest=LONGEST,
        longest_name=LONGEST_NAME,
        files=f"{home.rpartition('/')[0]}/files",
        version=version(),
    )
    return HTMLResponse(html, status, headers=HEADERS)


def draw_scan(title: str, address: str, home: str) -> HTMLResponse:
    """Return the page with the code to scan."""
    html = (
        _environment()
        .get_template("scan.html")
        .render(
            words=room_page.scan_page(title),
            alt=room_page.scan_alt(title, address),
            address=address,
            home=home,
            files=f"{home.rpartition('/')[0]}/files",
            version=version(),
            skip=room_page.labels().skip,
        )
    )
    return HTMLResponse(html, headers=HEADERS)


def box_of_change(view: RoomView, point_id: str) -> Box | None:
    """Return the form with a point that this visitor may change; None where there is none."""
    found = next((one for one in view.points if one.id == point_id), None)
    if found is None or not view.may_change(found):
        return None
    return Box(found.id, found.edition + 1, found.text, _name_in(view, found), True, found.seq)


def version() -> str:
    """Return what changes with the script or style, so that no phone keeps an old one."""
    return _version()


@cache
def _version() -> str:
    both = b"".join((FILES / name).read_bytes() for name in KINDS)
    return hashlib.sha256(both).hexdigest()[:12]


@cache
def _environment() -> Environment:
    return Environment(autoescape=True, loader=FileSystemLoader(FILES), trim_blocks=True)


def _name_in(view: RoomView, point: Point) -> str:
    return point.name if point.writer == view.writer else view.name


def _paragraphs(view: RoomView) -> list[list[str]]:
    """The notes' text as it is: paragraphs of lines."""
    text = view.note.text if view.note else ""
    return [part.split("\n") for part in text.split("\n\n") if part.strip()]
