"""Two members become one, and two again: profiles, rounds under way, and what is due.

Plain functions on one transaction. `storage.merging` moves the rows; here is what must happen
around it, so that nobody meets themself or two partners at once, and no partner is forgotten.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from jobs.digests import editions, writing
from jobs.meetings import meeting_times
from jobs.members import membership
from jobs.mentoring import mentoring
from jobs.organisations.verifying import look_again
from jobs.rounds.busy import seated_now
from jobs.sets import set_changes
from jobs.waves import waiting
from storage.merging import MemberMerge
from storage.round_records import Group, Programme, Round
from storage.transaction import Transaction
from storage.types import AccountId, GroupId, Member, MemberId, NetworkId, Profile

_FIELDS = (
    "organisation_id",
    "sector",
    "profession",
    "region",
    "interests",
    "topics",
    "ease",
    "days",
    "zone",
)
_WAYS = ("email", "phone", "other")
_BLANK = Profile("", None)
_SHARE = "share"
_Ended = tuple[Programme, Round, Group]


def newer_first(one: Member, other: Member) -> tuple[Member, Member]:
    """Return the two, the one whose profile is newer first."""
    return (one, other) if one.joined_at >= other.joined_at else (other, one)


def fill_in(mine: Profile, theirs: Profile) -> tuple[Profile, tuple[str, ...]]:
    """Return a profile whose blanks are filled from another, and which these were. Pure."""
    fields = [name for name in _FIELDS if not getattr(mine, name) and getattr(theirs, name)]
    if mine.organisation_id:  # another organisation's sector says nothing of this one
        fields = [name for name in fields if name != "sector"]
    ways = [n for n in _WAYS if not getattr(mine.contact, n) and getattr(theirs.contact, n)]
    return _take(mine, theirs, (*fields, *ways)), (*fields, *ways)


def blank_again(mine: Profile, theirs: Profile, filled: tuple[str, ...]) -> Profile:
    """Return a profile without what was filled from another, where it is still so. Pure."""
    fields = [n for n in filled if n in _FIELDS and getattr(mine, n) == getattr(theirs, n)]
    ways = [
        n for n in filled if n in _WAYS and getattr(mine.contact, n) == getattr(theirs.contact, n)
    ]
    return _take(mine, _BLANK, (*fields, *ways))


def _take(mine: Profile, theirs: Profile, names: tuple[str, ...]) -> Profile:
    fields: dict[str, Any] = {n: getattr(theirs, n) for n in names if n in _FIELDS}
    ways = {n: getattr(theirs.contact, n) for n in names if n in _WAYS}
    return replace(mine, **fields, contact=replace(mine.contact, **ways))


def unite(
    tx: Transaction, kept: Member, gone: Member, by: AccountId | None, now: datetime
) -> MemberMerge:
    """Make one of two members of a network, with the kept one's profile and the blanks filled."""
    ended = _settle_rounds(tx, kept, gone, now)
    profile, filled = fill_in(kept.profile, gone.profile)
    if filled:
        tx.members.update(kept.id, profile)
    merge = tx.merging.merge(kept.id, gone.id, by, filled, now)
    look_again(tx, tx.members.get(kept.id, kept.network_id), now)
    _find_others(tx, kept, ended, now)
    _schedule_again(tx, merge, now)
    return merge


def part(tx: Transaction, merge: MemberMerge, now: datetime) -> Member:
    """Undo it: return who is a member of their own again; StaleError where they are already."""
    tx.merging.undo(merge.id, merge.network_id, now)
    kept, back = (tx.members.get(m, merge.network_id) for m in (merge.kept_id, merge.gone_id))
    own = blank_again(kept.profile, back.profile, merge.filled)
    if own != kept.profile:
        tx.members.update(kept.id, own)
    for each in (kept.id, back.id):
        look_again(tx, tx.members.get(each, merge.network_id), now)
    _schedule_again(tx, merge, now)
    return back


