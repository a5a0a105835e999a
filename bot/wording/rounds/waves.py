"""Another partner: who waits, why and until when, and what is said when one is found or not."""

from collections.abc import Sequence

from bot.message import (
    Block,
    Bold,
    Button,
    Buttons,
    Message,
    Paragraph,
    paragraph,
    rich,
    say,
)
from bot.wording.language import gettext as _
from bot.wording.language import say_date, say_moment
from bot.wording.people import say_names
from bot.wording.rounds.wave_offers import find_button, offer_blocks
from bot.wording.view import View
from jobs.calendars.calendar import CalendarError
from jobs.members.belonging import partners
from jobs.rounds import dates
from jobs.rounds.rounds import next_introductions
from jobs.waves import waiting, waves
from storage.round_records import Group, Programme, Round
from storage.types import Member
from storage.waiting import Wait


def how_it_waits(view: View, programme: Programme, wait: Wait) -> Paragraph:
    """That the reader waits, why, and until when."""
    if wait.why == "partner silent":
        return _if_silent(view, programme, wait)
    words = " ".join((_why(wait), say_until(view, programme, wait)))
    return Paragraph((words,))


def _why(wait: Wait) -> str:
    return {
        "partner cannot": _("Your partner can't meet this time, so we're looking for another one."),
        "partner left": _("Your partner has left, so we're looking for another one."),
        "late": _("A round is under way, and we're looking for a partner for you."),
        "left out": _("We're still looking for a partner for you in this round."),
        "asked": _("We're looking for a partner for you in this round."),
    }[wait.why]


def say_until(view: View, programme: Programme, wait: Wait) -> str:
    round_ = view.tx.rounds.get(wait.round_id, view.network.id)
    due = waiting.next_run(view.tx, round_)
    after = _next(view, programme)
    if due:
        first = _("We hope to introduce you on {moment}.").format(moment=say_moment(due, view.zone))
    else:
        first = _("We'll introduce you as soon as somebody new is waiting, too.")
    if not after:
        return first
    second = _("If we find nobody by {day}, you're in the next round, on {date}.")
    return f"{first} {second.format(day=_closes(round_), date=after)}"


def _if_silent(view: View, programme: Programme, wait: Wait) -> Paragraph:
    names = _partners_of(view, wait)
    day = say_date(dates.local_day(waiting.answer_by(programme, wait), programme))
    if wait.ready_at > view.now:
        words = _("If we hear nothing from {names} by {day}, we'll introduce you to somebody else.")
        return Paragraph((words.format(names=names, day=day),))
    words = _(
        "We've heard nothing from {names} yet. If somebody else is free, we'll introduce you. "
        "Until then, your introduction to {names} stands."
    )
    return Paragraph((words.format(names=names),))


def silent_blocks(view: View, programme: Programme, wait: Wait) -> tuple[Block, ...]:
    """What comes of a partner's silence, and the one press that keeps things as they are."""
    return (how_it_waits(view, programme, wait), *keep_blocks(view, wait))


def keep_blocks(view: View, wait: Wait) -> tuple[Block, ...]:
    """The way to keep a silent partner."""
    label = _("I'll wait for {names}").format(names=_partners_of(view, wait))
    return (
        paragraph(_("To keep waiting, press {button}."), button=Bold(label)),
        Buttons((Button(label, "unmentor wait", wait.group_id or ""),)),
    )


def cannot(
    view: View, programme: Programme, others: Sequence[Member], *, off: bool, looked_for: bool
) -> Message:
    """The answer to "I can't this time": the partner is told, and somebody else is looked for."""
    names = say_names(others)
    first = _("Thank you. We've noted that you can't meet this time. That's fine.")
    pause = rich(
        _("If the next month is busy too, type {pause}."), pause=view.code("unmentor pause")
    )
    if not off:
        words = _("We'll tell {names}, who can meet without you.") if len(others) > 1 else ""
        return say(first, *((words.format(names=names),) if words else ()), pause)
    words = (
        _("We'll tell {names}, and look for somebody else for them.")
        if looked_for
        else _("We'll tell {names}.")
    )
    return Message(
        (
            Paragraph((first,)),
            Paragraph((words.format(names=names),)),
            Paragraph((_("We won't look for anybody for you, unless you ask us to."),)),
            Paragraph(pause),
            Buttons((find_button(programme, _("Find me somebody else")),)),
        )
    )


# Asking for somebody


