"""What is deleted of feeds, posts and editions in time: never an id that a feed may show again."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Delete, Update, delete, exists, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, aliased

from storage.tables import (
    BlogRow,
    EditionPostRow,
    EditionRow,
    FeedAddressRow,
    FeedEntryRow,
    FeedFollowRow,
    FeedHostRow,
    FeedRow,
    FeedSuggestionRow,
    PostRow,
    SamePostRow,
)

EDITION_TEXTS = 13
"""Months for which an edition's words are kept, so that last year's can be looked up."""

POSTS = 24
"""Months for which what a feed no longer shows is known, at least."""

_READ_SINCE = timedelta(days=1)


def old_editions(texts: datetime, posts: datetime) -> list[Update | Delete]:
    """Clear the words of editions from before `texts`, and what was in those before `posts`."""
    old, row = EditionRow.made_at < texts, EditionPostRow
    some = select(EditionRow.id)
    return [
        update(EditionRow).where(old, EditionRow.shown != "").values(shown=""),
        update(row)
        .where(row.because != "", row.edition_id.in_(some.where(old)))
        .values(because=""),
        delete(row).where(row.edition_id.in_(some.where(EditionRow.made_at < posts))),
    ]


def old_posts(cutoff: datetime) -> list[Update | Delete]:
    """Delete entries that their feeds dropped before then, feeds of nobody, and what is left."""
    unused = select(FeedRow.id).where(_is_unused(cutoff))
    gone = (_without_entry(SamePostRow.post_id), _without_entry(SamePostRow.as_post_id))
    return [
        delete(FeedEntryRow).where(_was_dropped(cutoff)),
        delete(FeedEntryRow).where(FeedEntryRow.feed_id.in_(unused)),
        delete(FeedAddressRow).where(FeedAddressRow.feed_id.in_(unused)),
        delete(FeedRow).where(_is_unused(cutoff)),
        delete(SamePostRow).where(SamePostRow.at < cutoff, or_(*gone)),
        delete(PostRow).where(PostRow.first_seen_at < cutoff, _is_nowhere()),
    ]


def old_asking(hosts: datetime, answers: datetime) -> list[Update | Delete]:
    """Delete holds of hosts that ended before `hosts`, suggestions answered before `answers`."""
    return [
        delete(FeedHostRow).where(FeedHostRow.free_at < hosts),
        delete(FeedSuggestionRow).where(FeedSuggestionRow.settled_at < answers),
    ]


def _was_dropped(cutoff: datetime) -> ColumnElement[bool]:
    """What was in a feed's last answer stays, however old: a site may answer nothing for years."""
    row, other = FeedEntryRow, aliased(FeedEntryRow)
    read_since = exists().where(other.feed_id == row.feed_id, other.last_in >= cutoff + _READ_SINCE)
    return (row.last_in < cutoff) & read_since


def _is_unused(cutoff: datetime) -> ColumnElement[bool]:
    """Only feeds that somebody follows are checked, so an unchecked one was left so long ago."""
    used = [
        exists().where(row.feed_id == FeedRow.id)
        for row in (FeedFollowRow, BlogRow, EditionPostRow)
    ]
    return (func.coalesce(FeedRow.checked_at, FeedRow.made_at) < cutoff) & ~or_(*used)


def _is_nowhere() -> ColumnElement[bool]:
    used = [
        exists().where(column == PostRow.id)
        for column in (
            FeedEntryRow.post_id,
            EditionPostRow.post_id,
            SamePostRow.post_id,
            SamePostRow.as_post_id,
        )
    ]
    return ~or_(*used)


def _without_entry(post_id: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return ~exists().where(FeedEntryRow.post_id == post_id)
