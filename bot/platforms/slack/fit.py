"""Fit a message into Slack's room before it is rendered: neutral blocks in, fewer or shorter out.

One message must stay one message (Slack splits what is longer), and its buttons must stay.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.message import (
    Block,
    Bullets,
    Buttons,
    Divider,
    Fields,
    File,
    Heading,
    Mention,
    Paragraph,
    Part,
    Picture,
    Rich,
    Small,
    plain,
)
from bot.platforms.slack.text import room, shorten
from storage.naming import clean

Row = TypeVar("Row")

MESSAGE_TEXT = 3_800
MESSAGE_BLOCKS = 50
VIEW_TEXT = 40_000
VIEW_BLOCKS = 100
BLOCK_TEXT = 3_000

# Text that runs from right to left gets one unit before and one after it.
_ISOLATES = 2
# A row begins with a bullet and a space, and ends with a break.
_ROW = 3


def fit(blocks: Iterable[Block], text: int, most: int) -> tuple[Block, ...]:
    """Return the blocks that hold `text` units in at most `most` blocks, controls kept.

    What does not fit is cut at its end with "…", and what would follow is left out; buttons are
    left out last.
    """
    kept: list[Block] = []
    left = text
    for block in _fewest(_in_parts(blocks), most):
        size = size_of(block)
        if size > min(left, BLOCK_TEXT):
            block = _shorten(block, min(left, BLOCK_TEXT))
        left = max(0, left - size)
        if _says_something(block):
            kept.append(block)
    return tuple(kept)


def share_out(blocks: Iterable[Block], text: int, most: int) -> list[tuple[Block, ...]]:
    """Return the blocks as pages that each hold `text` units in at most `most` blocks.

    Nothing is left out; a heading stays with what it is over.
    """
    pages: list[list[Block]] = [[]]
    left = text
    for block in _in_parts(blocks):
        size = min(size_of(block), BLOCK_TEXT)
        if pages[-1] and (size > left or len(pages[-1]) >= most):
            heading = pages[-1].pop() if isinstance(pages[-1][-1], Heading) else None
            pages.append([heading] if heading else [])
            left = text - (size_of(heading) if heading else 0)
        pages[-1].append(block)
        left -= size
    return [tuple(page) for page in pages if page]


def _in_parts(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return what says something, lists that are longer than a block in several blocks."""
    return tuple(part for block in blocks if _says_something(block) for part in _parts(block))


def _parts(block: Block) -> Iterator[Block]:
    match block:
        case Bullets(items=items):
            yield from (Bullets(part) for part in _share_rows(items, _size))
        case Fields(pairs=pairs):
            yield from (
                Fields(part)
                for part in _share_rows(pairs, lambda pair: _size((f"{pair[0]}: ", *pair[1])))
            )
        case _:
            yield block


def _share_rows(rows: Sequence[Row], size_of_row: Callable[[Row], int]) -> list[tuple[Row, ...]]:
    parts: list[list[Row]] = [[]]
    left = BLOCK_TEXT
    for row in rows:
        size = size_of_row(row) + _ROW
        if parts[-1] and size > left:
            parts.append([])
            left = BLOCK_TEXT
        parts[-1].append(row)
        left -= size
    return [tuple(part) for part in parts]


def size_of(block: Block) -> int:
    """Return how many units of text the block shows, row by row; controls count nothing."""
    return sum(_size(text) + _ROW for text in _texts(block))


def _size(text: Rich) -> int:
    return sum(room(plain((part,))) for part in text)


def _fewest(blocks: tuple[Block, ...], most: int) -> list[Block]:
    """Return at most so many blocks: first the words from the end go, then the controls."""
    surplus = len(blocks) - most
    words = [index for index, block in enumerate(blocks) if not isinstance(block, Buttons)]
    dropped = set(words[-surplus:]) if surplus > 0 else set[int]()
    return [block for index, block in enumerate(blocks) if index not in dropped][:most]


def _says_something(block: Block) -> bool:
    if isinstance(block, Divider):
        return True
    if isinstance(block, Buttons):
        return bool(block.buttons)
    return any(clean(plain(text), 10) for text in _texts(block))


def _texts(block: Block) -> list[Rich]:
    match block:
        case Heading(text=words):
            return [(words,)]
        case Paragraph(text=text) | Small(text=text):
            return [text]
        case Bullets(items=items):
            return list(items)
        case Fields(pairs=pairs):
            return [(f"{label}: ", *value) for label, value in pairs]
        case Picture(alt=alt):
            return [(alt,)]
        case File(name=name, says=says):
            return [(f"{name}: {says}",)]
        case Divider() | Buttons():
            return []


def _shorten(block: Block, limit: int) -> Block:
    match block:
        case Heading(text=words):
            return Heading(shorten(words, limit))
        case Paragraph(text=text):
            return Paragraph(cut_rich(text, limit))
        case Small(text=text):
            return Small(cut_rich(text, limit))
        case Bullets(items=items):
            return Bullets(tuple(_cut_rows(items, limit)))
        case Fields(pairs=pairs):
            rows = _cut_rows([(f"{label}: ", *value) for label, value in pairs], limit)
            return Fields(tuple((pairs[n][0], row[1:]) for n, row in enumerate(rows) if row[1:]))
        case Picture(alt=alt):
            return replace(block, alt=shorten(alt, limit))
        case File() | Divider() | Buttons():
            return block


def _cut_rows(rows: Iterable[Rich], limit: int) -> list[Rich]:
    kept: list[Rich] = []
    for row in rows:
        if limit <= 0:
            break
        kept.append(cut_rich(row, limit - _ROW))
        limit -= _size(row) + _ROW
    return kept


def cut_rich(text: Rich, limit: int) -> Rich:
    """Return the parts that fit, the last one cut at a visible letter with "…"."""
    kept: list[Part] = []
    for part in text:
        size = room(plain((part,)))
        if size > limit:
            kept.append(_cut_part(part, limit))
            break
        kept.append(part)
        limit -= size
    return tuple(part for part in kept if plain((part,)))


def _cut_part(part: Part, limit: int) -> Part:
    words = plain((part,))
    edge = " " if words[:1].isspace() else ""
    words = edge + shorten(words, limit - len(edge) - _ISOLATES, lines=True)
    if isinstance(part, str):
        return words
    return replace(part, name=words) if isinstance(part, Mention) else replace(part, text=words)
