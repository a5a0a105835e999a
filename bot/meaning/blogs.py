"""Which of the blogs that a digest follows is meant: by number, address or name."""

from collections.abc import Sequence

from bot.command import Call, Refusal
from bot.form import Form
from bot.meaning.digests import Meant, find_digest, ref_of
from bot.refs import read_ref
from bot.wording.digests import blog_lists
from bot.wording.digests.blog_lists import FEED, Followed
from bot.wording.view import view_of
from jobs.digests.given import unwrap
from jobs.digests.lists_under_way import looked_at
from jobs.digests.versions import title_of
from jobs.feeds.identity import canonical_link
from storage.digest_records import Digest
from storage.naming import fold


def followed(call: Call, digest: Digest) -> list[Followed]:
    """Return the blogs of a digest, with the numbers by which they are named: the oldest first.

    What a list brought and nobody has looked at yet has its number, and is none of them so far.
    """
    own = {follow.feed_id: follow.topics for follow in call.tx.digests.follows(digest.id)}
    if digest.plan.reads == "all":
        theirs = digest.member_id
        others = (
            id_ for id_ in call.tx.digests.feeds_of(call.network.id, theirs) if id_ not in own
        )
        own |= dict.fromkeys(others, ())
    feeds = call.tx.feeds.many(own)
    known = [(id_, topics) for id_, topics in own.items() if id_ in feeds]
    unsure = looked_at(call.tx, digest)
    numbered = [Followed(n, feeds[id_], topics) for n, (id_, topics) in enumerate(known, 1)]
    return [one for one in numbered if one.feed.id not in unsure]


def own_blogs(call: Call, digest: Digest) -> list[Followed]:
    """Return those that the digest follows itself: only they can be taken out of it."""
    own = {follow.feed_id for follow in call.tx.digests.follows(digest.id)}
    return [one for one in followed(call, digest) if one.feed.id in own]


def known_digest(call: Call, meant: Meant) -> tuple[Digest, list[Followed]]:
    """Return the digest that is meant with its blogs; Refusal where nothing is followed."""
    digest = find_digest(call, meant)
    blogs = followed(call, digest) if digest else []
    if digest is None or not blogs:
        refusal = Refusal()
        if digest and (unsure := looked_at(call.tx, digest)):
            refusal.message = blog_lists.only_looked_at(len(unsure))
            raise refusal
        refusal.message = blog_lists.nothing_yet(view_of(call), meant.place, ref_of(meant.place))
        raise refusal
    return digest, blogs


def pick_blog(call: Call, meant: Meant, blogs: Sequence[Followed], which: Form) -> Followed | Form:
    """Return the blog that was pressed or typed; the form where none was, or several fit."""
    pressed = read_ref(call.ref).get(FEED)
    typed = " ".join(meant.words).strip("\"'")
    if not typed and not pressed:
        return which
    fits = [one for one in blogs if one.feed.id == pressed] if pressed else _fitting(typed, blogs)
    if not fits:
        raise Refusal(*blog_lists.no_such_blog(view_of(call), typed))
    return fits[0] if len(fits) == 1 else which


def _fitting(typed: str, blogs: Sequence[Followed]) -> list[Followed]:
    """The blogs of this number, else of this address, else of this name, else with it."""
    address, name = canonical_link(unwrap(typed)), fold(typed)
    ways = (
        [one for one in blogs if str(one.number) == typed.lstrip("#")],
        [one for one in blogs if address in _addresses(one)],
        [one for one in blogs if fold(title_of(one.feed)) == name],
        [one for one in blogs if name in fold(title_of(one.feed))],
    )
    return next((found for found in ways if found), [])


def _addresses(one: Followed) -> set[str]:
    return {canonical_link(url) for url in (one.feed.url, one.feed.site) if url}
