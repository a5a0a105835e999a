"""Updates of many rows at once, without looking for each in memory; the caller expires it."""

from sqlalchemy import Update
from sqlalchemy.orm import Session


def update_quietly(session: Session, statement: Update, **values: object) -> None:
    """Set these values in the rows that the statement finds."""
    session.execute(statement.values(values).execution_options(synchronize_session=False))
