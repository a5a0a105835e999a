"""Actions in notes: found, and kept only after somebody confirmed them."""

from datetime import date, datetime

from jobs.carrying_on.session_people import tell, to_ask
from jobs.notes import ActionPoint, find_actions, parse_notes
from storage.actions import ActionPlan
from storage.naming import clean
from storage.notes import Note
from storage.notices.carrying import ActionsFound
from storage.session_records import EventSession
from storage.transaction import Transaction

LONGEST = 300
_LONGEST_NAME = 120


def found_actions(
    tx: Transaction, session: EventSession, note: Note | None, today: date
) -> list[ActionPoint]:
    """Return what the notes seem to have as actions and is not kept yet, in their order."""
    if note is None:
        return []
    kept = {action.plan.text for action in tx.actions.of_sessions([session.id])}
    parsed = parse_notes(f"Session title: {session.title}\nNotes\n{note.text}")
    found = [each for one in parsed.sessions for each in find_actions(one, today)]
    return [each for each in found if clean(each.text, LONGEST) not in kept]


def ask_to_keep(tx: Transaction, session: EventSession, note: Note, now: datetime) -> None:
    """Ask the notes' writer, once a session, whether the actions that we found are ones."""
    if note.member_id and found_actions(tx, session, note, now.date()):
        asked = to_ask(tx, [note.member_id], now)
        tell(tx, session.network_id, [(m, ActionsFound(session.id, m)) for m in asked], now)


def keep_found(
    tx: Transaction, session: EventSession, note: Note | None, now: datetime
) -> list[ActionPlan]:
    """Keep the actions that were found; owners as they are written, which makes nobody one."""
    plans = [
        ActionPlan(clean(a.text, LONGEST), clean(a.owner or "", _LONGEST_NAME), None, a.due)
        for a in found_actions(tx, session, note, now.date())
    ]
    return [plan for plan in plans if tx.actions.add(session.id, plan, now)]
