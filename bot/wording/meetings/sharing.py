"""Afterwards: was it worth your time, and one thing worth sharing with the channel."""

from collections.abc import Sequence
from datetime import datetime

from bot.form import ChoiceInput, Form, Option, TextInput
from bot.message import Bold, Button, Buttons, Italic, Message, Paragraph, paragraph, rich, say
from bot.wording.language import gettext as _
from bot.wording.language import say_moment
from bot.wording.look import Look
from bot.wording.people import name_and_place
from bot.wording.view import View
from jobs.meetings import feedback
from storage.feedback import Said
from storage.notices.channels import ThingWorthSharing
from storage.round_records import Group, Programme

THING, SHARE = "thing", "share"


def with_question(view: View, thanks: Message, programme: Programme, group: Group) -> Message:
    """Thanks for meeting; how to pass something on, where the scheme does; was it worth it?"""
    words = _("If you learned something worth passing on, tell the channel: type {share}.")
    share = paragraph(words, share=view.code("unmentor feedback"))
    question = Paragraph((_("Was it worth your time?"),))
    passing_on = (share,) if feedback.may_post(programme) else ()
    return Message((*thanks.blocks, *passing_on, question, _worth(group)))


def which_answer(group: Group) -> Message:
    """Was it worth your time? Asked alone."""
    return Message((Paragraph((_("Was it worth your time?"),)), _worth(group)))


def rated(programme: Programme, group: Group) -> Message:
    """The answer is noted; what else there is to do afterwards."""
    touch = Button(_("Stay in touch"), "unmentor touch", group.id)
    share = Button(_("Share one thing"), "unmentor feedback", group.id, "primary")
    buttons = (share, touch) if feedback.may_post(programme) else (touch,)
    return say(
        _("Thank you. Organisers see this in totals of at least five people only."),
        Buttons(buttons),
    )


def form(programme: Programme, group: Group, said: Said | None, typed: str = "") -> Form:
    """One thing worth sharing, and with whom; what was typed already stands in it."""
    return Form(
        title=_("One thing worth sharing"),
        command="unmentor feedback",
        ref=group.id,
        submit=_("Save"),
        intro=(
            paragraph(
                _("What would others in {scheme} like to know? Please name nobody but yourself."),
                scheme=Bold(programme.name),
            ),
        ),
        inputs=(
            TextInput(
                THING,
                _("One thing worth sharing"),
                value=typed[: feedback.LONGEST] or (said.thing if said else ""),
                optional=True,
                multiline=True,
                limit=feedback.LONGEST,
            ),
            ChoiceInput(
                SHARE,
                _("May we post it in the scheme's channel?"),
                (
                    Option("no", _("No, keep it to the organisers' totals")),
                    Option("unnamed", _("Yes, without my name")),
                    Option("named", _("Yes, with my name")),
                ),
                value=said.share if said else "no",
                wide=True,
            ),
        ),
    )


def will_be_posted(view: View, group: Group, said: Said, at: datetime) -> Message:
    """It is on its way to the channel, and can be taken back."""
    moment = say_moment(at, view.zone)
    words = (
        _("Thank you. We'll post this in the channel on {moment}, with your name:")
        if said.share == "named"
        else _("Thank you. We'll post this in the channel on {moment}, without your name:")
    )
    return say(
        rich(words, moment=moment),
        (Italic(said.thing),),
        rich(
            _("Until then you can change it or take it back. You can also type {feedback}."),
            feedback=view.code("unmentor feedback"),
        ),
        Buttons(
            (
                Button(_("Take it back"), "unmentor feedback back", group.id),
                Button(_("Change it"), "unmentor feedback", group.id),
            )
        ),
    )


def kept(programme: Programme) -> Message:
    """Nothing is posted."""
    if not feedback.may_post(programme):
        return say(
            _("Thank you. This scheme doesn't post what people share, so nobody else reads it.")
        )
    return say(_("Thank you. We don't post it: organisers see totals only."))


def taken_back(view: View) -> Message:
    """It is not posted."""
    return say(
        _("We've taken it back, so it won't be posted."),
        rich(
            _("To share it after all, type {feedback}."),
            feedback=view.code("unmentor feedback"),
        ),
    )


def posted_before(names: Sequence[str]) -> Message:
    """It stands in the channel already."""
    return say(
        _("That has been posted in the channel already, so nothing has changed."),
        _("Organisers can delete the message there. They are: {names}.").format(
            names=", ".join(names)
        ),
    )


def names_partner(name: str) -> str:
    """The text names somebody who may not want that."""
    return _("Please leave {name} out of it: nobody but you is to be named.").format(name=name)


def thing_worth_sharing(look: Look, notice: ThingWorthSharing) -> Message | None:
    """What a member learned, for the channel; nothing where they took it back or have left."""
    said = look.tx.feedback.find(notice.group_id, notice.member_id)
    member = look.tx.members.get(notice.member_id, look.network.id)
    group = look.tx.rounds.group(notice.group_id, look.network.id)
    programme = feedback.programme_of(look.tx, member, group)
    if said is None or said.share == "no" or not said.thing or member.left_at:
        return None
    if not feedback.may_post(programme):
        return None
    name = name_and_place(member)
    by = (
        rich(_("From {name}, after a conversation in {scheme}."), name=name, scheme=programme.name)
        if said.share == "named"
        else (_("From a conversation in {scheme}.").format(scheme=programme.name),)
    )
    return say((Bold(_("One thing worth sharing")),), (Italic(said.thing),), by)


def _worth(group: Group) -> Buttons:
    return Buttons(
        (
            Button(_("Yes"), "unmentor worth yes", group.id),
            Button(_("Somewhat"), "unmentor worth somewhat", group.id),
            Button(_("No"), "unmentor worth no", group.id),
        )
    )
