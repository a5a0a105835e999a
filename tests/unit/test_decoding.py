"""Packed bodies, in whatever pieces they come: whole, capped, or refused."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.feeds.decoding import Body
from jobs.feeds.trouble import GarbledError, TooLargeError

MOST = settings(max_examples=150, deadline=None)
PACKINGS = st.sampled_from(["", "identity", "gzip", "X-GZIP", "deflate", "raw deflate", "members"])


def pack(body: bytes, packing: str) -> tuple[str, bytes]:
    """The Content-Encoding header and what goes over the wire."""
    match packing.lower():
        case "gzip" | "x-gzip":
            return packing, gzip.compress(body)
        case "members":
            half = len(body) // 2
            return "gzip", gzip.compress(body[:half]) + gzip.compress(body[half:])
        case "deflate":
            return packing, zlib.compress(body)
        case "raw deflate":
            return "deflate", zlib.compress(body)[2:-4]
        case _:
            return packing, body


def split(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


def unpack(encoding: str, wire: bytes, size: int, most: int = 100_000) -> bytes:
    body = Body(encoding, 1_000_000, most)
    for piece in split(wire, size):
        body.feed(piece)
    return body.end()


@MOST
@given(st.binary(max_size=2_000), PACKINGS, st.integers(1, 500))
def test_a_body_is_the_same_in_whatever_pieces_it_comes(
    body: bytes, packing: str, size: int
) -> None:
    encoding, wire = pack(body, packing)
    assert unpack(encoding, wire, size) == body


@MOST
@given(st.binary(min_size=1, max_size=500), PACKINGS, st.integers(1, 500), st.data())
def test_a_body_that_breaks_off_is_never_taken_for_whole(
    body: bytes, packing: str, size: int, data: st.DataObject
) -> None:
    encoding, wire = pack(body, packing)
    short = wire[: data.draw(st.integers(1, len(wire) - 1))] if len(wire) > 1 else wire
    try:
        unpacked = unpack(encoding, short, size)
    except GarbledError:
        return
    assert encoding in ("", "identity") or packing == "members" or short == wire
    assert body.startswith(unpacked)


@MOST
@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br"]), st.integers(1, 9))
def test_nonsense_is_refused_in_one_way(wire: bytes, encoding: str, size: int) -> None:
    with suppress(GarbledError, TooLargeError):
        unpack(encoding, wire, size)


@MOST
@given(st.integers(1, 5_000), st.integers(1, 5_000), PACKINGS, st.integers(1, 500))
def test_the_cap_holds_to_the_byte(length: int, most: int, packing: str, size: int) -> None:
    encoding, wire = pack(bytes(length), packing)
    if length <= most:
        assert len(unpack(encoding, wire, size, most)) == length
        return
    with pytest.raises(TooLargeError):
        unpack(encoding, wire, size, most)


def test_a_body_of_countless_tiny_pieces_is_too_large() -> None:
    assert len(unpack("", bytes(10_000), 100)) == 10_000
    with pytest.raises(TooLargeError):
        unpack("", bytes(10_000), 1)


@pytest.mark.parametrize("packing", ["gzip", "deflate", "raw deflate"])
def test_what_follows_the_end_of_a_body_is_passed_over(packing: str) -> None:
    encoding, wire = pack(b"<feed/>", packing)
    assert unpack(encoding, wire + bytes(3_000), 100) == b"<feed/>"
