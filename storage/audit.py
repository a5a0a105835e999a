"""What organisers did: rows that are added in the same transaction and never changed."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from storage.queue_records import AuditEntry
from storage.tables import AuditRow
from storage.types import NetworkId


class Audit:
    """The audit log of a network: ids only, never message bodies."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def write(self, network_id: NetworkId, entry: AuditEntry) -> None:
        """Add an entry."""
        self._session.execute(
            insert(AuditRow).values(
                network_id=network_id,
                actor_id=entry.actor,
                action=entry.action,
                object_id=entry.object_id,
                detail=dict(entry.detail),
                at=entry.at,
            )
        )

    def entries(self, network_id: NetworkId, limit: int = 100) -> list[AuditEntry]:
        """Return the network's last entries, newest first."""
        rows = self._session.execute(
            select(
                AuditRow.at, AuditRow.actor_id, AuditRow.action, AuditRow.object_id, AuditRow.detail
            )
            .where(AuditRow.network_id == network_id)
            .order_by(AuditRow.seq.desc())
            .limit(limit)
        )
        return [AuditEntry(*row) for row in rows]

    def latest(self, network_id: NetworkId, action: str, object_id: str) -> AuditEntry | None:
        """Return the last time that somebody did this to this object."""
        rows = self._session.execute(
            select(
                AuditRow.at, AuditRow.actor_id, AuditRow.action, AuditRow.object_id, AuditRow.detail
            )
            .where(AuditRow.network_id == network_id)
            .where(AuditRow.action == action, AuditRow.object_id == object_id)
            .order_by(AuditRow.seq.desc())
            .limit(1)
        )
        return next((AuditEntry(*row) for row in rows), None)
