"""Changes of many rows at once, without looking for each in memory; the caller expires it."""

from sqlalchemy import Delete, Update
from sqlalchemy.orm import Session


def update_quietly(session: Session, statement: Update, **values: object) -> None:
    """Set these values in the rows that the statement finds."""
    session.execute(statement.values(values).execution_options(synchronize_session=False))


def delete_quietly(session: Session, statement: Delete) -> None:
    """Delete the rows that the statement finds."""
    session.execute(statement.execution_options(synchronize_session=False))
