"""Whose turn it is: "in this month?", what is said to each answer, and every n-th round."""

from datetime import datetime

from bot.form import ChoiceInput, Form, Option
from bot.message import Bold, Button, Buttons, Message, Paragraph, paragraph, rich, say
from bot.wording.language import capital, ngettext, say_moment
from bot.wording.language import gettext as _
from bot.wording.rounds.round_names import say_round
from bot.wording.schemes.rhythms import say_rhythm
from bot.wording.schemes.schemes import next_moment, what_comes_next
from bot.wording.view import View
from jobs.calendars.calendar import CalendarError
from jobs.rounds import dates, turns
from storage.round_records import Enrolment, Programme, Round
from storage.turns import TurnAnswer

EVERY = "every"
CHOICES = (1, 2, 3, 4, 6, 12)


def question(view: View, programme: Programme, round_: Round) -> Message:
    """In this month? Two answers, until when, and what no answer means."""
    plan_at = dates.plan_at(programme, round_.introduce_at)
    return Message(
        (
            paragraph(
                _("Are you in {round} of {scheme}? People are introduced on {day}."),
                round=say_round(programme, round_),
                scheme=Bold(programme.name),
                day=say_moment(round_.introduce_at, view.zone),
            ),
            paragraph(
                _("Please tell us by {day}."), day=say_moment(max(plan_at, view.now), view.zone)
            ),
            paragraph(
                _("If we don't hear from you, you're not in this round. No hard feelings."),
            ),
            answer_buttons(round_),
        )
    )


def answer_buttons(round_: Round) -> Buttons:
    """The two answers."""
    return Buttons(
        (
            Button(_("I'm in"), "unmentor in", round_.id, "primary"),
            Button(_("Not this time"), "unmentor out", round_.id),
        )
    )


def answered(view: View, programme: Programme, round_: Round, said: TurnAnswer) -> Message:
    """The answer is noted, and can be changed."""
    name, day = say_round(programme, round_), say_moment(round_.introduce_at, view.zone)
    if round_.introduce_at <= view.now:
        return _answered_late(view, name, said)
    if said == "in":
        return say(
            _("You're in {round}. We'll introduce you on {day}.").format(round=name, day=day),
            rich(_("If that changes before then, type {out}."), out=view.code("unmentor out")),
        )
    return say(
        _("That's fine. You're not in {round}.").format(round=name),
        rich(
            _("If you change your mind before {day}, type {in_}. We'll ask again next time."),
            day=day,
            in_=view.code("unmentor in"),
        ),
    )


def _answered_late(view: View, name: str, said: TurnAnswer) -> Message:
    """The day of the round has passed, and it still waits for an organiser."""
    if said == "in":
        words = _("You're in {round}. We'll introduce you as soon as an organiser sends it.")
        out = _("If that changes before then, type {out}.")
        return say(words.format(round=name), rich(out, out=view.code("unmentor out")))
    again = _("If you change your mind before it's sent, type {in_}. We'll ask again next time.")
    return say(
        _("That's fine. You're not in {round}.").format(round=name),
        rich(again, in_=view.code("unmentor in")),
    )


def too_late(programme: Programme, round_: Round) -> Message:
    """The round was sent, or dropped, before the answer came."""
    name = capital(say_round(programme, round_))
    first = (
        _("{round} was dropped, so there's nothing to answer.")
        if round_.state == "cancelled"
        else _("{round} has begun, so this answer came too late for it.")
    )
    return say(first.format(round=name), _("We'll ask you again before the next round."))


def in_already(view: View, programme: Programme) -> Message:
    """Nobody is being asked now, and the member takes part."""
    lead = rich(_("You're in {scheme} already."), scheme=Bold(programme.name))
    if turns.asks(programme):
        asked = _("Before each round we ask whether you're in that one. Nothing has changed.")
        return say(lead, asked)
    return say(lead, what_comes_next(view, programme))


def part_now(view: View, programme: Programme, part: Enrolment) -> list[Paragraph]:
    """What a member is told of their next round, besides when it is: resting, asked, answered."""
    if part.rest:
        return [resting(view, programme, part)]
    round_ = view.tx.rounds.latest(programme.id, "proposed")
    turn = view.tx.turns.find(round_.id, part.member_id) if round_ else None
    lines = [what_comes_next(view, programme)]
    if turns.asks(programme):
        asked = round_ if turn else None
        lines = [_asked_line(view, programme, asked, turn.answer if turn else None)]
    if part.every > 1:
        lines.append(Paragraph((_every_line(part.every),)))
    return lines


