"""Where two members who are one person sat: introductions become one person's, plans are cleared.

Nobody sits with themself, nor in two active groups of one round, nor is both seated and left out.
"""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.ledger import Ledger, Row, rows_of, table_of
from storage.tables import GroupRow, LeftOutRow, SeatRow, WaitingRow
from storage.types import MemberId
from storage.updating import update_quietly


def move_seats(session: Session, ledger: Ledger, kept: MemberId, gone: MemberId) -> None:
    """Give one member the seats of another, under free numbers; a seat beside them is taken.

    A seat stays active only where the kept one has no active one in the round.
    """
    seats = table_of(SeatRow)
    for row in rows_of(session, seats, seats.c.member_id == gone):
        mine = rows_of(
            session, seats, seats.c.member_id == kept, seats.c.round_id == row["round_id"]
        )
        if any(each["group_id"] == row["group_id"] for each in mine):
            ledger.take(seats, row)
            continue
        busy = not row["mentors"] and any(e["active"] and not e["mentors"] for e in mine)
        active = bool(row["active"]) and not busy
        wave = _free_wave(row, mine)
        ledger.change(seats, row, member_id=kept, wave=wave, active=active)
    _clear_left_out(session, ledger, kept)
    _end_waits(session, ledger, kept)


def settle_seats(session: Session, member_id: MemberId) -> None:
    """In an introduction that was called off nobody has an active seat, whoever came back."""
    off = select(GroupRow.id).where(GroupRow.state == "cancelled")
    mine = (SeatRow.member_id == member_id, SeatRow.group_id.in_(off))
    update_quietly(session, update(SeatRow).where(*mine), active=False)


def _free_wave(row: Row, mine: list[Row]) -> int:
    taken = {each["wave"] for each in mine}
    return int(row["wave"]) if row["wave"] not in taken else max(taken) + 1


def _clear_left_out(session: Session, ledger: Ledger, kept: MemberId) -> None:
    """Whoever has a seat in a round was not left out of it."""
    table = table_of(LeftOutRow)
    seated = select(SeatRow.round_id).where(SeatRow.member_id == kept)
    for row in rows_of(session, table, table.c.member_id == kept, table.c.round_id.in_(seated)):
        ledger.take(table, row)


def _end_waits(session: Session, ledger: Ledger, kept: MemberId) -> None:
    """Whoever has a partner waits only for another one in that partner's place."""
    table = table_of(WaitingRow)
    active = (SeatRow.member_id == kept, SeatRow.active, SeatRow.mentors.is_(False))
    now_in = dict(session.execute(select(SeatRow.round_id, SeatRow.group_id).where(*active)).all())
    for row in rows_of(session, table, table.c.member_id == kept, table.c.settled_at.is_(None)):
        group_id = now_in.get(row["round_id"])
        if group_id and row["group_id"] != group_id:
            ledger.take(table, row)
