"""What those who lost a partner, or wait for one, are told by message."""

from gettext import gettext as _

from bot.message import (
    Bold,
    Buttons,
    Message,
    Paragraph,
    paragraph,
)
from bot.wording.look import Look
from bot.wording.people import say_name, say_names
from bot.wording.view import view_for
from bot.wording.wave_offers import find_button
from bot.wording.waves import (
    how_it_waits,
    keep_blocks,
    say_until,
    stop_button,
    what_comes_then,
    what_now,
)
from jobs.membership import partners
from storage.notices import NobodyYet, PartnerCannot, Replaced
from storage.types import RoundId


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
