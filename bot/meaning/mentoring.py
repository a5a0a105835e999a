"""What somebody offers, wishes for and has room for; which mentoring pair they mean."""

from bot.command import Call
from bot.form import FormErrors, Values
from bot.suggest import NEW
from bot.wording.mentoring import mentoring
from bot.wording.mentoring.mentor_asking import says_nothing
from jobs.members.belonging import enrolled_in, enrolment
from jobs.mentoring.mentor_parts import mentor_of
from storage.naming import clean
from storage.round_records import Enrolment, Group, Programme
from storage.types import GroupId, MemberId, ProgrammeId

LONGEST_TOPIC, MOST_TOPICS = 100, 10


def my_scheme(call: Call) -> Programme | None:
    """Return the mentoring scheme that a form carries, else one of those that the asker is in.

    First comes one in which they have not said yet what they offer or wish for.
    """
    mine = [p for p in enrolled_in(call.tx, call.me) if p.format.kind == "mentors"]
    if call.ref:
        return next((p for p in mine if p.id == ProgrammeId(call.ref)), None)
    open_still = (p for p in mine if says_nothing(p, enrolment(call.tx, call.me, p)))
    return next(open_still, next(iter(mine), None))


def read_topics(words: str) -> tuple[str, ...]:
    """Return the topics of a line, parted by commas or semicolons."""
    parts = (clean(part, LONGEST_TOPIC) for part in words.replace(";", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))[:MOST_TOPICS]


def read_values(values: Values) -> tuple[tuple[str, ...], tuple[str, ...], int] | FormErrors:
    """Return offers, wishes and capacity as they were filled in."""
    capacity = str(values.get(mentoring.CAPACITY, "") or "1")
    if not capacity.isdigit() or int(capacity) > mentoring.MOST_AT_ONCE:
        return FormErrors({mentoring.CAPACITY: mentoring.too_many()})
    return _many(values, mentoring.OFFERS), _many(values, mentoring.WISHES), int(capacity)


def keep(
    call: Call,
    programme: Programme,
    member_id: MemberId,
    offers: tuple[str, ...],
    wishes: tuple[str, ...],
    capacity: int,
) -> Enrolment:
    """Keep them, as the network writes its topics."""
    known = [call.tx.interests.resolve(call.network.id, topics) for topics in (offers, wishes)]
    call.tx.enrolments.tell_mentoring(programme.id, member_id, known[0], known[1], capacity)
    return call.tx.enrolments.get(programme.id, member_id)


def pick_pair(call: Call) -> tuple[Group, Programme] | None:
    """Return the mentoring pair that a button carries, else the asker's newest; with its scheme."""
    if call.ref:
        group = call.tx.rounds.group(GroupId(call.ref), call.network.id)
        return group, _scheme_of(call, group)
    for group in call.tx.rounds.open_groups(call.me.id):
        if mentor_of(group):
            return group, _scheme_of(call, group)
    return None


def _scheme_of(call: Call, group: Group) -> Programme:
    round_ = call.tx.rounds.get(group.round_id, call.network.id)
    return call.tx.programmes.get(round_.programme_id, call.network.id)


def _many(values: Values, name: str) -> tuple[str, ...]:
    value = values.get(name, ())
    chosen = (value,) if isinstance(value, str) else value
    found = (clean(each.removeprefix(NEW), LONGEST_TOPIC) for each in chosen)
    return tuple(dict.fromkeys(topic for topic in found if topic))[:MOST_TOPICS]
