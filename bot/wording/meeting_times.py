"""A time to meet: the form, what is on offer, what was agreed, and how it gets into a diary."""

from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _

from bot.message import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Confirm,
    Italic,
    Link,
    Message,
    Paragraph,
    join,
    paragraph,
    rich,
    say,
)
from bot.wording.language import say_all, say_moment, say_time
from bot.wording.people import say_name, say_names
from bot.wording.trouble import MOST_CONTROLS
from bot.wording.view import View
from jobs.diary import Entry, google_link, outlook_link
from jobs.meeting_times import current, is_ahead, remind_at
from storage.meetings import Meeting, Way
from storage.notices import MeetingCalledOff, MeetingReminder, TimeAgreed, TimesSuggested
from storage.store import Transaction
from storage.types import Group, Member, NetworkId, Programme


@dataclass(frozen=True, slots=True)
class Facts:
    """A meeting with its group, its scheme, and who of the group is still here."""

    meeting: Meeting
    group: Group
    programme: Programme
    members: tuple[Member, ...]

    @property
    def zone(self) -> str:
        return self.programme.timing.zone

    def others(self, reader: Member | None) -> list[Member]:
        """Return everybody but the reader."""
        return [m for m in self.members if reader is None or m.id != reader.id]


def facts_of(tx: Transaction, meeting: Meeting, network_id: NetworkId) -> Facts:
    """Return what there is to say about a meeting of this network; NotFoundError."""
    group = tx.rounds.group(meeting.group_id, network_id)
    round_ = tx.rounds.get(group.round_id, network_id)
    programme = tx.programmes.get(round_.programme_id, network_id)
    found = tx.members.many(group.members)
    return Facts(meeting, group, programme, tuple(found[m] for m in group.members if m in found))


def entry_of(facts: Facts) -> Entry | None:
    """Return the meeting as it stands in a diary; None where no time was ever agreed.

    Diaries are seen by colleagues, so neither the network nor any contact detail is in it.
    """
    meeting = facts.meeting
    if meeting.starts_at is None:
        return None
    names = say_all(sorted(say_name(member) for member in facts.members))
    talk = _("A conversation of {minutes} minutes. There's no agenda, and no selling.")
    return Entry(
        uid=meeting.id,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        title=names,
        details=talk.format(minutes=meeting.minutes),
        way=say_way(meeting.way),
        cancelled=meeting.state != "agreed" or facts.group.state != "active",
    )


def say_way(way: Way) -> str:
    """Return "Video call", "Phone" or "In person"."""
    return {"video": _("Video call"), "phone": _("Phone"), "in person": _("In person")}[way]


def _by_way(way: Way) -> str:
    return {"video": _("by video"), "phone": _("by phone"), "in person": _("in person")}[way]


def word(
    view: View,
    facts: Facts,
    notice: TimesSuggested | TimeAgreed | MeetingCalledOff | MeetingReminder,
) -> Message | None:
    """Word a notice about a meeting as it is now; None: there is nothing to say any more."""
    if isinstance(notice, MeetingCalledOff):
        again = facts.meeting.state != "cancelled"
        return None if again else called_off(view, facts, notice.why)
    if facts.group.state != "active" or _apart(view, facts):
        return None
    match notice:
        case TimesSuggested():
            return suggested(view, facts)
        case TimeAgreed():
            return agreed(view, facts)
        case MeetingReminder():
            return reminder(view, facts)


def _apart(view: View, facts: Facts) -> bool:
    """Whoever reported that something was wrong is not told of times any more."""
    if view.reader is None or view.reader.id not in facts.group.members:
        return True
    avoided = set(view.tx.members.avoided_by(view.reader.id))
    return bool(avoided & {other.id for other in facts.others(view.reader)})


# Suggesting


def sent(view: View, facts: Facts) -> Message:
    """The times are with the others."""
    names = say_names(facts.others(view.reader))
    return say(
        _("We've sent {names} these times:").format(names=names),
        Bullets(tuple((say_moment(slot, facts.zone),) for slot in facts.meeting.slots)),
        _("We'll tell you what is chosen. Until then, nothing is agreed."),
    )


def suggested(view: View, facts: Facts) -> Message | None:
    """Somebody offers times; None where none of them is to come any more."""
    meeting, group = facts.meeting, facts.group
    slots = [slot for slot in meeting.slots if slot > view.now]
    if not slots:
        return None
    by = [member for member in facts.members if member.id == meeting.suggested_by]
    name = Bold(say_names(by)) if by else _("Your partner")
    words = _("{name} suggests meeting {way}, for {minutes} minutes. Which time suits you?")
    first = paragraph(words, name=name, way=_by_way(meeting.way), minutes=str(meeting.minutes))
    buttons = [
        Button(
            say_moment(slot, facts.zone), f"unmentor times choose {slot:%Y-%m-%dT%H:%MZ}", group.id
        )
        for slot in slots
    ]
    if len(buttons) < MOST_CONTROLS:
        buttons.append(Button(_("Suggest other times"), "unmentor times others", group.id))
    blocks: list[Block] = [first]
    if is_ahead(meeting, view.now):
        blocks.append(_still_agreed(facts))
    others = rich(
        _("If none of them does, suggest others: type {others}."),
        others=view.code("unmentor times others"),
    )
    return Message((*blocks, *_where(meeting), Paragraph(others), Buttons(tuple(buttons))))


def _still_agreed(facts: Facts) -> Paragraph:
    words = _("Until you choose, the time agreed stays: {moment}.")
    return Paragraph((words.format(moment=moment_of(facts)),))


def _where(meeting: Meeting) -> list[Block]:
    if not meeting.where:
        return []
    return [paragraph(_("Where: {where}"), where=Italic(meeting.where))]


# Agreed


