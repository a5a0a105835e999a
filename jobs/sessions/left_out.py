"""Words that were taken out of a session's notes stay out, whatever older text arrives later.

A form that was open meanwhile, a draft, and the notes pasted once more still hold them. They are
known for 30 days after the request was settled, and count for what was begun before they went:
whoever has seen the notes without them may write what they like.
"""

from dataclasses import replace

from jobs.sessions.note_taking import Written
from storage.naming import fold
from storage.redacting import redact_text
from storage.removals import Taken
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import NetworkId


def leave_out(
    tx: Transaction, session: EventSession, written: Written, seen: int, instead: str
) -> Written:
    """Return what was written without words that went after its writer began.

    `seen`: the version of the notes that they began with, 0 for none; `instead` stands in their
    place. Whoever is named by them neither led nor wrote it.
    """
    for taken in tx.removals.taken(session.network_id, session.id):
        if seen < taken.version:
            written = _without(written, taken, instead)
    return written


def leave_out_of_new(
    tx: Transaction, network_id: NetworkId, written: Written, instead: str
) -> Written:
    """The same for notes of a session that seems to be new, and has the title of a known one."""
    for taken in tx.removals.taken(network_id):
        title = tx.sessions.get(taken.session_id, network_id).title
        if fold(redact_text(written.title, taken.words, instead)) == fold(title):
            written = _without(written, taken, instead)
    return written


def skip_removals(tx: Transaction, session: EventSession, seen: int) -> int:
    """Return the version that a text is made from once it has nothing that was taken out.

    Where nobody changed the notes since but by taking something out, that is the newest.
    """
    routes = {one.number: one.route for one in tx.notes.history(session)}
    while seen and routes.get(seen + 1) == "removal":
        seen += 1
    return seen


def _without(written: Written, taken: Taken, instead: str) -> Written:
    def cut(text: str) -> str:
        return redact_text(text, taken.words, instead)

    def keep(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if cut(name) == name)

    return replace(
        written,
        title=cut(written.title),
        text=cut(written.text),
        summary=cut(written.summary),
        number=cut(written.number),
        room=cut(written.room),
        leaders=keep(written.leaders),
        note_takers=keep(written.note_takers),
        volunteer="".join(keep((written.volunteer,))),
        themes=keep(written.themes),
    )
