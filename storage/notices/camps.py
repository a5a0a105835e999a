"""What people read of an event: its slots, sessions that move, pitches, and its grid."""

from dataclasses import dataclass

from storage.types import EventId, SessionId


@dataclass(frozen=True, slots=True)
class SlotBegins:
    """A slot's sessions with the links of their notes, in the event's channel.

    `starts`: when it begins, in ISO form.
    """

    event_id: EventId
    starts: str


@dataclass(frozen=True, slots=True)
class NotWrittenUp:
    """What nobody has written notes of when the day is over, in the event's channel."""

    event_id: EventId


@dataclass(frozen=True, slots=True)
class SessionMoved:
    """A session is in another room or slot; for those who are interested in it.

    `was_room` and `was_at` (ISO form): where and when it was to be; empty: it had no place yet.
    """

    session_id: SessionId
    was_room: str
    was_at: str


@dataclass(frozen=True, slots=True)
class Pitched:
    """Somebody would like to hold a session; in the event's channel, with who would come."""

    session_id: SessionId


@dataclass(frozen=True, slots=True)
class PitchWithdrawn:
    """A pitch was taken back; for those who would come, and for who pitched it."""

    session_id: SessionId


@dataclass(frozen=True, slots=True)
class GridReport:
    """What came of reading a grid that an organiser gave us; `page` from 0."""

    errand_id: str
    page: int


@dataclass(frozen=True, slots=True)
class GridFailed:
    """A grid could not be read because of trouble on our side."""

    event_id: EventId


@dataclass(frozen=True, slots=True)
class GridTrouble:
    """The grid of a day that is on cannot be read by itself any more; for its organisers."""

    event_id: EventId


@dataclass(frozen=True, slots=True)
class GridShrank:
    """Sessions vanished from the grid: are they off? `sessions`: their ids, spaces between."""

    event_id: EventId
    sessions: str


CampNotice = (
    SlotBegins
    | NotWrittenUp
    | SessionMoved
    | Pitched
    | PitchWithdrawn
    | GridReport
    | GridFailed
    | GridTrouble
    | GridShrank
)
