"""What people did since a round was planned: looked at again, at preview and just before sending.

Whoever left, paused, skips or is avoided since then loses their seat, and whoever joined gets one;
only the groups that this touches change.
"""

from datetime import date

from jobs.planning import record, take_snapshot
from jobs.replacing import Layout, proposal_of, settle
from storage.seating import Table
from storage.store import Transaction
from storage.types import Programme, Round


def reseat(tx: Transaction, programme: Programme, round_: Round, day: date) -> Round:
    """Bring a proposed round's groups up to date for a day; return the round as it is then.

    Only a round that was planned is changed. StaleError where it changed since it was read.
    """
    layout = read_layout(tx, round_)
    if round_.state != "proposed" or round_.percent is None:
        return round_
    snapshot = take_snapshot(tx, programme, round_, day)
    settled = settle(layout, snapshot)
    if settled == layout:
        return round_
    record(tx, round_, proposal_of(settled, snapshot))
    return tx.rounds.get(round_.id, round_.network_id)


def read_layout(tx: Transaction, round_: Round) -> Layout:
    """Return a proposed round's groups and those left out."""
    groups = tx.rounds.groups(round_.id)
    left_out = tuple((out.member_id, out.why) for out in tx.rounds.left_out(round_.id))
    tables = tuple(Table(g.members, g.score, g.relaxed, g.locked) for g in groups)
    return Layout(tables, left_out, 100.0 if round_.percent is None else round_.percent)
