"""See the next digest, and when it comes, before anybody else does."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.digests import find_digest, may_change, meant_digest
from bot.wording.digests import digest_reading
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests import editions


def run(call: Call) -> Answer:
    """Compose it as it is now; nothing is sent, and nothing is used up."""
    meant = meant_digest(call)
    digest, view = find_digest(call, meant), view_of(call)
    if digest is None:
        return digest_reading.none_yet(view, meant.place)
    composed = editions.preview(call.tx, digest, call.now)
    return digest_reading.preview(view, digest, composed, may_send=may_change(call, meant))


COMMAND = Command(
    words=("digest", "preview"),
    help=_("See the next digest, and when it comes."),
    usage=_("[#channel]"),
    example="#data",
    run=run,
    who="anyone",
)
