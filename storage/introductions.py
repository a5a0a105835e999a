"""Who was introduced to whom, and how long ago: the memory that keeps partners new."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from itertools import combinations

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from storage.bulk import in_batches
from storage.notices.introductions import CheckIn, Introduced
from storage.notices.terms import MentorCheckIn
from storage.round_records import Introduction
from storage.tables import (
    DeliveryRow,
    GroupRow,
    NoticeRow,
    PastMeetingRow,
    ProgrammeRow,
    RoundRow,
    SeatRow,
)
from storage.types import MemberId, NetworkId, ProgrammeId

_LOADS = tuple(kind.__name__ for kind in (Introduced, CheckIn, MentorCheckIn))
"""The kinds of notices of which a member gets one a day at most."""

Meeting = tuple[datetime, tuple[MemberId, ...]]


class Introductions:
    """History is the network's: partners from another programme count as met, too."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def so_far(self, network_id: NetworkId, programme_id: ProgrammeId) -> list[Introduction]:
        """Return each introduced pair once, with the fewest of the programme's rounds since.

        `rounds_ago` is 1 for the programme's last round, and for anything introduced since. Who
        met before Teapoint knew them met one round before the first that was sent after it.
        """
        sent = self._sent(programme_id)
        latest: dict[tuple[MemberId, MemberId], int] = {}
        for when, members in self._meetings(network_id):
            ago = max(len(sent) - bisect_left(sent, when), 1)
            for pair in combinations(sorted(members), 2):
                latest[pair] = min(ago, latest.get(pair, ago))
        for when, pair in self._past(network_id):
            ago = len(sent) - bisect_left(sent, when) + 1
            latest[pair] = min(ago, latest.get(pair, ago))
        return [Introduction(a, b, ago) for (a, b), ago in latest.items()]

    def partners(self, member_id: MemberId) -> dict[MemberId, datetime]:
        """Return everyone a member was introduced to, with when that was last."""
        mine = select(SeatRow.group_id).where(SeatRow.member_id == member_id)
        query = (
            select(SeatRow.member_id, GroupRow.introduced_at)
            .join(GroupRow, GroupRow.id == SeatRow.group_id)
            .where(SeatRow.group_id.in_(mine), GroupRow.introduced_at.is_not(None))
            .order_by(GroupRow.introduced_at)
        )
        rows = self._session.execute(query).all()
        return {MemberId(m): when for m, when in rows if m != member_id and when}

    def past(self, member_id: MemberId) -> dict[MemberId, date]:
        """Return whom a member met before Teapoint knew them, with the day as the sheet had it."""
        row = PastMeetingRow
        mine = select(row).where(or_(row.a_id == member_id, row.b_id == member_id))
        return {
            MemberId(each.b_id if each.a_id == member_id else each.a_id): each.met_at.date()
            for each in self._session.scalars(mine)
        }

    def _past(self, network_id: NetworkId) -> Iterator[tuple[datetime, tuple[MemberId, MemberId]]]:
        query = (
            select(PastMeetingRow)
            .join(ProgrammeRow, ProgrammeRow.id == PastMeetingRow.programme_id)
            .where(ProgrammeRow.network_id == network_id)
        )
        for each in self._session.scalars(query):
            yield each.met_at, (MemberId(each.a_id), MemberId(each.b_id))

    def told_elsewhere(
        self, network_id: NetworkId, programme_id: ProgrammeId | None, since: datetime
    ) -> dict[MemberId, list[datetime]]:
        """Return when members are introduced, or asked how it went, by the network's other
        programmes; None: by all.

        Of what was sent since a moment, or waits to be sent.
        """
        moment = func.coalesce(DeliveryRow.first_sent_at, DeliveryRow.next_at)
        query = (
            select(NoticeRow.body, moment)
            .join(DeliveryRow, DeliveryRow.notice_id == NoticeRow.id)
            .join(RoundRow, RoundRow.id == NoticeRow.round_id)
            .where(
                NoticeRow.kind.in_(_LOADS),
                RoundRow.network_id == network_id,
                RoundRow.programme_id != (programme_id or ""),
                RoundRow.state == "open",
                DeliveryRow.state.not_in(("dead", "cancelled")),
                moment >= since,
            )
        )
        found: dict[MemberId, list[datetime]] = defaultdict(list)
        groups: dict[str, datetime] = {}
        for body, when in self._session.execute(query):
            if "member_id" in body:
                found[MemberId(body["member_id"])].append(when)
            else:
                groups[body["group_id"]] = when
        for some in in_batches(list(groups)):
            seats = select(SeatRow.member_id, SeatRow.group_id)
            seats = seats.where(SeatRow.group_id.in_(some), SeatRow.active)
            for member_id, group_id in self._session.execute(seats):
                found[MemberId(member_id)].append(groups[group_id])
        return dict(found)

    def _sent(self, programme_id: ProgrammeId) -> list[datetime]:
        query = select(RoundRow.sent_at).where(
            RoundRow.programme_id == programme_id, RoundRow.sent_at.is_not(None)
        )
        return sorted(when for when in self._session.scalars(query) if when)

    def _meetings(self, network_id: NetworkId) -> Iterator[Meeting]:
        query = (
            select(SeatRow.group_id, SeatRow.member_id, GroupRow.introduced_at)
            .join(GroupRow, GroupRow.id == SeatRow.group_id)
            .join(RoundRow, RoundRow.id == GroupRow.round_id)
            .where(RoundRow.network_id == network_id, GroupRow.introduced_at.is_not(None))
        )
        groups: dict[tuple[str, datetime], list[MemberId]] = defaultdict(list)
        for group_id, member_id, when in self._session.execute(query):
            if when:
                groups[group_id, when].append(MemberId(member_id))
        for (_, when), members in groups.items():
            yield when, tuple(members)
