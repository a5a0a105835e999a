"""Make one organisation of two: members and names of the first become the second's."""

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.refs import read_ref
from bot.suggest import NEW
from bot.wording.language import gettext as _
from bot.wording.networks import organisations
from bot.wording.networks.organisations import FROM, INTO
from bot.wording.view import view_of
from storage.types import Organisation, OrganisationId


def run(call: Call) -> Answer:
    chosen = read_ref(call.ref)
    if chosen.get(FROM):
        gone, kept = (_get(call, chosen[key]) for key in (FROM, INTO))
        return _merge(call, gone, kept)
    if not call.args:
        return organisations.merge_form()
    sure = call.args[-1].casefold() == "yes"
    gone, kept = _typed(call, " ".join(call.args[:-1] if sure else call.args))
    return _merge(call, gone, kept) if sure else _ask(call, gone, kept)


def submit(call: Call, values: Values) -> Answer:
    chosen = {name: "".join(values.get(name, "")) for name in (FROM, INTO)}
    unknown = [name for name, value in chosen.items() if value.startswith(NEW)]
    if unknown:
        return FormErrors(dict.fromkeys(unknown, organisations.choose_known()))
    if chosen[FROM] == chosen[INTO]:
        return FormErrors({INTO: organisations.choose_another()})
    return _ask(call, _get(call, chosen[FROM]), _get(call, chosen[INTO]))


def _ask(call: Call, gone: Organisation, kept: Organisation) -> Answer:
    if gone.id == kept.id:
        raise Refusal(organisations.are_one(kept), _("Nothing has changed."))
    return organisations.merge_question(view_of(call), gone, kept)


def _merge(call: Call, gone: Organisation, kept: Organisation) -> Answer:
    if gone.id == kept.id:
        raise Refusal(organisations.are_one(kept), _("Nothing has changed."))
    moved = call.tx.organisations.members_of(gone.id)
    call.tx.organisations.merge(gone.id, kept.id, call.network.id)
    note_action(call, "organisations.merge", gone.id, into=kept.id)
    return organisations.merged(gone, kept, moved)


def _get(call: Call, id_: str) -> Organisation:
    return call.tx.organisations.get(OrganisationId(id_), call.network.id)


def _typed(call: Call, text: str) -> tuple[Organisation, Organisation]:
    """The two named by "A into B"."""
    names = text.rsplit(" into ", 1)
    if len(names) != 2:
        example = call.names.typed("organisations merge Example CC into Example City Council")
        raise Refusal(
            _("Name two organisations, such as {example}.").format(example=example),
            _("Nothing has changed."),
        )
    gone, kept = (_named(call, name.strip()) for name in names)
    return gone, kept


def _named(call: Call, name: str) -> Organisation:
    found = call.tx.organisations.find(call.network.id, name)
    if found is None:
        words = _("We don't know an organisation called {name}.").format(name=name)
        raise Refusal(words, _("Nothing has changed."))
    return found


COMMAND = Command(
    words=("organisations", "merge"),
    help=_("Make one organisation of two."),
    run=run,
    submit=submit,
    usage=_("[first] into [second]"),
    who="organiser",
    aliases=(("organizations", "merge"),),
)
