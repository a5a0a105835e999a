"""Fetching one document: what is asked, where it leads, and whom we believe; all on loopback."""

import gzip
import ssl
from pathlib import Path

import pytest

from jobs.feeds.connecting import GuardedNetwork, Streams
from jobs.feeds.documents import Hop
from jobs.feeds.fetch import Fetcher
from jobs.feeds.guard import read_url
from jobs.feeds.trouble import AddressRefusedError, CircularError, UnreachableError
from tests.support.fetching import Names, fetch_once, open_site
from tests.support.hostile_web import Web, answer, make_trust, open_web, redirect

# What is asked, and what comes back


async def test_a_document_comes_back_with_its_headers_and_unpacked_body() -> None:
    packed = gzip.compress(b"<feed/>")
    headers = {
        "Content-Type": "Text/XML; charset=utf-8",
        "Content-Encoding": "gzip",
        "ETag": 'W/"é"',
    }
    found = await fetch_once(answer(200, packed, headers))
    assert (found.status, found.body, found.wire_bytes) == (200, b"<feed/>", len(packed))
    assert found.content_type == "Text/XML; charset=utf-8"
    assert found.media_type == "text/xml"
    assert found.headers["etag"] == 'W/"é"'


async def test_the_request_says_who_asks_and_nothing_of_anybody_else() -> None:
    routes = {"/feed?x=1": redirect("/new"), "/new": answer()}
    async with open_site(routes) as (web, fetcher):
        given = {"If-None-Match": 'W/"é"', "User-Agent": "Teapoint (3 subscribers)"}
        await fetcher.fetch_document(web.url("/feed?x=1#top"), headers=given)
    for head, path in zip(web.heads, ("/feed?x=1", "/new"), strict=True):
        assert head.splitlines() == [
            f"GET {path} HTTP/1.1",
            f"host: 127.0.0.1:{web.port}",
            "user-agent: Teapoint (3 subscribers)",
            "accept: */*",
            "accept-encoding: gzip, deflate",
            "connection: close",
            'if-none-match: W/"é"',
            "",
        ]


@pytest.mark.parametrize("name", ["Host", "Cookie", "Authorization", "accept-encoding"])
async def test_a_caller_cannot_send_what_gives_somebody_away(name: str) -> None:
    async with Fetcher() as fetcher:
        with pytest.raises(ValueError, match=name.lower()):
            await fetcher.fetch_document("https://host.gov.uk/", headers={name: "x"})


@pytest.mark.parametrize("status", [204, 304, 404, 410, 429, 503])
async def test_a_refusal_by_the_website_is_an_answer_with_its_headers(status: int) -> None:
    found = await fetch_once(answer(status, headers={"Retry-After": "120"}))
    assert (found.status, found.headers["retry-after"]) == (status, "120")


async def test_a_proxy_in_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_web({}) as proxy, open_site({"/": answer(200, b"direct")}) as (web, fetcher):
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url())
        assert (await fetcher.fetch_document(web.url())).body == b"direct"
    assert proxy.heads == []


# Reaching inside


@pytest.mark.parametrize(
    "inside",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://2130706433:{port}/",
        "//127.0.0.1:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://metadata.google.internal/",
        "http://me:secret@127.0.0.1:{port}/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:{port}/_x",
        "http:\\\\127.0.0.1:{port}/",
    ],
)
async def test_a_redirect_never_leads_inside(inside: str) -> None:
    async with open_web({"/": answer(200, b"secret")}) as inner:
        route = redirect(inside.format(port=inner.port))
        with pytest.raises(AddressRefusedError):
            await fetch_once(route)
        assert inner.heads == []


async def test_what_is_inside_is_not_asked_without_the_operators_word() -> None:
    async with open_web({"/": answer(200, b"secret")}) as inner, Fetcher() as fetcher:
        for host in ("127.0.0.1", "localhost", "[::1]"):
            with pytest.raises(AddressRefusedError):
                await fetcher.fetch_document(inner.url(host=host))
    assert inner.heads == []


