"""Feeds of every kind, written in every way that is met: made here, with what should be read.

A case is a format, a way of writing titles, and a charset or a fault. Valid ones are counted apart
from those that are broken.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from xml.sax.saxutils import escape

from tests.support.feed_formats import (
    FORMATS,
    POSTS,
    WAYS,
    Post,
    atom,
    json_feed,
    rss_2,
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
