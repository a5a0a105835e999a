"""What happens to a feed's followers and posts when it moves, perhaps to where another one is."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.orm import Session, aliased

from storage.feed_records import Feed, FeedId
from storage.naming import fold
from storage.tables import (
    BlogRow,
    DigestMuteRow,
    EditionPostRow,
    FeedAddressRow,
    FeedEntryRow,
    FeedFollowRow,
    FeedRow,
)
from storage.updating import delete_quietly, update_quietly


def move_feed(session: Session, feed: Feed, url: str, there: Feed | None, now: datetime) -> None:
    """Move `feed` to an address where there is no feed, or itself before; else merge it in."""
    if there is None or there.id == feed.id:
        _change_address(session, feed, url, now)
    else:
        _merge(session, feed, there, now)
    session.expire_all()


def _change_address(session: Session, feed: Feed, url: str, now: datetime) -> None:
    if feed.url == url:
        return
    session.execute(delete(FeedAddressRow).where(FeedAddressRow.url == url))
    moved = update(FeedRow).where(FeedRow.id == feed.id)
    update_quietly(session, moved, url=url, moved_to=None, moved_times=0, moved_since=None)
    _remember_address(session, feed.url, feed.id, now)
    _rename_mutes(session, feed.url, url)


def _merge(session: Session, feed: Feed, into: Feed, now: datetime) -> None:
    both = select(FeedRow.id).where(FeedRow.id.in_((feed.id, into.id)))
    session.execute(both.order_by(FeedRow.id).with_for_update()).all()
    _move_follows(session, feed.id, into.id)
    _move_blogs(session, feed.id, into.id)
    _move_entries(session, feed.id, into.id)
    for row in (EditionPostRow, FeedAddressRow):
        update_quietly(session, update(row).where(row.feed_id == feed.id), feed_id=into.id)
    if feed.began:
        update_quietly(session, update(FeedRow).where(FeedRow.id == into.id), began=True)
    session.execute(delete(FeedRow).where(FeedRow.id == feed.id))
    _remember_address(session, feed.url, into.id, now)
    _rename_mutes(session, feed.url, into.url)


def _remember_address(session: Session, url: str, feed_id: FeedId, now: datetime) -> None:
    session.add(FeedAddressRow(url=url, feed_id=feed_id, until=now))
    session.flush()


def _rename_mutes(session: Session, old: str, new: str) -> None:
    """Who muted the feed by its address does not hear it again because the address changed."""
    row, muted = DigestMuteRow, aliased(DigestMuteRow)
    mine = (row.kind == "feed", row.folded == fold(old))
    twice = exists().where(
        muted.digest_id == row.digest_id, muted.kind == "feed", muted.folded == fold(new)
    )
    delete_quietly(session, delete(row).where(*mine, twice))
    update_quietly(session, update(row).where(*mine), folded=fold(new), shown=new)


def _move_follows(session: Session, old: FeedId, new: FeedId) -> None:
    """A digest that follows both follows one, since the first day; all topics, or any of them."""
    of_both = select(FeedFollowRow).where(FeedFollowRow.feed_id.in_((old, new)))
    known: dict[str, FeedFollowRow] = {}
    rows = session.scalars(of_both.execution_options(populate_existing=True)).all()
    for row in sorted(rows, key=lambda each: each.feed_id != new):
        if row.feed_id == new:
            known[row.digest_id] = row
        elif row.digest_id in known:
            _join_follows(known[row.digest_id], row)
            session.delete(row)
    session.flush()
    update_quietly(session, update(FeedFollowRow).where(FeedFollowRow.feed_id == old), feed_id=new)


def _join_follows(kept: FeedFollowRow, gone: FeedFollowRow) -> None:
    kept.topics = _either(kept.topics, gone.topics)
    if gone.at < kept.at:
        kept.at, kept.added_by = gone.at, gone.added_by


def _either(some: Sequence[str], others: Sequence[str]) -> list[str]:
    """Topics of two follows as one; none stands for all."""
    if not some or not others:
        return []
    folded = {fold(topic) for topic in some}
    return [*some, *(topic for topic in others if fold(topic) not in folded)]


def _move_blogs(session: Session, old: FeedId, new: FeedId) -> None:
    row, other = BlogRow, aliased(BlogRow)
    twice = exists().where(other.member_id == row.member_id, other.feed_id == new)
    mine = row.feed_id == old
    quiet = {"synchronize_session": False}
    session.execute(delete(row).where(mine, twice).execution_options(**quiet))
    update_quietly(session, update(row).where(mine), feed_id=new)


def _move_entries(session: Session, old: FeedId, new: FeedId) -> None:
    """What both have is kept as the other has it, since the day on which either listed it."""
    row, other = FeedEntryRow, aliased(FeedEntryRow)

    def twin(feed_id: FeedId) -> ColumnElement[bool]:
        return (other.feed_id == feed_id) & (other.key == row.key)

    listed = select(other.listed_at).where(twin(old)).scalar_subquery()
    seen = select(other.first_seen_at).where(twin(old)).scalar_subquery()
    both = update(row).where(row.feed_id == new, exists().where(twin(old)))
    update_quietly(session, both, listed_at=func.coalesce(row.listed_at, listed))
    update_quietly(session, both.where(row.first_seen_at > seen), first_seen_at=seen)
    copied = delete(row).where(row.feed_id == old, exists().where(twin(new)))
    session.execute(copied.execution_options(synchronize_session=False))
    update_quietly(session, update(row).where(row.feed_id == old), feed_id=new)
