"""Sealed tokens: nobody can read, change or make one, and the same words give the same token.

AES-SIV (RFC 5297) under a key that follows from each sealing key; tokens of an older key that is
still given open, too. Sealed and not only signed, since addresses of pages end up in logs and a
button's words may name somebody.
"""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.keys import link_keys
from storage.sealing import Cipher

_KEY_BYTES = 64
_PLAIN, _PACKED = b"j", b"z"


class Sealer:
    """Seals lists of texts and numbers for one purpose; what was sealed for another stays shut."""

    def __init__(self, cipher: Cipher, purpose: str) -> None:
        info = f"teapoint: {purpose}".encode()
        self._newest_first = [_open_key(key, info) for key in link_keys(cipher)]

    def seal(self, told: list[Any]) -> str:
        """Return the token, of letters that can stand in an address."""
        sealed = self._newest_first[0].encrypt(_pack(told), None)
        return urlsafe_b64encode(sealed).decode().rstrip("=")

    def open(self, token: str) -> list[Any] | None:
        """Return what was sealed; None: not one of ours."""
        try:
            sealed = urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
        except ValueError:
            return None
        for key in self._newest_first:
            try:
                return _unpack(key.decrypt(sealed, None))
            except (InvalidTag, ValueError):
                continue
        return None


def _open_key(key: bytes, info: bytes) -> AESSIV:
    return AESSIV(HKDF(SHA256(), length=_KEY_BYTES, salt=None, info=info).derive(key))


def _pack(told: list[Any]) -> bytes:
    """The shorter of plain and compressed, with a letter that tells which."""
    text = json.dumps(told, separators=(",", ":"), ensure_ascii=False)
    plain = text.encode("utf-8", "surrogatepass")  # people's words come as they are
    packed = zlib.compress(plain, 9)
    return _PACKED + packed if len(packed) < len(plain) else _PLAIN + plain


def _unpack(opened: bytes) -> list[Any]:
    body = zlib.decompress(opened[1:]) if opened[:1] == _PACKED else opened[1:]
    found: list[Any] = json.loads(body.decode("utf-8", "surrogatepass"))
    return found
