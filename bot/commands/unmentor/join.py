"""Join a scheme: one screen, and you're in."""

from gettext import gettext as _

from bot.command import Call, Command, Refusal
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
from bot.message import Answer, FormErrors, Option, Values
from bot.resemblance import alike
from bot.suggest import NEW
from bot.wording.language import say_all
from bot.wording.members import contacts, joining, privacy
from bot.wording.members.joining import (
    CONTACT,
    LONGEST_NAME,
    NAME,
    ORGANISATION,
    SAME,
    SECTOR,
    Filled,
)
from bot.wording.mentoring import mentor_asking
from bot.wording.people import SECTORS
from bot.wording.view import view_of
from jobs.members import membership
from jobs.members.contacting import has_contact, spans_workspaces
from storage.errors import NotFoundError
from storage.naming import clean
from storage.types import (
    Member,
    Organisation,
    OrganisationId,
    Profile,
    Programme,
    ProgrammeId,
)

MOST_ALIKE = 4


def run(call: Call) -> Answer:
    """Open the screen, or act at once for a member who read the privacy notice as it is now."""
    if not call.ref and is_code(call.rest):
        return answer_code(call, call.rest)
    programme = pick_scheme(call, "unmentor join", joining_in=True)
    if programme is None:
        names = [account.name for account in call.tx.networks.organisers(call.network.id)]
        return joining.no_scheme(say_all(names))
    if not isinstance(programme, Programme):
        return programme
    if programme.ended_at:
        raise NotFoundError(programme.id)
    if call.member and has_agreed(call, call.member):
        return _enter_again(call, call.member, programme)
    return joining.join_form(view_of(call), programme, _known(call))


def submit(call: Call, values: Values) -> Answer:
    """Check the screen; ask about names that are alike; then take the person in."""
    if chosen(values):
        ref = chosen(values)
        return joining.join_form(view_of(call), _programme(call, ref), _known(call))
    programme_id, code = read_join_ref(call.ref)
    programme = _programme(call, programme_id)
    name = clean(_text(values, NAME), LONGEST_NAME)
    errors = ({} if name else {NAME: joining.no_name()}) | _contact_missing(values)
    organisation = _decide(call, values)
    if isinstance(organisation, FormErrors):
        return FormErrors(errors | dict(organisation.errors))
    if errors:
        return FormErrors(errors)
    mentoring = read_values(values)
    if isinstance(mentoring, FormErrors):
        return mentoring
    if isinstance(organisation, list):
        typed = (_typed_option(values), _sector(values), _contact_typed(values))
        filled = Filled(name, *typed, *mentoring)
        ref = join_ref(programme, code)
        return joining.join_form(view_of(call), programme, filled, organisation, ref=ref)
    _take_in(call, programme, name, organisation, values, code)
    return joining.joined(visitor=call.visits)


def _take_in(
    call: Call,
    programme: Programme,
    name: str,
    organisation: Organisation,
    values: Values,
    code: str,
) -> None:
    invitation = find_for_form(call, code) if code else None
    before = call.tx.members.find(call.network.id, call.account.id, left=True)
    old = before.profile if before else Profile(name, None)
    profile = Profile(
        name=name,
        organisation_id=organisation.id,
        sector=_sector(values) or organisation.sector,
        profession=old.profession,
        region=old.region or _region(organisation),
        interests=old.interests,
        topics=old.topics,
        contact=read_contact(_contact_typed(values) or "") or old.contact,
        ease=old.ease,
        days=old.days,
        zone=old.zone,
    )
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


def _region(organisation: Organisation) -> str:
    """A local organisation says where somebody works; a national one does not."""
    return "" if organisation.region == "UK-wide" else organisation.region


def _enter_again(call: Call, member: Member, programme: Programme) -> Answer:
    part = membership.enrolment(call.tx, member, programme)
    view = view_of(call)
    if part and part.state == "in":
        return joining.already_in(view, programme, part)
    version, via = privacy.version(call.policy), call.account.key.platform
    if part:
        membership.resume(call.tx, member, programme, call.now)
        return joining.back_again(view, programme)
    membership.enter(call.tx, member, call.account, programme, version, via, call.now)
    fresh = membership.enrolment(call.tx, member, programme)
    if fresh and mentor_asking.says_nothing(programme, fresh):
        return mentor_asking.first_form(programme, fresh, visitor=call.visits)
    return joining.joined(visitor=call.visits)


def _known(call: Call) -> Filled:
    """What is known already: from an earlier membership here, else the account's name."""
    before = call.tx.members.find(call.network.id, call.account.id, left=True)
    contact = "" if _needs_contact(call, before) else None
    if before is None or not before.name:
        return Filled(call.account.name, contact=contact)
    place = before.profile.organisation_id
    option = Option(place, before.organisation) if place else None
    return Filled(before.name, option, before.profile.sector, contact)


# A way of contact, where people are in several workspaces


def _needs_contact(call: Call, before: Member | None) -> bool:
    known = before is not None and has_contact(before.profile)
    return not known and spans_workspaces(call.tx, call.network.id)


def _contact_typed(values: Values) -> str | None:
    """Return what was typed; None where the form did not ask."""
    return clean(_text(values, CONTACT), LONGEST_NAME) if CONTACT in values else None


def _contact_missing(values: Values) -> dict[str, str]:
    return {CONTACT: contacts.needed()} if _contact_typed(values) == "" else {}


def _programme(call: Call, ref: str) -> Programme:
    programme = call.tx.programmes.get(ProgrammeId(ref), call.network.id)
    if programme.ended_at:
        raise Refusal(_("This scheme has ended, so there is nothing to join. Nothing has changed."))
    return programme


# The organisation


def _decide(call: Call, values: Values) -> Organisation | list[Organisation] | FormErrors:
    """Return the organisation; or those that a new name resembles; or what is missing."""
    picked, answer = _text(values, ORGANISATION), _text(values, SAME)
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


def _typed_option(values: Values) -> Option:
    picked = _text(values, ORGANISATION)
    return Option(picked, clean(picked.removeprefix(NEW), LONGEST_NAME))


def _sector(values: Values) -> str:
    sector = _text(values, SECTOR)
    return sector if sector in SECTORS else ""


def _text(values: Values, name: str) -> str:
    value = values.get(name, "")
    return value if isinstance(value, str) else "".join(value[:1])


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
)
