"""Leave out the next digest."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.digests import check_may_change, find_digest, meant_digest
from bot.steps.digest_planning import note_change
from bot.wording.digests import digest_reading
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests import editions


def run(call: Call) -> Answer:
    """Leave it out, and say which one that is."""
    meant = meant_digest(call)
    check_may_change(call, meant)
    digest, view = find_digest(call, meant), view_of(call)
    due = editions.next_due(call.tx, digest) if digest else None
    if digest is None or due is None:
        raise Refusal(*digest_reading.is_off(view, meant.place))
    editions.skip_next(call.tx, digest)
    note_change(call, digest, "digest.skip")
    return digest_reading.skipped(view, digest, due)


COMMAND = Command(
    words=("digest", "skip"),
    help=_("Leave out the next digest."),
    usage=_("[#channel]"),
    example="#data",
    run=run,
    who="anyone",
)
