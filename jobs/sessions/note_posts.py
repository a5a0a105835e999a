"""A session's note in channels: posted, changed with the note, and taken back everywhere.

The summary is one message; the full notes follow in its thread, in parts that each are a delivery
of their own, in order. What a post shows is worded when it is told, from the note as it is then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from jobs.carrying_on.following_up import watch_notes
from jobs.carrying_on.session_actions import ask_to_keep
from jobs.delivery.reaching import organisers_to, read_addresses
from jobs.rooms.room_points import take_in_points, text_with_points
from jobs.sessions.note_readers import (
    refresh_readers,
    take_back_from_readers,
    tell_readers,
)
from jobs.splitting import split_text
from storage.naming import clean
from storage.note_posts import NotePosted
from storage.notes import Note
from storage.notice_queue import To, key_of
from storage.notices.notes import NoteNotPosted, NotePart, NotePost
from storage.queue_records import Delivery
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import MemberId, NetworkId, Place, SessionId

SUMMARY = 1_000
"""The most of a summary that stands in the channel itself: with its head, about a screen."""

_NO_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Shown:
    """What is read of a note: `summary` in the channel, `parts` in the thread under it."""

    summary: str
    parts: tuple[str, ...]


def read_note(tx: Transaction, session: EventSession) -> Note | None:
    """Return the session's note as it is read: with what stands on the page for its room.

    A note that is nothing but such points yet has version 0.
    """
    note = tx.notes.find(session)
    text = text_with_points(tx, session)
    if note is not None:
        return replace(note, text=text)
    if not text:
        return None
    made = session.made_at
    return Note(session.id, session.network_id, "open", 0, "", text, None, made, made)


def show(note: Note) -> Shown:
    """Return how a note is read: at most a screen first, then everything.

    Without a summary its beginning stands for it; a summary that is longer than a screen is cut,
    and is whole in the thread. What fits on the screen whole is not said again in a thread.
    """
    summary = clean(note.summary, _NO_LIMIT, lines=True)
    text = clean(note.text, _NO_LIMIT, lines=True)
    first = clean(summary or text, SUMMARY, lines=True)
    if not summary and first == text:
        return Shown(text, ())
    whole = text if first == summary or not summary else f"{summary}\n\n{text}"
    return Shown(first, tuple(split_text(whole)))


def may_post(session: EventSession) -> bool:
    """Return whether its notes may be posted at all: never where people asked for none."""
    return session.plan.consent != "none"


def follow_places(tx: Transaction, session: EventSession) -> list[Place]:
    """Return the open channels that follow its themes and in which it does not stand yet."""
    stands = {one.place_id for one in tx.note_posts.standing(session.id)}
    found = tx.themes.followers(session.network_id, session.plan.themes)
    places = [tx.places.get(place) for place in found if place not in stands]
    return [place for place in places if _is_ours(tx, place, session.network_id)]


def known_places(tx: Transaction, session: EventSession) -> list[Place]:
    """Return the network's channels that follow any theme, but those where it stands."""
    stands = {one.place_id for one in tx.note_posts.standing(session.id)}
    found = dict.fromkeys(one.place_id for one in tx.themes.followed(session.network_id))
    places = [tx.places.get(place) for place in found if place not in stands]
    return [place for place in places if _is_ours(tx, place, session.network_id)]


