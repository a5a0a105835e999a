"""An edition: which version of a post, under which topic, what is left out, and one screen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.digests.composing import MOST_ON_SCREEN, MOST_POSTS, SCREEN, compose, size_of
from jobs.digests.judging import authors_of, judge
from jobs.digests.records import DATED, OTHER, Composed, Gathered
from storage.digest_records import Digest, DigestPlan, FeedFollow, Mute
from storage.feed_records import Entry, FeedId, PostId
from tests.support.digesting import MONDAY, WEEKLY, a_digest, a_feed, an_entry, gathered
from tests.support.nasty import texts

DAY = timedelta(days=1)


def titles(composed: Composed) -> list[str]:
    return [item.entry.title for item in composed.items]


def sections(composed: Composed) -> dict[str, list[str]]:
    return {each.name: [item.entry.title for item in each.items] for each in composed.sections}


def why(given: Gathered) -> dict[str, str]:
    return {verdict.version.entry.title: verdict.left_out for verdict in judge(given)}


def for_topics(*names: str) -> Digest:
    return a_digest(replace(WEEKLY, shows="topics", topics=names))


# Which version


def test_nothing_new_is_empty() -> None:
    assert compose(gathered([])).empty


def test_the_authors_own_feed_is_shown_and_the_planet_is_named_beside_it() -> None:
    """Same post via several feeds or planets: once, in the author's version, "also in …"."""
    own = an_entry(1, "Data for all", "f1")
    copy = replace(
        own, feed_id=FeedId("planet"), author="", first_seen_at=own.first_seen_at - DAY, key="x"
    )
    feeds = [a_feed("f1"), a_feed("planet", "Public Sector Bloggers")]
    (item,) = compose(gathered([copy, own], feeds)).items
    assert (item.entry.author, item.blog) == ("Ade Bello", "Example Council Digital")
    assert item.also == ("Public Sector Bloggers",)


def test_the_feed_that_a_planet_names_as_its_source_is_the_authors_own() -> None:
    link = "https://short.example/abc"
    own = replace(an_entry(1, "Data", "f1"), link=link)
    copy = replace(
        own,
        feed_id=FeedId("planet"),
        key="x",
        first_seen_at=own.first_seen_at - DAY,
        source_link="https://www.f1.example/feed",
    )
    (item,) = compose(gathered([copy, own])).items
    assert item.entry.feed_id == "f1"


def test_of_copies_alone_the_earliest_is_shown() -> None:
    one = replace(an_entry(1, "Data", "planet1"), link="https://elsewhere.example/1")
    other = replace(one, feed_id=FeedId("planet2"), first_seen_at=one.first_seen_at - DAY)
    (item,) = compose(gathered([one, other])).items
    assert item.entry.feed_id == "planet2"


def test_a_version_is_shown_that_only_another_channel_of_the_network_follows() -> None:
    own, copy = an_entry(1, "Data", "f1"), replace(an_entry(1, "Data"), feed_id=FeedId("planet"))
    copies = {own.post_id: [own, copy]}
    feeds = [a_feed("f1", "Own"), a_feed("planet", "Planet")]
    (item,) = compose(gathered([copy], feeds, copies=copies)).items
    assert (item.blog, item.also) == ("Own", ("Planet",))


def test_two_posts_that_the_network_calls_the_same_are_one() -> None:
    one, other = an_entry(1, "Data", "f1"), an_entry(2, "Data, again", "f2")
    sames = {PostId("p2"): PostId("p1")}
    (item,) = compose(gathered([one, other], sames=sames)).items
    assert item.post_id == "p1"
    assert why(gathered([one, other], sames=sames, reserved={PostId("p1")})) == {"Data": "reserved"}


@settings(max_examples=50, deadline=None)
@given(st.permutations([("f1", 3), ("f2", 1), ("f3", 2)]))
def test_the_version_does_not_depend_on_the_order_of_copies(order: list[tuple[str, int]]) -> None:
    link = "https://f3.example/post"
    copies = [
        replace(an_entry(1, "Data", id_), link=link, first_seen_at=MONDAY - n * DAY)
        for id_, n in order
    ]
    (item,) = compose(gathered(copies)).items
    assert item.entry.feed_id == "f3"


# What is left out


