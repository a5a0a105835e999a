"""The processes in which long computations run, so that they never hold up a press."""

import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait


def start_workers(count: int = 1) -> ProcessPoolExecutor:
    """Return a pool of fresh processes that end when this one does, however it ends."""
    # One thread each: more would only wait for each other in products of this size.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """A parent that is killed tells nobody: without this its workers would wait for ever."""
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)
