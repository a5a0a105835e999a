"""From a notice to the message that is told: one case each, and the type checker counts them."""

from typing import assert_never

from bot.message import Message, say
from bot.stamps import stamp
from bot.wording.carrying_on import carry_notices
from bot.wording.digests import digest_notices, following_notices
from bot.wording.events import camp_notices
from bot.wording.language import gettext as _
from bot.wording.look import Look
from bot.wording.meetings import sharing
from bot.wording.members import contacts, linked, mail_notices, member_notices
from bot.wording.mentoring import mentoring
from bot.wording.networks import organisation_notices, workspaces
from bot.wording.notes import consent_notices, note_notices
from bot.wording.organisers import importing, invitations, organising
from bot.wording.schemes import dry_run, handing_over, posts, stats
from bot.wording.sets import set_notices
from bot.wording.view import view_for
from storage.errors import NotFoundError
from storage.notices import Notice
from storage.notices.answers import (
    AskedNotice,
    DryRunFailed,
    DryRunReady,
    ImportFailed,
    ImportReport,
    InvitationList,
    StatsFailed,
    StatsReady,
)
from storage.notices.camps import CampNotice
from storage.notices.carrying import CarryNotice
from storage.notices.channels import (
    Announcement,
    ChannelNotice,
    JoinCard,
    ReminderPost,
    RoundClosed,
    ThingWorthSharing,
)
from storage.notices.consent import ConsentNotice
from storage.notices.digests import DigestNotice
from storage.notices.following import FollowingNotice
from storage.notices.introductions import IntroductionNotice
from storage.notices.linking import LinkNotice
from storage.notices.mail import MailNotice
from storage.notices.meetings import MeetingNotice
from storage.notices.notes import NoteNotice
from storage.notices.organisations import OrganisationNotice
from storage.notices.rounds import (
    DeliveryReport,
    PlanFailed,
    Rehearsal,
    RoundNotice,
    RoundNotPlanned,
    RoundReady,
    SomethingWrong,
    UnsureList,
)
from storage.notices.taking_part import MemberNotice
from storage.notices.terms import (
    MentorCheckIn,
    MentoringEnded,
    MentoringOver,
    SetAlone,
    SetChanged,
    SetMeetingAfter,
    SetMeetingMoved,
    SetMeetingOff,
    SetMeetingSoon,
    SetSmall,
    TermNotice,
)
from storage.notices.workspaces import (
    ChannelClosed,
    ContactWanted,
    HandedOver,
    InstallNeeded,
    SendingPaused,
    WorkspaceJoined,
    WorkspaceLeft,
    WorkspaceNotice,
)


def word(look: Look) -> Message | None:
    """Word a delivery's notice as things are now; None: there is nothing to say any more.

    Its buttons act in the delivery's network, wherever they are pressed. A removal is worded by
    the one sentence that is left where a message may not be deleted.
    """
    if look.delivery.act == "remove":
        return say(_("This message was taken back."))
    try:
        message = _word(look, look.tx.deliveries.notice(look.delivery))
    except NotFoundError:  # what it was about is gone, such as a round that was deleted in time
        return None
    return stamp(message, look.network.id) if message else None


def _word(look: Look, notice: Notice) -> Message | None:  # noqa: C901 - one line a family
    if isinstance(notice, IntroductionNotice):
        return member_notices.of_introduction(look, notice)
    if isinstance(notice, MemberNotice):
        return member_notices.of_member(look, notice)
    if isinstance(notice, MeetingNotice):
        return member_notices.of_meeting(look, notice)
    if isinstance(notice, TermNotice):
        return _of_term(look, notice)
    if isinstance(notice, ChannelNotice):
        return _of_channel(look, notice)
    if isinstance(notice, RoundNotice):
        return _of_round(look, notice)
    if isinstance(notice, WorkspaceNotice):
        return _of_workspace(look, notice)
    if isinstance(notice, AskedNotice):
        return _of_asked(look, notice)
    if isinstance(notice, NoteNotice):
        return note_notices.word(look, notice)
    if isinstance(notice, CampNotice):
        return camp_notices.word(look, notice)
    if isinstance(notice, CarryNotice):
        return carry_notices.word(look, notice)
    if isinstance(notice, ConsentNotice):
        return consent_notices.word(look, notice)
    if isinstance(notice, DigestNotice):
        return digest_notices.word(look, notice)
    if isinstance(notice, FollowingNotice):
        return following_notices.word(look, notice)
    if isinstance(notice, LinkNotice):
        return linked.word(look, notice)
    if isinstance(notice, MailNotice):
        return mail_notices.word(look, notice)
    if isinstance(notice, OrganisationNotice):
        return organisation_notices.word(look, notice)
    assert_never(notice)


def _of_term(look: Look, notice: TermNotice) -> Message | None:
    match notice:
        case (
            SetMeetingSoon()
            | SetMeetingAfter()
            | SetMeetingMoved()
            | SetMeetingOff()
            | SetChanged()
            | SetSmall()
            | SetAlone()
        ):
            return set_notices.word(look, notice)
        case MentorCheckIn() | MentoringOver() | MentoringEnded():
            return mentoring.word(look, notice)
        case _:
            assert_never(notice)


def _of_channel(look: Look, notice: ChannelNotice) -> Message | None:
    match notice:
        case ThingWorthSharing():
            return sharing.thing_worth_sharing(look, notice)
        case RoundClosed():
            return organising.round_closed(look, notice)
        case JoinCard():
            return organising.join_card(look, notice)
        case Announcement():
            return posts.announcement(look, notice)
        case ReminderPost():
            return posts.reminder(look, notice)
        case _:
            assert_never(notice)


def _of_round(look: Look, notice: RoundNotice) -> Message | None:
    match notice:
        case RoundReady():
            return organising.round_ready(look, notice)
        case PlanFailed():
            return organising.plan_failed(look, notice)
        case RoundNotPlanned():
            return organising.round_not_planned(look, notice)
        case Rehearsal():
            return organising.rehearsal(look, notice)
        case DeliveryReport():
            return organising.delivery_report(look, notice)
        case UnsureList():
            return organising.unsure_list(look)
        case SomethingWrong():
            return organising.something_wrong(look, notice)
        case _:
            assert_never(notice)


def _of_workspace(look: Look, notice: WorkspaceNotice) -> Message | None:
    match notice:
        case SendingPaused():
            return organising.sending_paused(notice)
        case InstallNeeded():
            return workspaces.install_needed(look, notice)
        case WorkspaceJoined():
            return workspaces.joined(look, notice)
        case WorkspaceLeft():
            return workspaces.left(look, notice)
        case ContactWanted():
            return contacts.wanted(look, notice)
        case ChannelClosed():
            return organising.channel_closed(look, notice)
        case HandedOver():
            return handing_over.handed_over(look, notice)
        case _:
            assert_never(notice)


def _of_asked(look: Look, notice: AskedNotice) -> Message | None:
    match notice:
        case DryRunReady():
            return dry_run.ready(look, notice)
        case DryRunFailed():
            return dry_run.failed(look, notice)
        case StatsReady():
            return stats.picture(look, notice)
        case StatsFailed():
            return stats.failed(look, notice)
        case ImportReport():
            return invitations.import_report(look, notice)
        case ImportFailed():
            return importing.failed(view_for(look))
        case InvitationList():
            return invitations.told(look, notice)
        case _:
            assert_never(notice)
