"""Finding notes as people look for them: names half remembered, words with a slip, a line of each.

Slips are met by rapidfuzz over our own words, names and themes, the same on both databases: words
as typed first, and only where they find nothing the nearest words of titles and names.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from jobs.sessions.excerpts import Excerpt, excerpt_of
from storage.notes import Note
from storage.search import Hit, Query
from storage.search_words import fold_words, terms_of, words_in
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import MemberId, NetworkId

PAGE = 5
"""How many notes one answer holds."""

_SAME = 78
_SLACK = 8
_SHORTEST_SLIP = 4
_NEAR = 55
_MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed, taken apart; blank where they did not say."""

    words: str = ""
    leader: str = ""
    event: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A session with notes, and a line of them in which the words were found."""

    session: EventSession
    score: float
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Near:
    """What is like the words that found nothing. `field`: "leader", "theme" or "event"."""

    field: str
    name: str


@dataclass(frozen=True, slots=True)
class Findings:
    """One page of what was found. `read_as`: the words as they were taken, where that is new.

    `near`: only where nothing was found.
    """

    found: tuple[Found, ...] = ()
    more: bool = False
    read_as: str = ""
    near: tuple[Near, ...] = ()


def find_notes(
    tx: Transaction, network_id: NetworkId, asked: Asked, by: MemberId | None, skip: int = 0
) -> Findings:
    """Return the best notes for what was typed, or else what it may have meant. Never an error."""
    query = _narrowed(tx, network_id, asked)
    hits = _look(tx, network_id, query, by, skip) if query else []
    read_as = ""
    if query and not hits and (mended := _mended(tx, network_id, asked.words)):
        query, read_as = replace(query, words=mended), mended
        hits = _look(tx, network_id, query, by, skip)
    if query is None or not hits:
        return Findings(near=_near(tx, network_id, asked))
    return Findings(_page(tx, network_id, query.words, hits[:PAGE]), len(hits) > PAGE, read_as)


def choose_alike(typed: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that hold every word typed, begun or with a slip: only the likeliest."""
    wanted = words_in(typed)
    scored = [(_fit(wanted, words_in(name)), name) for name in names]
    best = max((score for score, _name in scored), default=0.0)
    if not wanted or best < _SAME:
        return ()
    lowest = best if best >= 100 else max(best - _SLACK, _SAME)
    return tuple(name for score, name in scored if score >= lowest)


def _look(
    tx: Transaction, network_id: NetworkId, query: Query, by: MemberId | None, skip: int
) -> list[Hit]:
    return tx.search.find(network_id, query, PAGE + 1, by=by, skip=skip)


def _narrowed(tx: Transaction, network_id: NetworkId, asked: Asked) -> Query | None:
    """Return the query with the names that are meant; None where one of them is nobody's."""
    events = {one.name: one.id for one in tx.events.all(network_id)} if asked.event else {}
    leaders = _chosen(asked.leader, lambda: tx.search.leaders(network_id))
    themes = _chosen(asked.theme, lambda: tx.search.themes_of(network_id))
    named = _chosen(asked.event, lambda: events)
    if () in (leaders, themes, named):
        return None
    ids = None if named is None else tuple(events[name] for name in named)
    return Query(asked.words, leaders, ids, themes)


def _chosen(typed: str, known: Callable[[], Iterable[str]]) -> tuple[str, ...] | None:
    return choose_alike(typed, known()) if typed else None


def _fit(wanted: Sequence[str], words: Sequence[str]) -> float:
    """How well the worst of the wanted words is found: 100 for a beginning, less for each slip."""
    each = (max((_word_fit(one, word) for word in words), default=0.0) for one in wanted)
    return min(each, default=0.0)


def _word_fit(wanted: str, word: str) -> float:
    if word == wanted:
        return 101.0
    if word.startswith(wanted):
        return 100.0
    return fuzz.ratio(wanted, word) if len(wanted) >= _SHORTEST_SLIP else 0.0


def _mended(tx: Transaction, network_id: NetworkId, words: str) -> str:
    """Return the words with each unknown one replaced by the nearest known; "" where none is."""
    terms = terms_of(words)
    known = tx.search.words_of(network_id) if terms else []
    mended = [[_nearest(word, known) for word in term.words] for term in terms]
    if [list(term.words) for term in terms] == mended:
        return ""
    return " ".join(f'"{" ".join(one)}"' if len(one) > 1 else one[0] for one in mended)


def _nearest(word: str, known: Sequence[str]) -> str:
    if len(word) < _SHORTEST_SLIP:
        return word
    best = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_SAME)
    return best[0] if best else word


def _near(tx: Transaction, network_id: NetworkId, asked: Asked) -> tuple[Near, ...]:
    """Return what is most like the words, of every kind: names, themes and events."""
    known = [
        *(Near("leader", one) for one in tx.search.leaders(network_id)),
        *(Near("theme", one) for one in tx.search.themes_of(network_id)),
        *(Near("event", one.name) for one in tx.events.all(network_id)),
    ]
    typed = fold_words(asked.leader or asked.theme or asked.event or asked.words)
    names = [fold_words(one.name) for one in known]
    likely = process.extract(typed, names, scorer=fuzz.WRatio, score_cutoff=_NEAR, limit=_MOST_NEAR)
    return tuple(known[place] for _name, _score, place in likely)


def _page(
    tx: Transaction, network_id: NetworkId, words: str, hits: Sequence[Hit]
) -> tuple[Found, ...]:
    ids = [hit.session_id for hit in hits]
    sessions, notes = tx.sessions.many(ids, network_id), tx.notes.many(ids, network_id)
    each = [(hit, sessions[hit.session_id], notes[hit.session_id]) for hit in hits]
    return tuple(
        Found(session, hit.score, _excerpt(tx, session, note, words)) for hit, session, note in each
    )


def _excerpt(tx: Transaction, session: EventSession, note: Note, words: str) -> Excerpt:
    """A line of the note, or where the words are not in it, of the page for its room."""
    excerpt = excerpt_of(note.summary, note.text, words)
    if not words or any(piece.found for piece in excerpt):
        return excerpt
    added = "\n".join(point.text for point in tx.points.of_session(session))
    beside = excerpt_of("", added, words)
    return beside if any(piece.found for piece in beside) or not excerpt else excerpt
