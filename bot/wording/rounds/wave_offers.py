"""Somebody else waits, too: the offer to be introduced at once, what comes of it, or nobody."""

from bot.message import Block, Bold, Button, Buttons, Message, Paragraph, paragraph, say
from bot.refs import pack_ref
from bot.wording.language import gettext as _
from bot.wording.language import say_moment
from bot.wording.people import name_and_place, say_name
from bot.wording.view import View
from jobs.rounds import dates
from jobs.waves import waiting, waves
from storage.round_records import Programme
from storage.types import Member


def find_button(programme: Programme, label: str = "") -> Button:
    """Ask for another partner in a scheme."""
    return Button(label or _("Find me somebody"), "unmentor rematch", programme.id)


def offer_blocks(programme: Programme, other: Member) -> tuple[Block, ...]:
    """Somebody else waits: would you like to be introduced now?"""
    ref = pack_ref(p=programme.id, m=other.id)
    words = _("{person} is also waiting for a partner. Would you like to be introduced now?")
    return (
        paragraph(words, person=name_and_place(other)),
        Buttons((Button(_("Introduce us now"), "unmentor rematch now", ref, "primary"),)),
    )


def introduced_now(view: View, programme: Programme, other: Member) -> Message:
    """Two who waited are introduced at once; the introduction itself comes as usual."""
    moment = dates.in_working_hours(programme, view.now)
    first = _("We're introducing you to {name}.").format(name=say_name(other))
    if moment > view.now:
        second = _("You'll both get the introduction on {moment}.")
        return say(first, second.format(moment=say_moment(moment, view.zone)))
    return say(first, _("You'll both get the introduction in a moment."))


def not_possible(programme: Programme) -> Message:
    """Whoever was offered has found somebody, or no longer waits."""
    return Message(
        (
            Paragraph((_("That isn't possible any more: somebody else was quicker."),)),
            Paragraph((_("Nothing has changed for you. We can look for somebody else."),)),
            Buttons((find_button(programme),)),
        )
    )


def nobody_to_offer(programme: Programme) -> Message:
    """Nobody waits who may be introduced at once."""
    return Message(
        (
            Paragraph((_("Nobody else is waiting for a partner at the moment."),)),
            Buttons((find_button(programme),)),
        )
    )


def late_offer(view: View, programme: Programme) -> tuple[Block, ...]:
    """Whoever joins or comes back after half-way can have somebody who waits, or ask for one."""
    round_ = view.tx.rounds.latest(programme.id, "open")
    if round_ is None or view.reader is None or view.now < round_.check_in_at:
        return ()
    other = waves.find_offer(view.tx, programme, round_, view.reader.id, view.now)
    if other:
        return offer_blocks(programme, other)
    busy = waiting.active_group(view.tx, round_, view.reader.id)
    waits = view.tx.waiting.find(round_.id, view.reader.id)
    if busy or waits or not waiting.can_wait(programme, round_, view.now):
        return ()
    return nobody_waits(view, programme)


def nobody_waits(view: View, programme: Programme) -> tuple[Block, ...]:
    """Nobody waits in the round that is under way, but somebody can be looked for."""
    words = _(
        "A round of {scheme} is under way, and nobody else is waiting for a partner at the "
        "moment. If you'd like to meet somebody in it already, we can look: type {rematch}."
    )
    return (
        paragraph(words, scheme=Bold(programme.name), rematch=view.code("unmentor rematch")),
        Buttons((find_button(programme),)),
    )