def agreed(view: View, facts: Facts) -> Message | None:
    """A time is agreed: when, how, and how it gets into a diary. None once that is not so."""
    if not is_ahead(facts.meeting, view.now):
        return None
    first = _meeting_line(view, facts)
    blocks: list[Block] = [first, *_where(facts.meeting)]
    if facts.meeting.sequence > 1:
        words = _("This is a new time. If an earlier one is in your diary, please replace it.")
        blocks.append(Paragraph((words,)))
    blocks += diary_links(view, facts)
    if _is_reminded(view, facts):
        blocks.append(Paragraph((_("We'll remind you that morning."),)))
    return Message((*blocks, _change_buttons(facts.group)))


def _is_reminded(view: View, facts: Facts) -> bool:
    due = remind_at(facts.meeting, facts.zone)
    return due is not None and due > view.now


def diary_links(view: View, facts: Facts) -> list[Block]:
    """Ways into a diary, by links that say where they go; none for a meeting that is over."""
    entry = entry_of(facts)
    if entry is None or entry.ends_at <= view.now:
        return []
    links: list[Link] = [
        Link(_("Outlook"), outlook_link(entry, view.now)),
        Link(_("Google Calendar"), google_link(entry, view.now)),
        *_file_link(view, facts),
    ]
    return [paragraph(_("Put it in your diary: {links}."), links=join(links, ", "))]


def _file_link(view: View, facts: Facts) -> list[Link]:
    if view.names.diary is None:
        return []
    words = _("calendar file")
    return [Link(words, view.names.diary(facts.meeting.id, view.network.id))]


def _change_buttons(group: Group) -> Buttons:
    sure = _("We tell the others that it's off. You can suggest new times afterwards.")
    return Buttons(
        (
            Button(_("Suggest other times"), "unmentor times others", group.id),
            Button(
                _("Call it off"),
                "unmentor times off",
                group.id,
                confirm=Confirm(_("Call the meeting off?"), sure, _("Call it off"), _("Keep it")),
            ),
        )
    )


def _meeting_line(view: View, facts: Facts) -> Paragraph:
    return paragraph(
        _("You're meeting {names} on {moment}, {way}, for {minutes} minutes."),
        names=Bold(say_all(say_name(other) for other in facts.others(view.reader))),
        moment=Bold(moment_of(facts)),
        way=_by_way(facts.meeting.way),
        minutes=str(facts.meeting.minutes),
    )


def moment_of(facts: Facts) -> str:
    """Return when the meeting is, in words; empty before a time was agreed."""
    starts = facts.meeting.starts_at
    return say_moment(starts, facts.zone) if starts else ""


def standing(view: View, group: Group) -> list[Block]:
    """Return when a group meets, for somebody who asks how things stand; nothing if unsettled."""
    meeting = current(view.tx, group)
    if meeting is None or not is_ahead(meeting, view.now):
        return []
    facts = facts_of(view.tx, meeting, view.network.id)
    return [_meeting_line(view, facts), *_where(meeting)]


def reminder(view: View, facts: Facts) -> Message | None:
    """The meeting is today."""
    meeting = facts.meeting
    if not is_ahead(meeting, view.now) or meeting.starts_at is None:
        return None
    first = paragraph(
        _("You're meeting {names} today at {time}, {way}."),
        names=Bold(say_all(say_name(other) for other in facts.others(view.reader))),
        time=Bold(say_time(meeting.starts_at, facts.zone)),
        way=_by_way(meeting.way),
    )
    met = Button(_("We've met"), "unmentor met", facts.group.id, "primary")
    off = _change_buttons(facts.group).buttons
    return Message((first, *_where(meeting), Buttons((met, *off))))


def your_turn(view: View, group: Group, others: Sequence[Member]) -> Message:
    """Nobody suggested a time yet; it needn't be whoever goes first."""
    words = _(
        "Nobody has suggested a time for you and {names} yet. "
        "Would you like to? Two or three times are enough, and it takes a minute."
    )
    return Message(
        (
            Paragraph((words.format(names=say_names(others)),)),
            Buttons((suggest_button(group), Button(_("We've met"), "unmentor met", group.id))),
        )
    )


def suggest_button(group: Group) -> Button:
    """Suggest times to whom one was introduced to."""
    return Button(_("Suggest times"), "unmentor times", group.id, "primary")


# Off


def called_off(view: View, facts: Facts, why: str) -> Message:
    """A meeting, or what was on offer, is off: why as far as it is the reader's, and what now."""
    names = say_names(facts.others(view.reader))
    if why == "withdrawn":
        words = _("The times that were suggested for you and {names} are withdrawn.")
        return and_again(view, facts, say(words.format(names=names)))
    words = {
        "left": _("Your meeting on {moment} is called off, since {names} no longer takes part."),
        "pause": _("Your meeting with {names} on {moment} is called off because of a break."),
    }.get(why, _("Your meeting with {names} on {moment} is called off."))
    lines = say(words.format(names=names, moment=moment_of(facts)), *removal(view, facts))
    return lines if why in ("left", "cannot") else and_again(view, facts, lines)


def removal(view: View, facts: Facts) -> list[Paragraph]:
    """How a meeting that is off gets out of a diary."""
    link = _file_link(view, facts)
    if not link or facts.meeting.starts_at is None or facts.meeting.starts_at <= view.now:
        return [Paragraph((_("Please take it out of your diary."),))]
    words = _("Please take it out of your diary, or open this {file}, which does so in most.")
    return [paragraph(words, file=link[0])]


def and_again(view: View, facts: Facts, message: Message) -> Message:
    """Add a button for new times, where the two can still meet."""
    if facts.group.state != "active":
        return message
    again = Buttons((suggest_button(facts.group),))
    return Message((*message.blocks, again))
