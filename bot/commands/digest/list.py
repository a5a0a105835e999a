"""See which blogs are followed here."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.blogs import known_digest
from bot.meaning.digests import meant_digest
from bot.refs import read_ref
from bot.wording.digests import blog_lists
from bot.wording.digests.blog_lists import PAGE
from bot.wording.language import gettext as _
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """List them by number, a page at a time."""
    meant = meant_digest(call)
    digest, blogs = known_digest(call, meant)
    page = read_ref(call.ref).get(PAGE, "0")
    return blog_lists.listed(view_of(call), digest, blogs, int(page) if page.isdigit() else 0)


COMMAND = Command(
    words=("digest", "list"),
    help=_("See which blogs you follow, or which a channel follows."),
    usage=_("[#channel]"),
    example="#data",
    run=run,
    who="anyone",
    aliases=(("digest", "blogs"),),
)
