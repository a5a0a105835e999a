"""Have your posts linked to you no more."""

from gettext import gettext as _

from bot.command import Call, Command
from bot.message import Answer
from bot.steps.following_blogs import split_address, wrong_address
from bot.wording.digests import own_blogs
from jobs.digests import claiming
from jobs.digests.given import tidy


def run(call: Call) -> Answer:
    """Unlink all blogs, or the one whose address was typed."""
    address, _rest = split_address(call.args)
    url = tidy(address) if address and not wrong_address(address) else address
    return own_blogs.unlinked(claiming.unlink(call.tx, call.me, url))


COMMAND = Command(
    words=("digest", "blog", "off"),
    help=_("Have your posts linked to your profile no more."),
    usage=_("[web address of the feed]"),
    example="blog.example.org/feed",
    run=run,
    aliases=(("digest", "blog", "stop"),),
)
