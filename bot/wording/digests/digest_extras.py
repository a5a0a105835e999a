"""What stands under a post besides its own facts: lines that other rooms of the house add."""

from collections.abc import Mapping, Sequence

from bot.message import Rich
from bot.wording.view import View
from jobs.digests.records import Item
from storage.feed_records import PostId


def extra_lines(view: View, items: Sequence[Item]) -> Mapping[PostId, tuple[Rich, ...]]:
    """Return the lines of each post that has some, read in as few statements as there are kinds."""
    return {}
