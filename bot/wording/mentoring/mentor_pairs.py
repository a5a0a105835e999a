"""Who would mentor whom and on what, for organisers before a round is sent."""

from collections.abc import Mapping, Sequence

from bot.message import Block, Bullets, Paragraph, Rich, rich
from bot.wording.language import gettext as _
from bot.wording.language import say_bold
from bot.wording.people import name_and_place
from bot.wording.rounds.round_names import and_more, lines
from bot.wording.view import View
from jobs.matching.mentors import shared_topics
from jobs.mentoring.mentor_parts import mentor_of
from storage.round_records import Group, Programme
from storage.types import Member, MemberId

_MOST_LINES = 8

Members = Mapping[MemberId, Member]


def pair_line(view: View, programme: Programme, group: Group, members: Members) -> Rich:
    """Return "Ade Bello (…) mentors Jo Park (…) on coaching."; nothing where it is no such pair."""
    mentor = members.get(mentor_of(group) or MemberId(""))
    mentee = next(
        (members[m] for m in group.members if m in members and members[m] != mentor), None
    )
    if mentor is None or mentee is None:
        return ()
    gives = view.tx.enrolments.find(programme.id, mentor.id)
    wants = view.tx.enrolments.find(programme.id, mentee.id)
    topics = shared_topics(gives.offers, wants.wishes) if gives and wants else ()
    words = (
        _("{mentor} mentors {mentee} on {topics}.") if topics else _("{mentor} mentors {mentee}.")
    )
    return rich(
        words,
        mentor=name_and_place(mentor),
        mentee=name_and_place(mentee),
        topics=say_bold(topics),
    )


def who_mentors_whom(
    view: View, programme: Programme, groups: Sequence[Group], members: Members
) -> list[Block]:
    """Return the first pairs of a round of mentoring, and how many more there are."""
    found = [pair_line(view, programme, group, members) for group in groups]
    shown = lines(
        [line for line in found if line], _MOST_LINES, and_more(len(found) - _MOST_LINES + 1)
    )
    return [Paragraph((_("Who would mentor whom:"),)), Bullets(shown)] if shown else []