def _settle_rounds(tx: Transaction, kept: Member, gone: Member, now: datetime) -> list[_Ended]:
    """End what nobody can take part in twice, or with themself, before the rows are moved.

    Return what is to be looked at again once both avoid lists are one; see `_find_others`.
    """
    ended: list[_Ended] = []
    for group in tx.rounds.open_groups(gone.id):
        round_ = tx.rounds.get(group.round_id, gone.network_id)
        programme = tx.programmes.get(round_.programme_id, gone.network_id)
        if kept.id in group.members:
            rest = _end_own(tx, programme, round_, kept, gone, group, now)
            ended.append((programme, round_, rest))
        elif not _mentors(group, gone.id) and _is_seated(tx, programme, round_, kept.id):
            if programme.format.kind == "mentors":
                mentoring.call_off(tx, programme, round_, group, gone.id, now)
                ended.append((programme, round_, group))
            else:
                membership.end_part(tx, gone, programme, round_, group, now)
    for programme in tx.programmes.running(gone.network_id):
        planned = tx.rounds.latest(programme.id, "proposed")
        if planned:
            _clear_plan(tx, planned, kept.id, gone.id)
    return ended


def _find_others(tx: Transaction, kept: Member, ended: Iterable[_Ended], now: datetime) -> None:
    """Others take the place of whoever was there twice: by both avoid lists, which are one now."""
    for programme, round_, group in ended:
        if programme.format.kind == "sets":
            set_changes.become_one(tx, programme, group, kept.id, now)
        elif programme.format.kind == "mentors":
            fresh = tx.rounds.get(round_.id, round_.network_id)
            mentoring.rematch(tx, programme, fresh, now)


def _end_own(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    kept: Member,
    gone: Member,
    group: Group,
    now: datetime,
) -> Group:
    """They were introduced to themself: the others of a larger group go on with them.

    Return the group as it is then.
    """
    if programme.format.kind == "sets":
        return set_changes.stand_down(tx, group, gone.id, now)
    if len(group.members) > 2:
        tx.rounds.seating.vacate(group, gone.id)
        return group
    tx.rounds.seating.cancel(group.id)
    tx.deliveries.cancel_group(group.id, now)
    meeting_times.call_off(tx, group, kept.network_id, now, "left", ())
    waiting.wait(tx, programme, round_, kept.id, "left out", now)
    return group


def _clear_plan(tx: Transaction, planned: Round, kept: MemberId, gone: MemberId) -> None:
    """Whoever is planned twice keeps one seat; the partner is placed again when it is sent."""
    groups = tx.rounds.groups(planned.id)
    if not any(kept in group.members for group in groups):
        return
    for group in groups:
        if gone in group.members:
            tx.rounds.seating.vacate(group, gone)


def _is_seated(tx: Transaction, programme: Programme, round_: Round, member_id: MemberId) -> bool:
    """Whether they have a partner in the round; in a scheme of sets, whether they sit in any."""
    if programme.format.kind == "sets":
        return member_id in seated_now(tx, programme)
    mine = [g for g in tx.rounds.open_groups(member_id) if g.round_id == round_.id]
    return any(not _mentors(group, member_id) for group in mine)


def _mentors(group: Group, member_id: MemberId) -> bool:
    return any(seat.mentors for seat in group.seats if seat.member_id == member_id)


def _schedule_again(tx: Transaction, merge: MemberMerge, now: datetime) -> None:
    """Have digests, reminders and things to share come to whoever has them now."""
    pair = (merge.kept_id, merge.gone_id)
    for member_id in pair:
        digest = tx.digests.of_member(merge.network_id, member_id)
        if digest and (editions.next_due(tx, digest) is None) != (digest.plan.rhythm == "off"):
            editions.schedule_next(tx, digest, now)
        writing.schedule_next(tx, tx.members.get(member_id, merge.network_id), now)
    for one, other in (pair, pair[::-1]):
        _move_shares(tx, merge.network_id, one, other)


def _move_shares(tx: Transaction, network_id: NetworkId, was: MemberId, now_is: MemberId) -> None:
    for each in tx.schedules.of_kind(network_id, _SHARE):
        group_id, _, member_id = each.subject.partition(" ")
        group = GroupId(group_id)
        if member_id == was and tx.feedback.find(group, was) is None:
            tx.schedules.set(network_id, _SHARE, each.subject, each.label, None)
            subject = f"{group_id} {now_is}"
            tx.schedules.set(network_id, _SHARE, subject, each.label, each.next_due)
