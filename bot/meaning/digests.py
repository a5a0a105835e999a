"""Which digest is meant: a channel's, or the asker's own."""

from dataclasses import dataclass

from bot.command import Call, JoinFirstError, Refusal
from bot.refs import pack_ref, read_ref
from bot.wording import trouble
from bot.wording.digests import meant_words
from jobs.sessions.note_posts import may_reach
from storage.digest_records import Digest, DigestId
from storage.errors import NotFoundError
from storage.types import Place, PlaceId

DIGEST = "d"
"""The digest in a reference that carries more; a bare reference may be a digest's id, too."""

_PLACE, _OWN = "p", "me"
_ID = "d_"


@dataclass(frozen=True, slots=True)
class Meant:
    """Whose digest: that of the channel `place`, or the asker's own; and the words beside it."""

    place: Place | None
    words: tuple[str, ...] = ()


def meant_digest(call: Call) -> Meant:
    """Return whose digest is meant: a button's, that of a channel that was typed, or of this one.

    Elsewhere it is one's own. Refusal: the channel is not known, or another network's;
    JoinFirstError for somebody who is nobody in the network.
    """
    place, words = _read(call)
    if call.member is None and (place is None or not call.is_organiser):
        raise JoinFirstError
    if place and not may_reach(call.tx, place, call.network.id):
        raise Refusal(*meant_words.not_ours())
    return Meant(place, words)


def find_digest(call: Call, meant: Meant) -> Digest | None:
    """Return the digest, if there is one yet."""
    if meant.place:
        return call.tx.digests.of_place(call.network.id, meant.place.id)
    return call.tx.digests.of_member(call.network.id, call.me.id)


def open_digest(call: Call, meant: Meant) -> Digest:
    """Return the digest; where there is none yet, one that is off."""
    by, digests = call.account.id, call.tx.digests
    if meant.place:
        return digests.open_for_place(call.network.id, meant.place.id, by, call.now)
    return digests.open_for_member(call.network.id, call.me.id, by, call.now)


def may_change(call: Call, meant: Meant) -> bool:
    """Return whether the asker decides: one's own oneself, a channel's the organisers."""
    return meant.place is None or call.is_organiser


def check_may_change(call: Call, meant: Meant) -> None:
    """Refusal where only organisers decide; they are named."""
    if not may_change(call, meant):
        found = call.tx.networks.organisers(call.network.id)
        raise Refusal(*trouble.organisers_only([account.name for account in found]))


def ref_of(place: Place | None) -> str:
    """Return a form's reference to whose digest it is, where there may be none yet."""
    return pack_ref(**({_PLACE: place.id} if place else {_OWN: 1}))


def _read(call: Call) -> tuple[Place | None, tuple[str, ...]]:
    carried, pressed = read_ref(call.ref), _pressed(call)
    place_id = pressed.place_id if pressed else PlaceId(carried.get(_PLACE, ""))
    if pressed or place_id or _OWN in carried:
        return (call.tx.places.get(place_id) if place_id else None), call.args
    typed = [word for word in call.args if is_channel(word)]
    if not typed:
        return _here(call), call.args
    if len(typed) > 1:
        raise Refusal(*meant_words.one_channel())
    words = tuple(word for word in call.args if word != typed[0])
    return _named(call, typed[0]), words


def _pressed(call: Call) -> Digest | None:
    """The digest that a button carries; NotFoundError where it is somebody else's own."""
    id_ = read_ref(call.ref).get(DIGEST) or (call.ref if call.ref.startswith(_ID) else "")
    if not id_:
        return None
    digest = call.tx.digests.get(DigestId(id_), call.network.id)
    mine = call.member and digest.member_id == call.member.id
    if digest.member_id and not mine:
        raise NotFoundError(id_)
    return digest


def _here(call: Call) -> Place | None:
    return call.place if call.place and call.place.kind == "channel" else None


def _named(call: Call, word: str) -> Place:
    """The channel of this name; of several, the one in the workspace where it was typed."""
    spaces = call.tx.networks.spaces_of(call.network.id)
    found = call.tx.places.named(spaces, word.lstrip("#").rstrip(","))
    ours = [place for place in found if may_reach(call.tx, place, call.network.id)]
    if not ours:
        raise Refusal(*meant_words.no_such_channel(word))
    return next((place for place in ours if place.space_id == call.space.id), ours[0])


def is_channel(word: str) -> bool:
    """Return whether a word names a channel; a number after the sign is one of a list."""
    return word.startswith("#") and len(word) > 1 and not word[1:].isdigit()