def asked(view: View, programme: Programme, wait: Wait | None, offer: Member | None) -> Message:
    """Another partner is looked for; somebody who waits, too, can be met at once."""
    if offer:
        return Message(offer_blocks(programme, offer))
    if wait is None:
        return no_wave(view, programme)
    if wait.why == "partner silent":
        return Message(silent_blocks(view, programme, wait))
    return Message((how_it_waits(view, programme, wait), Buttons((stop_button(programme),))))


def stop_button(programme: Programme) -> Button:
    """No longer look for another partner in this round."""
    return Button(_("Stop looking"), "unmentor rematch stop", programme.id)


def no_round(view: View, programme: Programme) -> Message:
    """No round is under way in which somebody could be found."""
    return say(_("No round is under way at the moment."), *what_comes_then(view, programme))


def no_wave(view: View, programme: Programme) -> Message:
    """The round ends before anybody can be introduced again."""
    return say(
        _("This round is nearly over, so we can't introduce you again in it."),
        *what_comes_then(view, programme),
    )


def met_already(view: View, programme: Programme, others: Sequence[Member]) -> Message:
    """Somebody who has met asks for another partner."""
    words = _("You and {names} have met, so we'll introduce you to somebody new next time.")
    return say(words.format(names=say_names(others)), *what_comes_then(view, programme))


def still_time(
    view: View, round_: Round, group: Group, others: Sequence[Member], *, silent: bool
) -> Message:
    """Somebody asks for another partner who has one."""
    names = say_names(others)
    first = _("You've been introduced to {names}, so nothing has changed.").format(names=names)
    rest = [_("If you can't meet {names}, tell us, and we'll look for somebody else for you both.")]
    if silent and view.now < round_.check_in_at:
        words = _("If you hear nothing from {names} until {day}, ask us again then.")
        day = say_date(round_.check_in_at.date())
        rest.insert(0, words.format(names="{names}", day=day))
    return Message(
        (
            Paragraph((first,)),
            *(Paragraph((sentence.format(names=names),)) for sentence in rest),
            Buttons((Button(_("I can't this time"), "unmentor can't", group.id),)),
        )
    )


def on_a_break(view: View, programme: Programme) -> Message:
    """Somebody who paused asks for a partner."""
    words = _("You're having a break from {scheme}. To be in again, type {resume}.")
    return say(rich(words, scheme=Bold(programme.name), resume=view.code("unmentor resume")))


def keeps(others: Sequence[Member]) -> Message:
    """Somebody waits for a silent partner."""
    names = say_names(others)
    return say(
        _("Fine. Your introduction to {names} stands.").format(names=names),
        _("We'll introduce you to nobody else in this round unless you ask us to."),
    )


def keeps_nothing(view: View) -> Message:
    """There was nothing to keep: nobody else is looked for."""
    return say(
        _("We weren't looking for anybody else for you, so nothing has changed."),
        rich(_("To see what comes next, type {status}."), status=view.code("unmentor status")),
    )


def stopped(view: View, programme: Programme) -> Message:
    """Nobody is looked for any more in this round."""
    return say(_("We've stopped looking for a partner for you."), *what_comes_then(view, programme))


def what_now(view: View, programme: Programme, round_: Round, reader: Member) -> tuple[Block, ...]:
    """What comes next for somebody whose partner is out: another one, or the next round."""
    wait = view.tx.waiting.find(round_.id, reader.id)
    if wait is None:
        return tuple(Paragraph((line,)) for line in what_comes_then(view, programme))
    first = _("We're looking for somebody else for you.")
    offer = waves.find_offer(view.tx, programme, round_, reader.id, view.now)
    blocks: tuple[Block, ...] = (Paragraph((f"{first} {say_until(view, programme, wait)}",)),)
    return (*blocks, *offer_blocks(programme, offer)) if offer else blocks


def what_comes_then(view: View, programme: Programme) -> tuple[str, ...]:
    after = _next(view, programme)
    words = _("We'll introduce you to somebody new on {date}.")
    return (words.format(date=after),) if after else ()


def _next(view: View, programme: Programme) -> str:
    """When the next round is; nothing where the rhythm holds no date any more."""
    if programme.ended_at:
        return ""
    try:
        return say_moment(next_introductions(view.tx, programme, view.now), view.zone)
    except CalendarError:
        return ""


def _closes(round_: Round) -> str:
    return say_date(round_.close_at.date())


def _partners_of(view: View, wait: Wait) -> str:
    if view.reader is None or wait.group_id is None:
        return _("your partner")
    group = view.tx.rounds.group(wait.group_id, view.network.id)
    return say_names(partners(view.tx, view.reader, group)) or _("your partner")
