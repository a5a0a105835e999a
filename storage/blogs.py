"""Members who write: in which feeds, and whether their posts may be linked to them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.orm import Session

from storage.digest_records import Blog
from storage.feed_records import FeedId
from storage.inserting import insert_new
from storage.tables import BlogRow, MemberRow
from storage.types import MemberId, NetworkId


class Blogs:
    """A claim alone shows nothing: the member agrees to being linked, or not."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def claim(self, blog: Blog, now: datetime) -> bool:
        """Note that a member writes in a feed; False where they said so: it is written anew."""
        key = {"member_id": blog.member_id, "feed_id": blog.feed_id}
        said = {"author": blog.author, "agreed": blog.agreed}
        if insert_new(self._session, BlogRow, key | said | {"at": now}):
            return True
        self._session.execute(update(BlogRow).filter_by(**key).values(**said))
        return False

    def agree(self, member_id: MemberId, feed_id: FeedId, agreed: bool) -> bool:
        """Say whether posts may be linked to the member; False where the blog is not theirs."""
        mine = update(BlogRow).filter_by(member_id=member_id, feed_id=feed_id)
        changed = mine.values(agreed=agreed).returning(BlogRow.feed_id)
        return self._session.execute(changed).first() is not None

    def drop(self, member_id: MemberId, feed_id: FeedId) -> bool:
        """Forget that a member writes there; return whether that was known."""
        gone = delete(BlogRow).filter_by(member_id=member_id, feed_id=feed_id)
        return self._session.execute(gone.returning(BlogRow.feed_id)).first() is not None

    def of_member(self, member_id: MemberId) -> list[Blog]:
        """Return the feeds in which a member writes, the oldest first."""
        query = select(*_COLUMNS).where(BlogRow.member_id == member_id)
        rows = self._session.execute(query.order_by(BlogRow.at, BlogRow.feed_id))
        return [_blog(row) for row in rows]

    def of_feeds(
        self, network_id: NetworkId, feed_ids: Iterable[FeedId]
    ) -> dict[FeedId, list[Blog]]:
        """Return who of the network's members writes in these feeds, agreed or not."""
        query = (
            select(*_COLUMNS)
            .join(MemberRow, MemberRow.id == BlogRow.member_id)
            .where(MemberRow.network_id == network_id, MemberRow.left_at.is_(None))
            .where(BlogRow.feed_id.in_(sorted(set(feed_ids))))
            .order_by(BlogRow.at, BlogRow.member_id)
        )
        found: dict[FeedId, list[Blog]] = {}
        for row in self._session.execute(query):
            found.setdefault(FeedId(row.feed_id), []).append(_blog(row))
        return found


def _blog(row: Row[*tuple[Any, ...]]) -> Blog:
    return Blog(*row)


_COLUMNS = (BlogRow.member_id, BlogRow.feed_id, BlogRow.author, BlogRow.agreed)
