"""The errand "plan": a round is planned from a snapshot; recorded where nothing changed since."""

from datetime import datetime

from jobs.errands.work import Work
from jobs.rounds import dates, planning, rounds
from jobs.rounds.deciding import Facts, Proposal, compute
from storage.queue_records import Errand
from storage.transaction import Transaction
from storage.types import RoundId


def read(tx: Transaction, errand: Errand, now: datetime) -> Facts | None:
    """Return the facts; None where the round was sent or dropped since."""
    round_ = tx.rounds.get(RoundId(errand.body["round_id"]), errand.network_id)
    if round_.state != "proposed":
        return None
    programme = tx.programmes.get(round_.programme_id, errand.network_id)
    day = dates.local_day(max(round_.introduce_at, now), programme)
    return Facts(round_, programme, planning.take_snapshot(tx, programme, round_, day))


def record(
    tx: Transaction, errand: Errand, facts: Facts, proposal: Proposal, now: datetime
) -> None:
    """Write the plan down, and tell or send as the scheme says; StaleError."""
    round_, programme = facts.round_, facts.programme
    planning.record(tx, round_, proposal)
    fresh = tx.rounds.get(round_.id, round_.network_id)
    if not proposal.tables and _goes_on(tx, errand, facts, proposal):
        rounds.cancel(tx, programme, fresh, now)
    elif not proposal.tables and _is_too_soon(tx, errand, facts, now):
        return
    elif not proposal.tables:
        why = proposal.left_out[0][1] if proposal.left_out else ""
        rounds.tell_not_planned(tx, programme, round_, why, now)
    elif errand.asked_by or programme.approve:
        rounds.tell_ready(tx, fresh, errand.asked_by, now)
    elif now >= round_.introduce_at:
        rounds.send(tx, programme, fresh, now)


def _goes_on(tx: Transaction, errand: Errand, facts: Facts, proposal: Proposal) -> bool:
    """Whether nobody is to be introduced because sets or mentoring go on: nothing to tell."""
    lasting = facts.programme.format.kind != "pairs" and not errand.asked_by
    running = lasting and bool(tx.rounds.under_way(facts.programme.id))
    return running and not proposal.left_out


def _is_too_soon(tx: Transaction, errand: Errand, facts: Facts, now: datetime) -> bool:
    """Whether nobody has joined yet, and there is time until its day: nothing to tell."""
    ahead = not errand.asked_by and now < facts.round_.introduce_at
    return ahead and not any(e.state != "left" for e in tx.enrolments.all(facts.programme.id))


WORK = Work(read, compute, record, rounds.tell_plan_failed)
