"""Notes that members follow for themselves: what they read, and what is answered about it."""

from collections.abc import Sequence

from bot.message import Bullets, Button, Buttons, Code, Message, Rich, Small, rich, say
from bot.wording.carrying_on.conversations import post_buttons
from bot.wording.language import gettext as _
from bot.wording.notes.note_follows import say_notes
from bot.wording.notes.note_posts import head
from bot.wording.view import View
from storage.notes import Note
from storage.session_records import EventSession


def to_read(view: View, session: EventSession, note: Note) -> Message:
    """The notes in a screen at most, where all of them are, and how to get no more."""
    read = Button(_("Read the notes"), "notes show", session.id, "primary")
    end = rich(_("You follow notes like these. To get no more, type {off}."), off=_off(view))
    buttons = Buttons((read, *post_buttons(view, session).buttons))
    return Message((*head(view, session, note, thread=False), buttons, Small(end)))


def followed(view: View, theme: str) -> Message:
    """They come from now on."""
    words = _("You get {notes} from now on, when somebody posts them in a channel.")
    return say(
        words.format(notes=say_notes(theme)),
        rich(_("To get no more, type {off}."), off=_off(view)),
    )


def following(view: View, themes: Sequence[str]) -> Message:
    """What they follow, and how to change it."""
    more = rich(
        _("To get the notes of a theme, type {follow}."),
        follow=view.code(f"notes follow me {_('data sharing')}"),
    )
    if not themes:
        return say(_("You follow no session notes yourself."), more)
    rows: tuple[Rich, ...] = tuple((say_notes(theme),) for theme in themes)
    end = rich(_("To get no more, type {off}."), off=_off(view))
    return say(_("You get:"), Bullets(rows), more, end)


def ended(view: View, themes: Sequence[str]) -> Message:
    """None come any more; what came stays."""
    if not themes:
        return following(view, themes)
    return say(_("You get no more session notes. What you have stays."))


def nowhere() -> str:
    """We have no conversation with them yet."""
    return _("Write to us in a direct message first, and type this there. Nothing has changed.")


def _off(view: View) -> Code:
    return view.code("notes follow me off")
