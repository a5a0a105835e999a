"""From what was pasted to plain lines: invisible characters, HTML and e-mail quoting. Pure.

Every step takes time in proportion to the text. `html.parser` does not (an unclosed tag is
looked for to the end of the text, each time), so the few tags that a paste brings are read here.
"""

import html
import re

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Joiners stay: they hold emoji and some scripts together.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_HALVES = re.compile("[\ud800-\udfff]")

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>p|div|br|h[1-6]|li|[uo]l|table|tbody|thead|t[rdh]|span|b|strong|i|em|u|a|"
    r"font|blockquote|hr|html|body|head|meta)(?=[\s/>])[^<>\n]{0,1000}>",
    re.IGNORECASE,
)
_UNREAD = re.compile(r"<(style|script)(?=[\s>])[^<>]{0,300}>[^<]*</\1>", re.IGNORECASE)
_ANCHOR = re.compile(
    r"<a\s[^<>\n]{0,300}?href=[\"']([^\"'<>\s]{0,2000})[\"'][^<>\n]{0,300}>([^<>]*)</a>",
    re.IGNORECASE,
)
_ENDS_A_LINE = frozenset(("p", "div", "br", "li", "tr", "blockquote", "hr", "table"))
_QUOTE = re.compile(r"^\s*(?:> ?)+")


def read_letters(text: str) -> str:
    """Return the text with plain line breaks and spaces, and nothing that nobody can see."""
    text = _BREAKS.sub("\n", _read_html(text))
    text = _SPACES.sub(" ", _UNSEEN.sub("", text))
    return _HALVES.sub("\N{REPLACEMENT CHARACTER}", text)


def read_lines(text: str) -> list[str]:
    """Return the lines of a text, without the marks of an e-mail that was answered."""
    lines = read_letters(text).split("\n")
    filled = sum(1 for line in lines if line and not line.isspace())
    quoted = sum(1 for line in lines if line.lstrip()[:1] == ">")
    if quoted and 2 * quoted >= filled:
        return [_QUOTE.sub("", line) for line in lines]
    return lines


def _read_html(text: str) -> str:
    """Only where there are tags: elsewhere "&amp;" is what somebody wrote."""
    if not _TAG.search(text):
        return text
    text = _ANCHOR.sub(r"[\2](\1)", _UNREAD.sub("", text))
    return html.unescape(_TAG.sub(_read_tag, text))


def _read_tag(found: re.Match[str]) -> str:
    name, is_end = found["name"].casefold(), bool(found["end"])
    if name.startswith("h") and name[1:].isdigit():
        return "\n" if is_end else "\n" + "#" * int(name[1:]) + " "
    if name == "li":
        return "" if is_end else "\n- "
    if name in ("td", "th"):
        return "\t" if is_end else ""
    return "\n" if name in _ENDS_A_LINE else ""
