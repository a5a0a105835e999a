"""What a person does on Slack, and what they then see: through signatures, bolt and the store."""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlencode

import pytest

from bot.platforms.slack.press import Pressed, pack_value
from bot.playground.common.given import Json, Raw
from bot.playground.slack import Fault
from bot.playground.slack.seed import SCOPES
from storage.store import Store
from storage.types import AccountKey, Profile
from tests.support.playground import (
    GUS,
    HALL,
    NIA,
    NOON,
    OTHER_TEAM,
    PRIYA,
    SAM,
    TEAM,
    Page,
    page_of,
    wait_until,
)
from tests.support.slack_bot import GATE, SlackBot, slack_bot


@asynccontextmanager
async def sam_at(store: Store, **options: Raw) -> AsyncIterator[tuple[SlackBot, Page]]:
    async with slack_bot(store, **options) as bot, page_of(bot.origin, SAM) as page:
        yield bot, page


async def seen(page: Page, channel: str) -> list[str]:
    """The texts that the person sees there, the newest last."""
    shown = await page.read("conversation", id=channel)
    return [message["text"] for message in shown["messages"]]


async def seen_soon(page: Page, channel: str, beginning: str) -> None:
    for _ in range(300):
        if any(text.startswith(beginning) for text in await seen(page, channel)):
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"{beginning!r} is not among {await seen(page, channel)}")


async def direct(page: Page) -> str:
    """The id of the person's direct message with the bot."""
    world = await page.read("world")
    return next(str(c["id"]) for c in world["conversations"] if c["kind"] == "im")


async def view_soon(page: Page, title: str) -> Json:
    for _ in range(300):
        shown: Json = await page.read("view")
        if shown["view"] and shown["view"]["title"]["text"] == title:
            view: Json = shown["view"]
            return view
        await asyncio.sleep(0.01)
    raise AssertionError(f"no view {title!r}, but {shown['view']}")


def words_of(view: Json) -> str:
    return json.dumps(view["blocks"], ensure_ascii=False)


def button_of(blocks: list[Json], label: str) -> tuple[Json, Json]:
    for block in blocks:
        for element in block.get("elements", []):
            if element.get("type") == "button" and element["text"]["text"] == label:
                return block, element
    raise AssertionError(f"no button {label!r}")


async def press(page: Page, label: str, blocks: list[Json], **where: Raw) -> Raw:
    block, element = button_of(blocks, label)
    return await page.act(
        "press",
        block_id=block["block_id"],
        action_id=element["action_id"],
        value=element.get("value"),
        **where,
    )


def filled(view: Json, name: str = "Sam", place: str = "", rules: tuple[str, ...] = ()) -> Json:
    elements = {b["block_id"]: b["element"] for b in view["blocks"] if b["type"] == "input"}

    def state(block: str, **value: Raw) -> Json:
        element = elements[block]
        return {block: {element["action_id"]: {"type": element["type"], **value}}}

    options = [o for o in elements["rules"]["options"] if o["value"] in rules]
    return {
        **state("name", value=name),
        **state("interests", selected_options=[]),
        **state("rules", selected_options=options),
        **state("place", selected_conversation=place or None),
    }


async def open_form(page: Page, where: str = HALL) -> Json:
    await page.act("say", channel=where, text="/unmentor join")
    return await view_soon(page, "Join unmentoring")


# Slash commands


async def test_a_command_is_answered_at_once_and_privately(store: Store) -> None:
    async with sam_at(store) as (bot, page):
        answer = await page.act("say", channel=HALL, text="/unmentor met")
        assert answer["answer"] == "Met somebody."
        async with page_of(bot.origin, PRIYA) as priya:
            assert "Met somebody." not in await seen(priya, HALL)
        assert (await page.act("say", channel=HALL, text="/teapoint help"))[
            "answer"
        ] == "Type join."


async def test_a_public_answer_is_for_the_channel(store: Store) -> None:
    async with sam_at(store) as (bot, page), page_of(bot.origin, PRIYA) as priya:
        await page.act("say", channel=HALL, text="/unmentor card")
        await seen_soon(priya, HALL, "All see this.")


async def test_a_slow_answer_is_announced_and_then_told(store: Store) -> None:
    async with sam_at(store, patience=0.2) as (_, page):
        answer = await page.act("say", channel=HALL, text="/unmentor slow")
        assert answer["answer"].startswith("We're on it.")
        GATE.set()
        await seen_soon(page, HALL, "That took a while.")


