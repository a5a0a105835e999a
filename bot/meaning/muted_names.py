"""What somebody wants to leave out of a digest: the blog, author or topic that a name means."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.command import Call
from bot.meaning.digests import Meant
from bot.refs import read_ref
from bot.wording.digests.muting import KIND, NAME
from jobs.digests.muting import LONGEST_NAME, Known, find_named, guess_named
from storage.digest_records import Mute, MuteKind
from storage.naming import clean

_KINDS: dict[str, MuteKind] = {
    "feed": "feed",
    "blog": "feed",
    "site": "feed",
    "author": "author",
    "writer": "author",
    "by": "author",
    "topic": "topic",
    "about": "topic",
}
_QUOTES = "\"'\u201c\u201d<> "


@dataclass(frozen=True, slots=True)
class Named:
    """What was typed, of which kind if that was said, and what it means: certainly, or perhaps."""

    typed: str
    kind: MuteKind | None
    certain: Sequence[Mute]
    perhaps: Sequence[Mute]


def pressed_mute(call: Call) -> Mute | None:
    """Return what a button carries."""
    said = read_ref(call.ref)
    kind = _KINDS.get(said.get(KIND, ""))
    return Mute(kind, said[NAME]) if kind and said.get(NAME) else None


def read_named(meant: Meant, known: Sequence[Known]) -> Named:
    """Return what the words mean among what is known; a kind may be said before the name."""
    words = list(meant.words)
    kind = _KINDS.get(words[0].casefold().rstrip(":")) if len(words) > 1 else None
    typed = clean(" ".join(words[1:] if kind else words), LONGEST_NAME).strip(_QUOTES)
    certain = find_named(known, typed, kind)
    return Named(typed, kind, certain, () if certain else guess_named(known, typed, kind))
