"""Whatever bytes come, they are a feed or plainly none, and what is none is said."""

import re
from contextlib import suppress
from datetime import UTC

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jobs.feeds.parsing import parse_feed
from jobs.feeds.records import MOST_ENTRIES
from jobs.feeds.trouble import NotAFeed, NotAFeedError
from tests.support.feed_formats import POSTS, URL, atom, rss_2


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"<!DOCTYPE html><html><head><title>Notes</title>", "web page"),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "web page"),
        (b"<html><body>See our <rss> feed</body></html>", "web page"),
        (b"<html><head><title>Just a moment...</title></head></html>", "blocked"),
        (b'<html><body><script src="/cdn-cgi/challenge-platform/x"></script>', "blocked"),
        (b'<opml version="2.0"><body><outline/></body></opml>', "list of feeds"),
        (b'<?xml version="1.0"?><urlset><url/></urlset>', "something else"),
        (b'{"a":1}', "something else"),
        (b"[1]", "something else"),
        (b"hello", "something else"),
        (b"\x89PNG\r\n\x1a\n\0\0", "something else"),
    ],
)
def test_what_is_no_feed_is_said(body: bytes, kind: NotAFeed) -> None:
    with pytest.raises(NotAFeedError) as error:
        parse_feed(body, "", URL)
    assert error.value.kind == kind


_MARKUP = re.split(
    r"[ \n]+",
    r"""
    <rss> <rss_version='2.0'> <channel> </channel> </rss> <item> </item> <feed> <entry> </entry>
    <title> </title> <link> </link> <guid> <link_href='x'_rel='self'/> <pubDate> <!-- --> <![CDATA[
    ]]> & < &amp; &nbsp; &#0; &#xffff; <x:title> xml:base='[' <source> 7 é <div> type='xhtml'>
    <feed_xmlns="http://www.w3.org/2005/Atom"> http://[ <updated> </updated> { "items" [ :
    2026-01-01T00:00:00+99:00""".strip(),
)
_PIECES = st.lists(st.sampled_from([piece.replace("_", " ") for piece in _MARKUP]), max_size=25)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.binary(max_size=300), _PIECES.map(lambda pieces: "".join(pieces).encode())),
    st.sampled_from(("", "text/xml; charset=utf-16", "text/html; charset=nosuch", "\0;charset=")),
    st.sampled_from(("", URL, "http://[", "x")),
)
@example(b"<rss><channel><item><x:mood/><title type='xhtml'/></item></channel></rss>", "", "")
def test_any_bytes_are_a_feed_or_plainly_none(body: bytes, content_type: str, url: str) -> None:
    try:
        found = parse_feed(body, content_type, url)
    except NotAFeedError:
        return
    assert len(found.entries) <= max(found.found, 1) <= MOST_ENTRIES
    for entry in found.entries:
        texts = (entry.title, entry.author, entry.summary, *entry.categories)
        assert all(text == " ".join(text.split()) for text in texts)
        assert entry.link.startswith(("http://", "https://")) or not entry.link
        assert entry.published is None or entry.published.tzinfo is UTC


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_feed_that_is_spoiled_anywhere_is_read_or_plainly_none(data: st.DataObject) -> None:
    body = data.draw(st.sampled_from((rss_2(POSTS, str), atom(POSTS, str)))).encode()
    at = data.draw(st.integers(0, len(body)))
    junk = data.draw(st.binary(max_size=8))
    gone = data.draw(st.integers(0, 40))
    with suppress(NotAFeedError):
        found = parse_feed(body[:at] + junk + body[at + gone :], "", URL)
        assert len(found.entries) <= len(POSTS) + 1
