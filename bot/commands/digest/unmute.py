"""Show what a digest left out again."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.digests import check_may_change, find_digest, meant_digest
from bot.meaning.muted_names import pressed_mute, read_named
from bot.steps.digest_planning import note_change
from bot.wording.digests import muting
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests.muting import names_of
from storage.digest_records import Digest, Mute


def run(call: Call) -> Answer:
    """Show again what was pressed or named; ask where it is not clear."""
    meant = meant_digest(call)
    digest = find_digest(call, meant)
    view, pressed = view_of(call), pressed_mute(call)
    mutes = call.tx.digests.mutes(digest.id) if digest else []
    if digest is None or not (meant.words or pressed):
        return muting.listed(view, digest, mutes)
    check_may_change(call, meant)
    if pressed:
        return _unmute(call, digest, pressed)
    named = read_named(meant, [(each, names_of(call.tx, digest, each)) for each in mutes])
    if len(named.certain) == 1:
        return _unmute(call, digest, named.certain[0])
    if named.certain:
        return muting.which(view, digest, named.typed, named.certain, muting.UNMUTE)
    if named.perhaps:
        return muting.did_you_mean(view, digest, named.typed, named.perhaps, muting.UNMUTE)
    raise Refusal(*muting.not_muted(named.typed))


def _unmute(call: Call, digest: Digest, mute: Mute) -> Answer:
    if not call.tx.digests.unmute(digest.id, mute.kind, mute.shown):
        raise Refusal(*muting.not_muted(mute.shown))
    note_change(call, digest, "digest.choose")
    return muting.unmuted(view_of(call), digest, mute)


COMMAND = Command(
    words=("digest", "unmute"),
    help=_("Show what a digest left out again."),
    usage=_("[name]"),
    example="topic procurement",
    run=run,
    who="anyone",
)
