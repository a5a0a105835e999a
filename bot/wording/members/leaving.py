"""What is said when somebody leaves: to them, and to whom they were to meet."""

from collections.abc import Sequence

from bot.message import (
    Block,
    Bold,
    Button,
    Buttons,
    Confirm,
    Message,
    Paragraph,
    paragraph,
    rich,
    say,
)
from bot.wording.language import gettext as _
from bot.wording.language import say_bold
from bot.wording.meetings.meeting_facts import suggest_button
from bot.wording.meetings.meeting_times import standing
from bot.wording.people import say_name, say_names
from bot.wording.view import View
from storage.round_records import Group, Programme
from storage.types import Member


def leave_button(programme: Programme | None = None) -> Button:
    """Leave, asked once more: a press is easily made by mistake."""
    return Button(
        _("Leave"),
        "unmentor leave",
        programme.id if programme else "",
        confirm=Confirm(
            title=_("Leave?"),
            text=_(
                "We won't introduce you to anybody any more. "
                "If you're to meet somebody now, that is called off and they'll be told. "
                "You can come back at any time."
            ),
            yes=_("Leave"),
            no=_("Stay"),
        ),
        spoken=_("Leave {scheme}").format(scheme=programme.name) if programme else "",
    )


def leave_network_button(view: View) -> Button:
    """Leave, for whoever is in the network without a scheme."""
    return Button(
        _("Leave"),
        "unmentor leave",
        confirm=Confirm(
            title=_("Leave?"),
            text=_(
                "You won't be able to read or write session notes here any more. "
                "You can come back at any time."
            ),
            yes=_("Leave"),
            no=_("Stay"),
        ),
        spoken=_("Leave {network}").format(network=view.network.name),
    )


def left_network(view: View, programmes: Sequence[Programme]) -> Message:
    """The member left everything: what that means, and the ways back and out for good."""
    schemes = say_bold(programme.name for programme in programmes)
    first = (
        rich(
            _("You've left {schemes}. We won't introduce you to anybody any more."), schemes=schemes
        )
        if programmes
        else rich(_("You've left {network}."), network=Bold(view.network.name))
    )
    return say(
        first,
        rich(
            _(
                "What you told us is kept in case you come back: type {join}. "
                "To have it deleted instead, type {forget}."
            ),
            join=view.code("unmentor join" if programmes else "teapoint join"),
            forget=view.code("forget me"),
        ),
    )


def left_scheme(view: View, programme: Programme, others: Sequence[Programme]) -> Message:
    """The member left one scheme and is still in others, or in the network."""
    if not others:
        return say(
            rich(
                _("You've left {scheme}. We won't introduce you to anybody any more."),
                scheme=Bold(programme.name),
            ),
            rich(
                _(
                    "You're still a member of {network}, and can read and write session notes. "
                    "To leave that, too, type {leave}."
                ),
                network=Bold(view.network.name),
                leave=view.code("leave"),
            ),
        )
    return say(
        rich(_("You've left {scheme}."), scheme=Bold(programme.name)),
        rich(
            _("You're still taking part in {others}. To leave everything, type {leave}."),
            others=say_bold(other.name for other in others),
            leave=view.code("unmentor leave"),
        ),
    )


def not_taking_part(view: View) -> Message:
    """Somebody who is no member says stop."""
    return say(
        _("You're not taking part, so we won't send you anything."),
        rich(_("If you'd like to take part, type {join}."), join=view.code("unmentor join")),
    )


def not_in_scheme(view: View, enrolled: Sequence[Programme]) -> Message:
    """A scheme was named that the member is not in."""
    if not enrolled:
        return say(
            _("You're in no scheme, so nothing has changed."),
            rich(
                _("To leave {network} as a whole, type {leave}."),
                network=view.network.name,
                leave=view.code("leave"),
            ),
        )
    return say(
        _("You're not in a scheme of that name, so nothing has changed."),
        rich(
            _("You're taking part in {schemes}. To leave everything, type {leave}."),
            schemes=say_bold(programme.name for programme in enrolled),
            leave=view.code("unmentor leave"),
        ),
    )


def partner_left(
    view: View, group: Group, reader: Member, what_now: Sequence[Block] = ()
) -> Message:
    """The reader's partner left: it is nobody's fault, and what comes next."""
    gone = [m for m in view.tx.members.many(group.members).values() if m.id != reader.id]
    name = Bold(say_name(gone[0])) if gone and gone[0].name else _("The person you were to meet")
    why = (
        _(
            "By mistake {name} was introduced to two people in this round, so this "
            "introduction is called off."
        )
        if gone and _has_another(view, gone[0], group)
        else _("{name} has stopped taking part, so this introduction is called off.")
    )
    first = paragraph(why, name=name)
    second = Paragraph((_("It has nothing to do with you, and there is nothing you need to do."),))
    return Message((first, second, *what_now))


def one_of_several_gone(
    view: View, group: Group, gone: Member, others: Sequence[Member]
) -> Message:
    """Somebody of the reader's group is gone; the others go on, with what they have agreed."""
    name = Bold(say_name(gone)) if gone.name else _("One of you")
    first = _("{name} is no longer in your introduction. It has nothing to do with you.")
    then = _("You and {names} go on.").format(names=say_names(others))
    agreed = standing(view, group) or [Buttons((suggest_button(group),))]
    return Message((paragraph(first, name=name), Paragraph((then,)), *agreed))


def _has_another(view: View, member: Member, group: Group) -> bool:
    """Whether they are in the round still, introduced to somebody else."""
    others = [one for one in view.tx.rounds.open_groups(member.id) if one.id != group.id]
    return any(one.round_id == group.round_id for one in others)
