"""What addresses, codes, merges, pages and organisations forget of somebody who is erased."""

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from storage.people import Person
from storage.tables import (
    AccountAddressRow,
    JoinPageRow,
    LinkCodeRow,
    MemberMergeRow,
    NotSamePersonRow,
    OrganisationChangeRow,
    OrganisationDomainRow,
    UploadRow,
)
from storage.updating import delete_quietly, update_quietly

ACROSS_RULES: dict[str, str] = {
    "account_address.account_id": "deleted with the account, where no other network knows it",
    "join_page.opened_by": "cleared in this network",
    "link_code.account_id": "deleted in this network",
    "link_code.used_by": "cleared in this network",
    "member.merged_into": "stays between rows without a name: the merged member is forgotten too",
    "member_merge.gone_id": "deleted",
    "member_merge.kept_id": "deleted",
    "member_merge.merged_by": "cleared in this network",
    "not_same_person.account_id": "deleted in this network",
    "not_same_person.other_id": "deleted in this network",
    "organisation_change.noted_by": "cleared in this network",
    "organisation_domain.confirmed_by": "cleared in this network: the domain stays confirmed",
    "upload.account_id": "deleted with the account, where no other network knows it",
}
"""What "forget me" does to each of these columns that names a person."""


def forget_linking_of(session: Session, person: Person) -> None:
    """Delete what linked the person's accounts in this network, and clear what they decided."""
    mine, here = person.account_ids, person.network_id
    member = person.member_ids
    codes, pairs, merges = LinkCodeRow, NotSamePersonRow, MemberMergeRow
    declined = or_(pairs.account_id.in_(mine), pairs.other_id.in_(mine))
    for statement in (
        delete(codes).where(codes.network_id == here, codes.account_id.in_(mine)),
        delete(pairs).where(pairs.network_id == here, declined),
        delete(merges).where(or_(merges.kept_id.in_(member), merges.gone_id.in_(member))),
    ):
        delete_quietly(session, statement)
    for column in (
        codes.used_by,
        merges.merged_by,
        JoinPageRow.opened_by,
        OrganisationChangeRow.noted_by,
        OrganisationDomainRow.confirmed_by,
    ):
        row = column.class_
        theirs = update(row).where(column.in_(mine), row.network_id == here)
        update_quietly(session, theirs, **{column.key: None})


def forget_address_of(session: Session, account_id: str) -> None:
    """Delete an account's address and the files that it gave."""
    for row in (AccountAddressRow, UploadRow):
        session.execute(delete(row).where(row.account_id == account_id))
