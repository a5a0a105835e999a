"""What `notes find` looks through: folded words of each note, indexed by the engine itself.

One ordinary table on both engines; what follows from it each engine keeps by its own means, in the
same transaction: SQLite an FTS5 table by triggers, PostgreSQL a generated column. Neither can be
said in the schema, so `is_engines_own` names them in one place, for whoever compares schemas.
"""

from sqlalchemy import DDL, ForeignKey, event
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import NETWORK, Base
from storage.tables.events import SESSION

_COLUMNS = ("title", "names", "summary", "text")


class NoteSearchRow(Base):
    """The words of a note that may be found. `themes`: each between bars, "|data|design|"."""

    __tablename__ = "note_search"
    number: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey(SESSION), unique=True)
    network_id: Mapped[str] = mapped_column(ForeignKey(NETWORK), index=True)
    title: Mapped[str]
    names: Mapped[str]
    themes: Mapped[str]
    summary: Mapped[str]
    text: Mapped[str]


def is_engines_own(name: str | None, table: str | None = None) -> bool:
    """Return whether a table, or a column or index of one, is the engine's and not in the schema.

    Of FTS5: `note_fts` and its shadow tables. Of PostgreSQL: the column `words` and its index.
    """
    name = name or ""
    if name == "note_fts" or name.startswith("note_fts_"):
        return True
    return table == "note_search" and name in ("words", "ix_note_search_words")


def _sqlite() -> list[str]:
    names, old = ", ".join(_COLUMNS), ", ".join(f"old.{one}" for one in _COLUMNS)
    new = old.replace("old.", "new.")
    put = f"INSERT INTO note_fts (rowid, {names}) VALUES (new.number, {new});"  # noqa: S608 - our own names
    take = f"INSERT INTO note_fts (note_fts, rowid, {names}) VALUES ('delete', old.number, {old});"  # noqa: S608 - our own names
    return [
        f"CREATE VIRTUAL TABLE note_fts USING fts5({names}, content='note_search',"
        " content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')",
        f"CREATE TRIGGER note_search_put AFTER INSERT ON note_search BEGIN {put} END",
        f"CREATE TRIGGER note_search_take AFTER DELETE ON note_search BEGIN {take} END",
        f"CREATE TRIGGER note_search_change AFTER UPDATE ON note_search BEGIN {take} {put} END",
    ]


def _postgresql() -> list[str]:
    weighed = " || ".join(
        f"setweight(to_tsvector('pg_catalog.english'::regconfig, {column}), '{weight}')"
        for column, weight in zip(_COLUMNS, "ABCD", strict=True)
    )
    return [
        f"ALTER TABLE note_search ADD COLUMN words tsvector GENERATED ALWAYS AS ({weighed}) STORED",
        "CREATE INDEX ix_note_search_words ON note_search USING gin (words)",
    ]


for _dialect, _statements in (("sqlite", _sqlite()), ("postgresql", _postgresql())):
    for _statement in _statements:
        event.listen(
            NoteSearchRow.__table__,
            "after_create",
            DDL(_statement).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]  # SQLAlchemy's own
        )
