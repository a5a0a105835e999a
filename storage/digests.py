"""Digests: what a channel or a member follows, when they read of it, and what they leave out."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import get_args

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import Session

from storage.digest_records import Digest, DigestId, DigestPlan, FeedFollow, Mute, MuteKind
from storage.errors import NotFoundError
from storage.feed_records import FeedId
from storage.finding import find_row
from storage.inserting import insert_new
from storage.naming import fold, new_id
from storage.tables import DigestMuteRow, DigestRow, FeedFollowRow
from storage.types import AccountId, MemberId, NetworkId, PlaceId

_KINDS: dict[str, MuteKind] = {kind: kind for kind in get_args(MuteKind)}
_PLAN = [field.name for field in fields(DigestPlan)]


class Digests:
    """One digest a channel, and one a member, in each network."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_place(self, network_id: NetworkId, place_id: PlaceId) -> Digest | None:
        """Return what this network shows in a channel, if it ever did."""
        return self._find(network_id, place_id=place_id)

    def of_member(self, network_id: NetworkId, member_id: MemberId) -> Digest | None:
        """Return a member's own digest, if they ever had one."""
        return self._find(network_id, member_id=member_id)

    def open_for_place(
        self, network_id: NetworkId, place_id: PlaceId, by: AccountId | None, now: datetime
    ) -> Digest:
        """Return the channel's digest; where there is none, one that is off, and new from now."""
        return self._open(network_id, by, now, place_id=place_id)

    def open_for_member(
        self, network_id: NetworkId, member_id: MemberId, by: AccountId | None, now: datetime
    ) -> Digest:
        """Return the member's digest; where there is none, one that is off, and new from now."""
        return self._open(network_id, by, now, member_id=member_id)

    def get(self, digest_id: DigestId, network_id: NetworkId) -> Digest:
        """Return a digest of this network; NotFoundError."""
        row = self._session.get(DigestRow, digest_id)
        if row is None or row.network_id != network_id:
            raise NotFoundError(f"digest {digest_id}")
        return _digest(row)

    def all(self, network_id: NetworkId) -> list[Digest]:
        """Return the network's digests, also those that are off; the oldest first."""
        rows = select(DigestRow).filter_by(network_id=network_id)
        return self._all(rows)

    def many(self, digest_ids: Iterable[DigestId]) -> dict[DigestId, Digest]:
        """Return digests of all networks, those of these that there are: for jobs alone."""
        some = select(DigestRow).where(DigestRow.id.in_(sorted(set(digest_ids))))
        return {digest.id: digest for digest in self._all(some)}

    def change(self, digest_id: DigestId, plan: DigestPlan) -> Digest:
        """Write when a digest comes and what it takes; its window stays. NotFoundError."""
        row = self._row(digest_id)
        for name in _PLAN:
            setattr(row, name, getattr(plan, name))
        row.topics = list(plan.topics)
        self._session.flush()
        return _digest(row)

    def set_skip(self, digest_id: DigestId, skips: bool) -> None:
        """Say whether the next edition is left out; NotFoundError."""
        self._row(digest_id).skips = skips
        self._session.flush()

    def deliver_until(self, digest_id: DigestId, until: datetime) -> None:
        """Note the end of the window that was delivered; it never goes back. NotFoundError."""
        row = self._row(digest_id)
        row.until = max(row.until, until)
        self._session.flush()

    def follow(
        self,
        digest_id: DigestId,
        feed_id: FeedId,
        topics: Sequence[str],
        by: AccountId | None,
        now: datetime,
    ) -> bool:
        """Let a digest take posts from a feed; False where it does already: nothing is changed."""
        key = {"digest_id": digest_id, "feed_id": feed_id}
        values = key | {"topics": list(topics), "added_by": by, "at": now}
        return insert_new(self._session, FeedFollowRow, values)

    def unfollow(self, digest_id: DigestId, feed_id: FeedId) -> bool:
        """Take nothing from a feed any more; return whether it was followed."""
        row = FeedFollowRow
        gone = delete(row).where(row.digest_id == digest_id, row.feed_id == feed_id)
        return self._session.execute(gone.returning(row.feed_id)).first() is not None

    def follows(self, digest_id: DigestId) -> list[FeedFollow]:
        """Return the feeds that a digest follows itself, the oldest first."""
        query = select(FeedFollowRow).filter_by(digest_id=digest_id)
        query = query.order_by(FeedFollowRow.at, FeedFollowRow.feed_id)
        fresh = {"populate_existing": True}
        rows = self._session.scalars(query.execution_options(**fresh))
        return [_follow(row) for row in rows]

    def followed_since(
        self, network_id: NetworkId, reader: MemberId | None = None
    ) -> dict[FeedId, datetime]:
        """Return the feeds that the network's channels follow, since when; the oldest first.

        What a member follows for themself is theirs: it counts for them, the `reader`, alone.
        """
        first = func.min(FeedFollowRow.at)
        query = (
            select(FeedFollowRow.feed_id, first)
            .join(DigestRow, DigestRow.id == FeedFollowRow.digest_id)
            .where(DigestRow.network_id == network_id)
            .where(or_(DigestRow.place_id.is_not(None), DigestRow.member_id == reader))
            .group_by(FeedFollowRow.feed_id)
            .order_by(first, FeedFollowRow.feed_id)
        )
        return {FeedId(feed_id): at for feed_id, at in self._session.execute(query)}

    def feeds_of(self, network_id: NetworkId, reader: MemberId | None = None) -> list[FeedId]:
        """Return the feeds that the network's channels, or the reader, follow; oldest first."""
        return list(self.followed_since(network_id, reader))

    def followers(self, feed_id: FeedId) -> list[Digest]:
        """Return the digests of all networks that follow a feed, the oldest first: for jobs."""
        some = select(FeedFollowRow.digest_id).where(FeedFollowRow.feed_id == feed_id)
        return self._all(select(DigestRow).where(DigestRow.id.in_(some)))

    def mute(self, digest_id: DigestId, kind: MuteKind, shown: str, now: datetime) -> bool:
        """Leave something out; False where it is already.

        A feed is muted by its address, which is kept right when the feed moves.
        """
        key = {"digest_id": digest_id, "kind": kind, "folded": fold(shown)}
        return insert_new(self._session, DigestMuteRow, key | {"shown": shown, "at": now})

    def unmute(self, digest_id: DigestId, kind: MuteKind, shown: str) -> bool:
        """Leave it out no more; return whether it was."""
        row = DigestMuteRow
        same = (row.digest_id == digest_id, row.kind == kind, row.folded == fold(shown))
        gone = delete(row).where(*same).returning(row.digest_id)
        return self._session.execute(gone).first() is not None

    def mutes(self, digest_id: DigestId) -> list[Mute]:
        """Return what a digest leaves out, the oldest first."""
        row = DigestMuteRow
        query = select(row.kind, row.shown).where(row.digest_id == digest_id)
        found = self._session.execute(query.order_by(row.at, row.kind, row.folded))
        return [Mute(_KINDS[kind], shown) for kind, shown in found]

    def _find(self, network_id: NetworkId, **reader: str) -> Digest | None:
        row = find_row(self._session, DigestRow, network_id=network_id, **reader)
        return _digest(row) if row else None

    def _open(
        self, network_id: NetworkId, by: AccountId | None, now: datetime, **reader: str
    ) -> Digest:
        known = self._find(network_id, **reader)
        if known is not None:
            return known
        plan = DigestPlan()
        values = {name: getattr(plan, name) for name in _PLAN} | {"topics": list(plan.topics)}
        values |= {"id": new_id("d"), "network_id": network_id, "made_by": by, "made_at": now}
        insert_new(self._session, DigestRow, values | reader | {"until": now, "skips": False})
        made = self._find(network_id, **reader)
        if made is None:
            raise NotFoundError(f"digest of {reader}")
        return made

    def _all(self, query: Select[DigestRow]) -> list[Digest]:
        rows = self._session.scalars(query.order_by(DigestRow.made_at, DigestRow.id))
        return [_digest(row) for row in rows]

    def _row(self, digest_id: DigestId) -> DigestRow:
        row = self._session.get(DigestRow, digest_id, with_for_update=True, populate_existing=True)
        if row is None:
            raise NotFoundError(f"digest {digest_id}")
        return row


def _digest(row: DigestRow) -> Digest:
    plan = {name: getattr(row, name) for name in _PLAN} | {"topics": tuple(row.topics)}
    return Digest(
        DigestId(row.id),
        NetworkId(row.network_id),
        PlaceId(row.place_id) if row.place_id else None,
        MemberId(row.member_id) if row.member_id else None,
        DigestPlan(**plan),
        row.until,
        row.made_at,
        AccountId(row.made_by) if row.made_by else None,
        row.skips,
    )


def _follow(row: FeedFollowRow) -> FeedFollow:
    return FeedFollow(
        DigestId(row.digest_id),
        FeedId(row.feed_id),
        tuple(row.topics),
        row.at,
        AccountId(row.added_by) if row.added_by else None,
    )
