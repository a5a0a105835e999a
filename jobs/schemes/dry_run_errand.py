"""The errand "dry run": a scheme's next rounds are planned on paper; nothing is written of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from jobs import matching
from jobs.calendars.calendar import Occurrence, occurrences
from jobs.errands.telling import tell_asker
from jobs.errands.work import Work
from jobs.meetings.touch import kept_apart, together
from jobs.rounds import dates, planning
from jobs.rounds.rounds import seed_of
from jobs.schemes.dry_run import Outlook, as_counts, look_ahead
from jobs.schemes.paper_rounds import Question, Turn, Wishes
from storage.notices.answers import DryRunFailed, DryRunReady
from storage.queue_records import Errand
from storage.round_records import Enrolment, Programme
from storage.transaction import Transaction
from storage.types import AccountId, MemberId, NetworkId, ProgrammeId

KIND = "dry run"
ROUNDS = 6
_LONGEST_WAITING = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Facts:
    """The question, and when each round that is looked at would be."""

    programme: Programme
    question: Question
    due: tuple[Occurrence, ...]


def ask(
    tx: Transaction,
    network_id: NetworkId,
    programme: Programme,
    asked_by: AccountId,
    now: datetime,
) -> None:
    """Have the next rounds planned on paper; who asks is told."""
    tx.errands.ask(network_id, KIND, {"programme_id": programme.id}, asked_by, now)


def read(tx: Transaction, errand: Errand, now: datetime) -> Facts | None:
    """Return who is in the scheme and what is known; None where it has ended."""
    programme = tx.programmes.get(ProgrammeId(errand.body["programme_id"]), errand.network_id)
    if programme.ended_at:
        return None
    due = _rounds_to_come(tx, programme, now)
    seeds = tuple(seed_of(programme, each.label) for each in due)
    met = tx.introductions.so_far(programme.network_id, programme.id)
    history = matching.History(met=tuple((i.a, i.b, i.rounds_ago) for i in met))
    rules = planning.match_rules(programme.rules)
    parts = [e for e in tx.enrolments.all(programme.id) if e.state == "in"]
    people = _people(tx, parts)
    days = [dates.local_day(each.due, programme) for each in due]
    wishes = tuple(_wishes(tx, programme, people, day) for day in days)
    return Facts(programme, Question(people, history, rules, seeds, _turns(parts), wishes), due)


def _people(tx: Transaction, parts: Sequence[Enrolment]) -> tuple[matching.Person, ...]:
    """Everybody who is in, whether or not they sit out the next round."""
    members = tx.members.many([e.member_id for e in parts])
    return tuple(
        planning.person_of(e, members[e.member_id]) for e in parts if e.member_id in members
    )


def _turns(parts: Sequence[Enrolment]) -> dict[str, Turn]:
    """When those take part who do not do so each time."""
    turns = {e.member_id: Turn(e.every, max(e.rest, int(e.skip_next))) for e in parts}
    return {member: turn for member, turn in turns.items() if turn != Turn()}


def _wishes(
    tx: Transaction, programme: Programme, people: Sequence[matching.Person], day: date
) -> Wishes:
    """Who is not to meet before a later day than this, and who is to meet again by now."""
    present = [MemberId(person.id) for person in people]
    apart = kept_apart(tx, programme.network_id, day)
    return Wishes(tuple(apart), tuple(together(tx, programme, present, day)))


def _rounds_to_come(tx: Transaction, programme: Programme, now: datetime) -> tuple[Occurrence, ...]:
    """The next periods that were not sent or dropped; the one that waits to be sent is first."""
    timing = programme.timing
    rhythm, calendar = dates.rhythm_of(timing), dates.calendar_of(timing)
    fresh = (
        due
        for due in occurrences(rhythm, calendar, now - _LONGEST_WAITING)
        if (used := tx.rounds.of_period(programme.id, due.label)) is None
        or used.state == "proposed"
    )
    return tuple(islice(fresh, ROUNDS))


def compute(facts: Facts) -> Outlook:
    """Plan ahead. Pure; run in a worker process."""
    return look_ahead(facts.question)


def record(tx: Transaction, errand: Errand, facts: Facts, outlook: Outlook, now: datetime) -> None:
    """Keep what came of it (counts), and tell who asked."""
    days = [due.due.isoformat() for due in facts.due]
    tx.errands.keep_result(errand, json.dumps({**as_counts(outlook), "days": days}))
    notice = DryRunReady(facts.programme.id, errand.id)
    tell_asker(tx, errand, notice, now, occasion=errand.id)


def tell_failed(tx: Transaction, errand: Errand, now: datetime) -> None:
    """Tell who asked that it could not be worked out."""
    notice = DryRunFailed(ProgrammeId(errand.body["programme_id"]))
    tell_asker(tx, errand, notice, now, occasion=errand.id)


WORK = Work(read, compute, record, tell_failed)
