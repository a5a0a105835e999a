"""Notices and to whom they go, queued in the same transaction as what they tell of.

A delivery's key is a digest of the notice and its recipient: the same fact is never queued twice
for the same person. `occasion` sets apart facts that may be told again.

What was told can be told again in its place (`change`: the same notice, worded as things are then)
or taken back (`remove`). Whoever wants to do that later keeps the key (`key_of`).
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.naming import new_id
from storage.notices import Notice, as_body
from storage.queue_records import Act
from storage.tables import DeliveryRow, NoticeRow
from storage.types import AccountId, GroupId, NetworkId, PlaceId, RoundId, SpaceId

_NEVER = ("dead", "cancelled")


@dataclass(frozen=True, slots=True)
class To:
    """A recipient in a workspace: exactly one of account, group (their chat) and place."""

    space_id: SpaceId
    account_id: AccountId | None = None
    group_id: GroupId | None = None
    place_id: PlaceId | None = None

    @property
    def lane(self) -> str:
        """Where order is kept: messages of one lane go one after the other."""
        return self.account_id or self.group_id or self.place_id or ""


class Notices:
    """Nothing is said here; `jobs.delivery.deliver` says it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def queue(
        self,
        network_id: NetworkId,
        notice: Notice,
        to: Sequence[To],
        now: datetime,
        *,
        round_id: RoundId | None = None,
        not_before: datetime | None = None,
        expires_at: datetime | None = None,
        occasion: str = "",
        thread: str | None = None,
    ) -> None:
        """Queue one notice for some recipients, in the `thread` of a delivery with this key."""
        self.queue_all(
            network_id,
            [(notice, recipient) for recipient in to],
            now,
            round_id=round_id,
            not_before=not_before,
            expires_at=expires_at,
            occasion=occasion,
            thread=thread,
        )

    def queue_all(
        self,
        network_id: NetworkId,
        items: Iterable[tuple[Notice, To]],
        now: datetime,
        *,
        round_id: RoundId | None = None,
        not_before: datetime | None = None,
        expires_at: datetime | None = None,
        occasion: str = "",
        thread: str | None = None,
    ) -> None:
        """Queue many notices at once: two statements, however many there are."""
        notices: list[dict[str, Any]] = []
        deliveries: list[dict[str, Any]] = []
        for notice, to in items:
            row = _notice(network_id, notice, now, round_id)
            notices.append(row)
            timing = {
                "created_at": now,
                "next_at": max(now, not_before or now),
                "expires_at": expires_at,
                "thread_key": thread,
            }
            deliveries.append(_delivery(row, to, occasion) | timing)
        if notices:
            self._session.execute(insert(NoticeRow), notices)
            self._insert_new(deliveries)

    def told_about(self, kind: str, field: str, value: str, since: datetime) -> list[AccountId]:
        """Return the recipients of notices of a kind that name somebody, queued since a moment."""
        about = NoticeRow.kind == kind, NoticeRow.body[field].as_string() == value
        query = select(DeliveryRow.account_id).join(
            NoticeRow, NoticeRow.id == DeliveryRow.notice_id
        )
        found = self._session.scalars(query.where(*about, NoticeRow.created_at > since))
        return [AccountId(one) for one in found if one]

    def change(self, key: str, network_id: NetworkId, now: datetime, occasion: str) -> bool:
        """Say what was said again in its place; False where nothing of it was or will be read.

        What was not sent yet is worded as things are when it is sent, and needs nothing.
        `occasion`: what changed; a change that still waits covers a later one.
        """
        row = self._lock(key, network_id)
        if row is None or row.state in _NEVER:
            return False
        if row.state != "ready" and not self._act_waits(key, "change"):
            self._insert_new([_act(row, "change", occasion, now)])
        return True

    def remove(self, key: str, network_id: NetworkId, now: datetime) -> bool:
        """Take back what was said; False where nothing of it was or will be read.

        What was not sent yet is cancelled, as are changes of it that still wait.
        """
        row = self._lock(key, network_id)
        if row is None or row.state in _NEVER:
            return False
        if row.state == "ready":
            row.state, row.settled_at, row.error = "cancelled", now, "taken back"
            self._session.flush()
            return True
        self._session.execute(
            update(DeliveryRow)
            .where(*_waiting_act(key, "change"))
            .values(state="cancelled", settled_at=now, error="taken back")
        )
        self._insert_new([_act(row, "remove", "", now)])
        return True

    def _lock(self, key: str, network_id: NetworkId) -> DeliveryRow | None:
        """Nobody claims a locked delivery: its state stays true until this transaction ends."""
        query = select(DeliveryRow).filter_by(key=key, network_id=network_id, act="post")
        fresh = query.with_for_update().execution_options(populate_existing=True)
        return self._session.scalar(fresh)

    def _act_waits(self, key: str, act: Act) -> bool:
        """Whether such an act is still ready; it stays so until this transaction ends."""
        query = select(DeliveryRow.seq).where(*_waiting_act(key, act)).with_for_update()
        return self._session.scalars(query).first() is not None

    def _insert_new(self, deliveries: list[dict[str, Any]]) -> None:
        postgres = self._session.get_bind().dialect.name == "postgresql"
        dialect = postgresql if postgres else sqlite
        statement = dialect.insert(DeliveryRow).on_conflict_do_nothing(index_elements=["key"])
        self._session.execute(statement, deliveries)


def key_of(notice: Notice, to: To, occasion: str = "") -> str:
    """Return the key of the delivery of this notice to this recipient."""
    return _key(type(notice).__name__, as_body(notice), to.lane, occasion)


def _key(*fact: object) -> str:
    return hashlib.sha256(json.dumps(fact, sort_keys=True).encode()).hexdigest()[:32]


def _waiting_act(key: str, act: Act) -> tuple[ColumnElement[bool], ...]:
    row = DeliveryRow
    return (row.about_key == key, row.act == act, row.state == "ready")


def _act(row: DeliveryRow, act: Act, occasion: str, now: datetime) -> dict[str, Any]:
    """Return what is done to the message of a delivery: in its lane, so after it."""
    same = ("notice_id", "network_id", "space_id", "account_id", "group_id", "place_id", "lane")
    return {name: getattr(row, name) for name in same} | {
        "key": _key(act, row.key, occasion),
        "state": "ready",
        "attempts": 0,
        "created_at": now,
        "next_at": now,
        "act": act,
        "about_key": row.key,
    }


def _notice(
    network_id: NetworkId, notice: Notice, now: datetime, round_id: RoundId | None
) -> dict[str, Any]:
    return {
        "id": new_id("o"),
        "network_id": network_id,
        "kind": type(notice).__name__,
        "body": as_body(notice),
        "round_id": round_id,
        "created_at": now,
    }


def _delivery(notice: dict[str, Any], to: To, occasion: str) -> dict[str, Any]:
    return {
        "key": _key(notice["kind"], notice["body"], to.lane, occasion),
        "notice_id": notice["id"],
        "network_id": notice["network_id"],
        "space_id": to.space_id,
        "account_id": to.account_id,
        "group_id": to.group_id,
        "place_id": to.place_id,
        "lane": to.lane,
        "state": "ready",
        "attempts": 0,
    }
