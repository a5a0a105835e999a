"""Send the round that was previewed: whoever presses first sends it, once."""

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.organised import changed_since, check_waits, find_planned_round, refuse, up_to_date
from bot.wording.language import gettext as _
from bot.wording.rounds import round_preview, round_sent
from bot.wording.view import view_of
from jobs.rounds import dates, rounds
from jobs.rounds.spreading import when_told
from storage.errors import StaleError
from storage.round_records import Programme, Round


def run(call: Call) -> Answer:
    programme, round_ = find_planned_round(call, "unmentor round send")
    view = view_of(call)
    current = up_to_date(call, programme, round_)
    if not (call.ref or call.args[-1:] == ("yes",)):
        return round_preview.preview(view, programme, current)
    return changed_since(call, programme, current) or _send(call, programme, current)


def _send(call: Call, programme: Programme, round_: Round) -> Answer:
    if not call.tx.rounds.groups(round_.id):
        raise Refusal(_("There's nobody to introduce in this round, so nothing was sent."))
    try:
        done = rounds.send(call.tx, programme, round_, call.now)
    except StaleError:
        done = False
    if not done:
        raise _too_late(call, programme, round_)
    note_action(call, "round.send", round_.id)
    groups = [group for group in call.tx.rounds.groups(round_.id) if group.state == "active"]
    starts = dates.in_working_hours(programme, call.now)
    moments = when_told(call.tx, programme, groups, starts)
    return round_sent.sent(view_of(call), programme, round_, list(moments.values()), starts)


def _too_late(call: Call, programme: Programme, round_: Round) -> Refusal:
    """Somebody else sent, dropped or changed it while this press was under way."""
    now = call.tx.rounds.get(round_.id, call.network.id)
    check_waits(call, programme, now)
    return refuse(
        changed_since(call, programme, now) or round_preview.preview(view_of(call), programme, now)
    )


COMMAND = Command(
    words=("unmentor", "round", "send"),
    help=_("Send the introductions of the next round."),
    run=run,
    who="organiser",
    names_scheme=True,
)
