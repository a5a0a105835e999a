"""What channels and writers read of session notes."""

from dataclasses import dataclass

from storage.types import AccountId, PlaceId, SessionId


@dataclass(frozen=True, slots=True)
class NotePost:
    """A session's note in a channel: what it was about, in a screen at most."""

    session_id: SessionId


@dataclass(frozen=True, slots=True)
class NotePart:
    """A part of the full notes, in the thread under their post.

    `number` from 1. `turn` tells a part from an earlier one of that number that was taken back.
    """

    session_id: SessionId
    number: int
    turn: int


@dataclass(frozen=True, slots=True)
class NoteToRead:
    """A session's note, for somebody who follows its theme for themselves."""

    session_id: SessionId


@dataclass(frozen=True, slots=True)
class NoteNotPosted:
    """A note could not be posted in a channel; for whoever wrote it. `why`: the platform's name."""

    session_id: SessionId
    place_id: PlaceId
    why: str


@dataclass(frozen=True, slots=True)
class RoomCode:
    """The code to scan for a session's page, for a member who asked for it."""

    session_id: SessionId


@dataclass(frozen=True, slots=True)
class NotesRead:
    """A document that somebody gave was read, or could not be; what came of it is the errand's."""

    account_id: AccountId
    errand_id: str


@dataclass(frozen=True, slots=True)
class NotesUnread:
    """A document could not be read because of trouble on our side."""

    account_id: AccountId


NoteNotice = NotesRead | NotesUnread | NotePost | NotePart | NoteToRead | NoteNotPosted | RoomCode
