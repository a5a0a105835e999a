"""Networks that publish their merged list of posts and its sources, each under a code."""

import secrets
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.inserting import insert_new
from storage.tables import NetworkRow, PublishedListRow
from storage.types import AccountId, NetworkId


class Publishing:
    """A sensitive network publishes nothing, whatever is written down."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def set(self, network_id: NetworkId, by: AccountId, now: datetime) -> str:
        """Publish the network's list; return its code, which stays the same while it is."""
        code = secrets.token_hex(8)
        row = {"network_id": network_id, "code": code, "said_by": by, "at": now}
        insert_new(self._session, PublishedListRow, row)
        return self.of(network_id) or ""

    def find(self, code: str) -> NetworkId | None:
        """Return whose list is published under a code; None where it is not, or not any more."""
        query = (
            select(PublishedListRow.network_id)
            .join(NetworkRow, NetworkRow.id == PublishedListRow.network_id)
            .where(PublishedListRow.code == code, NetworkRow.sensitive.is_(False))
        )
        found = self._session.scalar(query)
        return NetworkId(found) if found else None

    def of(self, network_id: NetworkId) -> str | None:
        """Return the code under which a network publishes, if it does."""
        row = PublishedListRow
        return self._session.scalar(select(row.code).where(row.network_id == network_id))

    def drop(self, network_id: NetworkId) -> bool:
        """Publish no more; return whether it was. The code never works again."""
        row = PublishedListRow
        gone = delete(row).where(row.network_id == network_id).returning(row.code)
        return self._session.execute(gone).first() is not None
