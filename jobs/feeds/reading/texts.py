"""Titles, names and topics in plain text: one line, no markup, nothing that cannot be seen."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from email.utils import parseaddr
from html import unescape

_LONGEST_RAW = 1_000
_LONGEST = 300
_LONGEST_NAME = 80
_MOST_NAMES = 5
_MOST_TOPICS = 20
_TAGS = (
    "a|abbr|acronym|address|article|aside|audio|b|base|basefont|bdi|bdo|big|blink|blockquote|"
    "body|br|button|canvas|center|cite|code|col|dd|del|details|dfn|dir|div|dl|dt|em|embed|"
    "fieldset|figcaption|figure|font|footer|form|h1|h2|h3|h4|h5|h6|head|header|hr|html|i|"
    "iframe|img|input|ins|kbd|label|li|link|main|map|mark|marquee|math|meta|nav|noscript|"
    "object|ol|option|p|picture|pre|q|rp|rt|ruby|s|samp|script|section|select|small|source|"
    "span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|"
    "time|title|tr|tt|u|ul|var|video|wbr"
)
_HIDDEN = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"</?(?:br|p|div|li|h[1-6]|hr|tr|td)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(rf"<!--.*?-->|</?(?:{_TAGS})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_UNSEEN = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_FORMATTING = frozenset({"\u200d", "\u200c"})
"""Joiners: letters of some scripts, and some emoji, are other ones without them."""
_NAME_AFTER = re.compile(r"[^\s()@]{1,100}@[^\s()]{1,100}\s*\((.{1,200})\)")
_NO_NAME = re.compile(
    r"admin|administrator|anonymous|author|editor|no-?reply|root|unknown|user|webmaster",
    re.IGNORECASE,
)
_NO_TOPIC = re.compile(r"uncategori[sz]ed|general|default|none|posts?|blog|.*://.*", re.IGNORECASE)


def plain_title(html: str) -> str:
    """Return a title in plain text, whether it was text, HTML, or HTML that was escaped twice."""
    return plain(html)


def plain(html: str, longest: int = _LONGEST) -> str:
    """Return a short text without markup, unescaped until nothing changes, twice at most."""
    text = html[:_LONGEST_RAW]
    for _ in range(2 if "<" in text or "&" in text else 0):
        text = unescape(_drop_tags(text))
    return shorten(one_line(text), longest)


def one_line(text: str) -> str:
    """Return a text on one line without what cannot be seen, or turns the direction of writing."""
    line = " ".join(text.split())
    if not line.isprintable():
        line = " ".join("".join(_seen(letter) for letter in line).split())
    return unicodedata.normalize("NFC", line)


def shorten(text: str, longest: int) -> str:
    """Return a text cut at a word, with an ellipsis where something is gone."""
    if len(text) <= longest:
        return text
    cut = text[:longest]
    words = cut.rpartition(" ")[0] if " " in cut[longest // 2 :] else cut[:-1]
    return words.rstrip(" ,;:\u2013\u2014-") + "…"


def names(given: Iterable[str]) -> str:
    """Return authors' names, without addresses of theirs: "Asha Lind, Tom Brook"; blank: none."""
    found = dict.fromkeys(_name(text) for text in given)
    return ", ".join([name for name in found if name][:_MOST_NAMES])


def topics(given: Sequence[str]) -> tuple[str, ...]:
    """Return what a post is filed under, each once, without what says nothing."""
    found: dict[str, str] = {}
    for text in given[: 4 * _MOST_TOPICS]:
        topic = plain(text, _LONGEST_NAME)
        if topic and not _NO_TOPIC.fullmatch(topic):
            found.setdefault(topic.casefold(), topic)
    return tuple(found.values())[:_MOST_TOPICS]


def _drop_tags(text: str) -> str:
    return _TAG.sub("", _BREAK.sub(" ", _HIDDEN.sub(" ", text)))


def _seen(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Cf":
        return letter if letter in _FORMATTING else ""
    return " " if category in _UNSEEN else letter


def _name(text: str) -> str:
    """RSS gives "address (name)", others "name <address>", and some the address alone."""
    text = plain(text, 2 * _LONGEST_NAME)
    after = _NAME_AFTER.fullmatch(text)
    name = after[1] if after else parseaddr(text)[0] if "@" in text and "<" in text else text
    if "@" in name or "://" in name or _NO_NAME.fullmatch(name):
        return ""
    return shorten(name.strip(" ,;\"'"), _LONGEST_NAME)
