"""Posts about sessions: their link was attached to one, or they link to one's notes."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from jobs.feeds.identity import canonical_link
from storage.errors import NotFoundError
from storage.feed_records import Entry, PostId
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import NetworkId, SessionId


def sessions_of(
    tx: Transaction, network_id: NetworkId, entries: Iterable[Entry], rooms: str = ""
) -> Mapping[PostId, list[EventSession]]:
    """Return the sessions of this network that posts are about, where their notes may be read.

    A post is about a session if it is attached to it, or if its text links to what is attached, or
    to the session's page: `rooms` is where the addresses of those begin. However a link is written
    in a feed, with a tracking tag or without https, it is the same one. A front page that a text
    links to says nothing: half of all posts link to the same few.
    """
    links = {entry.post_id: _links_of(entry) for entry in entries}
    attached = _attached(tx, network_id) if any(links.values()) else {}
    found = {
        post_id: _sessions_at(tx, network_id, links[post_id], attached, rooms) for post_id in links
    }
    ids = {id_ for sessions in found.values() for id_ in sessions}
    readable = _readable(tx, network_id, ids)
    about = {
        post_id: [readable[id_] for id_ in sessions if id_ in readable]
        for post_id, sessions in found.items()
    }
    return {post_id: sessions for post_id, sessions in about.items() if sessions}


def _links_of(entry: Entry) -> list[str]:
    mentions = (canonical_link(link) for link in entry.mentions)
    own = (canonical_link(entry.link),) if entry.link else ()
    return [*own, *(link for link in mentions if not _is_front_page(link))]


def _is_front_page(link: str) -> bool:
    parts = urlsplit(link)
    return parts.path in ("", "/") and not parts.query


def _sessions_at(
    tx: Transaction,
    network_id: NetworkId,
    links: Iterable[str],
    attached: Mapping[str, list[SessionId]],
    rooms: str,
) -> list[SessionId]:
    """Sessions that these canonical links lead to, each once."""
    pages = canonical_link(rooms) if rooms else ""
    found: dict[SessionId, None] = {}
    for link in links:
        found |= dict.fromkeys(attached.get(link, ()))
        if pages and link.startswith(pages):
            found |= dict.fromkeys(_session_of_page(tx, network_id, link.removeprefix(pages)))
    return list(found)


def _session_of_page(tx: Transaction, network_id: NetworkId, path: str) -> list[SessionId]:
    """The session whose page this is; a page of another network is none of ours."""
    code = re.split(r"[/?]", path.strip("/"), maxsplit=1)[0]
    try:
        session = tx.sessions.by_code(code)
    except NotFoundError:
        return []
    return [session.id] if session.network_id == network_id else []


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
