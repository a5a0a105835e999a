"""Events, the sessions in their rooms and slots, and who has to do with each."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ACCOUNT, MEMBER, NETWORK, Base

EVENT = "event.id"
SESSION = "session.id"


class EventRow(Base):
    """A govcamp. `place_id`: its channel. `grid_url`: the sheet from which its sessions come.

    `open_to`: who may write on the page for a room: "members" of the network, or "anyone" who has
    its link. `listed_at`: when the one list of conversations was posted.
    """

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("network_id", "folded"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK))
    name: Mapped[str]
    folded: Mapped[str]
    day: Mapped[date]
    zone: Mapped[str]
    open_to: Mapped[str]
    place_id: Mapped[str | None] = mapped_column(ForeignKey("place.id"))
    grid_url: Mapped[str | None]
    grid_at: Mapped[datetime | None]
    made_by: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    made_at: Mapped[datetime]
    listed_at: Mapped[datetime | None]


class SessionRow(Base):
    """One conversation in a room and slot; a note may be of one without an event.

    `code` is its short link. `consent`: "ordinary", "none" (no notes), "chatham" or "named".
    `state`: "pitched", "planned" or "dropped". `announced_at`, `missed_at`, `asked_at`: when its
    notes' link was announced, when it was listed without notes, when it was asked who carries on.
    """

    __tablename__ = "session"
    __table_args__ = (Index("ix_session_due", "event_id", "starts_at"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), index=True)
    event_id: Mapped[str | None] = mapped_column(ForeignKey(EVENT))
    code: Mapped[str] = mapped_column(unique=True)
    number: Mapped[str]
    title: Mapped[str]
    room: Mapped[str]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    capacity: Mapped[int | None]
    themes: Mapped[list[str]]
    consent: Mapped[str]
    state: Mapped[str]
    notes_url: Mapped[str]
    made_by: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    made_at: Mapped[datetime]
    announced_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]


class SessionPersonRow(Base):
    """A leader or note-taker as written down. `member_id` only after that member said yes.

    `maybe_id`: who it may be, while they have not said so.
    """

    __tablename__ = "session_person"
    session_id: Mapped[str] = mapped_column(ForeignKey(SESSION), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    member_id: Mapped[str | None] = mapped_column(ForeignKey(MEMBER), index=True)
    maybe_id: Mapped[str | None] = mapped_column(ForeignKey(MEMBER), index=True)
    asked_at: Mapped[datetime | None]


class SessionInterestRow(Base):
    """A member pressed *I'm interested*, *I'd come*, or *Introduce me to someone who was*.

    `kind`: "interested", "coming" or "meet".
    """

    __tablename__ = "session_interest"
    session_id: Mapped[str] = mapped_column(ForeignKey(SESSION), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class CarryingRow(Base):
    """Who continues a session's conversation, and what became of it.

    `state`: "open", "carried", "resting" or "done". `name`: a volunteer who is no member here.
    `stopped`: they do not want to be asked again.
    """

    __tablename__ = "carrying"
    session_id: Mapped[str] = mapped_column(ForeignKey(SESSION), primary_key=True)
    state: Mapped[str]
    member_id: Mapped[str | None] = mapped_column(ForeignKey(MEMBER), index=True)
    name: Mapped[str]
    since: Mapped[datetime]
    nudges: Mapped[int]
    nudged_at: Mapped[datetime | None]
    stopped: Mapped[bool]


class SessionOutcomeRow(Base):
    """What happened next, in a sentence or two."""

    __tablename__ = "session_outcome"
    id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey(SESSION), index=True)
    member_id: Mapped[str | None] = mapped_column(ForeignKey(MEMBER), index=True)
    text: Mapped[str]
    at: Mapped[datetime]


class SessionActionRow(Base):
    """Something that somebody said they would do. `owner` as written; `owner_id` if a member."""

    __tablename__ = "session_action"
    id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey(SESSION), index=True)
    text: Mapped[str]
    owner: Mapped[str]
    owner_id: Mapped[str | None] = mapped_column(ForeignKey(MEMBER), index=True)
    due_on: Mapped[date | None]
    done_at: Mapped[datetime | None]
    made_at: Mapped[datetime]


class SessionLinkRow(Base):
    """A link of a session. `kind`: "link", or "write-up" for somebody's post about it."""

    __tablename__ = "session_link"
    session_id: Mapped[str] = mapped_column(ForeignKey(SESSION), primary_key=True)
    url: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    kind: Mapped[str]
    member_id: Mapped[str | None] = mapped_column(ForeignKey(MEMBER), index=True)
    at: Mapped[datetime]


class NoteReminderRow(Base):
    """A member asked for no questions about what follows sessions. `until`: blank for good."""

    __tablename__ = "note_reminder"
    member_id: Mapped[str] = mapped_column(ForeignKey(MEMBER), primary_key=True)
    until: Mapped[date | None]


class QuietPeriodRow(Base):
    """Days, both included, on which a network posts nothing by itself, such as before elections."""

    __tablename__ = "quiet_period"
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), primary_key=True)
    first_day: Mapped[date] = mapped_column(primary_key=True)
    last_day: Mapped[date]
    why: Mapped[str]
