"""Mark an action of a session as done."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.conversations import chosen, pick_conversation, split_session
from bot.wording.carrying_on import outcomes
from bot.wording.language import gettext as _
from storage.actions import Action
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """Mark the action with the number that was typed; with one left, that; else ask which."""
    session, number = split_session(call, "notes action done")
    if not isinstance(session, EventSession):
        return session
    kept = call.tx.actions.of_sessions([session.id])
    left = [one for one in kept if one.done_at is None]
    meant = _numbered(kept, number) if number else left
    if not meant:
        return outcomes.no_such_action(session)
    if len(meant) > 1:
        return outcomes.which_action(session, meant)
    return _finish(call, session, meant[0])


def submit(call: Call, values: Values) -> Answer:
    """The action was chosen, or the session."""
    call = chosen(call, values)
    if outcomes.WHICH not in values:
        return run(call)
    session = pick_conversation(call, "notes action done")
    if not isinstance(session, EventSession):
        return session
    action = call.tx.actions.get(str(values[outcomes.WHICH]), call.network.id)
    return _finish(call, session, action)


def _numbered(kept: list[Action], number: str) -> list[Action]:
    place = int(number) if number.isdecimal() else 0
    return kept[place - 1 : place] if place else []


def _finish(call: Call, session: EventSession, action: Action) -> Answer:
    is_new = call.tx.actions.finish(action.id, call.network.id, call.now)
    return outcomes.action_done(session, action, is_new=is_new)


COMMAND = Command(
    words=("notes", "action", "done"),
    help=_("Mark an action of a session as done."),
    usage=_("[session number] [number of the action]"),
    example="12 1",
    run=run,
    submit=submit,
)
