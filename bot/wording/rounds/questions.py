"""A first question to talk about: from what people said of themselves, else from a kept list.

The same introduction always gets the same question, so that reading it again changes nothing.
"""

import hashlib
from collections.abc import Sequence

from bot.message import Bold, Italic, Paragraph, Rich, paragraph, rich
from bot.wording.language import gettext as _
from bot.wording.people import short_names
from storage.naming import fold
from storage.round_records import Group
from storage.types import Member


def first_question(group: Group, members: Sequence[Member]) -> Paragraph:
    """Return a first question: of what both said, of an interest that all share, or a kept one."""
    lot = int.from_bytes(hashlib.sha256(group.id.encode()).digest()[:4])
    question = _of_topics(members) or _of_interest(members, lot) or (_pick(kept(), lot),)
    return paragraph(_("A first question, if you'd like one: {question}"), question=question)


def _of_topics(members: Sequence[Member]) -> Rich:
    """Where both of a pair said what they'd like to talk about: what the two have in common."""
    if len(members) != 2 or not all(member.profile.topics for member in members):
        return ()
    called = short_names(members)
    a, b = members
    return rich(
        _(
            "{first} would like to talk about “{one}”, {second} about “{other}”. "
            "Where do the two meet?"
        ),
        first=called[a.id],
        one=Italic(a.profile.topics.rstrip(" .")),
        second=called[b.id],
        other=Italic(b.profile.topics.rstrip(" .")),
    )


def _of_interest(members: Sequence[Member], lot: int) -> Rich:
    """Where all share an interest: something about that one."""
    first, *others = members
    shared = [
        interest
        for interest in first.profile.interests
        if all(fold(interest) in map(fold, other.profile.interests) for other in others)
    ]
    if not shared:
        return ()
    interest = _pick(sorted(shared, key=fold), lot)
    return rich(_pick(about_an_interest(), lot // 7), interest=Bold(interest))


def _pick(among: Sequence[str], lot: int) -> str:
    return among[lot % len(among)]


def about_an_interest() -> tuple[str, ...]:
    """Return the questions about {interest}, which all share."""
    return (
        _("what first drew you to {interest}?"),
        _("what have you changed your mind about in {interest}?"),
        _("what do people outside your organisation get wrong about {interest}?"),
        _("what has worked in {interest} where you are, and would it work elsewhere?"),
        _("who taught you most about {interest}?"),
        _("what would you try in {interest} if nobody could say no?"),
    )


def kept() -> tuple[str, ...]:
    """Return the questions that fit anybody."""
    return (
        _("what does a good week look like in your job?"),
        _("what's the best thing you have seen somebody else's team do?"),
        _("what would you like to understand better by the end of the year?"),
        _("which part of your work would surprise people outside it?"),
        _("what did you believe when you started that you no longer do?"),
        _("whom do you serve, and when did you last talk to one of them?"),
        _("what small change made the biggest difference where you work?"),
        _("what are you stuck on at the moment?"),
        _("what do you wish other organisations knew about yours?"),
        _("how did you come to do what you do?"),
        _("what would you do with one free day a month?"),
        _("which rule would you change, and whom would it help?"),
        _("what have you read or heard lately that stayed with you?"),
        _("who in your organisation should more people know about?"),
        _("what do you do that you'd gladly show to others?"),
        _("what took far longer than it should have, and why?"),
        _("when did you last ask for help, and how did it go?"),
        _("what's a mistake that taught you something useful?"),
        _("what do you hope is still true of your work in 10 years?"),
        _("which word or phrase of your field needs explaining to everybody else?"),
        _("what's easy where you are that seems hard elsewhere?"),
        _("what would make tomorrow easier than today?"),
        _("who has helped you most, and what did they do?"),
        _("what's worth knowing about the place where you work?"),
        _("which meeting do you look forward to, and what makes it good?"),
        _("what do you know how to do that your job never asks for?"),
        _("what's one thing that you've stopped doing, and don't miss?"),
        _("what problem do you think both of your organisations have?"),
        _("what would surprise a newcomer to your team?"),
        _("what are you proud of that hardly anybody saw?"),
        _("if you swapped jobs for a week, what would you look at first?"),
    )
