"""What a form of notes carries with it: its draft, its session, and what its writer had seen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.refs import pack_ref, read_ref
from storage.naming import new_id
from storage.types import EventId, SessionId


@dataclass(frozen=True, slots=True)
class FormRef:
    """`draft`: where what was typed is kept until it is saved, the same however often it is sent.

    `session`: whose notes these are, if that was known when the form was opened; `seen`: the
    version of the note that was shown then, 0 for none. `points`: how far the points of the page
    for the room had come, which were shown with it. `event`: whose session a new one is.
    """

    draft: str
    session: SessionId | None = None
    seen: int = 0
    event: EventId | None = None
    points: int = 0

    def pack(self) -> str:
        """Return it as a form's reference."""
        told = {
            "d": self.draft,
            "s": self.session,
            "v": self.seen,
            "e": self.event,
            "p": self.points,
        }
        return pack_ref(**{key: value for key, value in told.items() if value})


def fresh_ref(
    session: SessionId | None = None, seen: int = 0, event: EventId | None = None
) -> FormRef:
    """Return the reference of a form that is opened now."""
    return FormRef(new_id("nd"), session, seen, event)


def form_ref(ref: str) -> FormRef:
    """Return what a form carried; one without a draft gets a new one."""
    said = read_ref(ref)
    read = FormRef(
        said.get("d", ""),
        SessionId(said["s"]) if said.get("s") else None,
        _number(said, "v"),
        EventId(said["e"]) if said.get("e") else None,
        _number(said, "p"),
    )
    return read if read.draft else replace(read, draft=new_id("nd"))


def _number(said: Mapping[str, str], name: str) -> int:
    value = said.get(name, "")
    return int(value) if value.isdecimal() else 0
