"""Finding notes by their words: one method over SQLite's FTS5 and PostgreSQL's full text.

Both stem as English, take the last word as a beginning, and rank the title over names over the
summary over the text. Small slips of the fingers are `jobs.sessions.finding`'s, the same on both
engines. PostgreSQL leaves out the smallest words of English, which alone find nothing there.
"""

from dataclasses import dataclass
from itertools import chain

from sqlalchemy import (
    ColumnElement,
    Float,
    Select,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
)
from sqlalchemy.orm import Session

from storage.search_words import Term, terms_of
from storage.tables import (
    NoteRow,
    NoteSearchRow,
    NoteVersionRow,
    SessionPersonRow,
    SessionRow,
)
from storage.types import EventId, MemberId, NetworkId, SessionId

WEIGHTS = (10.0, 6.0, 3.0, 1.0)
"""What a word counts in the title, a name, the summary and the text."""

_FTS = table("note_fts", column("rowid"))
_BM25 = f"-bm25(note_fts, {', '.join(map(str, WEIGHTS))})"
_CD = f"'{{{', '.join(str(one / max(WEIGHTS)) for one in reversed(WEIGHTS))}}}'::real[]"
_WORDS: ColumnElement[str] = literal_column("note_search.words")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. `words` as typed; the others exactly as they are kept, None for any.

    `leaders`: names as written down; `themes`: as `themes_of` returns them.
    """

    words: str = ""
    leaders: tuple[str, ...] | None = None
    events: tuple[EventId, ...] | None = None
    themes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A session whose note was found; a higher score is better, within one answer."""

    session_id: SessionId
    score: float


class Search:
    """Posted notes are found by every member of the network; others by who wrote them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(
        self,
        network_id: NetworkId,
        query: Query,
        limit: int = 20,
        *,
        by: MemberId | None = None,
        skip: int = 0,
    ) -> list[Hit]:
        """Return the best notes that hold all of this, the best first, ties newest first.

        Without words: every note that the rest allows, newest first. Nothing that was typed is an
        error; words of which nothing is left find nothing.
        """
        terms = terms_of(query.words)
        if query.words.strip() and not terms:
            return []
        score = self._score(terms).label("score")
        found = self._matching(select(NoteSearchRow.session_id, score), terms)
        found = found.join(NoteRow, NoteRow.session_id == NoteSearchRow.session_id)
        found = found.join(SessionRow, SessionRow.id == NoteSearchRow.session_id)
        found = found.where(NoteSearchRow.network_id == network_id, *_allowed(query, by))
        newest = (NoteRow.made_at.desc(), NoteSearchRow.session_id)
        found = found.order_by(score.desc(), *newest).limit(limit).offset(skip)
        rows = self._session.execute(found)
        return [Hit(SessionId(one), round(float(points), 9)) for one, points in rows]

    def leaders(self, network_id: NetworkId) -> list[str]:
        """Return every name that leads a session whose note may be found, in order."""
        person = SessionPersonRow
        query = (
            select(person.name)
            .join(NoteSearchRow, NoteSearchRow.session_id == person.session_id)
            .where(NoteSearchRow.network_id == network_id, NoteSearchRow.names != "")
            .where(person.role == "leader")
        )
        return sorted(set(self._session.scalars(query)))

    def themes_of(self, network_id: NetworkId) -> list[str]:
        """Return every theme of notes that may be found, folded, in order."""
        query = select(NoteSearchRow.themes).filter_by(network_id=network_id).distinct()
        return sorted(set(chain.from_iterable(map(_split, self._session.scalars(query)))))

    def words_of(self, network_id: NetworkId) -> list[str]:
        """Return the folded words of all titles and names, each once, in order."""
        row = NoteSearchRow
        query = select(row.title, row.names).where(row.network_id == network_id)
        words: set[str] = set()
        for title, names in self._session.execute(query):
            words.update(title.split())
            words.update(names.split())
        return sorted(words)

    def _matching(self, found: Select[str, float], terms: tuple[Term, ...]) -> Select[str, float]:
        if not terms:
            return found
        if self._is_postgresql:
            return found.where(_WORDS.op("@@")(_tsquery(terms)))
        fts = found.join(_FTS, _FTS.c.rowid == NoteSearchRow.number)
        return fts.where(literal_column("note_fts").op("MATCH")(_match(terms)))

    def _score(self, terms: tuple[Term, ...]) -> ColumnElement[float]:
        if not terms:
            return literal(0.0, Float)
        if self._is_postgresql:
            return func.ts_rank_cd(literal_column(_CD), _WORDS, _tsquery(terms), 1)
        return literal_column(_BM25, Float)

    @property
    def _is_postgresql(self) -> bool:
        return self._session.get_bind().dialect.name == "postgresql"


def _allowed(query: Query, by: MemberId | None) -> list[ColumnElement[bool]]:
    """Who may find it, and what else the query asks for."""
    version = NoteVersionRow
    wrote = select(version.session_id).where(version.member_id == by)
    mine = or_(NoteRow.member_id == by, NoteRow.session_id.in_(wrote))
    allowed = [or_(NoteRow.state == "posted", mine) if by else NoteRow.state == "posted"]
    if query.leaders is not None:
        person = SessionPersonRow
        led = select(person.session_id).where(person.role == "leader")
        led = led.where(person.name.in_(query.leaders))
        allowed += [NoteSearchRow.session_id.in_(led), NoteSearchRow.names != ""]
    if query.events is not None:
        allowed.append(SessionRow.event_id.in_(query.events))
    if query.themes is not None:
        allowed.append(or_(*(NoteSearchRow.themes.contains(f"|{one}|") for one in query.themes)))
    return allowed


def _split(themes: str) -> list[str]:
    return [one for one in themes.split("|") if one]


def _match(terms: tuple[Term, ...]) -> str:
    """Return the terms in FTS5's words; each is letters and digits between quotation marks."""
    return " AND ".join(f'"{" ".join(one.words)}"{" *" if one.begun else ""}' for one in terms)


def _tsquery(terms: tuple[Term, ...]) -> ColumnElement[str]:
    """Return the terms in PostgreSQL's words."""
    typed = " & ".join(f"({' <-> '.join(one.words)}{':*' if one.begun else ''})" for one in terms)
    return func.to_tsquery(literal_column("'pg_catalog.english'::regconfig"), typed)
