"""A grid is to be read: by file or web address, or again by itself. The errand does it."""

from datetime import datetime

from storage.events import Event
from storage.transaction import Transaction
from storage.types import AccountId, SpaceId

KIND = "grid"


def take_file(
    tx: Transaction, event: Event, space_id: SpaceId, file_id: str, by: AccountId, now: datetime
) -> None:
    """Have a file read that somebody gave in a form."""
    body = {"event": event.id, "file": file_id, "space": space_id, "url": ""}
    tx.errands.ask(event.network_id, KIND, body, by, now)


def take_url(tx: Transaction, event: Event, url: str, by: AccountId, now: datetime) -> None:
    """Have the sheet at a web address read; it becomes the event's grid if that goes well."""
    body = {"event": event.id, "file": "", "space": "", "url": url}
    tx.errands.ask(event.network_id, KIND, body, by, now)


def refresh(tx: Transaction, event: Event, by: AccountId | None, now: datetime) -> None:
    """Have the event's grid read again; None: nobody asked, it is time."""
    body = {"event": event.id, "file": "", "space": "", "url": event.grid_url or ""}
    tx.errands.ask(event.network_id, KIND, body, by, now)
