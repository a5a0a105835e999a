"""Editions: each sending of a digest, once a nominal period, and the posts that it reserves."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.orm import Session

from storage.bulk import in_batches, insert_all
from storage.digest_records import (
    Digest,
    DigestId,
    Edition,
    EditionId,
    EditionPost,
    EditionState,
)
from storage.errors import NotFoundError
from storage.feed_records import PostId
from storage.inserting import insert_new
from storage.naming import new_id
from storage.tables import DigestRow, EditionPostRow, EditionRow
from storage.types import NetworkId

_NAMES = [field.name for field in fields(Edition)]
_COLUMNS = [getattr(EditionRow, name) for name in _NAMES]
_POST_NAMES = [field.name for field in fields(EditionPost)]
_POST_COLUMNS = [getattr(EditionPostRow, name) for name in _POST_NAMES]
_ALSO = _POST_NAMES.index("also")
_HELD: tuple[EditionState, ...] = ("queued", "delivered")


class Editions:
    """A post in a queued or delivered edition is not in another one of the same digest."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(
        self,
        digest: Digest,
        label: str,
        since: datetime,
        until: datetime,
        posts: Sequence[EditionPost],
        older: int,
        shown: str,
        now: datetime,
        state: EditionState = "queued",
    ) -> Edition | None:
        """Make the edition of a nominal period with its posts; None: the period has one."""
        settled = None if state == "queued" else now
        edition = Edition(
            EditionId(new_id("ed")),
            digest.id,
            label,
            state,
            since,
            until,
            now,
            older,
            shown,
            settled,
        )
        values = {name: getattr(edition, name) for name in _NAMES}
        if not insert_new(self._session, EditionRow, values):
            return None
        rows = [_values(edition.id, place, post) for place, post in enumerate(posts)]
        insert_all(self._session, EditionPostRow, rows)
        return edition

    def get(self, edition_id: EditionId, network_id: NetworkId) -> Edition:
        """Return an edition of one of the network's digests; NotFoundError."""
        mine = (EditionRow.id == edition_id) & (DigestRow.network_id == network_id)
        found = self._all(_of_network().where(mine))
        if not found:
            raise NotFoundError(f"edition {edition_id}")
        return found[0]

    def posts(self, edition_id: EditionId) -> list[EditionPost]:
        """Return what is in an edition, in its order."""
        query = select(*_POST_COLUMNS).where(EditionPostRow.edition_id == edition_id)
        rows = self._session.execute(query.order_by(EditionPostRow.position))
        return [_post(row) for row in rows]

    def settle(self, edition_id: EditionId, state: EditionState, now: datetime) -> bool:
        """Write what became of an edition; False where that was known."""
        row = EditionRow
        other = (row.id == edition_id, row.state != state)
        settled = update(row).where(*other).values(state=state, settled_at=now)
        return self._session.execute(settled.returning(row.id)).first() is not None

    def last(self, digest_id: DigestId, states: Iterable[EditionState]) -> Edition | None:
        """Return the digest's newest edition in one of these states."""
        mine = (EditionRow.digest_id == digest_id) & EditionRow.state.in_(list(states))
        found = self._all(select(*_COLUMNS).where(mine), newest=1)
        return found[0] if found else None

    def reserved(self, digest_id: DigestId, post_ids: Iterable[PostId]) -> set[PostId]:
        """Return which of the posts are in a queued or delivered edition of this digest."""
        row = EditionPostRow
        query = (
            select(row.post_id)
            .join(EditionRow, EditionRow.id == row.edition_id)
            .where(EditionRow.digest_id == digest_id, EditionRow.state.in_(_HELD))
        )
        return {
            PostId(post)
            for some in in_batches(sorted(set(post_ids)))
            for post in self._session.scalars(query.where(row.post_id.in_(some)))
        }

    def of_post(self, network_id: NetworkId, post_id: PostId) -> list[tuple[Edition, EditionPost]]:
        """Return in which of the network's editions a post is, and as what; the newest first."""
        query = (
            select(*_COLUMNS, *_POST_COLUMNS)
            .join(EditionPostRow, EditionPostRow.edition_id == EditionRow.id)
            .join(DigestRow, DigestRow.id == EditionRow.digest_id)
            .where(DigestRow.network_id == network_id, EditionPostRow.post_id == post_id)
            .order_by(EditionRow.made_at.desc(), EditionRow.id)
        )
        cut = len(_COLUMNS)
        rows = self._session.execute(query).all()
        return [(Edition(*row[:cut]), _post(row[cut:])) for row in rows]

    def recent(self, digest_id: DigestId, since: datetime) -> list[Edition]:
        """Return the digest's editions that were made since then, the newest first."""
        mine = (EditionRow.digest_id == digest_id) & (EditionRow.made_at >= since)
        return self._all(select(*_COLUMNS).where(mine))

    def showing(self, post_ids: Iterable[PostId], since: datetime) -> list[Edition]:
        """Return editions of all networks, delivered since then, that hold one of these posts."""
        delivered = (EditionRow.state == "delivered") & (EditionRow.made_at >= since)
        holding = EditionPostRow.post_id.in_(sorted(set(post_ids)))
        some = select(EditionPostRow.edition_id).where(holding)
        return self._all(select(*_COLUMNS).where(delivered, EditionRow.id.in_(some)))

    def queued(self) -> list[Edition]:
        """Return the editions of all networks of which nobody knows yet whether they arrived."""
        return self._all(select(*_COLUMNS).where(EditionRow.state == "queued"))

    def change_shown(self, edition_id: EditionId, shown: str) -> None:
        """Write what the edition's message says from now on."""
        mine = update(EditionRow).where(EditionRow.id == edition_id)
        self._session.execute(mine.values(shown=shown))

    def _all(self, query: Select[*tuple[Any, ...]], newest: int | None = None) -> list[Edition]:
        ordered = query.order_by(EditionRow.made_at.desc(), EditionRow.id).limit(newest)
        return [Edition(*row) for row in self._session.execute(ordered)]


def _of_network() -> Select[*tuple[Any, ...]]:
    same: ColumnElement[bool] = DigestRow.id == EditionRow.digest_id
    return select(*_COLUMNS).join(DigestRow, same)


def _values(edition_id: EditionId, position: int, post: EditionPost) -> dict[str, object]:
    values = {name: getattr(post, name) for name in _POST_NAMES} | {"also": list(post.also)}
    return values | {"edition_id": edition_id, "position": position}


def _post(row: Sequence[Any]) -> EditionPost:
    values = list(row)
    values[_ALSO] = tuple(values[_ALSO])
    return EditionPost(*values)
