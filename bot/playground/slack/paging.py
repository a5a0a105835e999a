"""Pages by cursor, as Slack's listing methods have them."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from bot.playground.common.given import Json
from bot.playground.slack.arguments import Arguments
from bot.playground.slack.errors import SlackError

Row = TypeVar("Row")


def write_cursor(kind: str, place: int) -> str:
    """An opaque cursor."""
    return base64.urlsafe_b64encode(f"{kind}:{place}".encode()).decode()


def read_cursor(cursor: str, *kinds: str) -> tuple[str, int]:
    """What a cursor says, or invalid_cursor."""
    try:
        kind, _, place = base64.urlsafe_b64decode(cursor.encode()).decode().partition(":")
        if kind in kinds:
            return kind, int(place)
    except (ValueError, binascii.Error):
        pass
    raise SlackError("invalid_cursor")


def cut_page(rows: Sequence[Row], arguments: Arguments) -> tuple[Sequence[Row], Json]:
    """The page at the cursor and its response_metadata; all rows where no limit is given."""
    limit = arguments.number("limit", len(rows) or 1, 1_000)
    cursor = arguments.text("cursor")
    start = read_cursor(cursor, "offset")[1] if cursor else 0
    end = start + limit
    following = write_cursor("offset", end) if end < len(rows) else ""
    return rows[start:end], {"next_cursor": following}
