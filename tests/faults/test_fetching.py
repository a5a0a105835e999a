"""Fetching one document from a website that means us harm, on loopback."""

import asyncio
import gzip
import socket
import ssl
import threading
import time
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from jobs.feeds.connecting import GuardedNetwork, Streams
from jobs.feeds.documents import Fetched, Hop, Limits
from jobs.feeds.fetch import Fetcher
from jobs.feeds.guard import read_url
from jobs.feeds.trouble import (
    AddressRefusedError,
    CircularError,
    FetchError,
    GarbledError,
    TooLargeError,
    UnreachableError,
)
from tests.support.hostile_web import (
    Route,
    Web,
    answer,
    drip,
    make_trust,
    open_web,
    redirect,
    write,
)

SMALL = Limits(wire_bytes=200_000, unpacked_bytes=200_000, seconds=5.0)
BRIEF = Limits(seconds=0.5, connect_seconds=0.2, pause_seconds=0.2)
HEAD = b"HTTP/1.1 200 OK\r\n\r\n"
ZEROS = 50_000_000


@asynccontextmanager
async def open_site(routes: Mapping[str, Route]) -> AsyncIterator[tuple[Web, Fetcher]]:
    """A website that the operator allows, and a fetcher that fetches one document at a time."""
    async with (
        open_web(routes) as web,
        Fetcher({("127.0.0.1", web.port)}, most=1) as fetcher,
    ):
        yield web, fetcher


async def fetch_once(route: Route, limits: Limits = SMALL) -> Fetched:
    async with open_site({"/": route}) as (web, fetcher):
        return await fetcher.fetch_document(web.url(), limits=limits)


@dataclass(slots=True)
class Names:
    """Answers look-ups from a list, the last again and again, and counts them."""

    answers: list[Sequence[str]]
    asked: int = field(default=0)

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked += 1
        return self.answers[min(self.asked, len(self.answers)) - 1]


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


# Too slow


@pytest.mark.parametrize(
    "route",
    [
        write(b"", pause=30),
        write(b"HTTP/1.1 200 OK\r\nX: ", pause=30),
        write(HEAD + b"<feed", pause=30),
        drip(HEAD, b" ", pause=0.05),
        drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", pause=0.05),
    ],
    ids=["silent", "half a head", "half a body", "a byte at a time", "endless head"],
)
async def test_a_website_that_takes_its_time_is_left_and_holds_up_nobody(route: Route) -> None:
    async with open_site({"/": route, "/well": answer(200, b"well")}) as (web, fetcher):
        for _ in range(2):
            began = time.monotonic()
            with pytest.raises(UnreachableError) as unreachable:
                await fetcher.fetch_document(web.url(), limits=BRIEF)
            assert unreachable.value.why == "too slow"
            assert time.monotonic() - began < 2
        assert (await fetcher.fetch_document(web.url("/well"), limits=SMALL)).body == b"well"


async def test_the_time_is_for_all_redirects_together() -> None:
    async def late(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.15)
        await redirect("/")(writer)

    with pytest.raises(UnreachableError) as unreachable:
        await fetch_once(late, BRIEF)
    assert unreachable.value.why == "too slow"


async def test_a_pause_in_an_answer_ends_it_long_before_its_time() -> None:
    began = time.monotonic()
    with pytest.raises(UnreachableError) as unreachable:
        await fetch_once(write(HEAD, pause=30), Limits(seconds=20, pause_seconds=0.2))
    assert unreachable.value.why == "too slow"
    assert time.monotonic() - began < 5


async def test_documents_are_fetched_in_turns_and_waiting_for_one_costs_no_time() -> None:
    at_once, most = 0, 0

    async def late(writer: asyncio.StreamWriter) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.3)
        at_once -= 1
        await answer()(writer)

    limits = Limits(seconds=1.0)
    async with open_site({"/": late}) as (web, fetcher):
        asked = [fetcher.fetch_document(web.url(), limits=limits) for _ in range(5)]
        found = await asyncio.gather(*asked)
    assert [one.status for one in found] == [200] * 5
    assert most == 1


