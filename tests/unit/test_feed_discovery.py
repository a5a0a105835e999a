"""The feeds of a home page are found in their order, and those of comments are not taken."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.feeds.discovery import (
    FoundLink,
    addresses_to_try,
    discover,
    discover_links,
)
from jobs.feeds.documents import Fetched, Hop
from jobs.feeds.parsing import parse_feed
from jobs.feeds.records import ReadFeed
from jobs.feeds.trouble import (
    AddressRefusedError,
    NotAFeed,
    NotAFeedError,
    UnreachableError,
    WrongStatusError,
)

HOME = "https://notes.example.org/"


def feed_of(*posts: str, title: str = "Notes") -> bytes:
    items = "".join(f"<item><title>{post}</title><link>/{post}</link></item>" for post in posts)
    return f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


def page(*links: str) -> bytes:
    return f"<!DOCTYPE html><html><head>{''.join(links)}</head><body>Hello</body></html>".encode()


def alternate(href: str, title: str = "", kind: str = "application/rss+xml") -> str:
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{href}">'


def declared(html: bytes, url: str = HOME) -> list[str]:
    return [link.url for link in discover_links(html.decode(), url) if link.how == "declared"]


def test_what_a_page_declares_comes_first_then_its_platform_then_usual_paths() -> None:
    html = page(alternate("/blog.xml", "Blog"), '<img src="/wp-content/logo.png">')
    links = discover_links(html.decode(), "https://notes.example.org/about")
    assert links[0] == FoundLink("https://notes.example.org/blog.xml", "Blog", "declared")
    assert [link.url for link in links if link.how == "platform"] == [
        "https://notes.example.org/about/feed/",
        "https://notes.example.org/feed/",
    ]
    assert links[-1].how == "usual"
    assert len({link.url for link in links}) == len(links)


def test_a_declared_feed_keeps_its_place_where_it_is_also_a_usual_path() -> None:
    html = page(alternate("/feed/", "Posts"), alternate("/events.rss", "Events")).decode()
    first, second, *_ = discover_links(html, HOME)
    assert (first.title, first.how, second.title) == ("Posts", "declared", "Events")


def test_feeds_of_comments_and_of_programs_are_left_out() -> None:
    html = page(
        alternate("/feed/", "Notes » Feed"),
        alternate("/comments/feed/", "Notes » Comments Feed"),
        alternate("/one/feed/", "Notes » Comments on One"),
        alternate("/wp-json/wp/v2/pages/2", "JSON", "application/json"),
        alternate("/print", "", "text/html"),
        '<link rel="stylesheet" type="text/css" href="/a.css">',
    )
    assert declared(html) == [f"{HOME}feed/"]


def test_links_start_at_the_base_of_the_page_and_lead_to_websites_only() -> None:
    html = page(
        '<base href="https://other.example.org/x/">',
        alternate("feed.xml"),
        alternate("javascript:alert(1)"),
        alternate("https://asha:secret@notes.example.org/feed"),
        '<LINK REL="home Alternate" TYPE="Application/Atom+XML; charset=utf-8" HREF="a.atom">',
    )
    assert declared(html) == [
        "https://other.example.org/x/feed.xml",
        "https://other.example.org/x/a.atom",
    ]


@pytest.mark.parametrize(
    ("url", "mark", "feed"),
    [
        ("https://medium.com/@asha", "", "https://medium.com/feed/@asha"),
        ("https://medium.com/the-notes/one-1a2b", "", "https://medium.com/feed/the-notes"),
        ("https://the-notes.medium.com/about", "", "https://the-notes.medium.com/feed"),
        ("https://asha.wordpress.com", "", "https://asha.wordpress.com/feed/"),
        ("https://registers.blog.gov.uk/", "", "https://registers.blog.gov.uk/feed/"),
        ("https://asha.blogspot.com/2026/01/a.html", "",
         "https://asha.blogspot.com/feeds/posts/default"),
        ("https://asha.substack.com/p/one", "", "https://asha.substack.com/feed"),
        ("https://n.example.org/", "<img src='https://substackcdn.com/x'>",
         "https://n.example.org/feed"),
        ("https://n.example.org/blog/", "<script src='/wp-content/x.js'></script>",
         "https://n.example.org/blog/feed/"),
    ],
)  # fmt: skip
def test_platforms_have_paths_of_their_own(url: str, mark: str, feed: str) -> None:
    links = discover_links(page(mark).decode(), url)
    assert links[0] == FoundLink(feed, "", "platform")


def test_https_is_tried_first() -> None:
    assert addresses_to_try("notes.example.org/blog") == (
        "https://notes.example.org/blog",
        "http://notes.example.org/blog",
    )
    assert addresses_to_try(" http://n.example.org ")[0] == "https://n.example.org"
    assert addresses_to_try("feed:https://n.example.org/f") == ("https://n.example.org/f",)
    assert addresses_to_try("feed://n.example.org/f")[0] == "https://n.example.org/f"
    assert addresses_to_try("ftp://n.example.org") == ("ftp://n.example.org",)


class Reader:
    """Reads where it stands: the same steps as in a worker."""

    async def parse(self, body: bytes, content_type: str, url: str) -> ReadFeed:
        return parse_feed(body, content_type, url)

    async def find_links(self, body: bytes, content_type: str, url: str) -> list[FoundLink]:
        return discover_links(body.decode(), url)


class Web:
    """Websites in memory: an address to a body, a status, or an answer."""

    def __init__(self, pages: Mapping[str, bytes | int | Fetched]) -> None:
        self.pages, self.asked = pages, list[str]()

    async def fetch(self, url: str) -> Fetched:
        self.asked.append(url)
        found = self.pages.get(url, 404)
        if isinstance(found, Fetched):
            return found
        if found == 0:
            raise UnreachableError("no answer")
        return Fetched(url, 200, {}, found) if isinstance(found, bytes) else Fetched(
            url, found, {}, b""
        )  # fmt: skip


async def found_in(
    pages: Mapping[str, bytes | int | Fetched], address: str = HOME
) -> tuple[list[str], list[str]]:
    """The addresses of the feeds that were found, and all that were asked."""
    web = Web(pages)
    return [feed.url for feed in await discover(address, web.fetch, Reader())], web.asked


async def test_an_address_of_a_feed_is_one_and_nothing_else_is_asked() -> None:
    feed = f"{HOME}feed.xml"
    assert await found_in({feed: feed_of("a")}, feed) == ([feed], [feed])


async def test_a_feed_that_moved_for_good_is_taken_where_it_is() -> None:
    moved = Fetched(f"{HOME}new.xml", 200, {}, feed_of("a"), (Hop(f"{HOME}old.xml", 301),))
    assert (await found_in({f"{HOME}old.xml": moved}, f"{HOME}old.xml"))[0] == [f"{HOME}new.xml"]
    passing = Fetched(f"{HOME}new.xml", 200, {}, feed_of("a"), (Hop(f"{HOME}old.xml", 302),))
    assert (await found_in({f"{HOME}old.xml": passing}, f"{HOME}old.xml"))[0] == [f"{HOME}old.xml"]


async def test_several_feeds_are_all_found_and_copies_are_one() -> None:
    pages = {
        HOME: page(
            alternate("/rss", "RSS"), alternate("/atom", "Atom"), alternate("/team", "Team"),
            alternate("/gone", "Gone"),
        ),
        f"{HOME}rss": feed_of("a", "b"),
        f"{HOME}atom": feed_of("a", "b"),
        f"{HOME}team": feed_of("c", title=""),
    }  # fmt: skip
    web = Web(pages)
    found = await discover(HOME, web.fetch, Reader())
    assert [(feed.url, feed.title) for feed in found] == [
        (f"{HOME}rss", "Notes"),
        (f"{HOME}team", "Team"),
    ]
    assert [entry.title for entry in found[0].feed.entries] == ["a", "b"]


async def test_usual_paths_are_tried_until_one_is_a_feed_and_redirects_count_for_nothing() -> None:
    elsewhere = Fetched(HOME, 200, {}, feed_of("x"), (Hop(f"{HOME}feed/", 302),))
    pages: dict[str, bytes | int | Fetched] = {
        HOME: page(),
        f"{HOME}feed/": elsewhere,
        f"{HOME}atom.xml": feed_of("a"),
    }
    found, asked = await found_in(pages)
    assert found == [f"{HOME}atom.xml"]
    assert asked == [HOME, f"{HOME}feed/", f"{HOME}feed.xml", f"{HOME}atom.xml"]


async def test_http_is_asked_only_where_https_fails() -> None:
    feed = "http://notes.example.org/feed.xml"
    secure = feed.replace("http:", "https:")
    assert (await found_in({feed: feed_of("a"), secure: 0}, feed))[0] == [feed]
    assert await found_in({feed: feed_of("a"), secure: feed_of("a")}, feed) == ([secure], [secure])


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (page(), "web page"),
        (b"", "empty"),
        (b"<html><title>Just a moment...</title>", "blocked"),
        (Fetched(HOME, 403, {"cf-mitigated": "challenge"}, b"<html>"), "blocked"),
        (b"hello", "something else"),
    ],
)
async def test_where_there_is_no_feed_it_is_said_why(
    answer: bytes | Fetched, kind: NotAFeed
) -> None:
    with pytest.raises(NotAFeedError) as error:
        await found_in({HOME: answer})
    assert error.value.kind == kind


async def test_trouble_of_the_address_itself_is_told() -> None:
    with pytest.raises(WrongStatusError) as error:
        await found_in({HOME: 500})
    assert error.value.status == 500
    with pytest.raises(UnreachableError):
        await found_in({HOME: 0})


async def test_what_the_guard_refuses_is_not_tried_in_another_way() -> None:
    asked = []

    async def refuse(url: str) -> Fetched:
        asked.append(url)
        raise AddressRefusedError("not public")

    with pytest.raises(AddressRefusedError):
        await discover("nas.local", refuse, Reader())
    assert asked == ["https://nas.local"]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from((alternate("/f"), "<base href='//['>", "<link rel=alternate>", "<head",
                              "\0", '<link rel="alternate" type href="http://[">', "<div>"))),
    st.sampled_from((HOME, "https://medium.com/", "https://medium.com/@", "http://[", "", "x")),
)  # fmt: skip
def test_any_page_has_absolute_candidates_or_none(pieces: list[str], url: str) -> None:
    for link in discover_links("".join(pieces), url):
        assert link.url.startswith(("http://", "https://"))
