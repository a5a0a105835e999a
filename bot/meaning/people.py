"""Which member a typed name means: somebody they met first, then anybody of the network."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from bot.command import Call
from storage.naming import fold
from storage.types import Account, AccountKey, Member

_CLOSE = 82
_MOST = 3

KEY = re.compile(r"\b([a-z]+):([^:\s,()]+):([^:\s,()]+)")
"""How a platform writes somebody who was mentioned: by the key of their account."""

Found = tuple[Member | None, list[Member]]


def find_people(call: Call, text: str) -> Found:
    """Return the member who is certainly meant, or else up to three who may be.

    Certain is a full name that one member of this network has, or a part of a name that only one
    of the people they were introduced to has.
    """
    mentioned = account_said(call, text)
    if mentioned:
        member = call.tx.members.find(call.network.id, mentioned.id)
        return member, []
    everybody = [m for m in call.tx.members.present(call.network.id) if m.id != call.me.id]
    met_ids = call.tx.introductions.partners(call.me.id)
    met = [member for member in everybody if member.id in met_ids]
    others = [member for member in everybody if member.id not in met_ids]
    certain, perhaps = find_among(text, met)
    if certain:
        return certain, []
    named = [member for member in everybody if fold(member.name) == _wanted(text)]
    if len(named) == 1:
        return named[0], []
    return None, (named or perhaps or _nearest(_wanted(text), [*met, *others]))[:_MOST]


def account_said(call: Call, text: str) -> Account | None:
    """Return the account that somebody mentioned, if it is known."""
    key = key_said(text)
    return call.tx.accounts.find(key) if key else None


def key_said(text: str) -> AccountKey | None:
    """Return the key of the account that these words mention, if they are a mention."""
    found = KEY.fullmatch(text.strip().lstrip("@"))
    return AccountKey(found[1], found[2], found[3]) if found else None


def find_among(text: str, members: Sequence[Member]) -> Found:
    """Return the one of these whose name it is, wholly or in part; or up to three who may be."""
    wanted = _wanted(text)
    for fits in (_is, _has_part):
        certain = [member for member in members if fits(member, wanted)]
        if len(certain) == 1:
            return certain[0], []
        if certain:
            return None, certain[:_MOST]
    return None, _nearest(wanted, members)


def _wanted(text: str) -> str:
    return fold(text).lstrip("@").strip()


def _is(member: Member, wanted: str) -> bool:
    return bool(wanted) and fold(member.name) == wanted


def _has_part(member: Member, wanted: str) -> bool:
    return bool(wanted) and wanted in fold(member.name).split()


def _nearest(wanted: str, members: Iterable[Member]) -> list[Member]:
    scored = [(fuzz.WRatio(wanted, fold(member.name)), member) for member in members]
    near = [(score, member) for score, member in scored if score >= _CLOSE]
    near.sort(key=lambda hit: -hit[0])  # stable: of equals, people they met come first
    return [member for _score, member in near[:_MOST]]
