"""A blog is looked for at the address that somebody gave, to be followed or suggested."""

from bot.audit import note_action
from bot.command import Call
from bot.meaning.digests import Meant, may_change, open_digest
from bot.message import Message
from bot.wording.digests import adding
from bot.wording.view import view_of
from jobs.digests import discover_errand
from jobs.digests.discover_errand import Wanted
from jobs.digests.given import judge_address, may_be_address, unwrap
from storage.digest_records import Digest
from storage.naming import clean

_LONGEST_TOPIC = 60
_MOST_TOPICS = 20
_SHOWN = 80


def wrong_address(address: str) -> tuple[str, str] | None:
    """Return what is wrong with an address, and what now; None where it can be asked."""
    if not may_be_address(address):
        return adding.no_address(clean(address, _SHOWN))
    trouble = judge_address(address)
    return adding.not_that(trouble) if trouble.kind else None


def split_address(words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the address among the words, and the topics after it."""
    if not words:
        return "", ()
    found = next((word for word in words if may_be_address(unwrap(word))), words[0])
    rest = list(words)
    rest.remove(found)
    return unwrap(found), read_topics(" ".join(rest))


def read_topics(typed: str) -> tuple[str, ...]:
    """Return the topics that were written, each once, between commas."""
    parts = (clean(part, _LONGEST_TOPIC) for part in typed.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))[:_MOST_TOPICS]


def look_for(
    call: Call, meant: Meant, address: str, topics: tuple[str, ...], *, suggest: bool = False
) -> Message:
    """Look for the blog: who decides what is followed there follows it, others suggest it."""
    if suggest or not may_change(call, meant):
        place_id = meant.place.id if meant.place else None
        wanted = Wanted(address, topics, place_id=place_id)
        discover_errand.ask(call.tx, call.network.id, wanted, call.account.id, call.now)
        return adding.suggesting(view_of(call), meant.place)
    digest = open_digest(call, meant)
    look_for_digest(call, digest, address, topics)
    return adding.on_it(view_of(call), meant.place)


def look_for_digest(call: Call, digest: Digest, address: str, topics: tuple[str, ...]) -> None:
    """Look for the blog, and let this digest follow it."""
    wanted = Wanted(address, topics, digest.id)
    discover_errand.ask(call.tx, call.network.id, wanted, call.account.id, call.now)
    if digest.place_id:
        note_action(call, "digest.add", digest.place_id)
