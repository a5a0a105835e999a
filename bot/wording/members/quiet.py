"""Why somebody was silent, if they like to say; and what organisers see of it: totals."""

from collections import Counter

from bot.form import ChoiceInput, Form, Option
from bot.message import Message, Paragraph, paragraph, rich, say
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all
from bot.wording.rounds.round_names import LEAST_PEOPLE, say_people
from bot.wording.view import View
from storage.round_records import Enrolment, Programme

WHY = "why"


def reasons() -> dict[str, str]:
    """Each reason as it is kept, with its words."""
    return {"busy": _("Too busy"), "not useful": _("Not useful"), "other": _("Other")}


def form(programme: Programme) -> Form:
    """Why? Nobody has to say."""
    return Form(
        title=_("Tell us why"),
        command="unmentor quiet",
        ref=programme.id,
        submit=_("Tell us"),
        intro=(
            Paragraph(
                (_("Nobody has to say. Organisers see totals of at least five people, no names."),)
            ),
        ),
        inputs=(
            ChoiceInput(
                WHY,
                _("What made it hard?"),
                tuple(Option(value, label) for value, label in reasons().items()),
                wide=True,
            ),
        ),
    )


def thanks(view: View, part: Enrolment) -> Message:
    """The reason is noted."""
    first = _("Thank you. Organisers see it in totals of at least five people only.")
    if part.state != "paused":
        return say(first)
    resume = view.code("unmentor resume")
    return say(first, rich(_("To be in again, type {resume}."), resume=resume))


def choose_one() -> str:
    """No reason was chosen."""
    return _("Choose one.")


def not_a_reason(words: str) -> tuple[str, ...]:
    """The typed reason is none of ours."""
    known = say_all(label.lower() for label in reasons().values())
    return (
        _("We don't know “{words}” as a reason. Nothing has changed.").format(words=words[:80]),
        _("You can type one of these: {reasons}.").format(reasons=known),
    )


def counts(view: View, programme: Programme) -> tuple[tuple[str, tuple[str]], ...]:
    """Totals for organisers: paused for silence and why, unreachable, worth their time."""
    enrolled = view.tx.enrolments.all(programme.id)
    paused = Counter(each.paused_why for each in enrolled if each.state == "paused")
    why = Counter(each.quiet_because for each in enrolled if each.quiet_because)
    labels = {"yes": _("yes"), "somewhat": _("somewhat"), "no": _("no")}
    rows = (
        (_("Of those, paused after three silent rounds"), _some(paused["silent"])),
        (_("Of those, our messages can't reach"), _some(paused["blocked"])),
        (_("Why people were silent"), _tally(why, reasons())),
        (_("Was it worth your time?"), _tally(view.tx.feedback.worth(programme.id), labels)),
    )
    return tuple((label, (words,)) for label, words in rows if words)


def unreachable(view: View, programme: Programme) -> list[Paragraph]:
    """For the report of a round: how many are paused because our messages cannot reach them."""
    enrolled = view.tx.enrolments.all(programme.id)
    count = sum(each.paused_why == "blocked" for each in enrolled)
    if not count:
        return []
    words = ngettext(
        "Our messages can't reach {count} person of this scheme, who is paused until they use "
        "Teapoint again.",
        "Our messages can't reach {count} people of this scheme, who are paused until they use "
        "Teapoint again.",
        count,
    )
    return [paragraph(words, count=str(count))]


def _some(count: int) -> str:
    return say_people(count) if count else ""


def _tally(counted: Counter[str], labels: dict[str, str]) -> str:
    """Each with its count where that is of at least five people; nothing where none is."""
    enough = [key for key in labels if counted[key] >= LEAST_PEOPLE]
    return say_all(
        _("{answer}: {count}").format(answer=labels[key], count=counted[key]) for key in enough
    )
