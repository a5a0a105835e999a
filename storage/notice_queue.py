"""Notices and to whom they go, queued in the same transaction as what they tell of.

A delivery's key is a digest of the notice and its recipient: the same fact is never queued twice
for the same person. `occasion` sets apart facts that may be told again.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.naming import new_id
from storage.notices import Notice, as_body
from storage.tables import DeliveryRow, NoticeRow
from storage.types import AccountId, GroupId, NetworkId, PlaceId, RoundId, SpaceId


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
    """Nothing is said here; `jobs.deliver` says it."""

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
    ) -> None:
        """Queue one notice for some recipients."""
        self.queue_all(
            network_id,
            [(notice, recipient) for recipient in to],
            now,
            round_id=round_id,
            not_before=not_before,
            expires_at=expires_at,
            occasion=occasion,
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
            }
            deliveries.append(_delivery(row, to, occasion) | timing)
        if notices:
            self._session.execute(insert(NoticeRow), notices)
            self._insert_new(deliveries)

    def _insert_new(self, deliveries: list[dict[str, Any]]) -> None:
        postgres = self._session.get_bind().dialect.name == "postgresql"
        dialect = postgresql if postgres else sqlite
        statement = dialect.insert(DeliveryRow).on_conflict_do_nothing(index_elements=["key"])
        self._session.execute(statement, deliveries)


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
    fact = json.dumps([notice["kind"], notice["body"], to.lane, occasion], sort_keys=True)
    return {
        "key": hashlib.sha256(fact.encode()).hexdigest()[:32],
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
