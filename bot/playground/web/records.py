"""Blogs of the little web and what they write, as blogs.json has them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal

FeedKind = Literal["rss", "atom", "planet"]
_KINDS: dict[str, FeedKind] = {"rss": "rss", "atom": "atom", "planet": "planet"}


@dataclass(frozen=True, slots=True)
class BlogPost:
    """A post. `at`: when it is published; `quote`: what it opens with, not the author's words."""

    slug: str
    at: datetime
    title: str
    author: str
    categories: tuple[str, ...]
    quote: str
    caption: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlogFeed:
    """A feed that a home page names. `category`: it has posts of this one alone, if any."""

    path: str
    kind: FeedKind
    title: str
    category: str = ""
    comments: bool = False


@dataclass(frozen=True, slots=True)
class InventedBlog:
    """A blog. `noise`: what its theme puts around a post. `copies`: whose posts a planet has."""

    name: str
    title: str
    about: str
    feeds: tuple[BlogFeed, ...]
    noise: str
    posts: tuple[BlogPost, ...]
    copies: tuple[str, ...] = ()


@cache
def read_blogs() -> tuple[InventedBlog, ...]:
    """Return the blogs that there are, in the order in which they are listed."""
    text = files("bot.playground.web").joinpath("blogs.json").read_text(encoding="utf-8")
    return tuple(_read_blog(row) for row in json.loads(text)["blogs"])


def _read_blog(row: Mapping[str, Any]) -> InventedBlog:
    return InventedBlog(
        row["name"],
        row["title"],
        row["about"],
        tuple(BlogFeed(**{**feed, "kind": _KINDS[feed["kind"]]}) for feed in row["feeds"]),
        row["noise"],
        tuple(_read_post(post) for post in row["posts"]),
        tuple(row.get("copies", ())),
    )


def _read_post(row: Mapping[str, Any]) -> BlogPost:
    lists = {name: tuple(row[name]) for name in ("categories", "text")}
    return BlogPost(**{**row, **lists, "at": datetime.fromisoformat(row["at"])})
