"""What a person does on Teams, and what they then see: through tokens, the SDK and the store."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from bot.command import Call, Command, Commands
from bot.form import Answer, Values
from bot.message import Bold, Button, Buttons, Confirm, Heading, Message, Paragraph
from bot.message import say as worded
from bot.platforms.teams.dialogs import card_task, found_notes
from bot.platforms.teams.hear import hear_words
from bot.platforms.teams.markup import Reader
from bot.platforms.teams.people import read_person
from bot.platforms.teams.render import render_message
from bot.platforms.teams.wire import read_scene
from bot.playground.common.given import Raw
from jobs.delivery.files import NotFetchedError
from storage.store import Store
from storage.types import AccountKey, Profile
from tests.support.card_words import find_all, read_card
from tests.support.playground import NOON
from tests.support.slack_bot import GATE
from tests.support.teams import (
    COUNCIL,
    COUNCIL_CHANNEL,
    JO,
    SIAN,
    TOM,
    TRUST,
    TeamsPerson,
)
from tests.support.teams_bot import ON_SQLITE, TeamsBot, teams_bot


@asynccontextmanager
async def jo_at(store: Store, **options: Raw) -> AsyncIterator[tuple[TeamsBot, TeamsPerson]]:
    async with teams_bot(store, **options) as bot:
        yield bot, bot.beside.person(JO)


async def say(bot: TeamsBot, person: TeamsPerson, text: str, channel: str = "") -> str:
    await person.say(text, channel)
    await bot.settle()
    return await person.latest(channel)


async def press(bot: TeamsBot, person: TeamsPerson, title: str, **inputs: Raw) -> Raw:
    answer = await person.press(title, **inputs)
    await bot.settle()
    return answer


@ON_SQLITE
async def test_words_in_ones_own_chat_are_answered_there_once(store: Store) -> None:
    async with jo_at(store) as (bot, jo):
        await bot.beside.trouble("duplicate event", rate=1.0)
        said = await say(bot, jo, "unmentor  who  is&nbsp;here")
        assert said == f"teams:{COUNCIL}:{JO} Jo Hughes not a guest: is here"
        assert len(await jo.seen()) == 2


@ON_SQLITE
async def test_a_form_is_filled_in_where_it_stands_and_its_answer_takes_its_place(
    store: Store,
) -> None:
    async with jo_at(store) as (bot, jo):
        assert "Join unmentoring" in await say(bot, jo, "unmentor join")
        await press(bot, jo, "Join", name="?")
        wrong = await jo.latest()
        assert "Enter the name people know." in wrong
        assert "And this." in wrong
        message, _ = await jo.find_button("Join")
        [name] = [each for each in find_all(message["card"], "Input.") if "name" in each["id"]]
        assert name["value"] == "?"
        await press(bot, jo, "Join", name="again")
        assert "Once more" in await jo.latest()
        await press(bot, jo, "Join", name="Jo", rules="a,b")
        assert await jo.latest() == "Jo joined from nowhere with a,b."
        world = bot.beside.hub.world
        stands = list(world.personal(world.people[JO]).posts.values())[-1]
        assert "Jo joined" in "".join(read_card(stands.cards))  # for good, not for the moment


@ON_SQLITE
async def test_what_was_not_done_leaves_the_form_as_it_was(store: Store) -> None:
    async with jo_at(store) as (bot, jo):
        await say(bot, jo, "unmentor join")
        answer = await press(bot, jo, "Join", name="no")
        assert answer["answer"] == "Nothing has changed"
        assert await jo.latest() == "You cannot join just now."
        await jo.find_button("Join")


@ON_SQLITE
async def test_what_takes_long_is_said_to_take_long_and_told_when_it_is_there(
    store: Store,
) -> None:
    async with jo_at(store) as (bot, jo):
        asking = asyncio.create_task(jo.say("unmentor slow"))
        await jo.wait_for("We're on it")
        GATE.set()
        await asking
        await jo.wait_for("That took a while.")
        GATE.clear()
        await say(bot, jo, "unmentor join")
        answer = await jo.press("Join", name="slow")
        assert answer["answer"].startswith("We're on it")
        GATE.set()
        await jo.wait_for("slow joined from nowhere")


def command(words: str, run: Callable[[Call], Answer], **more: Raw) -> Command:
    return Command(tuple(words.split()), "Does it.", run, who="anyone", **more)


def stalling() -> Commands:
    """Pasted notes whose answer we only find long after Teams wanted to hear from us."""
    loop = asyncio.get_running_loop()

    def stall(_call: Call, values: Values) -> Answer:
        loop.call_soon_threadsafe(time.sleep, 3.5)  # nothing else runs, and Teams waits no more
        return worded(f"Here after all: {values}")

    return Commands((command("notes paste", lambda _call: worded("Paste."), submit=stall),))


@ON_SQLITE
async def test_an_answer_that_teams_no_longer_waited_for_is_told(store: Store) -> None:
    """A machine that is too busy lets the moment pass in which a dialog could show it."""
    async with jo_at(store, commands=stalling()) as (bot, jo):
        await bot.beside.person(SIAN).say("Session: data", COUNCIL_CHANNEL)
        [said] = (await jo.read("conversation", id=COUNCIL_CHANNEL))["messages"]
        where = {"channel": COUNCIL_CHANNEL, "ts": said["ts"]}
        await jo.act("shortcut", **where, callback_id="make_notes")
        await jo.wait_for("Here after all: {'paste': 'Session: data'}")


@ON_SQLITE
async def test_a_late_answer_that_cannot_take_the_place_of_its_form_is_said(store: Store) -> None:
    async with jo_at(store) as (bot, jo):
        await say(bot, jo, "unmentor join")
        await bot.beside.trouble("gone", operations=["update"])
        await jo.press("Join", name="slow")
        GATE.set()
        await jo.wait_for("slow joined from nowhere")


@ON_SQLITE
async def test_in_a_channel_a_private_answer_goes_to_ones_own_chat(store: Store) -> None:
    async with jo_at(store) as (bot, jo):
        line = await say(bot, jo, "@Teapoint unmentor join", COUNCIL_CHANNEL)
        assert "".join(line.split("\n")) == "Jo Hughes, the answer is in your chat with Teapoint."
        await press(bot, jo, "Join", name="Jo")
        assert await jo.latest() == f"Jo joined from {COUNCIL_CHANNEL} with no rules."
        assert await say(bot, jo, "@Teapoint unmentor card", COUNCIL_CHANNEL) == "All see this."
        seen = len(await jo.seen(COUNCIL_CHANNEL))
        await say(bot, jo, "unmentor who, among ourselves", COUNCIL_CHANNEL)
        assert len(await jo.seen(COUNCIL_CHANNEL)) == seen + 1


@ON_SQLITE
async def test_who_has_no_chat_with_it_gets_one_or_reads_how(store: Store) -> None:
    async with jo_at(store) as (bot, _jo):
        tom = bot.beside.person(TOM)
        await say(bot, tom, "@Teapoint unmentor met", COUNCIL_CHANNEL)
        assert await tom.latest() == "Met somebody."
        sian = bot.beside.person(SIAN)
        await bot.beside.change(block=sian.page_id)
        await sian.uninstall()
        told = await say(bot, sian, "@Teapoint unmentor met", COUNCIL_CHANNEL)
        assert "choose Add" in told


@ON_SQLITE
async def test_who_cannot_be_written_to_just_now_is_not_told_to_add_it(store: Store) -> None:
    shown = Message((Buttons((Button("Met", "unmentor met", "g_1"),)),), public=True)
    commands = Commands(
        (
            command("unmentor card", lambda _call: shown),
            command("unmentor met", lambda call: worded(f"Met {call.ref}.")),
        )
    )
    async with jo_at(store, commands=commands) as (bot, jo):
        tom = bot.beside.person(TOM)
        await say(bot, jo, "@Teapoint unmentor card", COUNCIL_CHANNEL)
        await bot.beside.trouble("429", operations=["create"], retry_after=1)
        told = await say(bot, tom, "@Teapoint unmentor met", COUNCIL_CHANNEL)
        assert told.startswith("Tom Ó Broin, Teams did not take the answer")
        assert "Nothing is lost" in told
        await bot.beside.trouble("429", on=False)
        await bot.beside.trouble("429", operations=["create"], retry_after=1, times=2)
        answer = await tom.press("Met", COUNCIL_CHANNEL)
        await bot.settle()
        assert answer["answer"].startswith("We're on it")
        assert await tom.latest() == "Met g_1."
        lines = await tom.seen(COUNCIL_CHANNEL)
        assert "Tom Ó Broin, the answer is in your chat with Teapoint." in lines


@ON_SQLITE
async def test_a_mentioned_person_is_their_account(store: Store) -> None:
    async with jo_at(store) as (bot, jo):
        await say(bot, jo, "@Teapoint unmentor who @Siân Pritchard", COUNCIL_CHANNEL)
        assert f"teams:{COUNCIL}:{SIAN}" in await jo.latest()


@ON_SQLITE
async def test_notes_are_made_of_a_message_in_a_dialog(store: Store) -> None:
    async with jo_at(store) as (bot, jo):
        sian = bot.beside.person(SIAN)
        await sian.say("Session: data\nBe kind.", COUNCIL_CHANNEL)
        [said] = (await jo.read("conversation", id=COUNCIL_CHANNEL))["messages"]
        where = {"channel": COUNCIL_CHANNEL, "ts": said["ts"]}
        await jo.act("shortcut", **where, callback_id="make_notes")
        view = await jo.read("view")
        [notes] = find_all(view["view"]["card"], "Input.")
        assert notes["value"] == "Session: data\nBe kind."
        [save] = find_all(view["view"]["card"], "Action.Submit")
        sent = {"view_id": view["view_id"], "action": save["pressId"]}
        await jo.act("press", **sent, inputs={notes["id"]: "Better."})
        await bot.settle()
        shown = await jo.read("view")
        assert shown["view"] is None or "Action.Execute" not in str(shown["view"]["card"])


@ON_SQLITE
async def test_a_search_before_anything_was_typed_says_what_to_type(store: Store) -> None:
    async with jo_at(store) as (_bot, jo):
        where = {"channel": jo.chat, "command": "find_notes"}
        found = await jo.act("search", **where, query="")
        assert found["answer"].startswith("Type words, a leader, an event or a theme")
        found = await jo.act("search", **where, query="nothing like this")
        assert found["results"] == []
        assert found["answer"] != ""


@ON_SQLITE
async def test_a_search_that_takes_too_long_says_to_type_again(store: Store) -> None:
    def find(_call: Call) -> Answer:
        GATE.wait(30)
        return worded("Nothing was found.")

    async with jo_at(store, commands=Commands((command("notes find", find),))) as (_bot, jo):
        found = await jo.act("search", channel=jo.chat, command="find_notes", query="tea")
        GATE.set()
        assert found["answer"].startswith("This search takes a little longer.")


@ON_SQLITE
async def test_a_file_that_was_sent_is_fetched_from_where_teams_says(store: Store) -> None:
    async with jo_at(store) as (bot, jo):
        given = (await jo.act("give", name="notes.txt", content="U2Vzc2lvbg=="))["file"]
        await jo.say("", files=[given["id"]])
        await bot.settle()
        assert "“notes file”" in await jo.latest()  # which these few commands do not have
        sent = [row["request"] for row in bot.beside.hub.wire.rows if row["what"] == "message"]
        [activity] = [one for one in sent if "serviceUrl" in one]
        [(address, name, _size)] = hear_words(activity, read_scene(activity), {}).files
        assert name == "notes.txt"
        assert await bot.teams.voice.fetch_file(bot.space_id(), address) == b"Session"
        with pytest.raises(NotFetchedError, match="not allowed"):
            await bot.teams.voice.fetch_file(bot.space_id(), "https://10.0.0.1/secret")


@ON_SQLITE
async def test_another_tenants_people_are_served_by_their_own_service(store: Store) -> None:
    async with jo_at(store) as (bot, _jo):
        bee = bot.beside.person("0a0a0a0a-0000-4000-8000-0000000000a2")
        assert f"teams:{TRUST}:" in await say(bot, bee, "unmentor who")


@ON_SQLITE
@pytest.mark.parametrize("wanted", [True, False])
async def test_a_members_work_address_is_read_where_the_operator_wants_that(
    store: Store, *, wanted: bool
) -> None:
    async with jo_at(store, addresses=wanted) as (bot, jo):
        sian = bot.beside.person(SIAN)
        for person in (jo, sian):
            await say(bot, person, "unmentor met")
        with store.begin() as tx:
            account = tx.accounts.find(AccountKey("teams", COUNCIL, JO))
            assert account is not None
            assert tx.addresses.of(account.id) is None  # Jo has joined nothing yet
            network = tx.networks.all()[0]
            tx.members.join(network.id, account.id, Profile("Jo Hughes", None), NOON)
        await say(bot, jo, "unmentor met")
        with store.read() as tx:
            kept = tx.addresses.of(account.id)
            stranger = tx.accounts.find(AccountKey("teams", COUNCIL, SIAN))
            assert stranger is not None
            assert tx.addresses.of(stranger.id) is None
        assert (kept.address if kept else "") == ("j.hughes@council.example" if wanted else "")
        assert kept is None or kept.verified_at is not None


def test_an_address_is_believed_only_where_it_is_the_sign_in_name() -> None:
    def address(email: str, principal: str) -> str:
        return read_person({"email": email, "userPrincipalName": principal}).address

    assert address("Jo@council.example", "jo@council.example") == "Jo@council.example"
    assert address("boss@ministry.example", "jo@council.example") == ""
    assert address("", "") == ""
    guest = "jo_home.example#EXT#@council.example"
    assert read_person({"email": "jo@home.example", "userPrincipalName": guest}).guest


def test_what_a_search_finds_is_a_card_for_each_session() -> None:
    first = Paragraph((Bold("Sharing data"), " · ", "TeaCamp 2026", "\n", "Be early."))
    second = Paragraph((Bold("Plain words"),))
    answer = Message((Heading("Session notes"), first, second, Paragraph(("These are 1 to 2.",))))
    found = found_notes(answer, Reader(COUNCIL))["composeExtension"]["attachments"]
    previews = [one["preview"]["content"]["title"] for one in found]
    assert previews == ["Sharing data", "Plain words"]
    assert "Be early." in "".join(read_card(found[0]["content"]))


def test_in_a_dialog_every_button_is_sent_with_its_line() -> None:
    ask = Confirm("Sure?", "It is gone then.", "Yes", "No")
    buttons = Buttons((Button("Save", "notes save", "r_1"), Button("Drop", "drop", confirm=ask)))
    shown = card_task("Notes", render_message(Message((buttons,)), Reader(COUNCIL)))
    card = shown["task"]["value"]["card"]["content"]
    assert find_all(card, "Action.Execute") == []
    sent = [(one["data"]["line"], one["data"]["ref"]) for one in find_all(card, "Action.Submit")]
    assert sent == [("notes save", "r_1"), ("drop", "")]
