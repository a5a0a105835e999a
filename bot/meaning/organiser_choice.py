"""Whose account is meant when organisers are added or removed."""

from bot.command import Call, Refusal
from bot.form import Values
from bot.meaning.named_members import find_account
from bot.wording.organisers import organisers
from storage.naming import fold
from storage.types import Account, AccountId, MemberId


def choose_account(call: Call, values: Values | None = None) -> Account:
    """Return the account of a mention, a member's name or a chosen member; Refusal."""
    if values is None:
        return find_account(call, call.rest)
    member = call.tx.members.get(MemberId(_value(values)), call.network.id)
    accounts = call.tx.members.accounts(member.id)
    if not accounts:
        raise Refusal(organisers.no_account(member))
    here = [account for account in accounts if account.space_id == call.space.id]
    return (here or accounts)[0]


def choose_organiser(call: Call, values: Values | None = None) -> Account:
    """Return an organiser's account by name, mention or choice; Refusal."""
    known = call.tx.networks.organisers(call.network.id)
    chosen = call.ref if values is None else _value(values)
    wanted = fold(call.rest.lstrip("@"))
    for account in known:
        if account.id == AccountId(chosen) or (wanted and fold(account.name) == wanted):
            return account
    part = [account for account in known if wanted and wanted in fold(account.name).split()]
    return part[0] if len(part) == 1 else find_account(call, call.rest)


def _value(values: Values) -> str:
    value = values.get(organisers.WHO, "")
    return value if isinstance(value, str) else "".join(value[:1])