async def test_an_answer_that_slack_no_longer_waited_for_is_told(store: Store) -> None:
    """A machine that is too busy lets the moment pass in which the answer could be acknowledged."""
    async with sam_at(store, patience=0.3) as (_, page):
        asked = asyncio.create_task(page.act("say", channel=HALL, text="/unmentor slow"))
        threading.Timer(0.6, GATE.set).start()
        asyncio.get_running_loop().call_later(0.2, time.sleep, 1.2)  # nothing else runs
        assert (await asked)["answer"].startswith("We're on it.")
        await seen_soon(page, HALL, "That took a while.")


async def test_a_long_answer_is_told_whole(store: Store) -> None:
    async with sam_at(store) as (_, page):
        answer = await page.act("say", channel=HALL, text="/unmentor long")
        assert answer["answer"].startswith("• Row 0")
        for _again in range(300):
            rows = [line for text in await seen(page, HALL) for line in text.splitlines()]
            if "• Row 199" in rows:
                break
            await asyncio.sleep(0.01)
        assert [row for row in rows if row.startswith("• Row")] == [
            f"• Row {n}" for n in range(200)
        ]


async def test_trouble_is_told_in_words(store: Store) -> None:
    async with sam_at(store) as (_, page):
        answer = await page.act("say", channel=HALL, text="/unmentor break")
        assert "nothing has changed" in answer["answer"]


async def test_the_bot_knows_name_guest_and_workspace_of_who_speaks(store: Store) -> None:
    async with slack_bot(store) as bot:
        async with page_of(bot.origin, SAM) as sam, page_of(bot.origin, GUS) as gus:
            said = await sam.act("say", channel=HALL, text="/unmentor who is Ade & co")
            assert said["answer"] == (f"slack:{TEAM}:{SAM} Sam Okafor not a guest: is Ade &amp; co")
            await gus.act("say", channel=await direct(gus), text="unmentor who")
            await seen_soon(gus, await direct(gus), f"slack:{TEAM}:{GUS} Gus Moran a guest:")
        async with page_of(bot.origin, NIA, OTHER_TEAM) as nia:
            await nia.act("say", channel=await direct(nia), text="unmentor who")
            told = f"slack:{OTHER_TEAM}:{NIA} Nia Prosser not a guest:"
            await seen_soon(nia, await direct(nia), told)


async def test_when_slack_does_not_say_who_it_is_the_command_works_all_the_same(
    store: Store,
) -> None:
    async with sam_at(store, faults=[Fault("500", ("users.info",))]) as (_, page):
        assert (await page.act("say", channel=HALL, text="/unmentor met"))["answer"]


def address_of(store: Store, user: str) -> str:
    with store.read() as tx:
        account = tx.accounts.find(AccountKey("slack", TEAM, user))
        assert account
        known = tx.addresses.of(account.id)
        return f"{known.address}, {known.how}" if known and known.verified_at else ""


def join(store: Store, user: str) -> None:
    with store.begin() as tx:
        account = tx.accounts.find(AccountKey("slack", TEAM, user))
        assert account
        (network,) = tx.networks.in_space(account.space_id)
        tx.members.join(network.id, account.id, Profile("Sam Okafor", None), NOON)


async def test_a_members_address_is_kept_where_the_right_to_it_was_given(store: Store) -> None:
    async with sam_at(store, scopes=[*SCOPES, "users:read.email"]) as (_, page):
        await page.act("say", channel=HALL, text="/unmentor met")
        assert address_of(store, SAM) == ""
        join(store, SAM)
        await page.act("say", channel=HALL, text="/unmentor met")
        assert address_of(store, SAM) == "sam@example.org, slack"


async def test_without_that_right_no_address_is_kept(store: Store) -> None:
    async with sam_at(store) as (_, page):
        await page.act("say", channel=HALL, text="/unmentor met")
        join(store, SAM)
        await page.act("say", channel=HALL, text="/unmentor met")
        assert address_of(store, SAM) == ""


# Forms


