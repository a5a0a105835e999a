"""The next rounds planned on paper: how far the pool of new partners lasts, and what would help."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.message import Block, Bullets, Button, Buttons, Heading, Message, Paragraph, Small, say
from bot.refs import pack_ref
from bot.wording.language import LOCALE, ngettext, say_date
from bot.wording.language import gettext as _
from bot.wording.look import Look
from bot.wording.people import say_sector
from bot.wording.rounds.round_names import sentences
from storage.notices.answers import DryRunFailed, DryRunReady
from storage.round_records import Programme

_WORD = "unmentor organise try"
_STEADY, _WEAKER = 0.97, 0.85


@dataclass(frozen=True, slots=True)
class _Round:
    """A round that was planned on paper, with the day it would be."""

    day: date
    introduced: int
    left_out: int
    repeats: int
    mean: float


def asked(programme: Programme) -> Message:
    """The rounds are being planned on paper; who asked is told what came of it."""
    words = _(
        "We're on it: we're planning the next rounds of {scheme} on paper, and will message you. "
        "Nobody else is told anything, and nothing is kept for the real rounds."
    )
    return say(words.format(scheme=programme.name))


def not_for_this_kind(programme: Programme) -> Message:
    """A scheme whose groups stay together has no new partners to run out of."""
    words = _(
        "People of {scheme} stay with their partners for several meetings, so there are no new "
        "partners to plan ahead for. Nothing has changed."
    )
    return say(words.format(scheme=programme.name))


def failed(look: Look, notice: DryRunFailed) -> Message | None:
    """Trouble on our side."""
    programme = look.tx.programmes.get(notice.programme_id, look.network.id)
    return say(
        _("We couldn't plan the next rounds of {scheme} on paper. Nothing is lost.").format(
            scheme=programme.name
        ),
        _("If it fails again, tell whoever runs Teapoint for you."),
        Buttons((Button(_("Try it again"), _WORD, pack_ref(p=programme.id)),)),
    )


def ready(look: Look, notice: DryRunReady) -> Message | None:
    """What came of it; NotFoundError once that is kept no longer."""
    programme = look.tx.programmes.get(notice.programme_id, look.network.id)
    found = json.loads(look.tx.errands.result(notice.errand_id, look.network.id))
    rounds = _rounds(programme, found)
    heading = Heading(_("{scheme}: the next rounds on paper").format(scheme=programme.name))
    if not found["people"] or not rounds:
        return Message((heading, *_nothing_to_plan(found).blocks))
    items = tuple(_line(programme, number, each) for number, each in enumerate(rounds))
    blocks: list[Block] = [heading, Paragraph((_lasts(programme, rounds, found),))]
    blocks += [Bullets(items), Paragraph((_trend(rounds),))]
    blocks += _helps(programme, found)
    return Message((*blocks, *_how_it_was_done(programme, rounds, found)))


def _rounds(programme: Programme, found: dict[str, Any]) -> list[_Round]:
    zone = ZoneInfo(programme.timing.zone)
    days = [datetime.fromisoformat(day).astimezone(zone).date() for day in found["days"]]
    # Where there are very many people, fewer rounds are looked at than there are days.
    return [_Round(day, *row) for day, row in zip(days, found["rounds"], strict=False)]


def _nothing_to_plan(found: dict[str, Any]) -> Message:
    if not found["people"]:
        return say(_("Nobody is taking part yet, so there is nothing to plan."))
    return say(_("No date is left for another round, so there is nothing to plan."))


def _line(programme: Programme, number: int, each: _Round) -> tuple[str]:
    parts = [_introduced(each.introduced), *_trouble(each)]
    if len(parts) == 1 and each.introduced:
        parts.append(_("all with somebody new"))
    lead = _("Round {number} ({when}): {what}.")
    return (lead.format(number=number + 1, when=_when(programme, each.day), what=", ".join(parts)),)


def _introduced(count: int) -> str:
    if not count:
        return _("nobody introduced")
    words = ngettext("{count} person introduced", "{count} people introduced", count)
    return words.format(count=count)


def _trouble(each: _Round) -> list[str]:
    found = []
    if each.repeats:
        words = ngettext(
            "{count} group with people who have met before",
            "{count} groups with people who have met before",
            each.repeats,
        )
        found.append(words.format(count=each.repeats))
    if each.left_out:
        words = ngettext(
            "{count} person without a partner", "{count} people without a partner", each.left_out
        )
        found.append(words.format(count=each.left_out))
    return found


def _when(programme: Programme, day: date) -> str:
    if programme.timing.kind == "months":
        return format_date(day, "LLLL y", locale=LOCALE)
    return say_date(day)


def _lasts(programme: Programme, rounds: Sequence[_Round], found: dict[str, Any]) -> str:
    """Whether new partners last, the most important thing."""
    if found["dry"] is None:
        words = ngettext(
            "There are new partners for everybody in the next {count} round.",
            "There are new partners for everybody in the next {count} rounds.",
            len(rounds),
        )
        return words.format(count=len(rounds))
    first = rounds[found["dry"]]
    words = _("The pool runs dry of new partners in round {number} ({when}).")
    if not found["dry"] and first.left_out and not first.repeats:
        words = _("Already in round {number} ({when}), not everybody can have a partner.")
    return words.format(number=found["dry"] + 1, when=_when(programme, first.day))


def _trend(rounds: Sequence[_Round]) -> str:
    """How well people fit each other from the first round to the last, in words."""
    first, last = rounds[0].mean, rounds[-1].mean
    if len(rounds) < 2 or not first:
        return _("We score how well partners fit by your rules; one round shows no trend.")
    if last >= _STEADY * first:
        return _("Partners fit each other as well in the last of these rounds as in the first.")
    drop = round(100 * (1 - last / first))
    words = (
        _("Partners fit a little less well from round to round: by {drop} per cent at the end.")
        if last >= _WEAKER * first
        else _("Partners fit clearly less well from round to round: by {drop} per cent at the end.")
    )
    return words.format(drop=drop)


def _helps(programme: Programme, found: dict[str, Any]) -> list[Block]:
    if found["dry"] is None and not found["helps"]:
        return []
    if not found["helps"]:
        if not found["tried"]:
            return []
        words = _("We tried more people and a shorter memory, and neither was enough.")
        return [Paragraph((words,))]
    items = tuple((_help(programme, found, *each),) for each in found["helps"])
    lead = _("What would help (any one of these; we planned all rounds again with each):")
    return [Paragraph((lead,)), Bullets(items)]


def _help(programme: Programme, found: dict[str, Any], kind: str, count: int, name: str) -> str:
    if kind == "memory":
        words = ngettext(
            "A memory of {count} round instead of {now}. With {people} people, a longer memory "
            "than that is not possible.",
            "A memory of {count} rounds instead of {now}. With {people} people, a longer memory "
            "than that is not possible.",
            count,
        )
        now = programme.rules.no_repeat_within
        return words.format(count=count, now=now, people=found["people"])
    if kind == "elsewhere":
        words = ngettext(
            "{count} more person from another organisation than {name}.",
            "{count} more people from other organisations than {name}.",
            count,
        )
        return words.format(count=count, name=name)
    if kind == "sector":
        words = ngettext(
            "{count} more person from {name}, each from an organisation that is not in it yet.",
            "{count} more people from {name}, each from an organisation that is not in it yet.",
            count,
        )
        return words.format(count=count, name=say_sector(name))
    words = ngettext(
        "{count} more person, from an organisation that is not in it yet.",
        "{count} more people, each from an organisation that is not in it yet.",
        count,
    )
    return words.format(count=count)


def _how_it_was_done(
    programme: Programme, rounds: Sequence[_Round], found: dict[str, Any]
) -> list[Block]:
    new = ngettext(
        "“New” is anybody not met in the last {count} round.",
        "“New” is anybody not met in the last {count} rounds.",
        programme.rules.no_repeat_within,
    ).format(count=programme.rules.no_repeat_within)
    parts = [
        _("We assumed that everybody who is in takes part as often as they chose."),
        _("Nothing was sent."),
        new,
    ]
    if len(rounds) < found["asked"]:
        words = _("There are very many people, so we looked at {count} rounds, with quick planning")
        end = _("{words}.") if found["tried"] else _("{words}, and did not try what would help.")
        parts.append(end.format(words=words.format(count=len(rounds))))
    return [Small(sentences([(part,) for part in parts]))]
