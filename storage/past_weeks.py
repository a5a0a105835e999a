"""What one member took part in within a while: for that member's own eyes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.tables import (
    CarryingRow,
    GroupRow,
    MeetingRow,
    NoteVersionRow,
    RoundRow,
    SeatRow,
    SessionPersonRow,
    SessionRow,
    TakeawayRow,
)
from storage.types import GroupId, MemberId, NetworkId, SessionId

_TOOK_PLACE = ("agreed", "held")


@dataclass(frozen=True, slots=True)
class PastWeek:
    """What a member took part in, each once; a group that met is not among the introduced ones.

    `met`: introductions that led to a meeting, or whose meeting's time has come. `led`: sessions
    that they led; `noted`: other ones of which they wrote notes; `carried`: what they carry on.
    `takeaways`: their own lines.
    """

    introduced: tuple[GroupId, ...] = ()
    met: tuple[GroupId, ...] = ()
    led: tuple[SessionId, ...] = ()
    noted: tuple[SessionId, ...] = ()
    carried: tuple[SessionId, ...] = ()
    takeaways: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing of this network to tell."""
        return self == PastWeek()


class PastWeeks:
    """Read from what is kept anyway; nothing is counted and nothing is written."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(
        self, network_id: NetworkId, member_id: MemberId, since: datetime, until: datetime
    ) -> PastWeek:
        """Return what a member took part in after `since`, up to `until`."""
        while_ = _While(since, until)
        met = self._groups(_met(network_id, member_id, while_))
        introduced = self._groups(_introduced(network_id, member_id, while_))
        led = self._sessions(_led(network_id, member_id, while_))
        noted = self._sessions(_noted(network_id, member_id, while_))
        return PastWeek(
            tuple(one for one in introduced if one not in met),
            met,
            led,
            tuple(one for one in noted if one not in led),
            self._sessions(_carried(network_id, member_id, while_)),
            tuple(self._session.scalars(_takeaways(network_id, member_id, while_))),
        )

    def _groups(self, query: Select[str]) -> tuple[GroupId, ...]:
        return tuple(dict.fromkeys(map(GroupId, self._session.scalars(query))))

    def _sessions(self, query: Select[str]) -> tuple[SessionId, ...]:
        return tuple(dict.fromkeys(map(SessionId, self._session.scalars(query))))


@dataclass(frozen=True, slots=True)
class _While:
    since: datetime
    until: datetime

    def has(
        self, column: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
    ) -> ColumnElement[bool]:
        return and_(column > self.since, column <= self.until)


def _seats(network_id: NetworkId, member_id: MemberId) -> Select[str]:
    """The groups in which a member has a seat now."""
    return (
        select(GroupRow.id)
        .join(SeatRow, SeatRow.group_id == GroupRow.id)
        .join(RoundRow, RoundRow.id == GroupRow.round_id)
        .where(RoundRow.network_id == network_id, SeatRow.member_id == member_id)
        .where(SeatRow.active, GroupRow.state == "active")
        .order_by(GroupRow.introduced_at, GroupRow.id)
    )


def _introduced(network_id: NetworkId, member_id: MemberId, while_: _While) -> Select[str]:
    return _seats(network_id, member_id).where(while_.has(GroupRow.introduced_at))


def _met(network_id: NetworkId, member_id: MemberId, while_: _While) -> Select[str]:
    said = and_(SeatRow.answer == "met", while_.has(SeatRow.answered_at))
    held = select(MeetingRow.group_id).where(
        MeetingRow.state.in_(_TOOK_PLACE), while_.has(MeetingRow.starts_at)
    )
    not_called_off = or_(SeatRow.answer.is_(None), SeatRow.answer == "met")
    met = or_(said, and_(GroupRow.id.in_(held), not_called_off))
    return _seats(network_id, member_id).where(met)


def _led(network_id: NetworkId, member_id: MemberId, while_: _While) -> Select[str]:
    """Sessions whose slot began; where they had none, those that were written down."""
    person = SessionPersonRow
    when = or_(
        while_.has(SessionRow.starts_at),
        and_(SessionRow.starts_at.is_(None), while_.has(SessionRow.made_at)),
    )
    query = select(SessionRow.id).join(person, person.session_id == SessionRow.id)
    query = query.where(person.role == "leader", person.member_id == member_id)
    planned = query.where(SessionRow.network_id == network_id, SessionRow.state == "planned", when)
    return planned.order_by(SessionRow.starts_at, SessionRow.made_at, SessionRow.id)


def _noted(network_id: NetworkId, member_id: MemberId, while_: _While) -> Select[str]:
    version = NoteVersionRow
    query = select(SessionRow.id).join(version, version.session_id == SessionRow.id)
    query = query.where(version.member_id == member_id, version.route != "removal")
    query = query.where(SessionRow.network_id == network_id, while_.has(version.at))
    return query.order_by(version.at, SessionRow.id)


def _carried(network_id: NetworkId, member_id: MemberId, while_: _While) -> Select[str]:
    row = CarryingRow
    ended = and_(row.state == "done", while_.has(row.since))
    now = and_(row.state == "carried", row.since <= while_.until)
    query = select(SessionRow.id).join(row, row.session_id == SessionRow.id)
    query = query.where(SessionRow.network_id == network_id, row.member_id == member_id)
    return query.where(or_(now, ended)).order_by(row.since, SessionRow.id)


def _takeaways(network_id: NetworkId, member_id: MemberId, while_: _While) -> Select[str]:
    row = TakeawayRow
    query = select(row.text).where(row.network_id == network_id, row.member_id == member_id)
    return query.where(while_.has(row.at)).order_by(row.at, row.id)
