"""Two accounts of one person: the code, what will happen, and what is refused."""

from datetime import datetime

from bot.command import Names
from bot.message import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Code,
    Fields,
    Heading,
    Message,
    Rich,
    rich,
    say,
)
from bot.refs import pack_ref
from bot.wording.language import gettext as _
from bot.wording.language import say_all, say_moment
from bot.wording.view import View
from storage.addresses import MAIL
from storage.transaction import Transaction
from storage.types import Account, Contact, Member

OTHER = "other"
HERE, THERE, NEWER = "here", "there", "newer"
"""Whose profile stays: that of the account that says yes, the other's, or the newer of the two."""

_SLACK = "slack"
_LINE = "link"


def place_of(tx: Transaction, account: Account) -> str:
    """Return where an account is, in words: "Slack, in Eastmarsh"."""
    if account.key.platform == MAIL:
        return _("e-mail")
    name = _("Slack") if account.key.platform == _SLACK else _("Microsoft Teams")
    workspace = tx.spaces.get(account.space_id).name
    return _("{platform}, in {workspace}").format(platform=name, workspace=workspace)


def said_of(tx: Transaction, account: Account) -> str:
    """Return the same within a sentence: "on Slack, in Eastmarsh", "by e-mail"."""
    if account.key.platform == MAIL:
        return _("by e-mail")
    return _("on {place}").format(place=place_of(tx, account))


def code_shown(view: View, code: str, until: datetime) -> Message:
    """A new code, where it is typed, and what it does."""
    slack = view.names if view.names.everything else Names()
    typed = Code(f"{slack.typed(_LINE)} {code}")
    bare = Code(f"{_LINE} {code}")
    return say(
        rich(
            _("Your code is {code}. It works once, until {until}."),
            code=Code(code),
            until=say_moment(until, view.zone),
        ),
        _("Use your other account now. Type the code there, where only Teapoint and you read it:"),
        Bullets(
            (
                rich(_("On Slack, in a direct message with Teapoint: {typed}"), typed=typed),
                rich(_("On Microsoft Teams, in your chat with Teapoint: {typed}"), typed=bare),
                rich(
                    _("By e-mail, on the page that every e-mail from us links to: {typed}"),
                    typed=bare,
                ),
            )
        ),
        _("We'll show you there what happens, and ask before anything does."),
        _("Keep the code to yourself. Whoever types it can see and change what we keep about you."),
    )


def become_one(view: View, owner: Member, other: Account, *, was_here: bool) -> Message:
    """The typing account is nobody's here: it becomes one more of the owner's."""
    earlier = (
        [_("You were a member from here before. What we still keep of that becomes yours again.")]
        if was_here
        else []
    )
    return say(
        rich(
            _("The code is from {name}, a member of {network} {place}."),
            name=Bold(owner.name),
            network=Bold(view.network.name),
            place=said_of(view.tx, other),
        ),
        _("If that's you, this account becomes one more of yours, and you can use either."),
        *earlier,
        _only_if_both(),
        Buttons(
            (
                Button(_("Yes, that's me"), f"{_LINE} yes", style="primary"),
                Button(_("No"), f"{_LINE} no"),
            )
        ),
    )


def merge_question(
    view: View, mine: Member, account: Account, theirs: Member, other: Account, ref: str
) -> Message:
    """Both accounts are members: what each told us, and what making one of them keeps."""
    newer_here = mine.joined_at >= theirs.joined_at
    first = _("the one from here") if newer_here else _("the one from there")
    instead = THERE if newer_here else HERE
    return say(
        _(
            "Both accounts are members of {network}. If both are yours, we can make one of them."
        ).format(network=view.network.name),
        *_profile(_("From here: {place}").format(place=place_of(view.tx, account)), mine),
        *_profile(_("From there: {place}").format(place=place_of(view.tx, other)), theirs),
        Heading(_("What is kept")),
        Bullets(
            (
                (
                    _(
                        "The newer profile, {which}. What is blank in it is filled from the other."
                    ).format(which=first),
                ),
                (_("Everybody you met, and everybody you would rather not meet, from both."),),
                (_("Your schemes, notes, digests and blogs, from both."),),
                (
                    _(
                        "If you are in one round twice, one introduction is called off, and we "
                        "find that partner somebody else where we can."
                    ),
                ),
            )
        ),
        _only_if_both(),
        rich(_("You can undo it at any time: type {unlink}."), unlink=view.code("unlink")),
        Buttons(
            (
                Button(_("Make them one"), f"{_LINE} yes {NEWER}", ref, "primary"),
                Button(_("Keep the other profile"), f"{_LINE} yes {instead}", ref),
                Button(_("Leave them apart"), f"{_LINE} no", ref),
            )
        ),
    )


