"""Calls for examples and tips: opened, added to, closed, and gathered in a playbook."""

import re
from collections.abc import Mapping, Sequence

from bot.form import ChoiceInput, Form, Option, TextInput
from bot.message import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    File,
    Heading,
    Message,
    Paragraph,
    Rich,
    paragraph,
    rich,
    say,
)
from bot.wording.language import gettext as _
from bot.wording.language import ngettext
from bot.wording.view import View
from jobs.sessions.playbook import Removal, Scope, as_markdown, gather
from storage.calls import CallEntry, NoteCall
from storage.types import EventId

TEXT, NAMED, CALL = "text", "named", "call"
YES, NO = "yes", "no"
LONGEST_TITLE, LONGEST_TEXT = 120, 1_000
PLAYBOOK = "notes playbook"
_NONE = "-"
_NO_NAME = re.compile(r"[^\w .-]+")


def opened(view: View, call: NoteCall, by: str, *, public: bool) -> Message:
    """A call is open: what it asks for, of whom, and the button to add something."""
    asks = _(
        "{name} asks for examples and tips: what worked where you are, and what you'd pass on."
    )
    blocks: list[Block] = [
        Heading(_("A call: {title}").format(title=call.title)[:150]),
        Paragraph((asks.format(name=by),)),
        paragraph(
            _(
                "Press the button, or type {tip} and your words. You choose whether your name "
                "stands with it."
            ),
            tip=view.code("notes tip"),
        ),
        Paragraph((_("Everything will be gathered in one playbook for the network."),)),
    ]
    if not public:
        blocks.append(Paragraph((_("To ask in a channel, open a call there."),)))
    return Message((*blocks, Buttons((_add(call),))), public=public)


def open_already(title: str) -> str:
    """A call of this title is open."""
    return _("There is an open call named “{title}” already. Nothing has changed.").format(
        title=title
    )


def what_title(view: View) -> Message:
    """No title was typed."""
    line = view.code('notes call "Getting legal teams to share data"')
    return say(
        rich(_("Type what you want examples and tips about, such as {line}."), line=line),
        rich(_("To see the open calls, type {line}."), line=view.code("notes calls")),
    )


def listed(view: View, calls: Sequence[NoteCall], counts: Mapping[str, int]) -> Message:
    """The open calls, newest first, with how much there is; the newest has its buttons."""
    if not calls:
        return say(
            _("No call is open at the moment."),
            rich(_("To open one, type {line} and what it is about."), line=view.code("notes call")),
        )
    rows = tuple(_row(one, counts.get(one.id, 0)) for one in calls[:20])
    more = rich(
        _("To read what was gathered, type {line} with its title."), line=view.code(PLAYBOOK)
    )
    newest = Buttons((_add(calls[0]), _playbook(calls[0])))
    words = _("The buttons are for “{title}”.").format(title=calls[0].title)
    return Message((Heading(_("Open calls")), Bullets(rows), *say(more, words).blocks, newest))


def form(calls: Sequence[NoteCall], text: str = "") -> Form:
    """Write an example or a tip, and say whether one's name may stand with it."""
    options = tuple(Option(one.id, one.title[:70]) for one in calls[:100])
    choice = ChoiceInput(CALL, _("Which call is it for?"), options, value=options[0].value)
    one = len(calls) == 1
    told = _("Everybody in the network can read it in the playbook.")
    return Form(
        title=_("Add an example or tip"),
        command="notes call add",
        ref=calls[0].id if one else "",
        intro=(Paragraph((calls[0].title,)),) if one else (),
        inputs=(
            *(() if one else (choice,)),
            TextInput(
                TEXT,
                _("Your example or tip"),
                hint=told,
                value=text[:LONGEST_TEXT],
                multiline=True,
                limit=LONGEST_TEXT,
            ),
            ChoiceInput(
                NAMED,
                _("May your name stand with it?"),
                (Option(NO, _("No, without my name")), Option(YES, _("Yes, with my name"))),
                value=NO,
                wide=True,
            ),
        ),
        submit=_("Add it"),
    )


def added(call: NoteCall, entry: CallEntry, *, asked: bool) -> Message:
    """An entry is kept. `asked`: they have said already whether their name stands with it."""
    with_name = _("It stands there with your name.")
    without = _("It stands there without your name.")
    other = Button(
        _("Put my name with it") if not entry.named else _("Take my name off"),
        "notes entry named" if not entry.named else "notes entry unnamed",
        entry.id,
    )
    back = Button(_("Take it back"), "notes entry back", entry.id)
    first = _("Thank you. Your words are in “{title}”.").format(title=call.title)
    question = () if asked else (_("May your name stand with it?"),)
    return say(first, with_name if entry.named else without, *question, Buttons((other, back)))


