"""Let the next digest come after all."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.digests import check_may_change, find_digest, meant_digest
from bot.steps.digest_planning import note_change
from bot.wording.digests import digest_reading
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests import editions


def run(call: Call) -> Answer:
    """Take back that it is left out."""
    meant = meant_digest(call)
    check_may_change(call, meant)
    digest, view = find_digest(call, meant), view_of(call)
    if digest is None or editions.next_due(call.tx, digest) is None:
        raise Refusal(*digest_reading.is_off(view, meant.place))
    call.tx.digests.set_skip(digest.id, False)
    note_change(call, digest, "digest.skip")
    now = call.tx.digests.get(digest.id, call.network.id)
    return digest_reading.unskipped(view, now, was=digest.skips)


COMMAND = Command(
    words=("digest", "unskip"),
    help=_("Let the next digest come after all."),
    usage=_("[#channel]"),
    example="#data",
    run=run,
    who="anyone",
)
