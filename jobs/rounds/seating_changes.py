"""What people did since a round was planned: looked at again, at preview and just before sending.

Whoever left, paused, skips or is avoided since then loses their seat, and whoever joined gets one;
only the groups that this touches change.
"""

from dataclasses import dataclass
from datetime import date

from jobs.mentoring.mentor_plan import Mentors
from jobs.rounds.deciding import Snapshot, settle_term
from jobs.rounds.planning import record, take_snapshot
from jobs.rounds.replacing import Layout, proposal_of, settle
from storage.round_records import Group, Programme, Round, Table
from storage.transaction import Transaction
from storage.types import MemberId


@dataclass(frozen=True, slots=True)
class Current:
    """A proposed round as it is now, and the facts that it was brought up to date with."""

    round_: Round
    layout: Layout
    snapshot: Snapshot


def reseat(tx: Transaction, programme: Programme, round_: Round, day: date) -> Round:
    """Bring a proposed round's groups up to date for a day; return the round as it is then.

    Only a round that was planned is changed. StaleError where it changed since it was read.
    """
    if round_.state != "proposed" or round_.percent is None:
        return round_
    return bring_up_to_date(tx, programme, round_, day).round_


def bring_up_to_date(tx: Transaction, programme: Programme, round_: Round, day: date) -> Current:
    """Reseat a planned round, and return what that was done with; StaleError."""
    layout = read_layout(tx, round_)
    snapshot = take_snapshot(tx, programme, round_, day)
    if snapshot.mentors is not None:
        return _bring_term_up_to_date(tx, round_, layout, snapshot, snapshot.mentors)
    settled = settle(layout, snapshot)
    if settled == layout:
        return Current(round_, layout, snapshot)
    record(tx, round_, proposal_of(settled, snapshot))
    return Current(tx.rounds.get(round_.id, round_.network_id), settled, snapshot)


def read_layout(tx: Transaction, round_: Round) -> Layout:
    """Return a proposed round's groups and those left out."""
    groups = tx.rounds.groups(round_.id)
    left_out = tuple((out.member_id, out.why) for out in tx.rounds.left_out(round_.id))
    tables = tuple(
        Table(g.members, g.score, g.relaxed, g.locked, mentor=_mentor_of(g)) for g in groups
    )
    return Layout(tables, left_out, 100.0 if round_.percent is None else round_.percent)


def _bring_term_up_to_date(
    tx: Transaction, round_: Round, layout: Layout, snapshot: Snapshot, mentors: Mentors
) -> Current:
    proposal = settle_term(layout.tables, snapshot, mentors)
    settled = Layout(proposal.tables, proposal.left_out, proposal.percent)
    if _same_term(settled, layout):
        return Current(round_, layout, snapshot)
    record(tx, round_, proposal)
    return Current(tx.rounds.get(round_.id, round_.network_id), settled, snapshot)


def _same_term(a: Layout, b: Layout) -> bool:
    return {(t.members, t.mentor) for t in a.tables} == {(t.members, t.mentor) for t in b.tables}


def _mentor_of(group: Group) -> MemberId | None:
    return next((seat.member_id for seat in group.seats if seat.mentors), None)
