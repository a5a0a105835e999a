"""The words of notes, kept for finding them in the same transaction as what they are words of.

Whatever writes a note, its session, its points or who is named there calls `index_session` at its
end. Notes that were withdrawn, and those of sessions where nothing may be kept, are not there;
names are not where what was said may have no name.
"""

from collections.abc import Iterable

from sqlalchemy import delete, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.search_words import fold_names, fold_themes, fold_words
from storage.tables import NoteRow, NoteSearchRow, PointRow, SessionPersonRow, SessionRow


def index_session(session: Session, session_id: str) -> None:
    """Let a session's note be found by the words that it has now, or not at all.

    The session is locked first: of two who change it at once, the later one sees what both wrote.
    """
    lock = {"with_for_update": True, "populate_existing": True}
    row = session.get(SessionRow, session_id, **lock)  # type: ignore[arg-type]  # both are flags
    note = session.scalar(select(NoteRow).filter_by(session_id=session_id))
    if row is None or note is None or note.state == "withdrawn" or row.consent == "none":
        session.execute(delete(NoteSearchRow).filter_by(session_id=session_id))
        return
    _put(session, row, note)


def index_again(session: Session, session_ids: Iterable[str]) -> None:
    """Index these anew after somebody was forgotten, and leave nothing behind of how they were."""
    for session_id in sorted(set(session_ids)):
        index_session(session, session_id)
    wipe(session)


def wipe(session: Session) -> None:
    """Let nothing be left of words that are indexed no more: FTS5 keeps them until it merges."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO note_fts (note_fts) VALUES ('optimize')"))


def _put(session: Session, row: SessionRow, note: NoteRow) -> None:
    values = {
        "network_id": row.network_id,
        "title": fold_words(row.title),
        "names": "" if row.consent == "chatham" else fold_names(_names(session, row.id)),
        "themes": fold_themes(row.themes),
        "summary": fold_words(note.summary),
        "text": fold_words("\n".join((note.text, *_points(session, row.id)))),
    }
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(NoteSearchRow).values(session_id=row.id, **values)
    session.execute(
        statement.on_conflict_do_update(index_elements=["session_id"], set_=values),
        execution_options={"synchronize_session": False},
    )


def _points(session: Session, session_id: str) -> list[str]:
    """What stands on the page for the room and is not part of the text yet: read with it."""
    said = select(PointRow.text).filter_by(session_id=session_id, state="said")
    return list(session.scalars(said.order_by(PointRow.position, PointRow.id)))


def _names(session: Session, session_id: str) -> list[str]:
    people = select(SessionPersonRow.name).filter_by(session_id=session_id)
    order = (SessionPersonRow.role, SessionPersonRow.position)
    return list(session.scalars(people.order_by(*order)))