def same_person_asked(view: View, place: str, other: str) -> Message:
    """Another account has the same verified address; of it there is told where it is, no more."""
    ref = pack_ref(**{OTHER: other})
    return say(
        rich(
            _("Is this you? Somebody with your e-mail address takes part in {network} {place}."),
            network=Bold(view.network.name),
            place=place,
        ),
        _(
            "If that's you, we can make one of the two memberships, so that you get everything "
            "once. Until you answer, we won't introduce the two to each other."
        ),
        _("We'll show you both before anything changes, and ask only this once."),
        Buttons(
            (
                Button(_("Yes, that's me"), f"{_LINE} yes", ref, "primary"),
                Button(_("No, that's somebody else"), f"{_LINE} no", ref),
            )
        ),
    )


def unknown_code(names: Names) -> tuple[str | Rich, ...]:
    """Nobody was shown this code, or it was mistyped."""
    return (
        _("We don't know that code, so nothing has changed."),
        rich(
            _("Check it letter by letter. For a new one, type {command} in your other account."),
            command=Code(names.typed(_LINE)),
        ),
    )


def used_code() -> tuple[str, ...]:
    """It worked once already."""
    return (
        _("That code has been used already, and works once only. Nothing has changed."),
        _("Ask for a new one in the account in which you got it."),
    )


def expired_code() -> tuple[str, ...]:
    """It was good for an hour, or whoever it is from has left."""
    return (
        _("That code no longer works. A code is good for an hour. Nothing has changed."),
        _("Ask for a new one in the account in which you got it."),
    )


def own_code() -> tuple[str, ...]:
    """It is typed where it was shown."""
    return (
        _("You got that code in this account. Type it in your other one."),
        _("Nothing has changed, and the code still works."),
    )


def linked_already() -> tuple[str, ...]:
    """Both accounts are one member's."""
    return (_("Both accounts are yours already, so there is nothing more to do."),)


def too_many_guesses() -> tuple[str, ...]:
    """Somebody may be guessing."""
    return (
        _("Those were several codes that we don't know. Please wait an hour, then try again."),
        _("Nothing has changed."),
    )


def not_here() -> tuple[str, ...]:
    """The code's network does not live where it is typed."""
    return (
        _("That code is for a network that isn't in this workspace, so we can't use it here."),
        _("Nothing has changed. The network's organisers can let this workspace join."),
    )


def which_network(names: Names) -> tuple[Rich, ...]:
    """No network is meant where a code is wanted."""
    return (
        rich(
            _("First say which network you mean: type {network} with its name."),
            network=Code(names.typed("network")),
        ),
    )


def nothing_asked(names: Names) -> tuple[str | Rich, ...]:
    """Somebody says yes or no, and nothing is open."""
    return (
        _("We haven't asked you about another account, or it was a while ago."),
        rich(
            _("To link one, type {link} in either account. Nothing has changed."),
            link=Code(names.typed(_LINE)),
        ),
    )


def left_apart(*, by_code: bool) -> Message:
    """They said no."""
    if by_code:
        return say(_("Nothing has changed. That code no longer works."))
    return say(_("Thank you. The two stay apart, and we won't ask again. Nothing has changed."))


def _only_if_both() -> str:
    return _(
        "Say yes only if both accounts are yours. Whoever uses either one can see and change what "
        "we keep about you."
    )


def _profile(title: str, member: Member) -> tuple[Block, Block]:
    profile = member.profile
    shown: list[tuple[str, str]] = [
        (_("Name"), profile.name),
        (_("Organisation"), member.organisation),
        (_("Profession"), profile.profession),
        (_("Where you work"), profile.region),
        (_("Interests"), say_all(profile.interests)),
        (_("What you'd like to talk about"), profile.topics),
        (_("Contact for partners"), _ways(profile.contact)),
    ]
    pairs = tuple((label, (value or _("nothing yet"),)) for label, value in shown)
    return Heading(title), Fields(pairs)


def _ways(contact: Contact) -> str:
    return say_all(way for way in (contact.email, contact.phone, contact.other) if way)
