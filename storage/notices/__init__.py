"""The notices: facts that must be told, by ids only. Words are the voice's.

A notice is queued with its recipients in the same transaction as the result that it tells of.
A new notice is one record in the file of its family and one wording; the type checker names the
second.

introductions.py · taking_part.py · meetings.py · terms.py · channels.py · rounds.py ·
workspaces.py · answers.py · notes.py · carrying.py · consent.py · digests.py · following.py ·
linking.py · mail.py · organisations.py
"""

from dataclasses import fields
from typing import Any, get_args

from storage.notices.answers import AskedNotice
from storage.notices.camps import CampNotice
from storage.notices.carrying import CarryNotice
from storage.notices.channels import ChannelNotice
from storage.notices.consent import ConsentNotice
from storage.notices.digests import DigestNotice
from storage.notices.following import FollowingNotice
from storage.notices.introductions import IntroductionNotice
from storage.notices.linking import LinkNotice
from storage.notices.mail import MailNotice
from storage.notices.meetings import MeetingNotice
from storage.notices.notes import NoteNotice
from storage.notices.organisations import OrganisationNotice
from storage.notices.rounds import RoundNotice
from storage.notices.taking_part import MemberNotice
from storage.notices.terms import TermNotice
from storage.notices.workspaces import WorkspaceNotice

Notice = (
    IntroductionNotice
    | MemberNotice
    | MeetingNotice
    | TermNotice
    | ChannelNotice
    | RoundNotice
    | WorkspaceNotice
    | AskedNotice
    | NoteNotice
    | CampNotice
    | CarryNotice
    | ConsentNotice
    | DigestNotice
    | FollowingNotice
    | LinkNotice
    | MailNotice
    | OrganisationNotice
)

KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Notice)}


def as_body(notice: Notice) -> dict[str, str | int | bool | None]:
    """Return the notice's fields for a JSON column."""
    return {f.name: getattr(notice, f.name) for f in fields(notice)}


def from_body(kind: str, body: dict[str, Any]) -> Notice:
    """Build the notice of this kind again; KeyError for a kind that this program does not know."""
    notice: Notice = KINDS[kind](**body)
    return notice
