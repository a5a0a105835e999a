"""Who wants to be reminded to write, and when."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.digest_records import WritePrompt
from storage.tables import MemberRow, WritePromptRow
from storage.types import MemberId, NetworkId


class Writing:
    """One reminder a member; nobody has one unless they asked."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def set(self, prompt: WritePrompt, now: datetime) -> None:
        """Remind a member to write, from now on as this says."""
        row = self._row(prompt.member_id)
        if row is None:
            row = WritePromptRow(member_id=prompt.member_id, made_at=now)
            self._session.add(row)
        row.what, row.weekday, row.at = prompt.what, prompt.weekday, prompt.at
        row.sessions = prompt.sessions
        self._session.flush()

    def get(self, member_id: MemberId) -> WritePrompt | None:
        """Return when a member is reminded, if they are."""
        row = self._row(member_id)
        return _prompt(row) if row else None

    def drop(self, member_id: MemberId) -> bool:
        """Remind a member no more; return whether they were."""
        row = WritePromptRow
        gone = delete(row).where(row.member_id == member_id).returning(row.member_id)
        return self._session.execute(gone).first() is not None

    def all(self, network_id: NetworkId) -> list[WritePrompt]:
        """Return the reminders of the members who are in the network, the oldest first."""
        query = (
            select(WritePromptRow)
            .join(MemberRow, MemberRow.id == WritePromptRow.member_id)
            .where(MemberRow.network_id == network_id, MemberRow.left_at.is_(None))
            .order_by(WritePromptRow.made_at, WritePromptRow.member_id)
        )
        return [_prompt(row) for row in self._session.scalars(query)]

    def _row(self, member_id: MemberId) -> WritePromptRow | None:
        return self._session.get(WritePromptRow, member_id, populate_existing=True)


def _prompt(row: WritePromptRow) -> WritePrompt:
    return WritePrompt(MemberId(row.member_id), row.what, row.weekday, row.at, row.sessions)
