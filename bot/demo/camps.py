"""Fills the playground's first network with invented camps: grids, notes, and what became of them.

What is past is written directly, so that nobody is asked again what they answered long ago. Posts
are queued as always: the channels read them when the playground begins, and they change with their
notes from then on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from jobs.calendars.calendar import to_utc
from jobs.events.camps import planned
from jobs.sessions.note_posts import post_note
from storage.events import Event
from storage.session_records import EventSession, SessionPlan
from storage.transaction import Transaction
from storage.types import AccountId, Member, Network, Place

Row = Mapping[str, Any]
_ZONE = "Europe/London"
_LENGTH = timedelta(minutes=45)
_WRITTEN, _POSTED = timedelta(hours=4), timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what the camps are about: members and organisers' accounts by user, and places."""

    network: Network
    members: Mapping[str, Member]
    accounts: Mapping[str, AccountId]
    places: Mapping[str, Place]


def see_places(tx: Transaction, channels: list[Row]) -> dict[str, Place]:
    """Return the document's channels as places, whichever workspace they are in."""
    found = {}
    for row in channels:
        space = tx.spaces.find("slack", row["workspace"])
        found[row["id"]] = tx.places.see(space.id, row["id"], "channel", row["name"])
    return found


def fill_camps(tx: Transaction, document: Row, cast: Cast, now: datetime) -> None:
    """Write the camps, post the notes that were taken, and let channels follow themes."""
    for row in document["camps"]:
        _fill_camp(tx, row, cast, now)
    for row in document["follows"]:
        place, by = cast.places[row["channel"]], cast.accounts[row["by"]]
        tx.themes.follow(cast.network.id, place.id, row["theme"], by, now)


def _fill_camp(tx: Transaction, row: Row, cast: Cast, now: datetime) -> None:
    day, maker = date.fromisoformat(row["day"]), cast.accounts[row["made_by"]]
    made_at = min(now, _moment(day, "09:00")) - timedelta(days=14)
    event = tx.events.add(cast.network.id, row["name"], day, _ZONE, maker, made_at)
    if event is None:
        return
    place = cast.places[row["channel"]]
    tx.events.change(replace(event, place_id=place.id, open_to=row["open_to"]))
    for each in row["sessions"]:
        plan = _plan(each, day, cast)
        session = tx.sessions.add(cast.network.id, plan, maker, made_at, event.id)
        _name_members(tx, session, each, cast)
        if "text" in each:
            _fill_notes(tx, session, each, cast)
    _settle(tx, tx.events.get(event.id, cast.network.id), now)


def _plan(row: Row, day: date, cast: Cast) -> SessionPlan:
    starts = _moment(day, row["slot"])
    return SessionPlan(
        row["title"],
        number=row["number"],
        room=row["room"],
        starts_at=starts,
        ends_at=starts + _LENGTH,
        themes=tuple(row["themes"]),
        leaders=tuple(cast.members[user].name for user in row["leaders"]),
        note_takers=tuple(cast.members[user].name for user in row["note_takers"]),
        consent=row.get("consent", "ordinary"),
    )


def _name_members(tx: Transaction, session: EventSession, row: Row, cast: Cast) -> None:
    """Whoever leads or writes has said that it is them."""
    for user in row["leaders"]:
        tx.sessions.settle_who(session.id, "leader", cast.members[user].name, cast.members[user].id)
    for user in row["note_takers"]:
        member = cast.members[user]
        tx.sessions.settle_who(session.id, "note-taker", member.name, member.id)


def _fill_notes(tx: Transaction, session: EventSession, row: Row, cast: Cast) -> None:
    """The notes, what became of the conversation, and the posts that say so.

    Its volunteers are not asked how it goes: that would come between a visitor and the rounds.
    """
    written = (session.plan.starts_at or session.made_at) + _WRITTEN
    by = cast.members[row["note_takers"][0]].id
    tx.notes.write(session, row["summary"], row["text"], seen=0, by=by, route="form", now=written)
    for user in row["interested"]:
        tx.sessions.press(session.id, cast.members[user].id, "interested", written)
    for each in row["outcomes"]:
        tx.outcomes.add(session.id, each["text"], cast.members[each["by"]].id, _at(each["at"]))
    session = tx.sessions.get(session.id, session.network_id)
    if row["carried_by"]:
        volunteer = cast.members[row["carried_by"]]
        tx.carrying.take(session, volunteer.id, _at(row["carried"]))
    if row.get("resting"):
        tx.carrying.become(session, "resting", written + _POSTED)
    post_note(tx, session, [cast.places[one] for one in row["posted"]], written + _POSTED)


def _settle(tx: Transaction, event: Event, now: datetime) -> None:
    """Of a past camp everything was asked and listed."""
    if event.day >= now.date():
        return
    tx.events.change(replace(event, listed_at=_moment(event.day, "15:00") + 2 * _POSTED))
    for one in planned(tx, event):
        tx.sessions.mark(one.id, "asked", now)
    for kind in ("carry_event", "carry_list"):
        tx.schedules.set(event.network_id, kind, event.id, event.day.isoformat(), None)


def _moment(day: date, wall: str) -> datetime:
    return to_utc(day, time.fromisoformat(wall), _ZONE)


def _at(wall: str) -> datetime:
    at = datetime.fromisoformat(wall)
    return to_utc(at.date(), at.time(), _ZONE)
