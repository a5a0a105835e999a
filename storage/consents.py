"""Consent: events that are added and never changed."""

from typing import Literal, cast

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from storage.queue_records import Consent
from storage.tables import ConsentRow
from storage.types import MemberId


class Consents:
    """What members chose, when, and which privacy notice they had read."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record(self, consent: Consent) -> None:
        """Add an event to the member's history."""
        self._session.execute(
            insert(ConsentRow).values(
                member_id=consent.member_id,
                kind=consent.kind,
                notice_version=consent.notice_version,
                at=consent.at,
                via=consent.via,
            )
        )

    def latest(self, member_id: MemberId) -> Consent | None:
        """Return the member's last event."""
        newest_first = _events(member_id).order_by(ConsentRow.seq.desc()).limit(1)
        row = self._session.scalar(newest_first)
        return _consent(row) if row else None

    def all(self, member_id: MemberId) -> list[Consent]:
        """Return the member's events, oldest first."""
        rows = self._session.scalars(_events(member_id).order_by(ConsentRow.seq))
        return [_consent(row) for row in rows]


def _events(member_id: MemberId) -> Select[ConsentRow]:
    return select(ConsentRow).where(ConsentRow.member_id == member_id)


def _consent(row: ConsentRow) -> Consent:
    kind = cast(Literal["joined", "withdrawn", "renewed"], row.kind)
    return Consent(MemberId(row.member_id), kind, row.notice_version, row.at, row.via)
