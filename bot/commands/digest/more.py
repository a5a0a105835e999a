"""Read the posts that were not on the screen of a digest."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.digests import find_digest, meant_digest
from bot.wording.digests import digest_post, digest_reading
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests import editions
from jobs.digests.reading import read_edition
from storage.digest_records import Digest, Edition, EditionId
from storage.errors import NotFoundError

_EDITION = "ed_"


def run(call: Call) -> Answer:
    """Show the rest of the edition whose button was pressed, of a preview, or of the last one.

    Whoever reads a channel may read the rest of its digest; a member's own is theirs alone.
    """
    if call.ref.startswith(_EDITION):
        edition = call.tx.editions.get(EditionId(call.ref), call.network.id)
        return _rest(call, edition, _readable(call, edition))
    meant = meant_digest(call)
    digest = find_digest(call, meant)
    if digest and call.ref:
        composed = editions.preview(call.tx, digest, call.now)
        return digest_post.rest(composed)
    last = call.tx.editions.last(digest.id, ["delivered", "queued"]) if digest else None
    if digest is None or last is None:
        return digest_reading.no_rest(view_of(call))
    return _rest(call, last, digest)


def _readable(call: Call, edition: Edition) -> Digest:
    digest = call.tx.digests.get(edition.digest_id, call.network.id)
    mine = call.member and digest.member_id == call.member.id
    if digest.member_id and not mine:
        raise NotFoundError(edition.id)
    return digest


def _rest(call: Call, edition: Edition, digest: Digest) -> Answer:
    composed = read_edition(call.tx, edition, digest)
    return digest_post.rest(composed)


COMMAND = Command(
    words=("digest", "more"),
    help=_("Read the posts that were not on the screen of a digest."),
    usage=_("[#channel]"),
    example="#data",
    run=run,
    who="anyone",
)
