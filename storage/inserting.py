"""Insert-if-new, with an honest answer on both databases.

`ON CONFLICT DO NOTHING` with `rowcount` says -1 on PostgreSQL; RETURNING tells the truth on both.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Executable, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.tables import Base


def insert_new(session: Session, table: type[Base], values: Mapping[str, Any]) -> bool:
    """Insert the row unless a unique key forbids it; return whether it was inserted."""
    session.flush()  # what the row refers to
    statement = _insert(table, session.get_bind().dialect.name == "postgresql")
    return session.execute(statement, dict(values)).first() is not None


@cache
def _insert(table: type[Base], postgres: bool) -> Executable:
    """The statement for any values: one that is made anew each time takes longer than the insert.

    It is the table's, not the class's, which would have every row looked at once more.
    """
    insert = postgresql.insert if postgres else sqlite.insert
    mapper = inspect(table)
    statement = insert(mapper.local_table)  # type: ignore[arg-type]  # a Table: nothing inherits
    return statement.on_conflict_do_nothing().returning(mapper.primary_key[0])
