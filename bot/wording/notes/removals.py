"""Requests to take something out of notes: what organisers read and settle."""

from collections.abc import Sequence

from bot.form import ChoiceInput, Form, Option, TextInput
from bot.message import Block, Bullets, Button, Buttons, Heading, Message, Paragraph, rich, say
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_date
from bot.wording.view import View
from jobs.sessions.removals import LONGEST_WORDS
from storage.removals import Removal
from storage.session_records import EventSession

OUTCOME, WORDS, WHY = "outcome", "words", "why"
REMOVED, KEPT = "removed", "not removed"

Asked = tuple[Removal, EventSession]


def instead() -> str:
    """What stands where words were taken out."""
    return _("[taken out]")


def left_out() -> str:
    """For whoever sends notes that still had words which were taken out while they wrote."""
    return _(
        "While you wrote, something was taken out of these notes at somebody's request. We've left "
        "it out of yours as well. The rest of what you wrote is there."
    )


def arrived(asked: Asked) -> Message:
    """For organisers: somebody asked, and where to read it. The words are not in it."""
    removal, session = asked
    words = _(
        "Somebody who is named in the notes of “{title}” asks that something is taken out. "
        "Please decide within one month."
    )
    return say(words.format(title=session.title), Buttons((_open(removal),)))


def listed(view: View, open_: Sequence[Asked]) -> Message:
    """Requests that wait, the oldest first."""
    if not open_:
        return say(_("No request to take something out of notes is waiting."))
    count = len(open_)
    head = ngettext("{count} request is waiting", "{count} requests are waiting", count)
    lines = tuple(
        (
            _("{number}: {title}, asked on {day}").format(
                number=number, title=session.title, day=say_date(removal.asked_at.date())
            ),
        )
        for number, (removal, session) in enumerate(open_, 1)
    )
    how = rich(_("To read one, type {read} and its number."), read=view.code("notes removal"))
    return Message(
        (
            Heading(head.format(count=count)),
            Bullets(lines),
            Paragraph(how),
            Buttons((_open(open_[0][0]),)),
        )
    )


def shown(asked: Asked) -> Message:
    """A request with its words, for an organiser alone."""
    removal, session = asked
    blocks: list[Block] = [
        Heading(_("Asked to be taken out")),
        Paragraph((_("Notes of “{title}”.").format(title=session.title),)),
    ]
    if not removal.words:
        return Message((*blocks, Paragraph((_("What was asked is deleted already."),))))
    blocks.append(Paragraph((_("They wrote: {words}").format(words=removal.words),)))
    contact = (
        _("To answer them: {contact}").format(contact=removal.contact)
        if removal.contact
        else _("They left no way to answer them.")
    )
    blocks.append(Paragraph((contact,)))
    if removal.settled_at:
        return Message((*blocks, Paragraph((_("It is settled already."),))))
    settle = Button(_("Settle it"), "notes removal settle", removal.id, "primary")
    read = Button(_("Read the notes"), "notes show", session.id)
    return Message((*blocks, Buttons((settle, read))))


def settle_form(asked: Asked) -> Form:
    """What is done about it, and which words go from everywhere."""
    removal, session = asked
    title = _("Notes of “{title}”. They wrote: {words}")
    return Form(
        _("Settle a request"),
        "notes removal settle",
        (
            ChoiceInput(
                OUTCOME,
                _("What do you do?"),
                (
                    Option(
                        REMOVED,
                        _("Take it out"),
                        _("Then you can change the notes, which changes the posts as well."),
                    ),
                    Option(KEPT, _("Leave the notes as they are")),
                ),
                wide=True,
            ),
            TextInput(
                WORDS,
                _("Words that go from everywhere"),
                hint=_(
                    "Exactly as the notes have them, such as a name. They are replaced in the "
                    "notes, in every earlier version, on the room's page and in posts. That "
                    "cannot be undone."
                ),
                optional=True,
                limit=LONGEST_WORDS,
            ),
            TextInput(WHY, _("Why"), hint=_("For your answer to them."), optional=True),
        ),
        _("Settle it"),
        ref=removal.id,
        intro=(Paragraph((title.format(title=session.title, words=removal.words),)),),
    )


def choose_one() -> str:
    """Neither of the two was chosen."""
    return _("Choose what you do.")


def not_found(words: str) -> str:
    """The words that should go are nowhere."""
    return _("The notes don't have “{words}”. Copy the words exactly as they are there.").format(
        words=words[:80]
    )


def settled(asked: Asked, outcome: str, why: str, count: int) -> Message:
    """It is settled; whoever asked is answered by the organiser, where they can be."""
    removal, session = asked
    blocks: list[Block] = [Paragraph((_outcome(session, outcome, count),))]
    if removal.contact:
        words = _("Please answer them: {contact}. You could write: {answer}")
        answer = _answer(outcome, why)
        blocks.append(Paragraph((words.format(contact=removal.contact, answer=answer),)))
    blocks.append(Paragraph((_("What they wrote, and how to reach them, is deleted in 30 days."),)))
    if outcome == REMOVED:
        blocks.append(Buttons((Button(_("Change the notes"), "notes edit", session.id),)))
    return Message(tuple(blocks))


def settled_already(session: EventSession) -> str:
    """Another organiser was first."""
    return _("The request about “{title}” is settled already. Nothing has changed.").format(
        title=session.title
    )


def no_such(count: int) -> tuple[str, ...]:
    """The number is none of the list's."""
    if not count:
        none = _("No request to take something out of notes is waiting. Nothing has changed.")
        return (none,)
    few = ngettext("{count} request is waiting.", "{count} requests are waiting.", count)
    return (few.format(count=count), _("Give its number as in the list. Nothing has changed."))


def how_to_settle() -> str:
    """What was typed behind the number is neither."""
    return _("Type “removed” or “not removed” behind the number. Nothing has changed.")


def _outcome(session: EventSession, outcome: str, count: int) -> str:
    title = session.title
    if outcome == KEPT:
        return _("The request about “{title}” is settled: the notes stay.").format(title=title)
    if not count:
        words = _("The request about “{title}” is settled. Now take it out of the notes.")
        return words.format(title=title)
    words = ngettext(
        "The request about “{title}” is settled. The words are taken out in {count} place, "
        "earlier versions among them. Posts change with the notes.",
        "The request about “{title}” is settled. The words are taken out in {count} places, "
        "earlier versions among them. Posts change with the notes.",
        count,
    )
    return words.format(title=title, count=count)


def _answer(outcome: str, why: str) -> str:
    done = (
        _("“We have taken it out of the notes.”")
        if outcome == REMOVED
        else _("“We have looked at it, and have left the notes as they are.”")
    )
    return _("{done} {why}").format(done=done, why=why) if why else done


def _open(removal: Removal) -> Button:
    return Button(_("Open"), "notes removal", removal.id, "primary")
