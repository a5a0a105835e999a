"""How members are read: everything of themself in one query, their interests in another."""

from sqlalchemy import ColumnElement, bindparam, select

from storage.queries import Query
from storage.tables import InterestRow, MemberInterestRow, MemberRow, OrganisationRow


def members_of(*which: ColumnElement[bool]) -> Query:
    """Return the query for members, in the order in which they joined."""
    row = MemberRow
    query: Query = select(
        row.id,
        row.network_id,
        row.name,
        row.organisation_id,
        row.sector,
        row.profession,
        row.region,
        row.topics,
        row.contact_sealed,
        row.ease_sealed,
        row.work_days,
        row.zone,
        row.joined_at,
        row.left_at,
        row.verified_at,
        OrganisationRow.name.label("organisation"),
    )
    query = query.outerjoin_from(row, OrganisationRow, OrganisationRow.id == row.organisation_id)
    return query.where(*which).order_by(row.joined_at, row.id)


def interests_of(*which: ColumnElement[bool]) -> Query:
    """Return the query for the names of members' interests, each beside its member's id."""
    query: Query = select(MemberInterestRow.member_id, InterestRow.name)
    query = query.join(InterestRow, InterestRow.id == MemberInterestRow.interest_id)
    query = query.join(MemberRow, MemberRow.id == MemberInterestRow.member_id)
    return query.where(*which)


# Every dispatch asks for one member, so these are made once: `member_id`, `network_id`.
_ONE = (MemberRow.id == bindparam("member_id"), MemberRow.network_id == bindparam("network_id"))
ONE_MEMBER, INTERESTS_OF_ONE = members_of(*_ONE), interests_of(*_ONE)
