"""Let somebody look after a scheme; they become an organiser, if they are none yet."""

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer, Values
from bot.meaning.named_members import find_account
from bot.meaning.organised import SCHEME, find_scheme
from bot.meaning.organiser_choice import choose_account
from bot.meaning.schemes import named, without_name
from bot.refs import read_ref
from bot.wording.language import gettext as _
from bot.wording.schemes import handing_over
from jobs.schemes import schemes
from storage.round_records import Programme
from storage.types import Account, ProgrammeId


def run(call: Call) -> Answer:
    programme = find_scheme(call, "unmentor organise hand over")
    who = without_name(call.rest, programme) if named([programme], call.rest) else call.rest
    if not who:
        return handing_over.form(programme)
    return _hand_over(call, programme, find_account(call, who.removeprefix("to ")))


def submit(call: Call, values: Values) -> Answer:
    chosen = ProgrammeId(read_ref(call.ref)[SCHEME])
    programme = call.tx.programmes.get(chosen, call.network.id)
    return _hand_over(call, programme, choose_account(call, values))


def _hand_over(call: Call, programme: Programme, keeper: Account) -> Answer:
    if programme.ended_at:
        raise Refusal(_("This scheme has ended, so there is nothing to hand over."))
    if keeper.gone:
        raise Refusal(_("This account is closed, so we couldn't reach them. Nothing has changed."))
    if programme.keeper_id == keeper.id:
        return handing_over.was_already(programme, keeper)
    is_new = schemes.hand_over(call.tx, programme, keeper, call.account, call.now)
    note_action(call, "scheme.hand_over", programme.id, to=keeper.id)
    return handing_over.done(programme, keeper, is_new=is_new)


COMMAND = Command(
    words=("unmentor", "organise", "hand", "over"),
    help=_("Let somebody else look after a scheme."),
    run=run,
    submit=submit,
    usage=_("[scheme] @name"),
    who="organiser",
    aliases=(("unmentor", "organise", "handover"),),
    names_scheme=True,
)
