"""What is answered about session notes: kept, shown, changed, and what is missing."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.message import Block, Button, Buttons, Fields, Heading, Message, Paragraph, Rich, rich, say
from bot.wording.language import gettext as _
from bot.wording.language import say_all, say_moment
from bot.wording.notes import post_links
from bot.wording.view import View
from storage.notes import Note
from storage.session_records import EventSession
from storage.types import EventId

_LONGEST_LABEL = 70
_PITCH = re.compile(r"[Pp]\d{1,4}")


def no_such_session(words: str) -> tuple[str, ...]:
    """No session has this number or these words."""
    if not words:
        return (_("There are no sessions here yet. Nothing has changed."),)
    if _PITCH.fullmatch(words.strip()):
        return (
            _("No pitch has the number {number} now. Nothing has changed.").format(number=words),
            _("It may have a place by now, or was taken back. You can type words of its title."),
        )
    return (
        _("We can't find a session for “{words}”. Nothing has changed.").format(words=words[:80]),
        _("You can type its number on the grid, its short code, or words of its title."),
    )


def which_session() -> str:
    """Several sessions may be meant."""
    return _("Which session do you mean?")


def labels_of(sessions: Sequence[EventSession], events: Mapping[EventId, str]) -> list[str]:
    """What buttons call sessions: by title, with what tells them apart: the event, the room."""
    several = len({one.event_id for one in sessions}) > 1
    titles = Counter((one.title, one.event_id) for one in sessions)
    return [
        _label(
            one.title,
            events.get(one.event_id, "") if several and one.event_id else "",
            one.plan.room if titles[one.title, one.event_id] > 1 else "",
        )
        for one in sessions
    ]


def _label(title: str, event: str, room: str) -> str:
    beside = ", ".join(filter(None, (event[:28], room[:12])))
    if not beside:
        return title[:_LONGEST_LABEL]
    words = _("{title} ({beside})")
    return words.format(title=title[: _LONGEST_LABEL - len(beside) - 3], beside=beside)


def saved(view: View, session: EventSession, note: Note) -> Message:
    """The notes are kept; where they stand already, the posts change with them."""
    first = (
        _("Your notes of “{title}” are saved.") if note.version == 1 else _("“{title}” is saved.")
    )
    return say(
        first.format(title=session.title),
        _where_they_stand(view, session),
        Buttons(
            (
                Button(_("Preview"), "notes preview", session.id, "primary"),
                Button(_("Change"), "notes edit", session.id),
            )
        ),
    )


def _where_they_stand(view: View, session: EventSession) -> Rich:
    standing = view.tx.note_posts.standing(session.id)
    if not standing:
        return (_("Nothing is posted yet. Have a look first, then choose where they go."),)
    words = _("What is posted in {channels} changes with it.")
    return rich(words, channels=post_links.say_posts(view, standing))


def shown(view: View, session: EventSession, summary: str, text: str) -> Message:
    """A session's notes, whole: facts first, then the summary, then everything.

    `text` ends with what was added on the page for the room.
    """
    return Message(
        (
            Heading(session.title[:150]),
            *facts(view, session),
            *((Paragraph((summary,)),) if summary else ()),
            *(Paragraph((part,)) for part in text.split("\n\n") if part),
            *_posted(view, session),
            Buttons((Button(_("Change"), "notes edit", session.id),)),
        )
    )


def _posted(view: View, session: EventSession) -> tuple[Block, ...]:
    standing = view.tx.note_posts.standing(session.id)
    if not standing:
        return ()
    where = rich(_("Posted in {channels}."), channels=post_links.say_posts(view, standing))
    return (Paragraph(where),)


def facts(view: View, session: EventSession) -> tuple[Fields, ...]:
    """Where and when it was, who led it and who took the notes."""
    plan = session.plan
    when = say_moment(plan.starts_at, view.zone) if plan.starts_at else ""
    names = plan.consent != "chatham"
    rows = (
        (_("Session"), plan.number),
        (_("Room"), plan.room),
        (_("When"), when),
        (_("Led by"), say_all(plan.leaders) if names else ""),
        (_("Notes by"), say_all(plan.note_takers) if names else ""),
        (_("Themes"), say_all(plan.themes)),
    )
    pairs: tuple[tuple[str, Rich], ...] = tuple((label, (words,)) for label, words in rows if words)
    return (Fields(pairs),) if pairs else ()


def none_yet(session: EventSession) -> Message:
    """A session without notes."""
    return say(
        _("Nobody has written notes of “{title}” yet.").format(title=session.title),
        Buttons((Button(_("Write notes"), "notes new", session.id, "primary"),)),
    )


def no_notes(session: EventSession, *more: Block) -> Message:
    """The people of a session agreed that nothing is written down."""
    return replace(
        say(
            _("The people in “{title}” asked that no notes are taken, so we keep none.").format(
                title=session.title
            ),
            _("If that has changed, ask an organiser. Nothing is posted."),
            *more,
        ),
        failed=True,
    )


def too_long(session: EventSession) -> Message:
    """The notes are longer than any form holds."""
    return say(
        _("The notes of “{title}” are too long for a form here.").format(title=session.title),
        _("Nothing has changed. Open the session's page to change them."),
    )
