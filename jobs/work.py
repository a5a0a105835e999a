"""What one kind of errand is made of: facts are read, something is decided, that is recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from storage.store import Transaction
from storage.types import Errand

Facts = TypeVar("Facts")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Work(Generic[Facts, Result]):
    """One kind of errand.

    `read` returns the facts, or None where there is nothing to do any more; `compute` is pure, a
    function of a module, and runs in a worker process; `record` writes the result in one
    transaction. `tell_failed` tells whoever waits, after the last attempt.
    """

    read: Callable[[Transaction, Errand, datetime], Facts | None]
    compute: Callable[[Facts], Result]
    record: Callable[[Transaction, Errand, Facts, Result, datetime], None]
    tell_failed: Callable[[Transaction, Errand, datetime], None]
