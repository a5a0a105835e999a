"""What follows when a platform refuses a message for good: never silence.

| refused because | then |
|---|---|
| the members cannot meet in one chat | each gets a direct message instead |
| an account is gone | dead letter; the member leaves with it, and partners are told |
| the account blocked us | dead letter; the member is paused; the report names it |
| an e-mail address takes nothing | dead letter; told elsewhere or paused; organisers hear of it |
| the place is closed | dead letter; the place is marked; organisers are told |
| the workspace revoked us | the workspace is paused, the message waits, organisers are told |
| the message to change or answer is gone | cancelled; a removal is done |
| a note is not posted | cancelled; whoever wrote it is told what they can do |
| too long, not allowed, unchangeable | dead letter |
"""

from dataclasses import replace
from datetime import datetime

from jobs.delivery.bounces import bounce
from jobs.delivery.closed_places import close_place
from jobs.delivery.reaching import organisers_to, read_addresses
from jobs.delivery.voice import RefusedError
from jobs.members import silence
from jobs.members.deactivation import forget_account
from jobs.sessions.note_posts import is_note_post, note_refused
from storage.notices import Notice
from storage.notices.introductions import Introduced
from storage.notices.terms import SetChanged
from storage.notices.workspaces import SendingPaused
from storage.outbox import Claimed, Settled
from storage.queue_records import Delivery, DeliveryState
from storage.round_records import Group
from storage.transaction import Transaction
from storage.types import AccountKey, MemberId

_NEVER_AS_A_GROUP = frozenset({"cannot meet", "account gone", "blocked"})


def handle(
    tx: Transaction, claimed: Claimed, error: RefusedError, now: datetime, *, unsure: bool = False
) -> None:
    """Settle a refused delivery and do what follows from the reason.

    `unsure`: the refusal met a look-up, so the message itself may have arrived.
    """
    if error.reason == "space revoked":
        _pause_space(tx, claimed, error, now, unsure=unsure)
        return
    delivery = claimed.delivery
    state: DeliveryState = "unsure" if unsure else _becomes(tx, delivery, error)
    if not tx.outbox.settle(claimed, Settled(state, error=str(error)), now):
        return
    _mark(tx, delivery, error, now)
    if not unsure and is_note_post(tx, delivery):
        note_refused(tx, delivery, error.code, now)
    if state == "dead" and delivery.act == "post" and error.reason in _NEVER_AS_A_GROUP:
        _tell_each(tx, delivery, now)


def _becomes(tx: Transaction, delivery: Delivery, error: RefusedError) -> DeliveryState:
    if error.reason == "message gone" and delivery.act == "remove":
        return "sent"
    over = error.reason == "message gone" or is_note_post(tx, delivery)
    return "cancelled" if over else "dead"


def _pause_space(
    tx: Transaction, claimed: Claimed, error: RefusedError, now: datetime, *, unsure: bool
) -> None:
    delivery = claimed.delivery
    state: DeliveryState = "uncertain" if unsure else "ready"
    tx.outbox.settle(claimed, Settled(state, next_at=now, error=str(error)), now)
    if tx.spaces.pause(delivery.space_id, error.code):
        space = tx.spaces.get(delivery.space_id)
        elsewhere = [to for to in organisers_to(tx, delivery.network_id) if to.space_id != space.id]
        notice = SendingPaused(space.name, error.code)
        tx.notices.queue(delivery.network_id, notice, elsewhere, now, occasion=now.isoformat())


def _mark(tx: Transaction, delivery: Delivery, error: RefusedError, now: datetime) -> None:
    if error.reason == "account gone":
        for key in _gone(tx, delivery, error):
            forget_account(tx, key, now)
    if delivery.account_id and error.reason == "blocked":
        silence.block(tx, delivery.account_id, now)
    if error.reason == "bounced":
        bounce(tx, delivery, error.code, now)
    if delivery.place_id and error.reason == "place closed":
        close_place(tx, tx.places.get(delivery.place_id), error.code, now)


def _gone(tx: Transaction, delivery: Delivery, error: RefusedError) -> list[AccountKey]:
    """Whose accounts are gone: the recipient's, or those that the platform named in a group."""
    if delivery.account_id:
        return [tx.accounts.get(delivery.account_id).key]
    if delivery.group_id is None:
        return []
    group = tx.rounds.group(delivery.group_id, delivery.network_id)
    accounts = [each for member in group.members for each in tx.members.accounts(member)]
    here = [each.key for each in accounts if each.space_id == delivery.space_id]
    return [key for key in here if key.user in error.gone]


def _tell_each(tx: Transaction, delivery: Delivery, now: datetime) -> None:
    """Change the route, once, on a definite refusal: a direct message to each of the group."""
    if delivery.group_id is None:
        return
    group = tx.rounds.group(delivery.group_id, delivery.network_id)
    if group.state != "active":  # nobody is left to meet: that is told instead
        return
    book = read_addresses(tx, group.members)
    said = tx.deliveries.notice(delivery)
    joined = said.joined if isinstance(said, SetChanged) else None
    told = [member for member in group.members if member != joined]
    items = [item for m in told for item in book.tell(m, _to_one(said, group, m))]
    occasion = delivery.key if isinstance(said, SetChanged) else ""
    tx.notices.queue_all(
        delivery.network_id, items, now, round_id=group.round_id, occasion=occasion
    )


def _to_one(said: Notice, group: Group, member: MemberId) -> Notice:
    """What one of a group reads in place of what was said to all; who joined a set read it."""
    if isinstance(said, SetChanged):
        return replace(said, member_id=member)
    return Introduced(group.id, member)
