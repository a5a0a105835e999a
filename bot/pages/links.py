"""Signed links: what they lead to is in them, and nobody else can make one.

Signed under a key of its own that follows from the newest sealing key; links signed under an older
one that is still given open, too.
"""

from dataclasses import dataclass
from datetime import datetime

from itsdangerous import BadData, URLSafeSerializer

from bot.keys import link_keys
from bot.pages.mail_links import MailLinks
from bot.pages.room_keys import RoomKeys, RoomPass
from storage.sealing import Cipher
from storage.session_records import EventSession
from storage.types import GroupId, MeetingId, MemberId, NetworkId, SessionId


@dataclass(frozen=True, slots=True)
class MeetingLink:
    """A meeting, and the network in which it is looked up."""

    meeting_id: MeetingId
    network_id: NetworkId


@dataclass(frozen=True, slots=True)
class SetLink:
    """An action learning set, and the network in which it is looked up."""

    group_id: GroupId
    network_id: NetworkId


@dataclass(frozen=True, slots=True)
class RemovalLink:
    """A session whose notes name somebody, and the network in which it is looked up."""

    session_id: SessionId
    network_id: NetworkId


@dataclass(frozen=True, slots=True)
class MemberLink:
    """A member, and the network in which they are looked up."""

    member_id: MemberId
    network_id: NetworkId


class Links:
    """Makes links to the pages under a base address, and reads them again."""

    def __init__(self, cipher: Cipher, base: str) -> None:
        self._base = base.rstrip("/")
        oldest_first = list(reversed(link_keys(cipher)))
        self._diary = URLSafeSerializer(oldest_first, salt="diary")
        self._dates = URLSafeSerializer(oldest_first, salt="dates of a set")
        self._removal = URLSafeSerializer(oldest_first, salt="removal from notes")
        self._stop_asking = URLSafeSerializer(oldest_first, salt="no more questions")
        self.rooms = RoomKeys(cipher)
        self.mails = MailLinks(cipher, base)

    def diary(self, meeting_id: MeetingId, network_id: NetworkId) -> str:
        """Return the address of a meeting's calendar file."""
        token = self._diary.dumps([meeting_id, network_id])
        return f"{self._base}/diary/{token}.ics"

    def dates(self, group_id: GroupId, network_id: NetworkId) -> str:
        """Return the address of the page with a set's dates."""
        return f"{self._base}/diary/set/{self._dates.dumps([group_id, network_id])}"

    def room(self, code: str) -> str:
        """Return the address of the page of a session, by its short code."""
        return f"{self._base}/r/{code}"

    def way_in(self, session: EventSession, member_id: MemberId, until: datetime) -> str:
        """Return a member's own link to that page, which ends at this moment."""
        way_in = RoomPass(session.id, session.network_id, member_id)
        return f"{self.room(session.code)}/in/{self.rooms.make_pass(way_in, until)}"

    def published(self, code: str) -> str:
        """Return the address of the page with a network's published list, by its code."""
        return f"{self._base}/feeds/{code}"

    def removal(self, session_id: SessionId, network_id: NetworkId) -> str:
        """Return the address where somebody named in a session's notes asks to be taken out."""
        return f"{self._base}/removal/{self._removal.dumps([session_id, network_id])}"

    def read_removal(self, token: str) -> RemovalLink | None:
        """Return whose notes a link is about; None where it is not one of ours."""
        found = _read(self._removal, token)
        return RemovalLink(SessionId(found[0]), NetworkId(found[1])) if found else None

    def stop_asking(self, member_id: MemberId, network_id: NetworkId) -> str:
        """Return the address where a member stops questions about what follows sessions."""
        return f"{self._base}/questions/{self._stop_asking.dumps([member_id, network_id])}"

    def read_stop_asking(self, token: str) -> MemberLink | None:
        """Return whose questions a link stops; None where it is not one of ours."""
        found = _read(self._stop_asking, token)
        return MemberLink(MemberId(found[0]), NetworkId(found[1])) if found else None

    def read_diary(self, token: str) -> MeetingLink | None:
        """Return what a link leads to; None where it is not one of ours."""
        found = _read(self._diary, token)
        return MeetingLink(MeetingId(found[0]), NetworkId(found[1])) if found else None

    def read_diary_address(self, address: str) -> MeetingLink | None:
        """Return the meeting whose calendar file is at this address; None for any other."""
        before, _, token = address.removesuffix(".ics").rpartition("/")
        return self.read_diary(token) if before == f"{self._base}/diary" else None

    def read_dates(self, token: str) -> SetLink | None:
        """Return whose dates a link leads to; None where it is not one of ours."""
        found = _read(self._dates, token)
        return SetLink(GroupId(found[0]), NetworkId(found[1])) if found else None


def _read(serializer: URLSafeSerializer, token: str) -> tuple[str, str] | None:
    try:
        subject, network = serializer.loads(token)
    except (BadData, ValueError, TypeError):
        return None
    return str(subject), str(network)
