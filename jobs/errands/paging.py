"""A report that takes several messages is told in pages."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def count_pages(lines: Sequence[object], a_page: int) -> int:
    """Return how many messages it takes to tell these lines: one at least."""
    return max(1, -(-len(lines) // a_page))


def take_page(lines: Sequence[T], number: int, a_page: int) -> Sequence[T]:
    """Return the lines of one message, the first being 0."""
    return lines[number * a_page : (number + 1) * a_page]
