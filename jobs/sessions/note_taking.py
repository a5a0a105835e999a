"""Taking notes: a session and its note are kept together, whichever way they come in."""

from dataclasses import dataclass, replace
from datetime import datetime

from jobs.carrying_on.carrying import volunteer
from jobs.notes import ParsedSession, Section
from jobs.sessions.naming import ask_names
from jobs.sessions.note_posts import refresh_posts
from storage.naming import fold
from storage.notes import Note, Route
from storage.session_records import EventSession, SessionPlan
from storage.transaction import Transaction
from storage.types import Account, EventId, Member, NetworkId

NOTES, LINKS = "Notes", "Links"
"""Headings that the canonical template brings along; they say nothing of their own."""


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote down of a session, by whichever route; only title and text are needed."""

    title: str
    text: str
    summary: str = ""
    number: str = ""
    room: str = ""
    leaders: tuple[str, ...] = ()
    note_takers: tuple[str, ...] = ()
    volunteer: str = ""
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, and how it comes in."""

    account: Account
    member: Member | None
    route: Route


def take_notes(
    tx: Transaction,
    network_id: NetworkId,
    written: Written,
    writer: Writer,
    now: datetime,
    *,
    event_id: EventId | None = None,
) -> EventSession:
    """Keep the first notes of a session that nobody told us of before."""
    plan = plan_of(written, SessionPlan(written.title))
    session = tx.sessions.add(network_id, plan, writer.account.id, now, event_id)
    _write(tx, session, written, writer, 0, now)
    _volunteer(tx, session, written, writer, now)
    ask_names(tx, session, writer.member, now)
    return tx.sessions.get(session.id, network_id)


def change_notes(
    tx: Transaction,
    session: EventSession,
    written: Written,
    writer: Writer,
    seen: int,
    now: datetime,
) -> None:
    """Keep the next version of a session's notes. `seen`: the version it was made from, or 0.

    StaleError where somebody else wrote in between: nothing is changed.
    """
    plan = plan_of(written, session.plan)
    # First the note, which is refused where it is stale: then nothing was changed.
    _write(tx, replace(session, plan=plan), written, writer, seen, now)
    if plan != session.plan:
        tx.sessions.change(session.id, session.network_id, plan)
    _volunteer(tx, session, written, writer, now)
    now_named = tx.sessions.get(session.id, session.network_id)
    ask_names(tx, now_named, writer.member, now)
    refresh_posts(tx, session.id, session.network_id, now)


def plan_of(written: Written, plan: SessionPlan) -> SessionPlan:
    """Return the session as these notes describe it; its slot and consent stay."""
    return replace(
        plan,
        title=written.title or plan.title,
        number=written.number,
        room=written.room,
        leaders=written.leaders,
        note_takers=written.note_takers,
        themes=written.themes,
    )


def name_people(session: EventSession, written: Written) -> EventSession:
    """Return the session with the people whom it and these notes name, to look for their names."""
    plan = session.plan
    leaders, takers = (*plan.leaders, *written.leaders), (*plan.note_takers, *written.note_takers)
    return replace(session, plan=replace(plan, leaders=leaders, note_takers=takers))


def fill_from(written: Written, plan: SessionPlan) -> Written:
    """Return the notes with what they leave open told by the grid."""
    return replace(
        written,
        title=written.title or plan.title,
        number=written.number or plan.number,
        room=written.room or plan.room,
        leaders=written.leaders or plan.leaders,
        note_takers=written.note_takers or plan.note_takers,
        themes=written.themes or plan.themes,
    )


def written_of(parsed: ParsedSession) -> Written:
    """Return what was understood of pasted notes, as it is kept."""
    text = "\n\n".join(filter(None, (_section_text(section) for section in parsed.sections)))
    missing = [link for link in parsed.links if link not in text and link not in _summary(parsed)]
    if missing:
        text = "\n\n".join(filter(None, (text, "\n".join((LINKS, *missing)))))
    return Written(
        title=parsed.title or "",
        text=text,
        summary=_summary(parsed),
        number=parsed.session or "",
        room=parsed.room or "",
        leaders=parsed.leaders,
        note_takers=parsed.note_takers,
        volunteer=parsed.volunteer or "",
        themes=parsed.themes,
    )


def _write(
    tx: Transaction,
    session: EventSession,
    written: Written,
    writer: Writer,
    seen: int,
    now: datetime,
) -> Note:
    by = writer.member.id if writer.member else None
    return tx.notes.write(
        session, written.summary, written.text, seen=seen, by=by, route=writer.route, now=now
    )


def _volunteer(
    tx: Transaction, session: EventSession, written: Written, writer: Writer, now: datetime
) -> None:
    """Keep who carries the conversation on, as the notes say it; a form can say "nobody yet".

    Whoever writes their own name is the volunteer by that; another is only named.
    """
    can_say_nobody = writer.route in ("form", "edit")
    named = written.volunteer
    if (named or can_say_nobody) and tx.carrying.of(session).name != named:
        tx.carrying.name_volunteer(session, named, now)
        if named and writer.member and fold(writer.member.name) == fold(named):
            volunteer(tx, session, writer.member, now)


def _section_text(section: Section) -> str:
    heading = "" if section.heading == NOTES else section.heading
    return "\n".join(filter(None, (heading, section.text)))


def _summary(parsed: ParsedSession) -> str:
    return parsed.summary or ""
