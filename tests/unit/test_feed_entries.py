"""Which posts of a feed are new: every case that readers of feeds are known to trip over."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.feeds.records import ReadEntry
from jobs.polling.articles import identify
from jobs.polling.entries import MOST_NEW, MOST_QUIET_EDITS, sort_entries
from tests.support.feeding import DAY, HOUR, NOW, Memory, PostParts, a_feed, a_post, a_reading

# First subscription


def test_first_subscription_lists_nothing_and_counts_nothing_as_older() -> None:
    memory = Memory(a_feed(began=False))
    found = memory.read(*(a_post(number) for number in range(30)))
    assert len(found.new) == 30
    assert all(one.entry.listed_at is one.entry.older_at is None for one in found.new)


def test_first_subscription_to_an_empty_feed_does_not_swallow_its_first_post() -> None:
    memory = Memory(a_feed(began=False))
    memory.read()
    assert memory.titles(a_post(1)) == ["What we learned in week 1"]


def test_a_new_post_is_listed_once() -> None:
    memory = Memory()
    assert memory.titles(a_post(1)) == ["What we learned in week 1"]
    assert memory.titles(a_post(1), now=NOW + HOUR) == []
    assert memory.titles(a_post(2), a_post(1), now=NOW + HOUR) == ["What we learned in week 2"]


# Identity


def test_missing_guid_falls_back_to_the_link_and_then_to_the_words() -> None:
    memory = Memory()
    by_link, by_words = a_post(1, id=""), a_post(2, id="", link="")
    assert len(memory.titles(by_link, by_words)) == 2
    assert memory.titles(by_link, by_words, now=NOW + HOUR) == []


def test_same_guid_on_every_item_shows_every_post_and_switches_to_links_for_good() -> None:
    memory = Memory()
    same = [a_post(number, id="tag:blog") for number in (1, 2, 3)]
    assert len(memory.titles(*same)) == 3
    assert memory.feed.identity == "link"
    assert memory.titles(*same, a_post(4, id="tag:blog"), now=NOW + HOUR) == [
        "What we learned in week 4"
    ]
    memory.titles(a_post(4, id="tag:blog"), now=NOW + 2 * HOUR)
    assert memory.feed.identity == "link"


def test_same_guid_noticed_late_doubles_no_post_that_was_known() -> None:
    memory = Memory()
    memory.titles(a_post(1, id="tag:blog"))
    both = a_post(2, id="tag:blog"), a_post(1, id="tag:blog")
    assert memory.titles(*both, now=NOW + HOUR) == ["What we learned in week 2"]
    assert memory.titles(*both, now=NOW + 2 * HOUR) == []


def test_a_post_that_is_twice_in_a_feed_is_one_and_its_ids_are_still_believed() -> None:
    memory = Memory()
    assert memory.titles(a_post(1), a_post(1)) == ["What we learned in week 1"]
    assert memory.feed.identity == "id"


def test_one_shared_id_among_many_loses_no_post() -> None:
    memory = Memory(a_feed(began=False))
    posts = [a_post(number) for number in range(50)]
    memory.read(*posts)
    shared = a_post(99, id=posts[10].id)
    assert memory.titles(shared, *posts, now=NOW + HOUR) == [shared.title]
    assert memory.titles(shared, *posts, now=NOW + 2 * HOUR) == []


@pytest.mark.parametrize(
    "link",
    [
        "http://www.blog.example.org/week-1/",
        "https://blog.example.org/week-1/?utm_source=feed&utm_medium=rss",
        "https://blog.example.org/week-1/?source=rss-12ab",
        "https://blog.example.org/week-1/#comments",
    ],
)
def test_changed_guid_is_known_again_by_its_canonical_link(link: str) -> None:
    memory = Memory()
    memory.titles(a_post(1))
    moved = a_post(1, id="urn:new", link=link, title="Another title altogether, really")
    assert memory.titles(moved, now=NOW + HOUR) == []
    assert memory.titles(moved, now=NOW + 60 * DAY) == []


def test_changed_guid_and_link_is_known_again_by_its_title_within_30_days_and_ever_after() -> None:
    memory = Memory()
    memory.titles(a_post(1, published=None))
    moved = a_post(1, id="urn:new", link="https://new.example.org/1", published=None)
    assert memory.titles(moved, now=NOW + 29 * DAY) == []
    assert memory.titles(moved, now=NOW + 90 * DAY) == []


def test_a_title_from_more_than_30_days_ago_says_nothing() -> None:
    memory = Memory()
    memory.titles(a_post(1, published=None))
    again = a_post(1, id="urn:new", link="https://blog.example.org/again", published=None)
    assert memory.titles(again, now=NOW + 31 * DAY) == [again.title]


def test_weeknotes_that_always_have_one_title_are_a_new_post_each_week() -> None:
    memory = Memory()
    weekly = [
        a_post(week, title="Weeknotes of our team", published=NOW + week * 7 * DAY)
        for week in (1, 2, 3)
    ]
    for week, post in enumerate(weekly, start=1):
        assert memory.titles(post, now=NOW + week * 7 * DAY) == ["Weeknotes of our team"]


def test_two_posts_that_are_in_the_feed_at_once_are_two_whatever_they_share() -> None:
    memory = Memory()
    front = "https://blog.example.org/"
    memory.titles(a_post(1, link=front))
    assert len(memory.titles(a_post(2, link=front), a_post(1, link=front), now=NOW + HOUR)) == 1
    assert len(memory.titles(a_post(3, link=front), now=NOW + 2 * HOUR)) == 1


def test_a_link_that_another_post_takes_over_does_not_hide_that_post() -> None:
    memory = Memory()
    memory.titles(a_post(1))
    renamed = a_post(1, link="https://blog.example.org/week-1-again/")
    takes_it = a_post(2, link=a_post(1).link)
    assert memory.titles(takes_it, renamed, now=NOW + HOUR) == [takes_it.title]


def test_posts_whose_links_differ_in_the_fragment_alone_are_told_apart() -> None:
    memory = Memory()
    diary = "https://blog.example.org/diary"
    posts = [a_post(number, id="", link=f"{diary}#day-{number}") for number in (1, 2)]
    assert len(memory.titles(*posts)) == 2
    assert memory.titles(*posts, now=NOW + HOUR) == []


def test_a_known_post_keeps_its_article_when_its_key_changes() -> None:
    memory = Memory()
    memory.titles(a_post(1))
    found = memory.read(a_post(1, id="urn:new", title="Now with a better title"), now=NOW + HOUR)
    [before] = [one for one in memory.entries.values() if one.listed_at]
    [alias] = found.aliases
    assert (alias.post_id, alias.listed_at) == (before.post_id, None)
    assert before.title == "Now with a better title"
    memory.read(a_post(1, id="urn:new", title="The best title of them all"), now=NOW + 2 * HOUR)
    assert {one.title for one in memory.entries.values()} == {"The best title of them all"}


# Dates


def test_missing_date_stays_missing_and_the_post_is_listed_when_it_is_first_seen() -> None:
    memory = Memory()
    [one] = memory.read(a_post(1, published=None)).new
    assert (one.entry.published_at, one.entry.listed_at) == (None, NOW)


def test_future_date_does_not_hold_a_post_back() -> None:
    memory = Memory()
    future = NOW + 400 * DAY
    [one] = memory.read(a_post(1, published=future)).new
    assert (one.entry.published_at, one.entry.listed_at) == (future, NOW)


def test_a_date_that_goes_missing_later_is_kept() -> None:
    memory = Memory()
    memory.read(a_post(1))
    memory.read(a_post(1, published=None), now=NOW + HOUR)
    assert [one.published_at for one in memory.entries.values()] == [NOW - DAY]


# Old posts newly seen


def test_old_post_newly_seen_is_counted_and_not_listed() -> None:
    memory = Memory()
    [one] = memory.read(a_post(1, published=NOW - 31 * DAY)).new
    assert (one.entry.listed_at, one.entry.older_at) == (None, NOW)


@pytest.mark.parametrize(("many", "listed"), [(MOST_NEW, MOST_NEW), (MOST_NEW + 1, 0), (1000, 0)])
def test_a_flood_of_new_posts_is_one_line(many: int, listed: int) -> None:
    memory = Memory()
    assert len(memory.titles(*(a_post(number) for number in range(many)))) == listed
    older = [one for one in memory.entries.values() if one.older_at]
    assert len(older) == many - listed
    assert memory.titles(*(a_post(number) for number in range(many)), now=NOW + HOUR) == []


def dated_apart(many: int, since: datetime) -> list[ReadEntry]:
    """Posts that were written one a minute."""
    minutes = range(1, many + 1)
    return [a_post(n, published=since + n * timedelta(minutes=1)) for n in minutes]


def test_posts_written_since_the_last_good_read_are_no_flood_however_many() -> None:
    """A planet after an outage: nothing of what was written meanwhile is lost."""
    memory = Memory(a_feed(read_at=NOW - 3 * DAY))
    assert len(memory.titles(*dated_apart(MOST_NEW + 1, NOW - 2 * DAY))) == MOST_NEW + 1


def test_a_flood_does_not_take_the_posts_of_today_with_it() -> None:
    late = dated_apart(MOST_NEW + 1, NOW - 5 * DAY)
    today = a_post(100, published=NOW - timedelta(minutes=5))
    memory = Memory(a_feed(read_at=NOW - HOUR))
    assert memory.titles(*late, today) == [today.title]
    assert sum(entry.older_at == NOW for entry in memory.entries.values()) == len(late)


@pytest.mark.parametrize("published", [None, NOW - timedelta(minutes=5)])
def test_a_mass_without_dates_or_with_the_date_of_a_rebuilding_is_a_flood(
    published: datetime | None,
) -> None:
    posts = [a_post(number, published=published) for number in range(MOST_NEW + 1)]
    assert Memory(a_feed(read_at=NOW - HOUR)).titles(*posts) == []


def test_old_posts_do_not_make_a_flood_of_the_one_that_is_new() -> None:
    old = [a_post(number, published=NOW - 300 * DAY) for number in range(2, 40)]
    assert Memory().titles(a_post(1), *old) == ["What we learned in week 1"]


# Edited posts


def test_edited_post_is_updated_and_never_announced_again() -> None:
    memory = Memory()
    memory.read(a_post(1))
    edited = a_post(1, title="What we really learned in week 1", published=NOW)
    assert memory.titles(edited, now=NOW + HOUR) == []
    [entry] = memory.entries.values()
    assert (entry.title, entry.changed_at, entry.listed_at) == (edited.title, NOW + HOUR, NOW)


def test_a_post_that_changes_at_every_look_is_updated_24_times_unless_its_title_changes() -> None:
    memory = Memory()
    memory.read(a_post(1))
    for look in range(1, 40):
        memory.read(a_post(1, summary=f"Read {look} times"), now=NOW + look * HOUR)
    [entry] = memory.entries.values()
    assert entry.summary == f"Read {MOST_QUIET_EDITS} times"
    memory.read(a_post(1, title="A title of its own again"), now=NOW + 50 * HOUR)
    [entry] = memory.entries.values()
    assert entry.title == "A title of its own again"


def test_guid_reused_for_a_rewritten_post_is_listed_as_the_new_post_it_is() -> None:
    memory = Memory()
    memory.titles(a_post(1))
    later = NOW + 200 * DAY
    rewritten = replace(a_post(2, published=later), id=a_post(1).id)
    assert memory.titles(rewritten, now=later) == ["What we learned in week 2"]
    assert memory.titles(rewritten, now=later + HOUR) == []
    [entry] = memory.entries.values()
    assert (entry.first_seen_at, entry.edits) == (later, 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": a_post(1).title},
        {"link": a_post(1).link + "?utm_source=feed"},
        {"published": NOW + 100 * DAY},
        {"published": None},
    ],
)
def test_guid_reused_needs_link_and_title_and_180_days(changes: PostParts) -> None:
    memory = Memory()
    memory.titles(a_post(1))
    later = NOW + 200 * DAY
    rewritten = replace(a_post(2, id=a_post(1).id, published=later), **changes)
    assert memory.titles(rewritten, now=later) == []


# Feeds that come and go


def test_alternating_feed_lists_each_post_once() -> None:
    memory = Memory()
    fresh, stale = (a_post(3), a_post(2), a_post(1)), (a_post(2), a_post(1))
    listed = [
        title
        for hour in range(10)
        for title in memory.titles(*(stale if hour % 2 else fresh), now=NOW + hour * HOUR)
    ]
    assert len(listed) == 3


def test_identity_scheme_changed_by_us_announces_nothing_again() -> None:
    memory = Memory()
    post = a_post(1, title="Short", link="")
    memory.titles(post)
    [known] = memory.entries.values()
    memory.entries = {"0:old": replace(known, key="0:old")}
    [arrival] = identify(memory.feed.id, "id", a_reading(post))
    came = [replace(arrival, older_keys=("0:old",))]
    found = sort_entries(memory.feed, came, memory.known(), NOW + HOUR)
    assert (found.new, [one.key for one in found.aliases]) == ((), [known.key])


# Properties

POSTS = st.lists(
    st.builds(
        lambda number, id_, title, day: a_post(
            number, id=id_, title=title, published=day and NOW - day * DAY
        ),
        st.integers(0, 5),
        st.sampled_from(["", "a", "b", "c"]),
        st.sampled_from(["", "Weeknotes", "What we did this week", "A talk about data"]),
        st.sampled_from([None, 1, 5, 40]),
    ),
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(POSTS, min_size=1, max_size=6))
def test_whatever_comes_no_entry_is_lost_and_no_key_is_listed_twice(
    readings: list[list[ReadEntry]],
) -> None:
    memory = Memory()
    listed: list[str] = []
    for step, posts in enumerate(readings):
        now = NOW + step * timedelta(hours=1)
        found = memory.read(*posts, now=now)
        listed += [one.entry.key for one in found.new if one.entry.listed_at]
        again = memory.read(*posts, now=now)
        assert not again.new
        assert not again.rewritten
        assert not again.aliases
    assert len(listed) == len(set(listed))
