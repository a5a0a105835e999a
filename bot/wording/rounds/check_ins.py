"""Did you meet? The question, and what is said to each answer."""

from datetime import datetime

from bot.message import Button, Buttons, Message, Paragraph, paragraph, rich, say
from bot.wording.language import gettext as _
from bot.wording.language import say_date
from bot.wording.people import say_names
from bot.wording.view import View
from storage.round_records import Group, MeetAnswer, Round
from storage.types import Member


def question(view: View, group: Group, others: list[Member], *, last: bool) -> Message:
    """Have you met? Three answers, and all three are fine."""
    names = say_names(others)
    asked: tuple[Paragraph, ...] = (
        paragraph(_("Have you and {names} met yet? All three answers are fine."), names=names),
    )
    if last:
        closes = say_date(_closes(view, group).date())
        asked = (
            paragraph(
                _("This round ends on {day}. Have you and {names} met?"), day=closes, names=names
            ),
            Paragraph((_("All three answers are fine, and nobody keeps score."),)),
        )
    return Message((*asked, answer_buttons(group)))


def answer_buttons(group: Group) -> Buttons:
    """The three answers."""
    return Buttons(
        (
            Button(_("We've met"), "unmentor met", group.id, "primary"),
            Button(_("Not yet, but we will"), "unmentor not yet", group.id),
            Button(_("I can't this time"), "unmentor can't", group.id),
        )
    )


def thanks(view: View, answer: MeetAnswer, others: list[Member], *, is_new: bool) -> Message:
    """Confirm what somebody answered, and what comes of it."""
    names = say_names(others)
    if not is_new:
        return say(_same(answer).format(names=names), _change())
    match answer:
        case "met":
            return say(
                _("Thank you. We've noted that you and {names} have met.").format(names=names)
            )
        case "not yet":
            return say(
                _("Thank you. We've noted that you haven't met yet.").format(names=names),
                _("There's still time. A short message with two dates is often enough."),
            )
        case "cannot":
            return say(
                _("Thank you. We've noted that you can't meet this time. That's fine."),
                _("We don't pass this on, so please let {names} know.").format(names=names),
                rich(
                    _("If the next month is busy too, type {pause}."),
                    pause=view.code("unmentor pause"),
                ),
            )


def _same(answer: MeetAnswer) -> str:
    return {
        "met": _("We had noted already that you and {names} have met."),
        "not yet": _("We had noted already that you and {names} haven't met yet."),
        "cannot": _("We had noted already that you can't meet this time."),
    }[answer]


def _change() -> Paragraph:
    return Paragraph((_("Nothing has changed. If that's not so any more, give another answer."),))


def closed(view: View, round_: Round) -> Message:
    """An answer comes after the end of its round, or of its introduction."""
    first = (
        _("That introduction was called off, so there's nothing left to answer.")
        if round_.state == "open"
        else _("That round has ended, so there's nothing left to answer.")
    )
    return say(
        first,
        rich(
            _("To see everybody you've been introduced to, type {history}."),
            history=view.code("unmentor history"),
        ),
    )


def nobody_to_meet(view: View) -> Message:
    """Somebody answers, but has no open introduction."""
    return say(
        _("You have no introduction at the moment, so there's nothing to answer."),
        rich(_("To see what comes next, type {status}."), status=view.code("unmentor status")),
    )


def left_out(next_at: str, *, waits: bool = False) -> Message:
    """A member could not be placed in a round; `waits`: we look on for somebody."""
    first = _("We couldn't find anybody for you to meet in this round. We're sorry.")
    on = (_("If somebody becomes free in the meantime, we'll introduce you."),) if waits else ()
    if not next_at:
        return say(first, *on, _("You'll count for more in the next round."))
    words = _("You'll count for more in the next round, on {date}. There's nothing you need to do.")
    return say(first, *on, words.format(date=next_at))


def _closes(view: View, group: Group) -> datetime:
    return view.tx.rounds.get(group.round_id, view.network.id).close_at
