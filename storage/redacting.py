"""Words taken out of everything that is kept of a session, earlier versions among it."""

import re
from collections.abc import Mapping

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from storage.naming import fold
from storage.tables import (
    Base,
    CarryingRow,
    DeliveryRow,
    NoteDraftRow,
    NoteRow,
    NoteVersionRow,
    NoticeRow,
    PointRow,
    PointVersionRow,
    SessionActionRow,
    SessionLinkRow,
    SessionOutcomeRow,
    SessionPersonRow,
    SessionRow,
    TakeawayRow,
)

_TEXTS: Mapping[type[Base], tuple[str, ...]] = {
    SessionRow: ("title",),
    NoteRow: ("summary", "text"),
    NoteVersionRow: ("title", "summary", "text"),
    NoteDraftRow: ("title",),
    PointVersionRow: ("text",),
    PointRow: ("text", "name"),
    SessionOutcomeRow: ("text",),
    SessionActionRow: ("text", "owner"),
    SessionLinkRow: ("title",),
    TakeawayRow: ("text",),
    CarryingRow: ("name",),
}
_POSTS = ("NotePost", "NotePart", "NoteToRead")


def redact_text(text: str, words: str, instead: str) -> str:
    """Return the text without these words: whole ones, whatever their capitals and spaces."""
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return text
    before = r"(?<!\w)" if parts[0][0].isalnum() else ""
    after = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    found = re.compile(before + r"\s+".join(parts) + after, re.IGNORECASE)
    return found.sub(lambda _found: instead, text)


def redact_session(session: Session, session_id: str, words: str, instead: str) -> int:
    """Take the words out of all texts of a session; return how many had them.

    A leader or note-taker with such a name is none any more, and what was sent is kept no longer.
    Forms that somebody has not finished are sealed and their own: what they hold is put right
    when they are sent.
    """
    if not fold(words):
        return 0
    count = sum(_redact(session, row, session_id, words, instead) for row in _TEXTS)
    count += _drop_people(session, session_id, words)
    if count:
        _forget_sent(session, session_id)
    session.flush()
    session.expire_all()
    return count


def _redact(session: Session, table: type[Base], session_id: str, words: str, instead: str) -> int:
    key = "id" if table is SessionRow else "session_id"
    count = 0
    for row in session.scalars(select(table).filter_by(**{key: session_id})).all():
        changed = 0
        for name in _TEXTS[table]:
            was = getattr(row, name)
            now = redact_text(was, words, instead)
            changed += now != was
            setattr(row, name, now)
        if changed and isinstance(row, PointRow):
            _tell_pages(session, row)
        count += changed
    return count


def _tell_pages(session: Session, point: PointRow) -> None:
    """Let pages that are open show the point as it is now."""
    counts = [
        session.scalar(select(func.max(table.seq)).filter_by(session_id=point.session_id)) or 0
        for table in (PointRow, PointVersionRow)
    ]
    point.seq = max(counts) + 1
    session.flush()


def _drop_people(session: Session, session_id: str, words: str) -> int:
    people = session.scalars(select(SessionPersonRow).filter_by(session_id=session_id)).all()
    gone = [one for one in people if redact_text(one.name, words, "") != one.name]
    for one in gone:
        session.delete(one)
    return len(gone)


def _forget_sent(session: Session, session_id: str) -> None:
    about = NoticeRow.body["session_id"].as_string() == session_id
    notices = select(NoticeRow.id).where(NoticeRow.kind.in_(_POSTS), about)
    sent = update(DeliveryRow).where(DeliveryRow.notice_id.in_(notices)).values(text_sealed=None)
    session.execute(sent.execution_options(synchronize_session=False))
