"""Text as Slack takes it: nothing that a person typed becomes markup, and nothing is too long.

No text of ours is ever `mrkdwn`: sentences are rich_text elements, which Slack does not parse, and
labels are plain_text. So `*`, `_`, backticks, `<!channel>` or `@here` stay the letters they are.
"""

import re
import unicodedata
from typing import Any

from storage.naming import clean

Json = dict[str, Any]

_EDGES = re.compile(r"\A(\s*)(.*?)(\s*)\Z", re.DOTALL)
_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_HALF_LETTERS = re.compile("[\ud800-\udfff]")
_NO_LIMIT = 1_000_000
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


def escape(text: str) -> str:
    """Return text in which Slack finds no mention, channel ping, link or date."""
    return text.translate(_ENTITIES)


def unescape(text: str) -> str:
    """Undo Slack's three escapes in what it sends back."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def measure(text: str) -> int:
    """Return the length as the strictest reader counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def tidy(text: str) -> str:
    """Return a part of a sentence without invisible or unfit characters; a space at its edge stays.

    What runs from right to left is isolated (UAX 9), so that it cannot turn its neighbours round.
    """
    before, inner, after = _EDGES.match(text).groups()  # type: ignore[union-attr]  # matches all
    kept = clean(inner, _NO_LIMIT, lines=True)
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in kept):
        kept = f"{_ISOLATE}{kept}{_END_ISOLATE}"
    return f"{_space(before)}{kept}{_space(after)}"


def _space(edge: str) -> str:
    return "\n" if "\n" in edge else " " if edge else ""


def room(text: str) -> int:
    """Return how many units a part of a sentence takes once it is shown."""
    return measure(escape(tidy(text)))


def shorten(text: str, limit: int, *, lines: bool = False) -> str:
    """Return clean text of at most `limit` units once it is escaped; what was longer ends in "…".

    Never cut within a visible letter.
    """
    size = limit = max(limit, 0)
    shown = clean(text, size, lines=lines)
    while (over := measure(escape(shown)) - limit) > 0:
        size = min(size, len(shown)) - max(1, over // 6)
        shown = clean(shown, size, lines=lines)
    return shown


def plain_text(text: str, limit: int, *, lines: bool = False) -> Json:
    """Return a text object that Slack shows letter by letter, `:smile:` included; never empty."""
    shown = shorten(text, limit, lines=lines) or "…"
    return {"type": "plain_text", "text": escape(shown), "emoji": False}


def remark(name: str, text: str, limit: int) -> Json:
    """Return a text object under its name, or nothing where there is nothing to say."""
    return {name: plain_text(text, limit)} if shorten(text, limit) else {}


def as_typed(text: str) -> str:
    """Return text that somebody typed as it was, but for halves of letters, which UTF-8 lacks."""
    return _HALF_LETTERS.sub("", text)
