"""Days on which a network posts nothing by itself, such as before elections."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.inserting import insert_new
from storage.round_records import Quiet
from storage.tables import QuietPeriodRow
from storage.types import NetworkId


class QuietPeriods:
    """One row a period; both of its days are included."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_network(self, network_id: NetworkId) -> list[Quiet]:
        """Return a network's quiet periods, the earliest first."""
        query = select(QuietPeriodRow).filter_by(network_id=network_id)
        rows = self._session.scalars(query.order_by(QuietPeriodRow.first_day))
        return [Quiet(row.first_day, row.last_day, row.why) for row in rows]

    def is_quiet(self, network_id: NetworkId, day: date) -> bool:
        """Return whether a network is quiet on a day."""
        return any(each.first <= day <= each.last for each in self.of_network(network_id))

    def at(self, network_id: NetworkId, day: date) -> Quiet | None:
        """Return the quiet period that a day lies in, the one that lasts longest; else None."""
        found = [each for each in self.of_network(network_id) if each.first <= day <= each.last]
        return max(found, key=lambda each: each.last, default=None)

    def add(self, network_id: NetworkId, quiet: Quiet) -> bool:
        """Add a period; False where one begins on that day already, and nothing is changed."""
        values = {"first_day": quiet.first, "last_day": quiet.last, "why": quiet.why}
        return insert_new(self._session, QuietPeriodRow, {"network_id": network_id, **values})

    def remove(self, network_id: NetworkId, first: date) -> bool:
        """Remove the period that begins on a day; return whether there was one."""
        row = QuietPeriodRow
        gone = delete(row).where(row.network_id == network_id, row.first_day == first)
        return self._session.execute(gone.returning(row.first_day)).first() is not None
