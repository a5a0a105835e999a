"""What is told of events and their grids: one case each, and the type checker counts them."""

from datetime import datetime
from typing import assert_never

from bot.message import Message
from bot.wording.events import camp_grid, camp_grid_report, camp_moves, camp_pitches, camp_slots
from bot.wording.look import Look
from bot.wording.view import View, view_for
from jobs.events.camps import in_slot, planned, unwritten
from jobs.events.grid_errand import read_report
from jobs.events.gridding import vanished
from storage.notices.camps import (
    CampNotice,
    GridFailed,
    GridReport,
    GridShrank,
    GridTrouble,
    NotWrittenUp,
    Pitched,
    PitchWithdrawn,
    SessionMoved,
    SlotBegins,
)
from storage.types import EventId


def word(look: Look, notice: CampNotice) -> Message | None:
    """Word it as things are now; None: there is nothing to say any more."""
    view = view_for(look)
    match notice:
        case SlotBegins() | NotWrittenUp():
            return _of_channel(view, notice)
        case SessionMoved():
            return _moved(view, notice)
        case Pitched():
            return _pitched(view, notice)
        case PitchWithdrawn():
            return _withdrawn(view, notice)
        case GridReport():
            result = read_report(look.tx, notice.errand_id, look.network.id)
            event = look.tx.events.get(result.event_id, look.network.id)
            return camp_grid_report.report(view, event, result, notice.page)
        case GridFailed() | GridTrouble() | GridShrank():
            return _of_grid(view, notice)
        case _:
            assert_never(notice)


def _of_channel(view: View, notice: SlotBegins | NotWrittenUp) -> Message | None:
    event = view.tx.events.get(notice.event_id, view.network.id)
    if isinstance(notice, NotWrittenUp):
        missing = unwritten(view.tx, event)
        return camp_slots.not_written_up(view, event, missing) if missing else None
    starts = datetime.fromisoformat(notice.starts)
    begun = in_slot(planned(view.tx, event), starts)
    if begun:
        return camp_slots.slot_begins(view, event, starts, begun)
    return camp_slots.slot_off(event, starts)


def _moved(view: View, notice: SessionMoved) -> Message | None:
    session = view.tx.sessions.get(notice.session_id, view.network.id)
    at = session.plan.starts_at.isoformat() if session.plan.starts_at else ""
    is_back = (session.plan.room, at) == (notice.was_room, notice.was_at)
    if session.event_id is None or session.plan.state != "planned" or is_back:
        return None
    event = view.tx.events.get(EventId(session.event_id), view.network.id)
    return camp_moves.told_moved(view, event, session, notice)


def _pitched(view: View, notice: Pitched) -> Message | None:
    session = view.tx.sessions.get(notice.session_id, view.network.id)
    if session.event_id is None or session.plan.state == "dropped":
        return None
    event = view.tx.events.get(session.event_id, view.network.id)
    count = view.tx.sessions.counts([session.id], "coming").get(session.id, 0)
    return camp_pitches.card(view, event, session, count)


def _withdrawn(view: View, notice: PitchWithdrawn) -> Message | None:
    """Nothing where it has come back meanwhile, such as with the grid."""
    session = view.tx.sessions.get(notice.session_id, view.network.id)
    if session.event_id is None or session.plan.state != "dropped":
        return None
    event = view.tx.events.get(session.event_id, view.network.id)
    return camp_pitches.told_withdrawn(view, event, session)


def _of_grid(view: View, notice: GridFailed | GridTrouble | GridShrank) -> Message | None:
    event = view.tx.events.get(notice.event_id, view.network.id)
    match notice:
        case GridFailed():
            return camp_grid_report.failed(event)
        case GridTrouble():
            trouble = view.tx.grids.trouble(event.id)
            return camp_grid.trouble_on_the_day(event, trouble) if trouble else None
        case GridShrank():
            meant = set(notice.sessions.split())
            gone = [one for one in vanished(view.tx, event) if one.id in meant]
            return camp_grid.shrank(event, gone) if gone else None
        case _:
            assert_never(notice)
