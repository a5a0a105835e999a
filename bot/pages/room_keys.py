"""What the page for a room is signed with: whose phone it is, its form, and a member's own link.

A phone is known by a random cookie for one session's page only; what is kept of it is a hash.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from itsdangerous import BadData, URLSafeSerializer

from bot.keys import link_keys
from storage.sealing import Cipher
from storage.types import MemberId, NetworkId, SessionId

TOKEN_LIVES = timedelta(hours=12)

Age = Literal["fresh", "old", "wrong"]


@dataclass(frozen=True, slots=True)
class RoomPass:
    """A member's own way in to the page of one session."""

    session_id: SessionId
    network_id: NetworkId
    member_id: MemberId


class RoomKeys:
    """Signs and reads what phones carry; what was signed with an older key is read, too."""

    def __init__(self, cipher: Cipher) -> None:
        oldest_first = list(reversed(link_keys(cipher)))
        self._phones = URLSafeSerializer(oldest_first, salt="phone in a room")
        self._forms = URLSafeSerializer(oldest_first, salt="form of a room")
        self._passes = URLSafeSerializer(oldest_first, salt="way into a room")

    def new_phone(self, code: str) -> str:
        """Return a cookie for a phone that opens this session's page for the first time."""
        return str(self._phones.dumps([code, secrets.token_urlsafe(12)]))

    def read_phone(self, cookie: str, code: str) -> str | None:
        """Return which phone a cookie is of, as it is kept; None: not one of this page's."""
        found = _read(self._phones, cookie)
        if found is None or len(found) != 2 or found[0] != code:
            return None
        return hashlib.sha256(f"{code} {found[1]}".encode()).hexdigest()[:32]

    def token(self, code: str, writer: str, now: datetime) -> str:
        """Return what a form carries, so that no other page can send it."""
        return str(self._forms.dumps([code, writer, now.timestamp()]))

    def read_token(self, token: str, code: str, writer: str, now: datetime) -> Age:
        """Return whether a form is of this page and phone, and was opened lately."""
        found = _read(self._forms, token)
        if found is None or len(found) != 3 or found[:2] != [code, writer]:
            return "wrong"
        return "fresh" if now.timestamp() - found[2] < TOKEN_LIVES.total_seconds() else "old"

    def make_pass(self, way_in: RoomPass, until: datetime) -> str:
        """Return a member's way in, which ends at this moment."""
        told = [way_in.session_id, way_in.network_id, way_in.member_id, until.timestamp()]
        return str(self._passes.dumps(told))

    def read_pass(self, token: str, now: datetime) -> RoomPass | None:
        """Return whose way in it is; None: over, or not one of ours."""
        found = _read(self._passes, token)
        if found is None or len(found) != 4 or found[3] <= now.timestamp():
            return None
        return RoomPass(SessionId(found[0]), NetworkId(found[1]), MemberId(found[2]))


def _read(serializer: URLSafeSerializer, token: str) -> list[Any] | None:
    try:
        found = serializer.loads(token)
    except (BadData, ValueError, TypeError):
        return None
    return found if isinstance(found, list) else None
