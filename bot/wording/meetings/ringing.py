"""How two get together who have agreed on a time: where, or by phone who rings whom, on what."""

from bot.message import Block, paragraph
from bot.wording.language import gettext as _
from bot.wording.meetings.meeting_facts import Facts, where_it_is
from bot.wording.people import say_name
from bot.wording.view import View
from storage.types import Member


def how_they_meet(view: View, facts: Facts) -> list[Block]:
    """Return where a meeting is, if that was said; for one by phone else who rings whom.

    Whoever suggested the time rings, on the number that the other agreed to share.
    """
    meeting, reader = facts.meeting, view.reader
    if meeting.where or meeting.way != "phone" or reader is None or len(facts.members) != 2:
        return where_it_is(meeting.where)
    others = facts.others(reader)
    if meeting.suggested_by == reader.id:
        return [block for other in others for block in _ring(other)]
    return [block for other in others for block in _is_rung(view, reader, other)]


def _ring(other: Member) -> list[Block]:
    name, number = say_name(other), other.profile.contact.phone
    if number:
        return [paragraph(_("You ring {name} on {number}."), name=name, number=number)]
    return [paragraph(_("You ring {name}. Please ask which number to use before then."), name=name)]


def _is_rung(view: View, reader: Member, other: Member) -> list[Block]:
    name, number = say_name(other), reader.profile.contact.phone
    if number:
        return [paragraph(_("{name} rings you on {number}."), name=name, number=number)]
    words = _(
        "{name} rings you, but doesn't have your number. Please send it, or give it to the people "
        "we introduce you to: type {profile}."
    )
    return [paragraph(words, name=name, profile=view.code("unmentor profile"))]
