"""Changes of rows that are written down one by one, so that they can be given back later.

A row is known by its table and primary key. What is given back is only what is still as the
change left it: whatever happened since stays.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, insert, select, update
from sqlalchemy.orm import Session

from storage.tables import Base

Row = Mapping[str, Any]
Entry = dict[str, Any]


class Ledger:
    """Makes changes, and keeps in `entries` (plain JSON) what undoes them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.entries: list[Entry] = []

    def change(self, table: Table, row: Row, **after: object) -> None:
        """Give some columns of a row, its key among them or not, other values."""
        before = {name: row[name] for name in after}
        if before == after:
            return
        key = {name: after.get(name, row[name]) for name in _key_names(table)}
        self._session.execute(update(table).where(_is(table, row)).values(after))
        entry = {"key": key, "before": before, "after": after}
        self._write(table, {name: _plain(part) for name, part in entry.items()})

    def take(self, table: Table, row: Row) -> None:
        """Delete a row."""
        self._session.execute(delete(table).where(_is(table, row)))
        self._write(table, {"row": _plain(row)})

    def _write(self, table: Table, entry: Entry) -> None:
        self.entries.append({"table": table.name} | entry)


def give_back(session: Session, entries: list[Entry]) -> None:
    """Undo changes, the last one first."""
    for entry in reversed(entries):
        table = Base.metadata.tables[entry["table"]]
        if "row" in entry:
            _put_back(session, table, _read(entry["row"]))
        else:
            _change_back(session, table, *(_read(entry[n]) for n in ("key", "before", "after")))
    session.expire_all()


def rows_of(session: Session, table: Table, *where: ColumnElement[bool]) -> list[Row]:
    """Return the rows of a table as they are now, in the order of their keys."""
    query = select(table).where(*where).order_by(*table.primary_key.columns)
    return [dict(row) for row in session.execute(query).mappings()]


def table_of(row: type[Base]) -> Table:
    """Return the table whose rows these are."""
    return Base.metadata.tables[row.__tablename__]


def row_of(session: Session, table: Table, key: Row) -> Row | None:
    """Return the row with this key, if there is one; `key` may hold other columns, too."""
    row = session.execute(select(table).where(_is(table, key))).mappings().first()
    return dict(row) if row else None


def _change_back(session: Session, table: Table, key: Row, before: Row, after: Row) -> None:
    row = row_of(session, table, key)
    if row is None:
        return
    back = {name: old for name, old in before.items() if row[name] == after[name]}
    moved = {name: back.get(name, row[name]) for name in _key_names(table)}
    is_elsewhere = any(moved[name] != row[name] for name in moved)
    if back and not (is_elsewhere and row_of(session, table, moved)):
        session.execute(update(table).where(_is(table, row)).values(back))


def _put_back(session: Session, table: Table, row: Row) -> None:
    if row_of(session, table, row) is None and _has_parents(session, table, row):
        session.execute(insert(table).values(dict(row)))


def _has_parents(session: Session, table: Table, row: Row) -> bool:
    """Whether everything that the row points to is still there."""
    return all(
        row[key.parent.name] is None
        or session.execute(select(1).where(key.column == row[key.parent.name])).first()
        for key in table.foreign_keys
    )


def _key_names(table: Table) -> list[str]:
    return [column.name for column in table.primary_key.columns]


def _is(table: Table, row: Row) -> ColumnElement[bool]:
    return and_(*(table.c[name] == row[name] for name in _key_names(table)))


def _plain(row: Row) -> Row:
    return {name: _plain_value(value) for name, value in row.items()}


def _plain_value(value: object) -> object:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _read(row: Row) -> Row:
    return {name: _read_value(value) for name, value in row.items()}


def _read_value(value: Any) -> object:  # noqa: ANN401 - whatever JSON holds
    match value:
        case {"moment": str(moment), **rest} if not rest:
            return datetime.fromisoformat(moment)
        case {"day": str(day), **rest} if not rest:
            return date.fromisoformat(day)
        case _:
            return value
