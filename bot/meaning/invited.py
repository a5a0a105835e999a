"""Whom an invitation's code means: found, refused kindly, and used up by joining.

What was wrong with a code says nothing of anybody; wrong ones are counted, so that nobody guesses.
"""

from dataclasses import replace

from bot.command import Call, Refusal
from bot.form import Answer, Option
from bot.refs import pack_ref, read_ref
from bot.suggest import NEW
from bot.wording.language import gettext as _
from bot.wording.members import joining, privacy
from bot.wording.members.joining import Filled
from bot.wording.organisers import invitations
from bot.wording.view import view_of
from jobs.members import belonging, membership
from storage.codes import fold_code
from storage.invitations import Invitation, Invited
from storage.round_records import Programme
from storage.types import Member, Profile

PROGRAMME, CODE = "p", "code"


def is_code(text: str) -> bool:
    """Whether these words have the shape of a code."""
    return bool(fold_code(text))


def join_ref(programme: Programme, code: str) -> str:
    """Return the reference of a join form: the scheme, and the code that it was opened with."""
    return pack_ref(p=programme.id, code=code) if code else programme.id


def read_join_ref(ref: str) -> tuple[str, str]:
    """Return the scheme's id and the code, blank without one."""
    said = read_ref(ref)
    return (said[PROGRAMME], said.get(CODE, "")) if PROGRAMME in said else (ref, "")


def answer_code(call: Call, typed: str) -> Answer:
    """Open the join form filled in from the invitation; a member who agreed needs none."""
    invitation = find_open(call, typed)
    programme = call.tx.programmes.get(invitation.programme_id, call.network.id)
    if programme.ended_at:
        raise Refusal(_("This scheme has ended, so there is nothing to join. Nothing has changed."))
    if call.member and has_agreed(call, call.member):
        return _use_at_once(call, call.member, programme, invitation)
    filled = _filled(call, invitation.invited)
    ref = join_ref(programme, typed)
    return joining.join_form(view_of(call), programme, filled, ref=ref, said=invitation.invited)


def find_open(call: Call, typed: str) -> Invitation:
    """Return the open invitation with this code; Refusal, kindly, where there is none."""
    key = call.account.key
    if not call.guesses.allows(key):
        raise Refusal(invitations.too_many_guesses())
    found = call.tx.invitations.look(call.network.id, typed, call.now)
    if found and found.state == "open":
        return found
    call.guesses.note_wrong(key)
    why = {
        "used": invitations.used_code(),
        "expired": invitations.expired_code(),
        "": invitations.unknown_code(),
    }[found.state if found else ""]
    raise Refusal(why, invitations.ask_or_join(view_of(call)))


def find_for_form(call: Call, code: str) -> Invitation | None:
    """Return the invitation of a form that is sent; None: sent twice, so that it is used already.

    Refusal where somebody else used it meanwhile, or it has expired.
    """
    found = call.tx.invitations.look(call.network.id, code, call.now)
    if found and found.state == "used" and call.member and found.member_id == call.member.id:
        return None
    return find_open(call, code)


def fill_in(profile: Profile, said: Invited) -> Profile:
    """Return the profile with what the invitation knows and the person has not said."""
    return replace(
        profile,
        profession=profile.profession or said.profession,
        region=said.region or profile.region,
        interests=profile.interests or said.interests,
    )


def has_agreed(call: Call, member: Member) -> bool:
    """Return whether a member has read the privacy notice as it is now."""
    read = call.tx.consents.latest(member.id)
    return read is not None and read.notice_version == privacy.version(call.policy)


def _use_at_once(
    call: Call, member: Member, programme: Programme, invitation: Invitation
) -> Answer:
    call.tx.invitations.use(invitation, member.id, call.now)
    if belonging.enrolment(call.tx, member, programme):
        return invitations.added_to_history(view_of(call))
    version, via = privacy.version(call.policy), call.account.key.platform
    membership.enter(call.tx, member, call.account, programme, version, via, call.now)
    return joining.joined(visitor=call.visits)


def _filled(call: Call, said: Invited) -> Filled:
    """An organisation that is known by this name is that one; else it can be added."""
    known = call.tx.organisations.find(call.network.id, said.organisation)
    if known:
        return Filled(said.name, Option(known.id, known.name), known.sector)
    new = Option(f"{NEW}{said.organisation}", said.organisation) if said.organisation else None
    return Filled(said.name or call.account.name, new)
