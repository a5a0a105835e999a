"""Who met whom before they came to us: noted with an import, history once both have joined."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.bulk import in_batches, insert_missing
from storage.tables import InvitationRow, PastMeetingRow, PastPairRow
from storage.types import NetworkId


@dataclass(frozen=True, slots=True)
class PastPair:
    """Two people of a sheet, by their keys, and the day on which they were last matched."""

    a: str
    b: str
    met_on: date


def note_pairs(session: Session, ids: Mapping[str, str], pairs: Iterable[PastPair]) -> int:
    """Note the latest day of each pair; return how many. One that is noted already keeps its day.

    `ids` are the invitations of the people, by their keys.
    """
    latest: dict[tuple[str, str], date] = {}
    for pair in pairs:
        a, b = sorted((ids[pair.a], ids[pair.b]))
        if a != b:
            latest[a, b] = max(pair.met_on, latest.get((a, b), pair.met_on))
    rows = [{"a_id": a, "b_id": b, "met_on": day} for (a, b), day in latest.items()]
    if rows:
        insert_missing(session, PastPairRow, rows)
    return len(rows)


def attach_pairs(session: Session, ids: Sequence[str], network_id: NetworkId) -> None:
    """Turn the past pairs of these invitations whose two people have both joined into history."""
    joined = select(InvitationRow.id, InvitationRow.member_id, InvitationRow.programme_id)
    here = (InvitationRow.network_id == network_id, InvitationRow.member_id.is_not(None))
    members = {row[0]: row for row in session.execute(joined.where(*here))}
    for some in in_batches(ids):
        about = or_(PastPairRow.a_id.in_(some), PastPairRow.b_id.in_(some))
        for pair in session.scalars(select(PastPairRow).where(about)).all():
            if pair.a_id in members and pair.b_id in members:
                _remember(session, members[pair.a_id], members[pair.b_id], pair.met_on)
                session.delete(pair)
    session.flush()


def _remember(session: Session, one: Sequence[Any], other: Sequence[Any], met_on: date) -> None:
    a, b = sorted((one[1], other[1]))
    if a == b:
        return
    met_at = datetime.combine(met_on, time(12), ZoneInfo("UTC"))
    row = {"a_id": a, "b_id": b, "programme_id": one[2], "met_at": met_at}
    insert_missing(session, PastMeetingRow, [row])
