"""A member says which blog is theirs: kept only where they agree that it is shown."""

from collections.abc import Sequence
from datetime import datetime

from jobs.digests.looked import SeenBlog
from storage.digest_records import Blog
from storage.feed_records import Feed
from storage.naming import fold
from storage.transaction import Transaction
from storage.types import Member

_LOOKED_AT = 20


def authors_of(tx: Transaction, blog: SeenBlog) -> tuple[str, ...]:
    """Return who writes in a blog, as its last posts name them."""
    feed = tx.feeds.find(blog.url)
    known = tx.posts.latest(feed.id, _LOOKED_AT) if feed else []
    given = [*(post.author for post in blog.posts), *(entry.author for entry in known)]
    names = (name.strip() for author in given for name in author.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def claim(tx: Transaction, member: Member, blog: SeenBlog, author: str, now: datetime) -> bool:
    """Link a blog's posts (of `author`, where it has several) to a member, who agreed.

    False where another member of the network did so before: a post has one author by that name.
    """
    feed = tx.feeds.add(blog.url, now, blog.title, blog.site)
    others = tx.blogs.of_feeds(member.network_id, [feed.id]).get(feed.id, [])
    if any(_same(one, author) for one in others if one.member_id != member.id):
        return False
    tx.blogs.claim(Blog(member.id, feed.id, author, agreed=True), now)
    return True


def unlink(tx: Transaction, member: Member, url: str = "") -> list[Feed]:
    """Link a blog's posts to the member no more, or those of all; return which blogs it was."""
    blogs = tx.blogs.of_member(member.id)
    feeds = tx.feeds.many(blog.feed_id for blog in blogs)
    meant = tx.feeds.find(url) if url else None
    dropped = [blog.feed_id for blog in blogs if not url or (meant and blog.feed_id == meant.id)]
    return [feeds[id_] for id_ in dropped if tx.blogs.drop(member.id, id_)]


def of_member(tx: Transaction, member: Member) -> Sequence[tuple[Blog, Feed]]:
    """Return the blogs that are linked to a member."""
    blogs = tx.blogs.of_member(member.id)
    feeds = tx.feeds.many(blog.feed_id for blog in blogs)
    return [(blog, feeds[blog.feed_id]) for blog in blogs if blog.feed_id in feeds]


def _same(blog: Blog, author: str) -> bool:
    return fold(blog.author) == fold(author)
