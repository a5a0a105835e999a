"""How a scheme went so far, counted for its organisers: totals over everybody, never of one person.

What is counted here is exact; `jobs.schemes.figures` leaves out what is of too few before anybody
sees it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from storage.round_records import Programme
from storage.tables import (
    EnrolmentRow,
    GroupRow,
    MemberRow,
    OrganisationRow,
    RoundRow,
    SeatRow,
    WaitingRow,
)

Between = tuple[str, str]
"""Two sectors or regions, in alphabetical order; blank: not known."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Everybody who ever joined a scheme, by where they stand now; they add up to `joined`."""

    now_in: int
    paused: int
    silent: int
    blocked: int
    left: int

    @property
    def joined(self) -> int:
        """All of them."""
        return self.now_in + self.paused + self.silent + self.blocked + self.left


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """One sent round. `again`: introductions of later waves, for late joiners and rematches.

    An introduction met where at least one said so; `people_met` are all in those. `first`: pairs
    of organisations that talked for the first time in the scheme, by their two sectors and regions.
    """

    introduced_at: datetime
    introductions: int
    met: int
    people: int
    people_met: int
    again: int
    first: tuple[tuple[Between, Between], ...]


@dataclass(frozen=True, slots=True)
class SchemeFigures:
    """A scheme so far; rounds oldest first. `waiting`: people who wait for a partner now."""

    parts: Parts
    rounds: tuple[RoundFigures, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class _Talker:
    organisation: str | None
    sector: str
    region: str


class Figures:
    """Counts of a scheme."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_programme(self, programme: Programme) -> SchemeFigures:
        """Count a scheme's people and rounds, since it began and as far as that is kept."""
        return SchemeFigures(
            parts=self._parts(programme),
            rounds=tuple(self._rounds(programme)),
            waiting=self._waiting(programme),
        )

    def _parts(self, programme: Programme) -> Parts:
        gone = MemberRow.left_at.is_not(None)
        place = case(
            (gone, "left"),
            (EnrolmentRow.state != "paused", EnrolmentRow.state),
            else_=func.coalesce(EnrolmentRow.paused_why, "paused"),
        )
        query: Select[str, int] = (
            select(place, func.count())
            .select_from(EnrolmentRow)
            .join(MemberRow, MemberRow.id == EnrolmentRow.member_id)
            .where(EnrolmentRow.programme_id == programme.id)
            .group_by(place)
        )
        found = {str(state): count for state, count in self._session.execute(query)}
        return Parts(
            now_in=found.get("in", 0),
            paused=found.get("paused", 0),
            silent=found.get("silent", 0),
            blocked=found.get("blocked", 0),
            left=found.get("left", 0),
        )

    def _waiting(self, programme: Programme) -> int:
        query = (
            select(func.count(WaitingRow.member_id.distinct()))
            .select_from(WaitingRow)
            .join(RoundRow, RoundRow.id == WaitingRow.round_id)
            .where(RoundRow.programme_id == programme.id, RoundRow.state == "open")
            .where(WaitingRow.settled_at.is_(None))
        )
        return self._session.scalar(query) or 0

    def _rounds(self, programme: Programme) -> Iterator[RoundFigures]:
        query = (
            select(RoundRow)
            .where(RoundRow.programme_id == programme.id, RoundRow.sent_at.is_not(None))
            .order_by(RoundRow.sent_at, RoundRow.id)
        )
        groups = self._groups(programme)
        talks = self._talks(programme)
        known: set[Between] = set()
        for row in self._session.scalars(query):
            of_round = groups.get(row.id, [])
            met = [size for size, _, has_met in of_round if has_met]
            yield RoundFigures(
                # Its day, as the round is named: it may be sent early.
                introduced_at=row.introduce_at,
                introductions=len(of_round),
                met=len(met),
                people=sum(size for size, _, _ in of_round),
                people_met=sum(met),
                again=sum(wave > 0 for _, wave, _ in of_round),
                first=tuple(_first(talks.get(row.id, []), known)),
            )

    def _groups(self, programme: Programme) -> dict[str, list[tuple[int, int, bool]]]:
        """By round, each introduced group's size, wave, and whether somebody said that they met."""
        said = func.sum(case((SeatRow.answer == "met", 1), else_=0))
        query: Select[str, int, int, int] = (
            select(GroupRow.round_id, func.count(), GroupRow.wave, said)
            .select_from(SeatRow)
            .join(GroupRow, GroupRow.id == SeatRow.group_id)
            .join(RoundRow, RoundRow.id == GroupRow.round_id)
            .where(RoundRow.programme_id == programme.id, GroupRow.introduced_at.is_not(None))
            .group_by(GroupRow.id, GroupRow.round_id, GroupRow.wave)
        )
        found: dict[str, list[tuple[int, int, bool]]] = defaultdict(list)
        for round_id, size, wave, met in self._session.execute(query):
            found[round_id].append((size, wave, met > 0))
        return found

    def _talks(self, programme: Programme) -> dict[str, list[list[_Talker]]]:
        """By round, who sat in each group that met, in a steady order."""
        said = select(SeatRow.group_id).where(SeatRow.answer == "met")
        query = (
            select(
                SeatRow.round_id,
                SeatRow.group_id,
                MemberRow.organisation_id,
                MemberRow.sector,
                MemberRow.region,
                OrganisationRow.sector,
                OrganisationRow.region,
            )
            .join(MemberRow, MemberRow.id == SeatRow.member_id)
            .join(OrganisationRow, OrganisationRow.id == MemberRow.organisation_id)
            .join(RoundRow, RoundRow.id == SeatRow.round_id)
            .where(RoundRow.programme_id == programme.id, SeatRow.group_id.in_(said))
            .order_by(SeatRow.group_id, SeatRow.member_id)
        )
        found: dict[str, dict[str, list[_Talker]]] = defaultdict(lambda: defaultdict(list))
        for (
            round_id,
            group_id,
            place,
            sector,
            region,
            its_sector,
            its_region,
        ) in self._session.execute(query):
            talker = _Talker(place, sector or its_sector or "", region or its_region or "")
            found[round_id][group_id].append(talker)
        return {round_id: list(groups.values()) for round_id, groups in found.items()}


def _first(
    groups: Iterable[list[_Talker]], known: set[Between]
) -> Iterator[tuple[Between, Between]]:
    """The pairs of organisations that had not talked yet; they are known from now on."""
    for talkers in groups:
        for a, b in combinations(talkers, 2):
            pair = _between(a.organisation or "", b.organisation or "")
            if a.organisation != b.organisation and pair not in known:
                known.add(pair)
                yield _between(a.sector, b.sector), _between(a.region, b.region)


def _between(a: str, b: str) -> Between:
    return (a, b) if a <= b else (b, a)
