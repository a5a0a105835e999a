"""A time to meet that was agreed: when, how it gets into a diary and out of it, and the day."""

from datetime import datetime

from bot.message import (
    Block,
    Bold,
    Button,
    Buttons,
    Confirm,
    Link,
    Message,
    Paragraph,
    join,
    paragraph,
    say,
)
from bot.wording.language import gettext as _
from bot.wording.language import say_all, say_own, say_time
from bot.wording.meetings.meeting_facts import (
    Facts,
    by_way,
    entry_of,
    facts_of,
    moment_of,
    suggest_button,
)
from bot.wording.meetings.ringing import how_they_meet
from bot.wording.meetings.time_offers import on_offer, suggested
from bot.wording.people import say_name, say_names
from bot.wording.view import View
from jobs.meetings.diary import google_link, outlook_link
from jobs.meetings.meeting_times import current, is_ahead, remind_at
from storage.notices.meetings import MeetingCalledOff, MeetingReminder, TimeAgreed, TimesSuggested
from storage.round_records import Group


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


# Agreed


def agreed(view: View, facts: Facts) -> Message | None:
    """A time is agreed: when, how, and how it gets into a diary. None once that is not so."""
    if not is_ahead(facts.meeting, view.now):
        return None
    first = _meeting_line(view, facts)
    blocks: list[Block] = [first, *how_they_meet(view, facts)]
    if facts.meeting.sequence > 1:
        words = _("This is a new time. If an earlier one is in your diary, please replace it.")
        blocks.append(Paragraph((words,)))
    blocks += diary_links(view, facts)
    if _is_reminded(view, facts):
        blocks.append(Paragraph((_("We'll remind you that morning."),)))
    return Message((*blocks, _change_buttons(facts.group)))


def _is_reminded(view: View, facts: Facts) -> bool:
    starts_at = facts.meeting.starts_at
    return starts_at is not None and remind_at(starts_at, facts.own) > view.now


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
        way=by_way(facts.meeting.way),
        minutes=str(facts.meeting.minutes),
    )


def standing(view: View, group: Group) -> list[Block]:
    """Return when a group meets, or which times wait for an answer, for somebody who asks."""
    meeting = current(view.tx, group)
    if meeting is None:
        return []
    facts = facts_of(view.tx, meeting, view.network.id, view.reader)
    if not is_ahead(meeting, view.now):
        return [] if _apart(view, facts) else on_offer(view, facts)
    return [_meeting_line(view, facts), *how_they_meet(view, facts), *on_offer(view, facts)]


def reminder(view: View, facts: Facts) -> Message | None:
    """The meeting is today."""
    meeting = facts.meeting
    if not is_ahead(meeting, view.now) or meeting.starts_at is None:
        return None
    first = paragraph(
        _("You're meeting {names} today at {time}, {way}."),
        names=Bold(say_all(say_name(other) for other in facts.others(view.reader))),
        time=Bold(_today_at(meeting.starts_at, facts)),
        way=by_way(meeting.way),
    )
    met = Button(_("We've met"), "unmentor met", facts.group.id, "primary")
    off = _change_buttons(facts.group).buttons
    return Message((first, *how_they_meet(view, facts), Buttons((met, *off))))


def _today_at(moment: datetime, facts: Facts) -> str:
    """The time by the reader's own clock: they are reminded on their own morning."""
    time = say_time(moment, facts.own)
    own = say_own(moment, facts.zone, facts.own)
    return _("{time} your time").format(time=time) if own else time


# Off


def called_off(view: View, facts: Facts, why: str) -> Message:
    """A meeting, or what was on offer, is off: why as far as it is the reader's, and what now."""
    others = facts.others(view.reader)
    names = say_names(others)
    if why == "left" and not all(other.name for other in others):  # whoever was erased has no name
        names = _("whom you were to meet")
    if why == "withdrawn":
        words = _("The times that were suggested for you and {names} are withdrawn.")
        return and_again(facts, say(words.format(names=names)))
    words = {
        "left": _("Your meeting on {moment} is called off, since {names} no longer takes part."),
        "pause": _in_break(view, facts),
    }.get(why, _("Your meeting with {names} on {moment} is called off."))
    lines = say(words.format(names=names, moment=moment_of(facts)), *removal(view, facts))
    return lines if why in ("left", "cannot") else and_again(facts, lines)


def _in_break(view: View, facts: Facts) -> str:
    """Why a meeting is off that falls in a break: whose it is. Has placeholders."""
    parts = {m.id: view.tx.enrolments.find(facts.programme.id, m.id) for m in facts.members}
    resting = [m for m in facts.members if (part := parts[m.id]) and part.state == "paused"]
    if view.reader and view.reader.id in {member.id for member in resting}:
        return _(
            "Your meeting with {names} on {moment} is called off, since you have a break then."
        )
    if len(resting) == 1:
        words = _(
            "Your meeting with {names} on {moment} is called off, since {resting} has a break then."
        )
        return words.replace("{resting}", say_names(resting))
    return _("Your meeting with {names} on {moment} is called off because of a break.")


def removal(view: View, facts: Facts) -> list[Paragraph]:
    """How a meeting that is off gets out of a diary."""
    link = _file_link(view, facts)
    if not link or facts.meeting.starts_at is None or facts.meeting.starts_at <= view.now:
        return [Paragraph((_("Please take it out of your diary."),))]
    words = _("Please take it out of your diary, or open this {file}, which does so in most.")
    return [paragraph(words, file=link[0])]


def and_again(facts: Facts, message: Message) -> Message:
    """Add a button for new times, where the two can still meet."""
    if facts.group.state != "active":
        return message
    again = Buttons((suggest_button(facts.group),))
    return Message((*message.blocks, again))
