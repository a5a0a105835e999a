"""Dialogs with the bot: people say, press and fill in, and read plain text.

Nothing is mocked: what a person does becomes `Heard`, goes through the real dispatcher and the
real store, and messages are worded as they would be when told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot import commands
from bot.command import Names, Policy, load
from bot.dispatch import Dispatcher
from bot.form import (
    Answer,
    FileInput,
    Form,
    FormErrors,
    Input,
    MultiChoiceInput,
    Option,
    SearchInput,
    Value,
)
from bot.heard import Heard, PlaceHeard
from bot.message import Button, Buttons, Message, plain_text
from bot.wording.look import Look
from bot.wording.notices import word
from jobs.aside import Aside
from jobs.delivery.reaching import read_addresses
from storage.notice_queue import To
from storage.notices import Notice
from storage.programmes import Plan
from storage.queue_records import Delivery
from storage.round_records import Group, Programme, Round, Table
from storage.rounds import Dates
from storage.transaction import Transaction
from storage.types import (
    AccountId,
    AccountKey,
    Contact,
    Member,
    MemberId,
    Network,
    Place,
    Profile,
    Space,
)
from tests.support.shown_everywhere import show_form_once

POLICY = Policy("Public Services Together", "privacy@together.example", 24)
NAMES = Names(shortcuts={"unmentor": "/unmentor", "notes": "/notes", "digest": "/digest"})
MOST_CONTROLS = 3
START = datetime(2026, 11, 26, 10, tzinfo=UTC)


class Somebody(Protocol):
    """A person of the network, whatever they are reached by."""

    async def find_member(self) -> Member: ...


@dataclass
class World:
    """A workspace with one network, a channel and a scheme; `now` can be moved."""

    aside: Aside
    dispatcher: Dispatcher
    network: Network
    space: Space
    channel: Place
    programme: Programme
    now: datetime = START

    @classmethod
    async def begin(cls, aside: Aside) -> "World":
        """Set up the workspace, its network, channel and scheme, and the dispatcher."""
        return cls._on(aside, await aside.write(_found))

    @classmethod
    async def find(cls, aside: Aside) -> "World":
        """Find the workspace that an earlier world set up on this store."""
        return cls._on(aside, await aside.read(_again))

    @classmethod
    def _on(cls, aside: Aside, found: tuple[Space, Network, Place, Programme]) -> "World":
        space, network, channel, programme = found
        world: World
        dispatcher = Dispatcher(load(commands), aside, lambda: world.now, POLICY, NAMES)
        world = cls(aside, dispatcher, network, space, channel, programme)
        return world

    def word(self, tx: Transaction, delivery: Delivery) -> Message | None:
        """Word a message as it is when it is told."""
        network = tx.networks.get(delivery.network_id)
        return word(Look(tx, delivery, network, self.now, NAMES, POLICY))

    def person(self, name: str, user: str = "") -> "Chat":
        """Somebody of the workspace, who has not used the bot yet."""
        return Chat(self, name, user or f"U{name.replace(' ', '').upper()}")

    async def member(
        self,
        name: str,
        organisation: str = "",
        *,
        programme: Programme | None = None,
        **profile: str | tuple[str, ...] | Contact,
    ) -> "Chat":
        """Somebody who takes part already, in the world's scheme or another."""
        chat = self.person(name)
        await self.take_in(chat, organisation, programme=programme, **profile)
        return chat

    async def take_in(
        self,
        chat: "Chat",
        organisation: str = "",
        *,
        programme: Programme | None = None,
        **profile: str | tuple[str, ...] | Contact,
    ) -> None:
        """Let somebody take part, without their saying so."""

        def take_in(tx: Transaction) -> None:
            place = None
            if organisation:
                place = tx.organisations.add(self.network.id, organisation, "local", "").id
            account = tx.accounts.see(chat.key, self.space.id, chat.name)
            filled = Profile(chat.name, place, **profile)  # type: ignore[arg-type]  # a test's shorthand
            member = tx.members.join(self.network.id, account.id, filled, self.now)
            tx.enrolments.join((programme or self.programme).id, member.id, self.now)

        await self.aside.write(take_in)

    async def introduce(self, *groups: Sequence[Somebody]) -> list[Group]:
        """Send a round in which exactly these people are introduced to each other."""
        members = [[(await chat.find_member()).id for chat in group] for group in groups]
        return await self.aside.write(lambda tx: _introduce(tx, self, members))

    async def propose(self, *groups: Sequence["Chat"]) -> Round:
        """Plan a round with exactly these groups; it waits to be sent."""
        members = [[(await chat.find_member()).id for chat in group] for group in groups]
        return await self.aside.write(lambda tx: _propose(tx, self, members))

    async def close_round(self) -> None:
        """End the open round."""

        def close(tx: Transaction) -> None:
            round_ = tx.rounds.latest(self.programme.id, "open")
            assert round_
            assert tx.rounds.become(round_, "closed", self.now, only_from="open")

        await self.aside.write(close)

    async def add_programme(self, name: str) -> Programme:
        """Set up one more scheme, with the same channel."""
        return await self.aside.write(
            lambda tx: tx.programmes.add(self.network.id, Plan(name, self.channel.id))
        )


