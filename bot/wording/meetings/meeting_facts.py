"""What there is to say about a meeting, and the words that offers and agreed times share."""

from dataclasses import dataclass
from datetime import datetime

from bot.message import Block, Button, Italic, paragraph
from bot.wording.language import gettext as _
from bot.wording.language import say_all, say_for
from bot.wording.people import say_name, say_names
from jobs.meetings.diary import Entry
from storage.meeting_places import Way
from storage.meetings import Meeting
from storage.round_records import Group, Programme
from storage.transaction import Transaction
from storage.types import Member, NetworkId


@dataclass(frozen=True, slots=True)
class Facts:
    """A meeting with its group, its scheme, and who of the group is still here.

    `own` is the zone of whoever reads it; the scheme's where they did not say, or several read it.
    """

    meeting: Meeting
    group: Group
    programme: Programme
    members: tuple[Member, ...]
    own: str

    @property
    def zone(self) -> str:
        return self.programme.timing.zone

    def say(self, moment: datetime) -> str:
        """Return a moment in words, by the scheme's clock and by the reader's own."""
        return say_for(moment, self.zone, self.own)

    def others(self, reader: Member | None) -> list[Member]:
        """Return everybody but the reader."""
        return [m for m in self.members if reader is None or m.id != reader.id]


def facts_of(
    tx: Transaction, meeting: Meeting, network_id: NetworkId, reader: Member | None = None
) -> Facts:
    """Return what there is to say about a meeting of this network to a reader; NotFoundError."""
    group = tx.rounds.group(meeting.group_id, network_id)
    round_ = tx.rounds.get(group.round_id, network_id)
    programme = tx.programmes.get(round_.programme_id, network_id)
    found = tx.members.many(group.members)
    here = tuple(found[m] for m in group.members if m in found)
    own = reader.profile.zone if reader else ""
    return Facts(meeting, group, programme, here, own or programme.timing.zone)


def entry_of(facts: Facts) -> Entry | None:
    """Return the meeting as it stands in a diary; None where no time was ever agreed.

    Diaries are seen by colleagues, so neither the network nor any contact detail is in it.
    """
    meeting = facts.meeting
    if meeting.starts_at is None:
        return None
    names = say_all(sorted(say_name(member) for member in facts.members))
    is_set = facts.programme.format.kind == "sets"
    return Entry(
        uid=meeting.id,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        title=_("Action learning set: {names}").format(names=names) if is_set else names,
        details=_of_set(facts) if is_set else _of_talk(facts),
        way=_("See the facilitator's message") if is_set else say_way(meeting.way),
        cancelled=meeting.state not in ("agreed", "held") or facts.group.state != "active",
    )


def _of_talk(facts: Facts) -> str:
    words = _("A conversation of {minutes} minutes. There's no agenda, and no selling.")
    return words.format(minutes=facts.meeting.minutes)


def _of_set(facts: Facts) -> str:
    leader = [member for member in facts.members if member.id == facts.meeting.led_by]
    words = _("{name} facilitates. One or two of you bring a real problem from work.")
    return words.format(name=say_names(leader) if leader else _("Whoever offers"))


def say_way(way: Way) -> str:
    """Return "Video call", "Phone" or "In person"."""
    return {"video": _("Video call"), "phone": _("Phone"), "in person": _("In person")}[way]


def by_way(way: Way) -> str:
    """Return "by video", "by phone" or "in person"."""
    return {"video": _("by video"), "phone": _("by phone"), "in person": _("in person")}[way]


def moment_of(facts: Facts) -> str:
    """Return when the meeting is, in words; empty before a time was agreed."""
    starts = facts.meeting.starts_at
    return facts.say(starts) if starts else ""


def where_it_is(where: str) -> list[Block]:
    """Return where a meeting is, or would be, if that was said."""
    if not where:
        return []
    return [paragraph(_("Where: {where}"), where=Italic(where))]


def suggest_button(group: Group) -> Button:
    """Suggest times to whom one was introduced to."""
    return Button(_("Suggest times"), "unmentor times", group.id, "primary")
