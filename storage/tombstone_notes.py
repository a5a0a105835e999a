"""What events and notes forget of somebody who is erased: what was written stays, unnamed."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from storage.people import Person
from storage.search_index import index_again
from storage.tables import (
    CallEntryRow,
    CarryingRow,
    EventRow,
    NoteCallRow,
    NoteDraftRow,
    NotePostRow,
    NoteReminderRow,
    NoteRow,
    NoteVersionRow,
    PlaceRow,
    PointRow,
    RemovalRow,
    SessionActionRow,
    SessionInterestRow,
    SessionLinkRow,
    SessionOutcomeRow,
    SessionPersonRow,
    SessionRow,
    TakeawayRow,
    ThemeFollowRow,
)
from storage.types import MemberId
from storage.updating import update_quietly


def forget_notes_of(session: Session, member_id: MemberId) -> None:
    """Take the member's name off what was written, and delete what was theirs alone."""
    named = select(SessionPersonRow.session_id).where(SessionPersonRow.member_id == member_id)
    sessions = session.scalars(named).all()
    for row in (SessionInterestRow, TakeawayRow, SessionPersonRow, NoteReminderRow):
        session.execute(delete(row).where(row.member_id == member_id))
    unnamed = (NoteRow, NoteVersionRow, NoteCallRow, SessionLinkRow, SessionOutcomeRow)
    for written in unnamed:
        mine = update(written).where(written.member_id == member_id)
        update_quietly(session, mine, member_id=None)
    for column, blank in (
        (SessionPersonRow.maybe_id, {}),
        (PointRow.member_id, {"name": ""}),
        (SessionActionRow.owner_id, {"owner": ""}),
        (CallEntryRow.member_id, {"named": False}),
        (NotePostRow.posted_by, {}),
        (CarryingRow.member_id, {"state": "open", "name": ""}),
    ):
        mine = update(column.class_).where(column == member_id)
        update_quietly(session, mine, **{column.key: None}, **blank)
    index_again(session, sessions)


def forget_events_of(session: Session, person: Person) -> None:
    """Clear who set events up and settled requests, in the person's network.

    Drafts go, and themes that they followed themselves.
    """
    drafts, follows = NoteDraftRow, ThemeFollowRow
    session.execute(
        delete(drafts).where(
            drafts.account_id.in_(person.account_ids), drafts.network_id == person.network_id
        )
    )
    to_them = select(PlaceRow.id).where(PlaceRow.account_id.in_(person.account_ids))
    session.execute(
        delete(follows).where(
            follows.network_id == person.network_id, follows.place_id.in_(to_them)
        )
    )
    for column in (
        EventRow.made_by,
        SessionRow.made_by,
        ThemeFollowRow.asked_by,
        RemovalRow.settled_by,
    ):
        row = column.class_
        mine = (column.in_(person.account_ids), row.network_id == person.network_id)
        update_quietly(session, update(row).where(*mine), **{column.key: None})
