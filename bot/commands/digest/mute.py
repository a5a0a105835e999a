"""Leave a blog, an author or a topic out of a digest."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.digests import check_may_change, find_digest, meant_digest, open_digest
from bot.meaning.muted_names import Named, pressed_mute, read_named
from bot.steps.digest_planning import note_change
from bot.wording.digests import muting
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests.muting import known_names
from storage.digest_records import Digest, Mute


def run(call: Call) -> Answer:
    """Mute what was pressed or named; ask where it is not clear; without a name, list them."""
    meant = meant_digest(call)
    known = find_digest(call, meant)
    if not meant.words and pressed_mute(call) is None:
        mutes = call.tx.digests.mutes(known.id) if known else []
        return muting.listed(view_of(call), known, mutes)
    check_may_change(call, meant)
    digest = open_digest(call, meant)
    pressed = pressed_mute(call)
    if pressed:
        return _mute(call, digest, pressed)
    return _by_name(call, digest, read_named(meant, known_names(call.tx, digest, call.now)))


def _by_name(call: Call, digest: Digest, named: Named) -> Answer:
    view = view_of(call)
    if len(named.certain) == 1:
        return _mute(call, digest, named.certain[0])
    if named.certain:
        return muting.which(view, digest, named.typed, named.certain, muting.MUTE)
    if named.kind in ("author", "topic"):  # none that is known: it may write, or be written of, yet
        return _mute(call, digest, Mute(named.kind, named.typed))
    if named.perhaps:
        return muting.did_you_mean(view, digest, named.typed, named.perhaps, muting.MUTE)
    raise Refusal(*muting.unknown(view, named.typed))


def _mute(call: Call, digest: Digest, mute: Mute) -> Answer:
    note_change(call, digest, "digest.choose")
    is_new = call.tx.digests.mute(digest.id, mute.kind, mute.shown, call.now)
    return muting.muted(view_of(call), digest, mute, is_new=is_new)


COMMAND = Command(
    words=("digest", "mute"),
    help=_("Leave a blog, an author or a topic out of a digest."),
    usage=_("[blog, author or topic] [name]"),
    example="topic procurement",
    run=run,
    who="anyone",
    aliases=(("digest", "hide"), ("digest", "muted")),
)
