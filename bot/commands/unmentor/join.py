"""Join a scheme: one screen, and you're in."""

from dataclasses import replace

from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.invited import (
    answer_code,
    fill_in,
    find_for_form,
    has_agreed,
    is_code,
    join_ref,
    read_join_ref,
)
from bot.meaning.mentoring import keep, read_values
from bot.meaning.reachable import read_contact
from bot.meaning.schemes import chosen, pick_scheme
from bot.steps.first_digest import take_tick
from bot.steps.who_joins import (
    Person,
    known_person,
    profile_of,
    read_person,
    text_of,
    typed_person,
)
from bot.wording.language import gettext as _
from bot.wording.language import say_all
from bot.wording.members import contacts, joining, network_joining, privacy
from bot.wording.members.joining import CONTACT, LONGEST_NAME, Filled
from bot.wording.mentoring import mentor_asking
from bot.wording.view import view_of
from jobs.members import belonging, membership
from jobs.members.contacting import has_contact, lacks_contact, spans_workspaces
from storage.errors import NotFoundError
from storage.naming import clean
from storage.round_records import Programme
from storage.types import Member, Organisation, ProgrammeId


def run(call: Call) -> Answer:
    """Open the screen, or act at once for a member who read the privacy notice as it is now."""
    if not call.ref and is_code(call.rest):
        return answer_code(call, call.rest)
    programme = pick_scheme(call, "unmentor join", joining_in=True)
    if programme is None:
        names = [account.name for account in call.tx.networks.organisers(call.network.id)]
        return network_joining.no_scheme(view_of(call), say_all(names))
    if not isinstance(programme, Programme):
        return programme
    if programme.ended_at:
        raise NotFoundError(programme.id)
    if call.member and _is_known(call, call.member, programme):
        return _enter_again(call, call.member, programme)
    return joining.join_form(view_of(call), programme, _known(call))


def submit(call: Call, values: Values) -> Answer:
    """Check the screen; ask about names that are alike; then take the person in."""
    if chosen(values):
        ref = chosen(values)
        return joining.join_form(view_of(call), _programme(call, ref), _known(call))
    programme_id, code = read_join_ref(call.ref)
    programme = _programme(call, programme_id)
    person = read_person(call, values, _contact_missing(values))
    if isinstance(person, FormErrors):
        return person
    mentoring = read_values(values)
    if isinstance(mentoring, FormErrors):
        return mentoring
    if person.organisation is None:
        offers, wishes, capacity = mentoring
        filled = replace(
            typed_person(person, values),
            contact=_contact_typed(values),
            offers=offers,
            wishes=wishes,
            capacity=capacity,
        )
        ref = join_ref(programme, code)
        return joining.join_form(view_of(call), programme, filled, person.near, ref=ref)
    member = _take_in(call, programme, person, person.organisation, values, code)
    return joining.joined(take_tick(call, member, values), visitor=call.visits)


def _take_in(
    call: Call,
    programme: Programme,
    person: Person,
    organisation: Organisation,
    values: Values,
    code: str,
) -> Member:
    invitation = find_for_form(call, code) if code else None
    contact = read_contact(_contact_typed(values) or "")
    profile = profile_of(person, organisation, _before(call), contact)
    version, via = privacy.version(call.policy), call.account.key.platform
    if invitation:
        profile = fill_in(profile, invitation.invited)
    joined = membership.join(
        call.tx, call.network, call.account, profile, programme, version, via, call.now
    )
    if invitation:
        call.tx.invitations.use(invitation, joined.member.id, call.now)
    mentoring = read_values(values)
    if programme.format.kind == "mentors" and not isinstance(mentoring, FormErrors):
        keep(call, programme, joined.member.id, *mentoring)
    return joined.member


def _is_known(call: Call, member: Member, programme: Programme) -> bool:
    """Whether a member has agreed, and has told what a newcomer to the scheme is asked for."""
    if not has_agreed(call, member):
        return False
    is_in = belonging.enrolment(call.tx, member, programme) is not None
    return is_in or not lacks_contact(call.tx, member)


def _enter_again(call: Call, member: Member, programme: Programme) -> Answer:
    part = belonging.enrolment(call.tx, member, programme)
    view = view_of(call)
    if part and part.state == "in":
        return joining.already_in(view, programme, part)
    version, via = privacy.version(call.policy), call.account.key.platform
    if part:
        membership.resume(call.tx, member, programme, call.now)
        return joining.back_again(view, programme)
    membership.enter(call.tx, member, call.account, programme, version, via, call.now)
    fresh = belonging.enrolment(call.tx, member, programme)
    if fresh and mentor_asking.says_nothing(programme, fresh):
        return mentor_asking.first_form(programme, fresh, visitor=call.visits)
    return joining.joined(visitor=call.visits)


def _known(call: Call) -> Filled:
    """What is known already, and whether a way of contact is still to be asked for."""
    before = _before(call)
    contact = "" if _needs_contact(call, before) else None
    return replace(known_person(call, before), contact=contact)


def _before(call: Call) -> Member | None:
    return call.tx.members.find(call.network.id, call.account.id, left=True)


# A way of contact, where people are in several workspaces


def _needs_contact(call: Call, before: Member | None) -> bool:
    known = before is not None and has_contact(before.profile)
    return not known and spans_workspaces(call.tx, call.network.id)


def _contact_typed(values: Values) -> str | None:
    """Return what was typed; None where the form did not ask."""
    return clean(text_of(values, CONTACT), LONGEST_NAME) if CONTACT in values else None


def _contact_missing(values: Values) -> dict[str, str]:
    return {CONTACT: contacts.needed()} if _contact_typed(values) == "" else {}


def _programme(call: Call, ref: str) -> Programme:
    programme = call.tx.programmes.get(ProgrammeId(ref), call.network.id)
    if programme.ended_at:
        raise Refusal(_("This scheme has ended, so there is nothing to join. Nothing has changed."))
    return programme


COMMAND = Command(
    words=("unmentor", "join"),
    help=_("Join a scheme, and be introduced to people."),
    run=run,
    submit=submit,
    who="anyone",
    aliases=(
        ("unmentor", "subscribe"),
        ("unmentor", "opt", "in"),
        ("unmentor", "sign", "up"),
        ("unmentor", "start"),
    ),
    names_scheme=True,
)
