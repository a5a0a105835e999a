"""Buttons as a card's actions: the command line is the `verb`, the reference is in its `data`.

Teams keeps nothing for us, and whoever presses could change what is sent: so nothing in `data` is
a right. What a reference opens is decided anew by its command.
"""

from collections.abc import Sequence

from bot.message import Button, Confirm, LinkButton
from bot.platforms.teams.markup import (
    NOWHERE,
    Json,
    Origin,
    Reader,
    draw_line,
    escape,
    is_address,
    label,
    lines,
)
from bot.shown import as_typed

PRESS, SUBMIT = "press", "submit"
VERSION = "1.5"

_IN_ROW = 6
_LONGEST_TITLE = 100
_STYLES = {"primary": "positive", "danger": "destructive"}


def rows(buttons: Sequence[Button | LinkButton], reader: Reader) -> list[Json]:
    """Return action sets of at most six, the most that Teams shows side by side."""
    drawn = [action for button in buttons if (action := _action(button, reader))]
    starts = range(0, len(drawn), _IN_ROW)
    return [{"type": "ActionSet", "actions": drawn[n : n + _IN_ROW]} for n in starts]


def _action(button: Button | LinkButton, reader: Reader) -> Json | None:
    if isinstance(button, LinkButton):
        opened = {"type": "Action.OpenUrl", "title": label(button.label, _LONGEST_TITLE)}
        return opened | {"url": button.url} if is_address(button.url) else None
    if button.confirm is None:
        return press(button, reader.origin)
    return _named(button, "Action.ShowCard") | {"card": _ask(button, button.confirm, reader)}


def press(button: Button, origin: Origin = NOWHERE, title: str = "") -> Json:
    """Return what runs a button's command; nothing that is typed into the card goes with it."""
    named = _named(button, "Action.Execute") | ({"title": title} if title else {})
    data = carry(PRESS, button.command, button.ref, origin)
    return named | {"verb": as_typed(button.command), "data": data, "associatedInputs": "none"}


def carry(kind: str, command: str, ref: str, origin: Origin) -> Json:
    """Return the hidden part of an action; `line` stands there for dialogs, which send no verb."""
    place = origin.place
    where = {"p": place.external_id, "k": place.kind, "n": place.name} if place else {}
    return {"t": kind, "line": as_typed(command), "ref": as_typed(ref)} | where


def _named(button: Button, kind: str) -> Json:
    named: Json = {"type": kind, "title": label(button.label, _LONGEST_TITLE)}
    if button.style in _STYLES:
        named["style"] = _STYLES[button.style]
    if button.spoken:
        named["tooltip"] = label(button.spoken, _LONGEST_TITLE)
    return named


def _ask(button: Button, confirm: Confirm, reader: Reader) -> Json:
    """What cannot be undone asks once more, in a card that opens under its button."""
    body = [heading(confirm.title)]
    body += [draw_line(line, reader) for line in lines((confirm.text,))]
    yes = press(button, reader.origin, title=label(confirm.yes, _LONGEST_TITLE))
    return {"type": "AdaptiveCard", "version": VERSION, "body": body, "actions": [yes]}


def heading(words: str, size: str = "medium") -> Json:
    """Return a heading, which a screen reader finds as one."""
    text = escape(label(words, 500))
    return {
        "type": "TextBlock",
        "text": text,
        "style": "heading",
        "size": size,
        "weight": "bolder",
        "wrap": True,
    }
