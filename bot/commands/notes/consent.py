"""Say what the people of a session agreed on: no notes, no names, names, or nothing special."""

from dataclasses import replace

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.sessions import pick_session
from bot.meaning.taken_back import speaks
from bot.wording.language import gettext as _
from bot.wording.notes import consent
from bot.wording.view import view_of
from jobs.sessions.consent import agree
from jobs.sessions.name_warnings import names_seen
from jobs.sessions.note_posts import read_note
from storage.session_records import Consent, EventSession

_TYPED: dict[str, Consent] = {
    "ordinary": "ordinary",
    "no notes": "none",
    "none": "none",
    "chatham": "chatham",
    "chatham house": "chatham",
    "chatham house rule": "chatham",
    "named": "named",
    "names agreed": "named",
    "names": "named",
}


def run(call: Call) -> Answer:
    """Keep to what was typed behind the session; without it, open the form."""
    call, choice = _split(call)
    session = _session(call)
    if not isinstance(session, EventSession):
        return session
    return _keep(call, session, choice) if choice else consent.form(session)


def submit(call: Call, values: Values) -> Answer:
    """Keep to what was chosen."""
    session = _session(call)
    if not isinstance(session, EventSession):
        return session
    chosen = next((one for one in consent.names() if one == values.get(consent.CONSENT)), None)
    if chosen is None:
        return FormErrors({consent.CONSENT: _("Choose one.")})
    return _keep(call, session, chosen)


def _session(call: Call) -> EventSession | Answer:
    session = pick_session(call, "notes consent")
    if not isinstance(session, EventSession):
        return session
    if not speaks(call, session):
        raise Refusal(*consent.not_yours(session))
    return session


def _keep(call: Call, session: EventSession, choice: Consent) -> Answer:
    agreed = agree(call.tx, session, choice, call.now)
    if call.is_organiser:
        note_action(call, "session.consent", session.id, consent=choice)
    note = read_note(call.tx, agreed.session)
    seen = names_seen(call.tx, agreed.session, note) if note else []
    return consent.agreed(view_of(call), agreed, seen)


def _split(call: Call) -> tuple[Call, Consent | None]:
    """The choice is the last words, as many of them as make one."""
    words = [word.casefold().strip(".,") for word in call.args]
    for length in (3, 2, 1):
        choice = _TYPED.get(" ".join(words[-length:])) if len(words) >= length else None
        if choice and (call.ref or len(words) > length):
            return replace(call, args=call.args[:-length]), choice
    return call, None


COMMAND = Command(
    words=("notes", "consent"),
    help=_("Say what the people of a session agreed on: no notes, no names, or names."),
    usage=_("[session number or title] [ordinary, no notes, chatham or named]"),
    example="12 chatham",
    run=run,
    submit=submit,
    who="anyone",
    aliases=(("notes", "agreed"),),
)