def _asked_line(
    view: View, programme: Programme, round_: Round | None, said: TurnAnswer | None
) -> Paragraph:
    if round_ is None:
        moment = next_moment(view, programme)
        words = _("The next introductions are on {day}. We'll ask before then whether you're in.")
        if moment is None:
            return Paragraph((_("No date is set for the next introductions yet."),))
        return paragraph(words, day=say_moment(moment, view.zone))
    name, day = say_round(programme, round_), say_moment(round_.introduce_at, view.zone)
    if said == "in":
        words = _("You're in {round}: we'll introduce you on {day}. To change that, type {out}.")
        if round_.introduce_at <= view.now:
            words = _("You're in {round}, once an organiser sends it. To change that, type {out}.")
        return paragraph(words, round=name, day=day, out=view.code("unmentor out"))
    if said == "out":
        words = _("You're not in {round}. To be in it after all, type {in_}.")
        return paragraph(words, round=name, in_=view.code("unmentor in"))
    words = _("Are you in {round}, on {day}? Type {in_} or {out}.")
    if round_.introduce_at <= view.now:
        words = _("Are you in {round}, once an organiser sends it? Type {in_} or {out}.")
    in_, out = view.code("unmentor in"), view.code("unmentor out")
    return paragraph(words, round=name, day=day, in_=in_, out=out)


def resting(view: View, programme: Programme, part: Enrolment) -> Paragraph:
    """When a member is next in who takes part in every n-th round only."""
    moment = next_for(view, programme, part)
    if moment is None:
        return Paragraph((_every_line(part.every),))
    return paragraph(
        _("{every} You're next in on {day}. To be in sooner, type {more}."),
        every=_every_line(part.every),
        day=say_moment(moment, view.zone),
        more=view.code("unmentor every round"),
    )


def next_for(view: View, programme: Programme, part: Enrolment) -> datetime | None:
    """Return when a member is next in; None where the rhythm holds no such date."""
    first = next_moment(view, programme)
    try:
        return turns.next_in(programme, first, part.rest) if first else None
    except CalendarError:
        return None


def every_form(programme: Programme, part: Enrolment) -> Form:
    """How often should the member be introduced?"""
    return Form(
        title=_("How often"),
        command="unmentor every",
        ref=programme.id,
        submit=_("Save"),
        intro=(
            paragraph(
                _("{scheme} introduces people {rhythm}."),
                scheme=Bold(programme.name),
                rhythm=say_rhythm(programme.timing),
            ),
        ),
        inputs=(
            ChoiceInput(
                EVERY,
                _("How often would you like to be in?"),
                tuple(Option(str(n), capital(say_every(n))) for n in _choices(part.every)),
                value=str(part.every),
            ),
        ),
    )


def every_set(view: View, programme: Programme, part: Enrolment) -> Message:
    """How often a member takes part from now on, and when that is next."""
    if part.every == 1:
        lead = _("You're in every round of {scheme} from now on.")
        return say(rich(lead, scheme=Bold(programme.name)), *part_now(view, programme, part))
    moment = next_for(view, programme, part)
    lead = _("From now on you're in {every} of {scheme}.")
    lines = [rich(lead, every=say_every(part.every), scheme=Bold(programme.name))]
    if moment:
        day = say_moment(moment, view.zone)
        lines.append(rich(_("You're next in on {day}."), day=day))
    lines.append(
        rich(_("To be in every round again, type {more}."), more=view.code("unmentor every round"))
    )
    return say(*lines)


def not_a_rhythm(words: str) -> tuple[str, ...]:
    """The words were not understood as how often."""
    return (
        _("We don't understand “{words}” as how often. Nothing has changed.").format(
            words=words[:80]
        ),
        _("Try every round, every 2 rounds or every 2 months, up to {most}.").format(
            most=turns.MOST_EVERY
        ),
    )


def does_not_fit(programme: Programme) -> tuple[str, ...]:
    """The scheme's rounds do not come so that this could be kept."""
    return (
        _("{scheme} introduces people {rhythm}, so we can't keep to that.").format(
            scheme=programme.name, rhythm=say_rhythm(programme.timing)
        ),
        _("Nothing has changed. Try every 2 rounds, or every 3 rounds."),
    )


def say_every(count: int) -> str:
    """Return "every round", "every second round" or "one round in 4"."""
    if count == 1:
        return _("every round")
    if count == 2:
        return _("every second round")
    return ngettext("one round in {count}", "one round in {count}", count).format(count=count)


def _every_line(count: int) -> str:
    return _("You take part in {every}.").format(every=say_every(count))


def _choices(now: int) -> list[int]:
    return sorted({*CHOICES, now})
