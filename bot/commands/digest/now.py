"""Send what is new at once."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.digests import check_may_change, find_digest, meant_digest
from bot.meaning.quiet import ask_first, without_anyway
from bot.steps.digest_planning import note_change
from bot.wording.digests import digest_reading
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests import editions
from storage.digest_records import Digest


def run(call: Call) -> Answer:
    """Send it, where something is new; in a quiet period a channel is asked about once more."""
    call, sure = without_anyway(call)
    meant = meant_digest(call)
    check_may_change(call, meant)
    digest, view = find_digest(call, meant), view_of(call)
    if digest is None:
        return digest_reading.none_yet(view, meant.place)
    composed = editions.preview(call.tx, digest, call.now)
    if composed.empty:
        return digest_reading.nothing_sent(view, digest, composed)
    typed = f"digest now #{meant.place.name}" if meant.place else "digest now"
    question = None
    if meant.place and not sure:
        question = ask_first(call, "digest now", typed, digest.id)
    return question or _send(call, digest)


def _send(call: Call, digest: Digest) -> Answer:
    edition = editions.send_now(call.tx, digest, call.now)
    if edition is None:
        raise Refusal(*digest_reading.nobody_reached(view_of(call), digest))
    note_change(call, digest, "digest.now")
    return digest_reading.sent(view_of(call), digest, len(call.tx.editions.posts(edition.id)))


COMMAND = Command(
    words=("digest", "now"),
    help=_("Send what is new at once."),
    usage=_("[#channel]"),
    example="#data",
    run=run,
    who="anyone",
)
