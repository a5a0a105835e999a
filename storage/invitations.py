"""Invitations: people who signed up elsewhere, who are no members until they agree.

Found by their code alone. Names and details are sealed, and cleared when an invitation is used,
taken back or has expired. Who met whom becomes history when both of a pair have joined.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from storage.bulk import in_batches, insert_all
from storage.codes import hash_code, make_code
from storage.naming import fold, new_id
from storage.past_pairs import PastPair, attach_pairs, note_pairs
from storage.sealing import Cipher, unseal
from storage.tables import InvitationRow, PastPairRow
from storage.types import AccountId, MemberId, NetworkId, ProgrammeId

LIFE = timedelta(days=60)
_AT_ONCE = 500

State = Literal["open", "used", "expired"]


@dataclass(frozen=True, slots=True)
class Invited:
    """What an old sign-up says of a person; everything but the name may be blank."""

    name: str
    email: str = ""
    organisation: str = ""
    profession: str = ""
    region: str = ""
    interests: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What makes them the same person in two rows: the address, else name and organisation."""
        return fold(self.email) or f"{fold(self.name)}\n{fold(self.organisation)}"


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation; code and details are blank where it is not open any more."""

    id: str
    network_id: NetworkId
    programme_id: ProgrammeId
    state: State
    code: str
    invited: Invited
    expires_at: datetime
    member_id: MemberId | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of a sheet; `member_id`: somebody who is here already."""

    invited: Invited
    member_id: MemberId | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a sheet changed: new invitations, people who were known, pairs that were noted."""

    new: int
    known: int
    pairs: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many invitations there are; `expired` counts those that were taken back as well.

    `known`: people of a sheet who were members already, so that none was made for them.
    """

    open: int
    used: int
    expired: int
    known: int = 0


