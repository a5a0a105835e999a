"""Answers that mean us harm: too slow, too large, packed to burst, broken; all on loopback."""

import asyncio
import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Sequence

import pytest

from jobs.feeds.documents import Fetched, Limits
from jobs.feeds.fetch import Fetcher
from jobs.feeds.trouble import FetchError, GarbledError, TooLargeError, UnreachableError
from tests.support.fetching import BRIEF, SMALL, fetch_once, open_site
from tests.support.hostile_web import Route, answer, drip, open_web, redirect, write

HEAD = b"HTTP/1.1 200 OK\r\n\r\n"
ZEROS = 50_000_000


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


# All at once


async def test_many_bad_websites_at_once_do_not_hurt_a_good_one() -> None:
    routes = {"/slow": write(pause=30), "/loop": redirect("/loop"), "/well": answer(200, b"well")}
    async with open_web(routes) as web, Fetcher({("127.0.0.1", web.port)}) as fetcher:
        limits = {"/slow": BRIEF, "/loop": SMALL, "/well": SMALL}
        found = await asyncio.gather(
            *(fetcher.fetch_document(web.url(path), limits=limits[path]) for path in [*routes] * 5),
            return_exceptions=True,
        )
    assert [one.body for one in found if isinstance(one, Fetched)] == [b"well"] * 5
    assert sum(isinstance(one, FetchError) for one in found) == 10
