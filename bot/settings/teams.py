"""The settings of Microsoft Teams: who the bot is, and which organisations may use it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.settings.names import NAMES
from bot.settings.values import SettingsReader

TEAMS_AT = {
    "Public": "teams.microsoft.com",
    "GCC": "teams.microsoft.com",
    "USGov": "gov.teams.microsoft.us",
    "USGovDoD": "dod.teams.microsoft.us",
    "China": "teams.microsoftonline.cn",
}
"""Microsoft's clouds, and where people open Teams in each. Source: learn.microsoft.com, "Sovereign
cloud".
"""

UNAUTHENTICATED = "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS"
"""A variable of the Teams SDK, under which it believes requests that nobody signed."""

_OURS = ("TEAMS_CLIENT_ID", "TEAMS_CLIENT_SECRET", "TEAMS_TENANT_ID")
_TENANT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NO = frozenset({"", "0", "false", "no", "off"})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class TeamsSettings:
    """A registration at Microsoft in its home `tenant`; `tenants` may use it, with their names.

    `login` and `openid` replace Microsoft's services by others on this machine, for tests.
    `addresses`: members' work addresses are read from Teams.
    """

    client_id: str
    client_secret: str
    tenant: str
    tenants: Mapping[str, str]
    cloud: str = "Public"
    login: str = ""
    openid: str = ""
    addresses: bool = False


def read_teams(reader: SettingsReader) -> TeamsSettings | None:
    """Return how Teams is reached, None where nothing of it is set; what is wrong is noted."""
    values = [reader.text(name) for name in _OURS]
    if not any(values):
        return None
    for name, value in zip(_OURS, values, strict=True):
        if not value:
            reader.complain(f"{name} is missing. {NAMES[name]}")
    if reader.text(UNAUTHENTICATED).casefold() not in _NO:
        reader.complain(
            f"{UNAUTHENTICATED} is on: the bot would believe anybody who says they are on Teams. "
            "Take it out of the environment. To try Teapoint without Teams, use the playground."
        )
    client_id, secret, home = values
    tenant = _read_tenant(reader, _OURS[2], home) if home else ""
    return TeamsSettings(
        client_id,
        secret,
        tenant,
        _read_tenants(reader, tenant),
        reader.one_of("TEAPOINT_TEAMS_CLOUD", tuple(TEAMS_AT)),
        _read_loopback(reader, "TEAPOINT_TEAMS_LOGIN"),
        _read_loopback(reader, "TEAPOINT_TEAMS_OPENID"),
        reader.text("TEAPOINT_TEAMS_ADDRESSES") == "1",
    )


def _read_tenants(reader: SettingsReader, home: str) -> dict[str, str]:
    """Return the tenants and their names; that of the registration alone where none are listed."""
    name = "TEAPOINT_TEAMS_TENANTS"
    entries = [entry.strip() for entry in reader.text(name).split(",") if entry.strip()]
    found: dict[str, str] = {}
    for entry in entries or [home]:
        tenant, _, called = (part.strip() for part in entry.partition("="))
        read = _read_tenant(reader, name, tenant) if tenant else ""
        found |= {read: called or f"Teams tenant {read[:8]}"} if read else {}
    return found


def _read_tenant(reader: SettingsReader, name: str, tenant: str) -> str:
    folded = tenant.casefold()
    if not _TENANT.fullmatch(folded):
        reader.complain(
            f"{name} must be a tenant ID such as 0f1e2d3c-1234-4abc-8def-0123456789ab, "
            f"not {tenant!r}. Microsoft Entra shows it under Overview."
        )
        return ""
    return folded


def _read_loopback(reader: SettingsReader, name: str) -> str:
    address = reader.text(name)
    if address and urlsplit(address).hostname not in _LOOPBACK:
        reader.complain(f"{name} is for tests: it must be an address of this machine.")
        return ""
    return address