@dataclass
class Chat:
    """One person at their keyboard. `last` is what they look at: an answer or a message."""

    world: World
    name: str
    user: str
    last: Answer | None = None
    shown: list[Message] = field(default_factory=list)
    form: Form | None = None
    seen: set[int] = field(default_factory=set)
    platform: str = "slack"

    @property
    def key(self) -> AccountKey:
        return AccountKey(self.platform, self.world.space.authority, self.user)

    async def say(self, text: str, *, channel: bool = False, event_id: str = "") -> str:
        """Type a command, in a direct message or in the channel; return what is answered."""
        return await self._hear(self._heard(text, channel=channel, event_id=event_id))

    async def drop(self, *files: tuple[str, str, str], text: str = "") -> str:
        """Send files (each with its id, name and size) in a direct message, perhaps with words."""
        return await self._hear(replace(self._heard(text), files=files))

    async def press(self, label: str, *, channel: bool = False) -> str:
        """Press the newest button with this label (or its beginning); return what is answered."""
        button = self.find_button(label)
        return await self._hear(
            self._heard(button.command, channel=channel, ref=button.ref, pressed=True)
        )

    async def fill(self, *, channel: bool = False, **values: Value) -> str:
        """Submit the open form: what was filled in already stays, unless a value is given."""
        assert self.form, "no form is open"
        filled = _filled(self.form) | values
        asked = {given.name for given in self.form.inputs}
        assert set(values) <= asked, f"the form asks for {sorted(asked)}"
        heard = self._heard(self.form.command, channel=channel, ref=self.form.ref, values=filled)
        return await self._hear(heard)

    async def search(self, source: str, query: str) -> list[Option]:
        """Type letters into a search input."""
        return await self.world.dispatcher.suggest(
            self._heard("", ref=self.form.ref if self.form else ""), source, query
        )

    async def told(self) -> list[str]:
        """Read the messages that came since the last look, oldest first."""
        found = await self.world.aside.write(self._waiting)
        texts = []
        for message in found:
            assert len(all_buttons(message)) <= MOST_CONTROLS, "more controls than people can hear"
            self.shown.append(message)
            self.last = message
            texts.append(plain_text(message))
        return texts

    async def find_member(self) -> Member:
        """Return the person's membership, present or not."""
        network = self.world.network

        def find(tx: Transaction) -> Member:
            account = tx.accounts.find(self.key)
            assert account, f"{self.name} has never used the bot"
            member = tx.members.find(network.id, account.id, left=True)
            assert member, f"{self.name} never was a member"
            return member

        return await self.world.aside.write(find)

    def buttons(self) -> list[str]:
        """Return the labels of all buttons in what the person looks at."""
        return [button.label for button in all_buttons(self.last)]

    def find_button(self, label: str) -> Button:
        """Return the newest button with this label, or with this beginning."""
        for message in reversed(self.shown):
            for fits in (str.__eq__, str.startswith):
                for button in all_buttons(message):
                    if fits(button.label, label):
                        return button
        raise AssertionError(f"no button {label!r}")

    def _heard(
        self,
        text: str,
        *,
        channel: bool = False,
        ref: str = "",
        pressed: bool = False,
        values: dict[str, Value] | None = None,
        event_id: str = "",
    ) -> Heard:
        place = (
            PlaceHeard(self.world.channel.external_id, "channel", "unmentoring")
            if channel
            else PlaceHeard(f"D{self.user}", "direct")
        )
        return Heard(
            platform=self.platform,
            event_id=event_id,
            sender=self.key,
            sender_name=self.name,
            space_external_id=self.world.space.external_id,
            text=text,
            place=place,
            ref=ref,
            pressed=pressed,
            values=values,
        )

    async def _hear(self, heard: Heard) -> str:
        answer = await self.world.dispatcher.answer(heard)
        self.last = answer
        if heard.text != "home":
            assert len(all_buttons(answer)) <= MOST_CONTROLS, "more controls than people can hear"
        if isinstance(answer, Form):
            self.form = answer
            show_form_once(answer)
        if isinstance(answer, Message):
            self.shown.append(answer)
        return read(answer)

    def _waiting(self, tx: Transaction) -> list[Message]:
        account = tx.accounts.find(self.key)
        if account is None:
            return []
        mine = tx.members.find(self.world.network.id, account.id, left=True)
        found = []
        for delivery in tx.deliveries.waiting(10_000):
            if delivery.seq in self.seen or not _is_for(tx, delivery, account.id, mine):
                continue
            self.seen.add(delivery.seq)
            message = self.world.word(tx, delivery)
            if message:
                found.append(message)
        return found


