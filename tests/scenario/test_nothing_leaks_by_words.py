"""Every command there is, in a workspace where two networks live: no answer names the other one.

The table of commands is read, not written down: a new command is covered as soon as it is there.
Each is typed bare and with its example, and pressed with references of the other network. What it
would change is undone, so that each finds both networks as they were.
"""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar, cast

import pytest
from sqlalchemy import select

from bot import commands
from bot.command import Command, load
from bot.dispatch import Dispatcher
from bot.form import Answer, Form, SearchInput
from bot.heard import Heard, PlaceHeard
from bot.message import Message
from bot.stamps import add_stamp
from bot.wording.look import Look
from bot.wording.notices import word
from jobs.aside import Aside, Work
from storage.store import Store
from storage.tables import ErrandRow
from storage.transaction import Transaction
from storage.types import AccountId, AccountKey, NetworkId, Profile, SpaceId
from tests.support.chat import NAMES, POLICY, World
from tests.support.living import Life, live_through
from tests.support.organising import do_errands

OPEN, HIDDEN = "Curlew", "Heron"
HIDDEN_NAME = "Night staff together"
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
Result = TypeVar("Result")

CANNOT_BE_RUN: dict[str, str] = {}
"""Commands that cannot be run here, and why. A name that is no command's fails."""


class _UndoneError(Exception):
    """Carries what was done out of a transaction that is rolled back."""

    def __init__(self, result: object) -> None:
        super().__init__()
        self.result = result


@dataclass
class Seen:
    """What a command left in its transaction: messages in words, and slow work."""

    told: list[Message] = field(default_factory=list)
    put_off: bool = False


