"""Erasure: what "forget me" does to every row that names a person.

The member's row becomes a tombstone without a name, so that other people's history, avoid lists
and totals stay right. Nothing is left by which the person could be found again.
"""

import secrets
from datetime import datetime

from sqlalchemy import Select, delete, exists, func, select, update
from sqlalchemy.orm import Session

from storage.errors import LastOrganiserError
from storage.people import Person, find_person, used_elsewhere
from storage.purging import USUAL, Retention, months_before, purge_rows
from storage.purging_mail import never_joined
from storage.tables import (
    AccountChoiceRow,
    AccountRow,
    ErrandRow,
    MemberAccountRow,
    MemberRow,
    OrganiserRow,
    PlaceRow,
)
from storage.tombstone import bury_member
from storage.tombstone_across import ACROSS_RULES, forget_address_of, forget_linking_of
from storage.tombstone_digests import DIGEST_RULES, forget_following_of
from storage.tombstone_notes import forget_events_of
from storage.tombstone_rounds import forget_account_spaces, forget_organising_of
from storage.traces import clear_account, clear_messages
from storage.types import AccountId, MemberId, NetworkId

_BESIDE = DIGEST_RULES | ACROSS_RULES

RULES: dict[str, str] = _BESIDE | {
    "account_choice.account_id": "deleted in this network",
    "account_space.account_id": "deleted with the account, where no other network knows it",
    "call_entry.member_id": "cleared: the example stays, without a name",
    "carrying.member_id": "cleared: the conversation is open again",
    "event.made_by": "cleared in this network",
    "note.member_id": "cleared: what was written down in a room is not one person's alone",
    "note_call.member_id": "cleared",
    "note_draft.account_id": "deleted in this network",
    "note_post.posted_by": "cleared: where notes were posted stays",
    "note_reminder.member_id": "deleted",
    "note_version.member_id": "cleared",
    "removal.settled_by": "cleared in this network",
    "room_point.member_id": "cleared, with the name",
    "session.made_by": "cleared in this network",
    "session_action.owner_id": "cleared, with the name",
    "session_interest.member_id": "deleted",
    "session_link.member_id": "cleared",
    "session_outcome.member_id": "cleared",
    "session_person.maybe_id": "cleared",
    "session_person.member_id": "deleted, with the name",
    "takeaway.member_id": "deleted",
    "theme_follow.asked_by": "cleared in this network; what they follow themselves is deleted",
    "audit.actor_id": "stays, as the record of what an organiser did; the account has no name",
    "avoid.avoided_id": "stays: it is somebody else's list, and this member has no name",
    "avoid.member_id": "deleted",
    "consent.member_id": "stays, with a withdrawal added, as proof; this member has no name",
    "delivery.account_id": "unsent ones are cancelled, texts and addresses cleared",
    "enrolment.member_id": "left, and what fairness remembered is cleared",
    "errand.asked_by": "cleared, and what still waits is dropped",
    "feedback.member_id": "deleted",
    "invitation.made_by": "cleared",
    "invitation.member_id": "cleared; the person's details went when the code was used",
    "left_out.member_id": "deleted",
    "meeting.led_by": "cleared",
    "meeting.suggested_by": "cleared; where they meet is cleared as well",
    "member_account.account_id": "deleted in this network",
    "member_account.member_id": "deleted",
    "member_interest.member_id": "deleted, with topics that nobody else chose",
    "network_code.made_by": "cleared in this network",
    "network_code.used_by": "cleared in this network",
    "organiser.account_id": "deleted in this network",
    "past_meeting.a_id": "stays, for the other's history; this member has no name",
    "past_meeting.b_id": "stays, for the other's history; this member has no name",
    "place.account_id": "cleared, unless another network knows the account",
    "programme.keeper_id": "cleared in this network: all organisers look after the scheme again",
    "report.reporter_id": "stays without its words: the two are never matched again",
    "seat.member_id": "deleted in plans; introductions stay, and this member has no name",
    "installation.installed_by": "cleared with the account, where no other network knows it",
    "stay_in_touch.member_id": "deleted",
    "stay_in_touch.other_id": "deleted",
    "turn.member_id": "deleted",
    "waiting.member_id": "deleted",
}


