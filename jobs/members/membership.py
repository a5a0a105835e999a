"""Members come, rest and go: joining, pausing, leaving, and what that does to rounds under way.

Plain functions on one transaction. What others must hear of it is left as notices.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from jobs.delivery.reaching import address_all, direct, is_introduced
from jobs.meetings import meeting_times
from jobs.members import doubles
from jobs.members.belonging import enrolled_in, has_met, is_open, partners
from jobs.mentoring import mentoring
from jobs.organisations import verifying
from jobs.rounds import turns
from jobs.sets import set_changes
from jobs.waves import waiting
from storage.errors import NotFoundError
from storage.notices.introductions import OneOfSeveralGone, PartnerLeft
from storage.notices.taking_part import Welcome
from storage.queue_records import Consent
from storage.round_records import Group, MeetAnswer, PausedWhy, Programme, Round
from storage.transaction import Transaction
from storage.turns import TurnAnswer
from storage.types import Account, Member, Network, NetworkId, Profile
from storage.waiting import WaitingWhy

Answered = Literal["new", "same", "closed"]


@dataclass(frozen=True, slots=True)
class Joined:
    """Who joined; `is_new` is False for somebody who took part in the scheme already."""

    member: Member
    is_new: bool


@dataclass(frozen=True, slots=True)
class Left:
    """The schemes that a member left, and whether they left the network, too."""

    programmes: tuple[Programme, ...]
    network: bool


def join_network(
    tx: Transaction,
    network: Network,
    account: Account,
    profile: Profile,
    notice_version: str,
    via: str,
    now: datetime,
) -> Member:
    """Take somebody into the network alone, or in again: nobody is introduced to them.

    That they chose to, having read this version of the privacy notice, is recorded.
    """
    member = tx.members.join(network.id, account.id, profile, now)
    verifying.look_again(tx, member, now)
    tx.consents.record(Consent(member.id, "joined", notice_version, now, via))
    doubles.offer(tx, network.id, account.id, now)
    return member


def join(
    tx: Transaction,
    network: Network,
    account: Account,
    profile: Profile,
    programme: Programme,
    notice_version: str,
    via: str,
    now: datetime,
) -> Joined:
    """Take somebody in, or in again, with this profile; they are welcomed by direct message.

    That they chose to, having read this version of the privacy notice, is recorded.
    """
    member = tx.members.join(network.id, account.id, profile, now)
    verifying.look_again(tx, member, now)
    return enter(tx, member, account, programme, notice_version, via, now)


def enter(
    tx: Transaction,
    member: Member,
    account: Account,
    programme: Programme,
    notice_version: str,
    via: str,
    now: datetime,
) -> Joined:
    """Put a member into one more scheme, or into one that they paused or left."""
    is_new = tx.enrolments.join(programme.id, member.id, now)
    tx.consents.record(Consent(member.id, "joined", notice_version, now, via))
    if is_new:
        welcome = Welcome(programme.id, member.id)
        to = [direct(account)]
        tx.notices.queue(member.network_id, welcome, to, now, occasion=now.isoformat())
        turns.count_in(tx, member, programme, now)
        waiting.arrive(tx, programme, member, now)
        set_changes.arrive(tx, programme, member.id, now)
        doubles.offer(tx, member.network_id, account.id, now)
    return Joined(member, is_new)


def leave(
    tx: Transaction, member: Member, programme: Programme | None, now: datetime, via: str = ""
) -> Left:
    """Take a member out of one scheme, or (None) out of all of them and of the network.

    A pair that has not met is off, and the partner is told; a trio goes on.
    """
    enrolled = enrolled_in(tx, member)
    leaving = tuple(p for p in enrolled if programme is None or p.id == programme.id)
    for each in leaving:
        _step_out(tx, member, each)
        _break_up(tx, member, each, now)
        tx.waiting.drop(each.id, member.id)
        tx.enrolments.leave(each.id, member.id)
    if programme is None:
        tx.members.leave(member.id, now)
        read = tx.consents.latest(member.id)
        version = read.notice_version if read else ""
        tx.consents.record(Consent(member.id, "withdrawn", version, now, via))
    return Left(leaving, network=programme is None)


def pause(
    tx: Transaction,
    member: Member,
    programme: Programme,
    until: date | None,
    why: PausedWhy | None = None,
) -> None:
    """Leave a member out of rounds until a day, on which they are in again, or until they say.

    `why`: where it was not they who said so.
    """
    tx.enrolments.pause(programme.id, member.id, until, why)
    tx.waiting.drop(programme.id, member.id)
    _step_out(tx, member, programme, before=until)


def resume(tx: Transaction, member: Member, programme: Programme, now: datetime) -> bool:
    """End a pause or a skip; return whether there was one."""
    was = tx.enrolments.find(programme.id, member.id)
    tx.enrolments.join(programme.id, member.id, now)
    if was and was.state == "paused":
        waiting.arrive(tx, programme, member, now)
    back = was is not None and (was.state == "paused" or was.skip_next)
    if back:
        turns.count_in(tx, member, programme, now)
    return back


def take_turn(
    tx: Transaction, member: Member, programme: Programme, said: TurnAnswer, now: datetime
) -> Round | None:
    """Record whether a member is in the round that is being asked about; None where none is.

    Being in ends a break, a skip or a rest, too. NotFoundError where they never were in the scheme.
    """
    round_ = turns.asked_about(tx, programme)
    if round_ is None:
        return None
    turns.answer(tx, member, round_, said, now)
    if said == "in":
        resume(tx, member, programme, now)
    return round_


def skip(tx: Transaction, member: Member, programme: Programme) -> bool:
    """Leave a member out of the next round only; return whether that is new."""
    was = tx.enrolments.find(programme.id, member.id)
    tx.enrolments.skip(programme.id, member.id, skip=True)
    _step_out(tx, member, programme)
    return was is not None and not was.skip_next


def unskip(tx: Transaction, member: Member, programme: Programme) -> bool:
    """Take a skip back; return whether there was one."""
    was = tx.enrolments.find(programme.id, member.id)
    tx.enrolments.skip(programme.id, member.id, skip=False)
    return was is not None and was.skip_next


def answer_met(
    tx: Transaction, member: Member, group: Group, answer: MeetAnswer, now: datetime
) -> Answered:
    """Record what a member says of an introduction, while its round is open.

    Whoever can't meet calls a pair's meeting off, and the partner hears of that.
    NotFoundError where the introduction is not theirs.
    """
    if not tx.rounds.seating.sat_in(group, member.id):
        raise NotFoundError(group.id)
    if not is_open(tx, member, group):
        return "closed"
    if not tx.rounds.answer(group, member.id, answer, now):
        return "same"
    if answer == "cannot" and len(group.members) == 2:
        others = [other for other in group.members if other != member.id]
        meeting_times.call_off(tx, group, member.network_id, now, "cannot", others)
    return "new"


def _step_out(
    tx: Transaction, member: Member, programme: Programme, before: date | None = None
) -> None:
    """Give up the member's seat in a round that waits to be sent (`before` a day, if given)."""
    waiting = tx.rounds.latest(programme.id, "proposed")
    if waiting is None or (before and waiting.introduce_at.date() >= before):
        return
    for group in tx.rounds.groups(waiting.id):
        if member.id in group.members:
            tx.rounds.seating.vacate(group, member.id)


