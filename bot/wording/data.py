"""What we keep about a person, as they can read it; and the words around deleting it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from gettext import gettext as _
from gettext import ngettext
from textwrap import wrap

from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Confirm,
    Heading,
    Message,
    Paragraph,
    paragraph,
    rich,
    say,
)
from bot.wording.language import say_all, say_date, say_moment
from bot.wording.view import View
from storage.types import AccountId

LONGEST_PART = 2_900
_LONGEST_LINE = 1_400

Rows = Sequence[Mapping[str, object]]
Line = tuple[str, str]  # the heading it stands under, and the line


def parts(view: View, account_id: AccountId, asked: datetime) -> list[list[Line]]:
    """Return everything kept about the account's person, in parts of fewer than 3,000 characters.

    `asked` is when they asked: what was recorded since is left out, so that parts told one after
    the other fit together.
    """
    found = view.tx.export.everything(account_id, view.network.id)
    packed: list[list[Line]] = [[]]
    room = LONGEST_PART
    for line in _lines(view, found, asked):
        needed = len(line[0]) + len(line[1]) + 4
        if needed > room and packed[-1]:
            packed.append([])
            room = LONGEST_PART
        packed[-1].append(line)
        room -= needed
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
            "We're sending you everything we keep about you, in {count} direct message.",
            "We're sending you everything we keep about you, in {count} direct messages.",
            count,
        ).format(count=count),
        _("It can take a minute."),
    )


def _sections(lines: Sequence[Line]) -> Iterator[Block]:
    heading, items = "", list[str]()
    for title, text in lines:
        if title != heading and items:
            yield Paragraph((heading,))
            yield Bullets(tuple((item,) for item in items))
            items = []
        heading = title
        items.append(text)
    if items:
        yield Paragraph((heading,))
        yield Bullets(tuple((item,) for item in items))


def _lines(view: View, found: Mapping[str, Rows], asked: datetime) -> Iterator[Line]:
    # Messages come last: they are the longest, and the only ones that change by themselves.
    for table in sorted(found, key=lambda name: (name == "delivery", _order(name))):
        for row in found[table]:
            if not _is_later(row, asked):
                yield from _row(view, table, row)


def _is_later(row: Mapping[str, object], asked: datetime) -> bool:
    made = row.get("created_at") or row.get("at")
    if not isinstance(made, str):
        return False
    then = datetime.fromisoformat(made)
    return then > asked or (then == asked and row.get("kind") == "Kept")


def _row(view: View, table: str, row: Mapping[str, object]) -> Iterator[Line]:
    told = dict(row) | _contact(row)
    if told.get("kind") == "Kept":  # an earlier answer such as this one: not told twice over
        told.pop("text", None)
    facts = [
        _("{label}: {value}").format(label=_field(name), value=_value(view, value))
        for name, value in told.items()
        if value not in (None, "", [])
    ]
    text = "; ".join(facts)
    for piece in wrap(text, _LONGEST_LINE, break_on_hyphens=False) or []:
        yield _title(table), piece


def _contact(row: Mapping[str, object]) -> dict[str, object]:
    """What a partner may see, from its sealed column."""
    kept = row.get("contact")
    ways = json.loads(str(kept)) if kept else {}
    return {"contact": [f"{name} {way}" for name, way in ways.items() if way]} if kept else {}


def _value(view: View, value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return say_all(str(item) or _("somebody who has left") for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
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
    known = list(_titles())
    return known.index(table) if table in known else len(known)


def _title(table: str) -> str:
    """What a table holds, in words; a new table is named by its name until it has words."""
    return _titles().get(table, table.replace("_", " "))


def _titles() -> dict[str, str]:
    return {
        "member": _("What you told us"),
        "member_interest": _("Your interests"),
        "account": _("Your accounts"),
        "account_choice": _("The network you chose here"),
        "place": _("Our conversation with you"),
        "consent": _("What you agreed to, and when"),
        "enrolment": _("Schemes you're in, or were"),
        "seat": _("Whom you've been introduced to"),
        "left_out": _("Rounds in which we found nobody for you"),
        "avoid": _("People you don't want to be introduced to"),
        "report": _("What you told the organisers"),
        "organiser": _("Your role as an organiser"),
        "audit": _("What you did as an organiser"),
        "errand": _("What you asked us to do"),
        "delivery": _("Messages we sent you"),
    }


def _field(name: str) -> str:
    """What a column holds, in words; a new one is named by its name until it has words."""
    return {
        "added_at": _("since"),
        "answered_at": _("answered"),
        "at": _("when"),
        "authority": _("workspace"),
        "contact": _("contact details for partners"),
        "created_at": _("when"),
        "debt": _("how much more you count in the next round"),
        "external_id": _("the platform's name for it"),
        "external_user": _("the platform's name for you"),
        "gone": _("account closed"),
        "introduced_at": _("introduced"),
        "joined_at": _("joined"),
        "kind": _("what"),
        "last_score": _("how well your last introduction fitted"),
        "left_at": _("left"),
        "notice_version": _("version of the privacy notice"),
        "paused_until": _("paused until"),
        "reported_at": _("when"),
        "sat_out": _("left out last time"),
        "skip_next": _("sitting out the next round"),
    }.get(name, name.replace("_", " "))


# Deleting


def ask_to_forget(view: View) -> Message:
    """Say what deleting does and what cannot be undone, with the button that does it."""
    button = Button(
        _("Delete everything about me"),
        "forget me now",
        style="danger",
        confirm=Confirm(
            title=_("Delete everything?"),
            text=_("This can't be undone. We can't bring anything back."),
            yes=_("Delete everything"),
            no=_("Keep it"),
        ),
    )
    return say(
        _("This deletes what {network} keeps about you. It can't be undone.").format(
            network=view.network.name
        ),
        Bullets(
            (
                (_("You leave every scheme, and an open introduction is called off."),),
                (_("Your name, organisation, interests and contact details are deleted."),),
                (_("Your list of people to avoid is deleted."),),
                (_("People you were introduced to keep a nameless line in their history."),),
                (_("Messages that people have already received stay with them."),),
            )
        ),
        rich(
            _("To see what we keep first, type {my_data}. To go ahead, press or type {now}."),
            my_data=view.code("my data"),
            now=view.code("forget me now"),
        ),
        Buttons((button,)),
    )


def forgotten(view: View) -> Message:
    """The last words to somebody who was forgotten."""
    return say(
        _("It's done: everything that {network} kept about you is deleted.").format(
            network=view.network.name
        ),
        _("Thank you for having been here. You're welcome back at any time."),
    )


def last_organiser(view: View) -> Message:
    """The only organiser cannot vanish: the network would be nobody's."""
    return say(
        _("You're the only organiser of this network, so we can't delete your data yet."),
        rich(
            _("First make somebody else an organiser: type {add}. Nothing has changed."),
            add=view.code("organisers add"),
        ),
    )
