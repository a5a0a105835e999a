"""What members are told of their turns by themselves: asked, paused for silence, back again."""

from bot.message import Bold, Button, Buttons, Message, paragraph, rich, say
from bot.wording.language import gettext as _
from bot.wording.look import Look
from bot.wording.members.leaving import leave_button
from bot.wording.rounds import turns as wording
from bot.wording.schemes.schemes import what_comes_next
from bot.wording.view import view_for
from jobs.members.belonging import enrolment
from storage.notices.taking_part import BackAgain, InThisRound, PausedForSilence
from storage.round_records import Enrolment, Programme
from storage.types import Member, MemberId, ProgrammeId


def in_this_round(look: Look, notice: InThisRound) -> Message | None:
    """In this month? Nothing where that was answered, or the round was sent."""
    round_ = look.tx.rounds.get(notice.round_id, look.network.id)
    found = _part(look, round_.programme_id, notice.member_id)
    turn = look.tx.turns.find(round_.id, notice.member_id)
    if found is None or round_.state != "proposed" or turn is None or turn.answer:
        return None
    programme, member, part = found
    if part.state == "paused" and part.paused_until is None:
        return None
    return wording.question(view_for(look, member), programme, round_)


def paused_for_silence(look: Look, notice: PausedForSilence) -> Message | None:
    """Three rounds went by without a word; one press brings them back."""
    found = _part(look, notice.programme_id, notice.member_id)
    if found is None or found[2].paused_why != "silent":
        return None
    programme, member, _part_in = found
    return Message(
        (
            paragraph(
                _("We haven't heard from you for three rounds of {scheme}. That's fine."),
                scheme=Bold(programme.name),
            ),
            paragraph(_("So that nobody waits for an answer, we've paused you there for now.")),
            paragraph(
                _("One press brings you back, whenever you like. You can also type {resume}."),
                resume=view_for(look, member).code("unmentor resume"),
            ),
            Buttons(
                (
                    Button(_("Bring me back"), "unmentor resume", programme.id, "primary"),
                    Button(_("Tell us why"), "unmentor quiet", programme.id),
                    leave_button(programme),
                )
            ),
        )
    )


def back_again(look: Look, notice: BackAgain) -> Message | None:
    """Our messages arrive again."""
    found = _part(look, notice.programme_id, notice.member_id)
    if found is None or found[2].state != "in":
        return None
    programme, member, _part_in = found
    view = view_for(look, member)
    return say(
        rich(
            _("Our messages couldn't reach you, so we had paused you in {scheme}."),
            scheme=Bold(programme.name),
        ),
        _("You've used Teapoint again, so you're back in."),
        what_comes_next(view, programme),
        rich(_("If you'd rather not, type {pause}."), pause=view.code("unmentor pause")),
    )


def _part(
    look: Look, programme_id: ProgrammeId, member_id: MemberId
) -> tuple[Programme, Member, Enrolment] | None:
    programme = look.tx.programmes.get(programme_id, look.network.id)
    member = look.tx.members.get(member_id, look.network.id)
    part = enrolment(look.tx, member, programme)
    if programme.ended_at or member.left_at or part is None:
        return None
    return programme, member, part
