"""Where a session's note was posted, what is shown there, and where it was taken back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.inserting import insert_new
from storage.tables import DeliveryRow, NotePostRow, NoticeRow
from storage.types import MemberId, PlaceId, SessionId


@dataclass(frozen=True, slots=True)
class NotePosted:
    """A note in a channel: the version that it shows, and in how many parts its thread is."""

    session_id: SessionId
    place_id: PlaceId
    version: int
    parts: int
    posted_at: datetime
    withdrawn_at: datetime | None = None
    posted_by: MemberId | None = None


class NotePosts:
    """One row a note and channel; what was taken back can be posted there again."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record(self, posted: NotePosted) -> bool:
        """Record that the note is posted in a channel; False where it stands there already."""
        key = {"session_id": posted.session_id, "place_id": posted.place_id}
        shown = {
            "version": posted.version,
            "parts": posted.parts,
            "posted_at": posted.posted_at,
            "withdrawn_at": None,
            "posted_by": posted.posted_by,
        }
        if insert_new(self._session, NotePostRow, key | shown):
            return True
        row = self._row(posted.session_id, posted.place_id)
        if row is None or row.withdrawn_at is None:
            return False
        for name, value in shown.items():
            setattr(row, name, value)
        self._session.flush()
        return True

    def standing(self, session_id: SessionId, *, lock: bool = False) -> list[NotePosted]:
        """Return where the note stands now, the oldest first.

        `lock`: nobody else changes that until this transaction ends.
        """
        query = select(NotePostRow).filter_by(session_id=session_id, withdrawn_at=None)
        query = query.order_by(NotePostRow.posted_at, NotePostRow.place_id)
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        return [_posted(row) for row in self._session.scalars(query)]

    def ever(self, session_id: SessionId) -> list[NotePosted]:
        """Return every post that the note had, also where it was taken back."""
        query = select(NotePostRow).filter_by(session_id=session_id)
        rows = self._session.scalars(query.order_by(NotePostRow.posted_at, NotePostRow.place_id))
        return [_posted(row) for row in rows]

    def told(self, session_id: SessionId) -> list[str]:
        """Return the keys of what members read who follow its theme themselves, each's newest."""
        about = NoticeRow.body["session_id"].as_string() == session_id
        # A join would let SQLite look at every delivery first.
        notices = select(NoticeRow.id).where(NoticeRow.kind == "NoteToRead", about)
        query = select(DeliveryRow.account_id, DeliveryRow.key).where(
            DeliveryRow.notice_id.in_(notices), DeliveryRow.act == "post"
        )
        rows = self._session.execute(query.order_by(DeliveryRow.seq))
        return [*dict(iter(rows)).values()]

    def find(self, session_id: SessionId, place_id: PlaceId) -> NotePosted | None:
        """Return the note's post in a channel, also where it was taken back."""
        row = self._session.get(NotePostRow, (session_id, place_id))
        return _posted(row) if row else None

    def show(self, posted: NotePosted, version: int, parts: int) -> None:
        """Record what a post shows from now on."""
        row = self._row(posted.session_id, posted.place_id)
        if row is not None:
            row.version, row.parts = version, parts
            self._session.flush()

    def withdraw(self, posted: NotePosted, now: datetime) -> None:
        """Record that the post was taken back, or never came about."""
        row = self._row(posted.session_id, posted.place_id)
        if row is not None and row.withdrawn_at is None:
            row.withdrawn_at = now
            self._session.flush()

    def _row(self, session_id: SessionId, place_id: PlaceId) -> NotePostRow | None:
        key = (session_id, place_id)
        return self._session.get(NotePostRow, key, with_for_update=True, populate_existing=True)


def _posted(row: NotePostRow) -> NotePosted:
    return NotePosted(
        SessionId(row.session_id),
        PlaceId(row.place_id),
        row.version,
        row.parts,
        row.posted_at,
        row.withdrawn_at,
        MemberId(row.posted_by) if row.posted_by else None,
    )
