"""What tells posts apart, in one feed and between feeds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.feeds.identity import (
    VERSION,
    canonical_link,
    choose_identity,
    entry_key,
    link_key,
    link_keys,
    older_keys,
    title_key,
    without_tracking,
)
from jobs.feeds.records import ReadEntry

POST = ReadEntry(
    id="tag:notes.example.org,2026:7",
    title="Registers of cafés",
    link="https://notes.example.org/7",
    published=None,
    author="",
    summary="We moved the register.",
    words=0,
    categories=(),
)


@pytest.mark.parametrize(
    "variant",
    [
        "http://notes.example.org/7",
        "https://www.notes.example.org/7",
        "HTTPS://WWW.Notes.Example.ORG/7",
        "https://notes.example.org:443/7",
        "http://notes.example.org:80/7#comments",
        "https://notes.example.org/7?utm_source=planet&utm_medium=rss",
        "https://notes.example.org/7?source=rss----1a2b---4",
        "https://notes.example.org/7?source=rss-1a2b------2",
        "https://notes.example.org/7?fbclid=x&UTM_Campaign=y",
    ],
)
def test_variants_of_a_link_are_one_post(variant: str) -> None:
    assert link_key(variant) == link_key(POST.link)


@pytest.mark.parametrize(
    "other",
    [
        "https://notes.example.org/8",
        "https://notes.example.org/7?p=1",
        "https://notes.example.org/7?source=newsletter",
        "https://other.example.org/7",
        "https://notes.example.org:8443/7",
        "https://notes.example.org/7A",
    ],
)
def test_other_links_are_other_posts(other: str) -> None:
    assert link_key(other) != link_key(POST.link)


def test_what_matters_of_a_query_stays_as_it_is() -> None:
    url = "https://notes.example.org/?b=%20x&a=1&a=2&flag"
    assert canonical_link(url) == url
    tracked = "https://notes.example.org/?b=1&utm_source=x&a=2"
    assert canonical_link(tracked) == "https://notes.example.org/?b=1&a=2"


def test_fragments_count_only_where_nothing_else_differs() -> None:
    page = "https://notes.example.org/log"
    keys = link_keys([f"{page}#monday", f"{page}#friday", "https://notes.example.org/7#more"])
    assert len(set(keys.values())) == 3
    assert keys["https://notes.example.org/7#more"] == link_key(POST.link)
    assert link_keys([f"{page}#monday"])[f"{page}#monday"] == link_key(page)


def test_a_post_is_known_by_its_id_then_its_link_then_its_words() -> None:
    assert entry_key(POST) == f"{VERSION}:id:{POST.id}"
    linked = replace(POST, id="", link="http://www.notes.example.org/7?utm_source=rss")
    assert entry_key(linked) == f"{VERSION}:link:https://notes.example.org/7"
    assert entry_key(POST, "link") == entry_key(linked)
    bare = replace(POST, id="", link="")
    assert entry_key(bare) == entry_key(replace(bare, author="Asha Lind"))
    assert entry_key(bare) != entry_key(replace(bare, summary="We did not."))
    assert entry_key(bare).startswith(f"{VERSION}:text:")


def test_a_long_id_is_known_by_a_short_key() -> None:
    long = replace(POST, id="x" * 2_000)
    assert len(entry_key(long)) < 100
    assert entry_key(long) != entry_key(replace(POST, id="x" * 1_999))


def test_there_is_no_older_way_to_make_keys_yet() -> None:
    assert older_keys(POST) == ()


def test_a_feed_with_one_id_for_all_is_told_apart_by_links() -> None:
    posts = [replace(POST, link=f"https://notes.example.org/{number}") for number in range(10)]
    assert choose_identity(posts) == "link"
    assert len({entry_key(post, choose_identity(posts)) for post in posts}) == 10


def test_a_feed_that_lists_a_post_twice_has_ids_to_be_believed() -> None:
    posts = [replace(POST, id=str(number), link=f"https://n.example.org/{number}")
             for number in range(10)]  # fmt: skip
    again = replace(posts[0], link="http://www.n.example.org/0#again")
    assert choose_identity([*posts, again]) == "id"
    assert choose_identity([]) == "id"


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("REGISTERS of Cafés!", "registers of cafes"),
        ("  registers — of   cafes ", "registers of cafes"),
        ("Weeknotes", ""),
        ("Weeknotes: S02E07", ""),
        ("", ""),
    ],
)
def test_titles_are_compared_folded_and_not_where_they_say_too_little(
    title: str, same: str
) -> None:
    assert title_key(title) == same


_URLS = st.from_regex(
    r"(https?|HTTP)://(www\.){0,2}[A-Za-z0-9.-]{1,12}(:80|:443|:8443)?"
    r"(/[A-Za-z0-9%é ~&=+-]{0,8}){0,3}(\?[A-Za-z_=&+%é;]{0,20})?(#[a-z]{0,4})?",
    fullmatch=True,
)


@given(st.one_of(_URLS, st.text(max_size=40)), st.booleans())
def test_a_canonical_link_is_its_own(url: str, keep: bool) -> None:
    once = canonical_link(url, keep_fragment=keep)
    assert canonical_link(once, keep_fragment=keep) == once


@given(
    _URLS.filter(lambda url: " " not in url),
    st.sampled_from(("utm_source=x", "utm_medium=a%20b", "source=rss-9")),
)
def test_tracking_never_makes_another_post(url: str, tracking: str) -> None:
    base, mark, fragment = url.partition("#")
    tracked = base + ("&" if "?" in base else "?") + tracking + mark + fragment
    assert canonical_link(tracked).rstrip("?") == canonical_link(canonical_link(url)).rstrip("?")


def test_a_link_is_shown_without_tracking_and_otherwise_as_it_was_written() -> None:
    for url in ("http://www.blog.example/A b?x=%20&y#Top", "https://blog.example/?", "no address"):
        assert without_tracking(url) == url
    tracked = "http://www.blog.example/A?utm_source=rss&x=%20#Top"
    assert without_tracking(tracked) == "http://www.blog.example/A?x=%20#Top"
