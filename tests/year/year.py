"""A year of two schemes, run by the real jobs on the real store: people live as they are.

Only the platform is ours: it takes every message and people answer what they are told, through
the dispatcher. Time jumps from half day to half day. One scheme takes everybody in by default;
the other asks first. The same seed gives the same year on every database.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial

from bot import commands
from bot.command import load
from bot.dispatch import Dispatcher
from bot.heard import Heard, PlaceHeard
from bot.stamps import add_stamp
from jobs.aside import Aside
from jobs.delivery.deliver import Deliverer
from jobs.delivery.manners import Manners
from jobs.errand_runner import ErrandRunner
from jobs.schedule import Ticker
from jobs.schemes import schemes
from storage.notices.introductions import CheckIn, Introduced
from storage.notices.taking_part import InThisRound, PausedForSilence
from storage.programmes import Plan
from storage.round_records import Format, Programme, Timing
from storage.store import Store
from storage.transaction import Transaction
from storage.types import AccountKey, GroupId, Network, Place, Profile, RoundId, Space
from tests.support.scripted_platform import JumpingClock
from tests.year.ears import NAMES, POLICY, Ears, Told
from tests.year.ledger import Acts
from tests.year.outcome import Outcome
from tests.year.people import BREAK_MONTHS, Deed, Someone, chance, decides, do_meet, has_time
from tests.year.promises import judge

BEGIN = datetime(2026, 1, 2, 9, tzinfo=UTC)
END = datetime(2027, 1, 3, 9, tzinfo=UTC)
_DECIDED_BY = 6
_A_DAY = timedelta(days=1)
_ALL_AT_ONCE = Manners(post_gap=0.0, place_gap=0.0, open_gap=0.0, look_gap=0.0, batch=200)


class Year:
    """Two schemes and their people; `run` lives through the year."""

    def __init__(self, store: Store, people: Sequence[Someone], seed: int) -> None:
        self.people = {person.user: person for person in people}
        self.acts = {person.user: Acts() for person in people}
        self.seed = seed
        self.clock = JumpingClock(BEGIN)
        self.store, self.aside = store, Aside(store)
        self.ears = Ears(self.clock)
        self.dispatcher = Dispatcher(load(commands), self.aside, self.clock.now, POLICY, NAMES)
        self.ticker = Ticker(self.aside, self.clock, 24)
        self.errands = ErrandRunner(self.aside, self.clock, ThreadPoolExecutor(1))
        self.deliverer = Deliverer(
            self.aside, lambda _platform: self.ears, self.clock, _ALL_AT_ONCE
        )
        self.heard = 0
        self.listed: dict[str, int] = {}
        self.decided: set[tuple[str, int]] = set()
        self.met: dict[str, Someone] = {}
        self.by_member: dict[str, Someone] = {}
        with store.begin() as tx:
            self.space, self.network, self.programme, self.asking = _found(tx)

    async def run(self) -> Outcome:
        """Live through the year, half day by half day; return what became of it."""
        started = time.monotonic()
        while self.clock.now() < END:
            await self.come_and_go()
            await self.decide()
            await self.let_jobs_run()
            await self.answer()
            self.clock.moment += timedelta(hours=3 if self.clock.now().hour < 12 else 21)
            if self.clock.now().hour not in (9, 12):
                self.clock.moment = self.clock.now().replace(hour=9, minute=0, second=0)
        with self.store.read() as tx:
            outcome = judge(tx, self)
        outcome.seconds = time.monotonic() - started
        return outcome

    def month_of(self, moment: datetime) -> int:
        """Return how many months of the year are over."""
        return (moment.year - BEGIN.year) * 12 + moment.month - 1

    # People come, decide and go

    async def come_and_go(self) -> None:
        """Whoever joins or leaves in this month does so on a day of their own."""
        now, month = self.clock.now(), self.month_of(self.clock.now())
        for person in self.people.values():
            acts = self.acts[person.user]
            day = 1 + int(25 * chance(self.seed, "day", person.number))
            is_day = now.day >= day or month > max(person.joins, 0) or person.joins == 0
            if acts.came is None and person.joins <= month < person.leaves and is_day:
                await self.aside.write(partial(self._join, person=person))
                acts.came = now
            elif acts.is_here(now) and month >= person.leaves:
                await self.aside.read(self._note_what_is_listed)
                await self.say(person, "forget me now" if person.forgets else "unmentor leave")
                acts.went, acts.forgotten = now, now if person.forgets else None

    async def decide(self) -> None:
        """Early in a month, some skip, take a break, avoid somebody or come more seldom."""
        now, month = self.clock.now(), self.month_of(self.clock.now())
        for person in self.people.values():
            is_first = month == max(person.joins, 0)
            if (person.user, month) in self.decided or not self.acts[person.user].is_here(now):
                continue
            if now.day <= _DECIDED_BY or is_first:
                self.decided.add((person.user, month))
                deed = decides(person, month, self.seed)
                if deed:
                    await self.do(person, deed, now)

    async def do(self, person: Someone, deed: Deed, now: datetime) -> None:
        """Say it to the bot, and remember that it was said."""
        acts = self.acts[person.user]
        match deed:
            case "skip" if not (self._rests(acts, now) or self._rests(acts, now - _A_DAY)):
                await self.say(person, f"unmentor skip {self.programme.name}")
                acts.skips.append(now)
            case "pause":
                back = _months_later(now, BREAK_MONTHS)
                await self.say(person, f"unmentor pause until {back.day} {back:%B %Y}")
                acts.take_break(now, back)
            case "every":
                line = f"unmentor every {self.programme.name} {person.every} rounds"
                await self.say(person, line)
                acts.every[self.programme.id] = person.every
            case "avoid":
                other = self.met.get(person.user)
                if other and self.acts[other.user].is_here(now):
                    await self.say(person, f"unmentor avoid {other.name}")
                    acts.avoids.setdefault(other.user, now)
            case _:
                pass

    def _note_what_is_listed(self, tx: Transaction) -> None:
        """Repeats that a round listed are no longer there once one of its people is forgotten."""
        for programme in (self.programme, self.asking):
            for month in range(1, 13):
                round_ = tx.rounds.of_period(programme.id, f"2026-{month:02}")
                if round_ and round_.relaxed:
                    self.listed[round_.id] = len(round_.relaxed)

    def _rests(self, acts: Acts, now: datetime) -> bool:
        return acts.is_on_break(now) or acts.is_paused(self.programme.id, now)

    # The bot's jobs

    async def let_jobs_run(self) -> None:
        """Tick until nothing is due any more; on most half days nothing is."""
        busy = await self.aside.read(self._is_anything_due)
        while busy:
            fired = await self.ticker.run_once()
            done = await self.errands.run_once()
            sent = await self.deliverer.run_once()
            busy = bool(fired or done or sent)

    def _is_anything_due(self, tx: Transaction) -> bool:
        now = self.clock.now()
        schedules = tx.schedules.upcoming(1)
        is_due = bool(schedules) and schedules[0].next_due <= now
        return is_due or bool(tx.deliveries.waiting(1, due_by=now))

    # People answer

    async def answer(self) -> None:
        """Everybody reads what they were told, and does what they do: in an order of their own."""
        new, self.heard = self.ears.told[self.heard :], len(self.ears.told)
        for told in sorted(new, key=lambda told: (type(told.notice).__name__, sorted(told.users))):
            for user in sorted(told.users):
                person = self.people.get(user)
                if person:
                    await self.react(person, told)

    async def react(self, person: Someone, told: Told) -> None:
        """Answer as this person does: some press, some are too busy, some never react."""
        month, quiet = self.month_of(told.at), person.habit in ("quiet", "ghost")
        match told.notice:
            case PausedForSilence(programme_id=programme_id):
                await self.come_back(person, programme_id)
            case InThisRound(round_id=round_id):
                self.acts[person.user].asked.setdefault(round_id, told.at)
                if not quiet:
                    await self.say_whether(person, round_id, month)
            case Introduced(group_id=group_id):
                await self.meet_partner(person, group_id)
                busy = not has_time(person, month, self.seed)
                if busy and not quiet and chance(self.seed, "says so", person.number, month) < 0.5:
                    await self.press(person, "unmentor can't", group_id)
            case CheckIn(group_id=group_id) if not quiet:
                met = await self.aside.read(lambda tx: self.did_meet(tx, group_id, month))
                await self.press(person, "unmentor met" if met else "unmentor not yet", group_id)
            case _:
                pass

    async def come_back(self, person: Someone, programme_id: str) -> None:
        """Told of a pause for silence: the quiet ones press the button, the others let it be."""
        now = self.clock.now()
        back = now if person.habit == "quiet" else None
        if back:
            await self.press(person, "unmentor resume", programme_id)
            self.acts[person.user].skips.clear()  # being back ends a skip, too
        self.acts[person.user].silent.setdefault(programme_id, []).append((now, back))

    async def say_whether(self, person: Someone, round_id: RoundId, month: int) -> None:
        """Say "I'm in" or "not this time", by whether there is time."""
        said = "in" if has_time(person, month, self.seed) else "out"
        await self.press(person, f"unmentor {said}", round_id)
        self.acts[person.user].said[round_id] = said

    async def meet_partner(self, person: Someone, group_id: GroupId) -> None:
        """Remember whom they were introduced to last."""
        group = await self.aside.read(lambda tx: tx.rounds.group(group_id, self.network.id))
        others = [self.by_member[m] for m in group.members if self.by_member[m] != person]
        if others:
            self.met[person.user] = min(others, key=lambda other: other.number)

    def did_meet(self, tx: Transaction, group_id: GroupId, month: int) -> bool:
        """Return whether the people of a group that was not called off had a conversation."""
        group = tx.rounds.group(group_id, self.network.id)
        members = [self.by_member[member] for member in group.members]
        return group.state == "active" and do_meet(members, month, self.seed)

    async def press(self, person: Someone, command: str, ref: str) -> None:
        """Press a button of a message."""
        await self._hear(person, command, add_stamp(ref, self.network.id), pressed=True)

    async def say(self, person: Someone, text: str) -> None:
        """Type words to the bot."""
        await self._hear(person, text, "", pressed=False)

    async def _hear(self, person: Someone, text: str, ref: str, *, pressed: bool) -> None:
        place = PlaceHeard(f"D{person.user}", "direct")
        key = AccountKey("slack", self.space.authority, person.user)
        await self.dispatcher.answer(
            Heard("slack", "", key, person.name, "T1", text, place, ref, pressed)
        )

    def _join(self, tx: Transaction, *, person: Someone) -> None:
        now = self.clock.now()
        key = AccountKey("slack", self.space.authority, person.user)
        account = tx.accounts.see(key, self.space.id, person.name)
        home = tx.organisations.add(self.network.id, person.organisation, person.sector, "")
        profile = Profile(
            person.name,
            home.id,
            person.sector,
            person.profession,
            person.region,
            person.interests,
        )
        member = tx.members.join(self.network.id, account.id, profile, now)
        tx.enrolments.join(self.programme.id, member.id, now)
        if person.asked:
            tx.enrolments.join(self.asking.id, member.id, now)
        self.by_member[member.id] = person


def _months_later(moment: datetime, months: int) -> datetime:
    """The first of a later month, at midnight."""
    number = moment.year * 12 + moment.month - 1 + months
    return datetime(number // 12, number % 12 + 1, 1, tzinfo=UTC)


def _found(tx: Transaction) -> tuple[Space, Network, Programme, Programme]:
    space = tx.spaces.install("slack", "T1", "T1", "Tea workspace", "xoxb-tea")
    network = tx.networks.add("A year together")
    tx.networks.link(network.id, space.id, default=True)
    place = tx.places.see(space.id, "C1", "channel", "unmentoring")
    timing = Timing(kind="months", nth=2, weekday=1, starts=date(2026, 1, 1))
    plan = Plan("Unmentoring, monthly", place.id, timing=timing, approve=False)
    return (
        space,
        network,
        schemes.set_up(tx, network.id, plan, BEGIN),
        _ask_first(tx, network, place),
    )


def _ask_first(tx: Transaction, network: Network, place: Place) -> Programme:
    """A second scheme, every other month, in which people are asked each time."""
    timing = Timing(kind="months", every=2, nth=3, weekday=3, starts=date(2026, 1, 1))
    plan = Plan("Tea by request", place.id, timing=timing, approve=False, format=Format(asks=True))
    return schemes.set_up(tx, network.id, plan, BEGIN)