async def test_a_look_up_that_hangs_is_given_up() -> None:
    done = threading.Event()

    def hang(host: str, port: int) -> Sequence[str]:
        done.wait(20)
        return ["8.8.8.8"]

    async with Fetcher(resolve=hang) as fetcher:
        with pytest.raises(UnreachableError) as unreachable:
            await fetcher.fetch_document("https://host.gov.uk/", limits=BRIEF)
        done.set()
    assert unreachable.value.why == "not found"


# Too large


@pytest.mark.parametrize(
    "route",
    [
        drip(HEAD, b"<a>" * 20_000),
        drip(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"1000\r\n" + b"a" * 4096 + b"\r\n",
        ),
        write(b"HTTP/1.1 200 OK\r\nContent-Length: 200001\r\n\r\n"),
    ],
    ids=["endless", "endless chunks", "announced"],
)
async def test_a_body_that_is_too_large_is_not_read_to_its_end(route: Route) -> None:
    with pytest.raises(TooLargeError):
        await fetch_once(route)


def pack(width: int) -> bytes:
    packer = zlib.compressobj(9, wbits=width)
    return packer.compress(bytes(ZEROS)) + packer.flush()


@pytest.mark.parametrize(("encoding", "width"), [("gzip", 31), ("deflate", 15), ("deflate", -15)])
async def test_a_bomb_of_any_packing_ends_at_the_cap(encoding: str, width: int) -> None:
    body = pack(width)
    assert len(body) < SMALL.wire_bytes
    route = answer(200, body, {"Content-Encoding": encoding})
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            await fetch_once(route)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 5_000_000, "the bomb holds ten times as much"


async def test_a_body_of_many_members_counts_as_one() -> None:
    body, packing = b"<feed/>" * 1_000, {"Content-Encoding": "gzip"}
    whole = await fetch_once(answer(200, gzip.compress(body) * 20 + b"padding", packing))
    assert whole.body == body * 20
    with pytest.raises(TooLargeError):
        await fetch_once(answer(200, gzip.compress(body) * 60, packing))


# Not what it says it is


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip", "x" * 5_000])
async def test_a_packing_that_was_not_asked_for_is_not_unpacked(encoding: str) -> None:
    with pytest.raises(GarbledError):
        await fetch_once(answer(200, b"\x1f\x8b", {"Content-Encoding": encoding}))


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@pytest.mark.parametrize("body", [b"<", b"<feed/>", b"\x1f\x8b\x08", b"\x78\x9c"])
async def test_what_cannot_be_unpacked_says_so(encoding: str, body: bytes) -> None:
    with pytest.raises(GarbledError):
        await fetch_once(answer(200, body, {"Content-Encoding": encoding}))


@pytest.mark.parametrize(
    "route",
    [
        write(),
        write(b"SSH-2.0-OpenSSH_9.2\r\n"),
        write(b"\x00" * 300_000),
        drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        write(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000 + b"\r\n"),
        write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"),
        write(b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n"),
        write(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"),
        write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
    ],
    ids=[
        *("nothing", "not http", "zeros", "endless 100", "long head"),
        *("half", "absurd length", "no length", "no chunks"),
    ],
)
async def test_a_broken_answer_is_no_answer(route: Route) -> None:
    with pytest.raises(UnreachableError) as unreachable:
        await fetch_once(route)
    assert unreachable.value.why == "no answer"


async def test_a_port_where_nobody_listens_gives_no_answer() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        async with Fetcher({("127.0.0.1", port)}) as fetcher:
            with pytest.raises(UnreachableError) as unreachable:
                await fetcher.fetch_document(f"http://127.0.0.1:{port}/")
    assert unreachable.value.why == "no answer"


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


async def test_many_bad_websites_at_once_do_not_hurt_a_good_one() -> None:
    routes = {"/slow": write(pause=30), "/loop": redirect("/loop"), "/well": answer(200, b"well")}
    async with open_web(routes) as web, Fetcher({("127.0.0.1", web.port)}) as fetcher:
        paths = ["/slow", "/loop", "/well"] * 5
        found = await asyncio.gather(
            *(fetcher.fetch_document(web.url(path), limits=BRIEF) for path in paths),
            return_exceptions=True,
        )
    assert [one.body for one in found if isinstance(one, Fetched)] == [b"well"] * 5
    assert sum(isinstance(one, FetchError) for one in found) == 10
