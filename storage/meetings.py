"""When the people of a group meet: times on offer, the one agreed, and what became of it.

A meeting's id is its calendar file's UID for good; `sequence` grows with every change that a
calendar must hear of. Of several who choose at once, exactly one is told True.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Select, case, delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.inserting import insert_new
from storage.meeting_places import How, Way, pack_place, unpack_place
from storage.naming import new_id
from storage.sealing import Cipher, seal, unseal
from storage.tables import GroupRow, MeetingRow, MeetingSlotRow, RoundRow
from storage.types import GroupId, MeetingId, MemberId, NetworkId, RoundId

MeetingState = Literal["open", "suggested", "agreed", "held", "cancelled"]


@dataclass(frozen=True, slots=True)
class Offer:
    """Times that a member offers (aware, at least one), how to meet, and where if they say so."""

    by: MemberId
    slots: tuple[datetime, ...]
    way: Way
    where: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of a group. `starts_at` is set once a time was agreed; `slots` can be chosen.

    An agreed meeting keeps its time, way and place while others are on offer: `instead` is how
    those would be. `state` is "open" before anybody offered a time; `led_by` is who goes first or
    facilitates.
    """

    id: MeetingId
    group_id: GroupId
    number: int
    state: MeetingState
    way: Way
    where: str
    minutes: int
    sequence: int
    starts_at: datetime | None = None
    led_by: MemberId | None = None
    suggested_by: MemberId | None = None
    suggested_at: datetime | None = None
    agreed_at: datetime | None = None
    slots: tuple[datetime, ...] = ()
    instead: How | None = None

    @property
    def offered(self) -> How:
        """How the times on offer would be."""
        return self.instead or How(self.way, self.where)