class Unkept(Aside):
    """Does what it is asked on the real store, looks at what came of it, and undoes it."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.seen = Seen()
        with store.read() as tx:
            self._newest = max((d.seq for d in tx.deliveries.waiting(10_000)), default=0)
            self._errands = _errands(tx)

    async def write(self, work: Work[Result]) -> Result:
        self.seen = Seen()

        def undo(tx: Transaction) -> Result:
            result = work(tx)
            self.seen = Seen(list(self._told(tx)), _errands(tx) != self._errands)
            raise _UndoneError(result)

        try:
            return await super().write(undo)
        except _UndoneError as done:
            return cast(Result, done.result)

    def _told(self, tx: Transaction) -> Iterator[Message]:
        for delivery in tx.deliveries.waiting(10_000):
            if delivery.seq > self._newest:
                network = tx.networks.get(delivery.network_id)
                message = word(Look(tx, delivery, network, NOW, NAMES, POLICY))
                if message:
                    yield message


def _errands(tx: Transaction) -> set[str]:
    return set(tx.session.scalars(select(ErrandRow.id)))


@dataclass(frozen=True)
class Workspace:
    """Two networks of the same people, one of them sensitive; `only` is in the open one alone."""

    store: Store
    space_id: SpaceId
    open: Life
    hidden: Life

    @classmethod
    def live(cls, store: Store) -> "Workspace":
        """Live through everything in both."""
        with store.begin() as tx:
            space = tx.spaces.install("slack", "T1", "T1", "Tea workspace", "xoxb-tea")
            first = tx.networks.add("Tea for all")
            second = tx.networks.add(HIDDEN_NAME, sensitive=True)
            ids = [
                tx.accounts.see(AccountKey("slack", "T1", f"U-{who}"), space.id, who.title()).id
                for who in ("canary", "partner", "third", "only")
            ]
        people = (ids[0], ids[1], ids[2])
        lives = [
            live_through(store, network.id, space.id, people, prefix, NOW)
            for network, prefix in ((first, OPEN), (second, HIDDEN))
        ]
        made = cls(store, space.id, lives[0], lives[1])
        with store.begin() as tx:
            made._settle(tx, ids[3])
        return made

    def _settle(self, tx: Transaction, only: AccountId) -> None:
        """Somebody joins the open network alone; zones become real, so that times can be said."""
        joined = tx.members.join(self.open.network_id, only, Profile(f"{OPEN} Olive", None), NOW)
        tx.enrolments.join(self.open.programme_id, joined.id, NOW)
        for life in (self.open, self.hidden):
            canary = tx.members.get(life.member_id, life.network_id)
            tx.members.update(canary.id, replace(canary.profile, zone="Atlantic/Stanley"))

    def mean(self, network_id: NetworkId) -> None:
        """Let everybody who can mean this network in the workspace."""
        with self.store.begin() as tx:
            for member in tx.members.present(network_id):
                for account in tx.members.accounts(member.id):
                    tx.networks.choose(account.id, self.space_id, network_id)


@dataclass
class Asker:
    """Somebody who types every command in one network, and must read nothing of the other."""

    space: Workspace
    who: str
    marks: tuple[str, ...]
    aside: Unkept
    dispatcher: Dispatcher
    sources: set[str] = field(default_factory=set)
    leaks: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    read: str = ""
    put_off: list[str] = field(default_factory=list)

    @classmethod
    def begin(cls, space: Workspace, who: str, ours: Life, marks: tuple[str, ...]) -> "Asker":
        """Sit down in one network; `marks` are what shows of the other."""
        space.mean(ours.network_id)
        aside = Unkept(space.store)
        dispatcher = Dispatcher(load(commands), aside, lambda: NOW, POLICY, NAMES)
        return cls(space, who, marks, aside, dispatcher)

    def heard(self, text: str, ref: str = "") -> Heard:
        key, place = (
            AccountKey("slack", "T1", f"U-{self.who}"),
            PlaceHeard(f"D-{self.who}", "direct"),
        )
        return Heard("slack", "", key, self.who.title(), "T1", text, place, ref, bool(ref))

    async def ask(self, text: str, ref: str = "") -> Answer | None:
        """Type or press it; note what it shows of the other network."""
        answer = await self.dispatcher.answer(self.heard(text, ref))
        self.look(f"{text} [{ref}]" if ref else text, answer, *self.aside.seen.told, ref=ref)
        if "give them this code" in repr(answer):
            self.failures.append(text)
        if self.aside.seen.put_off and not ref:
            self.put_off.append(text)
        if isinstance(answer, Form):
            self.sources |= {one.source for one in answer.inputs if isinstance(one, SearchInput)}
        return answer

    async def search(self, letters: Sequence[str]) -> None:
        """Type letters into each kind of search input that a form had."""
        for source in sorted(self.sources):
            for query in letters:
                options = await self.dispatcher.suggest(self.heard(""), source, query)
                self.look(f"the search for {query!r} in {source}", *options)

    def look(self, where: str, *shown: object, ref: str = "") -> None:
        """Note every mark of the other network in whatever is shown, seen or not.

        A reference that was pressed may come back as it was.
        """
        text = repr(shown).casefold().replace(ref.casefold() or " ", " ")
        self.read += text
        self.leaks += [f"{where}: {mark}" for mark in self.marks if mark.casefold() in text]


def _marks(life: Life, name: str) -> tuple[str, ...]:
    """The word before every name of a network, and ids that a reference could hold."""
    ids = (life.member_id, life.partner_id, life.organisation_id)
    return (name, *ids, life.programme_id, life.round_id, life.group_id)


def _verbs() -> list[Command]:
    return [command for command in load(commands).all if command.line not in CANNOT_BE_RUN]


async def _ask_everything(asker: Asker) -> None:
    for command in _verbs():
        await asker.ask(command.line)
        if command.example:
            await asker.ask(command.sample)
    await asker.search(("", OPEN[:3], HIDDEN[:3]))


async def _do_what_was_put_off(asker: Asker, life: Life) -> None:
    """Ask again for what is slow, this time for good; read what comes of it."""
    world = _world(asker.space, life)
    with asker.space.store.read() as tx:
        newest = max(one.seq for one in tx.deliveries.waiting(10_000))
    for line in dict.fromkeys(asker.put_off):
        await world.dispatcher.answer(asker.heard(line))
        await do_errands(world)
    with asker.space.store.begin() as tx:
        for delivery in tx.deliveries.waiting(10_000):
            if delivery.seq > newest and delivery.network_id == life.network_id:
                asker.look(f"message {delivery.seq}", world.word(tx, delivery))
    world.aside.close()


def _world(space: Workspace, life: Life) -> World:
    aside = Aside(space.store)
    with space.store.read() as tx:
        programme = tx.programmes.get(life.programme_id, life.network_id)
        network, home = tx.networks.get(life.network_id), tx.spaces.get(space.space_id)
        channel = tx.places.get(programme.place_id)
    dispatcher = Dispatcher(load(commands), aside, lambda: NOW, POLICY, NAMES)
    return World(aside, dispatcher, network, home, channel, programme, NOW)


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """SQLite alone: what is read is the same on both, and tests/storage asks both for it."""
    file = tmp_path / "teapoint.db"
    shutil.copy(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture
def space(store: Store) -> Workspace:
    return Workspace.live(store)


@pytest.mark.parametrize("who", ["canary", "third", "only"])
async def test_no_command_of_the_open_network_says_anything_of_the_hidden_one(
    space: Workspace, who: str
) -> None:
    asker = Asker.begin(space, who, space.open, _marks(space.hidden, HIDDEN))
    if who == "only":  # the others belong to it, and may choose it by its name
        asker.marks += (HIDDEN_NAME, space.hidden.network_id)
    await _ask_everything(asker)
    assert asker.leaks == []
    assert asker.failures == []
    assert OPEN.casefold() in asker.read.casefold(), "it read something of its own network"
    await _do_what_was_put_off(asker, space.open)
    assert asker.leaks == []


async def test_no_command_of_the_hidden_network_says_anything_of_the_open_one(
    space: Workspace,
) -> None:
    asker = Asker.begin(space, "canary", space.hidden, _marks(space.open, OPEN))
    await _ask_everything(asker)
    assert asker.leaks == []
    assert HIDDEN.casefold() in asker.read.casefold()


async def test_a_reference_of_the_other_network_opens_nothing(space: Workspace) -> None:
    asker = Asker.begin(space, "canary", space.open, _marks(space.hidden, HIDDEN)[:1])
    their = space.hidden
    refs = (their.group_id, their.programme_id, their.round_id, f"s_{HIDDEN}")
    for command in _verbs():
        for ref in refs:
            await asker.ask(command.line, add_stamp(ref, space.open.network_id))
    assert asker.leaks == []


def test_whatever_cannot_be_run_is_a_command() -> None:
    assert set(CANNOT_BE_RUN) <= {command.line for command in load(commands).all}
