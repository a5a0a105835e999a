"""See what is read here, when the next digest comes, and what to do next."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.digests import Meant, find_digest, may_change, meant_digest
from bot.wording.digests import digest_home
from bot.wording.language import gettext as _
from bot.wording.trouble import unknown_words
from bot.wording.view import view_of
from jobs.digests import editions
from jobs.digests.lists_under_way import looked_at_of
from jobs.digests.muting import feeds_read
from jobs.digests.versions import title_of
from storage.digest_records import Digest
from storage.naming import fold


def run(call: Call) -> Answer:
    """Show how things stand for this channel, or for the asker."""
    meant = meant_digest(call)
    if meant.words:
        raise Refusal(*unknown_words(f"digest {call.rest}", call.table.all, call.names))
    digest = find_digest(call, meant)
    return digest_home.shown(view_of(call), _state(call, meant, digest))


def _state(call: Call, meant: Meant, digest: Digest | None) -> digest_home.State:
    tx = call.tx
    reader = call.me.id if meant.place is None else None
    followed = tx.digests.followed_since(call.network.id, reader)
    unsure = looked_at_of(tx, call.network.id, followed)
    everywhere = tx.feeds.many(id_ for id_ in followed if id_ not in unsure)
    network = tx.digests.feeds_of(call.network.id)
    read = feeds_read(tx, digest) if digest else [*everywhere.values()]
    comes = digest is not None and digest.plan.rhythm != "off"
    composed = editions.preview(tx, digest, call.now) if digest and comes else None
    return digest_home.State(
        meant.place,
        digest,
        tuple(title_of(feed) for feed in read if feed.id not in unsure),
        len(everywhere),
        tuple(
            sorted((title_of(everywhere[id_]) for id_ in network if id_ in everywhere), key=fold)
        ),
        len(composed.items) if composed else 0,
        may_change(call, meant),
    )


COMMAND = Command(
    words=("digest",),
    help=_("See which blogs are read here, and when the next digest comes."),
    usage=_("[#channel]"),
    example="#data",
    run=run,
    who="anyone",
    aliases=(("digest", "help"),),
)
