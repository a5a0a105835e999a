"""Messages as Adaptive Cards 1.5. Pure: a message and its reader's tenant in, JSON out.

Elements used, and no others: TextBlock, RichTextBlock with TextRuns (a link is a run with
`selectAction`), ActionSet, Image; inputs in `inputs`; Action.Execute, Action.OpenUrl and
Action.ShowCard. Sizes: learn.microsoft.com, "Format your bot messages"; counted in UTF-16.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator

from bot.message import (
    Block,
    Bold,
    Bullets,
    Buttons,
    Divider,
    Fields,
    File,
    Heading,
    Link,
    Message,
    Paragraph,
    Part,
    Picture,
    Rich,
    Small,
    plain_text,
)
from bot.platforms.teams.actions import VERSION, heading, rows
from bot.platforms.teams.markup import (
    Json,
    Reader,
    draw_line,
    entities,
    inert,
    is_address,
    lines,
    naming,
)
from bot.platforms.teams.paging import Sizes, keep, share_out
from bot.shown import measure
from bot.wording import cards as wording
from bot.wording.pictures import in_words
from storage.naming import clean

PAGE_BYTES = 28 * 1024
WHOLE_BYTES = 80 * 1024

_FALLBACK = 1_200
_SPOKEN = 800
_SUMMARY = 150
_LARGEST_PICTURE = 8_000
_LONGEST_ALT = 2_000
# What stands around a card's body: its words alone, the words to speak, and whom it mentions.
_ENVELOPE_BYTES = 2 * (_FALLBACK + _SPOKEN) + 4_000


def render_message(message: Message, reader: Reader) -> Json:
    """Return one card of less than 80 KB; what does not fit is left out, controls last."""
    whole = _card(message.blocks, reader)
    for room in _rooms(WHOLE_BYTES):
        if bytes_of(whole) < WHOLE_BYTES:
            break
        whole = _card(keep(message.blocks, _sizes(reader), room), reader)
    return whole


def render_pages(message: Message, reader: Reader) -> list[Json]:
    """Return a message as one card or several of less than 28 KB, so that nothing of it is cut."""
    pages = [_card(message.blocks, reader)]
    for room in _rooms(PAGE_BYTES):
        if max(map(bytes_of, pages)) < PAGE_BYTES:
            break
        pages = [_card(page, reader) for page in share_out(message.blocks, _sizes(reader), room)]
    return pages


def _rooms(most: int) -> Iterator[int]:
    """For a card's body, beside its words to read and to speak: less where these take more."""
    yield from (most - _ENVELOPE_BYTES, most - 2 * _ENVELOPE_BYTES)


def summary_of(message: Message) -> str:
    """Return the first words of a message, for the notification that Teams shows of it."""
    rows_ = (clean(row, _SUMMARY) for row in plain_text(message).splitlines())
    return next((inert(row) for row in rows_ if row), "") or _labels(message.blocks)


def bytes_of(drawn: object) -> int:
    """Return how large JSON is as Teams counts: two bytes for each UTF-16 unit."""
    return 2 * measure(json.dumps(drawn, ensure_ascii=False))


def _sizes(reader: Reader) -> Sizes:
    return lambda block: bytes_of(render_blocks((block,), reader))


def _card(blocks: Iterable[Block], reader: Reader) -> Json:
    shown = tuple(blocks)
    reader = naming(reader, (text for block in shown for text in texts_of(block)))
    words = plain_text(Message(shown)) or _labels(shown)
    return envelope(render_blocks(shown, reader), words, reader)


def envelope(body: list[Json], words: str, reader: Reader) -> Json:
    """Return a whole card: its body, and its words for who cannot see it or hears it."""
    people: Json = {"entities": entities(reader.mentions)} if reader.mentions else {}
    return {
        "type": "AdaptiveCard",
        "$schema": "https://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        "lang": "en",
        "fallbackText": inert(clean(words, _FALLBACK, lines=True)) or "…",
        "speak": spoken(words) or "…",
        "body": body,
        "msteams": {"width": "Full"} | people,
    }


