"""Join the network alone: session notes, and no introductions."""

from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.kept import read_asked
from bot.meaning.invited import has_agreed
from bot.steps.first_digest import take_tick
from bot.steps.who_joins import known_person, profile_of, read_person, typed_person
from bot.wording.language import gettext as _
from bot.wording.members import network_joining, privacy
from bot.wording.view import view_of
from jobs.members import membership
from storage.types import Member


def run(call: Call) -> Answer:
    """Open the screen; whoever is a member and agreed to the privacy notice reads that they are."""
    view = view_of(call)
    if call.member and has_agreed(call, call.member):
        return network_joining.already_in(view)
    filled = known_person(call, _before(call))
    then = network_joining.what_follows(view, *read_asked(call.ref))
    return network_joining.join_form(view, filled, ref=call.ref, then=then)


def submit(call: Call, values: Values) -> Answer:
    """Check the screen; ask about names that are alike; then take the person in."""
    person = read_person(call, values)
    if isinstance(person, FormErrors):
        return person
    view = view_of(call)
    if person.organisation is None:
        filled = typed_person(person, values)
        return network_joining.join_form(view, filled, person.near, ref=call.ref)
    profile = profile_of(person, person.organisation, _before(call))
    version, via = privacy.version(call.policy), call.account.key.platform
    member = membership.join_network(
        call.tx, call.network, call.account, profile, version, via, call.now
    )
    return network_joining.joined(view, take_tick(call, member, values), visitor=call.visits)


def _before(call: Call) -> Member | None:
    return call.tx.members.find(call.network.id, call.account.id, left=True)


COMMAND = Command(
    words=("teapoint", "join"),
    help=_("Join this network for session notes, without being introduced to anybody."),
    run=run,
    submit=submit,
    who="anyone",
)
