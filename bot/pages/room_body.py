"""What phones send to the page for a room: a form, or points in JSON; sizes are capped first."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request

from jobs.rooms.room_merge import Said
from storage.points import PointState

MOST_BYTES = 64_000
MOST_AT_ONCE = 10
_LONGEST_SENT = 20_000
_ID = re.compile(r"[A-Za-z0-9_-]{8,40}")
_STATES: dict[str, PointState] = {
    "typing": "typing",
    "said": "said",
    "removed": "removed",
}
FINE = "fine"
"""What is pressed, or said, where a point names somebody and may."""

_MOST_EDITIONS = 1_000_000_000


class BadBodyError(Exception):
    """It is none of what our page sends. `too_large`: it is more than we read."""

    def __init__(self, why: str, *, too_large: bool = False) -> None:
        super().__init__(why)
        self.too_large = too_large


@dataclass(frozen=True, slots=True)
class Sent:
    """What a phone sends: its token, and what it says of points. `writer` is not known yet."""

    token: str
    points: tuple[Said, ...]


async def read_body(request: Request, most: int = MOST_BYTES) -> bytes:
    """Return the body, of so many bytes at most; BadBodyError as soon as it is too large."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise BadBodyError("too large", too_large=True)
    return bytes(body)


def read_form(body: bytes) -> Sent:
    """Return what the plain form says; BadBodyError."""
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=20)
    except ValueError as error:
        raise BadBodyError("no form") from error
    told: dict[str, Any] = {name: values[0] for name, values in fields.items()}
    told |= {"state": told.get("act") or "said"}
    if told["state"] == FINE:
        told |= {"state": "said", FINE: True}
    for name in ("edition", "seen"):
        told[name] = int(told[name]) if _is_number(told.get(name)) else told.get(name)
    return Sent(str(told.get("token", "")), (read_point(told),))


def read_points(body: bytes) -> Sent:
    """Return what the script says; BadBodyError."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadBodyError("no JSON") from error
    points = told.get("points") if isinstance(told, dict) else None
    if not isinstance(points, list) or len(points) > MOST_AT_ONCE:
        raise BadBodyError("no points")
    return Sent(str(told.get("token", "")), tuple(read_point(one) for one in points))


def read_point(told: object) -> Said:
    """Return what is said of one point; BadBodyError."""
    if not isinstance(told, Mapping):
        raise BadBodyError("no point")
    point_id, state = told.get("id"), _STATES.get(str(told.get("state")))
    if not isinstance(point_id, str) or not _ID.fullmatch(point_id) or state is None:
        raise BadBodyError("no point")
    text = _text(told.get("text", "")).replace("\r\n", "\n")
    return Said(
        id=point_id,
        edition=_number(told.get("edition", 1), least=1),
        writer="",
        text=text,
        state=state,
        name=_text(told.get("name") or ""),
        seen=_number(told.get("seen") or 0, least=0),
        fine=told.get(FINE) is True,
    )


def _is_number(value: object) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 12


def _text(value: object) -> str:
    """A text that UTF-8 can hold: a half of a letter, as scripts may send it, is none."""
    if not isinstance(value, str) or len(value) > _LONGEST_SENT:
        raise BadBodyError("no text")
    return value.encode("utf-8", "replace").decode()


def _number(value: object, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value < _MOST_EDITIONS:
        raise BadBodyError("no number")
    return value
