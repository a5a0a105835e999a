"""A rehearsal: some introductions, sent to the asking organiser only."""

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.organised import find_planned_round, up_to_date
from bot.message import say
from bot.wording.language import gettext as _
from bot.wording.language import ngettext
from jobs.delivery.reaching import direct
from storage.notices.rounds import Rehearsal
from storage.round_records import Group

MOST = 5


def run(call: Call) -> Answer:
    programme, round_ = find_planned_round(call, "unmentor round rehearse")
    current = up_to_date(call, programme, round_)
    chosen = choose(call.tx.rounds.groups(current.id))
    if not chosen:
        raise Refusal(_("There is no plan to rehearse yet."), _("Nothing was sent to anybody."))
    to = direct(call.account)
    items = [(Rehearsal(group.id), to) for group in chosen]
    occasion = call.now.isoformat()
    call.tx.notices.queue_all(
        call.network.id, items, call.now, round_id=current.id, occasion=occasion
    )
    call.tx.rounds.mark_rehearsed(current, call.now)
    note_action(call, "round.rehearse", current.id)
    words = ngettext(
        "{count} introduction is on its way to you, as the group would read it.",
        "{count} introductions are on their way to you, as their groups would read them.",
        len(chosen),
    ).format(count=len(chosen))
    return say(words, _("Nobody else sees them."))


def choose(groups: list[Group]) -> list[Group]:
    """Return those most worth reading: a larger group, then one where a rule bent, then others."""
    return sorted(groups, key=lambda group: (-len(group.members), not group.relaxed, group.id))[
        :MOST
    ]


COMMAND = Command(
    words=("unmentor", "round", "rehearse"),
    help=_("Have some introductions of the next round sent to you only."),
    run=run,
    who="organiser",
    names_scheme=True,
)
