"""What a web address may look like, and where it may lead. Pure.

A web address comes from a person, a feed or a redirect, and our machine stands where they do not:
beside databases, routers and a cloud's metadata. So an address is taken apart once, here, by rules
stricter than the standard's; what is connected to is built from the parts, never from the text.
Whoever asks learns nothing of what is inside: whatever the reason, an address that is not public
has one and the same `why`.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urljoin

import idna

from jobs.feeds.addresses import is_public, read_address
from jobs.feeds.trouble import AddressRefusedError, Refusal

AllowedHosts = Collection[tuple[str, int]]
"""Hosts as `WebAddress` has them, with ports: where the operator lets the guard reach inside."""

LONGEST = 2_000
PORTS = frozenset({80, 443, 8080, 8443})
_USUAL_PORTS = {"http": 80, "https": 443}
_PARTS = re.compile(r"(?i:(https?))://([^/?#]*)([^?#]*)(\?[^#]*)?(?:#.*)?")
_HOST_AND_PORT = re.compile(r"(\[[0-9A-Fa-f:.]*\]|[^:\[\]]*)(?::([0-9]{0,5}))?")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_ODD = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
_INSIDE = frozenset(
    (
        *("alt", "arpa", "example", "internal", "invalid", "local", "localhost", "onion", "test"),
        *("corp", "domain", "home", "intranet", "lan", "localdomain", "mail", "private"),
        "workgroup",
    )
)
"""Top-level names that are reserved, or in use inside networks; the public internet has none."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A web address taken apart.

    `host`: lower case, ASCII, no last dot, an IPv6 address without its brackets.
    `target`: path and query, as a request names them.
    """

    scheme: Literal["http", "https"]
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _USUAL_PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an address may be asked for something; if not, why."""

    allowed: bool
    why: Refusal | None = None


def judge_url(url: str, allowed: AllowedHosts = ()) -> Verdict:
    """Return whether the text may be followed as a web address, as far as the text tells.

    A name may still lead inside: `judge_addresses` says so once it has been looked up.
    """
    try:
        check_address(read_url(url), allowed)
    except AddressRefusedError as error:
        return Verdict(allowed=False, why=error.why)
    return Verdict(allowed=True)


def judge_addresses(
    host: str, port: int, addresses: Iterable[str], allowed: AllowedHosts = ()
) -> Verdict:
    """Return whether a host (as `WebAddress` has it) may be connected to at its addresses.

    One bad address among good ones spoils them all, and so does none at all: which of them is
    used is somebody else's choice.
    """
    if (host, port) in allowed:
        return Verdict(allowed=True)
    found = [read_address(text) for text in addresses]
    if found and all(address is not None and is_public(address) for address in found):
        return Verdict(allowed=True)
    return Verdict(allowed=False, why="not public")


def read_url(url: str) -> WebAddress:
    """Return the parts of a web address; AddressRefusedError where it is none, or an odd one."""
    if len(url) > LONGEST:
        raise AddressRefusedError("too long")
    if _is_odd(url):
        raise AddressRefusedError("odd characters")
    parts = _PARTS.fullmatch(url)
    if parts is None:
        raise AddressRefusedError("not a web address")
    scheme: Literal["http", "https"] = "https" if parts[1].lower() == "https" else "http"
    host, port = _read_authority(parts[2])
    target = quote((parts[3] or "/") + (parts[4] or ""), safe="!#$%&'()*+,/:;=?@[]^_`{|}~-.")
    return WebAddress(scheme, host, _USUAL_PORTS[scheme] if port is None else port, target)


def follow(base: WebAddress, location: str) -> WebAddress:
    """Return where a redirect leads; AddressRefusedError also where it would give up encryption."""
    if _is_odd(location):
        raise AddressRefusedError("odd characters")
    try:
        target = read_url(urljoin(str(base), location))
    except ValueError as error:
        raise AddressRefusedError("not a web address") from error
    if base.scheme == "https" and target.scheme == "http":
        raise AddressRefusedError("downgrade")
    return target


def check_address(address: WebAddress, allowed: AllowedHosts = ()) -> None:
    """AddressRefusedError where the host or port cannot be a public website's."""
    if (address.host, address.port) in allowed:
        return
    if not _is_public_host(address.host):
        raise AddressRefusedError("not public")
    if address.port not in PORTS:
        raise AddressRefusedError("port")


def read_host(text: str) -> str:
    """Return a host as `WebAddress` has it; AddressRefusedError for every unusual spelling.

    A host that ends in a number would be read as an IPv4 address by the machine, in forms such as
    127.1 or 0x7f000001: only four plain decimal numbers are taken.
    """
    if text.startswith("["):
        address = read_address(text[1:-1])
        if address is None:
            raise AddressRefusedError("odd host")
        return str(address)
    name = _to_ascii(text).removesuffix(".")
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise AddressRefusedError("odd host")
    if _NUMBER.fullmatch(labels[-1]) and read_address(name) is None:
        raise AddressRefusedError("odd host")
    return name


def read_host_and_port(text: str) -> tuple[str, int] | None:
    """Return one of `AllowedHosts` as an operator writes it, such as wiki.lan:443; else None."""
    try:
        host, port = _read_authority(text)
    except AddressRefusedError:
        return None
    return (host, port) if port is not None and 0 < port < 65_536 else None


def _is_odd(url: str) -> bool:
    """Whether anything in it may mislead: it is read as one thing, and taken for another."""
    if url.isascii():  # nearly all are, and this is much quicker
        return "\\" in url or " " in url or not url.isprintable()
    return "\\" in url or any(unicodedata.category(character) in _ODD for character in url)


def _read_authority(authority: str) -> tuple[str, int | None]:
    if "@" in authority:
        raise AddressRefusedError("credentials")
    parts = _HOST_AND_PORT.fullmatch(authority)
    if parts is None:
        raise AddressRefusedError("odd host")
    if not parts[1]:
        raise AddressRefusedError("not a web address")
    return read_host(parts[1]), int(parts[2]) if parts[2] else None


def _to_ascii(host: str) -> str:
    """The name as the network knows it: digits, dots and letters of other shapes are folded."""
    folded = unicodedata.normalize("NFKC", host).lower().replace("\u3002", ".")
    if folded.isascii():
        return folded
    try:
        return idna.encode(folded, uts46=True).decode("ascii")
    except UnicodeError as error:
        raise AddressRefusedError("odd host") from error


def _is_public_host(host: str) -> bool:
    address = read_address(host)
    if address is not None:
        return is_public(address)
    return "." in host and host.rpartition(".")[2] not in _INSIDE
