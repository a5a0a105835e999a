"""Networks and the workspaces they live in: codes, founding, leaving, and what is refused."""

from collections.abc import Sequence
from datetime import datetime

from bot.command import Names
from bot.form import Form, MultiChoiceInput, Option, TextInput
from bot.message import Bold, Bullets, Button, Buttons, Code, Confirm, Message, Rich, rich, say
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all, say_moment
from storage.types import Network, Space

SENSITIVE = "sensitive"
_LONGEST_NAME = 80


def code_made(network: Network, code: str, until: datetime, names: Names) -> Message:
    """A new code, and what will happen."""
    typed = Code(f"{names.typed('network connect')} {code}")
    return say(
        rich(
            _("This code lets one more workspace join {network}: {code}"),
            network=Bold(network.name),
            code=Code(code),
        ),
        rich(
            _(
                "Send it to whoever added Teapoint there, or to an organiser there. They type "
                "{typed} where they write to Teapoint alone."
            ),
            typed=typed,
        ),
        Bullets(
            (
                (_("It works once, until {until}.").format(until=say_moment(until, network.zone)),),
                (_("People of that workspace can then join this network's schemes."),),
                (_("You are told when it is used, and can undo it for 7 days."),),
            )
        ),
        _("We show it once. If you lose it, make another."),
    )


def how_to_connect(names: Names) -> Message:
    """Somebody wants to connect, but has no code and cannot make one."""
    return say(
        _("To join a network that exists, you need a code from one of its organisers."),
        rich(
            _("They type {command} to make one. Then type the same here, with the code after it."),
            command=Code(names.typed("network connect")),
        ),
        rich(
            _("To start a network of your own, type {command}."),
            command=Code(names.typed("network found")),
        ),
    )


def connected(network: Network, space: Space, *, default: bool, names: Names) -> Message:
    """A workspace joined a network."""
    chosen = (
        _("What people type here is about this network, unless they choose another.")
        if default
        else _("People here choose between the networks by typing the word network.")
    )
    return say(
        rich(
            _("{workspace} is now part of {network}."),
            workspace=Bold(space.name),
            network=Bold(network.name),
        ),
        chosen,
        rich(_("People here can join by typing {join}."), join=Code(names.typed("unmentor join"))),
        _("The network's organisers have been told. If it was a mistake, undo it within 7 days."),
    )


def already_connected(network: Network, space: Space) -> Message:
    """The workspace is in that network already; the code is still good."""
    return say(
        rich(
            _("{workspace} is part of {network} already, so nothing has changed."),
            workspace=Bold(space.name),
            network=Bold(network.name),
        ),
        _("The code was not used up. Somebody in another workspace can still use it."),
    )


def unknown_code(names: Names) -> tuple[str | Rich, ...]:
    """Nobody made this code, or it was mistyped."""
    return (
        _("We don't know that code, so nothing has changed."),
        rich(
            _("Check it letter by letter, and type {command} with the code after it."),
            command=Code(names.typed("network connect")),
        ),
    )


def used_code(*, here: bool) -> tuple[str, ...]:
    """It worked once already."""
    if here:
        return (_("This workspace has used that code already. Nothing more is needed."),)
    return (
        _("That code has been used already, and works once only. Nothing has changed."),
        _("Ask the network's organisers for a new one."),
    )


def expired_code() -> tuple[str, ...]:
    """It was good for seven days."""
    return (
        _("That code is more than 7 days old, so it no longer works. Nothing has changed."),
        _("Ask the network's organisers for a new one."),
    )


def too_many_guesses() -> tuple[str, ...]:
    """Somebody may be guessing."""
    return (
        _("Those were several codes that we don't know. Please wait an hour, then try again."),
        _("Nothing has changed. The network's organisers can make you a new code meanwhile."),
    )


