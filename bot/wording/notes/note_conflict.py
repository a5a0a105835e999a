"""Two people changed the same notes: what each changed, in words, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Heading,
    Message,
    Paragraph,
    Rich,
    Small,
    say,
)
from bot.refs import pack_ref
from bot.wording.language import gettext as _
from bot.wording.language import ngettext
from bot.wording.notes.note_drafts import kept
from bot.wording.view import View
from jobs.sessions.merging import compare
from jobs.sessions.note_taking import Written
from storage.note_drafts import NoteDraft
from storage.session_records import EventSession

_MOST_LINES = 12
_LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class Clash:
    """The notes as somebody opened them (`base`), as they are now, and as they were typed.

    `version` is the one that is shown as theirs; `who` wrote it, empty where we cannot say.
    """

    session: EventSession
    version: int
    base: Written
    theirs: Written
    mine: Written
    who: str


def asked(view: View, draft: NoteDraft, clash: Clash) -> Message:
    """Show both changes and ask which to keep; the typed version is a draft meanwhile."""
    who = clash.who or _("Somebody else")
    title = clash.session.title
    first = (
        _("{who} changed the notes of “{title}” while you wrote.")
        if clash.base.text or clash.base.summary
        else _("{who} has written notes of “{title}” already.")
    )
    ref = pack_ref(d=draft.id, v=clash.version)
    return say(
        first.format(who=who, title=title),
        _("Nothing is lost, and yours are not saved yet. Choose what to keep."),
        kept(view, draft),
        *_changes(_("What {who} changed").format(who=who), clash.base, clash.theirs),
        *_changes(_("What you changed"), clash.base, clash.mine),
        *_facts(clash),
        Small((_("“Keep both” joins them. Where you both changed a line, both lines stay."),)),
        Buttons(
            (
                Button(_("Keep both"), "notes keep both", ref, "primary"),
                Button(_("Use mine"), "notes use mine", ref),
                Button(_("Keep theirs"), "notes keep theirs", ref),
            )
        ),
    )


def kept_theirs(session: EventSession, draft: Paragraph) -> Message:
    """The notes stay as the other wrote them."""
    words = _("The notes of “{title}” stay as they are.").format(title=session.title)
    return say(words, draft, Buttons((Button(_("Read them"), "notes show", session.id),)))


def nothing_open() -> tuple[str, ...]:
    """Nobody else changed what this person wrote, or it is settled."""
    return (_("There are no two versions to choose between now. Nothing has changed."),)


def _changes(heading: str, base: Written, now: Written) -> tuple[Block, ...]:
    """A heading and a line for each change, each beginning with what happened to it."""
    lines: list[Rich] = []
    for label, was, text in (
        (_("Summary"), base.summary, now.summary),
        ("", base.text, now.text),
    ):
        changed = compare(was, text)
        where = f"{label}. " if label else ""
        lines += [(where + _("Added: "), _short(line)) for line in changed.added]
        lines += [(where + _("Removed: "), _short(line)) for line in changed.removed]
    if now.title != base.title and base.title and now.title:
        lines.insert(0, (_("New title: "), now.title))
    if not lines:
        return (Heading(heading), Paragraph((_("No line of the notes."),)))
    return (Heading(heading), Bullets((*lines[:_MOST_LINES], *_more(lines))))


def _more(lines: Sequence[Rich]) -> tuple[Rich, ...]:
    left = len(lines) - _MOST_LINES
    if left <= 0:
        return ()
    return ((ngettext("and one more line", "and {count} more lines", left).format(count=left),),)


def _facts(clash: Clash) -> tuple[Block, ...]:
    """Facts of which one only can stay, where the two differ."""
    plan, mine = clash.session.plan, clash.mine
    rows = ((_("Session number"), plan.number, mine.number), (_("Room"), plan.room, mine.room))
    words = _("{fact}: theirs is “{theirs}”, yours “{mine}”. “Keep both” keeps theirs.")
    return tuple(
        Paragraph((words.format(fact=fact, theirs=theirs, mine=own),))
        for fact, theirs, own in rows
        if theirs and own and theirs != own
    )


def _short(line: str) -> str:
    return line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"
