"""Posts, once whatever feeds they are in, and what each feed has of them; in few statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.bulk import in_batches
from storage.feed_records import Entry, FeedId, PostId
from storage.inserting import insert_new
from storage.naming import new_id
from storage.tables import Base, SamePostRow
from storage.types import AccountId, NetworkId

_NAMES = [field.name for field in fields(Entry)]
_GET_ALL = attrgetter(*_NAMES)
_LISTS = [_NAMES.index(name) for name in ("categories", "mentions")]
_ENTRIES = Base.metadata.tables["feed_entry"]
_ENTRY = _ENTRIES.c
_POSTS = Base.metadata.tables["post"]
_COLUMNS = [_ENTRY[name] for name in _NAMES]
_KEYS = ("feed_id", "key")

EntryKey = tuple[FeedId, str]
"""Which entry of which feed."""


class Posts:
    """Of no network, but for `same`; who may see an entry is decided by the feeds they follow."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def entries(self, feed_id: FeedId, keys: Iterable[str]) -> dict[str, Entry]:
        """Return those of a feed's entries that are known, by key."""
        return {key: entry for (_, key), entry in self.entries_of({feed_id: keys}).items()}

    def entries_of(self, wanted: Mapping[FeedId, Iterable[str]]) -> dict[EntryKey, Entry]:
        """Return those of several feeds' entries that are known."""
        asked = {(feed, key) for feed, keys in wanted.items() for key in keys}
        keys = sorted({key for _, key in asked})
        found = (
            entry
            for some in in_batches(keys)
            for entry in self._all(_of_feeds(wanted) & _ENTRY.key.in_(some))
        )
        return {(one.feed_id, one.key): one for one in found if (one.feed_id, one.key) in asked}

    def by_links(self, link_keys: Iterable[str]) -> dict[str, PostId]:
        """Return those posts that are known, by canonical link."""
        found: dict[str, PostId] = {}
        for some in in_batches(sorted(set(link_keys))):
            query = select(_POSTS.c.link_key, _POSTS.c.id).where(_POSTS.c.link_key.in_(some))
            found |= {link: PostId(post) for link, post in self._session.execute(query)}
        return found

    def titles_of(
        self, wanted: Mapping[FeedId, Iterable[str]], since: datetime
    ) -> dict[tuple[FeedId, str], Entry]:
        """Return feeds' entries with these folded titles, by feed and title.

        Only those that were in their feed since then; of one title, the latest.
        """
        asked = {(feed, title) for feed, titles in wanted.items() for title in titles}
        titled = _ENTRY.title_key.in_(sorted({title for _, title in asked}))
        query = _of_feeds(wanted) & titled & (_ENTRY.last_in >= since)
        found = sorted(self._all(query), key=lambda one: (one.first_seen_at, one.key))
        pairs = {(one.feed_id, one.title_key): one for one in found}
        return {pair: one for pair, one in pairs.items() if pair in asked}

    def post_for(self, link_keys: Iterable[str], now: datetime) -> dict[str, PostId]:
        """Return the post of each canonical link; those that are new are made."""
        links = sorted(set(link_keys))  # in one order, so that two workers never wait in a ring
        if not links:
            return {}
        rows = [{"id": new_id("post"), "link_key": link, "first_seen_at": now} for link in links]
        self._session.execute(self._insert(_POSTS), rows)
        return self.by_links(links)

    def record(
        self,
        new: Sequence[Entry],
        changed: Sequence[Entry],
        seen: Sequence[EntryKey],
        now: datetime,
        filed: Mapping[EntryKey, PostId] | None = None,
    ) -> None:
        """Insert entries, write changed ones anew, and note which others were in their feed.

        May be of several feeds. What was inserted meanwhile stays as it is. `filed`: the posts of
        entries, where another one than the entry says.
        """
        if new:
            self._session.execute(self._insert(_ENTRIES), _all_values(new, filed or {}))
        if changed:
            self._session.execute(_CHANGE, _all_values(changed, filed or {}, "of_"))
        if seen:
            marks = [{"of_feed_id": feed, "of_key": key, "now": now} for feed, key in seen]
            self._session.execute(_SEE, marks)

    def listed(
        self, feed_ids: Iterable[FeedId], since: datetime, until: datetime, limit: int
    ) -> list[Entry]:
        """Return the feeds' entries that were listed after `since`, up to `until`; newest first."""
        at = _ENTRY.listed_at
        query = _entries(_of_feeds(feed_ids) & (at > since) & (at <= until))
        rows = self._session.execute(query.order_by(at.desc(), _ENTRY.key).limit(limit))
        return [_entry(row) for row in rows]

    def older(
        self, feed_ids: Iterable[FeedId], since: datetime, until: datetime
    ) -> dict[FeedId, int]:
        """Return how many old posts each feed brought after `since`, up to `until`, if any."""
        at, posts = _ENTRY.older_at, func.count(_ENTRY.post_id.distinct())
        query = select(_ENTRY.feed_id, posts).group_by(_ENTRY.feed_id)
        rows = self._session.execute(query.where(_of_feeds(feed_ids), at > since, at <= until))
        return {FeedId(feed_id): count for feed_id, count in rows}

    def latest(self, feed_id: FeedId, limit: int) -> list[Entry]:
        """Return a feed's newest posts; dates that are missing or to come count as first seen.

        A post that came under several keys is there once, as it was last in the feed.
        """
        same, latest = _ENTRY.post_id, _ENTRY.last_in.desc()
        place = func.row_number().over(partition_by=same, order_by=(latest, _ENTRY.key))
        theirs = select(_ENTRY.key, place.label("place")).where(_ENTRY.feed_id == feed_id)
        ranked = theirs.subquery()
        once = select(ranked.c.key).where(ranked.c.place == 1)
        query = _entries((_ENTRY.feed_id == feed_id) & _ENTRY.key.in_(once))
        order = (_written().desc(), _ENTRY.first_seen_at.desc(), _ENTRY.key)
        return [_entry(row) for row in self._session.execute(query.order_by(*order).limit(limit))]

    def recent(self, feed_ids: Iterable[FeedId], limit: int) -> list[Entry]:
        """Return the newest entries of these feeds, listed or not; the newest first."""
        query = _entries(_of_feeds(feed_ids))
        order = (_written().desc(), _ENTRY.first_seen_at.desc(), _ENTRY.key)
        return [_entry(row) for row in self._session.execute(query.order_by(*order).limit(limit))]

    def copies(
        self, post_ids: Iterable[PostId], feed_ids: Iterable[FeedId]
    ) -> dict[PostId, list[Entry]]:
        """Return how these feeds have the posts, the earliest version first."""
        found: dict[PostId, list[Entry]] = {}
        theirs = _of_feeds(feed_ids)
        for some in in_batches(sorted(set(post_ids))):
            for entry in self._all(theirs & _ENTRY.post_id.in_(some)):
                found.setdefault(entry.post_id, []).append(entry)
        for versions in found.values():
            versions.sort(key=lambda one: (one.first_seen_at, one.feed_id, one.key))
        return found

    def find(self, link_key: str) -> PostId | None:
        """Return the post of a canonical link, if it is known."""
        return self.by_links([link_key]).get(link_key)

    def same(
        self,
        network_id: NetworkId,
        post_id: PostId,
        as_post_id: PostId,
        by: AccountId | None,
        now: datetime,
    ) -> bool:
        """Show a post as another one in this network; False where they are one there already."""
        said = self.sames(network_id)
        shown, root = said.get(post_id, post_id), said.get(as_post_id, as_post_id)
        if shown == root:
            return False
        row = SamePostRow
        copies = update(row).where(row.network_id == network_id, row.as_post_id == shown)
        self._session.execute(copies.values(as_post_id=root))
        return insert_new(
            self._session,
            row,
            {
                "network_id": network_id,
                "post_id": shown,
                "as_post_id": root,
                "said_by": by,
                "at": now,
            },
        )

    def differ(self, network_id: NetworkId, post_id: PostId) -> bool:
        """Show a post as itself again in this network; False where it is already."""
        row = SamePostRow
        gone = delete(row).where(row.network_id == network_id, row.post_id == post_id)
        return self._session.execute(gone.returning(row.post_id)).first() is not None

    def sames(self, network_id: NetworkId) -> dict[PostId, PostId]:
        """Return as which post others are shown in this network; never one that is shown so."""
        query = select(SamePostRow.post_id, SamePostRow.as_post_id)
        rows = self._session.execute(query.where(SamePostRow.network_id == network_id))
        return {PostId(post): PostId(shown) for post, shown in rows}

    def rate(self, feed_id: FeedId, since: datetime) -> int:
        """Return how many posts a feed wrote since then."""
        return self.rates([feed_id], since).get(feed_id, 0)

    def rates(self, feed_ids: Iterable[FeedId], since: datetime) -> dict[FeedId, int]:
        """Return how many posts each feed wrote since then, where it wrote any."""
        many = func.count(_ENTRY.post_id.distinct())
        query = select(_ENTRY.feed_id, many).group_by(_ENTRY.feed_id)
        rows = self._session.execute(query.where(_of_feeds(feed_ids), _written() >= since))
        return {FeedId(feed_id): count for feed_id, count in rows}

    def newest(self, feed_ids: Iterable[FeedId]) -> dict[FeedId, datetime]:
        """Return when each feed last wrote, where it ever did."""
        query = select(_ENTRY.feed_id, func.max(_written())).group_by(_ENTRY.feed_id)
        rows = self._session.execute(query.where(_of_feeds(feed_ids)))
        return {FeedId(feed_id): at for feed_id, at in rows}

    def _all(self, where: ColumnElement[bool]) -> list[Entry]:
        return [_entry(row) for row in self._session.execute(_entries(where))]

    def _insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        postgres = self._session.get_bind().dialect.name == "postgresql"
        if postgres:
            return postgresql.insert(table).on_conflict_do_nothing()
        return sqlite.insert(table).on_conflict_do_nothing()


