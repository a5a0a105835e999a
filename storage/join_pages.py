"""Public pages on which people join a network by e-mail, each found by its code."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.inserting import insert_new
from storage.tables import JoinPageRow, NetworkRow
from storage.types import AccountId, NetworkId

# Read off paper: none looks like another, and together they make no words.
_LETTERS = "23456789bcdfghjkmnpqrstvwxyz"
_LENGTH = 8


@dataclass(frozen=True, slots=True)
class JoinPage:
    """A network's page; `welcome`: the organisers' own words, or blank."""

    network_id: NetworkId
    code: str
    welcome: str
    is_open: bool


class JoinPages:
    """At most one a network. Its code stays, so that an address that was printed works again."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, network_id: NetworkId, by: AccountId, now: datetime) -> JoinPage:
        """Return the network's page, open from now on."""
        values = {
            "network_id": network_id,
            "code": "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)),
            "welcome": "",
            "opened_at": now,
            "opened_by": by,
        }
        insert_new(self._session, JoinPageRow, values)
        row = self._session.get_one(JoinPageRow, network_id)
        if row.closed_at is not None:
            row.closed_at, row.opened_at, row.opened_by = None, now, by
            self._session.flush()
        return _page_of(row)

    def close(self, network_id: NetworkId, now: datetime) -> bool:
        """Let nobody join by it any more; return whether it was open."""
        row = self._session.get(JoinPageRow, network_id)
        if row is None or row.closed_at is not None:
            return False
        row.closed_at = now
        self._session.flush()
        return True

    def welcome(self, network_id: NetworkId, words: str) -> None:
        """Keep what the page says first; there must have been a page."""
        self._session.get_one(JoinPageRow, network_id).welcome = words
        self._session.flush()

    def of(self, network_id: NetworkId) -> JoinPage | None:
        """Return the network's page, open or not; None where there never was one."""
        row = self._session.get(JoinPageRow, network_id)
        return _page_of(row) if row else None

    def find(self, code: str) -> JoinPage | None:
        """Return whose page has this code, open or not; a sensitive network shows none."""
        query = (
            select(JoinPageRow)
            .join(NetworkRow, NetworkRow.id == JoinPageRow.network_id)
            .where(JoinPageRow.code == code, NetworkRow.sensitive.is_(False))
        )
        row = self._session.scalar(query)
        return _page_of(row) if row else None


def _page_of(row: JoinPageRow) -> JoinPage:
    return JoinPage(NetworkId(row.network_id), row.code, row.welcome, row.closed_at is None)
