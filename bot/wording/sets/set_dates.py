"""A set's dates: how they get into a diary, and what is said to who would suggest others."""

from datetime import datetime

from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Link,
    Message,
    Paragraph,
    Rich,
    paragraph,
)
from bot.wording.language import gettext as _
from bot.wording.language import say_for, say_moment
from bot.wording.meetings.meeting_facts import facts_of
from bot.wording.meetings.meeting_times import diary_links, removal
from bot.wording.people import say_name
from bot.wording.view import View
from jobs.rounds import dates
from jobs.sets.sets import ahead
from storage.meetings import Meeting
from storage.round_records import Group
from storage.types import Member


def into_diary(view: View, meeting: Meeting) -> list[Block]:
    """How one meeting gets into a diary."""
    return diary_links(view, facts_of(view.tx, meeting, view.network.id, view.reader))


def out_of_diary(view: View, meeting: Meeting) -> list[Paragraph]:
    """How a meeting that is off gets out of a diary."""
    return removal(view, facts_of(view.tx, meeting, view.network.id, view.reader))


def all_into_diary(view: View, group: Group) -> list[Block]:
    """A link to the page on which each date can be put into a diary."""
    if view.names.dates is None:
        return []
    address = view.names.dates(group.id, view.network.id)
    return [Paragraph((Link(_("Put your set's dates in your diary"), address),))]


def when_of(view: View, moment: datetime | None) -> str:
    """Return when a set meets, by the network's clock and the reader's own; blank: no date."""
    own = view.reader.profile.zone if view.reader else ""
    return say_for(moment, view.zone, own or view.zone) if moment else ""


def planned(view: View, group: Group) -> list[Block]:
    """When a set that is not introduced yet is to meet."""
    round_ = view.tx.rounds.get(group.round_id, view.network.id)
    programme = view.tx.programmes.get(round_.programme_id, view.network.id)
    begins = max(view.now, round_.introduce_at)
    days: tuple[Rich, ...] = tuple(
        (say_moment(moment, view.zone),) for moment in dates.milestones(programme, begins)
    )
    words = _("You meet on these days. Who facilitates is settled when it is sent, in turn.")
    return [Paragraph((words,)), Bullets(days)]


def has_dates(view: View, group: Group, reader: Member) -> Message:
    """A set's meetings are fixed in advance: nothing has changed, and who can move the next."""
    meetings = ahead(view.tx, group, view.now)
    if not meetings:
        words = _("Your set has no more meetings ahead, so nothing has changed.")
        return Message((Paragraph((words,)), _show(group)))
    coming = meetings[0]
    first = paragraph(
        _("Your set has its dates already, so nothing has changed. It next meets on {when}."),
        when=when_of(view, coming.starts_at),
    )
    if coming.led_by == reader.id:
        words = _("You facilitate that meeting, so you can move it or call it off.")
        return Message((first, Paragraph((words,)), leader_buttons(coming)))
    leader = view.tx.members.many([coming.led_by] if coming.led_by else [])
    name = "".join(say_name(member) for member in leader.values())
    words = _(
        "{name} facilitates that meeting and can move it. If the day doesn't suit you, "
        "please tell {name} and the others."
    )
    blocks: list[Block] = [first, Paragraph((words.format(name=name),))] if name else [first]
    return Message((*blocks, _show(group)))


def leader_buttons(meeting: Meeting) -> Buttons:
    """Before a meeting: move it, or call it off."""
    return Buttons(
        (
            Button(_("Move it"), "unmentor set move", meeting.id),
            Button(_("Call it off"), "unmentor set missed", meeting.id),
        )
    )


def _show(group: Group) -> Buttons:
    return Buttons((Button(_("Show my set"), "unmentor set", group.id),))
