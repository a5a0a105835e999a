"""Insert-if-new, with an honest answer on both databases.

`ON CONFLICT DO NOTHING` with `rowcount` says -1 on PostgreSQL; RETURNING tells the truth on both.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.tables import Base


def insert_new(session: Session, table: type[Base], values: Mapping[str, Any]) -> bool:
    """Insert the row unless a unique key forbids it; return whether it was inserted."""
    postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if postgres else sqlite.insert
    key = inspect(table).primary_key[0]
    statement = insert(table).values(**values).on_conflict_do_nothing().returning(key)
    return session.execute(statement).first() is not None
