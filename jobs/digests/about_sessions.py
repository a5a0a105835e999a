"""Posts about sessions: their link was attached to one, or they link to one's notes."""

from collections.abc import Iterable, Mapping

from jobs.feeds.identity import canonical_link
from storage.feed_records import Entry, PostId
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import NetworkId, SessionId


def sessions_of(
    tx: Transaction, network_id: NetworkId, entries: Iterable[Entry]
) -> Mapping[PostId, list[EventSession]]:
    """Return the sessions of this network that posts are about, where their notes may be read.

    However a link is written in a feed, with a tracking tag or without https, it is the same one.
    """
    links = {entry.post_id: canonical_link(entry.link) for entry in entries if entry.link}
    attached = _attached(tx, network_id) if links else {}
    found = {post_id: attached[link] for post_id, link in links.items() if link in attached}
    ids = {id_ for sessions in found.values() for id_ in sessions}
    readable = _readable(tx, network_id, ids)
    about = {
        post_id: [readable[id_] for id_ in sessions if id_ in readable]
        for post_id, sessions in found.items()
    }
    return {post_id: sessions for post_id, sessions in about.items() if sessions}


def _attached(tx: Transaction, network_id: NetworkId) -> dict[str, list[SessionId]]:
    """Sessions by the links that people attached to them."""
    by_link: dict[str, list[SessionId]] = {}
    for link in tx.session_links.of_network(network_id):
        by_link.setdefault(canonical_link(link.url), []).append(link.session_id)
    return by_link


def _readable(
    tx: Transaction, network_id: NetworkId, ids: Iterable[SessionId]
) -> dict[SessionId, EventSession]:
    """Those of these whose notes were written, and were not taken back."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    notes = tx.notes.many(wanted, network_id)
    sessions = tx.sessions.many(wanted, network_id)
    return {
        id_: session
        for id_, session in sessions.items()
        if id_ in notes and notes[id_].state != "withdrawn" and _may_be_read(session)
    }


def _may_be_read(session: EventSession) -> bool:
    return session.plan.consent != "none" and session.plan.state == "planned"
