"""Export: everything the network keeps about one person, as rows that a person can read."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from storage.export_across import ACROSS_RULES, queries_of_linking
from storage.export_digests import DIGEST_RULES, queries_of_digests
from storage.export_notes import queries_of_notes
from storage.export_rounds import queries_of_accounts, queries_of_member
from storage.people import Person, find_person
from storage.queries import Query
from storage.sealing import Cipher, unseal
from storage.tables import (
    AccountChoiceRow,
    AccountRow,
    AuditRow,
    AvoidRow,
    ConsentRow,
    DeliveryRow,
    EnrolmentRow,
    ErrandRow,
    GroupRow,
    InterestRow,
    LeftOutRow,
    MemberInterestRow,
    MemberRow,
    NetworkRow,
    NoticeRow,
    OrganisationRow,
    OrganiserRow,
    PlaceRow,
    ProgrammeRow,
    ReportRow,
    RoundRow,
    SeatRow,
)
from storage.types import AccountId, NetworkId

Rows = list[dict[str, object]]

_BESIDE = DIGEST_RULES | ACROSS_RULES

RULES: dict[str, str] = _BESIDE | {
    "account_choice.account_id": "account_choice: which network they meant",
    "account_space.account_id": "account_space: other workspaces in which they were seen",
    "call_entry.member_id": "call_entry: examples and tips that they added",
    "carrying.member_id": "carrying: conversations that they carry on",
    "event.made_by": "event: events that they set up",
    "note.member_id": "note: the notes that they took",
    "note_call.member_id": "note_call: calls for examples that they opened",
    "note_draft.account_id": "note_draft: what they typed and have not made a note yet",
    "note_reminder.member_id": "note_reminder: that they want no questions after sessions",
    "note_post.posted_by": "note_post: where they posted notes of sessions, and when",
    "note_version.member_id": "note_version: each change to notes that they made",
    "removal.settled_by": "removal: requests that they settled, as an organiser",
    "room_point.member_id": "room_point: points that they added on a page for a room",
    "session.made_by": "session: sessions that they added",
    "session_action.owner_id": "session_action: what they said they would do",
    "session_interest.member_id": "session_interest: the sessions they are interested in",
    "session_link.member_id": "session_link: links that they added",
    "session_outcome.member_id": "session_outcome: what they said happened next",
    "session_person.maybe_id": "session_person: the sessions that they led or took notes of",
    "session_person.member_id": "session_person",
    "takeaway.member_id": "takeaway: what they took away",
    "theme_follow.asked_by": "theme_follow: themes that they follow, or let a channel follow",
    "audit.actor_id": "audit: what they did as an organiser",
    "avoid.avoided_id": "not shown: who avoids somebody is known to that person alone",
    "avoid.member_id": "avoid: their own list, by names",
    "consent.member_id": "consent: what they chose and when",
    "delivery.account_id": "delivery: what was sent to them, with its words while they are kept",
    "enrolment.member_id": "enrolment: the schemes they take part in",
    "errand.asked_by": "errand: slow work they asked for",
    "feedback.member_id": "feedback: what they said after a meeting",
    "invitation.made_by": "invitation_made: when they invited people, as an organiser",
    "invitation.member_id": "invitation: that they joined by an invitation, and when",
    "left_out.member_id": "left_out: rounds that could not place them, and why",
    "meeting.led_by": "meeting: when they met, and who went first",
    "meeting.suggested_by": "meeting",
    "member_account.account_id": "account: how the platforms know them",
    "member_account.member_id": "account",
    "member_interest.member_id": "member_interest: topics they chose",
    "network_code.made_by": "network_code: codes for workspaces that they made or used",
    "network_code.used_by": "network_code",
    "organiser.account_id": "organiser: since when they organise",
    "past_meeting.a_id": "past_meeting: whom they met before, from an organiser's list",
    "past_meeting.b_id": "past_meeting",
    "place.account_id": "place: the direct message with the bot",
    "programme.keeper_id": "programme: the schemes they look after",
    "report.reporter_id": "report: what they told the organisers",
    "seat.member_id": "seat: whom they were introduced to, and what they answered",
    "installation.installed_by": "installation: the workspaces in which they installed the bot",
    "stay_in_touch.member_id": "stay_in_touch: whom they wish to meet again, or not",
    "stay_in_touch.other_id": "not shown: what somebody else asked is known to that person alone",
    "turn.member_id": "turn: the rounds they were asked about, and what they answered",
    "waiting.member_id": "waiting: when they waited for another partner, and why",
}


class Export:
    """The answer to "my data". Of other people there is nothing but their names."""

    def __init__(self, session: Session, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    def everything(self, account_id: AccountId, network_id: NetworkId) -> dict[str, Rows]:
        """Return, by table, rows of plain values; NotFoundError for an unknown account.

        Moments are ISO 8601 in UTC. Tables that hold nothing about the person are empty lists.
        """
        person = find_person(self._session, account_id, network_id)
        found = {name: self._rows(query) for name, query in _queries(person).items()}
        for member_id in person.former_ids:
            former = Person(network_id, member_id, (), ())
            for name, query in _queries_of_former(former).items():
                found[name] += self._rows(query)
        found["seat"] = self._introductions(person)
        return dict(sorted(found.items()))

    def _rows(self, query: Query) -> Rows:
        return [self._readable(row) for row in self._session.execute(query).mappings()]

    def _readable(self, row: Mapping[Any, Any]) -> dict[str, object]:
        return {
            name.removesuffix("_sealed"): (
                unseal(self._cipher, value) if name.endswith("_sealed") else _plain(value)
            )
            for name, value in row.items()
        }

    def _introductions(self, person: Person) -> Rows:
        partners: dict[str, list[str]] = {}
        others = (
            select(SeatRow.group_id, MemberRow.name)
            .join(MemberRow, MemberRow.id == SeatRow.member_id)
            .where(SeatRow.group_id.in_(person.group_ids), SeatRow.member_id != person.member_id)
            .order_by(MemberRow.name)
        )
        for group_id, name in self._session.execute(others):
            partners.setdefault(group_id, []).append(name)
        return [
            {"partners": partners.get(str(row.pop("group_id")), [])} | row
            for row in self._rows(_seats(person))
        ]


def _queries(person: Person) -> dict[str, Query]:
    accounts = _of_accounts(person) | queries_of_accounts(person) | queries_of_notes(person)
    accounts |= queries_of_digests(person) | queries_of_linking(person)
    return accounts | _of_member(person) | _of_rounds(person) | queries_of_member(person)


def _queries_of_former(person: Person) -> dict[str, Query]:
    """What stayed with somebody who was made one with another member."""
    kept = _of_member(person) | _of_rounds(person) | queries_of_member(person)
    return kept | queries_of_digests(person) | queries_of_notes(person)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _of_accounts(person: Person) -> dict[str, Query]:
    mine, here = person.account_ids, person.network_id
    account, choice, audit = AccountRow, AccountChoiceRow, AuditRow
    message, errand = DeliveryRow, ErrandRow
    return {
        "account": select(
            account.platform,
            account.authority,
            account.external_user,
            account.name,
            account.guest,
            account.gone,
            account.blocked_at,
        ).where(account.id.in_(mine)),
        "account_choice": select(NetworkRow.name.label("network"))
        .join(choice, choice.network_id == NetworkRow.id)
        .where(choice.account_id.in_(mine), choice.network_id == here),
        "audit": select(audit.at, audit.action, audit.object_id, audit.detail)
        .where(audit.actor_id.in_(mine), audit.network_id == here)
        .order_by(audit.seq),
        "delivery": select(NoticeRow.kind, message.created_at, message.state, message.text_sealed)
        .join(NoticeRow, NoticeRow.id == message.notice_id)
        .where(person.messages)
        .order_by(message.seq),
        "errand": select(errand.created_at, errand.kind, errand.state)
        .where(errand.asked_by.in_(mine), errand.network_id == here)
        .order_by(errand.created_at),
        "organiser": select(OrganiserRow.added_at).where(
            OrganiserRow.account_id.in_(mine), OrganiserRow.network_id == here
        ),
        "place": select(PlaceRow.kind, PlaceRow.name, PlaceRow.external_id).where(
            PlaceRow.account_id.in_(mine)
        ),
    }


def _of_member(person: Person) -> dict[str, Query]:
    mine = person.member_id
    member = MemberRow
    return {
        "member": select(
            member.name,
            OrganisationRow.name.label("organisation"),
            member.sector,
            member.profession,
            member.region,
            member.topics,
            member.contact_sealed,
            member.ease_sealed,
            member.work_days,
            member.zone,
            member.joined_at,
            member.left_at,
            member.verified_at.label("organisation_confirmed_at"),
        )
        .outerjoin_from(member, OrganisationRow, OrganisationRow.id == member.organisation_id)
        .where(member.id == mine),
        "member_interest": select(InterestRow.name.label("interest"))
        .join(MemberInterestRow, MemberInterestRow.interest_id == InterestRow.id)
        .where(MemberInterestRow.member_id == mine)
        .order_by(InterestRow.folded),
        "consent": select(ConsentRow.at, ConsentRow.kind, ConsentRow.notice_version, ConsentRow.via)
        .where(ConsentRow.member_id == mine)
        .order_by(ConsentRow.seq),
    }


def _of_rounds(person: Person) -> dict[str, Query]:
    mine = person.member_id
    part, other = EnrolmentRow, aliased(MemberRow)
    return {
        "enrolment": select(
            ProgrammeRow.name.label("scheme"),
            part.state,
            part.joined_at,
            part.paused_until,
            part.skip_next,
            part.last_score,
            part.debt,
            part.sat_out,
            part.every,
            part.rest,
            part.silent,
            part.paused_why,
            part.quiet_because,
            part.offers,
            part.wishes,
            part.capacity,
        )
        .join(ProgrammeRow, ProgrammeRow.id == part.programme_id)
        .where(part.member_id == mine),
        "avoid": select(other.name, AvoidRow.reported, AvoidRow.created_at)
        .join(AvoidRow, AvoidRow.avoided_id == other.id)
        .where(AvoidRow.member_id == mine),
        "left_out": select(RoundRow.label.label("round"), LeftOutRow.why)
        .join(LeftOutRow, LeftOutRow.round_id == RoundRow.id)
        .where(LeftOutRow.member_id == mine, RoundRow.sent_at.is_not(None)),
        "report": select(ReportRow.reported_at, ReportRow.words_sealed)
        .where(ReportRow.reporter_id == mine)
        .order_by(ReportRow.reported_at),
    }


def _seats(person: Person) -> Query:
    """Introductions that were made; a plan is not theirs to see yet."""
    return (
        select(
            SeatRow.group_id,
            ProgrammeRow.name.label("scheme"),
            RoundRow.label.label("round"),
            GroupRow.introduced_at,
            GroupRow.state,
            SeatRow.answer,
            SeatRow.answered_at,
        )
        .join(GroupRow, GroupRow.id == SeatRow.group_id)
        .join(RoundRow, RoundRow.id == SeatRow.round_id)
        .join(ProgrammeRow, ProgrammeRow.id == RoundRow.programme_id)
        .where(SeatRow.member_id == person.member_id, SeatRow.group_id.in_(person.group_ids))
        .order_by(GroupRow.introduced_at)
    )