async def test_a_form_opens_and_its_answer_takes_its_place(store: Store) -> None:
    async with sam_at(store) as (_, page):
        view = await open_form(page)
        values = filled(view, "Sam O", HALL, ("a", "b"))
        assert (await page.act("submit", view_id=view["id"], values=values))["ok"]
        done = await view_soon(page, "Done")
        assert f"Sam O joined from {HALL} with a,b." in words_of(done)
        assert done["clear_on_close"] is True
        assert not [block for block in done["blocks"] if block["type"] == "input"]


async def test_the_channel_where_a_form_was_asked_for_is_filled_in(store: Store) -> None:
    async with sam_at(store) as (_, page):
        view = await open_form(page)
        [place] = [b["element"] for b in view["blocks"] if b.get("block_id") == "place"]
        assert place["initial_conversation"] == HALL


async def test_mistakes_stand_at_their_inputs_and_the_form_stays_filled(store: Store) -> None:
    async with sam_at(store) as (_, page):
        view = await open_form(page)
        answer = await page.act("submit", view_id=view["id"], values=filled(view, "?"))
        assert answer == {"errors": {"name": "Enter the name people know. And this."}}
        again = await page.act("submit", view_id=view["id"], values=filled(view, "Sam"))
        assert again["ok"]
        await view_soon(page, "Done")


async def test_a_refusal_lies_over_the_form_which_is_still_there_filled(store: Store) -> None:
    async with sam_at(store) as (_, page):
        view = await open_form(page)
        await page.act("submit", view_id=view["id"], values=filled(view, "no"))
        over = await view_soon(page, "Nothing has changed")
        assert "You cannot join just now." in words_of(over)
        await page.act("close", view_id=over["id"])
        kept = (await page.read("view"))["view"]
        assert kept["id"] == view["id"]
        assert "no" in json.dumps(kept["state"]["values"]["name"])


async def test_a_form_can_be_followed_by_another(store: Store) -> None:
    async with sam_at(store) as (_, page):
        view = await open_form(page)
        await page.act("submit", view_id=view["id"], values=filled(view, "again"))
        await view_soon(page, "Once more")


async def test_a_slow_form_waits_in_words_and_then_says_what_was_done(store: Store) -> None:
    async with sam_at(store, patience=1.0) as (_, page):
        view = await open_form(page)
        await page.act("submit", view_id=view["id"], values=filled(view, "slow"))
        await view_soon(page, "One moment")
        GATE.set()
        done = await view_soon(page, "Done")
        assert "slow joined" in words_of(done)


async def test_letters_typed_into_a_search_are_answered(store: Store) -> None:
    async with sam_at(store) as (_, page):
        view = await open_form(page)
        [block] = [b for b in view["blocks"] if b.get("block_id") == "interests"]
        answer = await page.act(
            "suggest",
            source="view",
            view_id=view["id"],
            block_id="interests",
            action_id=block["element"]["action_id"],
            value="open data",
        )
        assert [o["value"] for o in answer["options"]] == ["new:open data"]


async def test_a_button_in_a_form_is_answered_over_it(store: Store) -> None:
    async with sam_at(store) as (_, page):
        view = await open_form(page)
        await press(page, "What we keep", view["blocks"], source="view", view_id=view["id"])
        over = await view_soon(page, "Teapoint")
        assert "We keep your name." in words_of(over)
        await page.act("close", view_id=over["id"])
        assert (await page.read("view"))["view"]["id"] == view["id"]


# Words


async def test_words_in_a_direct_message_are_commands(store: Store) -> None:
    async with sam_at(store) as (_, page):
        place = await direct(page)
        await page.act("say", channel=place, text="met")
        await seen_soon(page, place, "Met somebody.")


async def test_a_form_asked_for_in_words_is_one_press_away(store: Store) -> None:
    async with sam_at(store) as (_, page):
        place = await direct(page)
        await page.act("say", channel=place, text="join")
        await seen_soon(page, place, "Fill in a short form to go on: Join unmentoring.")
        shown = (await page.read("conversation", id=place))["messages"][-1]
        await press(
            page, "Open the form", shown["blocks"], source="message", channel=place, ts=shown["ts"]
        )
        await view_soon(page, "Join unmentoring")


