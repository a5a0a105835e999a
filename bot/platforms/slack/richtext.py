"""Sentences as Slack's rich_text: every part is an element of its own, so nothing is parsed."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from bot.message import Bold, Channel, Code, Italic, Link, Mention, Part, Rich
from bot.platforms.slack.text import Json
from bot.shown import tidy

_USER_ID = re.compile(r"[UW][A-Z0-9]{2,}\Z")
_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{2,}\Z")
_SCHEMES = frozenset({"http", "https", "mailto"})
_LONGEST_URL = 3_000


def rich_text(sections: Iterable[Json]) -> Json:
    """Return a block of sections or lists."""
    return {"type": "rich_text", "elements": list(sections)}


def section(text: Rich, authority: str) -> Json:
    """Return one run of text; `authority` is the workspace in which it is read."""
    return {"type": "rich_text_section", "elements": elements(text, authority)}


def bullets(items: Iterable[Rich], authority: str) -> Json:
    """Return a list of bullet points, the empty ones left out."""
    sections = [section(item, authority) for item in items]
    points = [point for point in sections if point["elements"]]
    return {"type": "rich_text_list", "style": "bullet", "elements": points}


def elements(text: Rich, authority: str) -> list[Json]:
    """Return the parts as elements; empty ones are left out."""
    drawn = (_element(part, authority) for part in text)
    return [element for element in drawn if element is not None]


def _element(part: Part, authority: str) -> Json | None:
    match part:
        case str():
            return _text(part)
        case Bold(text=words):
            return _text(words, "bold")
        case Italic(text=words):
            return _text(words, "italic")
        case Code(text=words):
            return _text(words, "code")
        case Link(text=words, url=url):
            return _link(words, url)
        case Mention():
            return _mention(part, authority)
        case Channel():
            return _channel(part)


def _text(words: str, style: str = "") -> Json | None:
    shown = tidy(words)
    if not shown:
        return None
    styled = {"style": {style: True}} if style and shown.strip() else {}
    return {"type": "text", "text": shown} | styled


def _link(words: str, url: str) -> Json | None:
    if not is_address(url):
        return _text(words)
    return {"type": "link", "url": url, "text": tidy(words) or url}


def is_address(url: str) -> bool:
    """Return whether this is a web or mail address that Slack takes."""
    if len(url) > _LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in _SCHEMES and bool(parts.netloc or parts.path)


def _mention(person: Mention, authority: str) -> Json | None:
    """Name somebody so that Slack tells them, but only where Slack knows them; else by name."""
    known = person.platform == "slack" and person.authority == authority
    if known and _USER_ID.match(person.user):
        return {"type": "user", "user_id": person.user}
    return _text(person.name)


def _channel(channel: Channel) -> Json | None:
    if channel.platform == "slack" and _CHANNEL_ID.match(channel.external_id):
        return {"type": "channel", "channel_id": channel.external_id}
    return _text(channel.text)
