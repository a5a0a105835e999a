"""The port through which personal columns are encrypted; the voice brings the key."""

from collections.abc import Sequence
from typing import Protocol


class Cipher(Protocol):
    """Seals text for the database and opens it again, under a key that can be rotated."""

    def seal(self, plain: str) -> str:
        """Return the text encrypted, printable."""
        ...

    def open(self, sealed: str) -> str:
        """Return the plain text; raise `UnavailableError` where no key fits."""
        ...

    def hashes(self, plain: str) -> Sequence[str]:
        """Return a keyed hash of the text under each key, newest first: write that, find any."""
        ...


def seal(cipher: Cipher, plain: str) -> str | None:
    """Seal a text; nothing is kept of an empty one."""
    return cipher.seal(plain) if plain else None


def unseal(cipher: Cipher, sealed: str | None) -> str:
    """Open a sealed column; an empty one is an empty text."""
    return cipher.open(sealed) if sealed else ""
