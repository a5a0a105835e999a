"""The slash commands beside the one for everything: which first word each stands for."""

from collections.abc import Iterable

FIRST_WORDS = ("unmentor", "notes", "digest")
"""What a bare verb may belong to: `join` is `unmentor join`, `paste` is `notes paste`."""

BARE = (FIRST_WORDS[:2], FIRST_WORDS[2:])
"""Whose a bare verb is: one of the first that own it; `skip` goes on meaning an introduction."""


def read_shortcut(word: str) -> tuple[str, str]:
    """Return a shortcut's first word and its slash command.

    "notes" is /notes; "notes=jottings" is /jottings. Another word alone, such as "meet", is another
    name for introductions.
    """
    first, _, slash = (part.strip().lstrip("/") for part in word.rpartition("="))
    known = first or (slash if slash in FIRST_WORDS else FIRST_WORDS[0])
    return known, f"/{slash}"


def read_shortcuts(words: Iterable[str]) -> dict[str, str]:
    """Return the slash command of each first word that has one; of two for one, the first."""
    pairs = [read_shortcut(word) for word in words]
    return dict(reversed(pairs))
