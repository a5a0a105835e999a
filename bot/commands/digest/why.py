"""Why a post did, or did not, come in a digest."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.digests import Meant, find_digest, meant_digest
from bot.meaning.web_addresses import read_urls
from bot.wording.digests import digest_why
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests.explaining import Fate, Found, arrived, explain, find_post, find_site
from storage.digest_records import Digest
from storage.types import MemberId

_MOST_OTHERS = 5


def run(call: Call) -> Answer:
    """Tell each stage of the post at the address that was typed."""
    meant = meant_digest(call)
    urls = read_urls(meant.words)
    if not urls:
        raise Refusal(*digest_why.no_address(view_of(call)))
    reader = call.member.id if call.member else None
    found = find_post(call.tx, call.network.id, urls[0], reader)
    if found is None:
        return _unknown(call, urls[0], reader)
    mine, others = _fate_here(call, meant, found), _fates_elsewhere(call, meant, found)
    if call.is_organiser:
        return digest_why.answer(view_of(call), found, [*mine, *others], meant.place)
    return digest_why.answer(view_of(call), found, mine, meant.place, elsewhere=bool(others))


def _unknown(call: Call, url: str, reader: MemberId | None) -> Answer:
    site = find_site(call.tx, call.network.id, url, reader)
    followed = call.tx.digests.followed_since(call.network.id, reader)
    since = followed.get(site.id) if site else None
    return digest_why.unknown(view_of(call), url, site, since)


def _fate_here(call: Call, meant: Meant, found: Found) -> list[Fate]:
    """What became of it in the digest that is meant."""
    mine = find_digest(call, meant)
    return [explain(call.tx, found, mine, call.now)] if mine else []


def _fates_elsewhere(call: Call, meant: Meant, found: Found) -> list[Fate]:
    """In which other channels it came: for organisers, as a channel may be private."""
    others = _others(call, find_digest(call, meant))
    fates = (arrived(call.tx, found, one) for one in others)
    return [fate for fate in fates if fate][:_MOST_OTHERS]


def _others(call: Call, but: Digest | None) -> list[Digest]:
    """The digests of the network's channels; never another member's own."""
    every = call.tx.digests.all(call.network.id)
    return [one for one in every if one.place_id and (but is None or one.id != but.id)]


COMMAND = Command(
    words=("digest", "why"),
    help=_("See why a post did, or did not, come in a digest."),
    usage=_("[address of the post]"),
    example="https://blog.example.org/a-post",
    run=run,
    who="anyone",
)
