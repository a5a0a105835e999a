"""What is asked and told of organisations: where somebody works, and what came of a register."""

from dataclasses import dataclass

from storage.types import AccountId, MemberId, OrganisationId


@dataclass(frozen=True, slots=True)
class WhichOrganisation:
    """Where does a member work? Their address is another's than they say ("differs"), or they
    have said nothing yet ("suggested"), or what they named was split ("split").
    """

    member_id: MemberId
    organisation_id: OrganisationId
    why: str


@dataclass(frozen=True, slots=True)
class OrganisationsImported:
    """A register of organisations was read: what came of it; one of several messages if long."""

    errand_id: str
    page: int


@dataclass(frozen=True, slots=True)
class OrganisationsNotImported:
    """A register could not be read because of trouble on our side; nothing was recorded."""

    account_id: AccountId


OrganisationNotice = WhichOrganisation | OrganisationsImported | OrganisationsNotImported
