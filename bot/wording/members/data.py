"""What we keep about a person, as they can read it; and the words around deleting it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from textwrap import wrap

from bot.message import (
    Block,
    Bold,
    Bullets,
    Heading,
    Message,
    Paragraph,
    paragraph,
    say,
)
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all, say_date, say_moment
from bot.wording.meetings.working_days import say_days
from bot.wording.members.data_words import fields, kinds, titles
from bot.wording.people import say_sector
from bot.wording.schemes.rhythms import say_weekday
from bot.wording.view import View
from storage.types import AccountId

LONGEST_PART = 2_900
_LONGEST_LINE = 1_400

Rows = Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is kept: the heading it stands under, and its facts in words.

    `alone`: nothing else of its kind is kept, so its facts stand below each other.
    """

    heading: str
    facts: tuple[str, ...]
    alone: bool

    @property
    def length(self) -> int:
        return len(self.heading) + sum(len(fact) + 4 for fact in self.facts)


def parts(view: View, account_id: AccountId, asked: datetime) -> list[list[Row]]:
    """Return everything kept about the account's person, in parts of fewer than 3,000 characters.

    `asked` is when they asked: what was recorded since is left out, so that parts told one after
    the other fit together.
    """
    found = view.tx.export.everything(account_id, view.network.id)
    packed: list[list[Row]] = [[]]
    room = LONGEST_PART
    for row in _rows(view, found, asked):
        if row.length > room and packed[-1]:
            packed.append([])
            room = LONGEST_PART
        packed[-1].append(row)
        room -= row.length
    return packed


def part(view: View, account_id: AccountId, number: int, asked: datetime) -> Message | None:
    """Return one part as a message; None where there is no such part any more."""
    packed = parts(view, account_id, asked)
    if not 1 <= number <= len(packed):
        return None
    title = _("Your data, part {number} of {count}").format(number=number, count=len(packed))
    blocks: list[Block] = [Heading(title)]
    if number == 1:
        words = _("This is everything that {network} keeps about you, as of {moment}.")
        moment = say_moment(asked, view.zone)
        blocks.append(paragraph(words, network=view.network.name, moment=moment))
    return Message((*blocks, *_sections(packed[number - 1])))


def on_its_way(count: int) -> Message:
    """The answer to "my data"."""
    return say(
        ngettext(
            "We're sending you everything we keep about you, in {count} message.",
            "We're sending you everything we keep about you, in {count} messages.",
            count,
        ).format(count=count),
        _("It can take a minute."),
    )


def _sections(rows: Sequence[Row]) -> Iterator[Block]:
    """Each heading with its rows: one row as facts below each other, several as a list."""
    for heading, under in groupby(rows, lambda row: row.heading):
        yield Paragraph((Bold(heading),))
        told = list(under)
        single = told[0].facts if told[0].alone else tuple("; ".join(row.facts) for row in told)
        yield Bullets(tuple((text,) for text in single))


def _rows(view: View, found: Mapping[str, Rows], asked: datetime) -> Iterator[Row]:
    # Messages come last: they are the longest, and the only ones that change by themselves.
    for table in sorted(found, key=lambda name: (name == "delivery", _order(name))):
        kept = [row for row in found[table] if not _is_later(row, asked)]
        for row in kept:
            facts = tuple(_facts(view, row))
            alone = len(kept) == 1 and sum(map(len, facts)) < _LONGEST_LINE
            yield from _cut(Row(_title(table), facts, alone))


def _cut(row: Row) -> Iterator[Row]:
    """A row that is too long for a message, such as a long message, goes on in another."""
    if row.length < _LONGEST_LINE:
        yield row
        return
    for piece in wrap("; ".join(row.facts), _LONGEST_LINE, break_on_hyphens=False):
        yield Row(row.heading, (piece,), alone=False)


def _is_later(row: Mapping[str, object], asked: datetime) -> bool:
    made = row.get("created_at") or row.get("at")
    if not isinstance(made, str) or made[2:3] == ":":  # "09:00" is when a digest comes
        return False
    then = datetime.fromisoformat(made)
    return then > asked or (then == asked and row.get("kind") == "Kept")


def _facts(view: View, row: Mapping[str, object]) -> Iterator[str]:
    told = dict(row) | _contact(row) | _kind(row)
    if row.get("kind") == "Kept":  # an earlier answer such as this one: not told twice over
        told.pop("text", None)
    for name, value in told.items():
        if value not in (None, "", []):
            words = _("{label}: {value}")
            yield words.format(label=_field(name), value=_value(view, name, value))


def _kind(row: Mapping[str, object]) -> dict[str, object]:
    kind = row.get("kind")
    return {"kind": kinds().get(kind, kind)} if isinstance(kind, str) else {}


def _contact(row: Mapping[str, object]) -> dict[str, object]:
    """What a partner may see, from its sealed column."""
    kept = row.get("contact")
    ways = json.loads(str(kept)) if kept else {}
    return {"contact": [f"{name} {way}" for name, way in ways.items() if way]} if kept else {}


def _value(view: View, name: str, value: object) -> str:
    if name == "sector":
        return say_sector(str(value))
    if name == "work_days":
        return say_days(str(value))
    if name == "weekday":
        return say_weekday(int(str(value)))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return say_all(str(item) or _("somebody who has left") for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    if isinstance(value, float):
        return f"{value:.1f}"
    return _moment(view, str(value))


def _moment(view: View, text: str) -> str:
    """Say a date or moment in full; anything else stays as it is."""
    try:
        if len(text) == len("2026-11-24"):
            return say_date(date.fromisoformat(text))
        return say_moment(datetime.fromisoformat(text), view.zone) if "T" in text else text
    except ValueError:
        return text


def _order(table: str) -> int:
    known = list(titles())
    return known.index(table) if table in known else len(known)


def _title(table: str) -> str:
    """What a table holds, in words; a new table is named by its name until it has words."""
    return titles().get(table, table.replace("_", " "))


def _field(name: str) -> str:
    """What a column holds, in words; a new one is named by its name until it has words."""
    return fields().get(name, name.replace("_", " "))
