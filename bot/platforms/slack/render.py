"""Messages as Block Kit. Pure: a message and its reader's workspace in, JSON out.

Limits: docs.slack.dev, Block Kit reference; figures in docs/decisions.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count

from bot.message import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Channel,
    Confirm,
    Divider,
    Fields,
    File,
    Heading,
    Link,
    LinkButton,
    Mention,
    Message,
    Paragraph,
    Part,
    Picture,
    Rich,
    Small,
    plain,
    plain_text,
)
from bot.platforms.slack import text as slack_text
from bot.platforms.slack.fit import BLOCK_TEXT, MESSAGE_BLOCKS, MESSAGE_TEXT, fit, share_out
from bot.platforms.slack.press import Pressed, pack_value
from bot.platforms.slack.richtext import bullets, elements, is_address, rich_text, section
from bot.platforms.slack.text import Json, escape, shorten
from bot.wording.pictures import in_words, unsent

PRESS, OPEN = "press", "open"

_BUTTONS_IN_ROW = 25
_LONGEST_ID = 255
_NOT_PLAIN = re.compile(r"[^a-z0-9 _-]", re.IGNORECASE)
_LONGEST_SMALL = 2_000
_LONGEST_ALT = 2_000

Files = Mapping[bytes, str]
"""What Slack has of ours, by its bytes: the ids of pictures, the addresses of other files."""


def render_message(message: Message, authority: str, files: Files | None = None) -> Json:
    """Return `text`, which stands alone in notifications and screen readers, and `blocks`.

    Pictures that are not among `files` are told in words.
    """
    blocks = fit(message.blocks, MESSAGE_TEXT, MESSAGE_BLOCKS)
    drawn = render_blocks(blocks, authority, files=files)
    return {"text": _stand_alone(message), "blocks": drawn}


def render_pages(message: Message, authority: str) -> list[Json]:
    """Return a message as one or several, so that nothing of it is cut; at least one."""
    pages = share_out(message.blocks, MESSAGE_TEXT, MESSAGE_BLOCKS) or [()]
    return [render_message(replace(message, blocks=page), authority) for page in pages]


def render_blocks(
    blocks: Iterable[Block], authority: str, first: int = 0, files: Files | None = None
) -> list[Json]:
    """Return Block Kit blocks; every control has an action id of its own, numbered from `first`."""
    numbers = count(first)
    drawn: list[Json] = []
    for block in blocks:
        if isinstance(block, Picture):
            drawn.append(_picture(block, authority, files or {}))
        elif isinstance(block, File):
            drawn.append(_file(block, authority, files or {}))
        else:
            drawn += _render(block, authority, numbers)
    return drawn


def _stand_alone(message: Message) -> str:
    words = plain_text(message) or ", ".join(_labels(message.blocks))
    return escape(shorten(words, MESSAGE_TEXT, lines=True))


def _labels(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Buttons):
            yield from (button.label for button in block.buttons)


def _picture(picture: Picture, authority: str, files: Files) -> Json:
    file = files.get(picture.png)
    if file is None:
        words = shorten(in_words(picture), BLOCK_TEXT, lines=True)
        return rich_text([section((words,), authority)])
    title = {"title": slack_text.plain_text(picture.title, 2_000)} if picture.title else {}
    return {
        "type": "image",
        "slack_file": {"id": file},
        "alt_text": shorten(picture.alt, _LONGEST_ALT, lines=True) or "…",
    } | title


def _file(file: File, authority: str, files: Files) -> Json:
    """A link to the file, by which Slack shares it with whoever reads the message."""
    link = files.get(file.content)
    shown: Part = Link(file.name, link) if link else Bold(file.name)
    said: Rich = (shown, f": {file.says}") if link else (shown, f": {unsent(file)}")
    return rich_text([section(said, authority)])


def _render(
    block: Heading | Paragraph | Bullets | Fields | Small | Divider | Buttons,
    authority: str,
    numbers: Iterator[int],
) -> list[Json]:
    match block:
        case Heading(text=words):
            return [header(words)]
        case Paragraph(text=text):
            return [rich_text([section(text, authority)])]
        case Bullets(items=items):
            return [rich_text([bullets(items, authority)])]
        case Fields(pairs=pairs):
            return [rich_text([_facts(pairs, authority)])]
        case Small(text=text):
            return [_small(text, authority)]
        case Divider():
            return [{"type": "divider"}]
        case Buttons(buttons=buttons):
            return _rows(buttons, numbers)


def header(words: str) -> Json:
    """Return a heading."""
    return {"type": "header", "text": slack_text.plain_text(words, 150)}


def _facts(pairs: tuple[tuple[str, Rich], ...], authority: str) -> Json:
    """One fact a line: read in order by ear, and whole on a phone."""
    parts: list[Part] = []
    for label, value in pairs:
        parts.extend((*(("\n",) if parts else ()), Bold(f"{label}:"), " ", *value))
    return {"type": "rich_text_section", "elements": elements(tuple(parts), authority)}


def _small(text: Rich, authority: str) -> Json:
    """A context block is plain text; a link or mention, which it cannot hold, needs a sentence."""
    if any(isinstance(part, Link | Mention | Channel) for part in text):
        return rich_text([section(text, authority)])
    return {
        "type": "context",
        "elements": [slack_text.plain_text(plain(text), _LONGEST_SMALL, lines=True)],
    }


def _rows(buttons: tuple[Button | LinkButton, ...], numbers: Iterator[int]) -> list[Json]:
    drawn = [_button(button, next(numbers)) for button in buttons]
    starts = range(0, len(drawn), _BUTTONS_IN_ROW)
    return [{"type": "actions", "elements": drawn[n : n + _BUTTONS_IN_ROW]} for n in starts]


def _button(button: Button | LinkButton, number: int) -> Json:
    label = {"type": "button", "text": slack_text.plain_text(button.label, 75)}
    if isinstance(button, LinkButton):
        address = {"url": button.url} if is_address(button.url) else {}
        return label | {"action_id": f"{OPEN}:{number}"} | address
    return label | _action(button, number)


def _action(button: Button, number: int) -> Json:
    action: Json = {
        "action_id": f"{PRESS}:{number}:{_NOT_PLAIN.sub('', button.command)}"[:_LONGEST_ID],
        "value": pack_value(Pressed(button.command, button.ref)),
    }
    if button.style != "plain":
        action["style"] = button.style
    if button.spoken:
        action["accessibility_label"] = shorten(button.spoken, 75)
    if button.confirm:
        action["confirm"] = _confirm(button.confirm)
    return action


def _confirm(confirm: Confirm) -> Json:
    return {
        "title": slack_text.plain_text(confirm.title, 100),
        "text": slack_text.plain_text(confirm.text, 300, lines=True),
        "confirm": slack_text.plain_text(confirm.yes, 30),
        "deny": slack_text.plain_text(confirm.no, 30),
    }
