"""Many rows in few statements: a list longer than a statement may carry is cut into pieces."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.tables import Base

T = TypeVar("T")


def insert_all(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that are all new; AlreadyThereError (at the border) where one is not."""
    if rows:
        session.execute(insert(table), list(rows))


def insert_missing(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert those rows whose unique keys are free.

    One short statement with many parameters: composing one with all values takes far longer.
    """
    postgres = session.get_bind().dialect.name == "postgresql"
    insert_into = postgresql.insert if postgres else sqlite.insert
    if rows:
        statement = insert_into(table).on_conflict_do_nothing()
        session.execute(statement, [dict(row) for row in rows])


def in_batches(items: Sequence[T], size: int = 10_000) -> Iterator[Sequence[T]]:
    """Cut a list into pieces that fit the variables of one statement."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
