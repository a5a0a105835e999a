"""What a search input offers for the letters typed so far: our own lists, best first."""

from collections.abc import Iterable

from bot.command import Call
from bot.form import Option
from bot.resemblance import rank
from bot.wording.language import gettext as _
from storage.naming import clean, fold

MOST = 20
NEW = "new:"
LONGEST = 75
"""Of an option's label, and of a name that is added."""


def suggest(call: Call, source: str, query: str) -> list[Option]:
    """Return at most 20 options of this network: organisations, interests or members.

    The value is an organisation's or member's id, or an interest's name; "new:TEXT" is offered
    last for what is not in the list yet. Nothing typed: the first of the list.
    """
    match source:
        case "organisations":
            return _organisations(call, query)
        case "interests":
            return _interests(call, query)
        case "members":
            return _members(call, query)
        case _:
            return []


def _organisations(call: Call, query: str) -> list[Option]:
    known = call.tx.organisations.names(call.network.id)
    found: dict[str, Option] = {}
    for index in rank(query, [name for name, _id in known]):
        name, organisation_id = known[index]
        now = call.tx.organisations.get(organisation_id, call.network.id).name
        hint = "" if name == now else _("also known as {name}").format(name=name)
        found.setdefault(organisation_id, Option(organisation_id, _short(now), _short(hint)))
        if len(found) == MOST - 1:
            break
    offered = list(found.values())
    return offered + _new(query, known_names=(name for name, _id in known), what=_ADD_ORGANISATION)


def _interests(call: Call, query: str) -> list[Option]:
    known = call.tx.interests.known(call.network.id)
    offered = [Option(known[i], _short(known[i])) for i in rank(query, known)[: MOST - 1]]
    return offered + _new(query, known_names=known, what=_ADD_INTEREST)


def _members(call: Call, query: str) -> list[Option]:
    people = [
        member
        for member in call.tx.members.present(call.network.id)
        if call.member is None or member.id != call.member.id
    ]
    by_name = rank(query, [member.name for member in people])[:MOST]
    return [
        Option(people[i].id, _short(people[i].name), _short(people[i].organisation))
        for i in by_name
    ]


_ADD_ORGANISATION = "organisation"
_ADD_INTEREST = "interest"


def _new(query: str, known_names: Iterable[str], what: str) -> list[Option]:
    """Offer to add what was typed, unless it is there already."""
    text = clean(query, LONGEST)
    if not text or fold(text) in {fold(name) for name in known_names}:
        return []
    label = {
        _ADD_ORGANISATION: _("Add “{name}” as a new organisation"),
        _ADD_INTEREST: _("Add “{name}” as a new interest"),
    }[what]
    return [Option(f"{NEW}{text}", _short(label.format(name=clean(query, 40))))]


def _short(text: str) -> str:
    return clean(text, LONGEST)