class Meetings:
    """A meeting is reached by its own id, always with the network that asks, or by its group."""

    def __init__(self, session: Session, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    def get(self, meeting_id: MeetingId, network_id: NetworkId) -> Meeting:
        """Return the meeting of this network's rounds; NotFoundError."""
        groups = select(GroupRow.id).join(RoundRow, RoundRow.id == GroupRow.round_id)
        inside = groups.where(RoundRow.network_id == network_id)
        query = select(MeetingRow).where(MeetingRow.id == meeting_id)
        found = self._read(query.where(MeetingRow.group_id.in_(inside)))
        if not found:
            raise NotFoundError(meeting_id)
        return found[0]

    def of_group(self, group_id: GroupId) -> list[Meeting]:
        """Return the group's meetings, in their order."""
        query = select(MeetingRow).where(MeetingRow.group_id == group_id)
        return self._read(query.order_by(MeetingRow.number))

    def without_times(self, round_id: RoundId) -> list[tuple[GroupId, datetime]]:
        """Return the round's introductions in which nobody ever offered a time, oldest first.

        Each comes with when it was introduced.
        """
        offered = exists().where(
            MeetingRow.group_id == GroupRow.id, MeetingRow.suggested_at.is_not(None)
        )
        query = select(GroupRow.id, GroupRow.introduced_at).where(
            GroupRow.round_id == round_id, GroupRow.state == "active", ~offered
        )
        rows = self._session.execute(query.order_by(GroupRow.introduced_at, GroupRow.id))
        return [(GroupId(group), when) for group, when in rows if when]

    def unpressed(self, round_id: RoundId) -> list[tuple[GroupId, datetime]]:
        """Return the round's introductions in which times are on offer and none was ever agreed.

        Each comes with when the times were offered, oldest first.
        """
        query = (
            select(MeetingRow.group_id, MeetingRow.suggested_at)
            .join(GroupRow, GroupRow.id == MeetingRow.group_id)
            .where(
                GroupRow.round_id == round_id,
                GroupRow.state == "active",
                MeetingRow.state == "suggested",
            )
        )
        rows = self._session.execute(query.order_by(MeetingRow.suggested_at, MeetingRow.id))
        return [(GroupId(group), when) for group, when in rows if when]

    def prepare(
        self, group_id: GroupId, number: int, minutes: int, led_by: MemberId | None = None
    ) -> Meeting:
        """Return the group's meeting of this number, made open where there is none."""
        values = {
            "id": new_id("y"),
            "group_id": group_id,
            "number": number,
            "state": "open",
            "way": "video",
            "minutes": minutes,
            "sequence": 0,
            "led_by": led_by,
        }
        insert_new(self._session, MeetingRow, values)
        query = select(MeetingRow).filter_by(group_id=group_id, number=number)
        return self._read(query)[0]

    def suggest(self, meeting: Meeting, offer: Offer, now: datetime) -> Meeting:
        """Put these times on offer in place of earlier ones; what was agreed stays till then.

        The newest offer counts: a press on an earlier one no longer agrees to anything.
        """
        # Asked of the row itself: somebody may have chosen a time since it was read.
        values = {
            "state": case((MeetingRow.state == "agreed", "agreed"), else_="suggested"),
            "suggested_by": offer.by,
            "suggested_at": now,
        }
        self._session.execute(update(MeetingRow).where(MeetingRow.id == meeting.id).values(values))
        self._keep_how(self._again(meeting.id), How(offer.way, offer.where))
        self._withdraw(meeting.id)
        rows = [{"meeting_id": meeting.id, "starts_at": slot} for slot in sorted(set(offer.slots))]
        self._session.execute(insert(MeetingSlotRow), rows)
        return self._again(meeting.id)

    def agree(self, meeting: Meeting, slot: datetime, now: datetime) -> bool:
        """Settle on a time that is on offer, once: False where somebody else chose meanwhile,
        other times were offered since, or this one is not among them."""
        on_offer = exists().where(
            MeetingSlotRow.meeting_id == meeting.id, MeetingSlotRow.starts_at == slot
        )
        changed = self._session.execute(
            update(MeetingRow)
            .where(
                MeetingRow.id == meeting.id,
                MeetingRow.sequence == meeting.sequence,
                MeetingRow.suggested_at == meeting.suggested_at,
                on_offer,
            )
            .values(state="agreed", starts_at=slot, agreed_at=now, sequence=meeting.sequence + 1)
            .returning(MeetingRow.id)
        ).first()
        if changed is not None:
            self._withdraw(meeting.id)
            self._settle_how(self._again(meeting.id), by_offer=True)
        self._session.expire_all()
        return changed is not None

    def fix(self, meeting: Meeting, starts_at: datetime, now: datetime) -> Meeting:
        """Set a meeting's time without asking, as for a set that meets in its own rhythm."""
        self._change(meeting, state="agreed", starts_at=starts_at, agreed_at=now)
        self._withdraw(meeting.id)
        return self._again(meeting.id)

    def hold(self, meeting: Meeting) -> None:
        """Note that a meeting took place."""
        self._change(meeting, state="held")

    def hand_over(self, meeting: Meeting, leader: MemberId | None) -> None:
        """Let somebody else facilitate."""
        self._session.execute(
            update(MeetingRow).where(MeetingRow.id == meeting.id).values(led_by=leader)
        )
        self._session.expire_all()

    def led(self, member_ids: Sequence[MemberId]) -> dict[MemberId, int]:
        """Return how many meetings each of these facilitates or did; none where they never do."""
        query = select(MeetingRow.led_by, func.count()).where(MeetingRow.led_by.in_(member_ids))
        query = query.where(MeetingRow.state.in_(("agreed", "held")))
        rows = self._session.execute(query.group_by(MeetingRow.led_by))
        return {MemberId(member): count for member, count in rows if member}

    def _change(self, meeting: Meeting, **values: object) -> None:
        values |= {"sequence": meeting.sequence + 1}
        self._session.execute(update(MeetingRow).where(MeetingRow.id == meeting.id).values(values))
        self._session.expire_all()

    def cancel(self, meeting: Meeting) -> bool:
        """Call a meeting off, or take its offer back; return whether an agreed time was lost."""
        changed = self._session.execute(
            update(MeetingRow)
            .where(
                MeetingRow.id == meeting.id,
                MeetingRow.sequence == meeting.sequence,
                MeetingRow.state != "cancelled",
            )
            .values(state="cancelled", sequence=meeting.sequence + 1)
            .returning(MeetingRow.id)
        ).first()
        if changed is not None:
            self._withdraw(meeting.id)
            self._settle_how(self._again(meeting.id), by_offer=False)
        self._session.expire_all()
        return changed is not None and meeting.state == "agreed"

    def _keep_how(self, meeting: Meeting, offered: How) -> None:
        """Keep how the times on offer would be: beside what is agreed, where something is."""
        if meeting.state == "agreed":
            self._write_how(meeting, How(meeting.way, meeting.where), beside=offered)
        else:
            self._write_how(meeting, offered)

    def _settle_how(self, meeting: Meeting, *, by_offer: bool) -> None:
        """The offer was chosen, or is withdrawn: one way and place are left."""
        if meeting.instead:
            agreed = How(meeting.way, meeting.where)
            self._write_how(meeting, meeting.instead if by_offer else agreed)

    def _write_how(self, meeting: Meeting, how: How, beside: How | None = None) -> None:
        place = seal(self._cipher, pack_place(how.where, beside))
        row = update(MeetingRow).where(MeetingRow.id == meeting.id)
        self._session.execute(row.values(way=how.way, where_sealed=place))

    def _withdraw(self, meeting_id: str) -> None:
        self._session.execute(delete(MeetingSlotRow).where(MeetingSlotRow.meeting_id == meeting_id))

    def _again(self, meeting_id: str) -> Meeting:
        self._session.expire_all()
        return self._read(select(MeetingRow).where(MeetingRow.id == meeting_id))[0]

    def _read(self, query: Select[MeetingRow]) -> list[Meeting]:
        rows = self._session.scalars(query).all()
        slots: dict[str, list[datetime]] = defaultdict(list)
        wanted = select(MeetingSlotRow).where(MeetingSlotRow.meeting_id.in_([r.id for r in rows]))
        for slot in self._session.scalars(wanted.order_by(MeetingSlotRow.starts_at)):
            slots[slot.meeting_id].append(slot.starts_at)
        return [self._record(row, slots[row.id]) for row in rows]

    def _record(self, row: MeetingRow, slots: Sequence[datetime]) -> Meeting:
        state: MeetingState = row.state  # type: ignore[assignment]  # from MeetingState only
        way: Way = row.way  # type: ignore[assignment]  # from Way only
        where, instead = unpack_place(unseal(self._cipher, row.where_sealed))
        return Meeting(
            id=MeetingId(row.id),
            group_id=GroupId(row.group_id),
            number=row.number,
            state=state,
            way=way,
            where=where,
            minutes=row.minutes,
            sequence=row.sequence,
            starts_at=row.starts_at,
            led_by=_member(row.led_by),
            suggested_by=_member(row.suggested_by),
            suggested_at=row.suggested_at,
            agreed_at=row.agreed_at,
            slots=tuple(slots),
            instead=instead,
        )


def _member(found: str | None) -> MemberId | None:
    return MemberId(found) if found else None
