"""Calendar files and links, read again by a parser that is not ours."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from jobs.meetings.diary import Entry, PastMeetingError, calendar_file, google_link, outlook_link

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
STARTS = datetime(2027, 6, 1, 10, tzinfo=ZoneInfo("Europe/London"))
ENTRY = Entry("y_1", 1, STARTS, 30, "Ade Bello and Sam Okafor", "No agenda; no selling.", "Phone")


def _read(file: bytes) -> tuple[str, dict[str, object]]:
    calendar = Calendar.from_ical(file)
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), {
        "uid": str(event["UID"]),
        "sequence": int(str(event["SEQUENCE"])),
        "stamp": event.decoded("DTSTAMP"),
        "start": event.decoded("DTSTART"),
        "end": event.decoded("DTEND"),
        "summary": str(event["SUMMARY"]),
        "status": str(event["STATUS"]),
    }


def test_a_file_says_when_it_is_in_utc() -> None:
    method, event = _read(calendar_file(ENTRY, NOW))
    assert method == "PUBLISH"
    assert event == {
        "uid": "y_1@teapoint",
        "sequence": 1,
        "stamp": NOW,
        "start": datetime(2027, 6, 1, 9, tzinfo=UTC),
        "end": datetime(2027, 6, 1, 9, 30, tzinfo=UTC),
        "summary": "Ade Bello and Sam Okafor",
        "status": "CONFIRMED",
    }


def test_a_change_and_the_end_keep_the_uid() -> None:
    moved = replace(ENTRY, sequence=2, starts_at=STARTS + timedelta(days=1))
    off = replace(moved, sequence=3, cancelled=True)
    files = [_read(calendar_file(entry, NOW)) for entry in (ENTRY, moved, off)]
    assert [method for method, _ in files] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert {event["uid"] for _, event in files} == {"y_1@teapoint"}
    assert [event["sequence"] for _, event in files] == [1, 2, 3]
    assert files[-1][1]["status"] == "CANCELLED"


def test_links_say_the_same() -> None:
    google = parse_qs(urlsplit(google_link(ENTRY, NOW)).query)
    assert google["dates"] == ["20270601T090000Z/20270601T093000Z"]
    assert google["text"] == ["Ade Bello and Sam Okafor"]
    outlook = parse_qs(urlsplit(outlook_link(ENTRY, NOW)).query)
    assert outlook["startdt"] == ["2027-06-01T09:00:00Z"]
    assert outlook["enddt"] == ["2027-06-01T09:30:00Z"]
    assert outlook["subject"] == ["Ade Bello and Sam Okafor"]


@pytest.mark.parametrize("make", [calendar_file, google_link, outlook_link])
def test_a_meeting_that_is_over_goes_in_no_diary(
    make: Callable[[Entry, datetime], object],
) -> None:
    with pytest.raises(PastMeetingError):
        make(ENTRY, STARTS + timedelta(minutes=30))
    assert make(ENTRY, STARTS + timedelta(minutes=29))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200))
def test_names_cannot_break_out_of_a_file(name: str) -> None:
    _, event = _read(calendar_file(replace(ENTRY, title=f"{name}\nEND:VEVENT"), NOW))
    assert event["uid"] == "y_1@teapoint"
    assert str(event["summary"]).endswith("END:VEVENT")
