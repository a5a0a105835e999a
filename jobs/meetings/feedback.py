"""Afterwards: was it worth your time, and one thing worth sharing, posted only if all say so."""

from datetime import datetime, timedelta
from typing import Literal

from jobs.calendars.quiet_days import after_quiet
from jobs.rounds import dates
from storage.errors import NotFoundError
from storage.feedback import Share, Worth
from storage.naming import clean
from storage.notice_queue import To
from storage.notices.channels import ThingWorthSharing
from storage.queue_records import Delivery, Schedule
from storage.round_records import Group, Programme
from storage.transaction import Transaction
from storage.types import GroupId, Member, MemberId

LONGEST = 500
TO_TAKE_BACK = timedelta(hours=1)
Shared = Literal["posted before", "kept"] | datetime


def rate(tx: Transaction, member: Member, group: Group, worth: Worth, now: datetime) -> bool:
    """Note whether a meeting was worth somebody's time; return whether that is new.

    NotFoundError where the introduction is not theirs.
    """
    _check(tx, member, group)
    return tx.feedback.rate(group.id, member.id, worth, now)


def share(
    tx: Transaction, member: Member, group: Group, thing: str, how: Share, now: datetime
) -> Shared:
    """Keep one thing worth sharing, and have it posted where member and scheme say so.

    Returns when it is posted, which leaves an hour to take it back; "kept" where it is not to be,
    and "posted before" where it stands in the channel already, so that nothing was changed.
    NotFoundError where the introduction is not theirs.
    """
    _check(tx, member, group)
    if posting(tx, group, member.id):
        return "posted before"
    text = clean(thing, LONGEST, lines=True)
    programme = programme_of(tx, member, group)
    wanted = bool(text) and how != "no" and may_post(programme)
    tx.feedback.tell(group.id, member.id, text, how if wanted else "no", now)
    at = dates.in_working_hours(programme, now + TO_TAKE_BACK) if wanted else None
    tx.feedback.plan_post(group.id, member.id, at)
    subject = f"{group.id} {member.id}"
    if at or tx.schedules.find("share", subject):
        tx.schedules.set(member.network_id, "share", subject, now.isoformat(), at)
    return at or "kept"


def post(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Post what was shared and not taken back, in the scheme's channel and in working hours."""
    group_id, member_id = schedule.subject.split(" ")
    said = tx.feedback.find(GroupId(group_id), MemberId(member_id))
    if said is None or said.share == "no":  # erased, or deleted in time
        return
    member = tx.members.get(said.member_id, schedule.network_id)
    group = tx.rounds.group(said.group_id, schedule.network_id)
    programme = programme_of(tx, member, group)
    if not may_post(programme):
        return
    place = tx.places.get(programme.place_id)
    tx.notices.queue(
        programme.network_id,
        ThingWorthSharing(group.id, member.id),
        [To(place.space_id, place_id=place.id)],
        now,
        round_id=group.round_id,
        not_before=after_quiet(tx, programme.network_id, dates.in_working_hours(programme, now)),
        occasion=schedule.label,
    )


def take_back(tx: Transaction, member: Member, group: Group, now: datetime) -> Shared:
    """Share it no longer; "posted before" where it stands in the channel already."""
    said = tx.feedback.find(group.id, member.id)
    return share(tx, member, group, said.thing if said else "", "no", now)


def may_post(programme: Programme) -> bool:
    """Return whether things worth sharing are posted in this scheme's channel."""
    return programme.format.shares and programme.ended_at is None


def programme_of(tx: Transaction, member: Member, group: Group) -> Programme:
    """Return the scheme that a member was introduced in."""
    round_ = tx.rounds.get(group.round_id, member.network_id)
    return tx.programmes.get(round_.programme_id, member.network_id)


def posting(tx: Transaction, group: Group, member_id: MemberId) -> Delivery | None:
    """Return the post of what a member shared, on its way or sent; not one that was dropped."""
    notice = ThingWorthSharing(group.id, member_id)
    found = tx.deliveries.of_round(group.round_id, ThingWorthSharing.__name__)
    mine = (each for each in found if tx.deliveries.notice(each) == notice)
    return next((each for each in mine if each.state not in ("cancelled", "dead")), None)


def _check(tx: Transaction, member: Member, group: Group) -> None:
    if not tx.rounds.seating.sat_in(group, member.id):
        raise NotFoundError(group.id)
