"""Sealing anew: every column whose name ends in `_sealed`, found in the schema itself."""

from collections.abc import Callable
from typing import cast

from sqlalchemy import (
    Column,
    ColumnClause,
    Select,
    Table,
    column,
    inspect,
    select,
    table,
    tuple_,
    update,
)
from sqlalchemy.orm import Session

from storage.tables import Base

_AT_ONCE = 500
_SEALED = "_sealed"

Key = tuple[str | int, ...]


class Rotation:
    """What a change of keys needs: the sealed columns, some rows at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def places(self) -> list[tuple[str, str]]:
        """Return (table, column) of everything that is sealed."""
        return [
            (table.name, column.name)
            for table in Base.metadata.sorted_tables
            for column in table.columns
            if column.name.endswith(_SEALED)
        ]

    def samples(self) -> list[str]:
        """Return one sealed text of every column that holds any, of an older schema, too."""
        found = inspect(self._session.connection()).get_multi_columns()
        places = [
            (name, str(each["name"]))
            for (_schema, name), columns in found.items()
            for each in columns
            if str(each["name"]).endswith(_SEALED)
        ]
        sealed = [self._session.scalar(_filled(*place).limit(1)) for place in places]
        return [text for text in sealed if text is not None]

    def renew_some(
        self, table: str, column: str, renew: Callable[[str], str], *, after: Key
    ) -> tuple[int, Key | None]:
        """Replace the next sealed texts after that primary key, () being the start.

        Return how many, and the key to go on from, or None at the end. A row that somebody
        else changes meanwhile is sealed under the newest key already, and is left alone.
        """
        source, sealed = _find(table, column)
        keys = list(source.primary_key.columns)
        query = select(*keys, sealed).where(sealed.is_not(None)).order_by(*keys).limit(_AT_ONCE)
        if after:
            query = query.where(tuple_(*keys) > after)
        rows = self._session.execute(query).all()
        for *key, old in rows:
            same_row = [part == value for part, value in zip(keys, key, strict=True)]
            unchanged = update(source).where(*same_row, sealed == old)
            self._session.execute(unchanged.values({column: renew(old)}))
        return len(rows), tuple(rows[-1][:-1]) if len(rows) == _AT_ONCE else None


def _find(table: str, column: str) -> tuple[Table, Column[str]]:
    source = Base.metadata.tables[table]
    return source, cast("Column[str]", source.columns[column])


def _filled(source: str, name: str) -> Select[str]:
    sealed: ColumnClause[str] = column(name)
    return select(sealed).select_from(table(source)).where(sealed.is_not(None))