@pytest.mark.parametrize("found", [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::1"], []])
async def test_a_public_name_that_leads_inside_is_refused_before_a_connection(
    found: list[str],
) -> None:
    async with Fetcher(resolve=Names([found])) as fetcher:
        with pytest.raises(AddressRefusedError) as refused:
            await fetcher.fetch_document("http://rebound.gov.uk:8080/")
    assert refused.value.why == "not public"


async def test_a_name_that_answers_differently_a_second_time_has_been_asked_only_once() -> None:
    names = Names([["8.8.8.8"], ["127.0.0.1"]])
    connected: list[tuple[str, int, object]] = []

    async def connect(address: str, port: int, **tls: object) -> Streams:
        connected.append((address, port, tls.get("server_hostname")))
        raise ConnectionRefusedError

    network = GuardedNetwork((), names, ssl.create_default_context(), connect=connect)
    with pytest.raises(UnreachableError):
        async with network.open(read_url("https://rebound.gov.uk/"), seconds=1):
            pytest.fail("nobody was there")
    assert connected == [("8.8.8.8", 443, "rebound.gov.uk")]
    assert names.asked == 1


async def test_the_address_that_was_looked_up_is_the_one_connected_to() -> None:
    names = Names([["127.0.0.1"], ["127.0.0.2"]])
    async with (
        open_web({"/": answer(200, b"checked")}) as web,
        open_web({"/": answer(200, b"other")}, host="127.0.0.2", port=web.port) as other,
        Fetcher({("blog.example", web.port)}, resolve=names) as fetcher,
    ):
        found = await fetcher.fetch_document(web.url(host="blog.example"))
    assert found.body == b"checked"
    assert f"host: blog.example:{web.port}" in web.heads[0]
    assert (names.asked, other.heads) == (1, [])


async def test_an_address_that_does_not_answer_is_followed_by_the_next() -> None:
    async with open_web({"/": answer(200, b"here")}) as web:
        names = Names([["127.0.0.9", "127.0.0.1"]])
        async with Fetcher({("blog.example", web.port)}, resolve=names) as fetcher:
            assert (await fetcher.fetch_document(web.url(host="blog.example"))).body == b"here"


# Redirects


async def test_redirects_are_followed_and_told_of() -> None:
    routes = {
        "/1": redirect("/2", 301),
        "/2": redirect("/3", 308),
        "/3": redirect("4", 302),
        "/4": redirect("?5", 301),
        "/4?5": redirect("/6", 307),
        "/6": answer(200, b"here"),
    }
    async with open_site(routes) as (web, fetcher):
        found = await fetcher.fetch_document(web.url("/1"))
    assert (found.url, found.body) == (web.url("/6"), b"here")
    statuses = (("/1", 301), ("/2", 308), ("/3", 302), ("/4", 301), ("/4?5", 307))
    assert found.hops == tuple(Hop(web.url(path), status) for path, status in statuses)
    assert found.moved_to == web.url("/3"), "what comes after a passing redirect may pass, too"


async def test_a_document_that_stays_has_not_moved() -> None:
    assert (await fetch_once(answer())).moved_to is None
    async with open_site({"/": redirect("/b", 303), "/b": answer()}) as (web, fetcher):
        assert (await fetcher.fetch_document(web.url())).moved_to is None


async def test_redirects_without_end_are_given_up_after_five() -> None:
    async with open_site({"/": redirect("/")}) as (web, fetcher):
        with pytest.raises(CircularError):
            await fetcher.fetch_document(web.url())
    assert web.paths == ["/"] * 6


async def test_a_redirect_that_says_not_where_is_the_answer_itself() -> None:
    assert (await fetch_once(answer(302, b"moved"))).body == b"moved"


# Encryption


async def fetch_securely(asked: str, certified: str, folder: Path, *, trusted: bool = True) -> Web:
    trust = make_trust(certified, folder)
    async with open_web({"/": answer(200, b"secure")}, tls=trust.server) as web:
        fetcher = Fetcher(
            {(asked, web.port)},
            resolve=Names([["127.0.0.1"]]),
            trust=trust.client if trusted else None,
        )
        async with fetcher:
            found = await fetcher.fetch_document(f"https://{asked}:{web.port}/")
        assert found.body == b"secure"
        return web


async def test_the_certificate_is_that_of_the_name_though_the_address_was_chosen(
    tmp_path: Path,
) -> None:
    web = await fetch_securely("blog.example", "blog.example", tmp_path)
    assert web.names == ["blog.example"]
    assert f"host: blog.example:{web.port}" in web.heads[0]


@pytest.mark.parametrize(
    ("certified", "trusted"), [("other.example", True), ("blog.example", False)]
)
async def test_a_certificate_of_another_name_or_of_nobody_is_not_taken(
    tmp_path: Path, certified: str, trusted: bool
) -> None:
    with pytest.raises(UnreachableError) as unreachable:
        await fetch_securely("blog.example", certified, tmp_path, trusted=trusted)
    assert unreachable.value.why == "not secure"
