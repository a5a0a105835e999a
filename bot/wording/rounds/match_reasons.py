"""Why two people were matched, a sentence each: for them, and for organisers who look at a plan."""

from collections.abc import Mapping

from bot.message import Rich, rich
from bot.wording.language import gettext as _
from bot.wording.language import say_all, say_bold
from bot.wording.people import say_sector
from jobs.matching.explain import Acquaintance, reasons_for
from jobs.matching.records import PairReasons, Rules
from jobs.rounds.planning import profiled
from storage.types import Member

_NOBODY_MET = Acquaintance({}, frozenset())


def describe_pair(a: Member, b: Member, called: Mapping[str, str], you: str = "") -> list[Rich]:
    """Return why two members were matched, a sentence each.

    `you`: "reader" where a reads it, "both" where a and b do, else neither.
    """
    reasons = reasons_for(profiled(a), profiled(b), _NOBODY_MET, Rules())
    first, second = called[a.id], called[b.id]
    both = _("You both") if you else ""
    if you == "reader" and len(called) > 2:
        both = _("You and {name}").format(name=second)
    both = both or _("{first} and {second}").format(first=first, second=second)
    sentences = [_shared(reasons, both), _work(reasons, first, second, you)]
    apart = _("You") if you and both == _("You both") else both
    sentences += [_sectors(reasons, apart), _region(reasons, both)]
    return [sentence for sentence in sentences if sentence]


def _shared(reasons: PairReasons, both: str) -> Rich:
    if not reasons.shared_interests:
        return ()
    interests = say_bold(reasons.shared_interests)
    return rich(_("{both} care about {interests}."), both=both, interests=interests)


def _work(reasons: PairReasons, first: str, second: str, you: str) -> Rich:
    if not reasons.different_profession or not reasons.professions:
        return ()
    mine, theirs = reasons.professions
    template = (
        _("You work in {mine}, {second} in {theirs}.")
        if you == "reader"
        else _("{first} works in {mine}, {second} in {theirs}.")
    )
    return rich(template, first=first, mine=mine, second=second, theirs=theirs)


def _sectors(reasons: PairReasons, who: str) -> Rich:
    if not reasons.different_sector or not reasons.sectors:
        return ()
    sectors = say_all(say_sector(sector) for sector in reasons.sectors)
    return rich(_("{who} work in different sectors: {sectors}."), who=who, sectors=sectors)


def _region(reasons: PairReasons, both: str) -> Rich:
    if not reasons.same_region or not reasons.regions:
        return ()
    words = _("{both} work in the same region: {region}.")
    return rich(words, both=both, region=reasons.regions[0])