def post_note(
    tx: Transaction,
    session: EventSession,
    places: Sequence[Place],
    now: datetime,
    by: MemberId | None = None,
) -> list[Place]:
    """Post the session's note in these channels; return those where it was not there before.

    `by`: who posts it, and may take it back there. A channel that was closed to us is tried again:
    somebody may have invited us since.
    """
    if tx.notes.find(session) is None:
        take_in_points(tx, session, now)
    note = read_note(tx, session)
    if note is None or not may_post(session):
        return []
    parts, stood = len(show(note).parts), bool(tx.note_posts.standing(session.id))
    posts = [NotePosted(session.id, p.id, note.version, parts, now, None, by) for p in places]
    recorded = {one.place_id for one in posts if tx.note_posts.record(one)}
    fresh = [place for place in places if place.id in recorded]
    for place in fresh:
        tx.places.reopen(place.id)
        to = To(place.space_id, place_id=place.id)
        head = NotePost(session.id)
        occasion = now.isoformat()
        tx.notices.queue(session.network_id, head, [to], now, occasion=occasion)
        _Thread(tx, session, to, occasion).add(range(1, parts + 1), now)
    if fresh:
        tx.notes.become(session.id, "posted", now)
        watch_notes(tx, session, now)
        if not stood:
            tell_readers(tx, session, now)
        ask_to_keep(tx, session, note, now)
    return fresh


def refresh_posts(
    tx: Transaction, session_id: SessionId, network_id: NetworkId, now: datetime
) -> None:
    """Show the note and its session as they are now wherever it stands.

    Whoever changes a note, its session or what is read with them calls this in the same
    transaction. Where the session is one without notes now, they are taken back.
    """
    session = tx.sessions.get(session_id, network_id)
    note = read_note(tx, session)
    standing = tx.note_posts.standing(session.id, lock=True)
    if note is None or not standing:
        return
    if not may_post(session):
        withdraw_note(tx, session, now)
        return
    for posted in standing:
        _refresh(tx, session, note, posted, now)
    refresh_readers(tx, session, now, f"{note.version} {now.isoformat()}")


def withdraw_note(tx: Transaction, session: EventSession, now: datetime) -> int:
    """Take the note back from every channel; return from how many. It is kept, and may be edited.

    From then on it is read by those who wrote it or led the session, and by organisers.
    """
    standing = tx.note_posts.standing(session.id, lock=True)
    for posted in standing:
        _withdraw(tx, session, posted, now)
    if standing:
        take_back_from_readers(tx, session, now)
        tx.notes.become(session.id, "withdrawn", now)
    return len(standing)


def withdraw_posts_of(
    tx: Transaction, session: EventSession, member: MemberId, now: datetime
) -> int:
    """Take the note back where this member posted it; return from how many channels.

    The note itself is not theirs: everybody reads it as before.
    """
    standing = tx.note_posts.standing(session.id, lock=True)
    theirs = [one for one in standing if one.posted_by == member]
    for posted in theirs:
        _withdraw(tx, session, posted, now)
    if theirs and len(theirs) == len(standing):
        take_back_from_readers(tx, session, now)
        tx.notes.become(session.id, "open", now)
    return len(theirs)


def sent_as(tx: Transaction, posted: NotePosted) -> Delivery | None:
    """Return the delivery of a post, by which its platform knows it."""
    notice, occasion = NotePost(posted.session_id), posted.posted_at.isoformat()
    return tx.deliveries.by_key(key_of(notice, _address(tx, posted), occasion))


def is_note_post(tx: Transaction, delivery: Delivery) -> bool:
    """Return whether a delivery posts a note: who posted it decides what then, no organiser."""
    is_post = delivery.act == "post" and delivery.place_id is not None
    return is_post and isinstance(tx.deliveries.notice(delivery), NotePost)


def note_refused(tx: Transaction, delivery: Delivery, why: str, now: datetime) -> None:
    """After a channel refused a note for good: whoever posted it is told what they can do.

    Where they are gone, or nobody knows who it was, whoever wrote it is, else the organisers.
    """
    said = tx.deliveries.notice(delivery)
    if not isinstance(said, NotePost) or delivery.place_id is None:
        return
    posted = tx.note_posts.find(said.session_id, delivery.place_id)
    if posted is None or posted.withdrawn_at is not None:
        return
    tx.note_posts.withdraw(posted, now)
    if not tx.note_posts.standing(said.session_id):
        tx.notes.become(said.session_id, "open", now)
    note = tx.notes.get(said.session_id, delivery.network_id)
    notice = NoteNotPosted(said.session_id, delivery.place_id, why)
    told = _reach(tx, posted.posted_by) or _reach(tx, note.member_id)
    told = told or organisers_to(tx, delivery.network_id)
    tx.notices.queue(delivery.network_id, notice, told, now, occasion=now.isoformat())


