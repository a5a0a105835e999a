"""The introduction: who it is, why the two were matched, and how to begin. No pronouns."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from bot.message import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Heading,
    Italic,
    Message,
    Paragraph,
    Rich,
    Small,
    paragraph,
    rich,
)
from bot.wording.language import gettext as _
from bot.wording.language import say_all
from bot.wording.meetings.meeting_facts import suggest_button
from bot.wording.mentoring import mentoring
from bot.wording.people import describe, say_how_known, say_name, short_names, works
from bot.wording.rounds.contact_ways import chat_buttons, contact_ways, mention
from bot.wording.rounds.match_reasons import describe_pair
from bot.wording.rounds.questions import first_question
from bot.wording.sets import set_people, sets
from bot.wording.view import View
from jobs.carrying_on.interest_pairs import session_of
from jobs.meetings.touch import asked_again
from storage.naming import fold
from storage.round_records import Group, Programme
from storage.types import Member


def introduction(view: View, group: Group, *, rehearsal: bool = False) -> Message | None:
    """The introduction as its group reads it, or as `view.reader` does alone.

    None when fewer than two are left. `rehearsal`: for an organiser, without buttons and
    without what partners alone may read.
    """
    found = view.tx.members.many(group.members)
    present = [found[m] for m in group.members if found[m].left_at is None]
    members = sorted(present, key=lambda member: fold(member.name))
    if len(members) < 2 or (view.reader and view.reader.id not in found):
        return None
    round_ = view.tx.rounds.get(group.round_id, view.network.id)
    programme = view.tx.programmes.get(round_.programme_id, view.network.id)
    others = [member for member in members if not view.reader or member.id != view.reader.id]
    called = short_names(members)
    blocks: list[Block] = [*_opening(view, others), *_how_known(others, called)]
    blocks += _of_scheme(view, programme)
    if programme.format.kind == "sets":
        blocks += sets.to_begin(view, group, rehearsal=rehearsal)
        blocks += set_people.why_together(members, called)
        blocks += set_people.topics_and_ease(others, called, partners=not rehearsal)
        if not rehearsal:
            ways = contact_ways(view, others, called, programme)
            blocks += set_people.ways_to_reach(ways)
            blocks.append(sets.set_buttons(group))
        return Message(tuple(blocks))
    blocks += _reasons(view, group, members, called)
    blocks += _topics(others, called, partners=not rehearsal)
    blocks += [] if rehearsal else contact_ways(view, others, called, programme)
    if programme.format.kind == "mentors":
        blocks += mentoring.who_mentors(view, group, members, programme)
    blocks += _how_to_begin(view, group, members, called, programme)
    blocks.append(first_question(group, members))
    if not rehearsal:
        blocks += [meeting_buttons(group), *chat_buttons(view, others, called, programme)]
    return Message(tuple(blocks))


def meeting_buttons(group: Group) -> Buttons:
    """Suggest times, tell that you met, or that something was wrong."""
    return Buttons(
        (
            suggest_button(group),
            Button(_("We've met"), "unmentor met", group.id),
            Button(_("Something was wrong"), "unmentor wrong", group.id),
        )
    )


def _opening(view: View, others: Sequence[Member]) -> list[Block]:
    if view.reader:
        names = say_all(say_name(other) for other in others)
        heading = Heading(_("Meet {names}").format(names=names))
    else:
        heading = Heading(_("Please meet each other"))
    if len(others) == 1:
        work = works(others[0], mention(view, others[0]))
        return [heading, Paragraph(work)] if work else [heading]
    return [heading, Bullets(tuple(describe(other, mention(view, other)) for other in others))]


def _how_known(others: Sequence[Member], called: Mapping[str, str]) -> list[Block]:
    """Whether work addresses confirm the organisations, or they are as people told us."""
    words = say_how_known(others, called)
    return [Small((words,))] if words else []


def _of_scheme(view: View, programme: Programme) -> list[Block]:
    """Where there are several schemes, which of them it is."""
    if len(view.tx.programmes.running(view.network.id)) < 2:
        return []
    return [paragraph(_("This introduction is part of {scheme}."), scheme=Bold(programme.name))]


# Reasons


def _reasons(
    view: View, group: Group, members: Sequence[Member], called: Mapping[str, str]
) -> list[Block]:
    pairs = [(a, b) for a, b in combinations(members, 2) if _concerns(view, a, b)]
    if view.reader:
        pairs = [(a, b) if a.id == view.reader.id else (b, a) for a, b in pairs]
    found: list[Rich] = []
    for a, b in pairs:
        found += describe_pair(a, b, called, you=_you(view, members, a))
    found += _session_in_common(view, group)
    if asked_again(view.tx, group, view.network.id, view.now):
        found.append((_("You both asked to be introduced again after a year."),))
    elif group.relaxed:
        found.append((_("You've been introduced before: nobody new was left this time."),))
    if not found:
        return []
    return [Paragraph((_("Why we matched you:"),)), Bullets(tuple(found))]


def _session_in_common(view: View, group: Group) -> list[Rich]:
    session_id = session_of(view.tx, group, view.network.id)
    if session_id is None:
        return []
    session = view.tx.sessions.get(session_id, view.network.id)
    words = _("You were both interested in {title}, and asked to meet somebody who was.")
    return [rich(words, title=Bold(session.title))]


def _concerns(view: View, a: Member, b: Member) -> bool:
    return view.reader is None or view.reader.id in (a.id, b.id)


def _you(view: View, members: Sequence[Member], a: Member) -> str:
    """Who "you" are: the reader, both of a pair, or nobody in a bigger group."""
    if view.reader and view.reader.id == a.id:
        return "reader"
    return "both" if len(members) == 2 else ""


# What people said of themselves


def _topics(others: Iterable[Member], called: Mapping[str, str], *, partners: bool) -> list[Block]:
    """What each would like to talk about; what makes meeting easier is for partners alone."""
    blocks: list[Block] = []
    for other in others:
        name, profile = called[other.id], other.profile
        if profile.topics:
            words = _("{name} would like to talk about: {topics}")
            blocks.append(paragraph(words, name=name, topics=Italic(profile.topics)))
        if profile.ease and partners:
            words = _("What makes meeting easier for {name}: {ease}")
            blocks.append(paragraph(words, name=name, ease=Italic(profile.ease)))
    return blocks


# How to begin


def goes_first(view: View, group: Group, members: Sequence[Member]) -> Member:
    """Return who suggests times: as settled when they were introduced.

    Where nothing was, as in a plan or when whoever it was has left: by lot, and nobody who is
    here for the first time if possible.
    """
    leads = {seat.member_id for seat in group.seats if seat.leads}
    settled = next((member for member in members if member.id in leads), None)
    if settled:
        return settled

    def order(member: Member) -> tuple[bool, str]:
        met = [m for m in view.tx.introductions.partners(member.id) if m not in group.members]
        return not met, hashlib.sha256(f"{group.id}:{member.id}".encode()).hexdigest()

    return min(members, key=order)


def _how_to_begin(
    view: View,
    group: Group,
    members: Sequence[Member],
    called: Mapping[str, str],
    programme: Programme,
) -> list[Block]:
    first = goes_first(view, group, members)
    if view.reader and first.id == view.reader.id:
        begin = _("You go first: please suggest two or three times to talk.")
    else:
        begin = _first_words(view).format(name=called[first.id])
    rest = _(
        "{minutes} minutes is plenty. There's no agenda, and no selling. Think, do, share: "
        "what's on your mind, what you're doing, one thing you'd pass on."
    )
    return [Paragraph((begin,)), paragraph(rest, minutes=str(programme.minutes))]


def _first_words(view: View) -> str:
    if view.reader:
        return _(
            "{name} goes first. If you hear nothing within four working days, suggest times "
            "yourself."
        )
    return _("{name} goes first: please suggest two or three times to talk.")
