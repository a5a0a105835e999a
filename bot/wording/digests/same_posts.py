"""Two posts are one, or are not: what is answered."""

from bot.message import Button, Buttons, Message, Rich, rich, say
from bot.refs import pack_ref
from bot.wording.digests.digest_why import say_post
from bot.wording.language import gettext as _
from bot.wording.view import View
from jobs.digests.sameness import Merged
from storage.naming import clean

SAME, DIFFERENT = "digest same", "digest different"
POST, ALONG = "post", "along"

_MOST_ALONG = 20


def merged(found: Merged, blog: str) -> Message:
    """They are one post from now on; the button takes it back."""
    ref = pack_ref(**{POST: found.post_id, ALONG: ",".join(found.along[:_MOST_ALONG])})
    return say(
        rich(
            _("Done: digests show these as one post. They show {title}, {blog}."),
            title=say_post(found.shown),
            blog=blog,
        ),
        _("This counts in this network only. Digests that have come stay as they are."),
        Buttons((Button(_("They are two posts"), DIFFERENT, ref),)),
    )


def one_already() -> Message:
    """They were one before."""
    return say(_("These are one post already, so nothing has changed."))


def parted() -> Message:
    """They are two posts again."""
    return say(_("Done: digests show these as two posts again."))


def not_merged() -> tuple[str, ...]:
    """Nobody said that they are one."""
    return (_("Nobody said that these are the same post, so nothing has changed."),)


def two_addresses(view: View, line: str) -> tuple[str | Rich, ...]:
    """Two addresses are needed."""
    return (
        _("We need the web addresses of two posts. Nothing has changed."),
        rich(_("Type {line} and both addresses."), line=view.code(line)),
    )


def not_read(view: View, url: str) -> tuple[str | Rich, ...]:
    """No feed of this network has one of them."""
    return (
        _("No blog that this network follows has a post at this address. Nothing has changed."),
        (clean(url, 200),),
        rich(_("To see more about it, type {why} and the address."), why=view.code("digest why")),
    )
