"""What was written down: notes with their history, points of a room page, drafts, takeaways."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ACCOUNT, MEMBER, NETWORK, Base
from storage.tables.events import EVENT, SESSION


class NoteRow(Base):
    """The one note of a session. `state`: "open", "posted" or "withdrawn".

    `version` counts every change; who writes says which version they saw.
    """

    __tablename__ = "note"
    session_id: Mapped[str] = mapped_column(ForeignKey(SESSION), primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), index=True)
    state: Mapped[str]
    version: Mapped[int]
    summary: Mapped[str]
    text: Mapped[str]
    member_id: Mapped[str | None] = mapped_column(ForeignKey(MEMBER), index=True)
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    posted_at: Mapped[datetime | None]


class NoteVersionRow(Base):
    """A note as it was. `route`: "form", "paste", "file", "link", "page", "edit" or "removal".

    A version of the last kind is the one before without words that somebody asked to take out.
    """

    __tablename__ = "note_version"
    session_id: Mapped[str] = mapped_column(ForeignKey("note.session_id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    summary: Mapped[str]
    text: Mapped[str]
    route: Mapped[str]
    member_id: Mapped[str | None] = mapped_column(ForeignKey(MEMBER), index=True)
    at: Mapped[datetime]


class PointRow(Base):
    """A point that somebody adds on the page for a room; its id is made by their phone.

    `writer`: the phone that may change it; `edition`: how often it did. `state`: "typing", "said",
    "removed" or "folded" (it became part of the note's text). `seq` counts changes within the
    session, for those who listen.
    """

    __tablename__ = "room_point"
    session_id: Mapped[str] = mapped_column(ForeignKey(SESSION), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    seq: Mapped[int]
    edition: Mapped[int]
    writer: Mapped[str]
    name: Mapped[str]
    member_id: Mapped[str | None] = mapped_column(ForeignKey(MEMBER), index=True)
    text: Mapped[str]
    state: Mapped[str]
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class PointVersionRow(Base):
    """A point as it was before it was changed or removed."""

    __tablename__ = "room_point_version"
    session_id: Mapped[str] = mapped_column(ForeignKey(SESSION), primary_key=True)
    point_id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    at: Mapped[datetime]


class NoteDraftRow(Base):
    """A form that was sent and is not a note yet, with everything in it; offered for some days."""

    __tablename__ = "note_draft"
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), index=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    session_id: Mapped[str | None] = mapped_column(ForeignKey(SESSION))
    route: Mapped[str]
    title: Mapped[str]
    body_sealed: Mapped[str | None]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class NotePostRow(Base):
    """A note in a channel. `version`: what it shows. `withdrawn_at`: it was taken back.

    `posted_by`: the member who posted it there, who may take it back.
    """

    __tablename__ = "note_post"
    session_id: Mapped[str] = mapped_column(ForeignKey("note.session_id"), primary_key=True)
    place_id: Mapped[str] = mapped_column(ForeignKey("place.id"), primary_key=True, index=True)
    version: Mapped[int]
    parts: Mapped[int]
    posted_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    posted_by: Mapped[str | None] = mapped_column(ForeignKey(MEMBER), index=True)


class ThemeFollowRow(Base):
    """A channel or a direct message to which notes of a theme go; an empty `folded`: of all."""

    __tablename__ = "theme_follow"
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), primary_key=True)
    place_id: Mapped[str] = mapped_column(ForeignKey("place.id"), primary_key=True, index=True)
    folded: Mapped[str] = mapped_column(primary_key=True)
    theme: Mapped[str]
    asked_by: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    at: Mapped[datetime]


class TakeawayRow(Base):
    """One line that somebody takes away, from a session or from the day."""

    __tablename__ = "takeaway"
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), index=True)
    event_id: Mapped[str | None] = mapped_column(ForeignKey(EVENT), index=True)
    session_id: Mapped[str | None] = mapped_column(ForeignKey(SESSION), index=True)
    member_id: Mapped[str | None] = mapped_column(ForeignKey(MEMBER), index=True)
    text: Mapped[str]
    at: Mapped[datetime]


class NoteCallRow(Base):
    """A call for examples and tips, from which one playbook is made."""

    __tablename__ = "note_call"
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), index=True)
    title: Mapped[str]
    member_id: Mapped[str | None] = mapped_column(ForeignKey(MEMBER), index=True)
    place_id: Mapped[str | None] = mapped_column(ForeignKey("place.id"))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class CallEntryRow(Base):
    """An example or tip that somebody added to a call. `named`: they want their name with it."""

    __tablename__ = "call_entry"
    id: Mapped[str] = mapped_column(primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("note_call.id"), index=True)
    member_id: Mapped[str | None] = mapped_column(ForeignKey(MEMBER), index=True)
    text: Mapped[str]
    named: Mapped[bool]
    at: Mapped[datetime]


class RemovalRow(Base):
    """Somebody, member or not, asked that something about them is taken out of a note."""

    __tablename__ = "removal"
    id: Mapped[str] = mapped_column(primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), index=True)
    session_id: Mapped[str] = mapped_column(ForeignKey(SESSION), index=True)
    words_sealed: Mapped[str | None]
    contact_sealed: Mapped[str | None]
    asked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    taken_sealed: Mapped[str | None]
    taken_version: Mapped[int | None]
