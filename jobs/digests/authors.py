"""Which members wrote a post: those who said that they write in its feed. Pure but for the last."""

from collections.abc import Iterable, Mapping, Sequence

from storage.digest_records import Blog
from storage.feed_records import Entry, PostId
from storage.naming import fold
from storage.transaction import Transaction
from storage.types import Member, MemberId, NetworkId

_BETWEEN = ", "


def wrote(blog: Blog, entry: Entry) -> bool:
    """Return whether the member of a blog wrote a post; in a feed of several, by its author."""
    if blog.feed_id != entry.feed_id:
        return False
    if not blog.author:
        return True
    return fold(blog.author) in {fold(name) for name in entry.author.split(_BETWEEN)}


def writers(blogs: Sequence[Blog], entry: Entry) -> list[MemberId]:
    """Return the members who wrote a post and agreed to be named with it, in their order."""
    return [blog.member_id for blog in blogs if blog.agreed and wrote(blog, entry)]


def find_writers(
    tx: Transaction, network_id: NetworkId, entries: Iterable[Entry]
) -> Mapping[PostId, list[Member]]:
    """Return the members of this network who wrote posts and agreed; two statements."""
    entries = list(entries)
    blogs = tx.blogs.of_feeds(network_id, {entry.feed_id for entry in entries})
    found = {entry.post_id: writers(blogs.get(entry.feed_id, ()), entry) for entry in entries}
    members = tx.members.many({id_ for ids in found.values() for id_ in ids})
    return {post_id: [members[id_] for id_ in ids] for post_id, ids in found.items() if ids}
