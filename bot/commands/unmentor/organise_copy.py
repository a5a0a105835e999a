"""Set up a scheme like another one, in the form of a new scheme."""

from dataclasses import replace

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.organised import find_scheme
from bot.refs import pack_ref
from bot.wording.language import gettext as _
from bot.wording.schemes import scheme_form


def run(call: Call) -> Answer:
    programme = find_scheme(call, "unmentor organise copy")
    plan = replace(scheme_form.plan_of(programme), name=scheme_form.name_of_copy(programme))
    return scheme_form.new_form(scheme_form.filled_in(plan), pack_ref(p=programme.id))


COMMAND = Command(
    words=("unmentor", "organise", "copy"),
    help=_("Set up a scheme like one that you have."),
    run=run,
    usage=_("[scheme]"),
    who="organiser",
    names_scheme=True,
)
