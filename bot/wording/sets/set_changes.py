"""What is said when the people of a set change: somebody left or joined, a set became small."""

from collections.abc import Sequence

from bot.message import (
    Bullets,
    Button,
    Buttons,
    Heading,
    Message,
    Paragraph,
    Rich,
    paragraph,
    rich,
    say,
)
from bot.wording.language import gettext as _
from bot.wording.people import name_and_place, say_name, say_names, short_name, which_known
from bot.wording.rounds.round_names import in_order
from bot.wording.sets.sets import meeting_blocks, say_next, set_buttons
from bot.wording.view import View
from storage.round_records import Group
from storage.types import Member


def changed(group: Group, left: Member | None, joined: Member | None) -> Message:
    """Somebody left, somebody took the seat, or both; for one of the others."""
    sentences = _who_changed(group, left, joined)
    return Message((*(Paragraph(each) for each in sentences), set_buttons(group)))


def new_chat(view: View, group: Group, left: Member | None, joined: Member | None) -> Message:
    """The same in a chat of who is in the set now, with its dates."""
    found = view.tx.members.many(group.members)
    people = [name_and_place(member) for member in in_order(found.values())]
    this = _("This is your set's chat from now on: everybody in the set is in it, and nobody else.")
    return Message(
        (
            Heading(_("Your set has changed")),
            *(Paragraph(each) for each in _who_changed(group, left, joined)),
            Paragraph((this,)),
            Bullets(tuple(people)),
            *which_known(found.values()),
            *meeting_blocks(view, group),
            set_buttons(group),
        )
    )


def _who_changed(group: Group, left: Member | None, joined: Member | None) -> list[Rich]:
    sentences: list[Rich] = []
    if left and left.id in group.members:
        twice = _("{name} was in your set twice, from two accounts. That is put right.")
        sentences.append((twice.format(name=say_name(left)),))
    elif left:
        sentences.append((_("{name} has left your set.").format(name=say_name(left)),))
    if joined:
        words = _("{person} has taken the empty seat.")
        sentences.append(rich(words, person=name_and_place(joined)))
        hello = _("Please say hello, and tell {name} what you have talked about so far.")
        sentences.append((hello.format(name=short_name(joined)),))
        return sentences
    words = _(
        "You go on as {count}, and your dates stay as they are. "
        "If somebody who fits is free, they take the empty seat, and we tell you."
    )
    sentences.append((words.format(count=len(group.members)),))
    return sentences


def small(group: Group, other: Member, *, has_room: bool) -> Message:
    """Two are left: another set, or go on as two."""
    first = _("Your set is down to you and {name}.").format(name=say_name(other))
    stay = Button(_("Go on as two"), "unmentor set stay", group.id)
    if not has_room:
        words = _(
            "No other set has room for you at the moment. "
            "You can go on as two: your dates stay as they are."
        )
        return Message((Paragraph((first,)), Paragraph((words,)), Buttons((stay,))))
    words = _("You can join another set of this round, or go on as two. Both are fine.")
    join = Button(_("Join another set"), "unmentor set join", group.id, "primary")
    return Message((Paragraph((first,)), Paragraph((words,)), Buttons((join, stay))))


def alone(group: Group, next_at: str, *, has_room: bool) -> Message:
    """The reader's set has ended: another, or the next round."""
    first = _("Everybody else has left your set, so it has ended. We're sorry.")
    if has_room:
        join = Button(_("Join another set"), "unmentor set join", group.id, "primary")
        return Message((Paragraph((first,)), Buttons((join,))))
    later = _(
        "No other set has room for you at the moment. As soon as a seat becomes free "
        "that fits, we'll offer it to you."
    )
    later += " " + _("The next sets begin on {date}.").format(date=next_at) if next_at else ""
    return say(first, later)


def stays(view: View, group: Group, others: Sequence[Member]) -> Message:
    """Two go on by themselves."""
    words = _("Good. You and {names} go on. You can still join another set: type {join}.")
    return Message(
        (
            paragraph(words, names=say_names(others), join=view.code("unmentor set join")),
            Paragraph((say_next(view, group),)),
        )
    )


def no_room(view: View) -> Message:
    """No other set has room that fits."""
    return say(
        _("No other set has room for you at the moment, so nothing has changed."),
        rich(_("To see when your set meets, type {set}."), set=view.code("unmentor set")),
    )


def in_larger_set(view: View) -> Message:
    """Only somebody of a set of two or none changes sets."""
    return say(
        _("Your set is large enough to go on, so nothing has changed."),
        rich(_("To see when it meets, type {set}."), set=view.code("unmentor set")),
    )


def has_joined(view: View, group: Group, others: Sequence[Member]) -> Message:
    """The reader took a seat in another set."""
    words = _("You're now in a set with {names}. We've sent you a message about it.")
    return say(words.format(names=say_names(others)), say_next(view, group))
