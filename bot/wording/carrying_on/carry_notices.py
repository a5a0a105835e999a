"""What is told after sessions: one case each, and the type checker counts them.

Everything is looked at again as it is when it is told: what no longer holds is not said.
"""

from typing import assert_never

from bot.message import Message
from bot.wording.carrying_on import carry_list, carrying, interest, outcomes
from bot.wording.digests import writing_prompts
from bot.wording.look import Look
from bot.wording.view import view_for
from jobs.carrying_on.session_actions import found_actions
from storage.errors import NotFoundError
from storage.notices.carrying import (
    ActionsFound,
    CarryAnswered,
    CarryAsked,
    CarryList,
    CarryNotice,
    CarryNudge,
    MeetAsked,
    OutcomeTold,
    WhoCarriesOn,
    WriteUpAsked,
)
from storage.session_records import EventSession
from storage.types import SessionId


def word(look: Look, notice: CarryNotice) -> Message | None:
    """Word it as things are now; None: there is nothing to say any more."""
    if isinstance(notice, CarryList):
        return _list(look, notice)
    if look.find_present(notice.member_id) is None:
        return None
    match notice:
        case WhoCarriesOn():
            return _question(look, notice)
        case CarryAsked():
            return _asked(look, notice)
        case CarryAnswered():
            return _answered(look, notice)
        case CarryNudge():
            return _nudge(look, notice)
        case _:
            return _of_outcomes(look, notice)


def _of_outcomes(
    look: Look, notice: OutcomeTold | WriteUpAsked | ActionsFound | MeetAsked
) -> Message | None:
    match notice:
        case OutcomeTold():
            outcome = look.tx.outcomes.get(notice.outcome_id, look.network.id)
            return outcomes.outcome_told(_session(look, outcome.session_id), outcome)
        case WriteUpAsked():
            return _write_up(look, notice)
        case ActionsFound():
            return _found(look, notice)
        case MeetAsked():
            return _meet(look, notice)
        case _:
            assert_never(notice)


def _write_up(look: Look, notice: WriteUpAsked) -> Message:
    prompt = look.tx.writing.get(notice.member_id)
    session = _session(look, notice.session_id)
    if prompt and prompt.sessions:
        return writing_prompts.after_session(session)
    return outcomes.write_up_asked(session)


def _answered(look: Look, notice: CarryAnswered) -> Message | None:
    name = carrying.name_of(view_for(look), notice.by)
    session = _session(look, notice.session_id)
    return carrying.answered(session, name, yes=notice.yes) if name else None


def _found(look: Look, notice: ActionsFound) -> Message | None:
    session = _session(look, notice.session_id)
    note = look.tx.notes.find(session)
    found = found_actions(look.tx, session, note, look.now.date())
    return outcomes.actions_found(session, found) if found else None


def _question(look: Look, notice: WhoCarriesOn) -> Message | None:
    sessions = [one for id_ in notice.sessions.split() if (one := _known(look, SessionId(id_)))]
    how = look.tx.carrying.of_sessions(sessions)
    open_ = [one for one in sessions if how[one.id].state == "open"]
    return carrying.who_carries_on(view_for(look), open_) if open_ else None


def _asked(look: Look, notice: CarryAsked) -> Message | None:
    session = _session(look, notice.session_id)
    how = look.tx.carrying.of(session)
    wanted = "carried" if notice.handover else "open"
    if how.state != wanted or how.member_id == notice.member_id:
        return None
    view = view_for(look)
    carrier = carrying.name_of(view, how.member_id)
    return carrying.asked_to(session, carrier, handover=notice.handover)


def _nudge(look: Look, notice: CarryNudge) -> Message | None:
    session = _session(look, notice.session_id)
    how = look.tx.carrying.of(session)
    if how.state != "carried" or how.member_id != notice.member_id or how.stopped:
        return None
    return carrying.nudge(view_for(look), session, notice.member_id, notice.number)


def _list(look: Look, notice: CarryList) -> Message:
    event = look.tx.events.get(notice.event_id, look.network.id)
    sessions = [one for one in look.tx.sessions.of_event(event.id) if one.plan.state == "planned"]
    return carry_list.what_is_next(view_for(look), event, sessions, public=True)


def _meet(look: Look, notice: MeetAsked) -> Message | None:
    session = _session(look, notice.session_id)
    said_yes = notice.member_id in look.tx.sessions.interested(session.id, "meet")
    return None if said_yes else interest.meet_asked(session)


def _session(look: Look, session_id: SessionId) -> EventSession:
    return look.tx.sessions.get(session_id, look.network.id)


def _known(look: Look, session_id: SessionId) -> EventSession | None:
    try:
        return _session(look, session_id)
    except NotFoundError:
        return None
