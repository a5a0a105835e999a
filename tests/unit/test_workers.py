"""Work in other processes survives the loss of one."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool

import pytest

from jobs.rounds import deciding
from jobs.workers import Workers


@pytest.fixture
def workers() -> Iterator[Workers]:
    """One worker process, ended afterwards."""
    found = Workers()
    yield found
    found.shutdown()


def test_work_is_done_in_another_process(workers: Workers) -> None:
    assert workers.submit(os.getpid).result(60) != os.getpid()


def test_after_a_worker_was_killed_the_next_work_is_done_all_the_same(workers: Workers) -> None:
    process = workers.submit(os.getpid).result(60)
    os.kill(process, signal.SIGKILL)
    try:
        lost = workers.submit(os.getpid).exception(60)
    except BrokenProcessPool as error:  # noticed at once
        lost = error
    assert lost is None or isinstance(lost, BrokenProcessPool)
    assert workers.submit(os.getpid).result(60) not in (process, os.getpid())


@pytest.fixture
def heeded() -> Iterator[None]:
    """Ctrl+C as a terminal has it, though tests may run where it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded")
def test_ctrl_c_in_a_terminal_is_the_parents_to_hear() -> None:
    workers = Workers()
    heard = workers.submit(eval, "__import__('signal').getsignal(2)").result(60)
    workers.shutdown()
    assert heard == signal.SIG_IGN


def test_a_worker_that_is_ready_to_plan_carries_no_database(workers: Workers) -> None:
    workers.submit(deciding.warm_up).result(60)
    loaded = "[name in __import__('sys').modules for name in ('scipy', 'sqlalchemy', 'bot')]"
    assert workers.submit(eval, loaded).result(60) == [True, False, False]
