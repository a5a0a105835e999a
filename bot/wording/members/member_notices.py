"""What members are told, as things are when it is told: one case a notice."""

from collections.abc import Callable
from typing import assert_never

from bot.message import Message
from bot.wording.kept import answer_again
from bot.wording.language import say_moment
from bot.wording.look import Look
from bot.wording.meetings import meeting_facts, meeting_times, time_offers
from bot.wording.members import joining, leaving, pauses
from bot.wording.mentoring import mentor_asking
from bot.wording.rounds import check_ins, introductions, turn_notices, wave_notices, waves
from bot.wording.schemes import handing_over
from bot.wording.schemes.schemes import next_moment
from bot.wording.view import View, view_for
from jobs.meetings.meeting_times import current
from jobs.members.belonging import enrolment, is_open, partners
from storage.notices.introductions import (
    CheckIn,
    Introduced,
    IntroductionNotice,
    LeftOutOfRound,
    NobodyYet,
    OneOfSeveralGone,
    PartnerAsks,
    PartnerCannot,
    PartnerLeft,
    PartnerUnreachable,
    Replaced,
)
from storage.notices.meetings import (
    MeetingCalledOff,
    MeetingNotice,
    MeetingReminder,
    TimeAgreed,
    TimesSuggested,
    YourTurnToSuggest,
)
from storage.notices.taking_part import (
    BackAgain,
    InThisRound,
    Kept,
    MemberNotice,
    PausedForSilence,
    PauseEnded,
    SchemeEnded,
    Welcome,
)
from storage.round_records import Programme
from storage.types import GroupId, MemberId, ProgrammeId, RoundId


def of_introduction(look: Look, notice: IntroductionNotice) -> Message | None:
    """Word what partners are told of an introduction; None: there is nothing to say."""
    match notice:
        case Introduced():
            return _introduced(look, notice)
        case LeftOutOfRound():
            return _left_out(look, notice)
        case PartnerLeft():
            return _partner_left(look, notice)
        case OneOfSeveralGone():
            return _one_of_several_gone(look, notice)
        case PartnerCannot() | PartnerUnreachable() | PartnerAsks() | Replaced() | NobodyYet():
            return wave_notices.word(look, notice)
        case CheckIn():
            return _check_in(look, notice)
        case _:
            assert_never(notice)


def of_member(look: Look, notice: MemberNotice) -> Message | None:
    """Word what a member is told of their own part; None: there is nothing to say."""
    match notice:
        case InThisRound():
            return turn_notices.in_this_round(look, notice)
        case PausedForSilence():
            return turn_notices.paused_for_silence(look, notice)
        case BackAgain():
            return turn_notices.back_again(look, notice)
        case PauseEnded():
            return _of_scheme(look, notice, pauses.ended)
        case Welcome():
            return _of_scheme(look, notice, joining.welcome)
        case Kept():
            return answer_again(look, notice)
        case SchemeEnded():
            return handing_over.scheme_ended(look, notice)
        case _:
            assert_never(notice)


def of_meeting(look: Look, notice: MeetingNotice) -> Message | None:
    """Word what is told of a time to meet; None: there is nothing to say."""
    match notice:
        case TimesSuggested() | TimeAgreed() | MeetingCalledOff() | MeetingReminder():
            return _meeting(look, notice)
        case YourTurnToSuggest():
            return _your_turn(look, notice)
        case _:
            assert_never(notice)


def _introduced(look: Look, notice: Introduced) -> Message | None:
    group = look.tx.rounds.group(notice.group_id, look.network.id)
    if group.state != "active":
        return None
    if notice.to_member is None:
        return introductions.introduction(view_for(look), group)
    reader = look.find_present(notice.to_member)
    return introductions.introduction(view_for(look, reader), group) if reader else None


def _left_out(look: Look, notice: LeftOutOfRound) -> Message | None:
    round_ = look.tx.rounds.get(RoundId(notice.round_id), look.network.id)
    programme = _programme(look, round_.programme_id)
    if not programme or not _takes_part(look, notice.member_id, programme):
        return None
    part = look.tx.enrolments.get(programme.id, notice.member_id)
    if mentor_asking.says_nothing(programme, part):
        view = view_for(look)
        return mentor_asking.not_matched(view, programme, _next(view, programme))
    waits = look.tx.waiting.find(round_.id, notice.member_id) is not None
    return check_ins.left_out(_next(view_for(look), programme), waits=waits)


