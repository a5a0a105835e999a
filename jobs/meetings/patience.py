"""How long nobody is nudged about times: four working days, from an introduction or an offer."""

from datetime import datetime, time

from jobs.calendars.workdays import add_working_days, to_utc
from jobs.rounds import dates
from storage.round_records import Programme
from storage.transaction import Transaction
from storage.types import NetworkId, RoundId

PATIENCE_DAYS = 4
"""Working days without a suggestion, or a press, after which the others are invited to suggest."""


def ends(programme: Programme, since: datetime) -> datetime:
    """Return when the patience about what happened at a moment ends, at the scheme's time."""
    timing = programme.timing
    first = dates.local_day(since, programme)
    day = add_working_days(first, PATIENCE_DAYS, dates.calendar_of(timing))
    return to_utc(day, time.fromisoformat(timing.at), timing.zone)


def look_by(tx: Transaction, network_id: NetworkId, round_id: RoundId, due: datetime) -> None:
    """See to it that a round's introductions are looked at by a moment, or sooner."""
    found = tx.schedules.find("suggest", round_id)
    if found is None or found.next_due > due:
        tx.schedules.set(network_id, "suggest", round_id, f"{due:%Y-%m-%dT%H:%M}", due)
