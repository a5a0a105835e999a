"""Take a break until a day, for a while, or until you say so."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.days import read_day
from bot.meaning.schemes import named, without_name
from bot.message import Message
from bot.wording.language import gettext as _
from bot.wording.members import pauses, status
from bot.wording.members.pauses import HOW_LONG, UNTIL
from bot.wording.view import view_of
from jobs.calendars.workdays import to_utc
from jobs.meetings import meeting_times
from jobs.members import belonging, membership
from storage.naming import fold
from storage.round_records import Programme
from storage.types import ProgrammeId

LONGEST = timedelta(days=366)
_NO_END = frozenset(
    {"forever", "until i say so", "until further notice", "open", "indefinitely", "with no end"}
)


def run(call: Call) -> Answer:
    """Take the break that was typed, or ask how long; all schemes, unless one is named."""
    programmes, words = _which(call)
    if not programmes:
        return status.status(view_of(call))
    if not words:
        return pauses.form(call.ref)
    until, problem = _read(call, words)
    if problem:
        raise Refusal(*problem)
    return _pause(call, programmes, until)


def submit(call: Call, values: Values) -> Answer:
    """Take the break that was chosen in the form."""
    programmes, _words = _which(call)
    if not programmes:
        return status.status(view_of(call))
    length = _text(values, HOW_LONG)
    name = UNTIL if length == "date" else HOW_LONG
    words = _text(values, name)
    if not words:
        return FormErrors({name: _("Choose a day.") if name == UNTIL else _("Choose one.")})
    until, problem = _read(call, words)
    if problem:
        return FormErrors({name: " ".join(problem)})
    return _pause(call, programmes, until)


def _pause(call: Call, programmes: list[Programme], until: date | None) -> Message:
    for programme in programmes:
        membership.pause(call.tx, call.me, programme, until)
        back = to_utc(until, time(), programme.timing.zone) if until else None
        meeting_times.call_off_in_break(call.tx, call.me, programme, back, call.now)
    return pauses.paused(view_of(call), programmes, until)


def _which(call: Call) -> tuple[list[Programme], str]:
    """Return the schemes that are meant, and the words that say for how long."""
    enrolled = belonging.enrolled_in(call.tx, call.me)
    if call.ref:
        return [call.tx.programmes.get(ProgrammeId(call.ref), call.network.id)], call.rest
    one = named(enrolled, call.rest)
    return ([one], without_name(call.rest, one)) if one else (enrolled, call.rest)


def _read(call: Call, words: str) -> tuple[date | None, tuple[str, ...]]:
    """Return the first day back (None: no end), or what is wrong with the words."""
    if fold(words) in _NO_END:
        return None, ()
    zone = call.network.zone
    until = read_day(words, call.now, zone)
    if until is None:
        return None, pauses.not_a_day(words)
    today = call.now.astimezone(ZoneInfo(zone)).date()
    if until <= today:
        return None, pauses.in_the_past(until)
    if until > today + LONGEST:
        return None, pauses.too_long(until)
    return until, ()


def _text(values: Values, name: str) -> str:
    value = values.get(name, "")
    return value if isinstance(value, str) else ""


COMMAND = Command(
    words=("unmentor", "pause"),
    help=_("Take a break from introductions."),
    usage=_("[until a day]"),
    example="until 5 January",
    run=run,
    submit=submit,
    aliases=(("unmentor", "snooze"), ("unmentor", "break")),
    names_scheme=True,
)
