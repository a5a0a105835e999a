"""What follows a session is kept: what happened next, and what somebody said they would do."""

from collections.abc import Mapping
from datetime import date

from bot.command import Call
from bot.form import Answer
from bot.wording.carrying_on import outcomes
from bot.wording.notes import note_answers
from bot.wording.view import view_of
from jobs.carrying_on.session_outcomes import add_outcome
from storage.actions import ActionPlan
from storage.naming import fold
from storage.session_records import EventSession


def keep_outcome(call: Call, session: EventSession, text: str) -> Answer:
    """Keep what happened next; not where no notes are taken."""
    if session.plan.consent == "none":
        return note_answers.no_notes(session)
    add_outcome(call.tx, session, text, call.me, call.now)
    posted = bool(call.tx.note_posts.standing(session.id))
    return outcomes.outcome_kept(view_of(call), session, posted=posted)


def keep_action(call: Call, session: EventSession, text: str, more: Mapping[str, str]) -> Answer:
    """Keep an action: `more` has its owner's name and its day, in ISO 8601, where they are known.

    Only whoever says so themself is linked as the owner; another stays the name written.
    """
    if session.plan.consent == "none":
        return note_answers.no_notes(session)
    owner, due = more.get(outcomes.OWNER, "") or call.me.name, more.get(outcomes.DUE, "")
    linked = call.me.id if fold(owner) == fold(call.me.name) else None
    plan = ActionPlan(text, owner, linked, date.fromisoformat(due) if due else None)
    is_new = call.tx.actions.add(session.id, plan, call.now) is not None
    return outcomes.action_added(session, plan, is_new=is_new)
