"""Slow work that a command asked for: a row, done by a job, answered by a notice."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.leasing import real_now
from storage.naming import new_id
from storage.queue_records import Errand
from storage.sealing import Cipher, seal
from storage.tables import ErrandRow
from storage.types import AccountId, NetworkId

MOST_ATTEMPTS = 3
# Work that kills its process each time is not taken up for ever.
_MOST_LOST = 6
_FILE = "file"


class Errands:
    """An errand is done at least once; what it does must be harmless twice."""

    def __init__(self, session: Session, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    def ask(
        self,
        network_id: NetworkId,
        kind: str,
        body: Mapping[str, str],
        asked_by: AccountId | None,
        now: datetime,
    ) -> None:
        """Put an errand in the queue."""
        self._session.add(
            ErrandRow(
                id=new_id("e"),
                network_id=network_id,
                kind=kind,
                body={**body, _FILE: ""} if body.get(_FILE) else dict(body),
                # On some platforms a file's id is an address that lets whoever knows it read it.
                file_sealed=seal(self._cipher, body.get(_FILE, "")),
                asked_by=asked_by,
                state="waiting",
                attempts=0,
                created_at=now,
            )
        )
        self._session.flush()

    def claim(self, lease: timedelta) -> tuple[Errand, str] | None:
        """Lease the oldest errand that waits (or whose worker was lost) with a fence token."""
        real = real_now(self._session)
        waits = or_(
            ErrandRow.state == "waiting",
            (ErrandRow.state == "doing")
            & (ErrandRow.lease_until < real)
            & (ErrandRow.attempts < _MOST_LOST),
        )
        query = select(ErrandRow).where(waits).order_by(ErrandRow.created_at, ErrandRow.id)
        row = self._session.scalars(query.limit(1).with_for_update(skip_locked=True)).first()
        if row is None:
            return None
        row.state, row.token = "doing", secrets.token_hex(8)
        row.lease_until, row.attempts = real + lease, row.attempts + 1
        self._session.flush()
        return self._errand_of(row), row.token or ""

    def note_progress(self, errand: Errand, token: str, done: int, total: int) -> None:
        """Write down how far an errand is, for whoever asks; nothing where its lease was lost."""
        mine = (ErrandRow.id == errand.id, ErrandRow.token == token)
        self._session.execute(update(ErrandRow).where(*mine).values(done=done, total=total))

    def under_way(self, network_id: NetworkId, kind: str) -> Errand | None:
        """Return the oldest errand of this kind in a network that is not settled yet."""
        query = (
            select(ErrandRow)
            .where(ErrandRow.network_id == network_id, ErrandRow.kind == kind)
            .where(ErrandRow.state.in_(("waiting", "doing")))
            .order_by(ErrandRow.created_at, ErrandRow.id)
        )
        row = self._session.scalars(query.limit(1)).first()
        return self._errand_of(row) if row else None

    def get(self, errand_id: str, network_id: NetworkId) -> Errand:
        """Return an errand of this network; NotFoundError."""
        row = self._session.get(ErrandRow, errand_id)
        if row is None or row.network_id != network_id:
            raise NotFoundError(errand_id)
        return self._errand_of(row)

    def keep_result(self, errand: Errand, text: str) -> None:
        """Keep what came of an errand, sealed: it may name people."""
        sealed = self._cipher.seal(text)
        row = update(ErrandRow).where(ErrandRow.id == errand.id)
        self._session.execute(row.values(result_sealed=sealed))

    def result(self, errand_id: str, network_id: NetworkId) -> str:
        """Return what came of an errand; NotFoundError once it was purged, or elsewhere."""
        row = self._session.get(ErrandRow, errand_id)
        if row is None or row.network_id != network_id or row.result_sealed is None:
            raise NotFoundError(errand_id)
        return self._cipher.open(row.result_sealed)

    def renew(self, errand: Errand, token: str, lease: timedelta) -> bool:
        """Hold an errand for longer, while its work goes on; False: lease lost."""
        row = self._session.execute(
            update(ErrandRow)
            .where(ErrandRow.id == errand.id, ErrandRow.token == token)
            .values(lease_until=real_now(self._session) + lease)
            .returning(ErrandRow.id)
        ).first()
        return row is not None

    def finish(self, errand: Errand, token: str, error: str | None = None) -> bool:
        """Settle an errand: done, tried again later, or failed for good; False: lease lost."""
        failed = error is not None
        again = failed and errand.attempts < MOST_ATTEMPTS
        state = "waiting" if again else "failed" if failed else "done"
        row = self._session.execute(
            update(ErrandRow)
            .where(ErrandRow.id == errand.id, ErrandRow.token == token)
            .values(state=state, token=None, lease_until=None, error=error)
            .returning(ErrandRow.id)
        ).first()
        if row is not None and state != "waiting":
            self._forget_file(errand)
        return row is not None

    def _forget_file(self, errand: Errand) -> None:
        """Once it was read, nobody needs to know where."""
        if errand.body.get(_FILE):
            body = {**errand.body, _FILE: ""}
            self._session.execute(
                update(ErrandRow)
                .where(ErrandRow.id == errand.id)
                .values(body=body, file_sealed=None)
            )

    def _errand_of(self, row: ErrandRow) -> Errand:
        body = dict(row.body)
        if row.file_sealed:
            body[_FILE] = self._cipher.open(row.file_sealed)
        return Errand(
            row.id,
            NetworkId(row.network_id),
            row.kind,
            body,
            AccountId(row.asked_by) if row.asked_by else None,
            row.attempts,
            row.done,
            row.total,
        )
