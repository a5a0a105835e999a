"""End a quiet period of the network."""

from datetime import date

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.days import read_day
from bot.wording.language import gettext as _
from bot.wording.organisers import quiet_periods
from bot.wording.view import view_of
from jobs.digests.editions import schedule_again
from storage.round_records import Quiet


def run(call: Call) -> Answer:
    """Remove the one that begins on the day that was typed; the only one where none was."""
    known = call.tx.quiet_periods.of_network(call.network.id)
    if not call.rest and len(known) != 1:
        return quiet_periods.listed(view_of(call), known)
    found = known[0] if not call.rest else _meant(call, known)
    if found is None:
        raise Refusal(*quiet_periods.none_on(call.rest))
    call.tx.quiet_periods.remove(call.network.id, found.first)
    schedule_again(call.tx, call.network.id, call.now)
    note_action(call, "quiet_period.remove", call.network.id, first=found.first.isoformat())
    return quiet_periods.removed(found)


def _meant(call: Call, known: list[Quiet]) -> Quiet | None:
    """The one that begins on this day, in whichever year where none was typed."""
    try:
        day = date.fromisoformat(call.rest.strip())
    except ValueError:
        read = read_day(call.rest, call.now, call.network.zone)
        if read is None:
            return None
        day = read
    exact = [one for one in known if one.first == day]
    alike = [one for one in known if (one.first.month, one.first.day) == (day.month, day.day)]
    return next(iter(exact or alike), None)


COMMAND = Command(
    words=("quiet", "period", "remove"),
    help=_("End a quiet period: things are posted by themselves again."),
    usage=_("[first day]"),
    example="25 March 2027",
    run=run,
    who="organiser",
    aliases=(("quiet", "period", "end"),),
)