def read(answer: Answer | None) -> str:
    """Return all the words of an answer, forms with their labels and errors with their inputs."""
    if answer is None:
        return ""
    if isinstance(answer, Message):
        return plain_text(answer)
    if isinstance(answer, FormErrors):
        return "\n".join(f"{name}: {sentence}" for name, sentence in answer.errors.items())
    inputs = "\n".join(f"{given.label}: {given.hint}".removesuffix(": ") for given in answer.inputs)
    intro, outro = plain_text(Message(answer.intro)), plain_text(Message(answer.outro))
    return "\n".join(part for part in (answer.title, intro, inputs, outro) if part)


def all_buttons(answer: Answer | None) -> list[Button]:
    """Return the buttons of an answer."""
    if isinstance(answer, Form):
        answer = Message((*answer.intro, *answer.outro))
    if not isinstance(answer, Message):
        return []
    rows = [block for block in answer.blocks if isinstance(block, Buttons)]
    return [each for row in rows for each in row.buttons if isinstance(each, Button)]


def _filled(form: Form) -> dict[str, Value]:
    return {given.name: _value(given) for given in form.inputs}


def _value(given: Input) -> Value:
    match given:
        case MultiChoiceInput():
            return given.values
        case FileInput():
            return ()
        case SearchInput():
            chosen = tuple(option.value for option in given.chosen)
            return chosen if given.multiple else "".join(chosen[:1])
        case _:
            return given.value


def _is_for(
    tx: Transaction, delivery: Delivery, account_id: AccountId, member: Member | None
) -> bool:
    if delivery.account_id:
        return delivery.account_id == account_id
    if delivery.group_id is None or member is None:
        return False
    return member.id in tx.rounds.group(delivery.group_id, delivery.network_id).members


def _found(tx: Transaction) -> tuple[Space, Network, Place, Programme]:
    space = tx.spaces.install("slack", "T0TEAPOINT", "T0TEAPOINT", "Public services together")
    network = tx.networks.add("Public services together")
    tx.networks.link(network.id, space.id, default=True)
    channel = tx.places.see(space.id, "C0UNMENTOR", "channel", "unmentoring")
    tx.places.give(channel.id, network.id)
    programme = tx.programmes.add(network.id, Plan("Unmentoring, monthly", channel.id))
    organiser = AccountKey("slack", space.authority, "U0PRIYA")
    account = tx.accounts.see(organiser, space.id, "Priya Raman")
    tx.networks.add_organiser(network.id, account.id, START)
    return space, tx.networks.get(network.id), tx.places.get(channel.id), programme


def _again(tx: Transaction) -> tuple[Space, Network, Place, Programme]:
    (space,) = tx.spaces.all()
    (network,) = tx.networks.in_space(space.id)
    (programme,) = tx.programmes.running(network.id)
    return space, network, tx.places.get(programme.place_id), programme


def _propose(tx: Transaction, world: World, groups: list[list[MemberId]]) -> Round:
    day = timedelta(days=1)
    label = f"{world.now:%Y-%m-%d}"
    dates = Dates(world.now + day, world.now + 14 * day, world.now + 25 * day, world.now + 28 * day)
    round_ = tx.rounds.open(world.programme, label, 7, dates)
    assert round_, "there is a round of this day already"
    tables = [Table(tuple(group), 10.0) for group in groups]
    tx.rounds.seating.propose(round_, tables, [], 100.0, [])
    return tx.rounds.get(round_.id, round_.network_id)


def _introduce(tx: Transaction, world: World, groups: list[list[MemberId]]) -> list[Group]:
    round_ = _propose(tx, world, groups)
    assert tx.rounds.become(round_, "open", world.now, only_from="proposed")
    tx.rounds.seating.introduce(round_.id, world.now)
    introduced = tx.rounds.groups(round_.id)
    book = read_addresses(tx, [member for group in introduced for member in group.members])
    items: list[tuple[Notice, To]] = [each for g in introduced for each in book.introduce(g)]
    tx.notices.queue_all(round_.network_id, items, world.now, round_id=round_.id)
    return introduced
