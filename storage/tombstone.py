"""What is left of a member who was forgotten: a row without a name, for others' history."""

from datetime import datetime

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from storage.consents import Consents
from storage.queue_records import Consent
from storage.tables import (
    AvoidRow,
    EnrolmentRow,
    GroupRow,
    InterestRow,
    InterestSynonymRow,
    LeftOutRow,
    MemberInterestRow,
    MemberRow,
    OrganisationAliasRow,
    OrganisationChangeRow,
    OrganisationDomainRow,
    OrganisationRow,
    ReportRow,
    RoundRow,
    SeatRow,
)
from storage.tombstone_digests import forget_digests_of
from storage.tombstone_notes import forget_notes_of
from storage.tombstone_rounds import forget_rounds_of
from storage.types import MemberId

_NOTHING = {
    "name": "",
    "organisation_id": None,
    "verified_at": None,
    "sector": "",
    "profession": "",
    "region": "",
    "topics": "",
    "contact_sealed": None,
    "ease_sealed": None,
    "work_days": "",
    "zone": "",
}


def bury_member(session: Session, member_id: MemberId, now: datetime) -> None:
    """Withdraw, blank and leave everywhere; the member's introductions stay, without a name."""
    _withdraw(session, member_id, now)
    _leave_programmes(session, member_id)
    _leave_plans(session, member_id)
    _forget_rounds(session, member_id)
    forget_rounds_of(session, member_id)
    forget_notes_of(session, member_id)
    forget_digests_of(session, member_id)
    session.execute(delete(AvoidRow).where(AvoidRow.member_id == member_id))
    session.execute(
        update(ReportRow).where(ReportRow.reporter_id == member_id).values(words_sealed=None)
    )
    _blank(session, member_id, now)


def _withdraw(session: Session, member_id: MemberId, now: datetime) -> None:
    consents = Consents(session)
    last = consents.latest(member_id)
    if last is None or last.kind != "withdrawn":
        version = last.notice_version if last else ""
        consents.record(Consent(member_id, "withdrawn", version, now, via="forget"))


def _leave_programmes(session: Session, member_id: MemberId) -> None:
    fresh: dict[str, object] = {
        "last_score": None,
        "debt": 0.0,
        "sat_out": False,
        "every": 1,
        "rest": 0,
    }
    fresh |= {"silent": 0, "paused_why": None, "offers": [], "wishes": [], "capacity": 1}
    fresh |= {"quiet_because": None}
    session.execute(
        update(EnrolmentRow)
        .where(EnrolmentRow.member_id == member_id)
        .values(state="left", paused_until=None, skip_next=False, **fresh)
    )


def _leave_plans(session: Session, member_id: MemberId) -> None:
    """Unseat the member from proposals; where one would be left alone, the group goes with them.

    The rounds' versions move on, so that nobody sends the plan they previewed before.
    """
    planned = (
        select(SeatRow.group_id, SeatRow.round_id)
        .join(GroupRow, GroupRow.id == SeatRow.group_id)
        .where(SeatRow.member_id == member_id, GroupRow.state == "proposed")
    )
    for group_id, round_id in session.execute(planned).all():
        in_group = SeatRow.group_id == group_id
        session.execute(delete(SeatRow).where(in_group, SeatRow.member_id == member_id))
        seated = select(func.count()).select_from(SeatRow).where(in_group)
        if session.scalars(seated).one() < 2:
            session.execute(delete(SeatRow).where(in_group))
            session.execute(delete(GroupRow).where(GroupRow.id == group_id))
        session.execute(
            update(RoundRow).where(RoundRow.id == round_id).values(version=RoundRow.version + 1)
        )


def _forget_rounds(session: Session, member_id: MemberId) -> None:
    """What a round says in words of its members may name this one."""
    session.execute(delete(LeftOutRow).where(LeftOutRow.member_id == member_id))
    sat = select(SeatRow.round_id).where(SeatRow.member_id == member_id)
    session.execute(
        update(RoundRow)
        .where(RoundRow.id.in_(sat))
        .values(relaxed=[])
        .execution_options(synchronize_session=False)
    )


def _blank(session: Session, member_id: MemberId, now: datetime) -> None:
    organisation = select(MemberRow.organisation_id).where(MemberRow.id == member_id)
    organisation_id = session.scalar(organisation)
    left_at = func.coalesce(MemberRow.left_at, now)
    session.execute(
        update(MemberRow)
        .where(MemberRow.id == member_id)
        .values(erased_at=now, left_at=left_at, **_NOTHING)
        .execution_options(synchronize_session=False)
    )
    _drop_own_topics(session, member_id)
    if organisation_id:
        _drop_own_organisation(session, organisation_id)


def _drop_own_topics(session: Session, member_id: MemberId) -> None:
    """A topic that only this member ever typed may say who they are."""
    mine = MemberInterestRow.member_id == member_id
    chosen = list(session.scalars(select(MemberInterestRow.interest_id).where(mine)))
    session.execute(delete(MemberInterestRow).where(mine))
    anybody = exists().where(MemberInterestRow.interest_id == InterestRow.id)
    synonyms = exists().where(InterestSynonymRow.interest_id == InterestRow.id)
    session.execute(
        delete(InterestRow)
        .where(InterestRow.id.in_(chosen), InterestRow.curated.is_(False), ~anybody, ~synonyms)
        .execution_options(synchronize_session=False)
    )


def _drop_own_organisation(session: Session, organisation_id: str) -> None:
    """So may an organisation that only this member named: a consultant's, for one."""
    anybody = exists().where(MemberRow.organisation_id == OrganisationRow.id)
    same = OrganisationRow.id == organisation_id
    row = session.scalar(
        select(OrganisationRow).where(same, OrganisationRow.curated.is_(False), ~anybody)
    )
    merged = select(OrganisationRow.id).where(OrganisationRow.merged_into == organisation_id)
    if row is None or session.scalar(merged.limit(1)) is not None:
        return
    for own in (OrganisationAliasRow, OrganisationDomainRow, OrganisationChangeRow):
        session.execute(delete(own).where(own.organisation_id == organisation_id))
    session.execute(delete(OrganisationRow).where(same))
