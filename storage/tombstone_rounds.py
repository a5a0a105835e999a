"""What rounds and codes forget of a member who is erased: answers, waits, words and wishes."""

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from storage.people import Person
from storage.tables import (
    AccountSpaceRow,
    FeedbackRow,
    InstallationRow,
    InvitationRow,
    MeetingRow,
    NetworkCodeRow,
    ProgrammeRow,
    SeatRow,
    StayInTouchRow,
    TurnRow,
    WaitingRow,
)
from storage.types import MemberId
from storage.updating import update_quietly


def forget_rounds_of(session: Session, member_id: MemberId) -> None:
    """Delete what the member said and asked; meetings stay, without who led or where."""
    for row in (TurnRow, WaitingRow, FeedbackRow):
        session.execute(delete(row).where(row.member_id == member_id))
    wishes = StayInTouchRow
    session.execute(
        delete(wishes).where(or_(wishes.member_id == member_id, wishes.other_id == member_id))
    )
    sat = select(SeatRow.group_id).where(SeatRow.member_id == member_id)
    update_quietly(
        session, update(MeetingRow).where(MeetingRow.group_id.in_(sat)), where_sealed=None
    )
    for column in (MeetingRow.led_by, MeetingRow.suggested_by):
        update_quietly(session, update(MeetingRow).where(column == member_id), **{column.key: None})
    named = update(InvitationRow).where(InvitationRow.member_id == member_id)
    blank = dict.fromkeys(("code_hash", "code_sealed", "details_sealed", "sheet_key"))
    update_quietly(session, named, member_id=None, **blank)


def forget_organising_of(session: Session, person: Person) -> None:
    """Clear who made a code or an invitation and who keeps a scheme, in the person's network."""
    for column in (
        InvitationRow.made_by,
        NetworkCodeRow.made_by,
        NetworkCodeRow.used_by,
        ProgrammeRow.keeper_id,
    ):
        row = column.class_
        mine = (column.in_(person.account_ids), row.network_id == person.network_id)
        update_quietly(session, update(row).where(*mine), **{column.key: None})


def forget_account_spaces(session: Session, account_id: str) -> None:
    """Where an account was seen, and what it installed, in workspaces that other networks share."""
    session.execute(delete(AccountSpaceRow).where(AccountSpaceRow.account_id == account_id))
    installed = update(InstallationRow).where(InstallationRow.installed_by == account_id)
    update_quietly(session, installed, installed_by=None)
