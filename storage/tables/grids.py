"""What an event's grid said when it was last read, beside what its sessions are now."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base
from storage.tables.events import EVENT, SESSION


class EventGridRow(Base):
    """The grid of an event. `free`: {"cells": …}, rooms and slots in which nobody is yet.

    `trouble`: why it could not be read the last time, as {"kind": …, "why": …}; empty when it was.
    """

    __tablename__ = "event_grid"
    event_id: Mapped[str] = mapped_column(ForeignKey(EVENT), primary_key=True)
    free: Mapped[dict[str, Any]]
    trouble: Mapped[dict[str, Any]]


class SessionGridRow(Base):
    """What the grid said of a session, `seen_at` last: only what it says anew is taken over."""

    __tablename__ = "session_grid"
    session_id: Mapped[str] = mapped_column(ForeignKey(SESSION), primary_key=True)
    said: Mapped[dict[str, Any]]
    seen_at: Mapped[datetime]
