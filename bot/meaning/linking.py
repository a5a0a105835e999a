"""Which other account is meant: that of a code which was typed, or one of the same address."""

from dataclasses import dataclass

from bot.command import Call, Refusal
from bot.form import Answer
from bot.meaning.typed_codes import find_typed_code
from bot.refs import pack_ref, read_ref
from bot.stamps import stamp
from bot.wording.members import linking
from bot.wording.members.linking import OTHER
from bot.wording.view import View
from jobs.members.doubles import find_doubles
from storage.errors import NotFoundError
from storage.link_codes import LinkCode
from storage.types import Account, AccountId, Member, Network


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody was asked whether an account is theirs. `mine` is the asked account's member, if
    it is one or was; `code` is None where a verified address suggests it."""

    network: Network
    mine: Member | None
    owner: Member
    other: Account
    code: LinkCode | None = None


def read_link_code(call: Call) -> LinkCode:
    """Return the code that was typed, still good; else refuse, without naming anybody."""
    code = find_typed_code(
        call,
        call.tx.link_codes.find,
        too_many=linking.too_many_guesses(),
        unknown=linking.unknown_code(call.names),
    )
    if code.account_id == call.account.id:
        raise Refusal(*linking.own_code())
    if code.used_at:
        raise Refusal(*linking.used_code())
    if code.expires_at <= call.now:
        raise Refusal(*linking.expired_code())
    return code


def of_code(call: Call, code: LinkCode) -> Asked:
    """Return whose account a code is from; Refusal where it can do nothing here."""
    tx, here = call.tx, code.network_id
    owner = tx.members.find(here, code.account_id)
    if owner is None:
        raise Refusal(*linking.expired_code())
    if call.space.id not in tx.networks.spaces_of(here):
        raise Refusal(*linking.not_here())
    mine = tx.members.find(here, call.account.id, left=True)
    if mine and mine.id == owner.id:
        raise Refusal(*linking.linked_already())
    return Asked(tx.networks.get(here), mine, owner, tx.accounts.get(code.account_id), code)


def find_asked(call: Call) -> Asked:
    """Return what the asker says yes or no to: the pressed, the code they typed, or an offer.

    Refusal where nothing is open; NotFoundError where a pressed one is not open any more.
    """
    pressed = read_ref(call.ref).get(OTHER)
    code = None if pressed else call.tx.link_codes.claimed_by(call.account.id, call.now)
    if code:
        return of_code(call, code)
    doubles = find_doubles(call.tx, call.home.id, call.account.id) if call.home else []
    if pressed and pressed not in doubles:
        raise NotFoundError(pressed)
    if not doubles:
        raise Refusal(*linking.nothing_asked(call.names))
    return _of_address(call, AccountId(pressed or doubles[0]))


def ask(call: Call, asked: Asked) -> Answer:
    """Say what will happen, with the buttons that do it or leave it."""
    view = View(call.tx, call.now, asked.network, call.space.id, call.names, call.policy)
    mine = asked.mine
    if mine is None or mine.left_at is not None:
        was_here = mine is not None
        message = linking.become_one(view, asked.owner, asked.other, was_here=was_here)
    else:
        ref = "" if asked.code else pack_ref(**{OTHER: asked.other.id})
        message = linking.merge_question(view, mine, call.account, asked.owner, asked.other, ref)
    return stamp(message, asked.network.id)


def _of_address(call: Call, other: AccountId) -> Asked:
    owner = call.tx.members.find(call.network.id, other)
    if owner is None:
        raise NotFoundError(other)
    return Asked(call.network, call.me, owner, call.tx.accounts.get(other))
