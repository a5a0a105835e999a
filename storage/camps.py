"""What a day of sessions needs to know over all of them at once: counts, never one person."""

from collections import Counter, defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import (
    MemberRow,
    NoteRow,
    OrganisationRow,
    PointRow,
    SessionInterestRow,
    SessionPersonRow,
    SessionRow,
)
from storage.types import EventId, NetworkId, SessionId


class Camps:
    """Reads over all sessions of an event."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def written(self, event_id: EventId) -> set[SessionId]:
        """Return the sessions of which something is written down: notes, or points in the room."""
        here = select(SessionRow.id).where(SessionRow.event_id == event_id)
        noted = select(NoteRow.session_id).where(
            NoteRow.session_id.in_(here), NoteRow.text + NoteRow.summary != ""
        )
        said = select(PointRow.session_id).where(
            PointRow.session_id.in_(here), PointRow.state.in_(("said", "typing", "folded"))
        )
        found = self._session.scalars(noted.union(said))
        return {SessionId(one) for one in found}

    def sectors(self, event_id: EventId) -> Counter[str]:
        """Count who leads, writes or is interested, each once, by sector (blank: unknown).

        Leaders and note-takers are members only once they said that the name is theirs.
        """
        here = select(SessionRow.id).where(
            SessionRow.event_id == event_id, SessionRow.state != "dropped"
        )
        people = (
            select(SessionPersonRow.member_id)
            .where(SessionPersonRow.session_id.in_(here), SessionPersonRow.member_id.is_not(None))
            .union(
                select(SessionInterestRow.member_id).where(SessionInterestRow.session_id.in_(here)),
                select(NoteRow.member_id).where(
                    NoteRow.session_id.in_(here), NoteRow.member_id.is_not(None)
                ),
            )
        )
        return self._by_sector(MemberRow.id.in_(people))

    def sectors_of_network(self, network_id: NetworkId) -> Counter[str]:
        """Count the network's members by sector; blank: unknown."""
        return self._by_sector(MemberRow.network_id == network_id)

    def _by_sector(self, condition: object) -> Counter[str]:
        query = (
            select(MemberRow.id, OrganisationRow.sector)
            .outerjoin(OrganisationRow, OrganisationRow.id == MemberRow.organisation_id)
            .where(condition, MemberRow.left_at.is_(None))  # type: ignore[arg-type]  # a condition
        )
        found: dict[str, str] = defaultdict(str)
        for member, sector in self._session.execute(query):
            found[member] = sector or ""
        return Counter(found.values())
