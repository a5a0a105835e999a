"""What an address proves: the longest suffix decides, and what many share proves nobody's."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.organisations.domain_names import (
    SHARED,
    domain_of,
    may_prove,
    read_domain,
    suffixes,
)
from jobs.organisations.proving import (
    Nothing,
    PublicSector,
    Suggests,
    Verdict,
    Verified,
    look_up,
    what_proves,
)
from storage.domains import Domain
from storage.types import OrganisationId

WHEN = datetime(2026, 11, 24, tzinfo=UTC)
LEEDS, SCHOOLS, SCOTLAND = (OrganisationId(f"org_{n}") for n in ("leeds", "schools", "scotland"))


def register(**owners: OrganisationId) -> dict[str, Domain]:
    """Domains by name, dots written as two underscores; those that end in one are confirmed."""
    found = {}
    for key, owner in owners.items():
        name = key.removesuffix("_").replace("__", ".")
        found[name] = Domain(name, owner, WHEN if key.endswith("_") else None)
    return found


KNOWN = register(
    leeds__gov__uk_=LEEDS,
    schools__leeds__gov__uk=SCHOOLS,
    digital__leeds__gov__uk=LEEDS,
    hull__gov__uk=SCHOOLS,
    gov__scot_=SCOTLAND,
    gov__uk_=SCOTLAND,
)


@pytest.mark.parametrize(
    ("address", "proves"),
    [
        ("ade@leeds.gov.uk", Verified(LEEDS, "leeds.gov.uk")),
        ("Ade@LEEDS.gov.uk ", Verified(LEEDS, "leeds.gov.uk")),
        ("ade@mail.leeds.gov.uk", Verified(LEEDS, "leeds.gov.uk")),
        ("ade@digital.leeds.gov.uk", Verified(LEEDS, "leeds.gov.uk")),
        ("ade@schools.leeds.gov.uk", Suggests(SCHOOLS, "schools.leeds.gov.uk")),
        ("ade@hull.gov.uk", Suggests(SCHOOLS, "hull.gov.uk")),
        ("ade@notleeds.gov.uk", PublicSector()),
        ("ade@gov.uk", PublicSector()),
        ("ade@nhs.net", PublicSector()),
        ("ade@trust.nhs.uk", PublicSector()),
        ("ade@gov.scot", Verified(SCOTLAND, "gov.scot")),
        ("ade@agency.gov.scot", PublicSector()),
        ("ade@gmail.com", Nothing()),
        ("ade@leeds.gov.uk.evil.example", Nothing()),
        ("ade@uni.ac.uk", Nothing()),
        ("leeds.gov.uk", Nothing()),
        ("", Nothing()),
    ],
)
def test_an_address_proves_what_its_longest_suffix_says(address: str, proves: Verdict) -> None:
    assert what_proves(address, KNOWN) == proves


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("@Leeds.gov.uk", "leeds.gov.uk"),
        ("https://www.leeds.gov.uk/jobs", "leeds.gov.uk"),
        ("ade@leeds.gov.uk.", "leeds.gov.uk"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("\uff4c\uff45\uff45\uff44\uff53.gov.uk", "leeds.gov.uk"),
        ("uk", ""),
        ("leeds gov uk", ""),
        ("10.0.0.1", ""),
        ("a_b.example", ""),
        ("-a.example", ""),
    ],
)
def test_domains_are_read_as_people_write_them(typed: str, read: str) -> None:
    assert read_domain(typed) == read


def test_a_register_is_never_asked_for_what_many_share() -> None:
    shared = [name for name in SHARED if not may_prove(name)]
    assert look_up(f"x@{name}" for name in shared) == [
        name for name in look_up(f"x@{name}" for name in shared) if may_prove(name)
    ]
    assert look_up(["a@x.leeds.gov.uk", "b@gmail.com"]) == ["leeds.gov.uk", "x.leeds.gov.uk"]
    assert all(reason for _, reason in SHARED.values())


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_and_reading_twice_changes_nothing(text: str) -> None:
    once = read_domain(text)
    assert read_domain(once) == once
    assert domain_of(f"a@{once}") == once
    assert all(once.endswith(suffix) for suffix in suffixes(once))
    assert not isinstance(what_proves(f"a@{once}", {}), Verified | Suggests)
