"""Points of the page for a room and the notes that they belong to: kept, shown, folded in."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from jobs.rooms.room_merge import Said, Step, merge, new_id_of
from jobs.sessions.name_warnings import names_in
from storage.naming import clean
from storage.notes import Note
from storage.points import Point
from storage.redacting import redact_text
from storage.session_records import EventSession
from storage.transaction import Transaction

LONGEST = 6_000
LONGEST_NAME = 80
MOST_POINTS = 500
_LINES_OF_A_POINT = 4
MOST_ROWS = 1_500
"""With those that were taken back, which stay for their history."""

Outcome = Literal["kept", "anew", "folded", "refused", "full", "long", "closed", "names"]

_OUTCOMES: dict[Step, Outcome] = {
    "take": "kept",
    "keep": "kept",
    "remember": "kept",
    "anew": "anew",
    "folded": "folded",
    "refuse": "refused",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of what a phone said, and the point as it is now, if there is one.

    `names`: whom it seems to name where it should not, so that it is not in the notes yet.
    `less`: something of it was left out.
    """

    outcome: Outcome
    point: Point | None = None
    names: tuple[str, ...] = ()
    less: bool = False


def keep_point(
    tx: Transaction, session: EventSession, said: Said, now: datetime, instead: str = ""
) -> Kept:
    """Keep what a phone says of a point; saying it again changes nothing.

    Words that were taken out of the session's notes lately stay out of it, since nobody knows
    when they were typed; `instead` stands in their place, and `less` says so.
    """
    allowed = leave_out(tx, session, said, instead)
    kept = _keep(tx, session, allowed, now)
    return replace(kept, less=allowed.text != said.text)


def leave_out(tx: Transaction, session: EventSession, said: Said, instead: str) -> Said:
    """Return what was said without words that were taken out; such a name is none."""
    for taken in tx.removals.taken(session.network_id, session.id):
        text = redact_text(said.text, taken.words, instead)
        unnamed = redact_text(said.name, taken.words, "") != said.name
        said = replace(said, text=text, name="" if unnamed else said.name)
    return said


def _keep(tx: Transaction, session: EventSession, said: Said, now: datetime) -> Kept:
    """Keep it as far as its session and its own history let us.

    "anew": it met something that the phone had not seen, and is a new point now. Under Chatham
    House rules nobody's name is kept with it; where somebody's is in it ("names"), it stays what
    the phone is typing until its writer says that it is fine, or takes the name out.
    """
    if session.plan.consent == "none" or session.plan.state == "dropped":
        return Kept("closed")
    if len(said.text) > LONGEST:
        return Kept("long")
    said = tidy(said, session)
    tx.points.hold(session)
    old = tx.points.find(session, said.id)
    before = tx.points.before(session, said.id) if old else ()
    step = merge(old, before, said)
    if step in ("take", "anew") and (names := _names_in(tx, session, said)):
        return _ask(tx, session, old, before, said, names, now)
    if step == "anew":
        return _anew(tx, session, said, now)
    return _do(tx, session, old, said, step, now)


def tidy(said: Said, session: EventSession) -> Said:
    """Return it as it is kept: cleaned, removed where nothing is left, nameless where agreed."""
    text = clean(said.text, LONGEST, lines=True)
    said = replace(said, text=text, name=clean(said.name, LONGEST_NAME))
    if not text and said.state != "removed":
        said = replace(said, state="removed")
    if session.plan.consent == "chatham":
        said = replace(said, name="", member_id=None)
    return said


def text_with_points(tx: Transaction, session: EventSession) -> str:
    """Return the text of the session's notes with the points of its page after it."""
    note = tx.notes.find(session)
    points = tx.points.of_session(session)
    return with_points(note.text if note else "", points)


def with_points(text: str, points: list[Point]) -> str:
    """Return the text, and after it a line for each point."""
    said = "\n".join(_as_notes(point) for point in points)
    return "\n\n".join(filter(None, (text, said)))


def _as_notes(point: Point) -> str:
    """A point is a line, its own lines set apart by semicolons; of a whole text the lines stay."""
    lines = [line.strip() for line in point.text.split("\n") if line.strip(" ;")]
    if len(lines) > _LINES_OF_A_POINT:
        return "\n".join(lines)
    return f"- {'; '.join(line.strip(' ;') for line in lines)}"


def points_seen(tx: Transaction, session: EventSession) -> int:
    """Return how far the points have come: whoever folds them says up to where they read."""
    return tx.points.latest(session)


def fold_points(
    tx: Transaction, session: EventSession, now: datetime, seen: int | None = None
) -> int:
    """Mark the points as part of the notes' text; return how many they are.

    `seen`: what `points_seen` said when the text was taken; points that came or changed later
    stay on the page. Without it, all are folded.
    """
    tx.points.hold(session)
    return tx.points.fold(session, tx.points.latest(session) if seen is None else seen, now)


def take_in_points(tx: Transaction, session: EventSession, now: datetime) -> Note | None:
    """Write the points into the notes as their next version; return the notes, if there are any."""
    tx.points.hold(session)
    note = tx.notes.find(session)
    if not tx.points.of_session(session):
        return note
    text, summary, seen = text_with_points(tx, session), "", 0
    if note:
        summary, seen = note.summary, note.version
    taken = tx.notes.write(session, summary, text, seen=seen, by=None, route="page", now=now)
    fold_points(tx, session, now)
    return taken


def _names_in(tx: Transaction, session: EventSession, said: Said) -> tuple[str, ...]:
    if said.state != "said" or said.fine:
        return ()
    return tuple(dict.fromkeys(one.name for one in names_in(tx, session, said.text)))


def _ask(
    tx: Transaction,
    session: EventSession,
    old: Point | None,
    before: Collection[str],
    said: Said,
    names: tuple[str, ...],
    now: datetime,
) -> Kept:
    """Keep it as what is being typed, which nobody else sees; what was said before stays."""
    typed = replace(said, state="typing")
    if merge(old, before, typed) != "take":
        return Kept("names", None, names)
    kept = _do(tx, session, old, typed, "take", now)
    return replace(kept, outcome="names", names=names) if kept.outcome == "kept" else kept


def _anew(tx: Transaction, session: EventSession, said: Said, now: datetime) -> Kept:
    said = replace(said, id=new_id_of(said))
    old = tx.points.find(session, said.id)
    if old:
        return Kept("anew", old)
    kept = _do(tx, session, None, said, "take", now)
    return replace(kept, outcome="anew") if kept.outcome == "kept" else kept


def _do(
    tx: Transaction, session: EventSession, old: Point | None, said: Said, step: Step, now: datetime
) -> Kept:
    if step == "take" and old is None and _is_full(tx, session):
        return Kept("full")
    if step == "take":
        return Kept("kept", tx.points.write(session, _point(old, said), now))
    if step == "remember":
        tx.points.remember(session, said.id, said.text, now)
    return Kept(_OUTCOMES[step], old)


def _is_full(tx: Transaction, session: EventSession) -> bool:
    live, rows = tx.points.count(session)
    return live >= MOST_POINTS or rows >= MOST_ROWS


def _point(old: Point | None, said: Said) -> Point:
    """What is written. A removed point keeps its words; whoever changes another's takes it over."""
    text = old.text if old and said.state == "removed" else said.text
    edition = max(said.edition, old.edition + 1) if old else said.edition
    return Point(said.id, edition, said.writer, text, said.state, said.name, said.member_id)
