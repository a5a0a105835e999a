"""How often a blog writes, as far as its latest posts tell; and which addresses are refused."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.wording.digests.blog_rates import say_rate
from jobs.digests.given import judge_address, may_be_address, unwrap
from jobs.digests.rates import posts_a_week

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("ages", "said"),
    [
        ([], "we can't tell how often it writes"),
        ([400, 500], "no post in the last three months"),
        ([80, 200], "less than one post a month"),
        ([20, 50, 80, 110], "about 1 post a month"),
        ([3, 10, 17, 24, 31], "about 1 post a week"),
        ([1, 4, 8, 11, 14], "about 2 posts a week"),
        ([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6], "about 3 posts a day"),
        ([2], "about 1 post a week"),
    ],
)
def test_a_rate_is_said_as_people_say_it(ages: list[int], said: str) -> None:
    assert say_rate(posts_a_week([NOW - age * DAY for age in ages], NOW)) == said


@given(st.lists(st.integers(min_value=-50, max_value=2_000), min_size=1, max_size=30))
@settings(max_examples=80, deadline=None)
def test_whatever_the_dates_are_a_rate_is_said(ages: list[int]) -> None:
    rate = posts_a_week([NOW - age * DAY for age in ages], NOW)
    assert rate is not None
    assert rate >= 0
    assert say_rate(rate)


@pytest.mark.parametrize("key", ["token", "api_key", "KEY", "sig", "Password"])
def test_an_address_with_a_key_is_refused(key: str) -> None:
    assert judge_address(f"https://example.org/feed?{key}=s3cret").kind == "refused"
    assert judge_address(f"https://example.org/feed?{key}=").kind == ""


def test_an_address_is_taken_out_of_what_a_platform_sends() -> None:
    assert unwrap("<https://blog.example.org/|blog.example.org>") == "https://blog.example.org/"
    assert unwrap('"blog.example.org,"') == "blog.example.org"
    assert may_be_address("blog.example.org")
    assert not may_be_address("blog")
    assert not may_be_address("#data")
