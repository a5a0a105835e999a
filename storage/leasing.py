"""The clock of leases: the database's real time, which no test and no playground moves."""

from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def real_now(session: Session) -> datetime:
    """Return the database's own time at this moment, in UTC."""
    if session.get_bind().dialect.name == "postgresql":
        moment: datetime = session.scalars(select(func.clock_timestamp())).one()
        return moment.astimezone(UTC)
    return datetime.now(UTC)  # SQLite has one process, so its clock is the database's
