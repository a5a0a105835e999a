"""How migrations run; `bot/migrations.py` opens the connection and holds the locks.

SQLite: the whole upgrade is one immediate transaction with foreign keys off (with them on, a
batch migration of a parent table would silently delete its children), and is rolled back unless
every foreign key still holds at its end. PostgreSQL: one transaction a migration.
"""

from collections.abc import Mapping
from typing import Literal

from alembic import context
from sqlalchemy import Connection

from storage.columns import UtcTime
from storage.errors import UnavailableError
from storage.tables import Base, is_engines_own


def render_item(kind: str, item: object, _context: object) -> str | Literal[False]:
    if kind == "type" and isinstance(item, UtcTime):
        return "sa.DateTime(timezone=True)"
    return False


def is_ours(name: str | None, _kind: str, parents: Mapping[str, str | None]) -> bool:
    return not is_engines_own(name, parents.get("table_name"))


def refuse_broken_links(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        tables = ", ".join(sorted({row[0] for row in broken}))
        raise UnavailableError(f"the upgrade would leave broken links in: {tables}")


def migrate(connection: Connection) -> None:
    on_sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=render_item,
        render_as_batch=True,
        compare_server_default=True,
        include_name=is_ours,
        transactional_ddl=True,
        transaction_per_migration=not on_sqlite,
    )
    with context.begin_transaction():
        context.run_migrations()
        if on_sqlite:
            refuse_broken_links(connection)


migrate(context.config.attributes["connection"])
