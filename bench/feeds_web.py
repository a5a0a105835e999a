"""A thousand invented blogs on a hundred loopback addresses: `python -m bench.feeds_web COUNT`.

Documents of 5 to 150 KB, most of them small, about 50 KB on average: RSS with whole posts, RSS with
excerpts, and Atom. Four of five are sent packed. Each has an ETag, and a question with that ETag is
answered with 304. Connections stay open for whoever wants that. Prints its port and mean size.
"""

import asyncio
import gzip
import html
import json
import random
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

ADDRESSES = 100
_SMALLEST, _LARGEST = 5_000, 150_000
_PACKED = 0.8
_SYLLABLES = re.findall("..", "bacedifoguhajekilomunaperiorosutavewixoyu")
_CONTENT = "http://purl.org/rss/1.0/modules/content/"


@dataclass(frozen=True, slots=True)
class Page:
    """An answer, whole, and the one for who has it."""

    size: int
    tag: bytes
    whole: bytes
    same: bytes


def host_of(number: int) -> str:
    """Return the address at which a feed is."""
    return f"127.0.1.{1 + number % ADDRESSES}"


def make_page(number: int, now: datetime) -> Page:
    """Return a feed, always the same one for a number and a day."""
    chance = random.Random(number)
    size = round(_SMALLEST * (_LARGEST / _SMALLEST) ** chance.betavariate(2.2, 1.2))
    body = _DIALECTS[number % len(_DIALECTS)](chance, number, size, now).encode()
    tag = f'W/"{number}-{len(body)}"'.encode()
    packed = chance.random() < _PACKED
    sent = gzip.compress(body, 6) if packed else body
    common = b"ETag: %s\r\nCache-Control: max-age=300\r\n" % tag
    kind = b"Content-Type: application/xml; charset=utf-8\r\n"
    packing = b"Content-Encoding: gzip\r\n" if packed else b""
    head = b"HTTP/1.1 200 OK\r\n%s%s%sContent-Length: %d\r\n\r\n"
    whole = head % (kind, packing, common, len(sent)) + sent
    return Page(len(body), tag, whole, b"HTTP/1.1 304 Not Modified\r\n%s\r\n" % common)


def _words(chance: random.Random, count: int) -> str:
    return " ".join(
        "".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(count)
    )


def _post(chance: random.Random, length: int) -> str:
    """Some paragraphs as an editor writes them."""
    parts: list[str] = []
    while sum(map(len, parts)) < length:
        text = _words(chance, 60)
        link = f'<a href="https://{_words(chance, 1)}.example.org/">{_words(chance, 3)}</a>'
        parts.append(f'<p class="has-text">{text} &amp; {link}, {_words(chance, 25)}&#8217;s.</p>')
    picture = f'<figure><img src="https://{_words(chance, 1)}.example.org/a.png" alt=""/></figure>'
    return f"<div>{picture}{''.join(parts)}</div>"


def _rss(chance: random.Random, number: int, size: int, now: datetime, *, whole: bool) -> str:
    site, items = f"https://blog{number}.example.org", []
    many = 10 if whole else 20
    for index in range(many):
        text = _post(chance, max(size // many - 600, 100))
        body = f"<content:encoded><![CDATA[{text}]]></content:encoded>" if whole else ""
        about = _words(chance, 40) if whole else html.escape(text)
        items.append(
            f"<item><title>{_words(chance, 7)} &amp; {_words(chance, 2)}</title>"
            f"<link>{site}/{index}/{_words(chance, 1)}/</link><dc:creator>{_words(chance, 2)}"
            f"</dc:creator><pubDate>{format_datetime(now - timedelta(days=index))}</pubDate>"
            f'<category>{_words(chance, 1)}</category><guid isPermaLink="false">{site}/?p={index}'
            f"</guid><description>{about}</description>{body}</item>"
        )
    names = f'xmlns:content="{_CONTENT}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    head = f"<title>{_words(chance, 3)}</title><link>{site}/</link><description/>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {names}><channel>{head}'
        f"{''.join(items)}</channel></rss>"
    )


def _rss_whole(chance: random.Random, number: int, size: int, now: datetime) -> str:
    return _rss(chance, number, size, now, whole=True)


def _rss_short(chance: random.Random, number: int, size: int, now: datetime) -> str:
    return _rss(chance, number, size, now, whole=False)


def _atom(chance: random.Random, number: int, size: int, now: datetime) -> str:
    site, many = f"https://blog{number}.example.org", 20
    entries = "".join(
        f"<entry><title>{_words(chance, 7)}</title><id>tag:blog{number},2026:{index}</id>"
        f'<link href="{site}/{index}/{_words(chance, 1)}"/><author><name>{_words(chance, 2)}'
        f"</name></author><updated>{(now - timedelta(days=index)).isoformat()}</updated>"
        f'<content type="html">{html.escape(_post(chance, max(size // many - 600, 100)))}</content>'
        "</entry>"
        for index in range(many)
    )
    head = f'<title>{_words(chance, 3)}</title><id>tag:blog{number}</id><link href="{site}/"/>'
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">{head}'
        f"<updated>{now.isoformat()}</updated>{entries}</feed>"
    )


_DIALECTS = (_rss_whole, _rss_short, _atom)


async def serve(count: int) -> None:
    """Serve so many feeds until somebody ends the process."""
    now = datetime.now(UTC).replace(hour=6, minute=0, second=0, microsecond=0)
    pages = [make_page(number, now) for number in range(count)]

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                page = pages[int(head.split(b" ", 2)[1].removeprefix(b"/"))]
                writer.write(page.same if page.tag in head else page.whole)
                await writer.drain()
                if b"connection: close" in head.lower():
                    break
        except (OSError, asyncio.IncompleteReadError):
            pass  # whoever asked has gone
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "0.0.0.0", 0, backlog=1_000)  # noqa: S104 - loopback addresses are many
    port = server.sockets[0].getsockname()[1]
    mean = sum(page.size for page in pages) // count
    print(json.dumps({"port": port, "mean": mean}), flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
