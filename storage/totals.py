"""Totals of a network: how a round went, and what waits for an organiser. Never of one person."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from storage.round_records import Round
from storage.rounds import round_of
from storage.tables import DeliveryRow, GroupRow, MemberRow, NoticeRow, RoundRow, SeatRow
from storage.types import NetworkId, RoundId

_UNSETTLED = ("ready", "sending", "uncertain", "checking")


@dataclass(frozen=True, slots=True)
class RoundTotals:
    """How a round went: introductions, those of which at least one said "we've met", people."""

    introductions: int
    met: int
    people: int
    people_met: int
    first_talks: int


class Totals:
    """Counts over everybody; who is behind them cannot be read here."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_round(self, round_: Round) -> RoundTotals:
        """Count a round's introductions, and pairs of organisations that talked for the first time.

        An introduction counts from when it was sent, also if somebody left since or it was
        replaced; people count once, however often they were introduced. Organisations talked
        when somebody of a group with both said that they met.
        """
        groups = self._seated(round_.id)
        met = [group for group in groups if group.met]
        return RoundTotals(
            introductions=len(groups),
            met=len(met),
            people=_heads(groups),
            people_met=_heads(met),
            first_talks=len(self._first_talks(round_)),
        )

    def to_report(self) -> list[Round]:
        """Return sent rounds whose introductions have all settled and that no report was made of.

        Settled: sent, given up, dropped, or unsure.
        """
        waiting = exists().where(
            NoticeRow.round_id == RoundRow.id,
            NoticeRow.kind == "Introduced",
            DeliveryRow.notice_id == NoticeRow.id,
            DeliveryRow.state.in_(_UNSETTLED),
        )
        told = exists().where(NoticeRow.round_id == RoundRow.id)
        reported = told.where(NoticeRow.kind == "DeliveryReport")
        introduced = told.where(NoticeRow.kind == "Introduced")
        query = select(RoundRow).where(RoundRow.state == "open", introduced, ~waiting, ~reported)
        rows = self._session.scalars(query.order_by(RoundRow.id).with_for_update(skip_locked=True))
        return [round_of(row) for row in rows]

    def unsure(self) -> dict[NetworkId, datetime]:
        """Return the networks that have unsure messages, with when the newest became so."""
        query: Select[str, datetime | None] = (
            select(DeliveryRow.network_id, func.max(DeliveryRow.settled_at))
            .where(DeliveryRow.state == "unsure", DeliveryRow.settled_at.is_not(None))
            .group_by(DeliveryRow.network_id)
        )
        rows = self._session.execute(query)
        return {NetworkId(network): newest for network, newest in rows if newest}

    def last_told(self, network_id: NetworkId, kind: str) -> datetime | None:
        """Return when a notice of this kind was last queued in the network."""
        query = select(func.max(NoticeRow.created_at)).where(
            NoticeRow.network_id == network_id, NoticeRow.kind == kind
        )
        return self._session.scalar(query)

    def _seated(self, round_id: RoundId) -> list["_Seated"]:
        query = (
            select(SeatRow.group_id, SeatRow.member_id, SeatRow.answer)
            .join(GroupRow, GroupRow.id == SeatRow.group_id)
            .where(GroupRow.round_id == round_id, GroupRow.introduced_at.is_not(None))
        )
        seats: dict[str, dict[str, str | None]] = defaultdict(dict)
        for group_id, member_id, answer in self._session.execute(query):
            seats[group_id][member_id] = answer
        return [_Seated(frozenset(each), "met" in each.values()) for each in seats.values()]

    def _first_talks(self, round_: Round) -> set[tuple[str, str]]:
        talks = self._talks(round_.network_id)
        now = {pair for round_id, pairs in talks.items() if round_id == round_.id for pair in pairs}
        order = self._sent_before(round_)
        before = {pair for round_id in order for pair in talks.get(round_id, ())}
        return now - before

    def _talks(self, network_id: NetworkId) -> dict[str, set[tuple[str, str]]]:
        """Pairs of organisations by the round in which they talked."""
        said = select(SeatRow.group_id).where(SeatRow.answer == "met")
        query = (
            select(SeatRow.round_id, SeatRow.group_id, MemberRow.organisation_id)
            .join(MemberRow, MemberRow.id == SeatRow.member_id)
            .where(MemberRow.network_id == network_id, SeatRow.group_id.in_(said))
            .where(MemberRow.organisation_id.is_not(None))
        )
        groups: dict[tuple[str, str], set[str]] = defaultdict(set)
        for round_id, group_id, organisation in self._session.execute(query):
            if organisation:
                groups[round_id, group_id].add(organisation)
        return _pairs_by_round(groups.items())

    def _sent_before(self, round_: Round) -> list[str]:
        query = select(RoundRow.id).where(
            RoundRow.network_id == round_.network_id,
            RoundRow.id != round_.id,
            RoundRow.sent_at < (round_.sent_at or round_.introduce_at),
        )
        return list(self._session.scalars(query))


@dataclass(frozen=True, slots=True)
class _Seated:
    members: frozenset[str]
    met: bool


def _heads(groups: Iterable[_Seated]) -> int:
    return len(frozenset[str]().union(*(group.members for group in groups)))


def _pairs_by_round(
    groups: Iterable[tuple[tuple[str, str], set[str]]],
) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for (round_id, _group), organisations in groups:
        found[round_id].update((a, b) for a, b in combinations(sorted(organisations), 2))
    return found
