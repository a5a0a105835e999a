"""Text as Slack takes it: nothing that a person typed becomes markup, and nothing is too long.

No text of ours is ever `mrkdwn`: sentences are rich_text elements, which Slack does not parse, and
labels are plain_text. So `*`, `_`, backticks, `<!channel>` or `@here` stay the letters they are.
"""

from typing import Any

from bot.shown import measure, tidy
from storage.naming import clean

Json = dict[str, Any]

_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}


def escape(text: str) -> str:
    """Return text in which Slack finds no mention, channel ping, link or date."""
    return text.translate(_ENTITIES)


def unescape(text: str) -> str:
    """Undo Slack's three escapes in what it sends back."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


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
