"""Ask the dispatcher, and wait for its answer as long as Teams lets people wait.

The answer is awaited for two seconds; what takes longer is met with words that say so, and told
when it is there. What was heard is in the database before Teams hears from us.
"""

import asyncio
import contextlib
from dataclasses import dataclass, replace

from bot.command import Names
from bot.dispatch import Dispatcher
from bot.form import Answer, Form, FormErrors, Option, PlaceChoice
from bot.form_reading import Raw, keep_offered, read_fields
from bot.heard import Heard
from bot.platforms.teams.channels import Channels
from bot.platforms.teams.connector import Connector
from bot.platforms.teams.hear import mentioned
from bot.platforms.teams.markup import NOWHERE, Origin, Reader
from bot.platforms.teams.people import People, Person
from bot.platforms.teams.rooms import Rooms
from bot.platforms.teams.wire import PLATFORM, Activity, Scene
from bot.search_resolving import resolve_searches
from jobs.aside import Aside
from jobs.attempt import attempt
from jobs.organisations.learning import Learn
from storage.transaction import Transaction

_NAME_SECONDS = 0.8
_GRACE_SECONDS = 1.0
_MOST_MENTIONED = 5

Asked = asyncio.Task[Answer | None]


@dataclass(frozen=True, slots=True)
class Ways:
    """What hearing needs from the wiring. `patience` in seconds.

    `learn` is told the address of everybody who is looked up and is no guest; None: nobody's is.
    """

    dispatcher: Dispatcher
    connector: Connector
    rooms: Rooms
    channels: Channels
    aside: Aside
    names: Names
    learn: Learn | None = None
    patience: float = 2.0


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing heard, with what is needed to answer it.

    `deadline` is on the loop's clock. `present`: we are in the conversation where it was done.
    """

    scene: Scene
    heard: Heard
    origin: Origin
    deadline: float
    present: bool = True
    person: Person | None = None

    @property
    def alone(self) -> bool:
        """Whether only the person sees what is said where it was done: their chat with us."""
        return self.present and self.scene.kind == "direct"

    @property
    def reader(self) -> Reader:
        """Where the answer is read; what it leads to is about the place where this began."""
        return Reader(self.scene.where.tenant, origin=self.origin)


class Asking:
    """One for all listeners: knows the way to the dispatcher, and people for a while."""

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._people = People(ways.connector)

    async def begin(
        self, scene: Scene, heard: Heard, origin: Origin = NOWHERE, *, present: bool = True
    ) -> Turn:
        """Return the turn of a person; Teams is asked who they are, though not for long.

        `present`: we are in that conversation; a message extension is used where we are not.
        """
        deadline = asyncio.get_running_loop().time() + self._ways.patience
        if present and await self._ways.rooms.see(scene):
            await self._name_channel(scene)
        origin = await self._believe(scene, origin, heard)
        looked = asyncio.create_task(self._people.look(scene.where, scene.user))
        done, _ = await asyncio.wait({looked}, timeout=min(_NAME_SECONDS, self._ways.patience / 2))
        person = looked.result() if done else None
        if person:
            heard = replace(heard, sender_name=heard.sender_name or person.name, guest=person.guest)
        place = origin.place or heard.place
        began = NOWHERE if place is None or place.kind == "direct" else Origin(place)
        return Turn(scene, replace(heard, place=place), began, deadline, present, person)

    async def _name_channel(self, scene: Scene) -> None:
        """Teams did not tell of a channel: it is asked what it is called, though not for long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_NAME_SECONDS):
                known = await self._ways.channels.list(scene)
            await self._ways.channels.keep(scene, known)

    async def accounts(self, scene: Scene, activity: Activity) -> dict[str, str]:
        """Return the accounts of mentioned people, by their ids in calls."""
        others = sorted(mentioned(activity) - {scene.bot})[:_MOST_MENTIONED]
        found: dict[str, str] = {}
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_NAME_SECONDS):
                for user in others:
                    person = await self._people.look(scene.where, user)
                    found |= {user: person.account} if person and person.account else {}
        return found

    def ask(self, turn: Turn) -> Asked:
        """Start answering; it goes on whether or not anybody waits."""
        return asyncio.create_task(self._answer(turn))

    def submit(self, turn: Turn, raw: Raw) -> Asked:
        """Start answering a form."""
        return asyncio.create_task(self._submit(turn, raw))

    async def in_time(self, turn: Turn, asked: Asked) -> bool:
        """Wait for it until Teams must hear from us; return whether it is there.

        On a machine that is too busy we may find out long after that: Teams may listen no more.
        """
        loop = asyncio.get_running_loop()
        done, _ = await asyncio.wait({asked}, timeout=max(0.0, turn.deadline - loop.time()))
        return bool(done) and loop.time() < turn.deadline + _GRACE_SECONDS

    async def form_again(self, turn: Turn, opened: tuple[str, str]) -> Form | None:
        """Return a form as its command line opens it now; None where it opens none any more."""
        line, ref = opened
        if not line:
            return None
        asking = replace(turn.heard, text=line, ref=ref, values=None, event_id="", pressed=True)
        answer = await self._ways.dispatcher.answer(asking)
        return answer if isinstance(answer, Form) else None

    async def places(self, turn: Turn, form: Form) -> list[Option]:
        """Return the channels that a form may offer here; none where it asks for none."""
        if not any(isinstance(asked, PlaceChoice) for asked in form.inputs):
            return []
        return await self._offered(turn)

    async def _submit(self, turn: Turn, raw: Raw) -> Answer | None:
        fields = read_fields(raw)
        if fields.places:
            offered = {option.value for option in await self._offered(turn)}
            fields = keep_offered(fields, offered)
        values = await resolve_searches(self._ways.dispatcher, turn.heard, fields)
        if isinstance(values, FormErrors):
            return values
        return await self._answer(replace(turn, heard=replace(turn.heard, values=values)))

    async def _answer(self, turn: Turn) -> Answer | None:
        answer = await self._ways.dispatcher.answer(turn.heard)
        if self._ways.learn and turn.person and not turn.person.guest:
            learning = self._ways.learn(turn.scene.key, turn.person.address)
            await attempt(learning, "keeping an address")
        return answer

    async def _offered(self, turn: Turn) -> list[Option]:
        def read(tx: Transaction) -> list[Option]:
            space = tx.spaces.find(PLATFORM, turn.scene.where.tenant)
            return [Option(p.id, f"#{p.name or 'General'}") for p in tx.places.channels(space.id)]

        return await self._ways.aside.read(read)

    async def _believe(self, scene: Scene, origin: Origin, heard: Heard) -> Origin:
        """A card says where its chain began: believed if that is a channel that we know there."""
        place = origin.place
        if place is None or place == heard.place:
            return NOWHERE

        def is_known(tx: Transaction) -> bool:
            space = tx.spaces.find(PLATFORM, scene.where.tenant)
            return bool(tx.places.service_url(space.id, place.external_id))

        known = place.kind != "direct" and await self._ways.aside.read(is_known)
        return origin if known else NOWHERE
