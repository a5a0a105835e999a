"""Conversations as they stand under a session's notes, and which one is meant."""

from bot.message import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Link,
    Paragraph,
    Small,
    rich,
)
from bot.wording.carrying_on.carrying import name_of
from bot.wording.language import gettext as _
from bot.wording.language import ngettext
from bot.wording.view import View
from storage.session_records import EventSession

_MOST_OUTCOMES = 3


def standing(view: View, session: EventSession) -> list[Block]:
    """Under a session's notes: who carries it on, what came of it, who wrote about it."""
    blocks: list[Block] = []
    carrying = view.tx.carrying.of(session)
    name = name_of(view, carrying.member_id) if carrying.state == "carried" else ""
    if name:
        blocks.append(Small((_("{name} carries this on.").format(name=name),)))
    outcomes = view.tx.outcomes.of_sessions([session.id])
    if outcomes:
        blocks.append(Paragraph((Bold(_("What happened next")),)))
        blocks.append(Bullets(tuple((one.text,) for one in outcomes[-_MOST_OUTCOMES:])))
    for link in view.tx.session_links.of_sessions([session.id]):
        words = _("Written up: {link}") if link.kind == "write-up" else _("See also: {link}")
        blocks.append(Small(rich(words, link=Link(link.title or link.url, link.url))))
    return blocks


def post_buttons(view: View, session: EventSession) -> Buttons:
    """What people may press under notes in a channel."""
    buttons = [Button(_("I'm interested"), "notes interested", session.id)]
    if view.tx.carrying.of(session).state == "open":
        buttons.append(Button(_("I'll carry it on"), "notes volunteer", session.id))
    return Buttons(tuple(buttons))


def which(count: int) -> str:
    """One of several conversations is to be chosen."""
    return ngettext(
        "Which conversation do you mean?", "Which of these {count} conversations?", count
    ).format(count=count)


def choose() -> str:
    """Choose one of several."""
    return _("Choose")


def no_such_event(name: str) -> tuple[str, ...]:
    """No event has this name."""
    words = _("We can't find an event called “{name}”. Nothing has changed.")
    return (words.format(name=name[:80]),)
