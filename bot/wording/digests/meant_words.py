"""Whose digest it is, in words; and why none is meant."""

from bot.message import Rich, rich
from bot.wording.language import gettext as _
from bot.wording.notes.note_posts import say_place
from bot.wording.view import View
from storage.digest_records import Digest
from storage.types import Place


def not_ours() -> tuple[str, ...]:
    """The channel belongs to another network, or can take no posts."""
    return (_("This channel belongs to another network. Nothing has changed."),)


def no_such_channel(word: str) -> tuple[str, ...]:
    """A channel that was typed is not known."""
    return (
        _("We can't find the channel {name}. Nothing has changed.").format(name=word),
        _("Type the same in that channel itself, and we know which one you mean."),
    )


def one_channel() -> tuple[str, ...]:
    """Two channels were typed."""
    return (_("Name one channel at a time. Nothing has changed."),)


def say_reader(view: View, place: Place | None) -> Rich:
    """ "#data", or "you": who reads a digest, as the object of a sentence."""
    return (say_place(view, place),) if place else (_("you"),)


def say_digest(view: View, digest: Digest) -> Rich:
    """ "the digest of #data", or "your digest"."""
    if digest.place_id is None:
        return (_("your digest"),)
    place = view.tx.places.get(digest.place_id)
    return rich(_("the digest of {channel}"), channel=say_place(view, place))
