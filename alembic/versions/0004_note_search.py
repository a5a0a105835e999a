"""Notes can be searched: their words in a table, with the engine's own full-text index on it."""

import sqlalchemy as sa
from alembic import op

from storage.search_words import fold_names, fold_themes, fold_words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE VIRTUAL TABLE note_fts USING fts5(title, names, summary, text,"
    " content='note_search', content_rowid='number',"
    " tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER note_search_put AFTER INSERT ON note_search BEGIN"
    " INSERT INTO note_fts (rowid, title, names, summary, text)"
    " VALUES (new.number, new.title, new.names, new.summary, new.text); END",
    "CREATE TRIGGER note_search_take AFTER DELETE ON note_search BEGIN"
    " INSERT INTO note_fts (note_fts, rowid, title, names, summary, text)"
    " VALUES ('delete', old.number, old.title, old.names, old.summary, old.text); END",
    "CREATE TRIGGER note_search_change AFTER UPDATE ON note_search BEGIN"
    " INSERT INTO note_fts (note_fts, rowid, title, names, summary, text)"
    " VALUES ('delete', old.number, old.title, old.names, old.summary, old.text);"
    " INSERT INTO note_fts (rowid, title, names, summary, text)"
    " VALUES (new.number, new.title, new.names, new.summary, new.text); END",
)
POSTGRESQL = (
    "ALTER TABLE note_search ADD COLUMN words tsvector GENERATED ALWAYS AS ("
    "setweight(to_tsvector('pg_catalog.english'::regconfig, title), 'A') || "
    "setweight(to_tsvector('pg_catalog.english'::regconfig, names), 'B') || "
    "setweight(to_tsvector('pg_catalog.english'::regconfig, summary), 'C') || "
    "setweight(to_tsvector('pg_catalog.english'::regconfig, text), 'D')) STORED",
    "CREATE INDEX ix_note_search_words ON note_search USING gin (words)",
)


def upgrade() -> None:
    op.create_table(
        "note_search",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("names", sa.String(), nullable=False),
        sa.Column("themes", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_note_search_network_id_network")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_note_search_session_id_session")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_note_search")),
        sa.UniqueConstraint("session_id", name=op.f("uq_note_search_session_id")),
    )
    op.create_index(op.f("ix_note_search_network_id"), "note_search", ["network_id"], unique=False)
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
    index_what_is_there(op.get_bind())


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE note_fts")
    op.drop_table("note_search")


def index_what_is_there(connection: sa.Connection) -> None:
    """Take in the notes that were written before they could be searched."""
    note, session, person = (
        sa.table("note", *map(sa.column, ("session_id", "network_id", "state", "summary", "text"))),
        sa.table(
            "session", *map(sa.column, ("id", "title", "consent")), sa.column("themes", sa.JSON())
        ),
        sa.table("session_person", *map(sa.column, ("session_id", "name", "role", "position"))),
    )
    named: dict[str, list[str]] = {}
    for one in connection.execute(sa.select(person).order_by(person.c.role, person.c.position)):
        named.setdefault(one.session_id, []).append(one.name)
    said: dict[str, list[str]] = {}
    points = sa.table("room_point", *map(sa.column, ("session_id", "text", "state", "position")))
    of_pages = sa.select(points).where(points.c.state == "said").order_by(points.c.position)
    for one in connection.execute(of_pages):
        said.setdefault(one.session_id, []).append(one.text)
    findable = (
        sa.select(note, session.c.title, session.c.themes, session.c.consent)
        .join(session, session.c.id == note.c.session_id)
        .where(note.c.state != "withdrawn", session.c.consent != "none")
        .order_by(note.c.session_id)
    )
    columns = ("session_id", "network_id", "title", "names", "themes", "summary", "text")
    search = sa.table("note_search", *map(sa.column, columns))
    for row in connection.execute(findable).all():
        names = [] if row.consent == "chatham" else named.get(row.session_id, [])
        words = {
            "title": fold_words(row.title),
            "names": fold_names(names),
            "themes": fold_themes(row.themes or []),
            "summary": fold_words(row.summary),
            "text": fold_words("\n".join((row.text, *said.get(row.session_id, [])))),
        }
        ids = {"session_id": row.session_id, "network_id": row.network_id}
        connection.execute(search.insert().values(**ids, **words))
