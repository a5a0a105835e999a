"""What those who lost a partner, or wait for one, are told by message."""

from bot.message import (
    Bold,
    Button,
    Buttons,
    Message,
    Paragraph,
    paragraph,
)
from bot.wording.language import gettext as _
from bot.wording.language import say_moment
from bot.wording.look import Look
from bot.wording.meetings.meeting_facts import suggest_button
from bot.wording.people import say_name, say_names
from bot.wording.rounds.wave_offers import find_button
from bot.wording.rounds.waves import (
    how_it_waits,
    keep_blocks,
    say_until,
    stop_button,
    what_comes_then,
    what_now,
)
from bot.wording.view import view_for
from jobs.delivery.reaching import can_reach
from jobs.members.belonging import is_open, partners
from jobs.waves import waiting
from jobs.waves.waves import is_silent
from storage.notices.introductions import (
    NobodyYet,
    PartnerAsks,
    PartnerCannot,
    PartnerUnreachable,
    Replaced,
)
from storage.round_records import Group
from storage.types import Member, RoundId
from storage.waiting import Wait

Lost = PartnerCannot | PartnerUnreachable | PartnerAsks | Replaced | NobodyYet


def word(look: Look, notice: Lost) -> Message | None:
    """Word what somebody without a partner, or soon without one, is told; None: nothing."""
    match notice:
        case PartnerCannot():
            return partner_cannot(look, notice)
        case PartnerUnreachable():
            return partner_unreachable(look, notice)
        case PartnerAsks():
            return partner_asks(look, notice)
        case Replaced():
            return replaced(look, notice)
        case NobodyYet():
            return nobody_yet(look, notice)


def partner_cannot(look: Look, notice: PartnerCannot) -> Message | None:
    """The partner can't meet: a trio goes on; whoever is alone waits, or has the next round."""
    reader = look.find_present(notice.member_id)
    group, round_, programme = look.find_introduction(notice.group_id)
    if reader is None or round_.state != "open":
        return None
    name = say_name(look.tx.members.get(notice.partner_id, look.network.id))
    first = paragraph(_("{name} can't meet this time."), name=Bold(name))
    view = view_for(look, reader)
    if group.state == "active":
        others = [m for m in partners(look.tx, reader, group) if m.id != notice.partner_id]
        goes_on = _("You and {names} go on without {name}.")
        words = goes_on.format(names=say_names(others), name=name)
        return Message((first, Paragraph((words,)))) if others else None
    why = Paragraph((_("It has nothing to do with you. Months are busy."),))
    return Message((first, why, *what_now(view, programme, round_, reader)))


def partner_unreachable(look: Look, notice: PartnerUnreachable) -> Message | None:
    """What we write does not reach the partner; None once it does, or they meet no more."""
    reader = look.find_present(notice.member_id)
    group, round_, programme = look.find_introduction(notice.group_id)
    partner = look.find_present(notice.partner_id)
    if reader is None or partner is None or round_.state != "open" or group.state != "active":
        return None
    if can_reach(look.tx, partner.id):
        return None
    name = say_name(partner)
    first = paragraph(_("Our messages can't reach {name} at the moment."), name=Bold(name))
    write = _("If {name} shared how to write to them, that is in your introduction.")
    otherwise = _("Would you rather meet somebody else? Then we'll look for another partner.")
    words = f"{write.format(name=name)} {otherwise}"
    find = find_button(programme, _("Find me somebody else"))
    return Message((first, Paragraph((words,)), Buttons((find,))))


def partner_asks(look: Look, notice: PartnerAsks) -> Message | None:
    """The partner waits for a word; None once it came, or the partner no longer waits."""
    reader = look.find_present(notice.member_id)
    group, round_, programme = look.find_introduction(notice.group_id)
    wait = look.tx.waiting.find(round_.id, notice.partner_id)
    if reader is None or wait is None or not _is_asked(look, group, wait, reader):
        return None
    name = say_name(look.tx.members.get(notice.partner_id, look.network.id))
    said = {seat.member_id: seat.answer for seat in group.seats}
    by = waiting.answer_by(programme, wait)
    first = _("{name} is waiting to hear whether you can meet.")
    if said.get(notice.partner_id) == "not yet":
        first = _("{name} would still like to meet you.")
    then = _("Tell us by {moment}, or suggest a time. All answers are fine.")
    if by <= look.now:
        then = _("Tell us, or suggest a time. All answers are fine.")
    otherwise = _("If we hear nothing, we'll introduce {name} to somebody else who is free.")
    return Message(
        (
            paragraph(first, name=Bold(name)),
            Paragraph((then.format(moment=say_moment(by, programme.timing.zone)),)),
            Paragraph((otherwise.format(name=name),)),
            Buttons(
                (
                    suggest_button(group),
                    Button(_("Not yet, but we will"), "unmentor not yet", group.id),
                    Button(_("I can't this time"), "unmentor can't", group.id),
                )
            ),
        )
    )


def _is_asked(look: Look, group: Group, wait: Wait, reader: Member) -> bool:
    """Whether the reader is still the one from whom nothing was heard, and may be asked."""
    if wait.group_id != group.id or not is_open(look.tx, reader, group):
        return False
    silent = reader.id in group.members and is_silent(look.tx, group, wait.member_id, look.now)
    return silent and wait.member_id not in look.tx.members.avoided_by(reader.id)


def replaced(look: Look, notice: Replaced) -> Message | None:
    """The reader's partner meets somebody else; without blame, and with a way back in."""
    reader = look.find_present(notice.member_id)
    group, round_, programme = look.find_introduction(notice.group_id)
    if reader is None or round_.state != "open":
        return None
    view = view_for(look, reader)
    gone = [m for m in look.tx.members.many(group.members).values() if m.id != reader.id]
    words = _("We've introduced {names} to somebody else, so your introduction is called off.")
    return Message(
        (
            Paragraph((words.format(names=say_names(gone)),)),
            Paragraph((_("That's fine, and there's nothing you need to do. Months are busy."),)),
            *(Paragraph((line,)) for line in what_comes_then(view, programme)),
            Paragraph((_("If you'd like to meet somebody sooner, we'll look for a partner."),)),
            Buttons((find_button(programme),)),
        )
    )


def nobody_yet(look: Look, notice: NobodyYet) -> Message | None:
    """A wave found nobody for the reader; None where they no longer wait."""
    reader = look.find_present(notice.member_id)
    wait = look.tx.waiting.find(notice.round_id, notice.member_id)
    if reader is None or wait is None:
        return None
    round_ = look.tx.rounds.get(RoundId(notice.round_id), look.network.id)
    programme = look.tx.programmes.get(round_.programme_id, look.network.id)
    view = view_for(look, reader)
    first = (
        _("We've found nobody new for you yet: you've met everybody who is waiting.")
        if notice.met_all
        else _("We've found nobody for you to meet yet.")
    )
    if wait.why == "partner silent":
        rest = (how_it_waits(view, programme, wait), *keep_blocks(view, wait))
        return Message((Paragraph((first,)), *rest))
    second = say_until(view, programme, wait)
    return Message((Paragraph((first,)), Paragraph((second,)), Buttons((stop_button(programme),))))
