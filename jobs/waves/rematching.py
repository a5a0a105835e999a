"""What follows an answer to "have you met?", and what somebody gets who asks for another partner.

| answer | then |
|---|---|
| met | nobody of the introduction waits for another partner any more |
| can't | the partner is told and waits; a trio goes on with two |
| not yet, half-way or later, the partner silent | they wait, ready in one working day |
| anything | whoever waited because this member was silent waits no more |
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from jobs.delivery.reaching import can_reach, read_addresses
from jobs.meetings import meeting_times
from jobs.rounds import dates
from jobs.waves import waiting
from jobs.waves.waves import find_offer, introduce_two, is_silent
from storage.notices.introductions import PartnerCannot
from storage.round_records import Group, MeetAnswer, Programme, Round
from storage.transaction import Transaction
from storage.types import Member, MemberId
from storage.waiting import Wait, WaitingWhy

Stands = Literal["none", "too early", "too late", "met", "has partner", "waits"]


@dataclass(frozen=True, slots=True)
class Followed:
    """What followed an answer: the wait for another partner that began.

    `told`: the others are told that this member can't meet. `called_off`: nobody else is left in
    the introduction; `looked_for`: another partner is looked for, for the one who was.
    """

    wait: Wait | None = None
    told: bool = False
    called_off: bool = False
    looked_for: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """How it stands with somebody who asks for another partner.

    "none": no round is open; "too early": the partner is silent, but it is not half-way yet;
    "too late": no wave can be before the round ends. `offer` may be introduced at once.
    """

    stands: Stands
    round_: Round | None = None
    wait: Wait | None = None
    offer: Member | None = None
    group: Group | None = None


def follow(
    tx: Transaction, member: Member, group: Group, said: MeetAnswer, now: datetime
) -> Followed:
    """Do what follows an answer that was recorded while the introduction was open."""
    round_ = tx.rounds.get(group.round_id, member.network_id)
    programme = tx.programmes.get(round_.programme_id, member.network_id)
    if programme.format.kind != "pairs":
        return Followed()
    tx.waiting.settle_group(group.id, now, but=member.id)
    fresh = tx.rounds.group(group.id, member.network_id)
    if said == "met":
        tx.waiting.settle_group(group.id, now)
    elif said == "cannot" and not has_met(fresh):
        return _call_off(tx, programme, round_, fresh, member, now)
    elif said == "not yet" and may_replace(tx, round_, fresh, member.id, now):
        already = tx.waiting.find(round_.id, member.id)
        begun = already or waiting.wait_silent(tx, programme, round_, member.id, fresh, now)
        return Followed(begun)
    return Followed()


def ask(tx: Transaction, programme: Programme, member: Member, now: datetime) -> Asked:
    """Look for another partner for a member who asks, where that is possible now."""
    round_ = tx.rounds.latest(programme.id, "open")
    if round_ is None or programme.format.kind != "pairs":
        return Asked("none")
    group = waiting.active_group(tx, round_, member.id)
    already = tx.waiting.find(round_.id, member.id)
    if group and not already:
        return _ask_with_partner(tx, programme, round_, group, member, now)
    found = already or waiting.wait(tx, programme, round_, member.id, "asked", now)
    offer = find_offer(tx, programme, round_, member.id, now) if _is_ready(found, now) else None
    return Asked("waits" if found else "too late", round_, found, offer, group)


def keep_partner(tx: Transaction, member: Member, group: Group, now: datetime) -> bool:
    """Let a member go on with a silent partner; False where they did not wait for another."""
    return member.id in tx.waiting.settle(group.round_id, [member.id], now)


def stop(tx: Transaction, programme: Programme, member: Member, now: datetime) -> bool:
    """Stop looking for another partner; False where nobody was looked for."""
    found = waiting.find_wait(tx, programme, member.id)
    return found is not None and bool(tx.waiting.settle(found.round_id, [member.id], now))


def meet_now(
    tx: Transaction,
    programme: Programme,
    member: Member,
    other_id: MemberId | None,
    now: datetime,
) -> Member | None:
    """Introduce a member at once to this one, or whoever waits longest; None where it can't be.

    StaleError where somebody else changed the round at the same moment.
    """
    round_ = tx.rounds.latest(programme.id, "open")
    if round_ is None:
        return None
    offer = None if other_id else find_offer(tx, programme, round_, member.id, now)
    chosen = offer.id if offer else other_id
    if chosen is None or not introduce_two(tx, programme, round_, member.id, chosen, now):
        return None
    return tx.members.get(chosen, member.network_id)


def may_replace(
    tx: Transaction, round_: Round, group: Group, member_id: MemberId, now: datetime
) -> bool:
    """Return whether it is half-way and nobody else of the introduction has said anything."""
    return now >= round_.check_in_at and is_silent(tx, group, member_id, now)


def has_met(group: Group) -> bool:
    """Return whether anybody of a group said that they met."""
    return any(seat.answer == "met" for seat in group.seats)


def _ask_with_partner(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    group: Group,
    member: Member,
    now: datetime,
) -> Asked:
    if has_met(group):
        return Asked("met", round_, group=group)
    if not is_silent(tx, group, member.id, now):
        return Asked("has partner", round_, group=group)
    if now < round_.check_in_at and _can_be_asked(tx, group, member):
        return Asked("too early", round_, group=group)
    begun = waiting.wait_silent(tx, programme, round_, member.id, group, now)
    return Asked("waits" if begun else "too late", round_, begun, group=group)


def _can_be_asked(tx: Transaction, group: Group, member: Member) -> bool:
    """Whether anybody else of a group reads what we write: else there is nothing to wait for."""
    return any(can_reach(tx, other) for other in group.members if other != member.id)


def _is_ready(wait: Wait | None, now: datetime) -> bool:
    return wait is None or wait.ready_at <= now


def _call_off(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    group: Group,
    member: Member,
    now: datetime,
) -> Followed:
    """Take the member out; whoever is alone by that waits, and everybody is told."""
    tx.waiting.settle(round_.id, [member.id], now)
    others = present(tx, [m for m in group.members if m != member.id])
    if len(others) > 1:
        tx.rounds.seating.vacate(group, member.id)
        _tell(tx, programme, round_, group, others, member.id, now)
        return Followed(told=True)
    meeting_times.call_off(tx, group, round_.network_id, now, "cannot", others)
    tx.rounds.seating.cancel(group.id)
    tx.deliveries.cancel_group(group.id, now)
    looked_for = False
    for other in others:
        why: WaitingWhy = "partner cannot"
        begun = waiting.wait(tx, programme, round_, other, why, now, group_id=group.id)
        looked_for = looked_for or begun is not None
    _tell(tx, programme, round_, group, others, member.id, now)
    return Followed(told=True, called_off=True, looked_for=looked_for)


def _tell(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    group: Group,
    others: Sequence[MemberId],
    partner_id: MemberId,
    now: datetime,
) -> None:
    book = read_addresses(tx, others)
    items = [i for m in others for i in book.tell(m, PartnerCannot(group.id, m, partner_id))]
    moment = dates.in_working_hours(programme, now)
    tx.notices.queue_all(round_.network_id, items, now, round_id=round_.id, not_before=moment)


def present(tx: Transaction, members: Sequence[MemberId]) -> list[MemberId]:
    """Return those of these members who are still here."""
    found = tx.members.many(members)
    return [m for m in members if m in found and found[m].left_at is None]
