"""Looks back on a simulated year and names every promise that was not kept.

What people did is read from their own ledger, and what they were told from the platform; of the
bot's records only the rounds and groups are read.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import TYPE_CHECKING

from sqlalchemy import select

from jobs.calendars.calendar import working_moment
from jobs.rounds.dates import calendar_of, local_day
from storage.notices.introductions import CheckIn, Introduced, LeftOutOfRound, NobodyYet
from storage.notices.taking_part import BackAgain, InThisRound, PausedForSilence, PauseEnded
from storage.round_records import Group, Programme, Round
from storage.tables import GroupRow
from storage.transaction import Transaction
from storage.types import GroupId, MemberId
from tests.year.figures import Known, count_round, count_the_rest
from tests.year.ledger import Acts
from tests.year.outcome import Outcome

if TYPE_CHECKING:
    from tests.year.year import Year

_MORE_THAN_ONCE = (PausedForSilence, PauseEnded, BackAgain, NobodyYet)
"""What is told of a break or of a wait: somebody may well have two."""


@dataclass(frozen=True)
class Sent:
    """A round that was sent: its groups, the one before it, and who of the ledger is seated."""

    year: "Year"
    programme: Programme
    round_: Round
    number: int
    at: datetime
    before: datetime | None
    groups: tuple[Group, ...]
    moments: dict[GroupId, datetime]
    last_in: dict[MemberId, int]

    def acts(self, member: MemberId) -> Acts:
        return self.year.acts[self.year.by_member[member].user]

    def why_away(self, member: MemberId, moment: datetime) -> str:
        """Return why somebody must not be introduced at a moment; blank where they may be."""
        acts, scheme = self.acts(member), self.programme.id
        every = acts.every.get(scheme, 1)
        rests = self.number - self.last_in.get(member, -every) < every
        reasons = {
            "is not here": not acts.is_here(moment),
            "is on a break": acts.is_on_break(moment),
            "is paused for silence": acts.is_paused(scheme, moment),
            "skips": self._is_main() and acts.skips_between(self.before, self.at),
            "rests": rests,
            "said no, or nothing": acts.declined(scheme, self.round_.id, moment),
        }
        return next((why for why, so in reasons.items() if so), "")

    def _is_main(self) -> bool:
        return self.programme.id == self.year.programme.id

    def due(self) -> Iterator[MemberId]:
        """Yield everybody who wants to be introduced in this round, as they know it."""
        for member, person in self.year.by_member.items():
            in_it = self._is_main() or person.asked
            if in_it and not self.why_away(MemberId(member), self.at):
                yield MemberId(member)


def judge(tx: Transaction, year: "Year") -> Outcome:
    """Count what became of everybody, and check what was promised."""
    outcome = Outcome()
    for programme in (year.programme, year.asking):
        known: Known = {}
        sent = list(_sent(tx, year, programme))
        for each in sent:
            outcome.broken += [*_of_round(each), *_repeated(each, known)]
            if programme.id == year.programme.id:
                count_round(year, each.round_, list(each.groups), each.number, known, outcome)
            known |= dict.fromkeys(_pairs(each.groups), each.number)
        if programme.id == year.programme.id:
            count_the_rest(tx, year, [each.round_ for each in sent], outcome)
    outcome.broken += [*_told_twice(year), *_out_of_hours(year), *_not_told(tx)]
    outcome.broken += [*_two_on_a_day(year), *_told_after_all_was_forgotten(year)]
    return outcome


def _sent(tx: Transaction, year: "Year", programme: Programme) -> Iterator[Sent]:
    """Yield the rounds of a scheme that were sent, in order."""
    labels = [f"2026-{month:02}" for month in range(1, 13)]
    found = [tx.rounds.of_period(programme.id, label) for label in labels]
    before, last_in = None, dict[MemberId, int]()
    for number, round_ in enumerate(each for each in found if each and each.sent_at):
        at = round_.sent_at or round_.introduce_at
        moments = _introduced(tx, round_)
        groups = tuple(tx.rounds.group(each, year.network.id) for each in moments)
        yield Sent(year, programme, round_, number, at, before, groups, moments, dict(last_in))
        last_in |= {member: number for group in groups for member in group.members}
        before = at


def _introduced(tx: Transaction, round_: Round) -> dict[GroupId, datetime]:
    """Return when each group of a round was introduced, those that were called off since, too."""
    rows = select(GroupRow.id, GroupRow.introduced_at).where(GroupRow.round_id == round_.id)
    return {GroupId(id_): at for id_, at in tx.session.execute(rows) if at}


# Of one round


def _of_round(sent: Sent) -> Iterator[str]:
    for broken in (_seated_twice(sent), _colleagues(sent), _avoided(sent), _away(sent)):
        yield from (f"{sent.programme.name}, {sent.round_.label}: {what}" for what in broken)
    yield from _forgotten(sent)


def _seated_twice(sent: Sent) -> Iterator[str]:
    active = Counter(m for g in sent.groups if g.state == "active" for m in g.members)
    in_wave = Counter((g.wave, m) for g in sent.groups for m in g.members)
    for found in (active, in_wave):
        yield from (f"{who} is in two groups" for who, n in found.items() if n > 1)


def _colleagues(sent: Sent) -> Iterator[str]:
    for group in sent.groups:
        people = [sent.year.by_member[member] for member in group.members]
        if len({person.organisation for person in people}) < len(people):
            yield f"{[person.name for person in people]} are colleagues"


def _avoided(sent: Sent) -> Iterator[str]:
    by_member = sent.year.by_member
    for group in sent.groups:
        for a, b in combinations(group.members, 2):
            for one, other in ((a, b), (b, a)):
                since = sent.acts(one).avoids.get(by_member[other].user)
                if since and since <= sent.moments[group.id]:
                    yield f"{by_member[one].name} avoids {by_member[other].name}, and met them"


def _away(sent: Sent) -> Iterator[str]:
    for group in sent.groups:
        for member in group.members:
            why = sent.why_away(member, sent.moments[group.id])
            if why:
                yield f"{sent.year.by_member[member].name} {why}, and was introduced"


def _forgotten(sent: Sent) -> Iterator[str]:
    """Due in the round, and neither introduced nor told why not."""
    told = _told_of(sent)
    for member in sent.due():
        person = sent.year.by_member[member]
        if person.user not in told:
            yield f"{sent.programme.name}, {sent.round_.label}: {person.name} was forgotten"


def _told_of(sent: Sent) -> set[str]:
    """Return which users heard of this round: of a partner, or of why there is none."""
    ids = {group.id for group in sent.groups}
    return {
        user
        for told in sent.year.ears.told
        for user in told.users
        if (isinstance(told.notice, Introduced) and told.notice.group_id in ids)
        or (isinstance(told.notice, LeftOutOfRound) and told.notice.round_id == sent.round_.id)
    }


def _repeated(sent: Sent, known: Known) -> Iterator[str]:
    """Groups of some who met within the rounds that the rule names: each must be listed."""
    within = sent.programme.rules.no_repeat_within
    soon = sum(
        any(sent.number - known.get(pair, -99) <= within for pair in _pairs((group,)))
        for group in sent.groups
    )
    listed = max(len(sent.round_.relaxed), sent.year.listed.get(sent.round_.id, 0))
    if soon > listed:
        yield f"{sent.programme.name}, {sent.round_.label}: {soon} repeat, {listed} are listed"


def _pairs(groups: tuple[Group, ...]) -> Iterator[tuple[MemberId, MemberId]]:
    for group in groups:
        yield from combinations(sorted(group.members), 2)


# Of all that was told


def _told_twice(year: "Year") -> Iterator[str]:
    keys = Counter(told.key for told in year.ears.told)
    yield from (f"{key} arrived {n} times" for key, n in keys.items() if n > 1)
    heard = Counter((told.notice, user) for told in year.ears.told for user in told.users)
    for (notice, user), n in heard.items():
        if isinstance(notice, _MORE_THAN_ONCE):
            continue
        if n > (2 if isinstance(notice, InThisRound) else 1):  # they are asked once more
            yield f"{user} was told {n} times: {notice}"


def _two_on_a_day(year: "Year") -> Iterator[str]:
    """Nobody hears of two introductions on one day, over both schemes."""
    days: dict[tuple[str, object], set[object]] = defaultdict(set)
    for told in year.ears.told:
        if isinstance(told.notice, Introduced):
            for user in told.users:
                days[user, local_day(told.at, year.programme)].add(told.notice.group_id)
    yield from (
        f"{user} heard of {len(of)} on {day}" for (user, day), of in days.items() if len(of) > 1
    )


def _told_after_all_was_forgotten(year: "Year") -> Iterator[str]:
    for told in year.ears.told:
        for user in told.users:
            end = year.acts[user].forgotten if user in year.acts else None
            if end and told.at > end:
                yield f"{user} was forgotten, and told {told.notice}"


def _out_of_hours(year: "Year") -> Iterator[str]:
    calendar = calendar_of(year.programme.timing)
    for told in year.ears.told:
        if isinstance(told.notice, Introduced | CheckIn | InThisRound):
            best = working_moment(told.at, year.programme.timing.zone, calendar)
            if best != told.at:
                yield f"{type(told.notice).__name__} at {told.at:%A %d %B %H:%M}"


def _not_told(tx: Transaction) -> Iterator[str]:
    for delivery in tx.deliveries.waiting(10_000):
        yield f"delivery {delivery.seq} is still {delivery.state}"
