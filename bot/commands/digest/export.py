"""Get the blogs that are followed as a file."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.blogs import known_digest
from bot.meaning.digests import meant_digest
from bot.steps.keeping import send_kept
from bot.wording.digests.blog_lists import EXPORT
from bot.wording.language import gettext as _
from bot.wording.members import status


def run(call: Call) -> Answer:
    """Send the file by direct message, which alone can bring files."""
    digest, _blogs = known_digest(call, meant_digest(call))
    send_kept(call, f"{EXPORT} {digest.id}")
    return status.sent_to_you()


COMMAND = Command(
    words=("digest", "export"),
    help=_("Get the blogs that you follow, or a channel, as a file (OPML)."),
    usage=_("[#channel]"),
    example="#data",
    run=run,
    who="anyone",
)