def spoken(words: str) -> str:
    """Return words as they are read out: a line a sentence, nothing that SSML takes as a tag."""
    said = words.replace("&", " and ").translate({ord("<"): " ", ord(">"): " ", ord("•"): " "})
    rows_ = (clean(row, _SPOKEN) for row in said.splitlines())
    ended = (row if row[-1] in ".!?…:" else f"{row}." for row in rows_ if row)
    return clean(" ".join(ended), _SPOKEN)


def _labels(blocks: Iterable[Block]) -> str:
    buttons = (each for block in blocks if isinstance(block, Buttons) for each in block.buttons)
    return clean(", ".join(button.label for button in buttons), _SUMMARY)


def render_blocks(blocks: Iterable[Block], reader: Reader) -> list[Json]:
    """Return the elements of a card's body. A divider is a line over the element after it."""
    drawn: list[Json] = []
    divided = False
    for block in blocks:
        elements = _render(block, reader)
        if divided and elements:
            elements[0] |= {"separator": True, "spacing": "medium"}
        divided = isinstance(block, Divider) or (divided and not elements)
        drawn += elements
    return drawn


def _render(block: Block, reader: Reader) -> list[Json]:
    match block:
        case Heading(text=words):
            return [heading(words)] if clean(words, 10) else []
        case Paragraph(text=text):
            return _close(draw_line(line, reader) for line in lines(text))
        case Small(text=text):
            return _close(draw_line(line, reader, {"size": "small"}) for line in lines(text))
        case Bullets(items=items):
            return _close(drawn for item in items for drawn in _bullet(item, reader))
        case Fields(pairs=pairs):
            facts = ((Bold(f"{name}:"), " ", *value) for name, value in pairs)
            return _close(draw_line(line, reader) for fact in facts for line in lines(fact))
        case Divider():
            return []
        case _:
            return _render_thing(block, reader)


def _render_thing(block: Buttons | Picture | File, reader: Reader) -> list[Json]:
    match block:
        case Buttons(buttons=buttons):
            return rows(buttons, reader)
        case Picture():
            return _picture(block, reader)
        case File():
            return _close(draw_line(line, reader) for line in lines(_file(block, reader)))


def _close(elements: Iterable[Json]) -> list[Json]:
    """The lines of one block stand close together."""
    drawn = list(elements)
    return drawn[:1] + [line | {"spacing": "small"} for line in drawn[1:]]


def _bullet(item: Rich, reader: Reader) -> Iterator[Json]:
    """A point, its further lines set under it."""
    for number, line in enumerate(lines(item)):
        yield draw_line(("    " if number else "•  ", *line), reader)


def _picture(picture: Picture, reader: Reader) -> list[Json]:
    """A small picture travels in the card; of a larger one, the words."""
    if len(picture.png) > _LARGEST_PICTURE:
        return [draw_line(line, reader) for line in lines((in_words(picture),))]
    image = {
        "type": "Image",
        "url": f"data:image/png;base64,{b64encode(picture.png).decode('ascii')}",
        "altText": clean(picture.alt, _LONGEST_ALT, lines=True) or "…",
    }
    title = [draw_line(line, reader) for line in lines((Bold(picture.title),))]
    return [*title, image]


def _file(file: File, reader: Reader) -> Rich:
    address = reader.files.get(file.content, "")
    if is_address(address):
        return (Link(file.name, address), f": {file.says}")
    shown: Part = Bold(file.name)
    return (shown, f": {wording.unsent(file.says)}")


def texts_of(block: Block) -> list[Rich]:
    """Return the sentences of a block in which somebody may be mentioned."""
    match block:
        case Paragraph(text=text) | Small(text=text):
            return [text]
        case Bullets(items=items):
            return list(items)
        case Fields(pairs=pairs):
            return [value for _name, value in pairs]
        case _:
            return []
