"""All groups of the round that waits, with their reasons, some at a time."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.organised import find_planned_round, up_to_date
from bot.refs import read_ref
from bot.wording.language import gettext as _
from bot.wording.rounds import round_preview
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    programme, round_ = find_planned_round(call, "unmentor round show")
    view = view_of(call)
    page = read_ref(call.ref).get("page") or "".join(call.args[-1:])
    current = up_to_date(call, programme, round_)
    return round_preview.groups_page(view, programme, current, int(page) if page.isdecimal() else 1)


COMMAND = Command(
    words=("unmentor", "round", "show"),
    help=_("See all groups of the next round, with the reasons."),
    run=run,
    usage=_("[page]"),
    who="organiser",
    names_scheme=True,
)
