"""A web address of a blog as somebody gave it: what is taken out of it, and what is never kept."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from jobs.feeds.discovery import addresses_to_try
from jobs.feeds.guard import read_url
from jobs.feeds.trouble import AddressRefusedError
from jobs.polling.answers import Answer, name_trouble

KEYED = "a key in it"

_SECRETS = frozenset(
    (
        *("access_token", "accesskey", "api_key", "apikey", "auth", "auth_token", "authkey"),
        *("key", "passwd", "password", "pwd", "secret", "sig", "signature", "token", "user_token"),
    )
)
_MARKED = re.compile(r"<([^<>|]+)(?:\|[^<>]*)?>")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an address, or a list of them, brings nothing: as polling names it, and a few more.

    `kind` is blank where nothing is wrong; `why` says more of it where there is more.
    """

    kind: str = ""
    why: str = ""


NONE = Trouble()


def trouble_of(answer: Answer) -> Trouble:
    """Return what is wrong with an answer."""
    named = name_trouble(answer)
    return Trouble(named.kind, named.why)


def unwrap(word: str) -> str:
    """Return an address without the marks in which a platform sends a link."""
    marked = _MARKED.fullmatch(word)
    return (marked[1] if marked else word).strip("<>,;\"' ")


def may_be_address(word: str) -> bool:
    """Return whether a word may be meant as a web address: with a scheme, or as example.org is."""
    return "://" in word or "@" in word or ("." in word.strip(".") and not word.startswith("#"))


def judge_address(address: str) -> Trouble:
    """Return why an address is not asked for anything; no kind where it is.

    Nobody is asked and no name is looked up. What is refused here is not to be kept or shown: it
    may hold what signs somebody in.
    """
    try:
        for url in addresses_to_try(address):
            if _holds_secret(url):
                return Trouble("refused", KEYED)
            read_url(url)
    except AddressRefusedError as error:
        return Trouble("refused", error.why)
    return NONE


def tidy(url: str) -> str:
    """Return an address as it is kept: spelled in the one way in which it is asked."""
    return str(read_url(url))


def _holds_secret(url: str) -> bool:
    try:
        query = urlsplit(url).query
    except ValueError:
        return False
    return any(name.casefold() in _SECRETS and value for name, value in parse_qsl(query))
