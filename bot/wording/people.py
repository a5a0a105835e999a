"""How people, their work and their organisations are named, without pronouns."""

from collections.abc import Iterable, Mapping, Sequence

from bot.message import Block, Bold, Part, Rich, Small, rich
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all
from storage.types import Member

_TITLES = frozenset(
    {"cllr", "dame", "dr", "lady", "lord", "miss", "mr", "mrs", "ms", "mx", "prof", "rev", "sir"}
)


def say_sector(sector: str) -> str:
    """Return the sector as people say it; one that we do not know stays as it is."""
    return {
        "central": _("central government"),
        "local": _("local government"),
        "NHS": _("the NHS"),
        "police": _("police"),
        "fire": _("fire and rescue"),
        "arm's-length": _("arm's-length bodies"),
        "devolved": _("devolved government"),
        "education": _("education"),
        "charity": _("charities"),
        "supplier": _("suppliers"),
    }.get(sector, sector)


def by_address(member: Member) -> bool:
    """Whether a work address confirms where somebody works; else it is as they say."""
    return member.verified_at is not None


def say_how_known(members: Sequence[Member], called: Mapping[str, str]) -> str:
    """Return how it is known where these people work, in few words; nothing where nobody says."""
    said = [member for member in members if member.organisation]
    sure = [called[member.id] for member in said if by_address(member)]
    told = [called[member.id] for member in said if not by_address(member)]
    if len(members) == 1:
        alone = _("Organisation confirmed by work address.") if sure else ""
        return alone or (_("Organisation as {name} told us.").format(name=told[0]) if told else "")
    confirmed = _("Organisation confirmed by work address: {names}.") if sure else ""
    as_told = _("Organisation as they told us: {names}.") if told else ""
    found = (confirmed.format(names=say_all(sure)), as_told.format(names=say_all(told)))
    return " ".join(part for part in found if part)


def which_known(members: Iterable[Member]) -> list[Block]:
    """Below a list of people, once: whose organisations work addresses confirm."""
    said = [member for member in members if member.organisation]
    sure = [member for member in said if by_address(member)]
    told = [member for member in said if not by_address(member)]
    if not said:
        return []
    if not sure:
        return [Small((_("Organisations are as people told us."),))]
    if not told:
        return [Small((_("Work addresses confirm these organisations."),))]
    if len(sure) <= len(told):
        words = _("Confirmed by work address: {names}. Other organisations are as people told us.")
        return [Small((words.format(names=say_all(names_apart(sure))),))]
    words = _("As people told us: {names}. Work addresses confirm the other organisations.")
    return [Small((words.format(names=say_all(names_apart(told))),))]


def count_known(members: Iterable[Member]) -> list[Block]:
    """The same of more people than anybody reads the names of."""
    said = [member for member in members if member.organisation]
    sure = sum(map(by_address, said))
    if not sure:
        return which_known(said)
    words = ngettext(
        "Work addresses confirm where {sure} of {count} person works.",
        "Work addresses confirm where {sure} of {count} people work.",
        len(said),
    )
    rest = _("The other organisations are as people told us.") if sure < len(said) else ""
    return [Small((" ".join((words.format(sure=sure, count=len(said)), rest)).rstrip(),))]


def say_name(member: Member) -> str:
    """Return the member's name; of somebody who was erased there is none."""
    return member.name or _("somebody who has left")


def short_names(members: Sequence[Member]) -> dict[str, str]:
    """Return by id what each is called once introduced: the first name, where that is clear."""
    firsts = [_first(member) for member in members]
    return {
        member.id: first if firsts.count(first) == 1 else say_name(member)
        for member, first in zip(members, firsts, strict=True)
    }


def short_name(member: Member) -> str:
    """Return what one partner is called once introduced."""
    return _first(member)


def say_names(members: Iterable[Member]) -> str:
    """Return "Ade, Sam and Jo"."""
    return say_all(short_names(list(members)).values())


def names_apart(members: Sequence[Member]) -> tuple[str, ...]:
    """Return each one's name, with the organisation where two of them have the same name."""
    names = [say_name(member) for member in members]
    return tuple(
        f"{name}, {member.organisation}" if names.count(name) > 1 and member.organisation else name
        for name, member in zip(names, members, strict=True)
    )


def describe(member: Member, name: Part | None = None) -> Rich:
    """Return "Ade Bello, who works in delivery at Example City Council", as far as is known."""
    called = name if name is not None else Bold(say_name(member))
    work, place = member.profile.profession, member.organisation
    if work and place:
        template = _("{name}, who works in {profession} at {organisation}")
        return rich(template, name=called, profession=work, organisation=place)
    if place:
        return rich(_("{name}, from {organisation}"), name=called, organisation=place)
    if work:
        return rich(_("{name}, who works in {profession}"), name=called, profession=work)
    return (called,)


def works(member: Member, name: Part) -> Rich:
    """Return "Ade Bello works in delivery at Example City Council.", as far as is known."""
    work, place = member.profile.profession, member.organisation
    if work and place:
        template = _("{name} works in {profession} at {organisation}.")
        return rich(template, name=name, profession=work, organisation=place)
    if place:
        return rich(_("{name} works at {organisation}."), name=name, organisation=place)
    return rich(_("{name} works in {profession}."), name=name, profession=work) if work else ()


def name_and_place(member: Member) -> Rich:
    """Return "Ade Bello (Example City Council)"."""
    if not member.organisation:
        return (Bold(say_name(member)),)
    template = _("{name} ({organisation})")
    return rich(template, name=Bold(say_name(member)), organisation=member.organisation)


def _first(member: Member) -> str:
    name = say_name(member)
    first = name.split()[0]
    # "J. Smith" and "Dr Smith" have no first name that anybody is called by.
    is_called = len(first) > 1 and not first.endswith(".") and first.casefold() not in _TITLES
    return first if is_called and member.name else name
