"""Notes as they stand in Slack: two channels of two workspaces, threads, changes, taken back."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.command import Names, Policy
from bot.message import Message
from bot.platforms.slack.api import SlackApi
from bot.platforms.slack.hear import Install, hear_slash
from bot.platforms.slack.speak import SlackVoice
from bot.platforms.slack.text import unescape
from bot.playground.slack import Fault, Hub, bot_token
from bot.wording.look import Look
from bot.wording.notices import word
from jobs.aside import Aside
from jobs.delivery.deliver import Deliverer
from jobs.delivery.manners import Manners
from jobs.sessions.note_posts import post_note, refresh_posts, show, withdraw_note
from storage.naming import clean
from storage.outbox import Settled
from storage.queue_records import Delivery
from storage.session_records import EventSession, SessionPlan
from storage.store import Store
from storage.transaction import Transaction
from storage.types import NetworkId, Place, SpaceId
from tests.support.playground import (
    HALL,
    HARBOUR,
    NIA,
    NOON,
    OTHER_TEAM,
    QUIET,
    SAM,
    TEAM,
    Page,
    hub_of,
    make_playground,
    page_of,
    serving,
)
from tests.support.scripted_platform import JumpingClock

POLICY, NAMES = Policy("Us", "us@example.org", 24), Names()
PLAN = SessionPlan("Practical support for reformers", number="1", room="M69")
TEXT = "\n\n".join(
    f"Point {n}: <!channel> & https://example.org/{n} " + "👩\u200d🔬 data sharing " * 20
    for n in range(40)
)


@dataclass(slots=True)
class Camp:
    """A network of two workspaces in the playground, and a session with notes."""

    hub: Hub
    origin: str
    aside: Aside
    clock: JumpingClock
    deliverer: Deliverer
    network: NetworkId
    session: EventSession
    places: list[Place]

    async def act(self, do: Callable[[Transaction], object]) -> None:
        """Do something at once, then let everything be delivered."""
        await self.aside.write(do)
        idle = 0
        while idle < 4:
            idle = 0 if await self.deliverer.run_once() else idle + 1
            self.clock.advance(20)

    async def write(self, summary: str, text: str, seen: int) -> None:
        def do(tx: Transaction) -> None:
            now = self.clock.now()
            tx.notes.write(self.session, summary, text, seen=seen, by=None, route="form", now=now)
            refresh_posts(tx, self.session.id, self.network, now)

        await self.act(do)

    async def post(self) -> None:
        def do(tx: Transaction) -> None:
            post_note(tx, self.session, self.places, self.clock.now())

        await self.act(do)

    async def withdraw(self) -> None:
        await self.act(lambda tx: withdraw_note(tx, self.session, self.clock.now()))

    def stands(self, channel: str) -> list[tuple[str, list[str]]]:
        """What the bot says in a channel: each message with its thread."""
        talk = self.hub.world.conversations[channel]
        ours = [talk.messages[us] for us in talk.tops if talk.messages[us].bot_id]
        return [(m.text, [talk.messages[us].text for us in m.replies]) for m in ours]

    def dead(self) -> list[str]:
        with self.aside.store.read() as tx:
            found = [d for s in ("dead", "unsure") for d in tx.deliveries.in_state(self.network, s)]
        return [delivery.error or "" for delivery in found]


def _found(tx: Transaction) -> tuple[NetworkId, EventSession, list[Place]]:
    network = tx.networks.add("Public services together")
    places = []
    for team, channel in ((TEAM, HALL), (OTHER_TEAM, HARBOUR)):
        space = tx.spaces.install("slack", team, team, team, bot_token(team))
        tx.networks.link(network.id, space.id, default=True)
        places.append(tx.places.see(space.id, channel, "channel", channel.lower()))
    session = tx.sessions.add(network.id, PLAN, None, NOON)
    return network.id, session, places


@asynccontextmanager
async def camp(store: Store, *faults: Fault) -> AsyncIterator[Camp]:
    clock, aside = JumpingClock(NOON), Aside(store)
    network, session, places = await aside.write(_found)

    async def token_of(space: SpaceId) -> str:
        return bot_token(await aside.read(lambda tx: tx.spaces.get(space).external_id))

    def say(tx: Transaction, delivery: Delivery, now: datetime) -> Message | None:
        return word(Look(tx, delivery, tx.networks.get(network), now, NAMES, POLICY))

    app = make_playground(limits=False, faults=faults, clock=clock)
    async with serving(app) as origin:
        api = SlackApi(f"{origin}/playground/slack/api/", timeout=1.0)
        voice = SlackVoice(api, token_of, say)
        deliverer = Deliverer(aside, lambda _platform: voice, clock, Manners(settle_time=60))
        try:
            yield Camp(hub_of(app), origin, aside, clock, deliverer, network, session, places)
        finally:
            await api.close()
            aside.close()


async def test_notes_stand_in_two_workspaces_and_change_and_go(store: Store) -> None:
    async with camp(store) as here:
        await here.write("In short.", TEXT, 0)
        await here.post()
        count = len(show(await here.aside.read(lambda tx: tx.notes.recent(here.network)[0])).parts)
        for channel in (HALL, HARBOUR):
            ((head, thread),) = here.stands(channel)
            assert head.startswith(
                "Practical support for reformers\nSession 1 · Room M69\nIn short."
            )
            assert len(thread) == count
            assert "…" not in "".join(thread), "nothing is cut"
            assert "&lt;!channel&gt; &amp; https://example.org/39" in thread[-1]
        await here.write("In other words.", "Only this.", 1)
        for channel in (HALL, HARBOUR):
            ((head, thread),) = here.stands(channel)
            assert "In other words." in head
            assert thread == ["Only this."]
        await here.withdraw()
        assert here.stands(HALL) == here.stands(HARBOUR) == []
        assert here.dead() == []


async def test_sixty_thousand_characters_stand_in_the_thread_whole(store: Store) -> None:
    signs = (
        "data & design <b>",
        "👩\u200d👩\u200d👧\u200d👦🇬🇧",
        "שיתוף נתונים",
        "e\u0301te\u0301.",
    )
    text = "\n\n".join(f"{n} " + f"{signs[n % 4]} " * 60 for n in range(120))[:60_000].strip()
    async with camp(store) as here:
        await here.write("In short.", text, 0)
        await here.post()
        for channel in (HALL, HARBOUR):
            ((_head, thread),) = here.stands(channel)
            said = "".join(part.partition("\n")[2] for part in thread)
            assert letters(unescape(said)) == letters(clean(text, 100_000, lines=True))
        assert here.dead() == []


def letters(text: str) -> str:
    """What is read, without what only sets it apart."""
    return "".join(text.replace("\u2068", "").replace("\u2069", "").split())


FAULTS = ("lost answer", "500", "500 after", "drop before", "429", "late answer")


@pytest.mark.parametrize("kind", FAULTS)
async def test_whatever_goes_wrong_each_part_stands_once_and_goes(store: Store, kind: str) -> None:
    methods = ("chat.postMessage", "chat.update", "chat.delete", "conversations.replies")
    trouble = Fault(kind, methods, rate=0.3, times=12, seconds=1.5)
    async with camp(store, trouble) as here:
        await here.write("In short.", TEXT[:8_000], 0)
        await here.post()
        note = await here.aside.read(lambda tx: tx.notes.recent(here.network)[0])
        for channel in (HALL, HARBOUR):
            ((_head, thread),) = here.stands(channel)
            assert len(thread) == len(show(note).parts)
        await here.write("In other words.", TEXT[:3_000], 1)
        assert all("In other words." in here.stands(c)[0][0] for c in (HALL, HARBOUR))
        await here.withdraw()
        assert here.stands(HALL) == here.stands(HARBOUR) == []
        assert here.dead() == []


async def test_where_nothing_may_be_deleted_a_sentence_stands_instead(store: Store) -> None:
    async with camp(store) as here:
        here.hub.world.workspaces[OTHER_TEAM].deleting = False
        await here.write("In short.", "All of it.", 0)
        await here.post()
        await here.withdraw()
        assert here.stands(HALL) == []
        sentence = "This message was taken back."
        assert here.stands(HARBOUR) == [(sentence, [sentence])]


async def test_a_person_reads_the_thread_on_the_page(store: Store) -> None:
    async with camp(store) as here:
        await here.write("In short.", TEXT, 0)
        await here.post()
        async with page_of(here.origin, SAM) as page:
            head = (await page.read("conversation", id=HALL))["messages"][-1]
            assert head["reply_count"] > 3
            thread = await page.read("conversation", id=HALL, thread=head["ts"])
            firsts = [message["text"].partition("\n")[0] for message in thread["messages"]]
        assert firsts[:2] == [
            "Practical support for reformers",
            f"Notes, part 1 of {head['reply_count']}",
        ]


# How channels are named


async def typed(page: Page, text: str) -> str:
    """The text of the command that Slack would send."""
    await page.act("say", channel=HALL, text=text)
    scenes = await page.read("scenes")
    return str(scenes["wire"][-1]["request"]["text"])


async def test_a_channel_that_is_typed_arrives_by_its_id() -> None:
    app = make_playground()
    async with serving(app) as origin, page_of(origin, SAM) as page:
        sent = await typed(page, "/unmentor post 12 #quiet #nowhere & more")
        assert sent == f"post 12 <#{QUIET}|quiet> #nowhere &amp; more"
    async with serving(app) as origin, page_of(origin, NIA, OTHER_TEAM) as page:
        await page.act("say", channel=HARBOUR, text="/unmentor post #quiet")
        sent = (await page.read("scenes"))["wire"][-1]["request"]["text"]
        assert sent == "post #quiet"


def test_channels_that_words_name_are_heard_by_their_ids() -> None:
    body = {
        "command": "/notes",
        "text": "post 12 <#C0DATA|data> <#C0DESIGN|>",
        "user_id": SAM,
        "channel_id": HALL,
    }
    heard = hear_slash(body, {"/notes": "notes"}, Install(TEAM))
    assert heard.text == "notes post 12 #data #C0DESIGN"
    named = {name: (place.external_id, place.name) for name, place in heard.places.items()}
    assert named == {"#data": ("C0DATA", "data"), "#C0DESIGN": ("C0DESIGN", "")}


def test_what_stands_is_known_for_as_long_as_it_stands(store: Store) -> None:
    with store.begin() as tx:
        _network, session, places = _found(tx)
        tx.notes.write(session, "Sum.", "", seen=0, by=None, route="form", now=NOON)
        post_note(tx, session, places[:1], NOON)
        (claimed,) = tx.outbox.claim("ready", NOON, timedelta(minutes=1), 5)
        tx.outbox.fix_route(claimed, HALL, "words", NOON)
    with store.begin() as tx:
        assert tx.outbox.settle(claimed, Settled("sent", remote_ref="1.000001"), NOON)
        tx.erasure.purge(NOON + timedelta(days=2_000))
    with store.begin() as tx:
        assert withdraw_note(tx, session, NOON + timedelta(days=2_000)) == 1
        (waiting,) = tx.deliveries.waiting()
        assert (waiting.act, waiting.about_key) == ("remove", claimed.delivery.key)
