"""Events: govcamps and other days of sessions, each of one network."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.inserting import insert_new
from storage.naming import fold, new_id
from storage.tables import EventRow
from storage.types import AccountId, EventId, NetworkId, PlaceId

OpenTo = Literal["members", "anyone"]


@dataclass(frozen=True, slots=True)
class Event:
    """A day of sessions. `day` is its date in `zone`; `place_id` its channel.

    `open_to`: who may write on the page for a room. `grid_url` and `grid_at`: the sheet that its
    sessions come from, and when it was read. `listed_at`: when the one list was posted.
    """

    id: EventId
    network_id: NetworkId
    name: str
    day: date
    zone: str
    open_to: OpenTo = "members"
    place_id: PlaceId | None = None
    grid_url: str | None = None
    grid_at: datetime | None = None
    listed_at: datetime | None = None


class Events:
    """One row an event; names are told apart as people tell them apart."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        network_id: NetworkId,
        name: str,
        day: date,
        zone: str,
        made_by: AccountId,
        now: datetime,
    ) -> Event | None:
        """Add an event; None where the network has one of this name."""
        event_id = EventId(new_id("e"))
        named = {"id": event_id, "network_id": network_id, "name": name, "folded": fold(name)}
        when = {"day": day, "zone": zone, "open_to": "members", "made_by": made_by, "made_at": now}
        if not insert_new(self._session, EventRow, named | when):
            return None
        return self.get(event_id, network_id)

    def get(self, event_id: EventId, network_id: NetworkId) -> Event:
        """Return the event; NotFoundError."""
        return event_of(self._get(event_id, network_id))

    def find(self, network_id: NetworkId, name: str) -> Event | None:
        """Return the event of this name, however it was typed."""
        query = select(EventRow).filter_by(network_id=network_id, folded=fold(name))
        row = self._session.scalar(query)
        return event_of(row) if row else None

    def all(self, network_id: NetworkId) -> list[Event]:
        """Return the network's events, newest first."""
        query = select(EventRow).filter_by(network_id=network_id)
        rows = self._session.scalars(query.order_by(EventRow.day.desc(), EventRow.id))
        return [event_of(row) for row in rows]

    def on(self, network_id: NetworkId, day: date) -> list[Event]:
        """Return the network's events of a day."""
        query = select(EventRow).filter_by(network_id=network_id, day=day)
        return [event_of(row) for row in self._session.scalars(query.order_by(EventRow.id))]

    def change(self, event: Event) -> None:
        """Keep the event as it is now, found by its id and network; NotFoundError.

        DuplicateError (from the database) where another event has its new name.
        """
        row = self._get(event.id, event.network_id)
        for field in fields(Event):
            if field.name not in ("id", "network_id"):
                setattr(row, field.name, getattr(event, field.name))
        row.folded = fold(event.name)
        self._session.flush()

    def _get(self, event_id: EventId, network_id: NetworkId) -> EventRow:
        row = self._session.get(EventRow, event_id)
        if row is None or row.network_id != network_id:
            raise NotFoundError(f"event {event_id}")
        return row


def event_of(row: EventRow) -> Event:
    """Return the row as a record."""
    open_to: OpenTo = row.open_to  # type: ignore[assignment]  # written from OpenTo only
    return Event(
        EventId(row.id),
        NetworkId(row.network_id),
        row.name,
        row.day,
        row.zone,
        open_to,
        PlaceId(row.place_id) if row.place_id else None,
        row.grid_url,
        row.grid_at,
        row.listed_at,
    )