def test_a_digest_of_topics_holds_what_is_on_one_and_says_why() -> None:
    given = gathered(
        [an_entry(1, "Data week"), an_entry(2, "Our new office")],
        digest=for_topics("data"),
        wanted=["data"],
    )
    (item,) = compose(given).items
    assert (item.entry.title, item.section, item.because) == ("Data week", "data", "data")
    assert why(given) == {"Data week": "", "Our new office": "topic"}


def test_a_topic_is_named_by_a_synonym_or_by_words_that_the_network_does_not_know() -> None:
    entries = [an_entry(1, "Data week"), an_entry(2, "Weeknotes: bees")]
    given = gathered(
        entries, digest=for_topics("statistics", "bees"), wanted=["statistics", "bees"]
    )
    assert sections(compose(given)) == {"bees": ["Weeknotes: bees"], "data": ["Data week"]}


def test_without_any_topic_chosen_everything_is_read() -> None:
    given = gathered([an_entry(1)], digest=for_topics(), wanted=[])
    assert len(compose(given).items) == 1


def test_a_feed_followed_for_its_topics_brings_only_those() -> None:
    feed = a_feed("f1")
    follow = FeedFollow(a_digest().id, feed.id, ("data",), MONDAY)
    given = gathered([an_entry(1, "Data week"), an_entry(2, "Tea")], follows={feed.id: follow})
    (item,) = compose(given).items
    assert (item.entry.title, item.because) == ("Data week", "data")


@pytest.mark.parametrize(
    ("mute", "left_out"),
    [
        (Mute("feed", "Example Council Digital"), "muted feed"),
        (Mute("feed", "https://f1.example/feed"), "muted feed"),
        (Mute("author", "ADE BELLO"), "muted author"),
        (Mute("topic", "statistics"), "muted topic"),
        (Mute("author", "Ade"), ""),
        (Mute("topic", "accessibility"), ""),
    ],
)
def test_what_is_muted_is_left_out(mute: Mute, left_out: str) -> None:
    assert why(gathered([an_entry(1, "Data week")], mutes=[mute])) == {"Data week": left_out}


def test_one_of_several_authors_can_be_muted() -> None:
    assert authors_of("Ade Bello and Jo Reed; Sam Oak") >= {"ade bello", "jo reed", "sam oak"}
    assert authors_of("") == set()


def test_at_one_website_the_version_that_names_no_source_is_the_authors_own() -> None:
    """Blogs of one platform share a host, and so may the planet that copies them."""
    own = replace(an_entry(1, "Data", "z9"), link="https://a0.example/1")
    copy = replace(
        own,
        feed_id=FeedId("a0"),
        key="x",
        source_title="Own",
        source_link="https://a0.example/feed",
        first_seen_at=own.first_seen_at - DAY,
    )
    feeds = [a_feed("z9", "Own", host="a0.example"), a_feed("a0", "Planet")]
    (item,) = compose(gathered([copy, own], feeds)).items
    assert (item.entry.feed_id, item.also) == ("z9", ("Planet",))


def test_a_muted_planet_is_not_named_where_the_authors_own_version_is_shown() -> None:
    own = an_entry(1, "Data", "f1")
    copy = replace(own, feed_id=FeedId("planet"), key="x")
    feeds = [a_feed("f1"), a_feed("planet", "Planet")]
    mutes = [Mute("feed", "Planet")]
    (item,) = compose(gathered([own, copy], feeds, mutes=mutes)).items
    assert item.also == ()
    assert why(gathered([copy], feeds, mutes=mutes, copies={own.post_id: [own, copy]})) == {
        "Data": "muted feed"
    }, "only the muted planet brought it"


def test_a_topic_that_is_muted_but_mentioned_once_is_no_reason() -> None:
    entry = replace(an_entry(1, "Tea"), summary="We drank tea and spoke of data.")
    assert why(gathered([entry], mutes=[Mute("topic", "data")])) == {"Tea": ""}


def test_a_digest_of_a_region_holds_what_speaks_of_it_or_whose_blog_is_called_so() -> None:
    plan = replace(WEEKLY, region="South West")
    entries = [
        an_entry(1, "A south-west network"),
        an_entry(2, "Tea", "f2"),
        an_entry(3, "Coffee", "f3"),
    ]
    feeds = [a_feed("f1"), a_feed("f2", "Digital in the South West"), a_feed("f3")]
    assert why(gathered(entries, feeds, digest=a_digest(plan))) == {
        "A south-west network": "",
        "Tea": "",
        "Coffee": "region",
    }


