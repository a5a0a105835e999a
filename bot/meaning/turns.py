"""What is meant by "in", "out" and "every 2 months"."""

import re

from bot.command import Call
from bot.form import Answer, Values
from bot.meaning.schemes import chosen, pick_scheme
from bot.wording.members import pauses, status
from bot.wording.rounds import turns as wording
from bot.wording.view import view_of
from jobs.members import belonging, membership
from storage.round_records import Programme
from storage.turns import TurnAnswer
from storage.types import ProgrammeId, RoundId

_COUNTS = {"": 1, "single": 1, "one": 1, "other": 2, "second": 2, "two": 2, "third": 3, "three": 3}
_COUNTS |= {"fourth": 4, "four": 4, "five": 5, "six": 6, "twelve": 12}
_EVERY = re.compile(
    r"^(?:every\s+)?(?P<count>\d{1,3}|[a-z]*?)(?:(?<=\d)(?:st|nd|rd|th))?\s*"
    r"(?P<unit>rounds?|times?|months?|weeks?|)$"
)


def answer_turn(call: Call, said: TurnAnswer) -> Answer:
    """Take somebody's word whether they are in the coming round, of the scheme that is meant."""
    if not call.ref.startswith("r_"):
        programme = pick_scheme(call, f"unmentor {said}")
        if isinstance(programme, Programme):
            return _answer(call, programme, said)
        return programme or status.status(view_of(call))
    round_ = call.tx.rounds.get(RoundId(call.ref), call.network.id)
    programme = call.tx.programmes.get(round_.programme_id, call.network.id)
    if round_.state != "proposed":
        return wording.too_late(programme, round_)
    return _answer(call, programme, said)


def answer_chosen(call: Call, values: Values, said: TurnAnswer) -> Answer:
    """The same, of the scheme that was chosen of many."""
    programme = call.tx.programmes.get(ProgrammeId(chosen(values)), call.network.id)
    return _answer(call, programme, said)


def _answer(call: Call, programme: Programme, said: TurnAnswer) -> Answer:
    view = view_of(call)
    part = belonging.enrolment(call.tx, call.me, programme)
    if part is None:
        return status.status(view)
    round_ = membership.take_turn(call.tx, call.me, programme, said, call.now)
    if round_:
        return wording.answered(view, programme, round_, said)
    if said == "in":
        if membership.resume(call.tx, call.me, programme, call.now):
            return pauses.resumed(view, [programme])
        return wording.in_already(view, programme)
    if part.state == "paused":
        return pauses.skip_while_paused(view, programme)
    is_new = membership.skip(call.tx, call.me, programme)
    return pauses.skipped(view, programme, is_new=is_new)


def read_every(words: str) -> tuple[int, str] | None:
    """Return the number and the unit ("round", "month" or "week"); None where there is none."""
    found = _EVERY.match(" ".join(words.casefold().rstrip(".!").split()))
    if not found:
        return None
    count = found["count"]
    number = int(count) if count.isdigit() else _COUNTS.get(count, 0)
    unit = found["unit"].rstrip("s").replace("time", "round") or "round"
    return (number, unit) if number > 0 else None


def as_rounds(programme: Programme, number: int, unit: str) -> int:
    """Return so many rounds, months or weeks in the scheme's rounds; 0 where that is no number."""
    timing = programme.timing
    if unit == "round":
        return number
    if f"{unit}s" != timing.kind or number % timing.every:
        return 0
    return number // timing.every
