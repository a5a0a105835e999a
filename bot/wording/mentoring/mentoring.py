"""Mentoring: what people offer and wish for, who mentors whom and on what, and how it goes."""

from collections.abc import Sequence

from bot.form import ChoiceInput, Form, Input, Option, SearchInput
from bot.message import Block, Button, Buttons, Message, Paragraph, paragraph, rich, say
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all, say_bold
from bot.wording.look import Look
from bot.wording.people import say_name, say_names
from bot.wording.view import View
from jobs.matching.mentors import shared_topics
from jobs.members.belonging import partners
from jobs.mentoring.mentor_parts import mentor_of
from storage.notices.terms import MentorCheckIn, MentoringEnded, MentoringOver
from storage.round_records import Enrolment, Group, Programme
from storage.types import Member

OFFERS, WISHES, CAPACITY = "offers", "wishes", "capacity"
MOST_AT_ONCE = 5


def inputs(
    offers: tuple[str, ...] = (), wishes: tuple[str, ...] = (), capacity: int = 1
) -> tuple[Input, ...]:
    """What somebody can help with, would like help with, and how many at once."""
    counts = tuple(Option(str(n), str(n)) for n in range(MOST_AT_ONCE + 1))
    return (
        SearchInput(
            OFFERS,
            _("I can help with …"),
            "interests",
            hint=_("Type a few letters. You can add your own, or leave this empty."),
            chosen=tuple(Option(name, name) for name in offers),
            multiple=True,
            optional=True,
        ),
        SearchInput(
            WISHES,
            _("I'd like help with …"),
            "interests",
            hint=_("Leave this empty if you'd only like to help others."),
            chosen=tuple(Option(name, name) for name in wishes),
            multiple=True,
            optional=True,
        ),
        ChoiceInput(
            CAPACITY,
            _("How many people you can help at the same time"),
            counts,
            value=str(capacity),
            optional=True,
        ),
    )


def form(programme: Programme, part: Enrolment, first: tuple[Block, ...] = ()) -> Form:
    """Change what you offer and wish for; `first`: what is said before that."""
    words = _("We match you with people who offer what you wish for, or the other way round.")
    return Form(
        title=_("Mentoring"),
        command="unmentor offers",
        ref=programme.id,
        submit=_("Save"),
        intro=(*first, Paragraph((words,))),
        inputs=inputs(part.offers, part.wishes, part.capacity),
    )


def saved(view: View, part: Enrolment) -> Message:
    """What is kept now, and when it counts."""
    return say(
        _("Saved. We'll use it from the next introductions on."),
        *_kept(part),
        rich(_("To change it, type {offers}."), offers=view.code("unmentor offers")),
    )


def _kept(part: Enrolment) -> list[str]:
    lines = []
    if part.offers and part.capacity:
        template = ngettext(
            "You can help {count} person at a time with {topics}.",
            "You can help {count} people at a time with {topics}.",
            part.capacity,
        )
        lines.append(template.format(count=part.capacity, topics=say_all(part.offers)))
    if part.wishes:
        lines.append(_("You'd like help with {topics}.").format(topics=say_all(part.wishes)))
    if not lines and part.offers:
        words = _("You help nobody new at the moment. We keep what you offer: {topics}.")
        lines.append(words.format(topics=say_all(part.offers)))
    elif not lines:
        lines.append(_("You offer nothing and wish for nothing yet, so we can't match you."))
    return lines


def no_scheme(view: View) -> Message:
    """The reader is in no mentoring scheme."""
    return say(
        _("You're in no mentoring scheme, so nothing has changed."),
        rich(_("To see what you can join, type {join}."), join=view.code("unmentor join")),
    )


def too_many() -> str:
    """A number of mentees that cannot be."""
    return _("Choose a number from 0 to {most}.").format(most=MOST_AT_ONCE)


# The introduction


def who_mentors(
    view: View, group: Group, members: Sequence[Member], programme: Programme
) -> list[Block]:
    """Who mentors whom, on what, for how long, and what each does."""
    mentor_id = mentor_of(group)
    mentor = next((m for m in members if m.id == mentor_id), None)
    mentee = next((m for m in members if m.id != mentor_id), None)
    if mentor is None or mentee is None:
        return []
    topics = _topics(view, programme, mentor, mentee)
    template = _("{mentor} mentors {mentee}.")
    if topics:
        template = _("{mentor} mentors {mentee} on {topics}.")
    names = {"mentor": say_name(mentor), "mentee": say_name(mentee)}
    months = programme.format.meetings
    lasts = ngettext(
        "It lasts {count} month. A talk a month is plenty, and we'll ask how it goes.",
        "It lasts {count} months. A talk a month is plenty, and we'll ask how it goes.",
        months,
    )
    task = _(
        "{mentee} brings the questions and says what would help. {mentor} listens, "
        "asks, and tells what they have learned. What you say stays between you."
    )
    return [
        paragraph(template, topics=say_bold(topics), **names),
        Paragraph((lasts.format(count=months),)),
        paragraph(task, **names),
    ]


