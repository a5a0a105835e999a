"""When a feed or a whole website is asked again: as they say, within an hour and a day."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Unpack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.polling.answers import Answer
from jobs.polling.pace import pass_over
from storage.feed_records import Feed, FeedId
from tests.support.feeding import (
    DAY,
    HOUR,
    NOW,
    URL,
    Around,
    a_feed,
    a_post,
    a_reading,
    an_answer,
    judged,
)

READ = a_reading(a_post())
MINUTES = timedelta(minutes=1)


def wait_after(
    feed: Feed | None = None, answer: Answer | None = None, **around: Unpack[Around]
) -> timedelta:
    verdict = judged(feed or a_feed(), answer or an_answer(read=READ), **around)
    return verdict.feed.next_check_at - NOW


# TTL and poll pace


def test_a_feed_that_asks_for_nothing_is_asked_hourly_and_a_little_later() -> None:
    waits = {wait_after(a_feed(id=FeedId(f"f{number}"))) for number in range(100)}
    assert min(waits) >= HOUR
    assert max(waits) <= HOUR * 1.1
    assert len(waits) == 100


@pytest.mark.parametrize(
    ("headers", "least"),
    [
        ({"cache-control": "max-age=7200"}, 2 * HOUR),
        ({"cache-control": 'public, MAX-AGE="7200"', "age": "1800"}, 1.5 * HOUR),
        ({"cache-control": "max-age=60"}, HOUR),
        ({"cache-control": "max-age=99999999999"}, DAY),
        ({"cache-control": "no-cache, max-age=7200"}, HOUR),
        ({"cache-control": "nonsense; max-age"}, HOUR),
        ({"expires": format_datetime(NOW + 3 * HOUR)}, 3 * HOUR),
        ({"expires": "0"}, HOUR),
        (
            {
                "expires": "Tue, 24 Nov 2020 13:00:00 GMT",
                "date": "Tue, 24 Nov 2020 10:00:00 GMT",
            },
            3 * HOUR,
        ),
        ({"cache-control": "max-age=60", "expires": format_datetime(NOW + 3 * HOUR)}, HOUR),
    ],
)
def test_pace_follows_what_the_headers_say_within_an_hour_and_a_day(
    headers: dict[str, str], least: timedelta
) -> None:
    assert least <= wait_after(answer=an_answer(headers=headers, read=READ)) <= least * 1.1


def test_ttl_counts_also_for_answers_of_no_news() -> None:
    read = judged(a_feed(), an_answer(read=replace(READ, ttl_minutes=300))).feed
    assert read.next_check_at >= NOW + 5 * HOUR
    assert wait_after(read, an_answer(304)) >= 5 * HOUR


def test_ttl_is_never_more_than_a_day() -> None:
    assert wait_after(answer=an_answer(read=replace(READ, ttl_minutes=60 * 24 * 30))) == DAY


def test_a_feed_without_a_post_for_30_days_is_asked_daily() -> None:
    assert wait_after(answer=an_answer(304), quiet=True) == DAY


def test_feeds_that_were_added_together_are_spread_over_the_hour() -> None:
    new = [a_feed(url=f"{URL}{number}", read_at=None, state="new") for number in range(60)]
    waits = [wait_after(feed) for feed in new]
    assert min(waits) >= HOUR
    assert max(waits) <= 2.1 * HOUR
    assert len({wait // (10 * MINUTES) for wait in waits}) >= 6


@pytest.mark.parametrize(
    ("moment", "hours", "days", "expected"),
    [
        ((24, 11), (11, 12), (), (24, 13)),
        ((24, 23), (23, 0), (), (25, 1)),
        ((27, 20), (), (5, 6), (27, 20)),
        ((28, 9), (), (5, 6), (30, 0)),
        ((24, 11), tuple(range(24)), (), (24, 11)),
        ((24, 11), (), tuple(range(7)), (24, 11)),
    ],
)
def test_skip_hours_and_days_push_the_next_look_on(
    moment: tuple[int, int],
    hours: tuple[int, ...],
    days: tuple[int, ...],
    expected: tuple[int, int],
) -> None:
    asked = datetime(2026, 11, *moment, 20, tzinfo=UTC)
    assert pass_over(asked, hours, days) == datetime(2026, 11, *expected, 20, tzinfo=UTC)


# 429 and 503: Retry-After


@pytest.mark.parametrize(
    ("said", "hold"),
    [
        ({"retry-after": "7200"}, 2 * HOUR),
        ({"retry-after": format_datetime(NOW + 5 * HOUR)}, 5 * HOUR),
        (
            {
                "retry-after": "Tue, 24 Nov 2020 13:00:00 GMT",
                "date": "Tue, 24 Nov 2020 10:00:00 GMT",
            },
            3 * HOUR,
        ),
        ({"retry-after": "9999999"}, DAY),
        ({"retry-after": "Fri, 31 Dec 2199 23:59:59 GMT"}, DAY),
        ({"retry-after": "soon"}, 6 * HOUR),
        ({}, 6 * HOUR),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_in_both_forms_holds_the_whole_host_for_a_day_at_most(
    status: int, said: dict[str, str], hold: timedelta
) -> None:
    verdict = judged(a_feed(), an_answer(status, said))
    assert verdict.hold is not None
    assert verdict.hold.until == NOW + hold
    assert verdict.feed.next_check_at >= NOW + max(hold, HOUR)


def test_a_host_that_never_says_for_how_long_is_left_alone_twice_as_long_each_time() -> None:
    holds = [judged(a_feed(), an_answer(429), held=times).hold for times in range(5)]
    assert [hold.until - NOW for hold in holds if hold] == [6 * HOUR, 12 * HOUR, DAY, DAY, DAY]
    assert [hold.times for hold in holds if hold] == [1, 2, 3, 4, 5]


def test_a_host_that_answers_again_begins_anew() -> None:
    hold = judged(a_feed(), an_answer(304), held=3).hold
    assert hold is not None
    assert (hold.until, hold.times) == (NOW, 0)


# Properties

STATUSES = st.sampled_from([200, 204, 301, 304, 400, 403, 404, 410, 429, 500, 503])
HEADERS = st.dictionaries(
    st.sampled_from(["cache-control", "age", "expires", "date", "retry-after", "etag"]),
    st.one_of(
        st.text(max_size=30),
        st.integers(-(10**20), 10**20).map(str),
        st.sampled_from(["max-age=86400", "no-store", "Tue, 24 Nov 2026 13:00:00 GMT"]),
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(STATUSES, HEADERS), min_size=1, max_size=8), st.integers(0, 10**6))
def test_whatever_a_website_says_it_is_asked_again_after_an_hour_and_within_a_day(
    answers: list[tuple[int, dict[str, str]]], number: int
) -> None:
    feed = a_feed(id=FeedId(f"f{number}"))
    for status, headers in answers:
        verdict = judged(feed, an_answer(status, headers))
        feed = verdict.feed
        assert (feed.state == "gone") == (status == 410)
        if feed.state == "gone":
            return
        assert HOUR <= feed.next_check_at - NOW <= DAY
        assert verdict.hold is None or NOW <= verdict.hold.until <= NOW + DAY