def test_what_stands_in_another_edition_is_not_listed_again() -> None:
    assert compose(gathered([an_entry(1)], reserved={PostId("p1")})).empty


# Order


def test_dated_things_come_first_by_their_day_and_past_ones_are_dropped() -> None:
    today = MONDAY.date()
    entries = [
        an_entry(1, "Tea"),
        an_entry(2, "Closing later", happens_on=today + 9 * DAY, happens="closing"),
        an_entry(3, "Event today", happens_on=today, happens="event"),
        an_entry(4, "Event yesterday", happens_on=today - DAY, happens="event"),
    ]
    given = gathered(entries)
    assert sections(compose(given)) == {DATED: ["Event today", "Closing later"], OTHER: ["Tea"]}
    assert why(given)["Event yesterday"] == "past"


def test_a_topic_that_nobody_named_is_a_section_only_where_posts_share_it() -> None:
    entries = [an_entry(1, "Data one"), an_entry(2, "Data two"), an_entry(3, "Accessibility")]
    found = sections(compose(gathered(entries)))
    assert found == {"data": ["Data one", "Data two"], OTHER: ["Accessibility"]}


def test_a_date_to_come_counts_as_first_seen() -> None:
    early = an_entry(1, "Dated in 2099", published_at=MONDAY.replace(year=2099))
    late = replace(an_entry(2, "New"), published_at=None, first_seen_at=MONDAY)
    assert titles(compose(gathered([early, late]))) == ["New", "Dated in 2099"]


def test_posts_that_came_all_at_once_are_one_line_a_blog() -> None:
    composed = compose(gathered([], [a_feed("f1")], older={FeedId("f1"): 12}))
    assert [(each.blog, each.count) for each in composed.older] == [("Example Council Digital", 12)]
    assert not composed.empty
    assert not composed.items


# One screen


def test_more_than_a_screen_waits_behind_the_button_and_every_topic_has_its_turn() -> None:
    entries = [an_entry(n, f"Data {n}") for n in range(20)]
    entries += [an_entry(50 + n, f"Accessibility {n}") for n in range(2)]
    composed = compose(gathered(entries))
    found = sections(composed)
    assert composed.shown == MOST_ON_SCREEN
    assert len(composed.more) == 14
    assert len(found["accessibility"]) == 2
    assert len(found["data"]) == 6


def test_more_posts_than_an_edition_holds_are_counted() -> None:
    composed = compose(gathered([an_entry(n) for n in range(MOST_POSTS + 7)]))
    assert (len(composed.items), composed.left_over) == (MOST_POSTS, 7)


_ENTRIES = st.lists(
    st.builds(
        lambda number, title, summary, feed, day: replace(
            an_entry(number, title or "x", feed),
            summary=summary,
            happens_on=MONDAY.date() + day * DAY if day is not None else None,
        ),
        st.integers(0, 40),
        texts,
        texts,
        st.sampled_from(["f1", "f2", "f3"]),
        st.none() | st.integers(-3, 3),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(_ENTRIES)
def test_any_posts_make_an_edition_of_a_screen_that_loses_none(entries: list[Entry]) -> None:
    composed = compose(gathered(entries))
    ids = [item.post_id for item in composed.items]
    past = {v.post_id for v in judge(gathered(entries)) if v.left_out}
    assert sorted(ids) == sorted({one.post_id for one in entries} - past)
    assert composed.shown <= MOST_ON_SCREEN
    shown = [item for section in composed.sections for item in section.items]
    assert len(shown) <= 1 or sum(map(size_of, shown)) <= SCREEN
    assert bool(shown) == bool(ids)
    assert compose(gathered(entries)) == composed


@settings(max_examples=30, deadline=None)
@given(st.permutations(list(range(12))))
def test_an_edition_does_not_depend_on_the_order_in_which_posts_are_read(order: list[int]) -> None:
    titles_ = ["Data", "Accessibility", "Tea", "Service design"]
    entries = [an_entry(n, f"{titles_[n % 4]} {n}", f"f{n % 3}") for n in range(12)]
    assert compose(gathered([entries[n] for n in order])) == compose(gathered(entries))


def test_a_plan_that_reads_the_members_interests_names_them() -> None:
    plan = DigestPlan("weekly", shows="interests")
    given = gathered([an_entry(1, "Data")], digest=a_digest(plan), wanted=["data"])
    (item,) = compose(given).items
    assert item.because == "data"
