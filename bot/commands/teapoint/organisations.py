"""The organisations of the network, with how many people each has; or all about one."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.organisation_changes import named
from bot.refs import read_ref
from bot.wording.language import gettext as _
from bot.wording.networks import organisations
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    page = read_ref(call.ref).get("page") or call.rest
    if page and not page.isdecimal():
        return organisations.one(view_of(call), named(call, page))
    return organisations.listed(view_of(call), int(page or 1))


COMMAND = Command(
    words=("organisations",),
    help=_("See the organisations of this network, or all about one."),
    run=run,
    usage=_("[page or name]"),
    who="organiser",
    aliases=(("organizations",),),
)