def _entries(where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return select(*_COLUMNS).where(where)


def _of_feeds(feed_ids: Iterable[FeedId]) -> ColumnElement[bool]:
    return _ENTRY.feed_id.in_(sorted(set(feed_ids)))


def _written() -> ColumnElement[datetime]:
    """When a post was written, as far as is known: never after it was first seen."""
    published, seen = _ENTRY.published_at, _ENTRY.first_seen_at
    return case((or_(published.is_(None), published > seen), seen), else_=published)


def _entry(row: Sequence[Any]) -> Entry:
    values = list(row)
    for each in _LISTS:
        values[each] = tuple(values[each])
    return Entry(*values)


def _all_values(
    entries: Iterable[Entry], filed: Mapping[EntryKey, PostId], prefix: str = ""
) -> list[dict[str, object]]:
    return [_values(entry, filed, prefix) for entry in entries]


def _values(entry: Entry, filed: Mapping[EntryKey, PostId], prefix: str) -> dict[str, object]:
    values = dict(zip(_NAMES, _GET_ALL(entry), strict=True))
    values["post_id"] = filed.get((entry.feed_id, entry.key), entry.post_id)
    values["categories"], values["mentions"] = list(entry.categories), list(entry.mentions)
    for name in _KEYS if prefix else ():
        values[f"{prefix}{name}"] = values.pop(name)
    return values


_MINE = and_(*(_ENTRY[name] == bindparam(f"of_{name}") for name in _KEYS))
_CHANGE = (
    update(_ENTRIES)
    .where(_MINE)
    .values({name: bindparam(name) for name in _NAMES if name not in _KEYS})
)
_SEE = update(_ENTRIES).where(_MINE).values(last_in=bindparam("now"))
