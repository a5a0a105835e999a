"""A camp of today for dialogs: an event whose sessions are on at known times."""

from datetime import datetime, timedelta

from storage.note_drafts import NoteDraft
from storage.notes import Note
from storage.session_records import EventSession, SessionPlan
from storage.transaction import Transaction
from storage.types import SessionId
from tests.support.chat import Chat, World


async def hold_camp(world: World, *plans: SessionPlan, name: str = "TeaCamp") -> list[SessionId]:
    """Set up an event of today with these sessions; return their ids in order."""

    def hold(tx: Transaction) -> list[SessionId]:
        place, now = world.network, world.now
        account = tx.networks.organisers(place.id)[0]
        event = tx.events.add(place.id, name, now.date(), place.zone, account.id, now)
        assert event
        return [tx.sessions.add(place.id, one, account.id, now, event.id).id for one in plans]

    return await world.aside.write(hold)


def on_air(title: str, starts: datetime, **more: str) -> SessionPlan:
    """A session of 45 minutes."""
    return SessionPlan(
        title,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=45),
        number=more.get("number", ""),
        room=more.get("room", ""),
        leaders=tuple(filter(None, (more.get("leader", ""),))),
    )


async def drafts_of(chat: Chat) -> list[NoteDraft]:
    """Return somebody's drafts, newest first."""
    world = chat.world

    def read(tx: Transaction) -> list[NoteDraft]:
        account = tx.accounts.find(chat.key)
        assert account
        return tx.note_drafts.of_account(account.id, world.network.id, world.now)

    return await world.aside.read(read)


async def notes_of(world: World) -> dict[str, tuple[EventSession, Note]]:
    """Return every note with its session, by title."""

    def read(tx: Transaction) -> dict[str, tuple[EventSession, Note]]:
        notes = tx.notes.recent(world.network.id, 500)
        sessions = [tx.sessions.get(note.session_id, world.network.id) for note in notes]
        return {one.title: (one, note) for one, note in zip(sessions, notes, strict=True)}

    return await world.aside.read(read)