class Erasure:
    """Forgets one person at once, and everybody's old data in time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def forget(self, account_id: AccountId, network_id: NetworkId, now: datetime) -> None:
        """Forget the person behind the account in this network, whichever account they used.

        Tell partners before (`PartnerLeft`): afterwards nobody knows who it was. NotFoundError;
        LastOrganiserError where the network would be left without an organiser.
        """
        person = find_person(self._session, account_id, network_id)
        self._session.flush()
        self._resign(person)
        clear_messages(self._session, person, now)
        for member_id in person.member_ids:
            bury_member(self._session, MemberId(member_id), now)
        self._unlink(person)
        forget_organising_of(self._session, person)
        forget_events_of(self._session, person)
        forget_following_of(self._session, person)
        forget_linking_of(self._session, person)
        for account in set(person.account_ids) - used_elsewhere(self._session, person):
            self._forget_account(account, now)
        self._session.expire_all()

    def purge(self, now: datetime, keep: Retention = USUAL) -> int:
        """Delete what is older than its time, and forget who left so long ago; safe to repeat.

        Return how many rows were changed, 0 when there was nothing left to do.
        """
        forgotten = self._forget_who_left(months_before(now, keep.months), now)
        forgotten += self._forget_all(never_joined(now), now)
        return forgotten + purge_rows(self._session, now, keep)

    def _resign(self, person: Person) -> None:
        # Locked, so that the last two organisers cannot both go at once.
        here = OrganiserRow.network_id == person.network_id
        query = select(OrganiserRow.account_id).where(here).with_for_update()
        organisers = set(self._session.scalars(query))
        if organisers and organisers <= set(person.account_ids):
            raise LastOrganiserError(person.network_id)
        mine = OrganiserRow.account_id.in_(person.account_ids)
        self._session.execute(delete(OrganiserRow).where(here, mine))

    def _unlink(self, person: Person) -> None:
        for row in (MemberAccountRow, AccountChoiceRow):
            here = row.network_id == person.network_id
            mine = row.account_id.in_(person.account_ids)
            self._session.execute(delete(row).where(here, mine))
        asked = ErrandRow.asked_by.in_(person.account_ids)
        errands = (ErrandRow.network_id == person.network_id, asked)
        waiting = ErrandRow.state.in_(("waiting", "doing"))
        self._session.execute(delete(ErrandRow).where(*errands, waiting))
        self._session.execute(update(ErrandRow).where(*errands).values(asked_by=None))

    def _forget_account(self, account_id: str, now: datetime) -> None:
        """No other network knows the account: nothing by which the platform knows it stays."""
        clear_account(self._session, account_id, now)
        forget_account_spaces(self._session, account_id)
        forget_address_of(self._session, account_id)
        stranger = f"erased-{secrets.token_hex(8)}"
        nameless = {"name": "", "guest": False, "gone": True, "blocked_at": None}
        self._session.execute(
            update(AccountRow)
            .where(AccountRow.id == account_id)
            .values(external_user=stranger, **nameless)
        )
        for place in self._session.scalars(select(PlaceRow).filter_by(account_id=account_id)):
            place.external_id, place.account_id = f"erased-{secrets.token_hex(8)}", None
            place.name, place.closed_why = "", "erased"
        self._session.execute(delete(AccountChoiceRow).filter_by(account_id=account_id))
        self._session.execute(
            update(ErrandRow).filter_by(asked_by=account_id).values(asked_by=None)
        )

    def _forget_who_left(self, cutoff: datetime, now: datetime) -> int:
        organises = exists().where(
            OrganiserRow.network_id == MemberAccountRow.network_id,
            OrganiserRow.account_id == MemberAccountRow.account_id,
        )
        query = (
            select(func.min(MemberAccountRow.account_id), MemberAccountRow.network_id)
            .join(MemberRow, MemberRow.id == MemberAccountRow.member_id)
            .where(MemberRow.left_at < cutoff, MemberRow.erased_at.is_(None), ~organises)
            .group_by(MemberAccountRow.member_id, MemberAccountRow.network_id)
        )
        return self._forget_all(query, now)

    def _forget_all(self, query: Select[str, str], now: datetime) -> int:
        found = self._session.execute(query).all()
        for account_id, network_id in found:
            self.forget(AccountId(account_id), NetworkId(network_id), now)
        return len(found)
