"""Which members an organiser names: "@Ade Bello @Jo", "Ade and Jo", or a mention."""

import re
from collections.abc import Sequence
from gettext import gettext as _

from bot.command import Call, Refusal
from bot.resemblance import rank
from bot.wording.language import say_all
from storage.naming import fold
from storage.types import Account, AccountKey, Member

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|([^>]*))?>")
_BETWEEN = re.compile(r"\s*(?:,|\band\b|\bwith\b|&)\s*", re.IGNORECASE)
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
    """Return the names in some words: each begins with @, or stands between "and", or is quoted."""
    text = " ".join(args)
    mentions = _MENTION.findall(text)
    if mentions:
        return [f"<@{user}|{name}>" for user, name in mentions]
    if "@" in text:
        return [part.strip(" ,") for part in _without_and(text).split("@") if part.strip(" ,")]
    parts = [part for part in _BETWEEN.split(text) if part]
    if len(parts) == count or count == 1:
        return parts if len(parts) == count else [text]
    return list(args)


def find_member(call: Call, name: str) -> Member:
    """Return the member of this name; Refusal that lists who may be meant."""
    present = call.tx.members.present(call.network.id)
    mention = _MENTION.search(name)
    if mention:
        account = call.tx.accounts.find(_key(call, mention[1]))
        member = call.tx.members.find(call.network.id, account.id) if account else None
        if member:
            return member
        name = mention[2] or mention[1]
    wanted = fold(name.lstrip("@"))
    exact = [m for m in present if fold(m.name) == wanted]
    part = [m for m in present if wanted in fold(m.name).split()]
    for found in (exact, part):
        if len(found) == 1:
            return found[0]
    raise _unclear(name, exact or part or _near(name, present))


def find_account(call: Call, name: str) -> Account:
    """Return the account of a mention or of a member's name; Refusal."""
    mention = _MENTION.search(name)
    if mention:
        return call.tx.accounts.see(_key(call, mention[1]), call.space.id, mention[2] or "")
    member = find_member(call, name)
    accounts = call.tx.members.accounts(member.id)
    here = [account for account in accounts if account.space_id == call.space.id]
    if not accounts:
        raise _unclear(name, [])
    return (here or accounts)[0]


def _key(call: Call, user: str) -> AccountKey:
    return AccountKey(call.space.platform, call.space.authority, user)


def _without_and(text: str) -> str:
    return re.sub(r"\s+(?:and|with|&)\s+(?=@)", " ", text, flags=re.IGNORECASE)


def _near(name: str, members: Sequence[Member]) -> list[Member]:
    return [members[index] for index in rank(name.lstrip("@"), [m.name for m in members])][:_MOST]


def _unclear(name: str, found: Sequence[Member]) -> Refusal:
    called = name.lstrip("@")
    if not found:
        words = _("We know nobody called {name} in this network.").format(name=called)
        return Refusal(words, _("Nothing has changed."))
    people = say_all(
        f"{member.name} ({member.organisation})" if member.organisation else member.name
        for member in found[:_MOST]
    )
    words = _("We don't know whom you mean by {name}. Perhaps: {people}?")
    return Refusal(
        words.format(name=called, people=people),
        _("Type the full name. Nothing has changed."),
    )
