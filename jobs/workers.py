"""The processes in which long computations run, so that they never hold up a press."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Workers(Executor):
    """Fresh processes that end when this one does, however it ends.

    One that is killed (as when memory runs out) fails what is under way with BrokenProcessPool;
    whatever is submitted after that gets new ones.
    """

    def __init__(self, count: int = 1) -> None:
        self._count = count
        self._pool = _start(count)

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a process do this work; what it takes and gives must be picklable."""
        try:
            return self._pool.submit(work, *args, **kwargs)
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = _start(self._count)
            return self._pool.submit(work, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes; nothing can be submitted any more."""
        self._pool.shutdown(wait, cancel_futures=cancel_futures)


def _start(count: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=end_with_parent)


def end_with_parent() -> None:
    """A parent that is killed tells nobody: without this its workers would wait for ever.

    Ctrl+C reaches workers, too: it is the parent that ends them.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)
