"""The keys under which tokens and personal columns are sealed in the database.

Keys come newest first: the first one seals, all of them open, so that a new key can be put in
front, `rotate` run, and the old one taken away. Fernet: AES-128-CBC with HMAC-SHA256.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import make_url

from storage.errors import UnavailableError
from storage.sealing import Cipher
from storage.store import Store, open_store

_SETTING = "TEAPOINT_KEYS"
_KEY_LENGTH = 44
_LINKS = b"teapoint: signed links"
_HASHING = b"teapoint: keyed hashes"


class FernetCipher:
    """Seals and opens text; `source` is named where no key fits, `file` where it belongs."""

    def __init__(self, keys: Sequence[str], source: str = _SETTING, file: str = "") -> None:
        self._source, self._file = source, file
        self._hash_keys = [_derive(key) for key in keys]
        try:
            self._fernet = MultiFernet([_one_key(key) for key in keys])
        except ValueError as error:
            raise UnavailableError(
                f"{source} does not hold keys that Teapoint can use. Each is 44 characters, as "
                "in the key file that the first run makes; several are separated by commas."
            ) from error

    def seal(self, plain: str) -> str:
        """Return the text sealed under the newest key."""
        return self._fernet.encrypt(plain.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return the plain text; UnavailableError where none of the keys fits."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except (InvalidToken, ValueError) as error:
            raise self._unfit() from error

    def renew(self, sealed: str) -> str:
        """Return the same text sealed under the newest key; UnavailableError as `open`."""
        try:
            return self._fernet.rotate(sealed).decode()
        except (InvalidToken, ValueError) as error:
            raise self._unfit() from error

    def hashes(self, plain: str) -> Sequence[str]:
        """Return a keyed hash of the text under each key, newest first."""
        text = plain.encode()
        return [hmac.new(key, text, hashlib.sha256).hexdigest() for key in self._hash_keys]

    def _unfit(self) -> UnavailableError:
        back = f"Put the key that was used before back in {_SETTING}, after the newest one."
        if self._file:
            back = f"Put the key file that was used before back at {self._file}."
        return UnavailableError(
            f"Something in the database was sealed with a key that is not in {self._source}. "
            f"Nothing was changed. {back}"
        )


def _derive(key: str) -> bytes:
    """A key of its own for hashes, so that they say nothing of the one that seals."""
    return hmac.new(key.encode(), _HASHING, hashlib.sha256).digest()


def _one_key(key: str) -> Fernet:
    """Base64's decoder passes over what it does not know, so two keys in one would go unseen."""
    if len(key) != _KEY_LENGTH:
        raise ValueError("not the length of a key")
    return Fernet(key.encode())


def load_cipher(given: str, url: str) -> FernetCipher:
    """Return the cipher: of the keys `given` by the setting, else of the key file.

    The file lies beside an SQLite database and is made at the first run. UnavailableError where
    it is gone and something was sealed already, and on PostgreSQL without keys.
    """
    found = find_cipher(given, url)
    if found:
        return found
    file = key_file(url)
    _make_key_file(file)
    return _cipher_of(file)


def find_cipher(given: str, url: str) -> FernetCipher | None:
    """Return the cipher as `load_cipher` does, but make nothing; None where a run makes the key."""
    found = cipher_of_setting(given)
    if found:
        return found
    file = key_file(url)
    if file.exists():
        return _cipher_of(file)
    _check_nothing_sealed(url, file)
    return None


def cipher_of_setting(given: str) -> FernetCipher | None:
    """Return the cipher of the keys `given` by the setting; None where there are none.

    UnavailableError where they are none that can be used.
    """
    keys = [key.strip() for key in given.split(",") if key.strip()]
    return FernetCipher(keys) if keys else None


def _cipher_of(file: Path) -> FernetCipher:
    return FernetCipher(file.read_text().split(), f"the key file {file}", str(file))


def _check_nothing_sealed(url: str, file: Path) -> None:
    """A new key would open nothing, and would lie where the old one belongs."""
    if not Path(make_url(url).database or "").exists():
        return
    anything = FernetCipher([Fernet.generate_key().decode()])
    with closing(open_store(url, anything)) as store, store.read() as tx:
        sealed = tx.rotation.samples()
    if sealed:
        raise UnavailableError(
            f"There is no key file at {file}, and the database was sealed with one. Nothing was "
            f"changed. Put the old key file back there, or its key in {_SETTING}. Without the key "
            "nobody can read what was sealed."
        )


def key_file(url: str) -> Path:
    """Return where the key of this database is kept when none is given.

    UnavailableError on PostgreSQL, where every replica needs the same keys.
    """
    parts = make_url(url)
    if parts.get_backend_name() != "sqlite" or not parts.database:
        raise UnavailableError(
            f"{_SETTING} is not set. With PostgreSQL it must be, and the same for every replica. "
            "`openssl rand -base64 32 | tr +/ -_` makes a key."
        )
    return Path(f"{parts.database}.key")


def link_keys(cipher: Cipher) -> list[bytes]:
    """Return keys for signing links, newest first: one that follows from each sealing key.

    HKDF (RFC 5869), so that a signed link says nothing of what seals the database.
    """
    return [
        HKDF(SHA256(), length=32, salt=None, info=_LINKS).derive(secret.encode())
        for secret in cipher.hashes(_LINKS.decode())
    ]


def check_keys(store: Store) -> None:
    """Raise UnavailableError, naming the setting, where the database was sealed with other keys."""
    with store.read() as tx:
        for sealed in tx.rotation.samples():
            tx.cipher.open(sealed)


def rotate(store: Store, cipher: FernetCipher) -> int:
    """Seal everything anew under the newest key, some rows at a time; return how many.

    Open invitations are known by its hashes, too.

    May be stopped and run again at any moment, beside a bot at work that has the same keys.
    """
    with store.read() as tx:
        places = tx.rotation.places()
    renewed = sum(_rotate_column(store, cipher, table, column) for table, column in places)
    _know_invitations_anew(store)
    return renewed


def _know_invitations_anew(store: Store) -> None:
    """Their codes are kept, so that their hashes can be made under the newest key as well."""
    last: str | None = ""
    while last is not None:
        with store.begin() as tx:
            last = tx.invitations.hash_anew(last)


def older_keys_needed_until(store: Store, now: datetime) -> datetime | None:
    """Return until when codes are open of which only a hash is kept, under whichever key."""
    with store.read() as tx:
        return tx.network_codes.open_until(now)


def _rotate_column(store: Store, cipher: FernetCipher, table: str, column: str) -> int:
    renewed = 0
    last: tuple[str | int, ...] | None = ()
    while last is not None:
        with store.begin() as tx:
            count, last = tx.rotation.renew_some(table, column, cipher.renew, after=last)
            renewed += count
    return renewed


def _make_key_file(file: Path) -> None:
    """Written whole or not at all, and never over another that was made at the same moment."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(Fernet.generate_key() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    with suppress(FileExistsError):
        os.link(draft, file)
    draft.unlink()
