"""Who is in a set: why these people, what each would like to talk about, how each is reached.

A pair is told so sentence by sentence. Of five people that would be ten pairs, so a set reads what
they have in common and how they differ, and a list for each question.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.message import Block, Bullets, Italic, Paragraph, Part, Rich, rich
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all, say_bold
from bot.wording.people import say_sector
from storage.naming import fold
from storage.types import Member

_MOST_INTERESTS = 4


def why_together(members: Sequence[Member], called: Mapping[str, str]) -> list[Block]:
    """Return what the members of a set share, and how many kinds of work and sectors they know."""
    found = [*_shared(members, called), *_differences(members)]
    if not found:
        return []
    return [Paragraph((_("Why we put you together:"),)), Bullets(tuple(found))]


def listed(lead: str, answers: Iterable[tuple[str, Part]]) -> list[Block]:
    """Return what each person said, one a line below a lead; nothing where nobody said anything."""
    lines = tuple(rich(_("{name}: {said}"), name=name, said=said) for name, said in answers if said)
    return [Paragraph((lead,)), Bullets(lines)] if lines else []


def topics_and_ease(
    others: Sequence[Member], called: Mapping[str, str], *, partners: bool
) -> list[Block]:
    """What each would like to talk about; what makes meeting easier is for the set alone."""
    topics = [(called[m.id], Italic(m.profile.topics)) for m in others if m.profile.topics]
    ease = [(called[m.id], Italic(m.profile.ease)) for m in others if m.profile.ease and partners]
    return [
        *listed(_("What people would like to talk about:"), topics),
        *listed(_("What makes meeting easier:"), ease),
    ]


def ways_to_reach(sentences: Sequence[Paragraph]) -> list[Block]:
    """How each is reached, as one list."""
    return [Bullets(tuple(each.text for each in sentences))] if sentences else []


def _shared(members: Sequence[Member], called: Mapping[str, str]) -> list[Rich]:
    """Interests that at least two have, those of most people first."""
    holders: dict[str, list[Member]] = defaultdict(list)
    words: dict[str, str] = {}
    for member in members:
        for interest in dict.fromkeys(member.profile.interests):
            holders[fold(interest)].append(member)
            words.setdefault(fold(interest), interest)
    together: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, people in holders.items():
        if len(people) > 1:
            together[tuple(called[member.id] for member in people)].append(words[key])
    by_size = sorted(together.items(), key=lambda item: (-len(item[0]), item[0]))
    return [
        rich(
            _("{names} care about {interests}."),
            names=say_all(names),
            interests=say_bold(interests),
        )
        for names, interests in by_size[:_MOST_INTERESTS]
    ]


def _differences(members: Sequence[Member]) -> list[Rich]:
    work = {fold(m.profile.profession) for m in members if m.profile.profession}
    sectors = sorted({say_sector(m.profile.sector) for m in members if m.profile.sector})
    found: list[Rich] = []
    if len(work) > 1:
        words = ngettext(
            "Between you, you do {count} kind of work.",
            "Between you, you do {count} kinds of work.",
            len(work),
        )
        found.append((words.format(count=len(work)),))
    if len(sectors) > 1:
        words = _("You work in different sectors: {sectors}.")
        found.append(rich(words, sectors=say_all(sectors)))
    return found
