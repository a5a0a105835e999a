"""Files that people gave on a page, sealed until a job has read them."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from storage.naming import new_id
from storage.sealing import Cipher
from storage.tables import UploadRow
from storage.types import AccountId


@dataclass(frozen=True, slots=True)
class Upload:
    """A file, opened."""

    account_id: AccountId
    name: str
    content: bytes


class Uploads:
    """Kept for a day at most; see `storage.purging_mail`."""

    def __init__(self, session: Session, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    def keep(self, account_id: AccountId, name: str, content: bytes, now: datetime) -> str:
        """Return the id under which the file is found."""
        row = UploadRow(
            id=new_id("u"),
            account_id=account_id,
            name=name,
            content_sealed=self._cipher.seal(b64encode(content).decode()),
            given_at=now,
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def find(self, upload_id: str) -> Upload | None:
        """Return the file; None where it was never given, or is gone."""
        row = self._session.get(UploadRow, upload_id)
        if row is None:
            return None
        content = b64decode(self._cipher.open(row.content_sealed))
        return Upload(AccountId(row.account_id), row.name, content)
