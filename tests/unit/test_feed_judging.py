"""What an answer means for a feed, its website and its followers: manners and trouble."""

from dataclasses import replace

import pytest

from jobs.feeds.documents import Hop
from jobs.feeds.records import ReadFeed
from jobs.feeds.trouble import (
    AddressRefusedError,
    CircularError,
    FetchError,
    GarbledError,
    NotAFeedError,
    ParseCrashedError,
    ParseTimeoutError,
    ReadError,
    TooLargeError,
    UnreachableError,
)
from jobs.polling.answers import Answer
from tests.support.feeding import (
    DAY,
    HOUR,
    NOW,
    URL,
    a_feed,
    a_post,
    a_reading,
    an_answer,
    judged,
)

READ = a_reading(a_post())


# ETag and Last-Modified


def test_validators_are_kept_byte_for_byte_from_what_was_read() -> None:
    headers = {"etag": 'W/"\xe9 "x""', "last-modified": " yesterday, about noon"}
    kept = judged(a_feed(), an_answer(headers=headers, read=READ)).feed
    assert (kept.etag, kept.modified) == ('W/"\xe9 "x""', " yesterday, about noon")


def test_validators_of_what_could_not_be_read_are_not_kept() -> None:
    before = a_feed(etag='"old"', modified="then", body_hash="h")
    page = an_answer(headers={"etag": '"new"'}, read=NotAFeedError("web page"))
    kept = judged(before, page).feed
    assert (kept.etag, kept.modified, kept.body_hash) == ('"old"', "then", "h")


def test_an_answer_of_no_news_may_renew_validators_and_forgets_none() -> None:
    before = a_feed(etag='"old"', modified="then", body_hash="h")
    kept = judged(before, an_answer(304, {"etag": '"new"'})).feed
    assert (kept.etag, kept.modified, kept.body_hash) == ('"new"', "then", "h")
    kept = judged(kept, an_answer(304, {"last-modified": "now"})).feed
    assert (kept.etag, kept.modified) == ('"new"', "now")


def test_validators_that_a_website_sends_no_more_are_forgotten() -> None:
    kept = judged(a_feed(etag='"old"', modified="then"), an_answer(read=READ)).feed
    assert (kept.etag, kept.modified) == (None, None)


# 404, 5xx, timeouts, HTML served as a feed


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (an_answer(404), ("status", "404")),
        (an_answer(500), ("status", "500")),
        (an_answer(204), ("status", "204")),
        (an_answer(429), ("busy", "429")),
        (an_answer(403, {"cf-mitigated": "challenge"}), ("blocked", "403")),
        (an_answer(read=NotAFeedError("web page")), ("not a feed", "web page")),
        (an_answer(read=NotAFeedError("blocked")), ("blocked", "blocked")),
        (an_answer(read=ParseTimeoutError()), ("too slow to read", "")),
        (an_answer(read=ParseCrashedError()), ("too hard to read", "")),
        (Answer(UnreachableError("too slow"), URL), ("unreachable", "too slow")),
        (Answer(AddressRefusedError("not public"), URL), ("refused", "not public")),
        (Answer(TooLargeError(), URL), ("too large", "")),
        (Answer(CircularError(), URL), ("circular", "")),
        (Answer(GarbledError(), URL), ("garbled", "")),
        (Answer(FetchError(), URL), ("broken here", "")),
    ],
)
def test_trouble_is_named_and_looked_at_again_in_an_hour(
    answer: Answer, trouble: tuple[str, str]
) -> None:
    verdict = judged(a_feed(), answer)
    feed = verdict.feed
    assert (feed.trouble, feed.trouble_why) == trouble
    assert (feed.failures, feed.failing_since, feed.state) == (1, NOW, "alive")
    assert feed.next_check_at >= NOW + HOUR
    assert verdict.tell == ""


def test_back_off_doubles_from_an_hour_to_a_day_and_is_part_of_what_is_kept() -> None:
    feed, waits = a_feed(), []
    for _ in range(8):
        feed = judged(feed, an_answer(500)).feed
        waits.append(feed.next_check_at - NOW)
    hours = [wait / HOUR for wait in waits]
    for hour, wait in zip((1, 2, 4, 8, 16), hours, strict=False):
        assert hour <= wait <= hour * 1.1
    assert hours[5:] == [24, 24, 24]


