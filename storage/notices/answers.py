"""What organisers asked for and could not be answered at once: sheets, plans, figures."""

from dataclasses import dataclass

from storage.types import AccountId, ProgrammeId


@dataclass(frozen=True, slots=True)
class ImportReport:
    """An old spreadsheet was read: what came of it; one of several messages where it is long."""

    errand_id: str
    page: int


@dataclass(frozen=True, slots=True)
class ImportFailed:
    """An old spreadsheet could not be read because of trouble on our side; nothing was recorded."""

    account_id: AccountId


@dataclass(frozen=True, slots=True)
class InvitationList:
    """Open invitations with their codes, for the organiser who sends them; ids by spaces."""

    ids: str
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class DryRunReady:
    """A scheme's next rounds were planned on paper; what came of it is the errand's result."""

    programme_id: ProgrammeId
    errand_id: str


@dataclass(frozen=True, slots=True)
class DryRunFailed:
    """A scheme's next rounds could not be planned because of trouble on our side."""

    programme_id: ProgrammeId


@dataclass(frozen=True, slots=True)
class StatsReady:
    """A picture of a scheme's totals was drawn, for the organiser who asked."""

    programme_id: ProgrammeId
    picture_id: str


@dataclass(frozen=True, slots=True)
class StatsFailed:
    """The picture of a scheme's totals could not be drawn."""

    programme_id: ProgrammeId


AskedNotice = (
    ImportReport
    | ImportFailed
    | InvitationList
    | DryRunReady
    | DryRunFailed
    | StatsReady
    | StatsFailed
)
