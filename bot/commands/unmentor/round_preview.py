"""Look at the next round before it is sent; planned first where there is no plan yet."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.organised import ROUND, check_waits, find_scheme, up_to_date
from bot.refs import read_ref
from bot.wording.language import gettext as _
from bot.wording.rounds import round_preview
from bot.wording.view import view_of
from jobs.rounds import rounds
from storage.round_records import Programme, Round
from storage.types import RoundId


def run(call: Call) -> Answer:
    programme, round_ = _find(call)
    view = view_of(call)
    if round_ is None:
        opened = rounds.open_round(call.tx, programme, call.now)
        rounds.ask_for_plan(call.tx, opened, call.account.id, call.now)
        note_action(call, "round.plan", opened.id)
        return round_preview.asked_for_plan(programme, opened)
    check_waits(call, programme, round_)
    if round_.percent is None:
        return round_preview.still_planning(programme, round_)
    return round_preview.preview(view, programme, up_to_date(call, programme, round_))


def _find(call: Call) -> tuple[Programme, Round | None]:
    chosen = read_ref(call.ref).get(ROUND)
    if chosen:
        round_ = call.tx.rounds.get(RoundId(chosen), call.network.id)
        return call.tx.programmes.get(round_.programme_id, call.network.id), round_
    programme = find_scheme(call, "unmentor round preview")
    return programme, call.tx.rounds.latest(programme.id, "proposed")


COMMAND = Command(
    words=("unmentor", "round", "preview"),
    help=_("Look at the next round before it is sent."),
    run=run,
    usage=_("[scheme]"),
    who="organiser",
    aliases=(("unmentor", "round"), ("unmentor", "round", "new"), ("unmentor", "preview")),
    names_scheme=True,
)
