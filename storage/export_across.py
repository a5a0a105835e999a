"""What of addresses, codes, merges, pages and organisations is somebody's own: their export."""

from sqlalchemy import or_, select

from storage.people import Person
from storage.queries import Query
from storage.tables import (
    AccountAddressRow,
    JoinPageRow,
    LinkCodeRow,
    MemberMergeRow,
    NetworkRow,
    NotSamePersonRow,
    OrganisationChangeRow,
    OrganisationDomainRow,
    UploadRow,
)

ACROSS_RULES: dict[str, str] = {
    "account_address.account_id": "account_address: their e-mail addresses, and what became known",
    "join_page.opened_by": "join_page: that they opened the network's join page",
    "link_code.account_id": "link_code: codes to link accounts that they made or used",
    "link_code.used_by": "link_code",
    "member.merged_into": "member_merge",
    "member_merge.gone_id": "member_merge: when two of their memberships were made one",
    "member_merge.kept_id": "member_merge",
    "member_merge.merged_by": "member_merge",
    "not_same_person.account_id": "not_same_person: accounts that they said are not theirs",
    "not_same_person.other_id": "not shown: what somebody else said is known to that person alone",
    "organisation_change.noted_by": "organisation_change: changes that they noted, as an organiser",
    "organisation_domain.confirmed_by": "organisation_domain: domains that they confirmed",
    "upload.account_id": "upload: files that they gave on a page and that wait to be read",
}
"""Where "my data" shows each of these columns that names a person."""


def queries_of_linking(person: Person) -> dict[str, Query]:
    """Return, by table, how somebody's accounts are known to be theirs, and what they decided."""
    return _addresses(person) | _links(person) | _as_organiser(person)


def _addresses(person: Person) -> dict[str, Query]:
    known, upload = AccountAddressRow, UploadRow
    return {
        "account_address": select(
            known.address_sealed,
            known.how,
            known.added_at,
            known.verified_at,
            known.bounced_at,
            known.bounced_why,
            known.stopped_at,
        ).where(known.account_id.in_(person.account_ids)),
        "upload": select(upload.name, upload.given_at).where(
            upload.account_id.in_(person.account_ids)
        ),
    }


def _links(person: Person) -> dict[str, Query]:
    mine, here = person.account_ids, person.network_id
    member = person.member_ids
    code, pair, merge = LinkCodeRow, NotSamePersonRow, MemberMergeRow
    merged = or_(merge.kept_id.in_(member), merge.gone_id.in_(member))
    return {
        "link_code": select(code.created_at, code.expires_at, code.used_at)
        .where(or_(code.account_id.in_(mine), code.used_by.in_(mine)), code.network_id == here)
        .order_by(code.created_at),
        "not_same_person": select(pair.said_at).where(
            pair.account_id.in_(mine), pair.network_id == here
        ),
        "member_merge": select(merge.merged_at, merge.undone_at)
        .where(merged)
        .order_by(merge.merged_at),
    }


def _as_organiser(person: Person) -> dict[str, Query]:
    mine, here = person.account_ids, person.network_id
    page, change, domain = JoinPageRow, OrganisationChangeRow, OrganisationDomainRow
    return {
        "join_page": select(NetworkRow.name.label("network"), page.opened_at)
        .join(page, page.network_id == NetworkRow.id)
        .where(page.opened_by.in_(mine), page.network_id == here),
        "organisation_change": select(change.noted_at, change.kind, change.before)
        .where(change.noted_by.in_(mine), change.network_id == here)
        .order_by(change.noted_at),
        "organisation_domain": select(domain.domain, domain.confirmed_at).where(
            domain.confirmed_by.in_(mine), domain.network_id == here
        ),
    }
