"""Bodies as they arrive, unpacked, never larger than allowed. Pure.

Two caps, one on the wire and one unpacked, each checked before anything larger exists in memory:
the usual clients unpack a whole piece first, and 36 KB of zeros packed twice as tightly as gzip
fill 200 MB at once. That is why we ask for gzip and deflate only, and unpack them ourselves.
"""

import zlib
from typing import Protocol

from jobs.feeds.trouble import GarbledError, TooLargeError

ACCEPTED = "gzip, deflate"
_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
_LEAST_COST = 128
"""What a piece costs of the cap on the wire at least: a byte at a time, 5 MB would take minutes."""
_GZIP_STARTS = b"\x1f\x8b"


class Body:
    """A body that grows by pieces from the wire; TooLargeError, GarbledError."""

    def __init__(self, encoding: str, most_on_wire: int, most: int) -> None:
        """`encoding`: the Content-Encoding header, empty where there is none."""
        self._packing = _choose(encoding.strip().lower())
        self._most_on_wire, self._most = most_on_wire, most
        self._unpacked = bytearray()
        self._cost = self.on_wire = 0

    def feed(self, piece: bytes) -> None:
        """Take a piece as it came."""
        self.on_wire += len(piece)
        self._cost += max(len(piece), _LEAST_COST)
        if self._cost > self._most_on_wire:
            raise TooLargeError
        room = self._most - len(self._unpacked)
        try:
            self._unpacked += self._packing.unpack(piece, room + 1)
        except zlib.error as error:
            raise GarbledError from error
        if len(self._unpacked) > self._most:
            raise TooLargeError

    def end(self) -> bytes:
        """Return the whole body; GarbledError where its end is missing."""
        if self.on_wire and not self._packing.is_whole():
            raise GarbledError
        return bytes(self._unpacked)


class _Packing(Protocol):
    def unpack(self, piece: bytes, most: int) -> bytes:
        """Return what the piece holds, `most` bytes of it at most; zlib.error."""
        ...

    def is_whole(self) -> bool: ...


class _Plain:
    def unpack(self, piece: bytes, most: int) -> bytes:
        return piece[:most]

    def is_whole(self) -> bool:
        return True


class _Gzip:
    """One member after another; what follows the last and is none is passed over."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP)

    def unpack(self, piece: bytes, most: int) -> bytes:
        unpacked = b""
        while piece and len(unpacked) < most:
            if self._member.eof:
                if not piece.startswith(_GZIP_STARTS[: len(piece)]):
                    break
                self._member = zlib.decompressobj(_GZIP)
            unpacked += self._member.decompress(piece, most - len(unpacked))
            piece = self._member.unconsumed_tail or self._member.unused_data
        return unpacked

    def is_whole(self) -> bool:
        return self._member.eof


class _Deflate:
    """With zlib's two bytes in front, as it should be, or without, as some servers have it."""

    def __init__(self) -> None:
        self._start = b""
        self._stream: zlib._Decompress | None = None

    def unpack(self, piece: bytes, most: int) -> bytes:
        if self._stream is None:
            self._start += piece
            if len(self._start) < 2:
                return b""
            piece, self._stream = self._start, zlib.decompressobj(_width(self._start))
        return b"" if self._stream.eof else self._stream.decompress(piece, most)

    def is_whole(self) -> bool:
        return self._stream is not None and self._stream.eof


def _width(start: bytes) -> int:
    """RFC 1950: the first two bytes, as one number, divide by 31; the method is 8."""
    return _ZLIB if start[0] & 0x0F == 8 and int.from_bytes(start[:2]) % 31 == 0 else _RAW


def _choose(encoding: str) -> _Packing:
    if encoding in ("", "identity"):
        return _Plain()
    if encoding in ("gzip", "x-gzip"):
        return _Gzip()
    if encoding == "deflate":
        return _Deflate()
    raise GarbledError(f"packed as {encoding[:40]!r}")
