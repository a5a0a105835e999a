"""Sealing anew: every column whose name ends in `_sealed`, found in the schema itself."""

from collections.abc import Callable
from typing import cast

from sqlalchemy import Column, Select, Table, select, tuple_, update
from sqlalchemy.orm import Session

from storage.tables import Base

_AT_ONCE = 500

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
            if column.name.endswith("_sealed")
        ]

    def samples(self) -> list[str]:
        """Return one sealed text of every column that holds any."""
        found = [self._session.scalar(_filled(*_find(*place)).limit(1)) for place in self.places()]
        return [sealed for sealed in found if sealed is not None]

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


def _filled(_table: Table, sealed: Column[str]) -> Select[str]:
    return select(sealed).where(sealed.is_not(None))