def _topics(view: View, programme: Programme, mentor: Member, mentee: Member) -> tuple[str, ...]:
    gives = view.tx.enrolments.find(programme.id, mentor.id)
    wants = view.tx.enrolments.find(programme.id, mentee.id)
    return shared_topics(gives.offers, wants.wishes) if gives and wants else ()


# How it is going


def word(look: Look, notice: MentorCheckIn | MentoringEnded | MentoringOver) -> Message | None:
    """Word a notice about a mentoring pair; None where it is not so any more."""
    reader = look.tx.members.get(notice.member_id, look.network.id)
    group = look.tx.rounds.group(notice.group_id, look.network.id)
    if reader.left_at is not None:
        return None
    if isinstance(notice, MentoringOver):
        return over(look, group, reader, was_helped=notice.was_helped)
    others = partners(look.tx, reader, group)
    if group.state != "active" or reader.id not in group.members or not others:
        return None
    if isinstance(notice, MentoringEnded):
        return ended(group, others)
    return question(group, others)


def question(group: Group, others: Sequence[Member]) -> Message:
    """How is it going? Three answers, and all are fine."""
    asked = paragraph(
        _("How is mentoring going with {names}? All three answers are fine."),
        names=say_names(others),
    )
    return Message(
        (
            asked,
            Buttons(
                (
                    Button(_("Fine"), "unmentor mentoring fine", group.id, "primary"),
                    Button(_("We haven't met"), "unmentor mentoring missed", group.id),
                    Button(_("It isn't working"), "unmentor mentoring over", group.id),
                )
            ),
        )
    )


def fine(others: Sequence[Member]) -> Message:
    """It goes well."""
    words = _("Thank you, that's good to hear. We'll ask about you and {names} again in a month.")
    return say(words.format(names=say_names(others)))


def missed(others: Sequence[Member]) -> Message:
    """They have not met yet."""
    return say(
        _("Thank you. That happens, and there's still time."),
        _("A short message to {names} with two dates is often enough.").format(
            names=say_names(others)
        ),
    )


def ended_early(others: Sequence[Member], *, found: bool, was_helped: bool) -> Message:
    """The reader ended it: kind words, and what comes next."""
    first = _("Thank you for telling us. Your mentoring with {names} has ended, and that's fine.")
    told = _("We've told them that it ended, and nothing else.")
    later = _("There's nothing else you need to do.")
    if was_helped:
        later = (
            _("We've found another mentor for you, and are introducing you now.")
            if found
            else _("We'll look for another mentor for you each month, and in the next round.")
        )
    return say(first.format(names=say_names(others)), told, later)


def over(look: Look, group: Group, reader: Member, *, was_helped: bool) -> Message:
    """The other ended it, or left; nothing is said of why."""
    seated = look.tx.rounds.seating.was_seated(group.id)
    others = [m for k, m in look.tx.members.many(seated).items() if k != reader.id]
    first = _("Your mentoring with {names} has ended early. It happens, and it's nobody's fault.")
    later = (
        _("We're looking for another mentor for you, and will write as soon as there is one.")
        if was_helped
        else _("Thank you for your help. There's nothing you need to do.")
    )
    return say(first.format(names=say_names(others)), later)


def ended(group: Group, others: Sequence[Member]) -> Message:
    """The months are over: thanks, and a question about whether it was worth it."""
    first = _("Your months of mentoring with {names} are over. Thank you both.")
    later = _("If you'd like to go on, just do: you know how to reach each other.")
    asked = _("Was it worth your time?")
    buttons = (
        Button(_("Yes"), "unmentor worth yes", group.id, "primary"),
        Button(_("Somewhat"), "unmentor worth somewhat", group.id),
        Button(_("No"), "unmentor worth no", group.id),
    )
    return Message(
        (
            Paragraph((first.format(names=say_names(others)),)),
            Paragraph((later,)),
            Paragraph((asked,)),
            Buttons(buttons),
        )
    )


def closed(view: View) -> Message:
    """An answer about a pair that is over, or from somebody who is in none."""
    return say(
        _("We found no mentoring of yours that this is about, so nothing has changed."),
        rich(_("To see what comes next, type {status}."), status=view.code("unmentor status")),
    )
