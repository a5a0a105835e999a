"""Which conversation is meant, who is named with it, and who may end it for everybody."""

from dataclasses import replace

from bot.command import Call
from bot.form import Answer, ChoiceInput, Form, Option, Values
from bot.meaning.named_members import find_member
from bot.meaning.people import key_said
from bot.meaning.sessions import find_sessions, labels_for, pick_session
from bot.meaning.taken_back import speaks
from bot.message import Button, Buttons, say
from bot.wording.carrying_on import carrying, conversations
from bot.wording.trouble import MOST_CONTROLS
from bot.wording.view import view_of
from jobs.carrying_on.carrying import ask
from storage.events import Event
from storage.naming import fold
from storage.session_records import EventSession
from storage.types import EventId, Member, SessionId

SESSION = "session"
_MOST_OPTIONS = 100
_LOOKED_AT = 500


def pick_conversation(call: Call, line: str) -> EventSession | Answer:
    """Return the session that is meant, or an answer: which of these, or that there is none.

    A question about several carries all of their ids, with a plus between.
    """
    if "+" not in call.ref:
        return pick_session(call, line)
    ids = call.ref.split("+")
    found = [call.tx.sessions.get(SessionId(one), call.network.id) for one in ids]
    return ask_which(call, found, line)


def pick_carried(call: Call, line: str) -> EventSession | Answer:
    """Return as above; where nothing is named, one of those that the asker carries on."""
    if call.ref or call.args:
        return pick_conversation(call, line)
    here = call.network.id
    mine = [one.session_id for one in call.tx.carrying.carried_by(call.me.id)]
    known = call.tx.sessions.many(mine, here)
    found = [known[one] for one in mine if one in known]
    if len(found) == 1:
        return found[0]
    return ask_which(call, found, line) if found else carrying.none_of_yours(view_of(call), line)


def ask_which(call: Call, sessions: list[EventSession], line: str) -> Answer:
    """Ask which is meant: by buttons, or by a form where there are many."""
    question = conversations.which(len(sessions))
    named = list(zip(sessions[:_MOST_OPTIONS], labels_for(call, sessions), strict=False))
    if len(sessions) <= MOST_CONTROLS:
        return say(question, Buttons(tuple(Button(label, line, s.id) for s, label in named)))
    options = tuple(Option(one.id, label) for one, label in named)
    choice = ChoiceInput(SESSION, question, options)
    return Form(conversations.choose(), line, (choice,), conversations.choose())


def chosen(call: Call, values: Values) -> Call:
    """Return the call with the session that was chosen in the form above, if one was."""
    said = values.get(SESSION)
    return replace(call, ref=said) if isinstance(said, str) and said else call


def ask_to_carry(call: Call, session: EventSession, other: Member) -> Answer:
    """Ask somebody whether they carry the conversation on, and say so."""
    return carrying.asked(session, other.name, ask(call.tx, session, other, call.now))


def not_yours(call: Call, session: EventSession) -> Answer:
    """Say that it is not the asker's to end or hand over, and whose it is, if anybody's."""
    how = call.tx.carrying.of(session)
    carrier = how.member_id if how.state == "carried" else None
    return carrying.not_carried_by_you(session, carrying.name_of(view_of(call), carrier))


def split_person(call: Call) -> tuple[Call, str]:
    """Return the call without the person's name behind the session, and that name.

    A name is a mention, follows an @, or stands behind a session's number or short code.
    """
    for place, word in enumerate(call.args):
        if word.startswith("@") or key_said(word):
            return replace(call, args=call.args[:place]), " ".join(call.args[place:])
    if len(call.args) > 1 and is_number(call, call.args[0]):
        return replace(call, args=call.args[:1]), " ".join(call.args[1:])
    return call, ""


def split_session(call: Call, line: str) -> tuple[EventSession | Answer, str]:
    """Return the session that the first words name (the ref, where pressed), and what follows.

    It is the first word, or as many more as the beginning of its title has.
    """
    if call.ref:
        return pick_conversation(call, line), call.rest
    length = _words_of_title(call)
    first = replace(call, args=call.args[:length])
    return pick_session(first, line), " ".join(call.args[length:])


def _words_of_title(call: Call) -> int:
    """How many of the words are one title's, from its beginning; at least one."""
    if not call.args or is_number(call, call.args[0]):
        return 1
    titles = [f"{fold(one.title)} " for one in find_sessions(call, call.args[0])]
    lengths = range(len(call.args), 1, -1)
    begun = (n for n in lengths if _begins(titles, fold(" ".join(call.args[:n]))))
    return next(begun, 1)


def _begins(titles: list[str], words: str) -> bool:
    return any(title.startswith(f"{words} ") for title in titles)


def person(call: Call, name: str) -> Member:
    """Return the member who is named; Refusal that says who may be meant."""
    return find_member(call, name.lstrip("@").strip())


def is_number(call: Call, word: str) -> bool:
    """Return whether a word is a session's number or short code."""
    said = fold(word).lstrip("#")
    found = find_sessions(call, said) if said else []
    return any(said in (fold(one.plan.number), one.code) for one in found)


def may_end(call: Call, session: EventSession) -> bool:
    """Return whether the asker carries the conversation on, speaks for it, or organises."""
    carrying = call.tx.carrying.of(session)
    is_carrier = carrying.state == "carried" and carrying.member_id == call.me.id
    return is_carrier or speaks(call, session)


def meant_event(call: Call) -> Event | None:
    """Return the event of the reference, or of the name that was typed; None: the whole network."""
    if call.ref:
        return call.tx.events.get(EventId(call.ref), call.network.id)
    named = call.rest.strip("\"'“” ")
    if not named:
        return None
    exact = call.tx.events.find(call.network.id, named)
    known = call.tx.events.all(call.network.id)
    return exact or next((one for one in known if fold(named) in fold(one.name)), None)


def over(call: Call, event: Event | None) -> list[EventSession]:
    """Return the sessions of an event, or of the network, that have been: by slot or by notes."""
    known = (
        call.tx.sessions.of_event(event.id)
        if event
        else call.tx.sessions.recent(call.network.id, _LOOKED_AT)
    )
    noted = {note.session_id for note in call.tx.notes.recent(call.network.id, _LOOKED_AT)}
    return [
        one
        for one in known
        if one.plan.state == "planned"
        and (one.id in noted or (one.plan.starts_at and one.plan.starts_at <= call.now))
    ]