def test_a_feed_that_works_again_is_as_if_nothing_had_been() -> None:
    failed = a_feed(failures=4, failing_since=NOW - DAY, trouble="status", trouble_why="500")
    verdict = judged(failed, an_answer(304))
    feed = verdict.feed
    assert (feed.failures, feed.failing_since, feed.trouble, feed.trouble_why) == (0, None, "", "")
    assert verdict.tell == ""
    assert feed.next_check_at <= NOW + 1.1 * HOUR


def test_followers_are_told_after_7_days_once_and_once_when_it_is_back() -> None:
    feed, told = a_feed(), []
    for day in range(20):
        verdict = judged(feed, an_answer(500), NOW + day * DAY)
        feed = verdict.feed
        told += [(day, verdict.tell)] if verdict.tell else []
    assert told == [(7, "failing")]
    assert feed.state == "alive"
    back = judged(feed, an_answer(read=READ), NOW + 20 * DAY)
    assert (back.tell, back.feed.told) == ("back", "")
    assert judged(back.feed, an_answer(304), NOW + 21 * DAY).tell == ""
    assert judged(back.feed, an_answer(500), NOW + 22 * DAY).tell == ""


# 410


def test_gone_stops_at_once_and_is_told_once() -> None:
    verdict = judged(a_feed(), an_answer(410))
    assert (verdict.feed.state, verdict.feed.told, verdict.tell) == ("gone", "gone", "gone")
    assert judged(replace(verdict.feed, state="alive"), an_answer(410)).tell == ""


def test_gone_after_failing_was_told_is_told_too() -> None:
    assert judged(a_feed(told="failing", failures=9), an_answer(410)).tell == "gone"


# 301 and 308, 302 and 307

NEW = "https://new.example.org/feed"


def moved(status: int = 301, read: ReadFeed | ReadError = READ, to: str = NEW) -> Answer:
    return an_answer(read=read, hops=[Hop(URL, status)], url=to)


@pytest.mark.parametrize("status", [301, 308])
def test_moved_for_good_is_believed_after_three_answers_over_24_hours(status: int) -> None:
    feed, moves = a_feed(), []
    for hours in (0, 1, 2, 23, 24, 25):
        verdict = judged(feed, moved(status), NOW + hours * HOUR)
        feed = verdict.feed
        moves.append(verdict.move_to)
    assert moves == [None, None, None, None, NEW, NEW]


def test_moved_for_good_needs_three_answers_however_long_it_takes() -> None:
    feed = judged(a_feed(), moved()).feed
    second = judged(feed, moved(), NOW + 9 * DAY)
    assert second.move_to is None
    assert judged(second.feed, moved(), NOW + 10 * DAY).move_to == NEW


@pytest.mark.parametrize(
    "between",
    [
        an_answer(read=READ),
        moved(read=NotAFeedError("web page")),
        moved(to="https://elsewhere.example.org/feed"),
        moved(302),
        an_answer(500),
    ],
)
def test_moved_for_good_begins_anew_when_another_answer_comes_between(between: Answer) -> None:
    feed = a_feed()
    for hours in (0, 12):
        feed = judged(feed, moved(), NOW + hours * HOUR).feed
    feed = judged(feed, between, NOW + 24 * HOUR).feed
    for hours in (30, 40):
        verdict = judged(feed, moved(), NOW + hours * HOUR)
        feed = verdict.feed
        assert verdict.move_to is None


def test_no_answer_at_all_says_nothing_against_a_move() -> None:
    feed = judged(a_feed(), moved()).feed
    feed = judged(feed, Answer(UnreachableError("too slow"), URL), NOW + HOUR).feed
    assert (feed.moved_to, feed.moved_times) == (NEW, 1)


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_passing_redirect_is_never_kept(status: int) -> None:
    feed = a_feed()
    for hours in range(0, 96, 12):
        verdict = judged(feed, moved(status), NOW + hours * HOUR)
        feed = verdict.feed
        assert verdict.move_to is None


def test_an_answer_of_no_news_from_the_new_address_counts_too() -> None:
    feed = a_feed()
    for hours in (0, 12, 24):
        answer = an_answer(304, hops=[Hop(URL, 301)], url=NEW)
        verdict = judged(feed, answer, NOW + hours * HOUR)
        feed = verdict.feed
    assert verdict.move_to == NEW


def test_an_http_address_that_works_by_https_has_it_from_then_on() -> None:
    feed = a_feed(url="http://blog.example.org/feed/", read_at=None, state="new")
    assert judged(feed, an_answer(read=READ, asked=URL)).move_to == URL
    assert judged(feed, an_answer(read=READ, asked=feed.url)).move_to is None
