"""Have your posts linked to you no more."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.steps.following_blogs import split_address, wrong_address
from bot.wording.digests import own_blogs
from bot.wording.language import gettext as _
from jobs.digests import claiming
from jobs.digests.given import tidy
from jobs.feeds.discovery import addresses_to_try


def run(call: Call) -> Answer:
    """Unlink all blogs, or the one whose address was typed."""
    address, _rest = split_address(call.args)
    if not address:
        return own_blogs.unlinked(claiming.unlink(call.tx, call.me))
    if wrong := wrong_address(address):
        raise Refusal(*wrong)
    urls = [tidy(url) for url in addresses_to_try(address)]
    dropped = [feed for url in urls for feed in claiming.unlink(call.tx, call.me, url)]
    return own_blogs.unlinked(dropped)


COMMAND = Command(
    words=("digest", "blog", "off"),
    help=_("Have your posts linked to your profile no more."),
    usage=_("[web address of the feed]"),
    example="blog.example.org/feed",
    run=run,
    aliases=(("digest", "blog", "stop"),),
)