def _reach(tx: Transaction, member: MemberId | None) -> list[To]:
    known = tx.members.many([member]) if member else {}
    if member is None or not any(one.left_at is None for one in known.values()):
        return []
    account = read_addresses(tx, [member]).find(member)
    return [To(account.space_id, account_id=account.id)] if account else []


def _refresh(
    tx: Transaction, session: EventSession, note: Note, posted: NotePosted, now: datetime
) -> None:
    thread = _Thread(tx, session, _address(tx, posted), posted.posted_at.isoformat())
    parts = len(show(note).parts)
    what = f"{note.version} {now.isoformat()}"
    tx.notices.change(thread.head, session.network_id, now, what)
    thread.change(range(1, min(parts, posted.parts) + 1), now, what)
    thread.remove(range(posted.parts, parts, -1), now)
    thread.add(range(posted.parts + 1, parts + 1), now)
    tx.note_posts.show(posted, note.version, parts)


def _withdraw(tx: Transaction, session: EventSession, posted: NotePosted, now: datetime) -> None:
    """The thread goes first, its last part at the beginning, so that no empty thread is left."""
    thread = _Thread(tx, session, _address(tx, posted), posted.posted_at.isoformat())
    thread.remove(range(posted.parts, 0, -1), now)
    tx.notices.remove(thread.head, session.network_id, now)
    tx.note_posts.withdraw(posted, now)


def _address(tx: Transaction, posted: NotePosted) -> To:
    return To(tx.places.get(posted.place_id).space_id, place_id=posted.place_id)


def _is_ours(tx: Transaction, place: Place, network_id: NetworkId) -> bool:
    return place.closed_why is None and may_reach(tx, place, network_id)


def may_reach(tx: Transaction, place: Place, network_id: NetworkId) -> bool:
    """Return whether a network may post in a channel: of its workspaces, and not another's own."""
    here = place.space_id in tx.networks.spaces_of(network_id)
    return here and place.kind == "channel" and place.network_id in (None, network_id)


class _Thread:
    """The parts under one post, by their numbers."""

    def __init__(self, tx: Transaction, session: EventSession, to: To, occasion: str) -> None:
        self._tx, self._session, self._to, self._occasion = tx, session, to, occasion
        self.head = key_of(NotePost(session.id), to, occasion)

    def add(self, numbers: Sequence[int], now: datetime) -> None:
        """Queue these parts, in order."""
        items = [(NotePart(self._session.id, n, self._turn(n)), self._to) for n in numbers]
        self._tx.notices.queue_all(
            self._session.network_id, items, now, occasion=self._occasion, thread=self.head
        )

    def change(self, numbers: Sequence[int], now: datetime, what: str) -> None:
        """Say these parts again as they are now."""
        for number in numbers:
            key = self._key(number, self._turn(number) - 1)
            self._tx.notices.change(key, self._session.network_id, now, what)

    def remove(self, numbers: Sequence[int], now: datetime) -> None:
        """Take these parts back."""
        for number in numbers:
            key = self._key(number, self._turn(number) - 1)
            self._tx.notices.remove(key, self._session.network_id, now)

    def _turn(self, number: int) -> int:
        """Return how often a part of this number was queued."""
        turns = (
            turn for turn in count() if not self._tx.deliveries.by_key(self._key(number, turn))
        )
        return next(turns)

    def _key(self, number: int, turn: int) -> str:
        return key_of(NotePart(self._session.id, number, turn), self._to, self._occasion)
