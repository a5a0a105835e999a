"""Pages of the little web, for people who follow a link. Pure: a base address in, HTML out."""

from collections.abc import Iterable
from html import escape

from bot.playground.web.feeds import address_of, draw_body
from bot.playground.web.records import BlogFeed, BlogPost, InventedBlog

_TYPES = {"rss": "application/rss+xml", "planet": "application/rss+xml"}
_ATOM = "application/atom+xml"


def draw_front(blogs: Iterable[InventedBlog]) -> str:
    """Return the page that lists the blogs."""
    items = "".join(
        f'<li><a href="{blog.name}/">{escape(blog.title)}</a>: {escape(blog.about)}</li>'
        for blog in blogs
    )
    words = "<p>Everything here is invented. Add one of these addresses to try digests.</p>"
    return _page("The playground's little web", f"{words}<ul>{items}</ul>")


def draw_home(blog: InventedBlog, posts: Iterable[BlogPost]) -> str:
    """Return a blog's home page, which names its feeds as blogs do."""
    links = "".join(_declare(feed) for feed in blog.feeds)
    items = "".join(
        f'<li><a href="{post.slug}/">{escape(post.title)}</a>, {_day(post)}</li>' for post in posts
    )
    return _page(blog.title, f"<p>{escape(blog.about)}</p><ul>{items}</ul>", links)


def draw_post(base: str, blog: InventedBlog, post: BlogPost) -> str:
    """Return a post as it is read at its own address."""
    link = address_of(base, blog, post)
    by = f"<p>{escape(post.author)}, {_day(post)}</p>"
    home = f'<p><a href="../">{escape(blog.title)}</a></p>'
    return _page(post.title, f"{by}{draw_body(blog, post, link)}{home}")


def draw_instead() -> str:
    """Return the page that some websites show where a feed was."""
    return _page("We are doing some maintenance", "<p>Please come back in a while.</p>")


def _day(post: BlogPost) -> str:
    return f"{post.at.day} {post.at:%B %Y}"


def _declare(feed: BlogFeed) -> str:
    type_ = _TYPES.get(feed.kind, _ATOM)
    title = escape(feed.title)
    return f'<link rel="alternate" type="{type_}" title="{title}" href="{feed.path}">'


def _page(title: str, body: str, head: str = "") -> str:
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>{head}</head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
