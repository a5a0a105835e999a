"""A year of one scheme, run by the real jobs on the real store: twelve rounds, people as they are.

Only the platform is ours: it takes every message and people answer what they are told, through
the dispatcher. Time jumps from half day to half day.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial

from bot import commands
from bot.command import Names, Policy, load
from bot.dispatch import Dispatcher
from bot.heard import Heard, PlaceHeard
from bot.stamps import add_stamp
from bot.wording.look import Look
from bot.wording.notices import word
from jobs import schemes
from jobs.aside import Aside
from jobs.deliver import Deliverer, Manners
from jobs.errands import ErrandRunner
from jobs.schedule import Ticker
from jobs.voice import Composed
from storage.notices import CheckIn, Introduced, Notice, PausedForSilence
from storage.programmes import Plan
from storage.store import Store, Transaction
from storage.types import AccountKey, Delivery, Network, Profile, Programme, Space, Timing
from tests.support.scripted_platform import JumpingClock
from tests.year.outcome import Outcome
from tests.year.people import Someone, chance, do_meet, has_time
from tests.year.promises import judge

BEGIN = datetime(2026, 1, 2, 9, tzinfo=UTC)
END = datetime(2027, 1, 3, 9, tzinfo=UTC)
POLICY = Policy("Public Services Together", "privacy@together.example", 24)
NAMES = Names(shortcuts={"unmentor": "/unmentor"})
_ALL_AT_ONCE = Manners(post_gap=0.0, place_gap=0.0, open_gap=0.0, look_gap=0.0, batch=200)


@dataclass(frozen=True, slots=True)
class Told:
    """One message that arrived."""

    key: str
    notice: Notice
    users: tuple[str, ...]
    at: datetime


class Ears:
    """A platform that takes everything: it fills the Voice port."""

    def __init__(self, clock: JumpingClock) -> None:
        self._clock = clock
        self._notices: dict[str, Notice] = {}
        self.told: list[Told] = []

    def compose(self, tx: Transaction, delivery: Delivery, now: datetime) -> Composed | None:
        """Word it as it would be, so that what people are told is really made."""
        notice = tx.deliveries.notice(delivery)
        network = tx.networks.get(delivery.network_id)
        message = word(Look(tx, delivery, network, now, NAMES, POLICY))
        self._notices[delivery.key] = notice
        return Composed(type(notice).__name__, {}) if message else None

    async def open(self, space: str, users: Sequence[str]) -> str:
        return " ".join(users)

    async def post(
        self, space: str, place: str, composed: Composed, key: str, thread: str | None = None
    ) -> str:
        users = tuple(place.split())
        self.told.append(Told(key, self._notices[key], users, self._clock.now()))
        return key

    async def find(
        self, space: str, place: str, key: str, since: datetime, thread: str | None = None
    ) -> str | None:
        return None

    async def change(self, space: str, place: str, ref: str, composed: Composed) -> None:
        """Nobody reads it twice."""

    async def remove(self, space: str, place: str, ref: str) -> None:
        """Nobody misses it."""


class Year:
    """One scheme and its people; `run` lives through the year."""

    def __init__(self, store: Store, people: Sequence[Someone], seed: int) -> None:
        self.people = {person.user: person for person in people}
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
        self.answered: set[tuple[str, str]] = set()
        self.here: set[str] = set()
        self.by_member: dict[str, Someone] = {}
        with store.begin() as tx:
            self.space, self.network, self.programme = _found(tx)

    async def run(self) -> Outcome:
        """Live through the year, half day by half day; return what became of it."""
        started = time.monotonic()
        while self.clock.now() < END:
            await self.come_and_go()
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

    async def come_and_go(self) -> None:
        """Whoever joins or leaves in this month does so on a day of their own."""
        now, month = self.clock.now(), self.month_of(self.clock.now())
        for person in self.people.values():
            day = 1 + int(25 * chance(self.seed, "day", person.number))
            is_day = now.day >= day or month > max(person.joins, 0) or person.joins == 0
            if person.user not in self.here and person.joins <= month < person.leaves and is_day:
                await self.aside.write(partial(self._join, person=person))
                self.here.add(person.user)
            elif person.user in self.here and month >= person.leaves:
                await self.say(person, "unmentor leave")
                self.here.discard(person.user)

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

    async def answer(self) -> None:
        """Everybody reads what they were told, and does what they do."""
        new, self.heard = self.ears.told[self.heard :], len(self.ears.told)
        for told in new:
            for user in told.users:
                person = self.people.get(user)
                if person:
                    await self.react(person, told)

    async def react(self, person: Someone, told: Told) -> None:
        """Answer as this person does: some press, some are too busy, some never react."""
        if person.habit == "quiet" and isinstance(told.notice, PausedForSilence):
            await self.press(person, "unmentor resume", told.notice.programme_id)
        if person.habit in ("quiet", "ghost"):
            return
        month = self.month_of(told.at)
        match told.notice:
            case Introduced(group_id=group_id):
                busy = not has_time(person, month, self.seed)
                if busy and chance(self.seed, "says so", person.number, month) < 0.5:
                    await self.press(person, "unmentor can't", group_id)
            case CheckIn(group_id=group_id):
                met = await self.aside.read(lambda tx: self.did_meet(tx, group_id, month))
                await self.press(person, "unmentor met" if met else "unmentor not yet", group_id)
            case _:
                pass

    def did_meet(self, tx: Transaction, group_id: str, month: int) -> bool:
        """Return whether the people of a group that was not called off had a conversation."""
        group = tx.rounds.group(group_id, self.network.id)  # type: ignore[arg-type]  # an id as read
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
        self.by_member[member.id] = person


def _found(tx: Transaction) -> tuple[Space, Network, Programme]:
    space = tx.spaces.install("slack", "T1", "T1", "Tea workspace", "xoxb-tea")
    network = tx.networks.add("A year together")
    tx.networks.link(network.id, space.id, default=True)
    place = tx.places.see(space.id, "C1", "channel", "unmentoring")
    timing = Timing(kind="months", nth=2, weekday=1, starts=date(2026, 1, 1))
    plan = Plan("Unmentoring, monthly", place.id, timing=timing, approve=False)
    return space, network, schemes.set_up(tx, network.id, plan, BEGIN)
