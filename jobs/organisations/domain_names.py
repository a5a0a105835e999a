"""Domains of e-mail addresses: read as people write them, and those that many share. Pure."""

import re
from collections.abc import Mapping
from typing import Literal

import idna

Shared = Literal["public", "anybody", "exact"]
"""What a shared domain proves: that somebody works in the public sector; nothing at all; or
("exact") one organisation for the addresses right at it, and public sector below it."""

_FREE_MAIL = (
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "outlook.co.uk",
    "hotmail.com",
    "hotmail.co.uk",
    "live.com",
    "live.co.uk",
    "msn.com",
    "yahoo.com",
    "yahoo.co.uk",
    "ymail.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol.com",
    "aol.co.uk",
    "proton.me",
    "protonmail.com",
    "pm.me",
    "gmx.com",
    "gmx.co.uk",
    "mail.com",
    "zoho.com",
    "fastmail.com",
    "fastmail.fm",
    "tutanota.com",
    "hey.com",
    "btinternet.com",
    "btopenworld.com",
    "sky.com",
    "virginmedia.com",
    "virgin.net",
    "ntlworld.com",
    "talktalk.net",
    "tiscali.co.uk",
    "blueyonder.co.uk",
    "plus.com",
    "plusnet.com",
)

SHARED: Mapping[str, tuple[Shared, str]] = {
    "gov.uk": ("public", "every department, agency and council has a name below it"),
    "service.gov.uk": ("public", "services of all departments"),
    "gov.scot": ("exact", "the Scottish Government's own; its agencies are below it"),
    "gov.wales": ("exact", "the Welsh Government's own; others are below it"),
    "llyw.cymru": ("exact", "the Welsh Government's own, in Welsh"),
    "nhs.uk": ("public", "trusts and boards have names below it"),
    "nhs.net": ("public", "one mail service for all of the NHS, and for care providers"),
    "nhs.scot": ("public", "one mail service for the NHS in Scotland"),
    "wales.nhs.uk": ("public", "one mail service for the NHS in Wales"),
    "scot.nhs.uk": ("public", "boards in Scotland have names below it"),
    "hscni.net": ("public", "one mail service for health and social care in Northern Ireland"),
    "police.uk": ("public", "forces have names below it"),
    "pnn.police.uk": ("public", "the former police network: forces had names below it"),
    "mod.uk": ("public", "the armed forces and the ministry share it"),
    "parliament.uk": ("public", "both Houses and their members share it"),
    "gsi.gov.uk": ("public", "the former secure network of all departments"),
    "gcsx.gov.uk": ("public", "the former secure network of all councils"),
    "ac.uk": ("anybody", "universities, colleges and others; not one body, nor all public"),
    "sch.uk": ("anybody", "schools, public and independent"),
    "org.uk": ("anybody", "anybody can have a name below it"),
    "co.uk": ("anybody", "anybody can have a name below it"),
    "me.uk": ("anybody", "anybody can have a name below it"),
    "ltd.uk": ("anybody", "anybody can have a name below it"),
    "plc.uk": ("anybody", "anybody can have a name below it"),
    "net.uk": ("anybody", "anybody can have a name below it"),
    "uk.com": ("anybody", "anybody can have a name below it"),
    "uk.net": ("anybody", "anybody can have a name below it"),
    "onmicrosoft.com": ("anybody", "every Microsoft 365 customer has a name below it"),
    **dict.fromkeys(_FREE_MAIL, ("anybody", "mail for anybody")),
}
"""Domains that are not one organisation's alone, with the reason."""

_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_LEAD = re.compile(r"^(https?://)?(www\.)?")
_LONGEST = 253


def read_domain(text: str) -> str:
    """Return the ASCII form of a domain, or of an address's; nothing where it is none.

    "@leeds.gov.uk", "www.leeds.gov.uk" and "https://leeds.gov.uk/" are read, too.
    """
    words = text.strip().casefold().rpartition("@")[2]
    words = _LEAD.sub("", words).partition("/")[0].strip(".")
    try:
        name = idna.encode(words, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return ""
    labels = name.split(".")
    fits = len(labels) >= 2 and len(name) <= _LONGEST and not labels[-1].isdigit()
    return name if fits and all(_LABEL.fullmatch(label) for label in labels) else ""


def domain_of(address: str) -> str:
    """Return the domain of an e-mail address; nothing where it has none."""
    return read_domain(address) if "@" in address else ""


def suffixes(domain: str) -> list[str]:
    """Return the domain and those above it that have two labels at least, the longest first."""
    labels = domain.split(".")
    return [".".join(labels[at:]) for at in range(len(labels) - 1)]


def may_prove(domain: str) -> bool:
    """Whether a domain can be one organisation's at all."""
    return domain not in SHARED or SHARED[domain][0] == "exact"


def proves_below(suffix: str, domain: str) -> bool:
    """Whether what is known of a suffix holds for this domain, too."""
    return suffix == domain or suffix not in SHARED


def is_public(domain: str) -> bool:
    """Whether only a public body has addresses there."""
    above = [SHARED[suffix][0] for suffix in suffixes(domain) if suffix in SHARED]
    return bool(above) and above[0] != "anybody"