def taken_back() -> Message:
    """An entry is deleted."""
    return say(_("It is taken back, and deleted."))


def closed(call: NoteCall, count: int) -> Message:
    """A call takes nothing more."""
    words = ngettext(
        "The call “{title}” is closed, with {count} example or tip.",
        "The call “{title}” is closed, with {count} examples and tips.",
        count,
    )
    return say(words.format(title=call.title, count=count), Buttons((_playbook(call),)))


def closed_already(call: NoteCall) -> str:
    """It takes nothing more."""
    words = _("The call “{title}” is closed, so nothing more is added. What you wrote isn't kept.")
    return words.format(title=call.title)


def not_yours(call: NoteCall) -> tuple[str, ...]:
    """Only who opened it may close it."""
    return (
        _("Whoever opened “{title}” can close it, or an organiser.").format(title=call.title),
        _("Nothing has changed."),
    )


def nothing_added() -> str:
    """The member has added nothing that is still there."""
    return _("You've added nothing to a call yet. Nothing has changed.")


def no_such_call(words: str) -> str:
    """No call has this title."""
    if not words:
        return _("No call is open at the moment. Nothing has changed.")
    return _("We can't find a call named “{words}”. Nothing has changed.").format(words=words[:80])


def playbook_line(call: NoteCall | None, scope: Scope) -> str:
    """Return the command line that is kept while the playbook is on its way."""
    event = scope.event.id if scope.event else _NONE
    return f"{PLAYBOOK} {call.id if call else _NONE} {event} {scope.theme}".strip()


def playbook_again(view: View, line: str) -> Message:
    """The playbook that a kept command line asks for."""
    call_id, event_id, *theme = line.removeprefix(PLAYBOOK).split(maxsplit=2)
    here = view.network.id
    event = view.tx.events.get(EventId(event_id), here) if event_id != _NONE else None
    call = view.tx.calls.get(call_id, here) if call_id != _NONE else None
    return playbook(view, call, Scope(event, "".join(theme)))


def playbook(view: View, call: NoteCall | None, scope: Scope) -> Message:
    """Everything that was gathered, as a file; without a call, what notes mark as tips."""
    found = gather(view.tx, view.network.id, call, scope)
    title = call.title if call else _tips_of(scope)
    if not found:
        return _nothing(call, title)
    words = ngettext(
        "Here is the playbook “{title}”, with {count} example or tip.",
        "Here is the playbook “{title}”, with {count} examples and tips.",
        len(found),
    )
    name = _NO_NAME.sub(" ", title).strip(" .")[:60] or "playbook"
    page = as_markdown(title, found, _removal(view))
    file = File(f"{name}.md", page.encode(), _("to read, as Markdown."))
    hint = () if scope.event or scope.theme else _how_to_add_notes(view, title)
    return Message((*say(words.format(title=title, count=len(found))).blocks, file, *hint))


def _removal(view: View) -> Removal | None:
    """Where somebody named in a session's notes asks to be taken out, if there is such a page."""
    where, network = view.names.removal, view.network.id
    return (lambda session: where(session, network)) if where else None


def _how_to_add_notes(view: View, title: str) -> tuple[Block, ...]:
    words = _("To add the lines that notes mark as tips, name an event or theme: {line}.")
    return say(rich(words, line=view.code(f'{PLAYBOOK} "{title}" theme:data'))).blocks


def _tips_of(scope: Scope) -> str:
    event = scope.event.name if scope.event else ""
    if scope.theme and event:
        return _("Tips about {theme} from {event}").format(theme=scope.theme, event=event)
    if scope.theme:
        return _("Tips about {theme}").format(theme=scope.theme)
    return _("Tips from {event}").format(event=event)


def _nothing(call: NoteCall | None, title: str) -> Message:
    if call:
        return say(_("Nothing has been added to “{title}” yet.").format(title=title))
    words = _("There is nothing in “{title}” yet: notes mark a tip by a line that begins “Tip:”.")
    return say(words.format(title=title))


def _row(call: NoteCall, count: int) -> Rich:
    words = ngettext("{count} example or tip", "{count} examples and tips", count)
    return (Bold(call.title), f" · {words.format(count=count)}")


def _add(call: NoteCall) -> Button:
    return Button(_("Add one"), "notes call add", call.id, "primary")


def _playbook(call: NoteCall) -> Button:
    return Button(_("Get the playbook"), PLAYBOOK, call.id)
