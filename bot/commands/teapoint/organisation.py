"""Where you work: what we know of it, and the form to change it."""

from dataclasses import replace

from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.mailed_codes import see_mailing
from bot.meaning.organisation_changes import named, with_id
from bot.refs import read_ref
from bot.suggest import NEW
from bot.wording.language import gettext as _
from bot.wording.members import joining, organisation
from bot.wording.members.organisation import WHICH
from bot.wording.view import view_of
from jobs.organisations.verifying import look_again
from storage.errors import NotFoundError
from storage.naming import clean
from storage.organisation_edits import LONGEST_NAME
from storage.types import Organisation


def run(call: Call) -> Answer:
    """Take what was pressed or typed; else open the form."""
    chosen = read_ref(call.ref).get("id")
    if chosen:
        return _save(call, with_id(call, chosen))
    if not call.rest:
        return organisation.form(view_of(call), call.me, mails=see_mailing(call) == "possible")
    return _save(call, named(call, call.rest))


def submit(call: Call, values: Values) -> Answer:
    """Take what was chosen; a new one is added."""
    picked = "".join(values.get(WHICH, ""))
    if not picked:
        return FormErrors({WHICH: joining.no_organisation()})
    try:
        return _save(call, _read(call, picked))
    except NotFoundError:
        return FormErrors({WHICH: joining.no_such_organisation()})


def _read(call: Call, picked: str) -> Organisation:
    if not picked.startswith(NEW):
        return with_id(call, picked)
    name = clean(picked.removeprefix(NEW), LONGEST_NAME)
    return call.tx.organisations.add(call.network.id, name, call.me.profile.sector, "")


def _save(call: Call, chosen: Organisation) -> Answer:
    profile = call.me.profile
    sector = chosen.sector or profile.sector
    changed = replace(profile, organisation_id=chosen.id, sector=sector)
    member = call.tx.members.update(call.me.id, changed)
    look_again(call.tx, member, call.now)
    now = call.tx.members.get(member.id, call.network.id)
    return organisation.saved(now, mails=see_mailing(call) == "possible")


COMMAND = Command(
    words=("organisation",),
    help=_("See or change where you work."),
    run=run,
    submit=submit,
    usage=_("[name]"),
    example="Example City Council",
    aliases=(("organization",), ("my", "organisation")),
)
