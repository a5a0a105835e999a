"""The organisations of the network, with how many people each has."""

from bot.command import Call, Command
from bot.form import Answer
from bot.refs import read_ref
from bot.wording.language import gettext as _
from bot.wording.networks import organisations
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    page = read_ref(call.ref).get("page") or "".join(call.args[-1:])
    return organisations.listed(view_of(call), int(page) if page.isdecimal() else 1)


COMMAND = Command(
    words=("organisations",),
    help=_("See the organisations of this network."),
    run=run,
    usage=_("[page]"),
    who="organiser",
    aliases=(("organizations",),),
)
