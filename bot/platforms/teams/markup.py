"""Sentences as Teams takes them: nothing that a person typed becomes markup, a mention or a date.

Nearly all words are TextRuns of a RichTextBlock, in which no markdown is read ("Markdown is not
supported", Adaptive Cards schema 1.5). Only a line that mentions somebody, and a heading, has to be
a TextBlock, whose small markdown is escaped letter by letter. Each line is an element of its own,
since clients differ in what a line break in the middle of a text means.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from bot.heard import PlaceHeard
from bot.message import Bold, Code, Italic, Link, Mention, Part, Rich
from bot.shown import tidy
from storage.naming import clean

Json = dict[str, Any]

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_LONGEST_URL = 2_048
_LONGEST_NAME = 80
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>&#+\-.!|~])")
_AT = re.compile(r"<(?=\s*+(?:/\s*+)?at\b)", re.IGNORECASE)
_TWICE = re.compile(r"\{(?=\{)")
_JOINT, _HAIR, _GRAVE = "\u2060", "\u200a", "\u02cb"
_SIGN = re.compile(r"[*~]|(?<![^\W_])_|_(?![^\W_])")
_OPENS = re.compile(r"<|&(?=#?\w+;)|!(?=\[)|\](?=[\[:])")
_BLOCK = re.compile(r"[>#+=\-]|\d+[.)]")
_USER_ID = re.compile(r"29:[\w:.=-]{1,200}\Z|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a chain of presses and forms began: what follows is about that place."""

    place: PlaceHeard | None = None


NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class Reader:
    """Where a card is read: its tenant, and the ids of people who are in that conversation.

    Teams may refuse a message that mentions anybody else, so others are named in words. `files`
    are the addresses of files that a reader can open, by their bytes. `origin` goes with every
    button. `mentions`, the one person whom a name stands for in a card, is found by `naming`.
    """

    tenant: str
    present: Collection[str] = ()
    files: Mapping[bytes, str] = field(default_factory=dict)
    origin: Origin = NOWHERE
    mentions: Mapping[str, Mention] = field(default_factory=dict)

    def knows(self, person: Mention) -> bool:
        """Whether Teams is to name this person here, and so to tell them."""
        return self.mentions.get(name_of(person)) == person


def naming(reader: Reader, texts: Iterable[Rich]) -> Reader:
    """Return the reader with whom Teams can name in these texts: the first of each name."""
    found: dict[str, Mention] = {}
    for part in (part for text in texts for part in text):
        if isinstance(part, Mention) and _is_here(part, reader) and name_of(part):
            found.setdefault(name_of(part), part)
    return replace(reader, mentions=found)


def _is_here(person: Mention, reader: Reader) -> bool:
    known = person.platform == "teams" and person.authority == reader.tenant
    return known and person.user in reader.present and bool(_USER_ID.match(person.user))


def is_address(url: str) -> bool:
    """Return whether a link may lead there: https, mail, or this machine (to try things out)."""
    if len(url) > _LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return "@" in parts.path
    return bool(host) and (
        parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    )


def inert(text: str) -> str:
    """Return a text that Teams would not read as a mention, a link or a date to work out.

    An invisible joint stands where such a thing would begin; what people see is the same.
    """
    text = _AT.sub(f"<{_JOINT}", text)
    return _TWICE.sub(f"{{{_JOINT}", text).replace("](", f"]{_JOINT}(")


def label(text: str, limit: int) -> str:
    """Return one line for a button, an input or a choice; never empty."""
    return inert(clean(text, limit)) or "…"


def choice(text: str, limit: int) -> str:
    """Return one line for a choice or an error, which some clients read as markdown; never empty.

    Others show it letter by letter, backslashes too: so nothing is escaped, but hair spaces and
    joints part what would be a sign, and a grave accent stands for a backtick.
    """
    shown = label(text, limit).replace("`", _GRAVE)
    parted = _SIGN.sub(f"{_HAIR}\\g<0>{_HAIR}", shown)
    parted = _OPENS.sub(f"\\g<0>{_JOINT}", parted)
    return f"{_JOINT}{parted}" if _BLOCK.match(parted) else parted


def escape(text: str) -> str:
    """Return a text that a TextBlock shows letter by letter."""
    return _MARKDOWN.sub(r"\\\1", inert(text))


def lines(text: Rich) -> list[Rich]:
    """Return the lines of a sentence that say something, tidied."""
    rows: list[list[Part]] = [[]]
    for part in text:
        for number, words in enumerate(_rows(part)):
            if number:
                rows.append([])
            if words:
                rows[-1].append(_say(part, words))
    return [tuple(row) for row in rows if "".join(map(_words, row)).strip()]


def _rows(part: Part) -> list[str]:
    """Each row is tidied by itself, so that what runs from right to left is isolated in each."""
    shown = tidy(_words(part))
    return [tidy(row) for row in shown.split("\n")] if "\n" in shown else [shown]


def _words(part: Part) -> str:
    if isinstance(part, str):
        return part
    return clean(part.name, _LONGEST_NAME) if isinstance(part, Mention) else part.text


def _say(part: Part, words: str) -> Part:
    if isinstance(part, str):
        return words
    return part if isinstance(part, Mention) else replace(part, text=words)


def draw_line(line: Rich, reader: Reader, style: Json | None = None) -> Json:
    """Return one line as an element: a RichTextBlock, or a TextBlock where it mentions somebody."""
    if any(isinstance(part, Mention) and reader.knows(part) for part in line):
        words = "".join(_markdown(part, reader) for part in line)
        return {"type": "TextBlock", "text": words.strip(), "wrap": True} | (style or {})
    return {"type": "RichTextBlock", "inlines": [_run(part) | (style or {}) for part in line]}


def _run(part: Part) -> Json:
    run: Json = {"type": "TextRun", "text": inert(_words(part))}
    match part:
        case Bold():
            return run | {"weight": "bolder"}
        case Italic():
            return run | {"italic": True}
        case Code():
            return run | {"fontType": "monospace"}
        case Link(url=url) if is_address(url):
            return run | {"selectAction": {"type": "Action.OpenUrl", "url": url}}
        case _:
            return run


def _markdown(part: Part, reader: Reader) -> str:
    words = escape(_words(part))
    match part:
        case Mention() if reader.knows(part):
            return at(part)
        case Bold():
            return _around(words, "**")
        case Italic():
            return _around(words, "_")
        case Link(url=url) if is_address(url):
            return f"[{words}]({url.replace('(', '%28').replace(')', '%29')})"
        case _:
            return words


def _around(words: str, mark: str) -> str:
    inner = words.strip()
    return words.replace(inner, f"{mark}{inner}{mark}", 1) if inner else words


def name_of(person: Mention) -> str:
    """Return the name as it can stand in a mention."""
    return clean(re.sub(r"[<>&\\*_\[\]{}`]", " ", person.name), 80)


def at(person: Mention) -> str:
    """Return what stands in the text where Teams is to name somebody."""
    return f"<at>{name_of(person)}</at>"


def entities(mentions: Mapping[str, Mention]) -> list[Json]:
    """Return who is meant by each mention: an entry of the card's `msteams.entities` each."""
    return [
        {
            "type": "mention",
            "text": at(person),
            "mentioned": {"id": person.user, "name": name},
        }
        for name, person in mentions.items()
    ]
