"""Two people change one text: what each did, and both together."""

from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.sessions.merging import Changed, compare, merge

LINES = st.lists(st.sampled_from("abcdef"), max_size=8)
BASE = "one\ntwo\nthree"


def test_what_was_added_and_removed_is_told_by_lines() -> None:
    assert compare(BASE, "one\n2\nthree\n\nfour") == Changed(("2", "four"), ("two",))


def test_changes_in_different_places_are_joined() -> None:
    assert merge(BASE, "zero\none\ntwo\nthree", "one\ntwo\nthree\nfour") == (
        "zero\none\ntwo\nthree\nfour"
    )


def test_what_one_removed_and_the_other_left_alone_is_removed() -> None:
    assert merge(BASE, "one\nthree", "one\ntwo\nthree\nfour") == "one\nthree\nfour"


def test_where_both_changed_a_line_both_stay() -> None:
    assert merge(BASE, "one\n2\nthree", "one\nII\nthree") == "one\n2\nII\nthree"


@given(LINES, LINES, LINES)
@settings(max_examples=300)
def test_no_new_line_is_ever_lost(base: list[str], theirs: list[str], mine: list[str]) -> None:
    merged = merge(*("\n".join(each) for each in (base, theirs, mine))).splitlines()
    assert (set(theirs) | set(mine)) - set(base) <= set(merged)
    assert set(merged) <= {*base, *theirs, *mine}


@given(LINES, LINES)
@settings(max_examples=200)
def test_a_change_of_one_alone_is_simply_taken(base: list[str], theirs: list[str]) -> None:
    was, now = "\n".join(base), "\n".join(theirs)
    assert merge(was, now, was) == now
    assert merge(was, was, now) == now


def test_a_text_of_one_line_repeated_is_compared_at_once() -> None:
    began = perf_counter()
    assert merge("a\n" * 30_000, "a\n" * 29_999 + "b", "c\n" + "a\n" * 30_000).startswith("c\na\n")
    assert compare("a\n" * 30_000, "b\n" * 30_000).added[0] == "b"
    assert perf_counter() - began < 2
