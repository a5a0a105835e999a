"""Members: people in a network, with a profile and one or more accounts."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select, update
from sqlalchemy.orm import Session

from storage.accounts import account_of
from storage.avoiding import AvoidLists
from storage.bulk import in_batches, insert_all
from storage.errors import AlreadyThereError, NotFoundError
from storage.finding import find_values
from storage.inserting import insert_new
from storage.interests import Interests, fold_topic
from storage.member_queries import INTERESTS_OF_ONE, ONE_MEMBER, interests_of, members_of
from storage.naming import clean, new_id
from storage.organisations import Organisations
from storage.proven import Proven, still_proven
from storage.sealing import Cipher, seal, unseal
from storage.tables import (
    AccountRow,
    MemberAccountRow,
    MemberInterestRow,
    MemberRow,
)
from storage.types import (
    Account,
    AccountId,
    Contact,
    Member,
    MemberId,
    NetworkId,
    Profile,
)

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_LINE = 100
_TEXT = 600


class Members(AvoidLists, Proven):
    """The people of networks; texts are cleaned and cut on their way in.

    Whoever left is found only where that is asked for, or by an id that somebody else's history
    holds. Of whoever was erased, the name is blank.
    """

    def __init__(self, session: Session, cipher: Cipher) -> None:
        super().__init__(session)
        self._cipher = cipher

    def join(
        self, network_id: NetworkId, account_id: AccountId, profile: Profile, now: datetime
    ) -> Member:
        """Make the account's person a member, or take them in again, with this profile.

        NotFoundError where the organisation is not of this network.
        """
        values = self._columns(network_id, profile)
        member_id = self._member_of(network_id, account_id) or self._add(
            network_id, account_id, values, now
        )
        self._write(network_id, member_id, values | {"left_at": None}, profile)
        return self.get(member_id, network_id)

    def get(self, member_id: MemberId, network_id: NetworkId) -> Member:
        """Return the member, present or not; NotFoundError elsewhere than in this network."""
        key = {"member_id": member_id, "network_id": network_id}
        row = self._session.execute(ONE_MEMBER, key).first()
        if row is None:
            raise NotFoundError(f"member {member_id}")
        return self._member(row, [name for _, name in self._session.execute(INTERESTS_OF_ONE, key)])

    def find(
        self, network_id: NetworkId, account_id: AccountId, *, left: bool = False
    ) -> Member | None:
        """Return the account's member, if they are present, or (`left`) were once."""
        member_id = self._member_of(network_id, account_id)
        member = self.get(member_id, network_id) if member_id else None
        return member if member and (left or member.left_at is None) else None

    def update(self, member_id: MemberId, profile: Profile) -> Member:
        """Replace the member's profile; NotFoundError for a strange member or organisation."""
        network_id = self._network_of(member_id)
        values = self._columns(network_id, profile)
        self._write(network_id, member_id, values, profile)
        return self.get(member_id, network_id)

    def leave(self, member_id: MemberId, now: datetime) -> None:
        """Record that the member left; what they said of themself waits for their return."""
        present = (MemberRow.id == member_id, MemberRow.left_at.is_(None))
        self._session.execute(update(MemberRow).where(*present).values(left_at=now))

    def present(self, network_id: NetworkId) -> list[Member]:
        """Return the members of the network, in the order in which they joined."""
        return self._load(MemberRow.network_id == network_id, MemberRow.left_at.is_(None))

    def many(self, ids: Collection[MemberId]) -> dict[MemberId, Member]:
        """Return these members, present or not; NotFoundError if they are of several networks."""
        found: dict[MemberId, Member] = {}
        for some in in_batches(list(ids)):
            found |= {member.id: member for member in self._load(MemberRow.id.in_(some))}
        if len({member.network_id for member in found.values()}) > 1:
            raise NotFoundError("members of several networks")
        return found

    def count(self, network_id: NetworkId) -> tuple[int, int]:
        """Return how many people are present, and from how many organisations."""
        query = select(func.count(), func.count(MemberRow.organisation_id.distinct())).where(
            MemberRow.network_id == network_id, MemberRow.left_at.is_(None)
        )
        people, organisations = self._session.execute(query).one()
        return people, organisations

    def of_account(self, account_id: AccountId) -> list[Member]:
        """Return who the account's person is in each network that they are a member of."""
        mine = select(MemberAccountRow.member_id).where(MemberAccountRow.account_id == account_id)
        return self._load(MemberRow.id.in_(mine), MemberRow.left_at.is_(None))

    def accounts(self, member_id: MemberId) -> list[Account]:
        """Return the accounts of the member."""
        query = (
            select(AccountRow)
            .join(MemberAccountRow, MemberAccountRow.account_id == AccountRow.id)
            .where(MemberAccountRow.member_id == member_id)
            .order_by(AccountRow.platform, AccountRow.id)
        )
        return [account_of(row) for row in self._session.scalars(query)]

    def add_account(self, member_id: MemberId, account_id: AccountId) -> None:
        """Link one more account to the member; AlreadyThereError if it is another member's."""
        network_id = self._network_of(member_id)
        link = {"network_id": network_id, "account_id": account_id, "member_id": member_id}
        added = insert_new(self._session, MemberAccountRow, link)
        if not added and self._member_of(network_id, account_id) != member_id:
            raise AlreadyThereError(f"account {account_id} is another member's")

    def remove_account(self, member_id: MemberId, account_id: AccountId) -> None:
        """Take an account away from the member; NotFoundError where it is not theirs."""
        mine = (MemberAccountRow.member_id == member_id, MemberAccountRow.account_id == account_id)
        row = self._session.scalar(select(MemberAccountRow).where(*mine))
        if row is None:
            raise NotFoundError(f"account {account_id}")
        self._session.delete(row)
        self._session.flush()

    def _member_of(self, network_id: NetworkId, account_id: AccountId) -> MemberId | None:
        key = {"network_id": network_id, "account_id": account_id}
        found = find_values(self._session, MemberAccountRow.member_id, **key)
        return MemberId(found[0]) if found else None

    def _add(
        self, network_id: NetworkId, account_id: AccountId, values: dict[str, Any], now: datetime
    ) -> MemberId:
        """Add the member; where the same account joins twice at once, both get the same one."""
        member_id = MemberId(new_id("mem"))
        birth = {"id": member_id, "network_id": network_id, "joined_at": now}
        insert_all(self._session, MemberRow, [values | birth])
        link = {"network_id": network_id, "account_id": account_id, "member_id": member_id}
        if insert_new(self._session, MemberAccountRow, link):
            return member_id
        self._session.execute(delete(MemberRow).where(MemberRow.id == member_id))
        return self._member_of(network_id, account_id) or member_id

    def _write(
        self, network_id: NetworkId, member_id: MemberId, values: dict[str, Any], profile: Profile
    ) -> None:
        proven = still_proven(values["organisation_id"])
        changed = update(MemberRow).where(MemberRow.id == member_id)
        self._session.execute(changed.values(**values, verified_at=proven))
        mine = MemberInterestRow.member_id == member_id
        self._session.execute(delete(MemberInterestRow).where(mine))
        found = Interests(self._session).find_or_add(network_id, profile.interests)
        chosen = (found.get(fold_topic(name)) for name in profile.interests)
        ids = dict.fromkeys(topic.id for topic in chosen if topic)
        rows = [{"member_id": member_id, "interest_id": id_} for id_ in ids]
        insert_all(self._session, MemberInterestRow, rows)

    def _columns(self, network_id: NetworkId, profile: Profile) -> dict[str, Any]:
        named = profile.organisation_id
        organisation = Organisations(self._session).get(named, network_id) if named else None
        contact = {key: clean(value, _LINE) for key, value in asdict(profile.contact).items()}
        shared = json.dumps(contact) if any(contact.values()) else ""
        return {
            "organisation_id": organisation.id if organisation else None,
            "name": clean(profile.name, _LINE),
            "sector": clean(profile.sector, _LINE),
            "profession": clean(profile.profession, _LINE),
            "region": clean(profile.region, _LINE),
            "topics": clean(profile.topics, _TEXT, lines=True),
            "contact_sealed": seal(self._cipher, shared),
            "ease_sealed": seal(self._cipher, clean(profile.ease, _TEXT, lines=True)),
            "work_days": " ".join(DAY_NAMES[day] for day in sorted(set(profile.days))),
            "zone": clean(profile.zone, _LINE),
        }

    def _load(self, *which: ColumnElement[bool]) -> list[Member]:
        """Two queries, however many members: 10,000 take about a quarter of a second."""
        interests = defaultdict(list)
        for member_id, name in self._session.execute(interests_of(*which)):
            interests[member_id].append(name)
        rows = self._session.execute(members_of(*which))
        return [self._member(row, interests[row.id]) for row in rows]

    def _member(self, row: Row[*tuple[Any, ...]], interests: Sequence[str]) -> Member:
        contact = unseal(self._cipher, row.contact_sealed)
        profile = Profile(
            name=row.name,
            organisation_id=row.organisation_id,
            sector=row.sector,
            profession=row.profession,
            region=row.region,
            interests=tuple(sorted(interests, key=str.casefold)),
            topics=row.topics,
            contact=Contact(**json.loads(contact)) if contact else Contact(),
            ease=unseal(self._cipher, row.ease_sealed),
            days=tuple(DAY_NAMES.index(name) for name in row.work_days.split()),
            zone=row.zone,
        )
        dates = (row.joined_at, row.left_at, row.verified_at)
        return Member(row.id, row.network_id, profile, row.organisation or "", *dates)
