"""What an address proves of where somebody works: the longest suffix decides. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from jobs.organisations.domain_names import (
    domain_of,
    is_public,
    may_prove,
    proves_below,
    suffixes,
)
from storage.domains import Domain
from storage.types import OrganisationId


@dataclass(frozen=True, slots=True)
class Verified:
    """An organiser has confirmed that addresses at this domain are this organisation's."""

    organisation_id: OrganisationId
    domain: str


@dataclass(frozen=True, slots=True)
class Suggests:
    """The register says so, and no organiser has confirmed it."""

    organisation_id: OrganisationId
    domain: str


@dataclass(frozen=True, slots=True)
class PublicSector:
    """A public body's address; which one, nobody has said."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Anybody could have this address."""


Verdict = Verified | Suggests | PublicSector | Nothing
Register = Mapping[str, Domain]
"""Domains by name: at least those that an address is below."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How it is known where somebody works; where `ask` is set they are asked about that one."""

    how: Literal["confirmed", "differs", "suggested", "as they say"]
    ask: OrganisationId | None = None


def decide(
    said: OrganisationId | None,
    found: Sequence[Verdict],
    became: Callable[[OrganisationId], Collection[OrganisationId]],
) -> Standing:
    """Return how what somebody says stands beside what their addresses prove.

    `became`: an organisation and what it was split into since: its addresses are theirs, too. What
    nobody confirmed is no reason to doubt what somebody says.
    """
    sure = [verdict.organisation_id for verdict in found if isinstance(verdict, Verified)]
    if said:
        if any(said in became(one) for one in sure):
            return Standing("confirmed")
        return Standing("differs", sure[0]) if sure else Standing("as they say")
    may_be = sure or [verdict.organisation_id for verdict in found if isinstance(verdict, Suggests)]
    return Standing("suggested", may_be[0]) if may_be else Standing("as they say")


def look_up(addresses: Iterable[str]) -> list[str]:
    """Return the domains that a register is asked for, to know what these addresses prove."""
    domains = {domain_of(address) for address in addresses} - {""}
    asked = {suffix for domain in domains for suffix in suffixes(domain) if may_prove(suffix)}
    return sorted(asked)


def what_proves(address: str, register: Register) -> Verdict:
    """Return what an address proves.

    The longest suffix by labels decides whose it is; a shorter one proves it, too, where it is
    the same organisation's. A domain that many share proves nobody's organisation.
    """
    domain = domain_of(address)
    known = [
        register[suffix]
        for suffix in suffixes(domain)
        if suffix in register and may_prove(suffix) and proves_below(suffix, domain)
    ]
    if not known:
        return PublicSector() if is_public(domain) else Nothing()
    owner = known[0].organisation_id
    sure = [each for each in known if each.organisation_id == owner and each.confirmed]
    return Verified(owner, sure[0].name) if sure else Suggests(owner, known[0].name)
