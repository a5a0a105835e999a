"""Joining a network alone, without a scheme: the screen, the answer, and what is offered first."""

from collections.abc import Sequence
from dataclasses import replace

from bot.form import Answer, Form
from bot.message import (
    Block,
    Bold,
    Button,
    Buttons,
    Code,
    Heading,
    Message,
    Paragraph,
    paragraph,
    rich,
    say,
)
from bot.wording.helping import for_visitors
from bot.wording.language import gettext as _
from bot.wording.members.joining import (
    Filled,
    digest_input,
    person_inputs,
    same_organisation,
    same_question,
    what_is_agreed,
)
from bot.wording.members.leaving import leave_network_button
from bot.wording.view import View
from storage.types import Organisation

JOIN = "teapoint join"

_LONGEST_LABEL = 75
_LONGEST_LINE = 80


def join_button(network: str, ref: str = "") -> Button:
    """Join the network of this name; `ref` carries what was asked for before."""
    label = _("Join {network}").format(network=network)
    return Button(_shorten(label, _LONGEST_LABEL), JOIN, ref, "primary")


def join_form(
    view: View,
    filled: Filled,
    near: Sequence[Organisation] = (),
    *,
    ref: str = "",
    then: Sequence[Block] = (),
) -> Form:
    """The one screen: who you are, and what is kept. `then`: what is done after it."""
    intro = (same_question(near),) if near else _what_it_is(view, then)
    return Form(
        title=_("Join"),
        command=JOIN,
        ref=ref,
        submit=_("Join"),
        intro=intro,
        inputs=(
            *same_organisation(filled, near),
            *person_inputs(filled),
            *digest_input(view, filled),
        ),
        outro=what_is_agreed(view),
    )


def what_follows(view: View, asked: str, pressed: bool) -> tuple[Block, ...]:
    """What is done after joining, where something was asked for before."""
    if not asked:
        return ()
    if pressed:
        return (paragraph(_("Then we go on with what you pressed.")),)
    typed = Code(_shorten(view.names.typed(asked), _LONGEST_LINE))
    return (paragraph(_("Then we go on with {command}."), command=typed),)


def _what_it_is(view: View, then: Sequence[Block]) -> tuple[Block, ...]:
    return (Heading(view.network.name), Paragraph((_what_you_can(),)), *then)


def _what_you_can() -> str:
    return _(
        "You can read, find and write session notes, and hear what comes of a session. "
        "You can have a digest of new blog posts. You won't be introduced to anybody "
        "unless you join a scheme."
    )


def joined(view: View, first_digest: Sequence[Block] = (), *, visitor: bool = False) -> Message:
    """The answer to the form: what it means, and the ways out.

    `first_digest`: when their first digest comes, if they asked for one.
    """
    return say(
        rich(_("You've joined {network}."), network=Bold(view.network.name)),
        _what_you_can(),
        *first_digest,
        _ways_out(view),
        *([for_visitors()] if visitor else []),
        Buttons((notes_button(), *scheme_button(view))),
    )


def already_in(view: View) -> Message:
    """A member joins again."""
    words = _("You're a member of {network} already.")
    return say(
        rich(words, network=Bold(view.network.name)),
        _ways_out(view),
        Buttons((notes_button(), *scheme_button(view))),
    )


def _ways_out(view: View) -> Paragraph:
    return paragraph(
        _("You can leave at any time: type {leave}. To have your data deleted, type {forget}."),
        leave=view.code("leave"),
        forget=view.code("forget me"),
    )


def notes_button() -> Button:
    """What has been written down of conversations."""
    return Button(_("Session notes"), "notes")


def alone_button() -> Button:
    """Join the network without a scheme, beside a button that joins one."""
    return Button(_("Join without introductions"), JOIN)


def without_scheme(view: View) -> list[Block]:
    """How things stand for a member of the network alone."""
    words = _("You're a member of {network}. You're in no scheme, so we don't introduce you.")
    blocks: list[Block] = [paragraph(words, network=Bold(view.network.name))]
    if scheme_button(view):
        more = _("To be introduced to people, type {join}.")
        blocks.append(paragraph(more, join=view.code("unmentor join")))
    return blocks


def usual_buttons(view: View) -> Buttons:
    """What a member of the network alone most often wants."""
    return Buttons((notes_button(), *scheme_button(view), leave_network_button(view)))


def scheme_button(view: View) -> tuple[Button, ...]:
    """A way into a scheme, where there is one that runs."""
    running = view.tx.programmes.running(view.network.id)
    return (Button(_("Join a scheme"), "unmentor join"),) if running else ()


def go_on(joined: Message, answer: Answer | None) -> Answer | None:
    """The answer to joining, and then that to what was asked for before it.

    What membership means was on the screen a moment ago; the ways out are said again.
    """
    first, _what, *rest = (one for one in joined.blocks if not isinstance(one, Buttons))
    if isinstance(answer, Message):
        return replace(answer, blocks=(first, *rest, *answer.blocks), failed=False)
    if isinstance(answer, Form):
        return replace(answer, intro=(first, *answer.intro))
    return joined


def offer_again(joined: Message, asked: str, typed: str, ref: str) -> Message:
    """The answer to joining; what was asked for before it is too long ago to be done unasked."""
    words = _("Before you joined you asked for {command}. Would you like to go on with it?")
    line = paragraph(words, command=Code(_shorten(typed, _LONGEST_LINE)))
    blocks = tuple(block for block in joined.blocks if not isinstance(block, Buttons))
    return Message((*blocks, line, Buttons((Button(_("Go on"), asked, ref, "primary"),))))


def no_scheme(view: View, organisers: str) -> Message:
    """There is no scheme to join; the network can be joined without one."""
    first = _("There is no scheme to join in this network yet, so nobody is introduced.")
    whom = _("Its organisers can set one up. They are: {names}.").format(names=organisers)
    if view.reader:
        return say(first, whom)
    alone = _(
        "You can join the network now: you can then read, find and write session notes, "
        "and have a digest of new blog posts."
    )
    return say(first, alone, Buttons((join_button(view.network.name),)), whom)


def members_first(
    view_name: str, code: Code, ref: str, first_word: str, *, kept: bool
) -> list[Block]:
    """Only members can do this: what joining means, and the button that goes on afterwards.

    `first_word`: of the command that was typed, which says what they wanted.
    """
    why = {
        "notes": _("Session notes are for this network's members, and you aren't one yet."),
        "digest": _(
            "A digest brings new blog posts in one message, as often as you like. "
            "It is for this network's members, and you aren't one yet."
        ),
    }.get(first_word, _("This is for this network's members, and you aren't one yet."))
    then = (
        _("Joining takes one short form, and then we go on with what you asked for.")
        if kept
        else _("Joining takes one short form. We haven't kept what you sent: send it again after.")
    )
    alone = _("You won't be introduced to anybody unless you join a scheme.")
    typed = paragraph(_("To join, press the button or type {command}."), command=code)
    words = [Paragraph((why,)), Paragraph((f"{then} {alone}",)), typed]
    return [*words, Buttons((join_button(view_name, ref),))]


def _shorten(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
