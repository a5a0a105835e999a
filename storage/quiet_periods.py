"""Days on which a network posts nothing by itself, such as before elections."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import QuietPeriodRow
from storage.types import NetworkId, Quiet


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
