"""Whether Teams sent something, and of which tenant it speaks: pure decisions over claims and body.

A token names no tenant. It proves that Microsoft's service sent the request, through the service
URL that it carries; in Teams that service vouches for the tenant that the body names. Other
channels of the same bot (a chat on a web page, say) carry whatever their visitors write, so that
nothing is believed but Teams. Source: Bot Connector authentication, learn.microsoft.com.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import jwt

from bot.platforms.teams.keys import Key

Body = Mapping[str, Any]

CHANNEL = "msteams"
_LEEWAY_SECONDS = 300
_NEEDED = ("exp", "iss", "aud", "serviceurl")
_TENANT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class NotTrustedError(Exception):
    """It did not come from Teams, or contradicts itself; `why` names no person."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def key_id_of(token: str) -> str:
    """Return which key a token says it is signed with; NotTrustedError where it cannot be read."""
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError as error:
        raise NotTrustedError("unreadable token") from error
    return str(header.get("kid") or "")


def read_claims(token: str, key: Key, audience: str, issuer: str) -> Body:
    """Return what a token says, once signature, audience, issuer and times are right.

    NotTrustedError. Times are the machine's: tokens know no other.
    """
    try:
        claims: Body = jwt.decode(
            token,
            key.public,
            algorithms=["RS256"],
            audience=audience,
            issuer=issuer,
            leeway=_LEEWAY_SECONDS,
            options={"require": list(_NEEDED)},
        )
    except jwt.PyJWTError as error:
        raise NotTrustedError(type(error).__name__) from error
    return claims


def check_body(body: Body, claims: Body, key: Key, *, loopback: bool = False) -> None:
    """Raise NotTrustedError unless body and token tell of the same service, and it is Teams.

    `loopback`: a service on this machine may be spoken to without https, for the playground.
    """
    said, signed = body.get("serviceUrl"), claims["serviceurl"]
    if not isinstance(said, str) or not isinstance(signed, str):
        raise NotTrustedError("no service URL")
    if said.rstrip("/") != signed.rstrip("/"):
        raise NotTrustedError("another service URL")
    if not is_safe(said, loopback=loopback):
        raise NotTrustedError("an unsafe service URL")
    if body.get("channelId") != CHANNEL:
        raise NotTrustedError("not from Teams")
    if key.channels and CHANNEL not in key.channels:
        raise NotTrustedError("a key of another channel")


def is_safe(url: str, *, loopback: bool = False) -> bool:
    """Whether our own token may be sent there: over https, or on this machine where that is set."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.username or parts.password or not host:
        return False
    on_this = host in ("localhost", "127.0.0.1", "::1")
    return parts.scheme == "https" or (loopback and on_this and parts.scheme == "http")


def tenant_of(body: Body) -> str:
    """Return the tenant that something happened in; NotTrustedError where its places disagree.

    The conversation, the channel data and the service URL may each name it; all that do must
    name the same. Nothing that a person could write (a card's data, a text) is looked at.
    """
    named = {tenant.casefold() for tenant in _named(body)}
    if len(named) != 1:
        raise NotTrustedError("several tenants" if named else "no tenant")
    return named.pop()


def _named(body: Body) -> Iterator[str]:
    conversation, data = body.get("conversation"), body.get("channelData")
    if isinstance(conversation, dict) and conversation.get("tenantId"):
        yield str(conversation["tenantId"])
    tenant = data.get("tenant") if isinstance(data, dict) else None
    if isinstance(tenant, dict) and tenant.get("id"):
        yield str(tenant["id"])
    in_path = _TENANT.search(urlsplit(str(body.get("serviceUrl") or "")).path)
    if in_path:
        yield in_path[0]
