"""Feeds: one row an address, fetched once for all; claimed by one worker, kept under its token."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.bulk import in_batches, insert_missing
from storage.errors import NotFoundError
from storage.feed_moves import move_feed
from storage.feed_records import Feed, FeedId
from storage.inserting import insert_new
from storage.leasing import real_now
from storage.naming import new_id
from storage.tables import Base, FeedAddressRow, FeedFollowRow, FeedHostRow, FeedRow

LEAST_GAP = timedelta(hours=1)
"""No feed is asked again sooner, also where the worker that asked was lost."""

_NAMES = [field.name for field in fields(Feed)]
_KEPT = [name for name in _NAMES if name not in ("id", "url", "made_at")]
_LISTS = ("skip_hours", "skip_days")
_FEEDS = Base.metadata.tables["feed"]
_FEED = _FEEDS.c
_COLUMNS = [_FEED[name] for name in _NAMES]
_HOSTS = Base.metadata.tables["feed_host"]
_WELL: dict[str, object] = {
    "failures": 0,
    "failing_since": None,
    "trouble": "",
    "trouble_why": "",
    "token": None,
    "lease_until": None,
}


class Feeds:
    """Of no network: who follows a feed is known to `tx.digests` alone."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, url: str, now: datetime, title: str = "", site: str = "") -> Feed:
        """Return the feed that is, or once was, at this address; else make it, due at once."""
        known = self.find(url)
        if known is not None:
            return known
        feed = Feed(FeedId(new_id("f")), url, title, site, "new", "id", 0, now, now)
        if insert_new(self._session, FeedRow, _values(feed, _NAMES)):
            return feed
        return self._one(_FEED.url == url, url)

    def get(self, feed_id: FeedId) -> Feed:
        """Return a feed; NotFoundError."""
        return self._one(_FEED.id == feed_id, feed_id)

    def find(self, url: str) -> Feed | None:
        """Return the feed that is at this address, or was before it moved."""
        former = select(FeedAddressRow.feed_id).where(FeedAddressRow.url == url)
        found = self._all(or_(_FEED.url == url, _FEED.id.in_(former)))
        return min(found, key=lambda feed: feed.url != url, default=None)

    def former_addresses(self, feed_id: FeedId, since: datetime) -> list[str]:
        """Return the addresses that a feed left after a moment, the one it left last first."""
        row = FeedAddressRow
        query = select(row.url).where(row.feed_id == feed_id, row.until > since)
        return list(self._session.scalars(query.order_by(row.until.desc(), row.url)))

    def many(self, feed_ids: Iterable[FeedId]) -> dict[FeedId, Feed]:
        """Return those of the feeds that there are."""
        wanted = sorted(set(feed_ids))
        found = (feed for some in in_batches(wanted) for feed in self._all(_FEED.id.in_(some)))
        return {feed.id: feed for feed in found}

    def claim(self, limit: int, now: datetime, lease: timedelta) -> list[tuple[Feed, str]]:
        """Lease feeds that are due and followed by somebody, longest due first, with a token.

        The next check is put off before anything is sent, so that a lost worker never means that
        a site is asked twice within `LEAST_GAP`.
        """
        real = real_now(self._session)
        free = or_(_FEED.token.is_(None), _FEED.lease_until < real)
        due = (
            select(*_COLUMNS)
            .where(_FEED.next_check_at <= now, free, _is_checked())
            .order_by(_FEED.next_check_at, _FEED.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=_FEEDS)
        )
        feeds = [_feed(row) for row in self._session.execute(due)]
        if not feeds:
            return []
        token, later = secrets.token_hex(8), now + LEAST_GAP
        held = update(_FEEDS).where(_FEED.id.in_([feed.id for feed in feeds]))
        lent = {"token": token, "lease_until": real + lease, "next_check_at": later}
        self._session.execute(held.values(lent))
        return [(replace(feed, next_check_at=later), token) for feed in feeds]

    def lend(self, feed_id: FeedId, lease: timedelta) -> str | None:
        """Lease one feed, due or not, and return the token; None where somebody holds it."""
        real, token = real_now(self._session), secrets.token_hex(8)
        free = or_(_FEED.token.is_(None), _FEED.lease_until < real)
        lent = update(_FEEDS).where(_FEED.id == feed_id, free).returning(_FEED.id)
        row = self._session.execute(lent.values(token=token, lease_until=real + lease)).first()
        return token if row else None

    def keep(self, feed: Feed, token: str, now: datetime) -> bool:
        """Write what a check found and give the lease back; False: lease lost, nothing written.

        `checked_at` becomes `now`. The address is changed by `move` alone.
        """
        values = _kept(feed, now) | {"held": token}
        return self._session.execute(_KEEP_HELD, values).first() is not None

    def keep_all(self, checked: Sequence[tuple[Feed, str]], now: datetime) -> set[FeedId]:
        """Write many checks as `keep` does, in two statements; return whose lease still held."""
        tokens = {feed.id: token for feed, token in checked}
        held = select(_FEED.id, _FEED.token).where(_FEED.id.in_(sorted(tokens)))
        rows = self._session.execute(held.order_by(_FEED.id).with_for_update())
        mine = {FeedId(row.id) for row in rows if row.token == tokens[FeedId(row.id)]}
        values = [_kept(feed, now) for feed, _ in checked if feed.id in mine]
        if values:
            self._session.execute(_KEEP, values)
        return mine

    def put_off(self, claimed: Sequence[tuple[Feed, str]]) -> None:
        """Give back feeds that were not asked after all, due at their `next_check_at`."""
        for feed, token in claimed:
            mine = (_FEED.id == feed.id, _FEED.token == token)
            free = {"next_check_at": feed.next_check_at, "token": None, "lease_until": None}
            self._session.execute(update(_FEEDS).where(*mine).values(free))

    def move(self, feed_id: FeedId, url: str, now: datetime) -> Feed:
        """Give a feed a new address; return the feed there. NotFoundError.

        A feed that is there already takes over its followers, entries and former addresses.
        """
        there = self.find(url)
        move_feed(self._session, self.get(feed_id), url, there, now)
        return self.get(there.id if there else feed_id)

    def restore(self, feed_id: FeedId, now: datetime) -> Feed:
        """Check a feed again that stopped or is gone, at once, as if nothing had been wrong.

        What its followers were told stays: so they are told once that it is back.
        """
        known = self.get(feed_id)
        state = "alive" if known.began else "new"
        again = update(_FEEDS).where(_FEED.id == feed_id)
        self._session.execute(again.values(state=state, next_check_at=now, **_WELL))
        return self.get(feed_id)

    def hold_host(self, host: str, until: datetime, times: int = 0) -> None:
        """Let all feeds of a host wait; a hold that is longer stays.

        `times`: how often running it said that it is asked too much.
        """
        postgres = self._session.get_bind().dialect.name == "postgresql"
        row = (postgresql.insert if postgres else sqlite.insert)(FeedHostRow)
        held = row.values(host=host, free_at=until, times=times)
        later = case(
            (FeedHostRow.free_at < row.excluded.free_at, row.excluded.free_at),
            else_=FeedHostRow.free_at,
        )
        kept = {"free_at": later, "times": row.excluded.times}
        self._session.execute(held.on_conflict_do_update(index_elements=["host"], set_=kept))

    def free_at(self, hosts: Iterable[str]) -> dict[str, datetime]:
        """Return until when hosts wait, of those that ever asked us to."""
        found = select(FeedHostRow.host, FeedHostRow.free_at)
        rows = self._session.execute(found.where(FeedHostRow.host.in_(sorted(set(hosts)))))
        return {row.host: row.free_at for row in rows}

    def lock_hosts(self, hosts: Iterable[str], now: datetime) -> dict[str, datetime]:
        """Return until when each host waits; nobody else plans with them in the meantime."""
        named = sorted(set(hosts))
        rows = [{"host": host, "free_at": now, "times": 0} for host in named]
        if rows:
            insert_missing(self._session, FeedHostRow, rows)
        locked = select(FeedHostRow.host, FeedHostRow.free_at).where(FeedHostRow.host.in_(named))
        found = self._session.execute(locked.order_by(FeedHostRow.host).with_for_update())
        return {row.host: row.free_at for row in found}

    def take_hosts(self, until: Mapping[str, datetime]) -> None:
        """Let hosts that are locked wait until then, so that requests to them keep apart."""
        rows = [{"of": host, "until": moment} for host, moment in sorted(until.items())]
        if rows:
            self._session.execute(_TAKE, rows)

    def refusals(self, hosts: Iterable[str]) -> dict[str, int]:
        """Return how often running hosts said that they are asked too much, of those that did."""
        many = select(FeedHostRow.host, FeedHostRow.times).where(FeedHostRow.times > 0)
        rows = self._session.execute(many.where(FeedHostRow.host.in_(sorted(set(hosts)))))
        return {row.host: row.times for row in rows}

    def subscribers(self, feed_ids: Iterable[FeedId]) -> dict[FeedId, int]:
        """Return how many digests follow each feed, of those that one follows."""
        count = select(FeedFollowRow.feed_id, func.count()).group_by(FeedFollowRow.feed_id)
        rows = self._session.execute(count.where(FeedFollowRow.feed_id.in_(sorted(set(feed_ids)))))
        return {FeedId(feed_id): many for feed_id, many in rows}

    def _all(self, where: ColumnElement[bool]) -> list[Feed]:
        query = select(*_COLUMNS).where(where).order_by(_FEED.made_at, _FEED.id)
        return [_feed(row) for row in self._session.execute(query)]

    def _one(self, where: ColumnElement[bool], named: str) -> Feed:
        found = self._all(where)
        if not found:
            raise NotFoundError(f"feed {named}")
        return found[0]


def _feed(row: Sequence[Any]) -> Feed:
    values = dict(zip(_NAMES, row, strict=True))
    return Feed(**values | {name: tuple(values[name]) for name in _LISTS})


def _values(feed: Feed, names: Sequence[str]) -> dict[str, object]:
    values = {name: getattr(feed, name) for name in names}
    return values | {name: list(getattr(feed, name)) for name in _LISTS}


def _kept(feed: Feed, now: datetime) -> dict[str, object]:
    return _values(feed, _KEPT) | {"of": feed.id, "checked_at": now}


def _is_checked() -> ColumnElement[bool]:
    followed = exists().where(FeedFollowRow.feed_id == _FEED.id)
    return _FEED.state.in_(("new", "alive")) & followed


_TAKE = update(_HOSTS).where(_HOSTS.c.host == bindparam("of")).values(free_at=bindparam("until"))
_SET: Mapping[str, object] = {name: bindparam(name) for name in _KEPT}
_KEEP = (
    update(_FEEDS).where(_FEED.id == bindparam("of")).values(**_SET, token=None, lease_until=None)
)
_KEEP_HELD = _KEEP.where(_FEED.token == bindparam("held")).returning(_FEED.id)