class Invitations:
    """Made by an import, used up by joining. What a stranger may learn of them is nothing."""

    def __init__(self, session: Session, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    def record(
        self,
        network_id: NetworkId,
        programme_id: ProgrammeId,
        entries: Sequence[Entry],
        pairs: Iterable[PastPair],
        made_by: AccountId | None,
        now: datetime,
    ) -> Recorded:
        """Invite everybody of a sheet who is not known from an earlier one, and note their pairs.

        The same sheet again changes nothing; an invitation that has expired is made anew.
        """
        known = self._by_key(network_id, [entry.invited.key for entry in entries])
        ids: dict[str, str] = {}
        new, rows = 0, []
        for entry in entries:
            row = known.get(entry.invited.key)
            fresh = self._columns(network_id, entry, now)
            if row is None:
                values = fresh | {"id": new_id("inv"), "network_id": network_id}
                values |= {"programme_id": programme_id, "made_by": made_by, "created_at": now}
                rows.append(values)
                ids[entry.invited.key] = str(values["id"])
                new += entry.member_id is None
            else:
                ids[entry.invited.key] = row.id
                new += self._open_again(row, fresh, programme_id, now)
        insert_all(self._session, InvitationRow, rows)
        noted = note_pairs(self._session, ids, pairs)
        attach_pairs(self._session, list(ids.values()), network_id)
        return Recorded(new, len(ids) - new, noted)

    def look(self, network_id: NetworkId, typed: str, now: datetime) -> Invitation | None:
        """Return the invitation with this code, open or not; None: this network has no such one."""
        hashes = hash_code(self._cipher, typed)
        query = select(InvitationRow).where(
            InvitationRow.code_hash.in_(hashes), InvitationRow.network_id == network_id
        )
        row = self._session.scalar(query) if hashes else None
        return self._invitation(row, now) if row else None

    def use(self, invitation: Invitation, member_id: MemberId, now: datetime) -> bool:
        """Use an invitation up for a member; their past pairs with members become history.

        False where somebody was quicker, or it is not open any more.
        """
        mine = (InvitationRow.id == invitation.id, *_is_open(now))
        used = {"used_at": now, "member_id": member_id} | _CLEARED
        done = self._session.execute(
            update(InvitationRow).where(*mine).values(used).returning(InvitationRow.id)
        ).first()
        if done is None:
            return False
        self._session.expire_all()
        attach_pairs(self._session, [invitation.id], invitation.network_id)
        return True

    def open(self, network_id: NetworkId, now: datetime) -> list[Invitation]:
        """Return the open invitations of a network, by name."""
        query = select(InvitationRow).where(InvitationRow.network_id == network_id, *_is_open(now))
        found = [self._invitation(row, now) for row in self._session.scalars(query)]
        return sorted(found, key=lambda each: (fold(each.invited.name), each.id))

    def some(self, network_id: NetworkId, ids: Sequence[str], now: datetime) -> list[Invitation]:
        """Return those of these that are open, by name."""
        wanted = set(ids)
        return [each for each in self.open(network_id, now) if each.id in wanted]

    def count(self, network_id: NetworkId, now: datetime) -> Counts:
        """Return how many invitations of a network are open, used and expired."""
        here = InvitationRow.network_id == network_id
        total = self._count(here)
        settled = self._count(here, InvitationRow.used_at.is_not(None))
        known = self._count(here, InvitationRow.used_at == InvitationRow.expires_at)
        waiting = self._count(here, *_is_open(now))
        return Counts(waiting, settled - known, total - settled - waiting, known)

    def take_back(self, network_id: NetworkId, now: datetime) -> int:
        """End every open invitation of a network at once; return how many."""
        query = (
            update(InvitationRow)
            .where(InvitationRow.network_id == network_id, *_is_open(now))
            .values(_CLEARED | {"expires_at": now})
            .returning(InvitationRow.id)
        )
        ended = self._session.execute(query).all()
        self._session.expire_all()
        return len(ended)

    def hash_anew(self, after: str) -> str | None:
        """Know open invitations by the newest key's hashes, some of them after that id.

        Return the id to go on from, None at the end. A code that was used or has expired keeps
        its hash: once the key that made it is gone, it answers as an unknown one.
        """
        query = select(InvitationRow).where(
            InvitationRow.id > after, InvitationRow.code_sealed.is_not(None)
        )
        rows = self._session.scalars(query.order_by(InvitationRow.id).limit(_AT_ONCE)).all()
        for row in rows:
            code = unseal(self._cipher, row.code_sealed)
            row.code_hash = hash_code(self._cipher, code)[0]
            key = _invited(self._cipher, row).key
            row.sheet_key = self._hashes(NetworkId(row.network_id), key)[0]
        self._session.flush()
        return rows[-1].id if len(rows) == _AT_ONCE else None

    def _count(self, *which: ColumnElement[bool]) -> int:
        return self._session.scalars(select(func.count(InvitationRow.id)).where(*which)).one()

    def _by_key(self, network_id: NetworkId, keys: Sequence[str]) -> dict[str, InvitationRow]:
        hashed = {each: key for key in keys for each in self._hashes(network_id, key)}
        found: dict[str, InvitationRow] = {}
        for some in in_batches(list(hashed)):
            query = select(InvitationRow).where(
                InvitationRow.network_id == network_id, InvitationRow.sheet_key.in_(some)
            )
            for row in self._session.scalars(query):
                found[hashed[row.sheet_key or ""]] = row
        return found

    def _hashes(self, network_id: NetworkId, key: str) -> Sequence[str]:
        """Of each network its own, so that the same person is not known across two."""
        return self._cipher.hashes(f"sheet\n{network_id}\n{key}")

    def _columns(self, network_id: NetworkId, entry: Entry, now: datetime) -> dict[str, Any]:
        key = {"sheet_key": self._hashes(network_id, entry.invited.key)[0]}
        if entry.member_id:
            known = {"expires_at": now, "used_at": now, "member_id": entry.member_id}
            return key | known | _CLEARED | {"code_hash": None}
        code = make_code()
        return key | {
            "code_hash": hash_code(self._cipher, code)[0],
            "code_sealed": self._cipher.seal(code),
            "details_sealed": self._cipher.seal(json.dumps(asdict(entry.invited))),
            "expires_at": now + LIFE,
            "used_at": None,
            "member_id": None,
        }

    def _open_again(
        self,
        row: InvitationRow,
        fresh: Mapping[str, Any],
        programme_id: ProgrammeId,
        now: datetime,
    ) -> bool:
        """Make an invitation anew that nobody used in time; return whether that is one more."""
        if row.used_at is not None or (row.expires_at > now and fresh["member_id"] is None):
            return False
        for name, value in fresh.items():
            setattr(row, name, value)
        row.programme_id = programme_id
        self._session.flush()
        return row.used_at is None

    def _invitation(self, row: InvitationRow, now: datetime) -> Invitation:
        return Invitation(
            row.id,
            NetworkId(row.network_id),
            ProgrammeId(row.programme_id),
            _state(row, now),
            unseal(self._cipher, row.code_sealed),
            _invited(self._cipher, row),
            row.expires_at,
            MemberId(row.member_id) if row.member_id else None,
        )


_CLEARED: dict[str, Any] = {"code_sealed": None, "details_sealed": None}


def _invited(cipher: Cipher, row: InvitationRow) -> Invited:
    details = unseal(cipher, row.details_sealed)
    said = json.loads(details) if details else {"name": ""}
    return Invited(**said | {"interests": tuple(said.get("interests", ()))})


def purge_invitations(session: Session, now: datetime, keep: timedelta) -> int:
    """Clear what expired, and after some time delete it whole; return how many rows changed."""
    over = (InvitationRow.used_at.is_(None), InvitationRow.expires_at <= now)
    known = InvitationRow.details_sealed.is_not(None)
    cleared = session.execute(
        update(InvitationRow).where(*over, known).values(_CLEARED).returning(InvitationRow.id)
    ).all()
    old = select(InvitationRow.id).where(*over, InvitationRow.expires_at < now - keep)
    gone = list(session.scalars(old))
    for some in in_batches(gone):
        pairs = or_(PastPairRow.a_id.in_(some), PastPairRow.b_id.in_(some))
        session.execute(delete(PastPairRow).where(pairs))
        session.execute(delete(InvitationRow).where(InvitationRow.id.in_(some)))
    return len(cleared) + len(gone)


def _is_open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (InvitationRow.used_at.is_(None), InvitationRow.expires_at > now)


def _state(row: InvitationRow, now: datetime) -> State:
    if row.used_at is not None:
        return "used"
    return "open" if row.expires_at > now else "expired"
