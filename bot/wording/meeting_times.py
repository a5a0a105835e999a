"""A time to meet: the form, what is on offer, what was agreed, and how it gets into a diary."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from gettext import gettext as _
from itertools import zip_longest
from zoneinfo import ZoneInfo

from bot.message import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    ChoiceInput,
    Confirm,
    DateInput,
    Form,
    Italic,
    Link,
    Message,
    Option,
    Paragraph,
    Rich,
    TextInput,
    TimeInput,
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

DAYS, TIMES = ("day1", "day2", "day3"), ("time1", "time2", "time3")
WAY, WHERE = "way", "where"
WAYS: tuple[Way, ...] = ("video", "phone", "in person")


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


def form(
    group: Group,
    others: Sequence[Member],
    slots: Sequence[datetime],
    zone: str,
    meeting: Meeting | None,
) -> Form:
    """Up to three days and times, filled in with what suits everybody's working day."""
    inputs = [
        each
        for number, slot in zip_longest(range(len(DAYS)), slots)
        for each in _slot_inputs(number, slot, zone)
    ]
    words = _("{names} chooses one of these times.")
    if len(others) > 1:
        words = _("{names} can each choose: the first choice counts.")
    clock = _("Times are as on the clock in {city}.")
    return Form(
        title=_("Suggest times"),
        command="unmentor times",
        ref=group.id,
        submit=_("Suggest these times"),
        intro=(
            Paragraph((words.format(names=say_names(others)),)),
            Paragraph((clock.format(city=zone.rpartition("/")[2].replace("_", " ")),)),
        ),
        inputs=(*inputs, *_how_inputs(meeting)),
    )


def _slot_inputs(number: int, slot: datetime | None, zone: str) -> tuple[DateInput, TimeInput]:
    local = slot.astimezone(ZoneInfo(zone)) if slot else None
    day, at = (f"{local:%Y-%m-%d}", f"{local:%H:%M}") if local else ("", "")
    label = (_("First day"), _("Second day"), _("Third day"))[number]
    clock = (_("Time on the first day"), _("Time on the second day"), _("Time on the third day"))
    return (
        DateInput(DAYS[number], label, value=day, optional=number > 0),
        TimeInput(TIMES[number], clock[number], value=at, optional=number > 0),
    )


def _how_inputs(meeting: Meeting | None) -> tuple[ChoiceInput, TextInput]:
    ways = tuple(Option(way, say_way(way)) for way in WAYS)
    return (
        ChoiceInput(
            WAY, _("How to meet"), ways, value=meeting.way if meeting else "video", wide=True
        ),
        TextInput(
            WHERE,
            _("Where, or which number or link"),
            hint=_("Your partner sees this. It isn't put in the calendar file."),
            value=meeting.where if meeting else "",
            optional=True,
        ),
    )


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
    return Paragraph((words.format(moment=_moment(facts)),))


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
        moment=Bold(_moment(facts)),
        way=_by_way(facts.meeting.way),
        minutes=str(facts.meeting.minutes),
    )


def _moment(facts: Facts) -> str:
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
        return _and_again(view, facts, say(words.format(names=names)))
    words = {
        "left": _("Your meeting on {moment} is called off, since {names} no longer takes part."),
        "pause": _("Your meeting with {names} on {moment} is called off because of a break."),
    }.get(why, _("Your meeting with {names} on {moment} is called off."))
    lines = say(words.format(names=names, moment=_moment(facts)), *_removal(view, facts))
    return lines if why in ("left", "cannot") else _and_again(view, facts, lines)


def _removal(view: View, facts: Facts) -> list[Paragraph]:
    link = _file_link(view, facts)
    if not link or facts.meeting.starts_at is None or facts.meeting.starts_at <= view.now:
        return [Paragraph((_("Please take it out of your diary."),))]
    words = _("Please take it out of your diary, or open this {file}, which does so in most.")
    return [paragraph(words, file=link[0])]


