"""A thousand invented blogs on a hundred loopback addresses: `python -m bench.feeds_web COUNT`.

Documents of 13 to 150 KB, 53 KB on average, of ten or twenty posts (`feeds_posts.py`): RSS with
posts beside their beginnings, RSS with posts as descriptions, and Atom. Four of five are sent
packed. Each has an ETag, and a question with that ETag is answered with 304. Connections stay open
for whoever wants that. Prints its port and mean size.
"""

import asyncio
import gzip
import html
import json
import random
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from bench.feeds_posts import make_post, make_text, make_words

ADDRESSES = 100
_SMALLEST, _LARGEST = 5_000, 150_000
_PACKED = 0.8
_AROUND = 700
"""Characters of a post's other fields, and by how much a post is longer than it was to be."""
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
    size = round(_SMALLEST * (_LARGEST / _SMALLEST) ** chance.betavariate(2.1, 1.25))
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


def _rss(chance: random.Random, number: int, size: int, now: datetime, *, whole: bool) -> str:
    site, items = f"https://blog{number}.example.org", []
    many = 10 if whole else 20
    for index in range(many):
        about, body = _escaped(chance, size // many), ""
        if whole:
            about = _beginning(chance, f"{site}/{index}/")
            text = make_post(chance, max(size // many - _AROUND - len(about), 0))
            body = f"<content:encoded><![CDATA[{text}]]></content:encoded>"
        items.append(
            f"<item><title>{make_words(chance, 7)} &amp; {make_words(chance, 2)}</title>"
            f"<link>{site}/{index}/{make_words(chance, 1)}/</link>"
            f"<dc:creator>{make_words(chance, 2)}</dc:creator>"
            f"<pubDate>{format_datetime(now - timedelta(days=index))}</pubDate>"
            f"<category>{make_words(chance, 1)}</category>"
            f'<guid isPermaLink="false">{site}/?p={index}</guid>'
            f"<description>{about}</description>{body}</item>"
        )
    names = f'xmlns:content="{_CONTENT}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    head = f"<title>{make_words(chance, 3)}</title><link>{site}/</link><description/>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {names}><channel>{head}'
        f"{''.join(items)}</channel></rss>"
    )


def _escaped(chance: random.Random, room: int) -> str:
    """A post as feeds have it that use no CDATA; escaping makes it longer by an eighth."""
    return html.escape(make_post(chance, max(room * 8 // 9 - _AROUND, 0)))


def _beginning(chance: random.Random, link: str) -> str:
    """What WordPress puts beside a whole post."""
    more = f'<a href="{link}" class="more-link">Continue reading <span>&#8594;</span></a>'
    return f"<![CDATA[<p>{make_text(chance, 55)} &#8230; {more}</p>]]>"


def _rss_whole(chance: random.Random, number: int, size: int, now: datetime) -> str:
    return _rss(chance, number, size, now, whole=True)


def _rss_plain(chance: random.Random, number: int, size: int, now: datetime) -> str:
    return _rss(chance, number, size, now, whole=False)


def _atom(chance: random.Random, number: int, size: int, now: datetime) -> str:
    site, many = f"https://blog{number}.example.org", 20
    entries = "".join(
        f"<entry><title>{make_words(chance, 7)}</title><id>tag:blog{number},2026:{index}</id>"
        f'<link href="{site}/{index}/{make_words(chance, 1)}"/>'
        f"<author><name>{make_words(chance, 2)}</name></author>"
        f"<updated>{(now - timedelta(days=index)).isoformat()}</updated>"
        f'<content type="html">{_escaped(chance, size // many)}</content></entry>'
        for index in range(many)
    )
    head = f'<title>{make_words(chance, 3)}</title><id>tag:blog{number}</id><link href="{site}/"/>'
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">{head}'
        f"<updated>{now.isoformat()}</updated>{entries}</feed>"
    )


_DIALECTS = (_rss_whole, _rss_plain, _atom)


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
