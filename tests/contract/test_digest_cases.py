"""The page of what goes wrong with feeds: every case stands there, and has tests that exist."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PAGE = TESTS.parent / "docs" / "digest-cases.md"
CASES = (
    "A post without an id",
    "The same id on every post",
    "An id that changed",
    "Our own way of telling posts apart changes",
    "A missing date",
    "A date that cannot be read",
    "A date in the future",
    "Old posts that are newly seen",
    "An edited post",
    "An id that is used again for another post",
    "A feed that alternates with an old copy",
    "Moved for good (301, 308)",
    "Moved for now (302, 307)",
    "Gone (410)",
    "Not found, errors, time-outs",
    "A home page instead of a feed",
    "The wrong encoding",
    "Blanks before the feed, a page in its place, a check for robots",
    "Markup in titles, escaped twice",
    "An empty title",
    "Relative links",
    "A huge feed, or a bomb",
    "Too many requests (429, 503)",
    "ETag and Last-Modified",
    "How often a feed is asked",
    "A feed that offers to push (WebSub)",
    "The same post through several feeds or planets",
    "The first time",
    "A digest that cannot be posted",
    "Nothing new",
    "Weeks, clocks and holidays",
    "Addresses that lead inside",
    "A secret in the address",
)
_ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
_TEST = re.compile(r"`(\w+)::(\w+)`")


@cache
def rows() -> dict[str, list[tuple[str, str]]]:
    """The tests that each case of the page names, by file and function."""
    found = _ROW.findall(PAGE.read_text(encoding="utf-8"))
    return {case: _TEST.findall(tests) for case, _, tests in found if case != "Case"}


@cache
def functions(name: str) -> set[str]:
    """The tests of a file, whose name is its own in the whole tree; none where it is not there."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in TESTS.rglob(f"{name}.py")]
    return {node.name for tree in trees for node in tree.body if isinstance(node, kinds)}


def test_every_case_that_readers_of_feeds_trip_over_is_on_the_page() -> None:
    assert tuple(case for case in rows() if not case.startswith("---")) == CASES


@pytest.mark.parametrize("case", CASES)
def test_every_case_has_tests_that_exist(case: str) -> None:
    named = rows()[case]
    assert named, "a rule without a test"
    assert [f"{file}::{test}" for file, test in named if test not in functions(file)] == []
