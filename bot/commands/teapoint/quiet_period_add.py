"""Set days on which the network posts nothing by itself."""

import re
from datetime import date

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.days import read_day
from bot.wording.language import gettext as _
from bot.wording.organisers import quiet_periods
from bot.wording.organisers.quiet_periods import FROM, LONGEST_WHY, TO, WHY
from bot.wording.view import view_of
from jobs.calendars.calendar import CalendarError, QuietPeriod
from storage.naming import clean
from storage.round_records import Quiet

_TO = re.compile(r"\s+(?:to|until|till)\s+|\s+[-\u2013]\s+", re.IGNORECASE)


def run(call: Call) -> Answer:
    """Keep the days that were typed; without any, open the form."""
    if not call.rest:
        return quiet_periods.add_form()
    days, _colon, why = call.rest.partition(":")
    parts = _TO.split(days.strip().removeprefix("from "))
    first, last = _day(call, parts[0]), _day(call, parts[-1])
    if first is None or last is None or len(parts) > 2:
        raise Refusal(*quiet_periods.unread(call.rest))
    quiet = Quiet(first, last, clean(why, LONGEST_WHY))
    if wrong := _wrong(quiet):
        raise Refusal(wrong, _("Nothing has changed."))
    return _keep(call, quiet)


def submit(call: Call, values: Values) -> Answer:
    """Keep the days of the form."""
    first, last = str(values.get(FROM) or ""), str(values.get(TO) or "")
    missing = {name: _("Choose a day.") for name, day in ((FROM, first), (TO, last)) if not day}
    if missing:
        return FormErrors(missing)
    why = clean(str(values.get(WHY) or ""), LONGEST_WHY)
    quiet = Quiet(date.fromisoformat(first), date.fromisoformat(last), why)
    if wrong := _wrong(quiet):
        return FormErrors({TO: wrong})
    return _keep(call, quiet)


def _keep(call: Call, quiet: Quiet) -> Answer:
    if not call.tx.quiet_periods.add(call.network.id, quiet):
        raise Refusal(quiet_periods.begins_already(quiet), _("Nothing has changed."))
    note_action(call, "quiet_period.add", call.network.id, first=quiet.first.isoformat())
    return quiet_periods.added(view_of(call), quiet)


def _wrong(quiet: Quiet) -> str:
    try:
        QuietPeriod(quiet.first, quiet.last, quiet.why)
    except CalendarError as error:
        return str(error)
    return ""


def _day(call: Call, text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return read_day(text, call.now, call.network.zone)


COMMAND = Command(
    words=("quiet", "period", "add"),
    help=_("Set days on which nothing is posted by itself, such as before elections."),
    usage=_("[first day] to [last day]: [why]"),
    example="25 March 2027 to 6 May 2027: local elections",
    run=run,
    submit=submit,
    who="organiser",
    aliases=(("quiet", "period", "new"),),
)
