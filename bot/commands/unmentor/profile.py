"""Tell us more: profession, region, interests, topics, contact details, what makes it easier."""

from dataclasses import replace

from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.reachable import is_email, is_phone
from bot.meaning.zones import read_zone
from bot.suggest import NEW
from bot.wording.language import gettext as _
from bot.wording.meetings import working_days
from bot.wording.members import contacts, profiles
from bot.wording.members.profiles import LONGEST_LINE, LONGEST_TEXT, MOST_INTERESTS
from bot.wording.view import view_of
from jobs.members.belonging import enrolled_in
from jobs.members.contacting import has_contact, spans_workspaces
from storage.members import DAY_NAMES
from storage.naming import clean
from storage.types import Contact, Profile


def run(call: Call) -> Answer:
    """Open the form, filled in with what is known."""
    return profiles.form(view_of(call), call.me)


def submit(call: Call, values: Values) -> Answer:
    """Keep what was filled in; what was emptied is deleted."""
    profile = _read(call.me.profile, values)
    errors = _check(profile) | _check_zone(values) | _contact_missing(call, profile)
    if errors:
        return FormErrors(errors)
    known = call.tx.interests.resolve(call.network.id, profile.interests)
    call.tx.members.update(call.me.id, replace(profile, interests=tuple(known)))
    return profiles.saved(view_of(call))


def _read(before: Profile, values: Values) -> Profile:
    return replace(
        before,
        profession=_line(values, profiles.OTHER_PROFESSION) or _line(values, profiles.PROFESSION),
        region=_line(values, profiles.REGION),
        interests=_many(values, profiles.INTERESTS),
        topics=_text(values, profiles.TOPICS),
        contact=Contact(
            email=_line(values, profiles.EMAIL),
            phone=_line(values, profiles.PHONE),
            other=_line(values, profiles.OTHER),
        ),
        ease=_text(values, profiles.EASE),
        days=tuple(DAY_NAMES.index(day) for day in _many(values, working_days.DAYS)),
        zone=read_zone(_line(values, working_days.OTHER_ZONE)) or _line(values, working_days.ZONE),
    )


def _check(profile: Profile) -> dict[str, str]:
    errors = {}
    email, phone = profile.contact.email, profile.contact.phone
    if email and not is_email(email):
        errors[profiles.EMAIL] = profiles.not_an_email()
    if phone and not is_phone(phone):
        errors[profiles.PHONE] = profiles.not_a_phone()
    if len(profile.interests) > MOST_INTERESTS:
        errors[profiles.INTERESTS] = profiles.too_many_interests()
    return errors


def _check_zone(values: Values) -> dict[str, str]:
    typed = _line(values, working_days.OTHER_ZONE)
    unknown = typed and read_zone(typed) is None
    return {working_days.OTHER_ZONE: working_days.not_a_zone()} if unknown else {}


def _contact_missing(call: Call, profile: Profile) -> dict[str, str]:
    """One way of contact is needed where partners may be in another workspace."""
    has_partners = bool(enrolled_in(call.tx, call.me))
    spans = spans_workspaces(call.tx, call.network.id)
    needed = has_partners and spans and not has_contact(profile)
    return {profiles.EMAIL: contacts.needed()} if needed else {}


def _line(values: Values, name: str) -> str:
    value = values.get(name, "")
    return clean(value, LONGEST_LINE) if isinstance(value, str) else ""


def _text(values: Values, name: str) -> str:
    value = values.get(name, "")
    return clean(value, LONGEST_TEXT, lines=True) if isinstance(value, str) else ""


def _many(values: Values, name: str) -> tuple[str, ...]:
    value = values.get(name, ())
    chosen = (value,) if isinstance(value, str) else value
    return tuple(text for each in chosen if (text := each.removeprefix(NEW).strip()))


COMMAND = Command(
    words=("unmentor", "profile"),
    help=_("Tell us more about you, or change what you told us."),
    run=run,
    submit=submit,
    aliases=(("unmentor", "tell", "more"), ("unmentor", "interests"), ("unmentor", "topics")),
)