def _partner_left(look: Look, notice: PartnerLeft) -> Message | None:
    reader = look.find_present(notice.member_id)
    group = look.tx.rounds.group(GroupId(notice.group_id), look.network.id)
    round_ = look.tx.rounds.get(group.round_id, look.network.id)
    if reader is None or round_.state != "open":
        return None
    view = view_for(look, reader)
    programme = _programme(look, round_.programme_id)
    what_now = waves.what_now(view, programme, round_, reader) if programme else ()
    return leaving.partner_left(view, group, reader, what_now)


def _one_of_several_gone(look: Look, notice: OneOfSeveralGone) -> Message | None:
    reader = look.find_present(notice.member_id)
    group, round_, _programme = look.find_introduction(notice.group_id)
    if reader is None or reader.id not in group.members or group.state != "active":
        return None
    others = partners(look.tx, reader, group)
    if round_.state != "open" or not others:
        return None
    gone = look.tx.members.get(notice.gone_id, look.network.id)
    return leaving.one_of_several_gone(view_for(look, reader), group, gone, others)


def _check_in(look: Look, notice: CheckIn) -> Message | None:
    reader = look.find_present(notice.member_id)
    group = look.tx.rounds.group(GroupId(notice.group_id), look.network.id)
    if reader is None or reader.id not in group.members or not is_open(look.tx, reader, group):
        return None
    said = {seat.answer for seat in group.seats if seat.member_id == reader.id}
    others = partners(look.tx, reader, group)
    # Whoever reported that something was wrong is not asked whether they met.
    apart = set(look.tx.members.avoided_by(reader.id)) & {other.id for other in others}
    if said & {"met", "cannot"} or apart or not others:
        return None
    return check_ins.question(view_for(look, reader), group, others, last=notice.last)


def _meeting(
    look: Look, notice: TimesSuggested | TimeAgreed | MeetingCalledOff | MeetingReminder
) -> Message | None:
    reader = look.find_present(notice.member_id)
    meeting = look.tx.meetings.get(notice.meeting_id, look.network.id)
    if reader is None:
        return None
    facts = meeting_facts.facts_of(look.tx, meeting, look.network.id, reader)
    return meeting_times.word(view_for(look, reader), facts, notice)


def _your_turn(look: Look, notice: YourTurnToSuggest) -> Message | None:
    reader = look.find_present(notice.member_id)
    group = look.tx.rounds.group(notice.group_id, look.network.id)
    if reader is None or reader.id not in group.members or not is_open(look.tx, reader, group):
        return None
    others = partners(look.tx, reader, group)
    apart = set(look.tx.members.avoided_by(reader.id)) & {other.id for other in others}
    meeting = current(look.tx, group)
    if apart or not others:
        return None
    view = view_for(look, reader)
    if meeting is None:
        return time_offers.your_turn(group, others)
    return time_offers.not_pressed(
        view, meeting_facts.facts_of(look.tx, meeting, look.network.id, reader), reader
    )


def _of_scheme(
    look: Look, notice: PauseEnded | Welcome, words: Callable[[View, Programme], Message]
) -> Message | None:
    """What is said to somebody of a scheme, while they take part in it."""
    programme = _programme(look, notice.programme_id)
    reader = look.find_present(notice.member_id)
    if reader is None or not programme or not _takes_part(look, reader.id, programme):
        return None
    return words(view_for(look, reader), programme)


def _programme(look: Look, programme_id: ProgrammeId) -> Programme | None:
    programme = look.tx.programmes.get(programme_id, look.network.id)
    return programme if programme.ended_at is None else None


def _takes_part(look: Look, member_id: MemberId, programme: Programme) -> bool:
    member = look.find_present(member_id)
    part = enrolment(look.tx, member, programme) if member else None
    return part is not None and part.state == "in"


def _next(view: View, programme: Programme) -> str:
    moment = next_moment(view, programme)
    return say_moment(moment, view.zone) if moment else ""