async def test_in_a_channel_only_a_mention_is_heard(store: Store) -> None:
    async with sam_at(store) as (bot, page):
        before = len(await seen(page, HALL))
        await page.act("say", channel=HALL, text="join, anyone?")
        await page.act("say", channel=HALL, text="@Teapoint met")
        await seen_soon(page, HALL, "Met somebody.")
        assert len(await seen(page, HALL)) == before + 3
        async with page_of(bot.origin, PRIYA) as priya:
            assert "Met somebody." not in await seen(priya, HALL)


def event_body(event: Json, event_id: str = "Ev1", team: str = TEAM) -> str:
    return json.dumps(
        {
            "type": "event_callback",
            "team_id": team,
            "event_id": event_id,
            "event": event,
            "authorizations": [{"team_id": team, "user_id": "UBOT1", "is_bot": True}],
        }
    )


def said(text: str, channel: str, ts: str = "1.1", **more: Raw) -> Json:
    return {
        "type": "message",
        "channel_type": "im",
        "channel": channel,
        "user": SAM,
        "text": text,
        "ts": ts,
    } | more


async def test_the_same_words_heard_four_times_are_answered_once(store: Store) -> None:
    async with sam_at(store) as (bot, page):
        place = await direct(page)
        body = event_body(said("met", place))
        copies = (bot.receive(body, **{"x-slack-retry-num": str(n)}) for n in range(4))
        assert [answer.status_code for answer in await asyncio.gather(*copies)] == [200] * 4
        await seen_soon(page, place, "Met somebody.")
        await asyncio.sleep(0.1)
        assert (await seen(page, place)).count("Met somebody.") == 1


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "BTEAPOINT1"},
        {"subtype": "message_changed"},
        {"subtype": "channel_join"},
        {"user": None},
        {"channel_type": "channel"},
    ],
)
async def test_what_was_not_said_to_the_bot_by_a_person_is_let_be(store: Store, more: Json) -> None:
    async with sam_at(store) as (bot, page):
        place = await direct(page)
        before = len(await seen(page, place))
        answer = await bot.receive(event_body(said("met", place, **more)))
        assert answer.status_code == 200
        await asyncio.sleep(0.05)
        assert len(await seen(page, place)) == before


async def test_a_file_alone_is_declined_politely_and_words_beside_one_are_heard(
    store: Store,
) -> None:
    async with sam_at(store) as (bot, page):
        place = await direct(page)
        photo = {"subtype": "file_share", "files": [{"id": "F1", "name": "a.png", "size": 9}]}
        await bot.receive(event_body(said("", place, "1.1", **photo)))
        await bot.receive(event_body(said("met", place, "1.2", **photo)))
        await seen_soon(page, place, "Met somebody.")
        await seen_soon(page, place, "We can't read files of this kind here")


# App Home and buttons


async def test_home_is_drawn_and_its_buttons_answer_over_it_and_redraw_it(store: Store) -> None:
    async with sam_at(store) as (bot, page):
        await page.read("home")
        await wait_until(lambda: SAM in bot.hub.world.homes)
        view = (await page.read("home", open="0"))["view"]
        assert "Hello, Sam Okafor." in words_of(view)
        calls = bot.hub.wire.calls
        drawn = calls["views.publish"]
        await press(page, "Met", view["blocks"], source="home")
        assert "Met g_1." in words_of(await view_soon(page, "Teapoint"))
        await wait_until(lambda: calls["views.publish"] > drawn)


async def test_a_form_that_began_at_home_redraws_home(store: Store) -> None:
    async with sam_at(store) as (bot, page):
        await page.read("home")
        await wait_until(lambda: SAM in bot.hub.world.homes)
        home = (await page.read("home", open="0"))["view"]
        await press(page, "Join", home["blocks"], source="home")
        view = await view_soon(page, "Join unmentoring")
        drawn = bot.hub.wire.calls["views.publish"]
        await page.act("submit", view_id=view["id"], values=filled(view))
        await wait_until(lambda: bot.hub.wire.calls["views.publish"] > drawn)


def press_body(value: str, action: str = "press:0:x", **more: Raw) -> str:
    payload: Json = {
        "type": "block_actions",
        "trigger_id": "1.2.3",
        "user": {"id": SAM, "name": "sam", "team_id": TEAM},
        "team": {"id": TEAM},
        "channel": {"id": HALL, "name": "unmentoring"},
        "container": {"type": "message", "channel_id": HALL, "message_ts": "1.1"},
        "actions": [{"type": "button", "action_id": action, "block_id": "b", "value": value}],
    }
    return urlencode({"payload": json.dumps(payload | more)})


