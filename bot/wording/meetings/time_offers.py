"""Times on offer: sent, to be pressed, still not pressed; and who might suggest some."""

from collections.abc import Sequence

from bot.message import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Message,
    Paragraph,
    paragraph,
    rich,
    say,
)
from bot.wording.language import gettext as _
from bot.wording.language import say_date
from bot.wording.meetings.meeting_facts import Facts, by_way, moment_of, suggest_button, where_it_is
from bot.wording.meetings.working_days import doubts
from bot.wording.people import say_names
from bot.wording.trouble import MOST_CONTROLS
from bot.wording.view import View
from jobs.meetings.meeting_times import is_ahead
from jobs.meetings.work_weeks import Doubtful
from jobs.rounds.dates import local_day
from storage.round_records import Group
from storage.types import Member


def sent(view: View, facts: Facts, doubtful: Sequence[Doubtful]) -> Message:
    """The times are with the others; of those that may not suit, why."""
    others = facts.others(view.reader)
    return say(
        _("We've sent {names} these times:").format(names=say_names(others)),
        Bullets(tuple((facts.say(slot),) for slot in facts.meeting.slots)),
        *doubts(view, doubtful, others, facts.zone),
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
    first = paragraph(
        words, name=name, way=by_way(meeting.offered.way), minutes=str(meeting.minutes)
    )
    buttons = [
        Button(facts.say(slot), f"unmentor times choose {slot:%Y-%m-%dT%H:%MZ}", group.id)
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
    return Message(
        (*blocks, *where_it_is(meeting.offered.where), Paragraph(others), Buttons(tuple(buttons)))
    )


def on_offer(view: View, facts: Facts) -> list[Block]:
    """Return which times wait for an answer, for somebody who asks how things stand."""
    slots = [slot for slot in facts.meeting.slots if slot > view.now]
    by = [member for member in facts.members if member.id == facts.meeting.suggested_by]
    if not slots or not by:
        return []
    times = Bullets(tuple((facts.say(slot),) for slot in slots))
    if view.reader in by:
        return [Paragraph((_("You suggested these times, and none is chosen yet:"),)), times]
    words = _("{name} suggests these times. To choose the first one, type {choose}.")
    first = facts.meeting.slots.index(slots[0]) + 1
    choose = view.code(f"unmentor times choose {first}")
    return [paragraph(words, name=say_names(by), choose=choose), times]


def _still_agreed(facts: Facts) -> Paragraph:
    words = _("Until you choose, the time agreed stays: {moment}.")
    return Paragraph((words.format(moment=moment_of(facts)),))


def your_turn(group: Group, others: Sequence[Member]) -> Message:
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


def called_off_before(facts: Facts, reader: Member) -> Message:
    """A meeting was called off, and no new time was suggested since."""
    words = _(
        "No new time has been suggested for you and {names} yet. "
        "Would you like to suggest some? Two or three are enough."
    )
    return say(
        words.format(names=say_names(facts.others(reader))), Buttons((suggest_button(facts.group),))
    )


def _none_chosen(view: View, facts: Facts, reader: Member) -> Message | None:
    """The reader's own times have passed; None while one of them is still to come."""
    if max(facts.meeting.slots) > view.now:
        return None
    first = _("The times that you suggested to {names} have passed, and none was chosen.")
    then = _("That happens. We've asked {names}, too. Would you like to suggest new ones?")
    names = say_names(facts.others(reader))
    return say(
        first.format(names=names),
        then.format(names=names),
        Buttons((suggest_button(facts.group),)),
    )


def not_pressed(view: View, facts: Facts, reader: Member) -> Message | None:
    """Nobody pressed a time in four working days; None once the reader has nothing to do."""
    meeting = facts.meeting
    if meeting.state == "cancelled":
        return called_off_before(facts, reader)
    if not meeting.slots or is_ahead(meeting, view.now):
        return None
    if meeting.suggested_by == reader.id:
        return _none_chosen(view, facts, reader)
    names = say_names([m for m in facts.members if m.id == meeting.suggested_by])
    offer = suggested(view, facts)
    if offer is None:
        words = _("The times that {names} suggested have passed. Would you like to suggest some?")
        return say(words.format(names=names), Buttons((suggest_button(facts.group),)))
    day = say_date(local_day(meeting.suggested_at, facts.programme)) if meeting.suggested_at else ""
    words = _("{names} suggested times on {day}, and none is chosen yet. That's fine.")
    return Message((Paragraph((words.format(names=names, day=day),)), *offer.blocks))
