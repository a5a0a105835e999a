"""Domains of work addresses: what waits to be confirmed, one question at a time; corrections."""

from collections.abc import Mapping, Sequence

from bot.form import ChoiceInput, Form, Option, TextInput
from bot.message import Button, Buttons, Message, say
from bot.refs import pack_ref
from bot.wording.language import capital
from bot.wording.language import gettext as _
from bot.wording.networks.organisation_changes import which_input
from bot.wording.people import say_sector
from bot.wording.rounds.round_names import LEAST_PEOPLE, say_people
from bot.wording.view import View
from jobs.organisations.kinds import REGIONS, SECTORS
from jobs.organisations.sheets import RowProblem
from storage.organisation_edits import LONGEST_NAME
from storage.types import Organisation, OrganisationId

DOMAIN, AFTER = "domain", "after"
NAME, SECTOR, REGION, DOMAINS, ALIASES = "name", "sector", "region", "domains", "aliases"


def question(view: View, waiting: Mapping[str, tuple[OrganisationId, int]], after: str) -> Message:
    """The first domain that waits, after one that was put off."""
    names = list(waiting)
    start = names.index(after) + 1 if after in names else 0
    if start >= len(names):
        return nothing_waits(later=bool(names))
    domain = names[start]
    organisation_id, people = waiting[domain]
    organisation = view.tx.organisations.get(organisation_id, view.network.id)
    words = _who(people).format(count=people, domain=domain, name=organisation.name)
    after_that = _(
        "Once you confirm it, we say so beside the name of everybody there who says that they "
        "work for it. Nobody's organisation is changed."
    )
    return say(words, after_that, Buttons(_buttons(domain, organisation)))


def _who(people: int) -> str:
    if people < LEAST_PEOPLE:
        return _("Some members have addresses at {domain}. Is that {name}?")
    return _("{count} members have addresses at {domain}. Is that {name}?")


def _buttons(domain: str, organisation: Organisation) -> tuple[Button, ...]:
    ref = pack_ref(**{DOMAIN: domain})
    return (
        Button(_("Yes, confirm it"), "organisations confirm", ref, "primary"),
        Button(_("No, correct it"), "organisations correct", pack_ref(id=organisation.id)),
        Button(_("Not now"), "organisations confirm", pack_ref(**{AFTER: domain})),
    )


def nothing_waits(*, later: bool = False) -> Message:
    """There is nothing to confirm."""
    if later:
        return say(_("That's all for now. What you put off waits for you."))
    return say(_("Every work address that we can place is confirmed. Nothing waits for you."))


def confirmed(domain: str, organisation: Organisation, people: int, *, more: bool) -> Message:
    """A domain proves its organisation now."""
    words = _("Done: addresses at {domain} are {name}'s. It confirms {people}.").format(
        domain=domain, name=organisation.name, people=say_people(people)
    )
    on = Button(_("Next one"), "organisations confirm")
    return say(words, Buttons((on,))) if more else say(words)


def unknown_domain(domain: str) -> str:
    """The register does not know it."""
    words = _("We know no organisation with addresses at {domain}.")
    return words.format(domain=domain)


def which_form() -> Form:
    """Ask which organisation is to be corrected."""
    return Form(
        _("Correct an organisation"), "organisations correct", (which_input(),), _("Show it")
    )


def correct_form(view: View, organisation: Organisation) -> Form:
    """What is known, to be corrected."""
    domains = [domain.name for domain in view.tx.domains.of(organisation.id)]
    names = view.tx.organisations.aliases(organisation.id)
    sectors = {one: say_sector(one) for one in SECTORS}
    one_a_line = _("One on each line. Whoever has an address there works here: you confirm it.")
    return Form(
        _("Correct an organisation"),
        "organisations correct",
        (
            TextInput(NAME, _("Name"), value=organisation.name, limit=LONGEST_NAME),
            _choice(SECTOR, _("Sector"), sectors, organisation.sector),
            _choice(REGION, _("Region"), {one: one for one in REGIONS}, organisation.region),
            _lines(DOMAINS, _("Domains of its work addresses"), one_a_line, domains),
            _lines(ALIASES, _("Also called"), _("One on each line."), names),
        ),
        _("Save"),
        ref=pack_ref(id=organisation.id),
    )


def _choice(name: str, label: str, options: Mapping[str, str], given: str) -> ChoiceInput:
    shown = tuple(Option(value, capital(words)) for value, words in options.items())
    value = given if given in options else ""
    return ChoiceInput(name, label, shown, value=value, optional=True)


def _lines(name: str, label: str, hint: str, texts: Sequence[str]) -> TextInput:
    text = "\n".join(texts)
    return TextInput(name, label, hint, text, optional=True, multiline=True, limit=1_500)


def corrected(organisation: Organisation, people: int, not_taken: Sequence[str]) -> Message:
    """It is saved."""
    words = _("Saved: {name}. Work addresses confirm {people}.").format(
        name=organisation.name, people=say_people(people)
    )
    if not not_taken:
        return say(words)
    left = _("We left out names that another organisation has: {names}.")
    return say(words, left.format(names=", ".join(not_taken)))


def bad_domain(why: RowProblem, text: str) -> str:
    """A domain that proves nothing, or none at all."""
    if why == "a shared domain":
        words = _("{text} is shared by many organisations, so it proves none. Take it out.")
        return words.format(text=text)
    return _("“{text}” is not a domain. Write it like council.gov.uk.").format(text=text)


def of_another(domain: str, organisation: Organisation) -> str:
    """A domain that was confirmed to be another organisation's."""
    words = _("{domain} is confirmed as {name}'s. Take it away there first.")
    return words.format(domain=domain, name=organisation.name)
