"""The schema. Only storage imports it; alembic reads its metadata.

Every column that names a person is a foreign key to `member` or `account`, so that export and
erasure can be checked against the schema itself. Columns that end in `_sealed` are encrypted.

workspaces.py · people.py · rounds.py · meetings.py · codes.py · machinery.py
"""

from storage.tables.base import Base
from storage.tables.codes import (
    InstallStateRow,
    InvitationRow,
    NetworkCodeRow,
    PastPairRow,
)
from storage.tables.machinery import (
    AuditRow,
    DeliveryRow,
    ErrandRow,
    InboxRow,
    NoticeRow,
    OccurrenceRow,
    PictureRow,
    RateBucketRow,
    ScheduleRow,
)
from storage.tables.meetings import (
    FeedbackRow,
    MeetingRow,
    MeetingSlotRow,
    PastMeetingRow,
    StayInTouchRow,
    TurnRow,
    WaitingRow,
)
from storage.tables.people import (
    AvoidRow,
    ConsentRow,
    InterestRow,
    InterestSynonymRow,
    MemberAccountRow,
    MemberInterestRow,
    MemberRow,
    OrganisationAliasRow,
    OrganisationRow,
)
from storage.tables.rounds import (
    EnrolmentRow,
    GroupRow,
    LeftOutRow,
    ProgrammeRow,
    ReportRow,
    RoundRow,
    SeatRow,
)
from storage.tables.workspaces import (
    AccountChoiceRow,
    AccountRow,
    AccountSpaceRow,
    AuthorityRow,
    InstallationRow,
    NetworkRow,
    OrganiserRow,
    PlaceRow,
    SpaceNetworkRow,
    SpaceRow,
)

__all__ = [
    "AccountChoiceRow",
    "AccountRow",
    "AccountSpaceRow",
    "AuditRow",
    "AuthorityRow",
    "AvoidRow",
    "Base",
    "ConsentRow",
    "DeliveryRow",
    "EnrolmentRow",
    "ErrandRow",
    "FeedbackRow",
    "GroupRow",
    "InboxRow",
    "InstallStateRow",
    "InstallationRow",
    "InterestRow",
    "InterestSynonymRow",
    "InvitationRow",
    "LeftOutRow",
    "MeetingRow",
    "MeetingSlotRow",
    "MemberAccountRow",
    "MemberInterestRow",
    "MemberRow",
    "NetworkCodeRow",
    "NetworkRow",
    "NoticeRow",
    "OccurrenceRow",
    "OrganisationAliasRow",
    "OrganisationRow",
    "OrganiserRow",
    "PastMeetingRow",
    "PastPairRow",
    "PictureRow",
    "PlaceRow",
    "ProgrammeRow",
    "RateBucketRow",
    "ReportRow",
    "RoundRow",
    "ScheduleRow",
    "SeatRow",
    "SpaceNetworkRow",
    "SpaceRow",
    "StayInTouchRow",
    "TurnRow",
    "WaitingRow",
]