def _break_up(tx: Transaction, member: Member, programme: Programme, now: datetime) -> None:
    """End the member's part in introductions of the scheme's open round."""
    for group in tx.rounds.open_groups(member.id):
        round_ = tx.rounds.get(group.round_id, member.network_id)
        if round_.programme_id == programme.id:
            end_part(tx, member, programme, round_, group, now)


def end_part(
    tx: Transaction,
    member: Member,
    programme: Programme,
    round_: Round,
    group: Group,
    now: datetime,
) -> None:
    """End a member's part in an introduction: a pair that has not met is off, a trio goes on."""
    if programme.format.kind == "sets":
        set_changes.lose(tx, programme, group, member.id, now)
    elif programme.format.kind == "mentors":
        mentoring.end_early(tx, programme, round_, group, member.id, now, leaves=True)
    elif not has_met(group):
        _leave_group(tx, member, programme, round_, group, now)


def _leave_group(
    tx: Transaction,
    member: Member,
    programme: Programme,
    round_: Round,
    group: Group,
    now: datetime,
) -> None:
    others = partners(tx, member, group)
    if len(others) > 1:
        _go_on_without(tx, member, group, others, now)
        return
    _call_off(tx, group, others, member.network_id, now)
    for other in others:
        why: WaitingWhy = "partner left"
        waiting.wait(tx, programme, round_, other.id, why, now, group_id=group.id)


def _go_on_without(
    tx: Transaction, member: Member, group: Group, others: Sequence[Member], now: datetime
) -> None:
    """Take the member out of a group; the others are told, unless they never read of them."""
    have_read = is_introduced(tx, group)
    tx.rounds.seating.vacate(group, member.id)
    if have_read:
        told = [(other.id, OneOfSeveralGone(group.id, other.id, member.id)) for other in others]
        items = address_all(tx, told)
        tx.notices.queue_all(member.network_id, items, now, round_id=group.round_id)


def _call_off(
    tx: Transaction, group: Group, others: Sequence[Member], network_id: NetworkId, now: datetime
) -> None:
    """Cancel a pair, its meeting, and what was not yet said to it; whoever remains is told."""
    tx.rounds.seating.cancel(group.id)
    tx.deliveries.cancel_group(group.id, now)
    items = address_all(tx, [(other.id, PartnerLeft(group.id, other.id)) for other in others])
    tx.notices.queue_all(network_id, items, now, round_id=group.round_id)
    meeting_times.call_off(tx, group, network_id, now, "left", [other.id for other in others])
