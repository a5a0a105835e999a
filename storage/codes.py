"""One-time codes that people read out, copy and type: made, folded, and known by keyed hashes.

Crockford's base 32 has no letters that look alike: what is typed for them is taken as meant. Twelve
of them are 60 bits, so that a code which lives some days cannot be guessed.
"""

import hashlib
import secrets
from collections.abc import Sequence

from storage.sealing import Cipher

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_PART = 4
_ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def make_code() -> str:
    """Return a new code as it is shown: `7K3F-92MD-XW4H`."""
    return _in_parts("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def fold_code(typed: str) -> str:
    """Return what was typed as it is compared, without spaces, hyphens and other signs.

    Empty where it cannot be a code.
    """
    letters = "".join(each for each in typed.upper() if each.isascii() and each.isalnum())
    letters = letters.translate(_ALIKE)
    return letters if len(letters) == LENGTH else ""


def hash_code(cipher: Cipher, typed: str) -> Sequence[str]:
    """Return the hashes by which a code may be known, the newest key's first; none for no code."""
    folded = fold_code(typed)
    return cipher.hashes(folded) if folded else ()


def derive_codes(cipher: Cipher, fact: str) -> Sequence[str]:
    """Return the codes that prove a fact, the newest key's first: nothing of them is stored."""
    return [_as_code(known) for known in cipher.hashes(f"a code for\n{fact}")]


def _as_code(known: str) -> str:
    left, letters = int.from_bytes(hashlib.sha256(known.encode()).digest()), ""
    for _ in range(LENGTH):
        left, which = divmod(left, len(ALPHABET))
        letters += ALPHABET[which]
    return _in_parts(letters)


def _in_parts(letters: str) -> str:
    return "-".join(letters[start : start + _PART] for start in range(0, LENGTH, _PART))