def not_yours_to_decide(space: Space, people: Sequence[str]) -> tuple[str | Rich, ...]:
    """Only some may decide which networks a workspace has."""
    who = (
        _("They are: {names}.").format(names=say_all(people))
        if people
        else _("That is whoever added Teapoint to it.")
    )
    return (
        rich(
            _(
                "Only the person who added Teapoint to {workspace}, and organisers there, can "
                "decide which networks it has."
            ),
            workspace=Bold(space.name),
        ),
        who,
        _("Nothing has changed."),
    )


def found_form(name: str = "") -> Form:
    """What a new network is called, and whether it is hidden."""
    hidden = Option(
        SENSITIVE,
        _("Hide this network"),
        _("Only its members and organisers learn that it exists."),
    )
    return Form(
        _("Start a network"),
        "network found",
        (
            TextInput(
                "name",
                _("Name of the network"),
                _("Such as Northern Data Network. People see it when they join."),
                value=name,
                limit=_LONGEST_NAME,
            ),
            MultiChoiceInput(SENSITIVE, _("Who may see it"), (hidden,)),
        ),
        _("Start it"),
    )


def name_taken() -> str:
    """The name cannot be used."""
    return _("Choose another name: this one can't be used here.")


def no_name() -> str:
    """A network needs a name."""
    return _("Enter a name, so that people know what they join.")


def founded(network: Network, names: Names) -> Message:
    """The network is there; what next."""
    hidden = (
        [_("It is hidden: only its members and organisers learn that it exists.")]
        if network.sensitive
        else []
    )
    return say(
        rich(_("{network} is started, and you organise it."), network=Bold(network.name)),
        *hidden,
        rich(
            _("Next, set up a scheme, in which people are introduced: type {command}."),
            command=Code(names.typed("unmentor organise")),
        ),
        rich(
            _("To let another workspace join, type {command}."),
            command=Code(names.typed("network connect")),
        ),
        Buttons((Button(_("Set up a scheme"), "unmentor organise new"),)),
    )


def ask_to_leave(network: Network, space: Space, members: int) -> Message:
    """Before a workspace leaves: what that means."""
    count = ngettext("{n} member", "{n} members", members).format(n=members)
    sure = Confirm(
        _("Leave this network?"),
        _("Nobody in this workspace can join {network} any more.").format(network=network.name),
        _("Leave it"),
        _("Stay"),
    )
    return say(
        rich(
            _("Shall {workspace} leave {network}?"),
            workspace=Bold(space.name),
            network=Bold(network.name),
        ),
        _(
            "Nobody here can join it any more. {count} from this workspace stay members until they "
            "leave themselves, and still get their messages."
        ).format(count=count),
        _("To come back, a new code is needed."),
        Buttons(
            (
                Button(_("Leave the network"), "network leave", "sure", "danger", sure),
                Button(_("Stay"), "network"),
            )
        ),
    )


def left(network: Network, space: Space) -> Message:
    """A workspace left."""
    return say(
        rich(
            _("{workspace} is no longer part of {network}."),
            workspace=Bold(space.name),
            network=Bold(network.name),
        ),
        _("Its organisers have been told. To come back, ask them for a new code."),
    )


def was_not_in(network: Network) -> Message:
    """Somebody else undid it already."""
    return say(
        rich(
            _("That workspace is not part of {network} any more. Nothing more is needed."),
            network=Bold(network.name),
        )
    )


def the_only_one(network: Network) -> tuple[str | Rich, ...]:
    """A network lives somewhere."""
    return (
        rich(
            _("This is the only workspace of {network}, so it can't leave. Nothing has changed."),
            network=Bold(network.name),
        ),
        _("To end the network, end its schemes."),
    )


def too_late_to_undo() -> tuple[str, ...]:
    """Seven days are over."""
    return (
        _("That was more than 7 days ago, so this button no longer works. Nothing has changed."),
        _("An organiser in that workspace can still leave: type network leave there."),
    )


def lives_in(spaces: Sequence[str]) -> str:
    """Where a network lives."""
    if len(spaces) == 1:
        return _("It lives in one workspace, {name}.").format(name=spaces[0])
    return _("It lives in {count} workspaces: {names}.").format(
        count=len(spaces), names=say_all(spaces)
    )
