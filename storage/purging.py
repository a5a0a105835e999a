"""Retention: what is deleted in time, whoever it was about. Running it again changes nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import CursorResult, Delete, Select, Update, delete, or_, select, update
from sqlalchemy.orm import Session

from storage.invitations import purge_invitations
from storage.purging_feeds import EDITION_TEXTS, POSTS, old_asking, old_editions, old_posts
from storage.purging_mail import old_uploads, purge_unconfirmed
from storage.tables import (
    AuditRow,
    ConsentRow,
    DeliveryRow,
    ErrandRow,
    FeedbackRow,
    GroupRow,
    InboxRow,
    InstallStateRow,
    LeftOutRow,
    LinkCodeRow,
    MeetingRow,
    MeetingSlotRow,
    MemberMergeRow,
    MemberRow,
    NoteDraftRow,
    NoticeRow,
    PictureRow,
    RateBucketRow,
    RemovalRow,
    ReportRow,
    RoundRow,
    SeatRow,
    TurnRow,
    WaitingRow,
)

_OVER = ("sent", "dead", "cancelled")
_STANDING = ("NotePost", "NotePart")


@dataclass(frozen=True, slots=True)
class Retention:
    """How long things are kept. `months`: introductions, audit, and members who left."""

    texts: timedelta = timedelta(days=30)
    inbox: timedelta = timedelta(days=7)
    months: int = 24


USUAL = Retention()


def purge_rows(session: Session, now: datetime, keep: Retention) -> int:
    """Delete and clear what is older than its time; return how many rows were changed."""
    cutoff = months_before(now, keep.months)
    statements = [
        *_texts(now - keep.texts),
        *_machinery(now, keep),
        *_old_rounds(cutoff),
        *_old_messages(cutoff),
        *_old_records(cutoff),
        *old_editions(months_before(now, EDITION_TEXTS), months_before(now, POSTS)),
        *old_posts(months_before(now, POSTS)),
        *old_asking(now - keep.inbox, now - keep.texts),
        *old_uploads(now),
    ]
    changed = sum(_run(session, statement) for statement in statements)
    changed += _clear_commands(session, now - keep.texts)
    changed += purge_invitations(session, now, keep.texts)
    changed += purge_unconfirmed(session, now)
    session.expire_all()
    return changed


def months_before(now: datetime, months: int) -> datetime:
    """Return the same time of day so many calendar months earlier, at the latest on the 28th."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return now.replace(year=year, month=month + 1, day=min(now.day, 28))


def _run(session: Session, statement: Update | Delete) -> int:
    quietly = statement.execution_options(synchronize_session=False)
    return cast("CursorResult[()]", session.execute(quietly)).rowcount


def _texts(before: datetime) -> list[Update | Delete]:
    old = (DeliveryRow.created_at < before, DeliveryRow.text_sealed.is_not(None))
    settled = (RemovalRow.settled_at < before, RemovalRow.words_sealed.is_not(None))
    blank = {"words_sealed": None, "contact_sealed": None, "taken_sealed": None}
    return [
        update(DeliveryRow).where(*old).values(text_sealed=None),
        update(RemovalRow).where(*settled).values(**blank),
    ]


def _machinery(now: datetime, keep: Retention) -> list[Update | Delete]:
    done = ErrandRow.state.in_(("done", "failed"))
    return [
        delete(InboxRow).where(InboxRow.received_at < now - keep.inbox),
        delete(ErrandRow).where(ErrandRow.created_at < now - keep.texts, done),
        delete(InstallStateRow).where(InstallStateRow.expires_at < now),
        delete(NoteDraftRow).where(NoteDraftRow.expires_at < now),
        delete(LinkCodeRow).where(LinkCodeRow.expires_at < now - keep.texts),
        delete(PictureRow).where(PictureRow.created_at < now - keep.texts),
        delete(RateBucketRow).where(RateBucketRow.free_at < now - keep.inbox),
    ]


def _old_rounds(cutoff: datetime) -> list[Update | Delete]:
    """A round stays, so that its period is not used again; who sat with whom in it does not."""
    over = RoundRow.state.in_(("closed", "cancelled")) & (RoundRow.close_at < cutoff)
    rounds = select(RoundRow.id).where(over)
    groups = select(GroupRow.id).where(GroupRow.round_id.in_(rounds))
    notices = select(NoticeRow.id).where(NoticeRow.round_id.in_(rounds))
    sent = or_(DeliveryRow.group_id.in_(groups), DeliveryRow.notice_id.in_(notices))
    return [
        *_around_groups(rounds, groups),
        delete(DeliveryRow).where(sent),
        delete(SeatRow).where(SeatRow.round_id.in_(rounds)),
        delete(LeftOutRow).where(LeftOutRow.round_id.in_(rounds)),
        delete(GroupRow).where(GroupRow.round_id.in_(rounds)),
    ]


def _around_groups(rounds: Select[str], groups: Select[str]) -> list[Update | Delete]:
    meetings = select(MeetingRow.id).where(MeetingRow.group_id.in_(groups))
    return [
        delete(MeetingSlotRow).where(MeetingSlotRow.meeting_id.in_(meetings)),
        delete(MeetingRow).where(MeetingRow.group_id.in_(groups)),
        delete(FeedbackRow).where(FeedbackRow.group_id.in_(groups)),
        delete(WaitingRow).where(WaitingRow.round_id.in_(rounds)),
        delete(TurnRow).where(TurnRow.round_id.in_(rounds)),
        delete(ReportRow).where(ReportRow.group_id.in_(groups)),
    ]


def _old_messages(cutoff: datetime) -> list[Update | Delete]:
    """What stands in a channel can be changed and taken back years later: it is still known."""
    finished = DeliveryRow.state.in_(_OVER)
    standing = select(NoticeRow.id).where(NoticeRow.kind.in_(_STANDING))
    over = finished & DeliveryRow.notice_id.not_in(standing)
    still_told = select(DeliveryRow.notice_id)
    return [
        delete(DeliveryRow).where(DeliveryRow.created_at < cutoff, over),
        delete(NoticeRow).where(NoticeRow.created_at < cutoff, NoticeRow.id.not_in(still_told)),
    ]


def _old_records(cutoff: datetime) -> list[Update | Delete]:
    forgotten = select(MemberRow.id).where(MemberRow.erased_at < cutoff)
    return [
        delete(AuditRow).where(AuditRow.at < cutoff),
        delete(ConsentRow).where(ConsentRow.member_id.in_(forgotten)),
        delete(MemberMergeRow).where(MemberMergeRow.merged_at < cutoff),
    ]


def _clear_commands(session: Session, before: datetime) -> int:
    """A kept answer remembers the line that was typed: it goes when the texts go."""
    typed = NoticeRow.body["command"].as_string() != ""
    kept: Select[NoticeRow] = select(NoticeRow).where(NoticeRow.kind == "Kept", typed)
    rows = session.scalars(kept.where(NoticeRow.created_at < before)).all()
    for row in rows:
        row.body = row.body | {"command": ""}
    session.flush()
    return len(rows)
