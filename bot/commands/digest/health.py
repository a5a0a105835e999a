"""See how the blogs are read: when last, and what is wrong."""

from datetime import datetime

from bot.command import Call, Command
from bot.form import Answer, Form
from bot.meaning.blogs import known_digest, pick_blog
from bot.meaning.digests import meant_digest
from bot.wording.digests import blog_health, blog_lists
from bot.wording.digests.blog_health import Health
from bot.wording.digests.blog_lists import Followed
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests.lists_under_way import looked_at
from jobs.digests.looked import rate_of
from storage.digest_records import Digest


def run(call: Call) -> Answer:
    """Say how all of them are, or everything about one."""
    meant = meant_digest(call)
    digest, blogs = known_digest(call, meant)
    picked = pick_blog(call, meant, blogs, blog_lists.remove_form(digest, blogs))
    unsure = len(looked_at(call.tx, digest))
    if not isinstance(picked, Form) or (len(blogs) == 1 and not unsure):
        one = blogs[0] if isinstance(picked, Form) else picked
        return blog_health.shown(view_of(call), digest, _health(call, digest, [one])[0])
    return blog_health.overview(view_of(call), _health(call, digest, blogs), unsure)


def _health(call: Call, digest: Digest, blogs: list[Followed]) -> list[Health]:
    """How they are, as far as this network follows them."""
    since = call.tx.digests.followed_since(call.network.id, digest.member_id)
    newest = call.tx.posts.newest([one.feed.id for one in blogs])
    alone = len(blogs) == 1
    return [
        Health(
            one.feed,
            one.number,
            since.get(one.feed.id, call.now),
            rate_of(call.tx, one.feed, call.now) if alone else None,
            newest.get(one.feed.id),
            _moved_from(call, one, since.get(one.feed.id, call.now)) if alone else "",
        )
        for one in blogs
    ]


def _moved_from(call: Call, one: Followed, since: datetime) -> str:
    """The address that it left since we follow it: what was before is not ours to tell."""
    return next(iter(call.tx.feeds.former_addresses(one.feed.id, since)), "")


COMMAND = Command(
    words=("digest", "health"),
    help=_("See how the blogs are read: when last, what is wrong, and when we try again."),
    usage=_("[number, address or name] [#channel]"),
    example="1",
    run=run,
    who="anyone",
)