async def test_a_press_that_arrives_twice_is_answered_once(store: Store) -> None:
    async with sam_at(store) as (bot, page):
        body = press_body(pack_value(Pressed("unmentor met", "g_7")))
        answers = await asyncio.gather(*(bot.receive(body) for _ in range(3)))
        assert [answer.status_code for answer in answers] == [200] * 3
        await seen_soon(page, HALL, "Met g_7.")
        await asyncio.sleep(0.1)
        assert (await seen(page, HALL)).count("Met g_7.") == 1


@pytest.mark.parametrize("value", ["", "{", "[]", "old-style", '{"c": 7}'])
async def test_a_button_that_is_none_of_ours_says_so(store: Store, value: str) -> None:
    async with sam_at(store) as (bot, page):
        answer = await bot.receive(press_body(value, "vote_yes"))
        assert answer.status_code == 200
        await seen_soon(page, HALL, "This button is out of date")


async def test_a_link_button_is_only_acknowledged(store: Store) -> None:
    async with sam_at(store) as (bot, page):
        before = await seen(page, HALL)
        assert (await bot.receive(press_body("", "open:0"))).status_code == 200
        assert await seen(page, HALL) == before


async def test_a_form_that_can_no_longer_be_opened_offers_a_button(store: Store) -> None:
    async with sam_at(store) as (bot, page):
        assert (await bot.receive(press_body(pack_value(Pressed("unmentor join"))))).is_success
        await seen_soon(
            page,
            HALL,
            "The form “Join unmentoring” took too long to open, so it was not shown.\n"
            "Nothing is lost. Press the button to try again.",
        )


async def test_where_the_bot_cannot_speak_it_answers_in_a_direct_message(store: Store) -> None:
    async with sam_at(store) as (bot, page):
        elsewhere = {"id": "C0PRIVATE", "name": "privategroup"}
        value = pack_value(Pressed("unmentor met", "g_9"))
        await bot.receive(press_body(value, channel=elsewhere))
        await seen_soon(page, await direct(page), "Met g_9.")


# What Slack tells of itself


@pytest.mark.parametrize(
    ("event", "noted"),
    [
        ({"type": "app_uninstalled"}, (TEAM,)),
        ({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["UBOT1"]}}, (TEAM,)),
        ({"type": "tokens_revoked", "tokens": {"oauth": ["U0SAM"], "bot": []}}, None),
        ({"type": "channel_archive", "channel": HALL, "user": SAM}, (TEAM, HALL, "archived")),
        ({"type": "channel_deleted", "channel": HALL}, (TEAM, HALL, "deleted")),
        ({"type": "channel_unarchive", "channel": HALL, "user": SAM}, (TEAM, HALL)),
        ({"type": "user_change", "user": {"id": SAM, "deleted": True}}, (f"slack:{TEAM}:{SAM}",)),
        ({"type": "user_change", "user": {"id": SAM, "deleted": False}}, None),
        ({"type": "team_access_granted", "team_ids": ["T7"]}, ("", "['T7']")),
        ({"type": "team_access_revoked", "team_ids": ["T7", "T8"]}, ("['T7', 'T8']",)),
        ({"type": "never_heard_of"}, None),
    ],
)
async def test_facts_are_handed_on(
    store: Store, event: Json, noted: tuple[str, ...] | None
) -> None:
    async with slack_bot(store) as bot:
        assert (await bot.receive(event_body(event))).status_code == 200
        assert bot.log.rows == ([noted] if noted else [])


# Socket Mode


async def test_the_same_app_answers_over_socket_mode(store: Store) -> None:
    async with sam_at(store, socket=True) as (bot, page):
        await bot.socket.start()
        answer = await page.act("say", channel=HALL, text="/unmentor met")
        assert answer["answer"] == "Met somebody."
        place = await direct(page)
        await page.act("say", channel=place, text="met")
        await seen_soon(page, place, "Met somebody.")


async def test_a_fact_that_could_not_be_kept_is_told_again(store: Store) -> None:
    async with slack_bot(store) as bot:
        bot.log.fails = True
        answer = await bot.receive(event_body({"type": "channel_archive", "channel": HALL}))
        assert answer.status_code == 500  # Slack sends it again, up to three times