def _and_again(view: View, facts: Facts, message: Message) -> Message:
    if facts.group.state != "active":
        return message
    again = Buttons((suggest_button(facts.group),))
    return Message((*message.blocks, again))


# Answers to those who choose, call off or come too late


def chosen(view: View, facts: Facts) -> Message:
    """The reader chose; the links come by direct message."""
    words = _("Agreed: {moment}. We've sent both of you a message with it for your diaries.")
    if len(facts.members) > 2:
        words = _("Agreed: {moment}. We've sent each of you a message with it for your diaries.")
    return say(words.format(moment=_moment(facts)))


def settled(view: View, facts: Facts) -> Message:
    """A time was agreed a moment before, so the other press came second."""
    moment = _moment(facts)
    change = rich(
        _("If it doesn't suit you, type {others}."), others=view.code("unmentor times others")
    )
    line = _("A time is agreed already: {moment}. Nothing has changed.").format(moment=moment)
    return say(line, change, *diary_links(view, facts))


def own(view: View, facts: Facts) -> Message:
    """Who suggested does not choose."""
    names = say_names(facts.others(view.reader))
    return say(
        _("You suggested these times, so {names} chooses. Nothing has changed.").format(
            names=names
        ),
        rich(_("To suggest others, type {others}."), others=view.code("unmentor times others")),
    )


def withdrawn(view: View, facts: Facts) -> Message:
    """That time is not on offer any more; those that are can be pressed."""
    gone = _("That time is no longer on offer, so nothing is agreed.")
    now = suggested(view, facts)
    return Message((Paragraph((gone,)), *now.blocks)) if now else none_offered(view, facts.group)


def past(view: View, group: Group) -> Message:
    """A time was chosen that has passed."""
    gone = _("That time has passed, so nothing is agreed. You can suggest new ones.")
    return say(gone, Buttons((suggest_button(group),)))


def none_offered(view: View, group: Group) -> Message:
    """Nothing is on offer."""
    words = _("There are no times to choose from at the moment. You can suggest some.")
    return say(words, Buttons((suggest_button(group),)))


def which(view: View, facts: Facts) -> Message:
    """A time was typed that we could not make out."""
    shown = suggested(view, facts)
    sorry = Paragraph((_("We couldn't tell which time you mean, so nothing is agreed."),))
    return Message((sorry, *shown.blocks)) if shown else none_offered(view, facts.group)


def off(view: View, facts: Facts, *, was_agreed: bool) -> Message:
    """The reader called it off."""
    names = say_names(facts.others(view.reader))
    if not was_agreed:
        words = _("The times are withdrawn, and we've told {names}.")
        return _and_again(view, facts, say(words.format(names=names)))
    words = _("Your meeting on {moment} is called off, and we've told {names}.")
    line = words.format(names=names, moment=_moment(facts))
    return _and_again(view, facts, say(line, *_removal(view, facts)))


def nothing_to_call_off(view: View) -> Message:
    """There is no meeting, and nothing is on offer."""
    return say(_("No meeting is agreed, so there's nothing to call off."))


# What is wrong with a time


def is_past() -> str:
    """A time that has passed."""
    return _("That time has passed. Choose one that is still to come.")


def is_skipped() -> str:
    """A time that the clocks skip."""
    return _("The clocks go forward over that time, so it doesn't exist. Choose another.")


def needs_time() -> str:
    """A day without a time."""
    return _("Choose a time, too.")


def needs_day() -> str:
    """A time without a day."""
    return _("Choose a day, too.")


def not_times(view: View, words: str) -> tuple[str, Rich]:
    """Words that say no time."""
    return (
        _("We can't tell which times you mean by “{words}”. Nothing has changed.").format(
            words=words
        ),
        rich(
            _("Type them like this: {example}."),
            example=view.code("unmentor times Tuesday 1 December at 10am, 2 December at 2pm"),
        ),
    )


def too_many() -> str:
    """More than three times."""
    return _("Suggest up to three times. Nothing has changed.")
