"""What of rounds, meetings and codes is somebody's own: the queries of their export."""

from sqlalchemy import ColumnElement, literal, or_, select
from sqlalchemy.orm import aliased

from storage.people import Person
from storage.queries import Query
from storage.tables import (
    AccountSpaceRow,
    FeedbackRow,
    InstallationRow,
    InvitationRow,
    MeetingRow,
    MemberRow,
    NetworkCodeRow,
    PastMeetingRow,
    ProgrammeRow,
    RoundRow,
    SpaceNetworkRow,
    SpaceRow,
    StayInTouchRow,
    TurnRow,
    WaitingRow,
)
from storage.types import NetworkId


def queries_of_member(person: Person) -> dict[str, Query]:
    """Return, by table, what somebody said and did around their introductions."""
    mine = person.member_id
    return {
        "feedback": select(
            FeedbackRow.said_at,
            FeedbackRow.worth,
            FeedbackRow.thing_sealed,
            FeedbackRow.share,
            FeedbackRow.posted_at,
        ).where(FeedbackRow.member_id == mine),
        "invitation": select(InvitationRow.created_at, InvitationRow.used_at).where(
            InvitationRow.member_id.in_([mine] if mine else [])
        ),
        "meeting": select(
            MeetingRow.number,
            MeetingRow.state,
            MeetingRow.way,
            MeetingRow.starts_at,
            MeetingRow.where_sealed,
            (MeetingRow.led_by == mine).label("you_went_first"),
            (MeetingRow.suggested_by == mine).label("you_suggested"),
        )
        .where(MeetingRow.group_id.in_(person.group_ids))
        .order_by(MeetingRow.starts_at),
        "past_meeting": _past_meetings(mine),
        "stay_in_touch": _stay_in_touch(mine),
        "turn": select(RoundRow.label.label("round"), TurnRow.answer, TurnRow.answered_at)
        .join(TurnRow, TurnRow.round_id == RoundRow.id)
        .where(TurnRow.member_id == mine),
        "waiting": select(
            RoundRow.label.label("round"),
            WaitingRow.why,
            WaitingRow.since,
            WaitingRow.settled_at,
        )
        .join(WaitingRow, WaitingRow.round_id == RoundRow.id)
        .where(WaitingRow.member_id == mine),
    }


def queries_of_accounts(person: Person) -> dict[str, Query]:
    """Return, by table, what somebody did as an organiser, and where they were seen."""
    mine, here = person.account_ids, person.network_id
    code = NetworkCodeRow
    return {
        "account_space": select(SpaceRow.name, AccountSpaceRow.seen_at)
        .join(AccountSpaceRow, AccountSpaceRow.space_id == SpaceRow.id)
        .where(AccountSpaceRow.account_id.in_(mine), _not_elsewhere(here)),
        "invitation_made": select(InvitationRow.created_at, InvitationRow.used_at).where(
            InvitationRow.made_by.in_(mine), InvitationRow.network_id == here
        ),
        "network_code": select(code.created_at, code.used_at).where(
            or_(code.made_by.in_(mine), code.used_by.in_(mine)), code.network_id == here
        ),
        "programme": select(ProgrammeRow.name.label("scheme")).where(
            ProgrammeRow.keeper_id.in_(mine), ProgrammeRow.network_id == here
        ),
        "installation": select(SpaceRow.name, InstallationRow.installed_at)
        .join(InstallationRow, InstallationRow.space_id == SpaceRow.id)
        .where(InstallationRow.installed_by.in_(mine), _not_elsewhere(here)),
    }


def _not_elsewhere(network_id: NetworkId) -> ColumnElement[bool]:
    """A workspace of this network, or of none: what another network has is not shown in this."""
    linked = select(SpaceNetworkRow.space_id)
    here = linked.where(SpaceNetworkRow.network_id == network_id)
    return or_(SpaceRow.id.in_(here), SpaceRow.id.not_in(linked))


def _past_meetings(mine: str | None) -> Query:
    other, met = aliased(MemberRow), PastMeetingRow
    return (
        select(other.name.label("with"), met.met_at)
        .join(met, or_(met.a_id == other.id, met.b_id == other.id))
        .where(or_(met.a_id == mine, met.b_id == mine), other.id != literal(mine))
    )


def _stay_in_touch(mine: str | None) -> Query:
    other, wish = aliased(MemberRow), StayInTouchRow
    return (
        select(other.name.label("with"), wish.wish, wish.asked_at)
        .join(wish, wish.other_id == other.id)
        .where(wish.member_id == mine)
    )
