"""Which members an organiser names: "@Ade Bello @Jo", "Ade and Jo", or mentions."""

import re
from collections.abc import Sequence

from bot.command import Call, Refusal
from bot.meaning.people import KEY, account_said, key_said
from bot.resemblance import rank
from bot.wording.language import gettext as _
from bot.wording.language import say_all
from storage.naming import fold
from storage.types import Account, Member

# Between two names, but not inside the brackets that tell namesakes apart by organisation.
_BETWEEN = re.compile(r"\s*(?:,|\band\b|\bwith\b|&)\s*(?![^(]*\))", re.IGNORECASE)
_MOST = 3


def find_members(call: Call, count: int) -> list[Member]:
    """Return the members whom the words name, that many; Refusal that says what was understood."""
    names = split_names(call.args, count)
    if len(names) != count:
        words = (
            _("We need the names of two people, such as {example}.")
            if count == 2
            else _("We need the name of one person, such as {example}.")
        )
        example = "@Ade Bello @Jo Park" if count == 2 else "@Ade Bello"
        raise Refusal(words.format(example=example), _("Nothing has changed."))
    return [find_member(call, name) for name in names]


def split_names(args: Sequence[str], count: int) -> list[str]:
    """Return the names in some words: mentioned, after an @, on both sides of "and", or quoted."""
    text = " ".join(args)
    marked = KEY.sub(r",\g<0>,", text).replace("@", ",")
    parts = [part for part in _BETWEEN.split(marked) if part]
    if len(parts) == count or marked != text:
        return parts
    return [text] if count == 1 else list(args)


def find_member(call: Call, name: str) -> Member:
    """Return the member of this name; Refusal that lists who may be meant.

    Of two people of one name, "Name (Organisation)" means one.
    """
    if key_said(name):
        return _mentioned(call, name)
    present = call.tx.members.present(call.network.id)
    wanted = fold(name)
    exact = [m for m in present if wanted in (fold(m.name), fold(_with_organisation(m)))]
    part = [m for m in present if wanted in fold(m.name).split()]
    for found in (exact, part):
        if len(found) == 1:
            return found[0]
    raise _unclear(name, exact or part or _near(name, present))


def find_account(call: Call, name: str) -> Account:
    """Return the account of a mention or of a member's name; Refusal."""
    name = name.strip().lstrip("@")
    key = key_said(name)
    if key:
        # Only whoever uses the bot shows that they are still there: known accounts stay as they are
        return call.tx.accounts.find(key) or call.tx.accounts.see(key, call.space.id)
    member = find_member(call, name)
    accounts = call.tx.members.accounts(member.id)
    here = [account for account in accounts if account.space_id == call.space.id]
    if not accounts:
        raise _unclear(name, [])
    return (here or accounts)[0]


def _mentioned(call: Call, name: str) -> Member:
    account = account_said(call, name)
    member = call.tx.members.find(call.network.id, account.id) if account else None
    if member is None:
        called = account.name if account and account.name else _("that person")
        raise _unclear(called, [])
    return member


def _near(name: str, members: Sequence[Member]) -> list[Member]:
    return [members[index] for index in rank(name, [m.name for m in members])][:_MOST]


def _with_organisation(member: Member) -> str:
    return f"{member.name} ({member.organisation})" if member.organisation else member.name


def _unclear(called: str, found: Sequence[Member]) -> Refusal:
    if not found:
        words = _("We know nobody called {name} in this network.").format(name=called)
        return Refusal(words, _("Nothing has changed."))
    people = say_all(_with_organisation(member) for member in found[:_MOST])
    words = _("We don't know whom you mean by {name}. Perhaps: {people}?")
    namesakes = len({fold(member.name) for member in found}) < len(found)
    how = (
        _("Type the name with the organisation in brackets. Nothing has changed.")
        if namesakes
        else _("Type the full name. Nothing has changed.")
    )
    return Refusal(words.format(name=called, people=people), how)
