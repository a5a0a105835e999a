"""Lists of feeds are read however they are nested, and written so that they are read again."""

from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.feeds.opml import MOST_BYTES, MOST_FEEDS, FeedList, ListedFeed, read_opml, write_opml
from jobs.feeds.reading.texts import one_line, shorten
from jobs.feeds.trouble import NotAFeed, NotAFeedError

NESTED = b"""<?xml version="1.0" encoding="windows-1252"?>
<opml version="1.0"><head><title>Public & sector</title></head><body>
<outline text="Digital" title="Digital teams"><outline text="Councils">
  <outline type="rss" text="Registers &amp; caf\xe9s" xmlUrl=" https://a.example.org/feed "
    htmlUrl="https://a.example.org/"/>
  <outline type="RSS" xmlurl="https://b.example.org/feed"/></outline>
  <outline text="Not a feed"/></outline>
<outline text="Again" xmlUrl="https://a.example.org/feed"/>
</body></opml>"""


def test_groups_titles_and_sites_are_kept_and_a_feed_is_listed_once() -> None:
    groups = ("Digital teams", "Councils")
    assert read_opml(NESTED) == FeedList(
        "Public & sector",
        (
            ListedFeed(
                "https://a.example.org/feed", "Registers & cafés", "https://a.example.org/", groups
            ),
            ListedFeed("https://b.example.org/feed", "", "", groups),
        ),
    )


def test_a_list_without_feeds_is_one() -> None:
    assert read_opml(b'<opml version="2.0"><body/></opml>') == FeedList("", ())
    assert read_opml(b"<opml/>").feeds == ()


def test_what_stands_before_the_list_and_bare_ampersands_are_mended() -> None:
    found = read_opml(b'\n\n<opml><body><outline text="A & B" xmlUrl="https://a.org/?a=1&b=2"/>')
    assert found.feeds == (ListedFeed("https://a.org/?a=1&b=2", "A & B"),)


def test_too_many_feeds_are_counted() -> None:
    feeds = [ListedFeed(f"https://a.example.org/{number}") for number in range(MOST_FEEDS + 5)]
    found = read_opml(write_opml("Many", feeds))
    assert (len(found.feeds), found.left_out) == (MOST_FEEDS, 5)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "empty"),
        (b"<rss/>", "something else"),
        (b"hello", "something else"),
        (b" " * MOST_BYTES + b"<opml/>", "too odd"),
        (b"<opml " + b"a='b' " * 20_000 + b"/>", "too odd"),
    ],
)
def test_what_is_no_list_is_said(body: bytes, kind: NotAFeed) -> None:
    with pytest.raises(NotAFeedError) as error:
        read_opml(body)
    assert error.value.kind == kind


def test_a_list_expands_and_loads_nothing() -> None:
    head = b'<!DOCTYPE opml [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY a "aaaa">]>'
    found = read_opml(head + b'<opml><body><outline text="&f;&a;" xmlUrl="https://a.org"/>')
    assert found.feeds == (ListedFeed("https://a.org", "&f;&a;"),)


def test_outlines_without_end_are_read_down_to_a_depth() -> None:
    deep = b'<outline text="x">' * 20_000 + b'<outline xmlUrl="https://deep.example.org"/>'
    shallow = b'<outline xmlUrl="https://a.example.org/"/>'
    found = read_opml(b"<opml><body>" + shallow + deep)
    assert [feed.url for feed in found.feeds] == ["https://a.example.org/"]


_WORDS = st.text(max_size=30).map(one_line).map(lambda text: shorten(text, 300))
_FEEDS = st.lists(
    st.builds(
        ListedFeed,
        url=st.from_regex(r"https://[a-z]{1,8}\.org/[a-z&?=é]{0,8}", fullmatch=True),
        title=_WORDS.filter(bool),
        site=st.sampled_from(("", "https://a.example.org/")),
        groups=st.lists(_WORDS.filter(bool), max_size=3).map(tuple),
    ),
    max_size=12,
    unique_by=lambda feed: feed.url,
)


@settings(max_examples=100, deadline=None)
@given(_WORDS, _FEEDS)
def test_what_is_written_is_read_again(title: str, feeds: list[ListedFeed]) -> None:
    found = read_opml(write_opml(title, feeds))
    assert found.title == title
    assert set(found.feeds) == set(feeds)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.text(max_size=40))
def test_any_bytes_are_a_list_or_plainly_none(body: bytes, text: str) -> None:
    for document in (
        body,
        b"<opml>" + body,
        f"<opml><body><outline text={quoteattr(text)}".encode(),
    ):
        try:
            assert read_opml(document).left_out == 0
        except NotAFeedError:
            continue
