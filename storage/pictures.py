"""Pictures that were drawn for messages: a PNG each, and what it shows in words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.naming import new_id
from storage.tables import PictureRow
from storage.types import NetworkId


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture and its words; it shows totals only, never a person."""

    png: bytes
    alt: str


class Pictures:
    """Pictures are kept as long as the texts of messages are."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, network_id: NetworkId, drawn: Drawn, now: datetime) -> str:
        """Keep a picture, and return its id."""
        row = PictureRow(
            id=new_id("pic"), network_id=network_id, png=drawn.png, alt=drawn.alt, created_at=now
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def get(self, picture_id: str, network_id: NetworkId) -> Drawn:
        """Return a picture of this network; NotFoundError once it is purged, or elsewhere."""
        row = self._session.get(PictureRow, picture_id)
        if row is None or row.network_id != network_id:
            raise NotFoundError(picture_id)
        return Drawn(row.png, row.alt)
