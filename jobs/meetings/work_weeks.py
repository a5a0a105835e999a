"""When the people of a group work, as far as they said so, and which times may not suit them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from jobs.calendars.workdays import Nation
from jobs.meetings import slots
from jobs.meetings.slots import Doubt, WorkWeek
from jobs.rounds import dates
from storage.round_records import Programme
from storage.transaction import Transaction
from storage.types import Member, MemberId, Profile

_NATIONS: dict[str, Nation] = {
    "scotland": "scotland",
    "northern ireland": "northern-ireland",
    "wales": "england-and-wales",
}


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A time that may not suit some; `whom` is empty where that holds for everybody."""

    slot: datetime
    why: Doubt
    whom: tuple[Member, ...]


def week_of(profile: Profile, zone: str) -> WorkWeek:
    """Return somebody's working week; `zone` is where they work who did not say."""
    nation = _NATIONS.get(profile.region.casefold())
    if not profile.days:
        return WorkWeek(profile.zone or zone, nation=nation)
    return WorkWeek(profile.zone or zone, frozenset(profile.days), nation)


def weeks_of(tx: Transaction, members: Sequence[MemberId], zone: str) -> list[WorkWeek]:
    """Return the working weeks of these members, at least one; a group's with the first first."""
    found = tx.members.many(members)
    return [week_of(found[each].profile, zone) for each in members if each in found] or [
        WorkWeek(zone)
    ]


def find_doubts(
    programme: Programme, times: Iterable[datetime], asker: Member, others: Sequence[Member]
) -> list[Doubtful]:
    """Return which of the times that somebody named may not suit the others, and why.

    What holds for the asker as well is said of everybody; what holds for them alone, they know.
    """
    timing, minutes = programme.timing, programme.minutes
    calendar = dates.calendar_of(timing)

    def doubt(slot: datetime, member: Member) -> Doubt | None:
        return slots.find_doubt(slot, minutes, week_of(member.profile, timing.zone), calendar)

    found: list[Doubtful] = []
    for slot in times:
        own = doubt(slot, asker)
        theirs = {other: why for other in others if (why := doubt(slot, other))}
        for why in dict.fromkeys(theirs.values()):
            whom = tuple(other for other, each in theirs.items() if each == why)
            found.append(Doubtful(slot, why, () if why == own else whom))
    return found
