"""Points that people add on the page for a room: each its phone's own, with what it was before.

Rows are kept as they are told; who may say what, and in which order, is decided in the jobs.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from storage.search_index import index_session
from storage.session_records import EventSession
from storage.tables import PointRow, PointVersionRow, SessionRow
from storage.types import MemberId, SessionId

PointState = Literal["typing", "said", "removed", "folded"]


SAID: tuple[PointState, ...] = ("said",)


@dataclass(frozen=True, slots=True)
class Point:
    """A point as it is kept. `edition`: its phone's own count of changes, from 1.

    `writer`: the phone that may change it. `seq` counts changes within the session.
    """

    id: str
    edition: int
    writer: str
    text: str
    state: PointState
    name: str = ""
    member_id: MemberId | None = None
    seq: int = 0
    position: int = 0


class Points:
    """A change raises the session's count, and what was said before stays readable."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def hold(self, session: EventSession) -> None:
        """Let nobody else write points of the session until this transaction ends."""
        lock = {"key_share": True}  # rows that only name the session are not kept waiting
        self._session.get_one(SessionRow, session.id, with_for_update=lock, populate_existing=True)

    def find(self, session: EventSession, point_id: str) -> Point | None:
        """Return the point of this id, whatever became of it."""
        row = self._row(session, point_id)
        return _point_of(row) if row else None

    def of_session(
        self, session: EventSession, states: Collection[PointState] = SAID
    ) -> list[Point]:
        """Return the session's points in these states, in the order in which they were said."""
        query = select(PointRow).filter_by(session_id=session.id)
        query = query.where(PointRow.state.in_(states)).order_by(PointRow.position, PointRow.id)
        return [_point_of(row) for row in self._session.scalars(query)]

    def since(self, seen: Mapping[SessionId, int]) -> dict[SessionId, list[Point]]:
        """Return what changed in several sessions after each one's count, oldest change first."""
        if not seen:
            return {}
        row = PointRow
        newer = [and_(row.session_id == one, row.seq > seq) for one, seq in seen.items()]
        query = select(row).where(or_(*newer)).order_by(row.seq, row.position)
        found: dict[SessionId, list[Point]] = {}
        for one in self._session.scalars(query):
            found.setdefault(SessionId(one.session_id), []).append(_point_of(one))
        return found

    def count(self, session: EventSession) -> tuple[int, int]:
        """Return how many points the session has, and how many rows with those taken back."""
        live = func.count().filter(PointRow.state != "removed")
        query = select(live, func.count()).where(PointRow.session_id == session.id)
        one = self._session.execute(query).one()
        return int(one[0]), int(one[1])

    def latest(self, session: EventSession) -> int:
        """Return the session's count of changes, 0 before the first."""
        counts = [
            self._session.scalar(select(func.max(table.seq)).filter_by(session_id=session.id)) or 0
            for table in (PointRow, PointVersionRow)
        ]
        return max(counts)

    def before(self, session: EventSession, point_id: str) -> list[str]:
        """Return what a point said before, oldest first."""
        query = select(PointVersionRow.text).filter_by(session_id=session.id, point_id=point_id)
        return list(self._session.scalars(query.order_by(PointVersionRow.seq)))

    def write(self, session: EventSession, point: Point, now: datetime) -> Point:
        """Keep the point as it is now, and what it said before. `hold` the session first."""
        seq = self.latest(session) + 1
        row = self._row(session, point.id)
        if row is None:
            row = PointRow(session_id=session.id, id=point.id, made_at=now, position=seq)
        elif row.state == "said" and (row.text, row.state) != (point.text, point.state):
            self._version(session, point.id, row.seq, row.text, now)
        if point.state == "said" and row.state != "said":
            row.position = seq
        row.seq, row.edition, row.writer = seq, point.edition, point.writer
        row.text, row.state, row.changed_at = point.text, point.state, now
        row.name, row.member_id = point.name, point.member_id
        self._session.add(row)
        self._session.flush()
        if point.state != "typing":
            index_session(self._session, session.id)
        return _point_of(row)

    def remember(self, session: EventSession, point_id: str, text: str, now: datetime) -> None:
        """Keep an earlier wording of a point that arrived after a later one."""
        self._version(session, point_id, self.latest(session) + 1, text, now)

    def fold(self, session: EventSession, seen: int, now: datetime) -> int:
        """Mark the points said up to this count as part of the text; return how many they are."""
        seq = self.latest(session) + 1
        query = select(PointRow).filter_by(session_id=session.id, state="said")
        rows = self._session.scalars(query.where(PointRow.seq <= seen)).all()
        for row in rows:
            row.state, row.seq, row.changed_at = "folded", seq, now
        self._session.flush()
        index_session(self._session, session.id)
        return len(rows)

    def forget_names(self, session: EventSession) -> int:
        """Take off every point who wrote it; return how many had a name or a member."""
        self.hold(session)
        query = select(PointRow).filter_by(session_id=session.id)
        named = or_(PointRow.name != "", PointRow.member_id.is_not(None))
        rows = self._session.scalars(query.where(named)).all()
        seq = self.latest(session) + 1
        for row in rows:
            row.name, row.member_id, row.seq = "", None, seq
        self._session.flush()
        return len(rows)

    def _row(self, session: EventSession, point_id: str) -> PointRow | None:
        return self._session.get(PointRow, (session.id, point_id), populate_existing=True)

    def _version(
        self, session: EventSession, point_id: str, seq: int, text: str, now: datetime
    ) -> None:
        row = PointVersionRow(session_id=session.id, point_id=point_id, seq=seq, text=text, at=now)
        self._session.add(row)
        self._session.flush()


def _point_of(row: PointRow) -> Point:
    state: PointState = row.state  # type: ignore[assignment]  # written from PointState only
    return Point(
        row.id,
        row.edition,
        row.writer,
        row.text,
        state,
        row.name,
        MemberId(row.member_id) if row.member_id else None,
        row.seq,
        row.position,
    )
