"""Documents that were made to hurt whoever reads them, each a few megabytes at most."""

from collections.abc import Callable, Mapping

_RSS = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Weeknotes</title>%s</channel></rss>'
)
_ITEM = b"<item><title>%s</title><guid>%d</guid><description>%s</description></item>"
_MEGABYTE = 1_000_000


def _in_rss(inside: bytes) -> bytes:
    return _RSS % inside


def _entity_bomb() -> bytes:
    """Nine levels of ten references each: a thousand million letters, were they expanded."""
    levels = b"".join(
        b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10)
    )
    head = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">%s]>' % levels
    return head + _in_rss(_ITEM % (b"&l9;", 1, b"&l9;")).partition(b"?>")[2]


def _long_entity() -> bytes:
    """One entity of 200 KB, named 20,000 times."""
    head = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "%s">]>' % (b"a" * 200_000)
    return head + _in_rss(_ITEM % (b"&a;" * 20_000, 1, b"")).partition(b"?>")[2]


def _outer_entities() -> bytes:
    """Entities that name a file of this machine, and a web address inside."""
    named = b'<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY w SYSTEM "http://127.0.0.1:9/w">'
    head = b'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1:9/d" [%s]>' % named
    return head + _in_rss(_ITEM % (b"a &f; b", 1, b"c &w; d")).partition(b"?>")[2]


def _many_items() -> bytes:
    item = _ITEM % (b"Weeknotes", 1, b"<![CDATA[<p>%s</p>]]>" % (b"What we did. " * 20))
    return _in_rss(item * (5 * _MEGABYTE // len(item)))


def _attributes(mark: bytes) -> bytes:
    named = b" ".join(b"a%d=%s%s%s" % (number, mark, b">", mark) for number in range(200_000))
    return b"<rss %s><channel><title>T</title></channel></rss>" % named


def _deep_json() -> bytes:
    return b'{"version":"https://jsonfeed.org/version/1.1","items":' + b"[" * 100_000


def _namespaces() -> bytes:
    named = b" ".join(b'xmlns:n%d="urn:n%d"' % (number, number) for number in range(50_000))
    return b'<rss %s version="2.0"><channel><title>T</title></channel></rss>' % named


def _spread_attributes() -> bytes:
    """Tags just below the longest that is read, one after another."""
    tag = b"<a %s/>" % b" ".join(b"a%d=''" % number for number in range(7_000))
    return _in_rss(_ITEM % (b"T", 1, tag * (5 * _MEGABYTE // len(tag))))


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "entities in entities": _entity_bomb,
    "a long entity, often": _long_entity,
    "entities from elsewhere": _outer_entities,
    "thousands of posts": _many_items,
    "100,000 tags deep": lambda: _in_rss(b"<a>" * 100_000),
    "100,000 tags deep in a post": lambda: _in_rss(
        _ITEM % (b"T", 1, b"<![CDATA[%s]]>" % (b"<div>" * 100_000))
    ),
    "nothing but ampersands": lambda: _in_rss(_ITEM % (b"&" * 5 * _MEGABYTE, 1, b"")),
    "nothing but tags begun": lambda: _in_rss(_ITEM % (b"<" * 5 * _MEGABYTE, 1, b"")),
    "ampersands without a feed": lambda: b"&" * 5 * _MEGABYTE,
    "tags begun, without a feed": lambda: b"<" * 5 * _MEGABYTE,
    "nothing but NUL": lambda: b"\0" * 10 * _MEGABYTE,
    "NUL in a feed": lambda: _in_rss(_ITEM % (b"\0" * 5 * _MEGABYTE, 1, b"")),
    "long dates": lambda: _in_rss(
        b"".join(
            b"<item><guid>%d</guid><pubDate>%s</pubDate></item>" % (number, b"9" * 50_000)
            for number in range(20)
        )
    ),
    "thousands of odd dates": lambda: _in_rss(
        b"".join(
            b"<item><guid>%d</guid><pubDate>%d ember 20%d xx yy zz</pubDate></item>" % (n, n, n)
            for n in range(20_000)
        )
    ),
    "deep JSON": _deep_json,
    "JSON of a long number": lambda: b'{"version":' + b"9" * 4 * _MEGABYTE + b"}",
    "200,000 attributes": lambda: _attributes(b'"'),
    "200,000 attributes in single quotes": lambda: _attributes(b"'"),
    "50,000 namespaces": _namespaces,
    "thousands of attributes again and again": _spread_attributes,
    "CDATA begun again and again": lambda: _in_rss(b"<![CDATA[" * 500_000),
    "comments begun again and again": lambda: b"<!--" * 1_000_000 + b"<rss>",
    "comments begun in a feed": lambda: _in_rss(b"<item>" + b"<!--" * 1_000_000),
    "declarations begun": lambda: b"<?xml " * 800_000 + b"<rss>",
    "document types begun": lambda: b"<!DOCTYPE rss [" * 300_000 + b"<rss>",
    "an unpacked gzip": lambda: b"\x1f\x8b\x08\0" + b"\0" * 100_000,
    "bytes of no charset": lambda: _in_rss(_ITEM % (bytes(range(128, 256)) * 20_000, 1, b"")),
    "quotation marks begun in tags": lambda: _in_rss(b'<a b="' * 800_000),
    "closing brackets": lambda: _in_rss(_ITEM % (b"]]>" * 1_500_000, 1, b"")),
    "blank without end": lambda: b" " * 5 * _MEGABYTE,
    "blank in a tag": lambda: _in_rss(b"<item" + b" " * 5 * _MEGABYTE + b"/>"),
    "spaces and line ends in a title": lambda: _in_rss(_ITEM % (b" \n" * 2_000_000, 1, b"x")),
    "script begun in titles": lambda: _in_rss(
        b"".join(_ITEM % (b"&lt;script&gt;" * 100, n, b"&lt;script " * 500) for n in range(190))
    ),
    "markup begun in a text": lambda: _in_rss(_ITEM % (b"T", 1, b"&lt;p &lt;a=" * 400_000)),
}
