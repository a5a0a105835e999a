"""What commands of the command line that write need: the settings, and the database alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from bot import migrations
from bot.settings import Settings, read_settings
from bot.start import lock_database


def settings_of_now() -> Settings:
    """Return the settings of the environment; SettingsError."""
    return read_settings(os.environ)


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Keep every other Teapoint off an SQLite file meanwhile; UnavailableError."""
    lock = lock_database(settings.database)
    try:
        yield
    finally:
        if lock:
            lock.close()


def check_ready(settings: Settings) -> None:
    """Refuse a database that is not there yet, or not of this program's version."""
    if migrations.pending(settings.database):
        raise click.ClickException(
            "The database is not up to date. Run `teapoint migrate` first. Nothing was changed."
        )
