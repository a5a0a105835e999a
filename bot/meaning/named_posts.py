"""Which two posts are meant, by the web addresses that were typed."""

from bot.command import Call, Refusal
from bot.meaning.web_addresses import read_urls
from bot.wording.digests import same_posts
from bot.wording.view import view_of
from jobs.digests.explaining import Found, find_post


def read_two_posts(call: Call, line: str) -> tuple[Found, Found]:
    """Return both posts; Refusal where an address is missing, or is of none that was read."""
    urls = read_urls(call.args)
    if len(urls) != 2:
        raise Refusal(*same_posts.two_addresses(view_of(call), line))
    return _find(call, urls[0]), _find(call, urls[1])


def _find(call: Call, url: str) -> Found:
    found = find_post(call.tx, call.network.id, url)
    if found is None:
        raise Refusal(*same_posts.not_read(view_of(call), url))
    return found
