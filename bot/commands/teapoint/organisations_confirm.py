"""Confirm that addresses at a domain are an organisation's."""

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.refs import read_ref
from bot.wording.language import gettext as _
from bot.wording.networks import domains
from bot.wording.networks.domains import AFTER, DOMAIN
from bot.wording.view import view_of
from jobs.organisations.domain_names import may_prove, read_domain
from jobs.organisations.verifying import look_at_all, waiting
from storage.errors import NotFoundError


def run(call: Call) -> Answer:
    """Confirm what was pressed or typed; else ask about what waits, one at a time."""
    chosen = read_ref(call.ref)
    domain = chosen.get(DOMAIN) or call.rest
    if domain:
        return _confirm(call, domain)
    found = waiting(call.tx, call.network.id)
    if not found:
        return domains.nothing_waits()
    return domains.question(view_of(call), found, chosen.get(AFTER, ""))


def _confirm(call: Call, text: str) -> Answer:
    name, network_id = read_domain(text), call.network.id
    if name and not may_prove(name):
        raise Refusal(domains.bad_domain("a shared domain", name), _("Nothing has changed."))
    try:
        domain = call.tx.domains.get(network_id, name)
    except NotFoundError as error:
        raise Refusal(domains.unknown_domain(name or text), _("Nothing has changed.")) from error
    owner = call.tx.organisations.get(domain.organisation_id, network_id)
    if not domain.confirmed:
        call.tx.domains.confirm(network_id, owner.id, [name], call.account.id, call.now)
        note_action(call, "organisations.confirm", owner.id, domain=name)
    people = look_at_all(call.tx, network_id, [name], call.now)
    more = bool(waiting(call.tx, network_id))
    return domains.confirmed(name, owner, people, more=more)


COMMAND = Command(
    words=("organisations", "confirm"),
    help=_("Confirm whose work addresses a domain has."),
    run=run,
    usage=_("[domain]"),
    who="organiser",
    aliases=(("organizations", "confirm"),),
)
