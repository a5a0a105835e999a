"""Fit a message into Teams' room: blocks in, pages of blocks out; sizes are of what is drawn."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from bot.message import (
    Block,
    Bullets,
    Buttons,
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

Sizes = Callable[[Block], int]
Row = TypeVar("Row")

_MORE = Paragraph(("…",))


def share_out(blocks: Iterable[Block], size_of: Sizes, room: int) -> list[tuple[Block, ...]]:
    """Return pages that each take at most `room` bytes; a heading stays with what it is over.

    Nothing is left out: what is larger than a page is divided, at a space where there is one.
    """
    pages: list[list[Block]] = [[]]
    left = room
    parts = (part for whole in blocks for part in _parts(whole, size_of, room // 2))
    for block, size in parts:
        if pages[-1] and size > left:
            kept = [pages[-1].pop()] if isinstance(pages[-1][-1], Heading) else []
            pages.append(list(kept))
            left = room - sum(map(size_of, kept))
        pages[-1].append(block)
        left -= size
    return [tuple(page) for page in pages if page]


def keep(blocks: Iterable[Block], size_of: Sizes, room: int) -> tuple[Block, ...]:
    """Return what fits on one page: words from the end go first, then buttons."""
    whole = tuple(blocks)
    pages = share_out(whole, size_of, room)
    if len(pages) < 2:
        return whole
    buttons = [block for block in whole if isinstance(block, Buttons)]
    words = (block for block in whole if not isinstance(block, Buttons))
    for_buttons = min(room // 2, sum(map(size_of, buttons)))
    first = share_out(words, size_of, room - for_buttons - size_of(_MORE))[:1]
    pressed = share_out(buttons, size_of, for_buttons)[:1]
    return (*(block for page in first for block in page), _MORE, *(b for p in pressed for b in p))


def _parts(block: Block, size_of: Sizes, room: int) -> Iterator[tuple[Block, int]]:
    """Yield a block, or the parts of one that is larger than the room, with their sizes."""
    size = size_of(block)
    halves = _halve(block) if size > room else None
    if halves is None:
        yield block, size
        return
    for half in halves:
        yield from _parts(half, size_of, room)


def _halve(block: Block) -> tuple[Block, Block] | None:
    match block:
        case Paragraph(text=text) | Small(text=text):
            texts = _halve_rich(text)
            return (type(block)(texts[0]), type(block)(texts[1])) if texts else None
        case Bullets(items=items):
            rows = _halve_rows(items, _halve_rich)
            return (Bullets(rows[0]), Bullets(rows[1])) if rows else None
        case Fields(pairs=pairs):
            facts = _halve_rows(pairs, _halve_fact)
            return (Fields(facts[0]), Fields(facts[1])) if facts else None
        case Buttons(buttons=buttons):
            most = len(buttons) // 2
            return (Buttons(buttons[:most]), Buttons(buttons[most:])) if most else None
        case _:
            return _halve_words(block)


def _halve_words(block: Block) -> tuple[Block, Block] | None:
    """Words that belong to something are said as a paragraph where they are long."""
    match block:
        case Heading(text=words) | Picture(alt=words) | File(says=words):
            return _halve(Paragraph((words,)))
        case _:
            return None


def _halve_rows(
    rows: tuple[Row, ...], halve: Callable[[Row], tuple[Row, Row] | None]
) -> tuple[tuple[Row, ...], tuple[Row, ...]] | None:
    if len(rows) > 1:
        return rows[: len(rows) // 2], rows[len(rows) // 2 :]
    halves = halve(rows[0]) if rows else None
    return ((halves[0],), (halves[1],)) if halves else None


def _halve_fact(fact: tuple[str, Rich]) -> tuple[tuple[str, Rich], tuple[str, Rich]] | None:
    halves = _halve_rich(fact[1])
    return ((fact[0], halves[0]), (fact[0], halves[1])) if halves else None


def _halve_rich(text: Rich) -> tuple[Rich, Rich] | None:
    """Divide a sentence in the middle: between parts, or within the part that is there."""
    middle = len(plain(text)) // 2
    if not middle:
        return None
    done = 0
    for number, part in enumerate(text):
        size = len(plain((part,)))
        if done + size > middle:
            first, second = _halve_part(part, middle - done)
            halves = (*text[:number], *first), (*second, *text[number + 1 :])
            return halves if all(map(plain, halves)) else None
        done += size
    return None


def _halve_part(part: Part, near: int) -> tuple[Rich, Rich]:
    words = plain((part,))
    at = max(words.rfind(" ", 0, near), words.rfind("\n", 0, near)) + 1 or near
    if isinstance(part, Mention) or not at:
        return (), (part,)
    if isinstance(part, str):
        return (words[:at],), (words[at:],)
    return (replace(part, text=words[:at]),), (replace(part, text=words[at:]),)
