"""What the page for a room shows to one visitor, read in one view of the database."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.pages.room_keys import RoomPass
from jobs.rooms.room_doors import OPEN_FOR, day_end, event_of, open_to
from jobs.sessions.speaking import speakers
from jobs.sessions.taking_back import taken_back
from storage.errors import NotFoundError
from storage.events import Event, OpenTo
from storage.notes import Note
from storage.points import Point
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import Member, Network

Access = Literal["write", "read", "outside"]
Closed = Literal["", "none", "dropped", "back", "over"]


@dataclass(frozen=True, slots=True)
class RoomView:
    """A session's page. `seq`: how far its points had come. `writer`: the phone that looks.

    `stamp`: what changes with it, as `room_watch` says it.
    """

    session: EventSession
    network: Network
    event: Event | None
    note: Note | None
    points: tuple[Point, ...]
    own: tuple[Point, ...]
    seq: int
    writer: str
    member: Member | None
    access: Access
    closed: Closed
    stamp: str

    @property
    def open_to(self) -> OpenTo:
        """Who may write."""
        return open_to(self.event)

    @property
    def zone(self) -> str:
        """Where its times are told."""
        return self.event.zone if self.event else self.network.zone

    @property
    def draft(self) -> Point | None:
        """What this phone was typing last."""
        typing = [one for one in self.own if one.state == "typing"]
        return max(typing, key=lambda one: one.seq, default=None)

    @property
    def name(self) -> str:
        """The name that this phone gave last; else the member's own."""
        named = [one for one in self.own if one.state != "removed"]
        if named:
            return max(named, key=lambda one: one.seq).name
        return self.member.profile.name if self.member else ""

    def may_change(self, point: Point) -> bool:
        """Whether this visitor may change or remove the point."""
        return self.access == "write" and (point.writer == self.writer or self.member is not None)


def look(
    tx: Transaction, code: str, writer: str, way_in: RoomPass | None, now: datetime
) -> RoomView:
    """Return the page as this phone may see it; NotFoundError where no session has the code.

    Of notes that were taken back it shows a phone its own points, and those who speak for the
    session all of them: what they said was theirs, and the rest is read by few in chat, too.
    """
    session = tx.sessions.by_code(code)
    network = tx.networks.get(session.network_id)
    event = event_of(tx, session)
    member = find_member(tx, session, way_in)
    note, is_back = tx.notes.find(session), taken_back(tx, session) is not None
    closed = closed_by(session, event, now, is_back=is_back)
    access = access_of(event, member, closed)
    shown = access != "outside" and closed != "none"
    everything = tx.points.of_session(session, ("said", "typing")) if shown else []
    if is_back and not may_see_all(tx, session, member):
        everything = [one for one in everything if one.writer == writer]
    return RoomView(
        session,
        network,
        event,
        note if shown and not is_back else None,
        tuple(one for one in everything if one.state == "said"),
        tuple(one for one in everything if one.writer == writer),
        tx.points.latest(session),
        writer,
        member,
        access,
        closed,
        stamp_of(session, note),
    )


def may_see_all(tx: Transaction, session: EventSession, member: Member | None) -> bool:
    """Return whether somebody sees what others wrote, although the notes were taken back."""
    return member is not None and member.id in speakers(tx, session)


def find_member(tx: Transaction, session: EventSession, way_in: RoomPass | None) -> Member | None:
    """Return who came in by their own link: to this session, and still a member."""
    if way_in is None or way_in.session_id != session.id:
        return None
    try:
        member = tx.members.get(way_in.member_id, session.network_id)
    except NotFoundError:
        return None
    return member if member.left_at is None else None


def closed_by(
    session: EventSession, event: Event | None, now: datetime, *, is_back: bool = False
) -> Closed:
    """Return why nothing can be added, if so."""
    if session.plan.consent == "none":
        return "none"
    if session.plan.state == "dropped":
        return "dropped"
    if is_back:
        return "back"
    if open_to(event) == "anyone" and event and now > day_end(event) + OPEN_FOR:
        return "over"
    return ""


def access_of(event: Event | None, member: Member | None, closed: Closed) -> Access:
    """Return what somebody may do here. Being a member opens a page that is over for others."""
    if member is None and open_to(event) == "members":
        return "outside"
    if closed == "over" and member:
        return "write"
    return "read" if closed else "write"


def stamp_of(session: EventSession, note: Note | None) -> str:
    """Return a mark that changes whenever what stands over the points does."""
    told = (session.plan, note.version if note else 0, note.state if note else "")
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
