"""A meeting as a calendar file, and as links that open a web calendar with it filled in. Pure.

Files are RFC 5545 by `icalendar`. Times are in UTC, which every calendar shows in its owner's
zone, so that no time zone has to be described in the file. Nothing but names and the meeting
itself is in it: see docs/decisions/10-a-time-in-the-diary.md.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from icalendar import Calendar, Event

PRODUCT = "-//Teapoint//Teapoint//EN"
UID_HOST = "teapoint"
OUTLOOK = "https://outlook.office.com/calendar/deeplink/compose"
GOOGLE = "https://calendar.google.com/calendar/render"


class PastMeetingError(ValueError):
    """The meeting is over: nothing is put in a diary any more."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in the diary. `uid` never changes; `sequence` grows with each change."""

    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    title: str
    details: str
    way: str
    cancelled: bool = False

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def calendar_file(entry: Entry, stamp: datetime) -> bytes:
    """Return the entry as an iCalendar file, made at `stamp` (aware); PastMeetingError.

    METHOD is PUBLISH, or CANCEL for a meeting that was called off: there is no organiser's
    address to answer to, so it is no REQUEST (RFC 5546 §3.2).
    """
    _refuse_past(entry, stamp)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if entry.cancelled else "PUBLISH")
    calendar.add_component(_event(entry, stamp))
    return bytes(calendar.to_ical())


def outlook_link(entry: Entry, now: datetime) -> str:
    """Return the address at which Outlook on the web opens the entry; PastMeetingError."""
    _refuse_past(entry, now)
    asked = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": entry.title,
        "startdt": f"{entry.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{entry.ends_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "body": entry.details,
        "location": entry.way,
    }
    return f"{OUTLOOK}?{urlencode(asked)}"


def google_link(entry: Entry, now: datetime) -> str:
    """Return the address at which Google Calendar opens the entry; PastMeetingError."""
    _refuse_past(entry, now)
    first, last = (
        f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" for moment in (entry.starts_at, entry.ends_at)
    )
    asked = {
        "action": "TEMPLATE",
        "text": entry.title,
        "dates": f"{first}/{last}",
        "details": entry.details,
        "location": entry.way,
    }
    return f"{GOOGLE}?{urlencode(asked)}"


def _event(entry: Entry, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{UID_HOST}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", entry.title)
    event.add("description", entry.details)
    event.add("location", entry.way)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event


def _refuse_past(entry: Entry, now: datetime) -> None:
    if entry.ends_at <= now:
        raise PastMeetingError(entry.uid)
