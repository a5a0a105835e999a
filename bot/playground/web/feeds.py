"""Feeds of the little web, drawn as blogs' programs draw them. Pure: a base address in, XML out."""

from collections.abc import Iterable, Sequence
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as Xml

from bot.playground.web.records import BlogFeed, BlogPost, InventedBlog

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
CREATOR = "http://purl.org/dc/elements/1.1/"
Xml.register_namespace("atom", ATOM)
Xml.register_namespace("content", CONTENT)
Xml.register_namespace("dc", CREATOR)

Copies = Sequence[tuple[InventedBlog, BlogPost]]


def draw_rss(base: str, blog: InventedBlog, feed: BlogFeed, posts: Iterable[BlogPost]) -> bytes:
    """Return a feed as WordPress makes it, with what its theme puts around a post."""
    rss, channel = _begin_rss(feed.title, f"{base}/{blog.name}/", blog.about)
    for number, post in enumerate(posts):
        link = address_of(base, blog, post)
        item = _item(channel, post, link, f"{blog.name} {post.slug}")
        if number == 0 and blog.noise:
            Xml.SubElement(item, "comments").text = f"{link}#respond"
        Xml.SubElement(item, f"{{{CONTENT}}}encoded").text = draw_body(blog, post, link)
    return _whole(rss)


def draw_atom(base: str, blog: InventedBlog, feed: BlogFeed, posts: Sequence[BlogPost]) -> bytes:
    """Return a feed in Atom."""
    home = f"{base}/{blog.name}/"
    root = Xml.Element(f"{{{ATOM}}}feed")
    _atom(root, "id", f"tag:{blog.name}.example,2026:blog")
    _atom(root, "title", feed.title)
    _atom(root, "updated", max(post.at for post in posts).isoformat() if posts else "")
    Xml.SubElement(root, f"{{{ATOM}}}link", href=home, rel="alternate")
    for post in posts:
        _entry(root, blog, post, address_of(base, blog, post))
    return _whole(root)


def draw_planet(base: str, planet: InventedBlog, feed: BlogFeed, copies: Copies) -> bytes:
    """Return what a planet has: other ids, links that count visitors, and where each is from."""
    rss, channel = _begin_rss(feed.title, f"{base}/{planet.name}/", planet.about)
    for blog, post in copies:
        link = f"{address_of(base, blog, post)}?utm_source=planet&utm_medium=rss"
        item = _item(channel, post, link, f"planet {blog.name} {post.slug}")
        source = Xml.SubElement(item, "source", url=f"{base}/{blog.name}/{blog.feeds[0].path}")
        source.text = blog.title
        body = "".join(f"<p>{escape(each)}</p>" for each in post.text)
        Xml.SubElement(item, "description").text = body
    return _whole(rss)


def draw_body(blog: InventedBlog, post: BlogPost, link: str) -> str:
    """Return a post as markup: what it quotes, a picture's caption, its words, and its noise."""
    parts = [f"<blockquote><p>{escape(post.quote)}</p></blockquote>"] if post.quote else []
    if post.caption:
        caption = f"<figcaption>{escape(post.caption)}</figcaption>"
        parts.append(f'<figure><img src="{link}picture.png" alt="">{caption}</figure>')
    parts += [f"<p>{escape(each)}</p>" for each in post.text]
    return "\n".join([*parts, *_noise(blog, post, link)])


def address_of(base: str, blog: InventedBlog, post: BlogPost) -> str:
    """Return where a post is read."""
    return f"{base}/{blog.name}/{post.slug}/"


def _noise(blog: InventedBlog, post: BlogPost, link: str) -> list[str]:
    """What themes and plugins add."""
    reply = f'<p><a href="{link}#respond">Leave a reply</a></p>'
    if blog.noise != "wordpress":
        return [reply] if blog.noise else []
    home = f'<a href="{link}">{escape(post.title)}</a>'
    shared = '<div class="sharedaddy"><h3>Share this:</h3><p>Like this? Loading…</p></div>'
    appeared = f"<p>The post {home} appeared first on {escape(blog.title)}.</p>"
    return [shared, reply, appeared]


def _begin_rss(title: str, home: str, about: str) -> tuple[Xml.Element, Xml.Element]:
    rss = Xml.Element("rss", version="2.0")
    channel = Xml.SubElement(rss, "channel")
    for name, text in (("title", title), ("link", home), ("description", about)):
        Xml.SubElement(channel, name).text = text
    return rss, channel


def _item(channel: Xml.Element, post: BlogPost, link: str, guid: str) -> Xml.Element:
    item = Xml.SubElement(channel, "item")
    for name, text in (("title", post.title), ("link", link)):
        Xml.SubElement(item, name).text = text
    Xml.SubElement(item, "guid", isPermaLink="false").text = guid
    Xml.SubElement(item, "pubDate").text = format_datetime(post.at)
    if post.author:
        Xml.SubElement(item, f"{{{CREATOR}}}creator").text = post.author
    for category in post.categories:
        Xml.SubElement(item, "category").text = category
    return item


def _entry(root: Xml.Element, blog: InventedBlog, post: BlogPost, link: str) -> None:
    entry = Xml.SubElement(root, f"{{{ATOM}}}entry")
    _atom(entry, "id", f"tag:{blog.name}.example,2026:{post.slug}")
    _atom(entry, "title", post.title)
    _atom(entry, "updated", post.at.isoformat())
    _atom(entry, "published", post.at.isoformat())
    Xml.SubElement(entry, f"{{{ATOM}}}link", href=link, rel="alternate")
    _atom(Xml.SubElement(entry, f"{{{ATOM}}}author"), "name", post.author or blog.title)
    for category in post.categories:
        Xml.SubElement(entry, f"{{{ATOM}}}category", term=category)
    content = Xml.SubElement(entry, f"{{{ATOM}}}content", type="html")
    content.text = draw_body(blog, post, link)


def _atom(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _whole(root: Xml.Element) -> bytes:
    found: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return found
