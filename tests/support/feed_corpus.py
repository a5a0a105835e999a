"""Feeds of every kind, written in every way that is met: made here, with what should be read.

A case is a format, a way of writing titles, and a charset or a fault. Valid ones are counted apart
from those that are broken.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import product
from xml.sax.saxutils import escape

URL = "https://notes.example.org/blog/feed.xml"


@dataclass(frozen=True, slots=True)
class Post:
    """What should be read of a post, in the end."""

    id: str
    title: str
    link: str
    published: datetime | None
    author: str
    text: str


POSTS = (
    Post(
        "tag:notes.example.org,2026:7",
        "Café registers & care",
        "https://notes.example.org/blog/cafe?a=1&b=2",
        datetime(2026, 9, 1, 9, 5, tzinfo=UTC),
        "Zoë Lind",
        "We moved the register of cafés, and nobody noticed. That was the aim.",
    ),
    Post(
        "https://notes.example.org/?p=8",
        "Weeknotes: “nine to five”",
        "https://notes.example.org/blog/nine",
        datetime(2026, 9, 8, 16, 30, tzinfo=UTC),
        "Tom Brook",
        "Nine meetings this week \u2013 five of them useful.",
    ),
    Post(
        "9",
        "What is 3 < 5 for?",
        "https://notes.example.org/blog/less",
        datetime(2026, 9, 15, 0, 0, tzinfo=UTC),
        "Zoë Lind",
        "A question from a school in Ely.",
    ),
)


@dataclass(frozen=True, slots=True)
class Case:
    """A document and what should be read of it."""

    name: str
    kind: str
    body: bytes
    posts: tuple[Post, ...]
    content_type: str = ""
    valid: bool = True


Write = Callable[[str], str]
"""Plain text to what stands between the tags of a title or a text."""

_MARKED = "<p>{}</p>"


def _escaped_html(text: str) -> str:
    return escape(_MARKED.format(escape(text)))


WAYS: Mapping[str, Write] = {
    "plain": escape,
    "cdata": lambda text: f"<![CDATA[{escape(text)}]]>",
    "html": _escaped_html,
    "html in cdata": lambda text: f"<![CDATA[{_MARKED.format(escape(text))}]]>",
    "escaped twice": lambda text: escape(escape(text)),
    "numbers": lambda text: "".join(
        letter if letter.isascii() and letter not in "&<" else f"&#{ord(letter)};"
        for letter in text
    ),
    "names of HTML": lambda text: (
        escape(text)
        .replace("é", "&eacute;")
        .replace("ë", "&euml;")
        .replace("“", "&ldquo;")
        .replace("”", "&rdquo;")
        .replace("\u2013", "&ndash;")
    ),
}


def rss_2(posts: tuple[Post, ...], write: Write) -> str:
    return _rss("2.0", posts, write, _rss_item)


def rss_092(posts: tuple[Post, ...], write: Write) -> str:
    return _rss("0.92", posts, write, _rss_item)


def rss_091(posts: tuple[Post, ...], write: Write) -> str:
    return _rss("0.91", posts, write, _rss_item)


def rss_full(posts: tuple[Post, ...], write: Write) -> str:
    """With the whole post in content:encoded, as WordPress has it."""
    return _rss("2.0", posts, write, _full_item)


def _rss(version: str, posts: tuple[Post, ...], write: Write, item: Callable[..., str]) -> str:
    items = "\n".join(item(post, write) for post in posts)
    return (
        f'<rss version="{version}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"\n<channel><title>{write('Registers & more')}</title>\n<link>https://notes.example.org/"
        f"</link><description>Notes</description>\n{items}\n</channel></rss>\n"
    )


def _rss_item(post: Post, write: Write) -> str:
    return (
        f"<item>\n<title>{write(post.title)}</title>\n<link>{escape(post.link)}</link>"
        f'<guid isPermaLink="false">{escape(post.id)}</guid>\n<dc:creator>{write(post.author)}'
        f"</dc:creator>{_date('pubDate', post, _RFC_822)}"
        f"<description>{write(post.text)}</description></item>"
    )


def _full_item(post: Post, write: Write) -> str:
    content = f"<content:encoded>{write(post.text)}</content:encoded></item>"
    return _rss_item(post, write).replace("</item>", content)


def rss_1(posts: tuple[Post, ...], write: Write) -> str:
    items = "".join(
        f'<item rdf:about="{escape(post.id)}"><title>{write(post.title)}</title>'
        f"<link>{escape(post.link)}</link><dc:creator>{write(post.author)}</dc:creator>"
        f"{_date('dc:date', post, _ISO)}<description>{write(post.text)}</description></item>"
        for post in posts
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://purl.org/rss/1.0/">'
        '<channel rdf:about="https://notes.example.org/"><title>Notes</title>'
        f"<link>https://notes.example.org/</link></channel>{items}</rdf:RDF>"
    )


def atom(posts: tuple[Post, ...], write: Write) -> str:
    entries = "\n".join(
        f'<entry><id>{escape(post.id)}</id><title type="html">{write(post.title)}</title>'
        f'<link rel="replies" href="https://notes.example.org/c"/>'
        f'<link rel="alternate" href="{_attribute(post.link)}"/>{_date("published", post, _ISO)}'
        f"{_date('updated', post, '2026-10-01T00:00:00Z')}<author><name>{write(post.author)}"
        f'</name></author><content type="html">{write(post.text)}</content></entry>'
        for post in posts
    )
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title><id>urn:n</id>'
        '<updated>2026-10-01T00:00:00Z</updated><link rel="self" href="feed.xml"/>'
        f'<link href="https://notes.example.org/"/>{entries}</feed>'
    )


def atom_with_prefix(posts: tuple[Post, ...], write: Write) -> str:
    text = atom(posts, write).replace("</", "</a:").replace("<", "<a:").replace("<a:/a:", "</a:")
    return text.replace("<a:![CDATA[", "<![CDATA[").replace("xmlns=", "xmlns:a=")


def atom_xhtml(posts: tuple[Post, ...], write: Write) -> str:
    def words(name: str, text: str) -> str:
        div = f'<div xmlns="http://www.w3.org/1999/xhtml">{escape(text[:4])}<em>{escape(text[4:])}'
        return f'<{name} type="xhtml">{div}</em></div></{name}>'

    text = atom(posts, write)
    for post in posts:
        title = f'<title type="html">{write(post.title)}</title>'
        content = f'<content type="html">{write(post.text)}</content>'
        text = text.replace(title, words("title", post.title))
        text = text.replace(content, words("content", post.text))
    return text


def json_feed(posts: tuple[Post, ...], version: str = "1.1") -> str:
    items = [
        {
            "id": post.id,
            "url": post.link,
            "title": post.title,
            "content_html": _MARKED.format(escape(post.text)),
            "date_published": post.published.isoformat() if post.published else None,
            **_json_author(post, version),
        }
        for post in posts
    ]
    head = {"version": f"https://jsonfeed.org/version/{version}", "title": "Notes"}
    return json.dumps({**head, "items": items}, ensure_ascii=False)


def _json_author(post: Post, version: str) -> dict[str, object]:
    author = {"name": post.author}
    return {"author": author} if version == "1" else {"authors": [author]}


_RFC_822 = "%a, %d %b %Y %H:%M:%S +0000"
_ISO = "%Y-%m-%dT%H:%M:%SZ"
FORMATS = {
    "RSS 0.91": rss_091,
    "RSS 0.92": rss_092,
    "RSS 1.0": rss_1,
    "RSS 2.0": rss_2,
    "RSS 2.0 whole": rss_full,
    "Atom 1.0": atom,
    "Atom 1.0 with a prefix": atom_with_prefix,
    "Atom 1.0 in XHTML": atom_xhtml,
}


def _date(name: str, post: Post, form: str) -> str:
    return f"<{name}>{post.published.strftime(form)}</{name}>" if post.published else ""


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def cases() -> Iterator[Case]:
    """Every case, valid ones first."""
    for (name, make), (way, write) in product(FORMATS.items(), WAYS.items()):
        body = _declared(make(POSTS, write), "utf-8").encode()
        if not ("prefix" in name and way == "html in cdata"):
            yield Case(f"{name}, {way}", way, body, POSTS)
    yield from _json_cases()
    yield from _charset_cases()
    yield from _odd_cases()
    yield from _broken_cases()


def _declared(text: str, charset: str) -> str:
    return f'<?xml version="1.0" encoding="{charset}"?>\n{text}'


def _json_cases() -> Iterator[Case]:
    for version, mark in product(("1", "1.1"), ("", "\ufeff", "\n \n")):
        body = (mark + json_feed(POSTS, version)).encode()
        yield Case(f"JSON Feed {version} after {mark!r}", "JSON", body, POSTS)


def _charset_cases() -> Iterator[Case]:
    """Texts that each charset has letters for, declared rightly, elsewhere, wrongly, not at all."""
    for name, make in FORMATS.items():
        text = make(POSTS, escape)

        def case(
            what: str, body: bytes, content_type: str = "", *, valid: bool = True, name: str = name
        ) -> Case:
            return Case(f"{name}, {what}", "charsets", body, POSTS, content_type, valid)

        yield case("no declaration", text.encode())
        yield case("byte order mark", b"\xef\xbb\xbf" + _declared(text, "utf-8").encode())
        yield case("UTF-16", _declared(text, "utf-16").encode("utf-16"))
        yield case("UTF-16 unmarked", _declared(text, "utf-16").encode("utf-16-be"))
        yield case("Windows-1252", _declared(text, "windows-1252").encode("cp1252"))
        yield case("Windows-1252 by header", text.encode("cp1252"), "text/xml; charset=cp1252")
        yield case("Latin-1 that is not", _declared(text, "iso-8859-1").encode("cp1252"))
        yield case("header over declaration", _declared(text, "koi8-r").encode("cp1252"),
                   'application/rss+xml; charset="Windows-1252"')  # fmt: skip
        wrong = _declared(text, "iso-8859-1").encode()
        yield case("Latin-1 that is UTF-8", wrong, valid=False)
        yield case("UTF-16 that is UTF-8", _declared(text, "utf-16").encode(), valid=False)
        yield case("a charset that is none", _declared(text, "x-none").encode(), valid=False)
        yield case("UTF-8 that is not", _declared(text, "utf-8").encode("cp1252"), valid=False)
    yield from _other_letters()


def _other_letters() -> Iterator[Case]:
    texts = {
        "koi8-r": "Заметки недели",
        "windows-1251": "Реестр услуг",
        "iso-8859-2": "Zápisky z týdne",
        "iso-8859-7": "Σημειώσεις",
        "shift_jis": "週のメモ",
        "euc-jp": "週のメモ",
        "gb2312": "每周笔记",
        "big5": "每週筆記",
        "euc-kr": "주간 노트",
        "iso-2022-jp": "週のメモ",
    }
    for charset, words in texts.items():
        posts = (replace(POSTS[2], title=words, text=f"{words}, {words}", author=words),)
        body = _declared(rss_2(posts, escape), charset).encode(charset)
        yield Case(f"letters in {charset}", "charsets", body, posts)


def _odd_cases() -> Iterator[Case]:
    """Valid, but seldom."""
    for name, make in FORMATS.items():
        text = make(POSTS, escape)
        yield _odd(name, "a style sheet", f'<?xml-stylesheet href="a.css"?>\n{text}')
        yield _odd(name, "comments", f"<!-- <rss> & <feed> -->{text}<!-- end -->")
        undated = tuple(replace(post, published=None) for post in POSTS)
        yield _odd(name, "no dates", make(undated, escape), undated, "dates")
    dated = rss_2(POSTS, escape)
    yield _odd("RSS 2.0", "zone's name", dated.replace("+0000", "GMT"), kind="dates")
    early = dated.replace(" 09:05:00 +0000", " 04:05:00 EST")
    yield _odd("RSS 2.0", "EST", early, kind="dates")
    yield _odd("RSS 2.0", "colon in zone", dated.replace("+0000", "+00:00"), kind="dates")
    late = dated.replace(" 09:05:00 +0000", " 10:05:00 +01:00")
    yield _odd("RSS 2.0", "an hour off", late, kind="dates")
    for given, month in (("Sep", "September"), ("Sep", "sept."), ("Sep", "SEP")):
        yield _odd("RSS 2.0", month, dated.replace(given, month), kind="dates")
    yield from _linked_cases()


def _linked_cases() -> Iterator[Case]:
    base = "https://notes.example.org/blog/"
    for name in ("RSS 2.0", "Atom 1.0"):
        text = FORMATS[name](POSTS, escape)
        relative = text.replace(f">{base}", ">").replace(f'href="{base}', 'href="')
        yield _odd(name, "relative links", relative, kind="links")
        rooted = text.replace(f">{base}", ">/blog/").replace(f'href="{base}', 'href="/blog/')
        yield _odd(name, "links from the root", rooted, kind="links")
        spaced = text.replace(f">{base}", f">\n  {base}")
        yield _odd(name, "blank before links", spaced, kind="links")
    atom_text = atom(POSTS, escape).replace(f'href="{base}', 'href="')
    elsewhere = atom_text.replace("<feed ", f'<feed xml:base="{base}" ')
    yield _odd("Atom 1.0", "a base", elsewhere, kind="links")
    nested = atom_text.replace("<feed ", '<feed xml:base="https://notes.example.org/" ')
    nested = nested.replace("<entry>", '<entry xml:base="blog/">')
    yield _odd("Atom 1.0", "bases in bases", nested, kind="links")


def _odd(
    name: str, what: str, text: str, posts: tuple[Post, ...] = POSTS, kind: str = "odd"
) -> Case:
    return Case(f"{name}, {what}", kind, text.encode(), posts)


_SPOILED: Mapping[str, Callable[[str], str]] = {
    "blank lines first": lambda text: f"\n\n \t{_declared(text, 'utf-8')}",
    "a warning first": lambda text: f"<br />\nWarning: a notice in <b>/w/x.php</b>\n{text}",
    "words after": lambda text: f"{text}\n<script>track()</script> & more",
    "control characters": lambda text: text.replace("Ely", "E\x0bl\x1fy"),
    "bare ampersands": lambda text: text.replace("&amp;", "&"),
    "an end tag too many": lambda text: text.replace("</item>", "</b></item>").replace(
        "</entry>", "</b></entry>"
    ),
    "no end": lambda text: text[: max(text.rfind("</item>"), text.rfind("</entry>"))],
    "two declarations": lambda text: _declared(_declared(text, "utf-8"), "utf-8"),
    "lone ends of lines": lambda text: text.replace("\n", "\r"),
    "a prefix of nobody": lambda text: text.replace("<title", "<x:mood>glad</x:mood><title", 2),
    "a name that is not HTML's": lambda text: text.replace("school", "school&nosuch;"),
}


def _broken_cases() -> Iterator[Case]:
    for (name, make), (fault, spoil) in product(FORMATS.items(), _SPOILED.items()):
        if "prefix" in name and fault == "no end":
            continue
        last = POSTS[2]
        if fault == "a name that is not HTML's":
            last = replace(last, text=last.text.replace("school", "school&nosuch;"))
        body = spoil(make(POSTS, escape)).encode()
        yield Case(f"{name}, {fault}", "broken", body, (*POSTS[:2], last), valid=False)
