"""Rows found by the values of their columns, with statements that are made once.

What every dispatch asks is asked thousands of times: making a statement anew, and finding out that
it was compiled before, takes as long as the database does.
"""

from collections.abc import Sequence
from functools import cache
from typing import TypeVar

from sqlalchemy import Select, bindparam, inspect, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.tables import Base

R = TypeVar("R", bound=Base)
V = TypeVar("V")


def find_row(session: Session, table: type[R], **values: object) -> R | None:
    """Return a row whose columns have these values, none of which is None."""
    return session.scalars(_rows(table, tuple(values)), values).first()


def find_rows(session: Session, table: type[R], **values: object) -> Sequence[R]:
    """Return the rows whose columns have these values, none of which is None."""
    return session.scalars(_rows(table, tuple(values)), values).all()


def find_values(
    session: Session, column: InstrumentedAttribute[V], **values: object
) -> Sequence[V]:
    """Return what a column holds in the rows whose other columns have these values."""
    return session.scalars(_values(column, tuple(values)), values).all()


@cache
def _rows(table: type[R], names: tuple[str, ...]) -> Select[R]:
    return select(table).where(*(getattr(table, name) == bindparam(name) for name in names))


@cache
def _values(column: InstrumentedAttribute[V], names: tuple[str, ...]) -> Select[V]:
    columns = inspect(column.parent).columns
    return select(column).where(*(columns[name] == bindparam(name) for name in names))
