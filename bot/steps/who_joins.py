"""Who somebody is, as the forms to join ask it: a name, and an organisation of this network.

A new organisation whose name resembles known ones is asked about before it is added.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.command import Call
from bot.form import FormErrors, Option, Values
from bot.resemblance import alike
from bot.suggest import NEW
from bot.wording.members import joining
from bot.wording.members.joining import LONGEST_NAME, NAME, ORGANISATION, SAME, SECTOR, Filled
from jobs.organisations.kinds import SECTORS
from storage.errors import NotFoundError
from storage.naming import clean
from storage.types import Contact, Member, Organisation, OrganisationId, Profile

MOST_ALIKE = 4


@dataclass(frozen=True, slots=True)
class Person:
    """What was said; `organisation` is None where it may be one of those that are `near`."""

    name: str
    sector: str
    organisation: Organisation | None
    near: tuple[Organisation, ...] = ()


def read_person(
    call: Call, values: Values, also: Mapping[str, str] | None = None
) -> Person | FormErrors:
    """Return who somebody says they are, or what is missing; `also`: what else is."""
    name = clean(text_of(values, NAME), LONGEST_NAME)
    errors = ({} if name else {NAME: joining.no_name()}) | dict(also or {})
    found = _decide(call, values)
    if isinstance(found, FormErrors):
        return FormErrors(errors | dict(found.errors))
    if errors:
        return FormErrors(errors)
    if isinstance(found, list):
        return Person(name, _sector(values), None, tuple(found))
    return Person(name, _sector(values), found)


def known_person(call: Call, before: Member | None) -> Filled:
    """Return what is known already: from an earlier membership here, else the account's name."""
    if before is None or not before.name:
        return Filled(call.account.name)
    place = before.profile.organisation_id
    option = Option(place, before.organisation) if place else None
    return Filled(before.name, option, before.profile.sector)


def typed_person(person: Person, values: Values) -> Filled:
    """Return what was typed, to ask again with."""
    picked = text_of(values, ORGANISATION)
    option = Option(picked, clean(picked.removeprefix(NEW), LONGEST_NAME))
    weekly = joining.WEEKLY in values.get(joining.DIGEST, ())
    return Filled(person.name, option, person.sector, weekly=weekly)


def profile_of(
    person: Person,
    organisation: Organisation,
    before: Member | None,
    contact: Contact | None = None,
) -> Profile:
    """Return the profile of who joins: what was told in an earlier membership is kept."""
    old = before.profile if before else Profile(person.name, None)
    return Profile(
        name=person.name,
        organisation_id=organisation.id,
        sector=person.sector or organisation.sector,
        profession=old.profession,
        region=old.region or _region(organisation),
        interests=old.interests,
        topics=old.topics,
        contact=contact or old.contact,
        ease=old.ease,
        days=old.days,
        zone=old.zone,
    )


def text_of(values: Values, name: str) -> str:
    """Return what one input holds; of several values, the first."""
    value = values.get(name, "")
    return value if isinstance(value, str) else "".join(value[:1])


def _region(organisation: Organisation) -> str:
    """A local organisation says where somebody works; a national one does not."""
    return "" if organisation.region == "UK-wide" else organisation.region


def _decide(call: Call, values: Values) -> Organisation | list[Organisation] | FormErrors:
    """Return the organisation; or those that a new name resembles; or what is missing."""
    picked, answer = text_of(values, ORGANISATION), text_of(values, SAME)
    if not picked:
        return FormErrors({ORGANISATION: joining.no_organisation()})
    if not picked.startswith(NEW):
        return _get(call, picked)
    if answer and not answer.startswith(NEW):
        return _get(call, answer)
    return _add(call, clean(picked.removeprefix(NEW), LONGEST_NAME), values, sure=answer == picked)


def _get(call: Call, organisation_id: str) -> Organisation | FormErrors:
    try:
        return call.tx.organisations.get(OrganisationId(organisation_id), call.network.id)
    except NotFoundError:
        return FormErrors({ORGANISATION: joining.no_such_organisation()})


def _add(
    call: Call, name: str, values: Values, *, sure: bool
) -> Organisation | list[Organisation] | FormErrors:
    known = call.tx.organisations.find(call.network.id, name)
    if known:
        return known
    near = [] if sure else _near(call, name)
    if near:
        return near
    if not name:
        return FormErrors({ORGANISATION: joining.no_organisation()})
    if not _sector(values):
        return FormErrors({SECTOR: joining.no_sector()})
    return call.tx.organisations.add(call.network.id, name, _sector(values), "")


def _near(call: Call, name: str) -> list[Organisation]:
    known = dict(call.tx.organisations.names(call.network.id))
    ids = [known[other] for other in alike(name, list(known))]
    return [
        call.tx.organisations.get(each, call.network.id)
        for each in list(dict.fromkeys(ids))[:MOST_ALIKE]
    ]


def _sector(values: Values) -> str:
    sector = text_of(values, SECTOR)
    return sector if sector in SECTORS else ""
