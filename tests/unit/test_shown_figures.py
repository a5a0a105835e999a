"""What organisers see of a scheme: nothing of fewer than five, nor what subtraction would tell."""

from datetime import UTC, datetime
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.schemes.figures import LEAST, ShownFigures, choose_figures, guard, is_few
from storage.figures import Between, Parts, RoundFigures, SchemeFigures

DAY = datetime(2026, 12, 1, 10, tzinfo=UTC)
COUNTS = st.lists(st.integers(0, 9), max_size=5)


def round_of(
    introductions: int, met: int, first: list[tuple[Between, Between]] | None = None
) -> RoundFigures:
    return RoundFigures(DAY, introductions, met, 2 * introductions, 2 * met, 0, tuple(first or ()))


def show(*rounds: RoundFigures, parts: Parts | None = None) -> ShownFigures:
    return choose_figures(SchemeFigures(parts or Parts(40, 0, 0, 0, 0), rounds, 0))


def test_what_is_of_enough_people_is_shown_as_it_is() -> None:
    assert guard([20, 6, 0, 5]) == [20, 6, 0, 5]


def test_one_small_part_takes_the_next_smallest_with_it() -> None:
    assert guard([20, 6, 3, 0]) == [20, None, None, 0]


def test_parts_that_are_few_even_together_take_another_with_them() -> None:
    assert guard([20, 9, 2, 2]) == [20, None, None, None]


@settings(max_examples=200, deadline=None)
@given(COUNTS)
def test_no_small_part_can_be_worked_out_from_the_total(parts: list[int]) -> None:
    shown = guard(parts)
    hidden = [place for place, count in enumerate(shown) if count is None]
    assert all(not is_few(count) for count in shown if count is not None)
    rest = sum(parts) - sum(count or 0 for count in shown)
    if sum(parts) < LEAST or not any(shown):
        return  # the total is left out, or nothing but the total is shown
    # All that a reader can conclude of the hidden parts: each is at least 1, together they are so
    # many. More than one answer must be left.
    ways = [way for way in product(range(1, 10), repeat=len(hidden)) if sum(way) == rest]
    assert not hidden or len(ways) > 1


def test_people_are_told_by_where_they_stand() -> None:
    shown = show(parts=Parts(now_in=30, paused=8, silent=6, blocked=0, left=7))
    standing = (shown.joined, shown.now_in, shown.paused, shown.silent, shown.blocked, shown.left)
    assert standing == (51, 30, 8, 6, 0, 7)


def test_three_who_blocked_the_bot_are_not_counted_out() -> None:
    shown = show(parts=Parts(now_in=30, paused=8, silent=6, blocked=3, left=7))
    assert (shown.joined, shown.blocked, shown.silent) == (54, None, None)
    assert (shown.now_in, shown.paused, shown.left) == (30, 8, 7)


def test_a_round_of_few_has_no_share() -> None:
    shown = show(round_of(2, 1), round_of(20, 2), round_of(20, 15), round_of(10, 0))
    assert [(each.introductions, each.met) for each in shown.rounds] == [
        (None, None),
        (None, None),
        (20, 15),
        (10, 0),
    ]


def test_first_conversations_are_told_by_sector_and_region_where_there_are_enough() -> None:
    apart = (("central", "local"), ("Scotland", "Wales"))
    same = (("local", "local"), ("Wales", "Wales"))
    shown = show(round_of(20, 15, [apart] * 9 + [same] * 6), round_of(20, 9, [apart] * 8))
    assert (shown.first, shown.sectors, shown.regions) == (23, 17, 17)
    assert shown.between_sectors == ((("central", "local"), 17), (("local", "local"), 6))
    assert [each.first for each in shown.rounds] == [15, 8]
    # Beside 15, "9 between sectors" would be fine; and of the second round, all 8 are.
    assert [each.sectors for each in shown.rounds] == [9, 8]


def test_a_total_is_left_out_where_its_difference_would_be_of_few() -> None:
    apart = (("central", "local"), ("Wales", "Wales"))
    same = (("local", "local"), ("Wales", "Wales"))
    shown = show(round_of(20, 15, [apart] * 9 + [same] * 2))
    assert (shown.first, shown.sectors, shown.between_sectors) == (11, None, ())
    assert shown.more_sectors == 2


PAIRS = st.tuples(
    st.sampled_from([("", "local"), ("central", "local"), ("local", "local"), ("NHS", "local")]),
    st.sampled_from([("Wales", "Wales"), ("Scotland", "Wales")]),
)


@settings(max_examples=100)
@given(st.lists(st.lists(PAIRS, max_size=15), max_size=4))
def test_nothing_that_is_shown_is_of_few(rounds: list[list[tuple[Between, Between]]]) -> None:
    shown = show(*(round_of(20, 15, first) for first in rounds))
    figures = [shown.first, shown.sectors, shown.regions]
    figures += [n for _, n in (*shown.between_sectors, *shown.between_regions)]
    for each in shown.rounds:
        figures += [each.first, each.sectors, each.regions]
        if each.first is not None and each.sectors is not None:
            figures.append(each.first - each.sectors)
    if shown.first is not None and shown.sectors is not None:
        figures.append(shown.first - shown.sectors)
    assert not any(figure is not None and is_few(figure) for figure in figures)
