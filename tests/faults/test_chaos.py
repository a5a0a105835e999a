"""Processes are killed with -9, at random and at every named point: nobody is missed or doubled."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from jobs.crash import POINTS, Point
from tests.faults.chaos import Chaos, run
from tests.support.nursery import Nursery, open_nursery

pytestmark = [pytest.mark.slow, pytest.mark.timeout(420)]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, int]]:
    """An empty database of each kind, and how many processes work on it."""
    if request.param == "sqlite":
        file = tmp_path / "chaos.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}", 1
        return
    server: str = request.getfixturevalue("postgres_server")
    name = f"chaos_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield make_url(server).set(database=name).render_as_string(hide_password=False), 2
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        connection.execute(drop)


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """Where the bots of all these rounds are started."""
    with open_nursery() as opened:
        yield opened


def test_a_thousand_people_are_introduced_exactly_once(
    database: tuple[str, int], nursery: Nursery
) -> None:
    url, replicas = database
    outcome = run(Chaos(members=1000, database=url, replicas=replicas, kills=5), nursery)
    assert outcome.missed == []
    assert outcome.twice == []
    assert (outcome.introduced, outcome.unsure, outcome.dead) == (1000, 0, 0)
    assert outcome.kills >= 3


def test_without_leave_to_look_each_is_sent_once_or_on_the_unsure_list(
    database: tuple[str, int], nursery: Nursery
) -> None:
    url, replicas = database
    chaos = Chaos(members=250, database=url, replicas=replicas, kills=3, may_look=False)
    outcome = run(chaos, nursery)
    assert outcome.missed == []
    assert outcome.twice == []
    assert outcome.unsure > 0, "this much trouble leaves somebody unsure, or the test tests nothing"


def test_resending_when_unsure_tells_people_twice(tmp_path: Path, nursery: Nursery) -> None:
    """The negative control: the same trouble, met as others meet it."""
    url = f"sqlite:///{tmp_path / 'naive.db'}"
    outcome = run(Chaos(members=300, database=url, kills=3, unsure="resend"), nursery)
    assert outcome.missed == []
    assert outcome.twice != []


_PLANNING: tuple[Point, ...] = ("during work", "before record", "during introduce", "after record")
_AS_THEY_COME = (*_PLANNING, *(point for point in POINTS if point not in _PLANNING))


def test_crashes_at_every_worst_moment_lose_and_double_nothing(
    database: tuple[str, int], nursery: Nursery
) -> None:
    """One round in which the process dies at every point; `--crash-at` tries a point alone."""
    url, _replicas = database
    # One process alone: another one may do the work, and this one never come to the point.
    chaos = Chaos(members=160, database=url, kills=0, crash_at=_AS_THEY_COME, faults="none")
    outcome = run(chaos, nursery)
    assert outcome.crashed == list(_AS_THEY_COME)
    assert outcome.missed == []
    assert outcome.twice == []
    assert outcome.introduced == 160
