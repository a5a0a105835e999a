"""Posts, and feeds of them in every format and every way of writing a title."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
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
