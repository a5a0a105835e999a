"""What is told of a feed that cannot be read: once, where its posts are read."""

from typing import assert_never

from bot.message import Code, Message, rich, say
from bot.wording.language import gettext as _
from bot.wording.look import Look
from bot.wording.view import view_for
from jobs.digests.versions import title_of
from storage.notices.digests import FeedBack, FeedFailing, FeedGone, FeedNotice


def word(look: Look, notice: FeedNotice) -> Message | None:
    """Word it as things are now; None where it is not true any more."""
    feed = look.tx.feeds.get(notice.feed_id)
    view, title = view_for(look), title_of(feed)
    match notice:
        case FeedGone():
            return _gone(title, view.code("digest restore")) if feed.state == "gone" else None
        case FeedFailing():
            return _failing(title, view.code("digest health")) if feed.told == "failing" else None
        case FeedBack():
            return None if feed.failures else _back(title)
        case _:
            assert_never(notice)


def _gone(title: str, restore: Code) -> Message:
    return say(
        _("{blog} has taken its feed down, so we don't look for new posts there any more.").format(
            blog=title
        ),
        rich(_("If it comes back, type {restore} and its name."), restore=restore),
    )


def _failing(title: str, health: Code) -> Message:
    return say(
        _("We couldn't read {blog} for a week.").format(blog=title),
        rich(
            _("We keep trying, and say so here when it works again. {health} shows what is wrong."),
            health=health,
        ),
    )


def _back(title: str) -> Message:
    return say(_("We can read {blog} again. Its new posts come as before.").format(blog=title))
