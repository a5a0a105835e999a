"""What people are asked because notes name somebody."""

from dataclasses import dataclass

from storage.types import MemberId, SessionId


@dataclass(frozen=True, slots=True)
class RemovalAsked:
    """Somebody asked that something is taken out of a session's notes; for organisers."""

    removal_id: str


@dataclass(frozen=True, slots=True)
class NameAsked:
    """Is a name that notes have theirs? Asked of that member alone, once.

    `role`: "leader" or "note-taker"; the name is the one that was kept as perhaps theirs.
    """

    session_id: SessionId
    member_id: MemberId
    role: str


ConsentNotice = RemovalAsked | NameAsked
