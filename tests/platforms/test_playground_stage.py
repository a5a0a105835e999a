"""Behind the scenes of the playground: the clock, the wire, the tally, and running it alone."""

import asyncio
import json
import sys
from datetime import timedelta
from pathlib import Path

import httpx

from bot.playground.common.given import Json
from bot.playground.slack import create_app
from bot.playground.slack.__main__ import build, read_options
from bot.playground.slack.records import Message
from tests.support.playground import (
    ADE,
    HALL,
    NOON,
    PRIYA,
    SAM,
    SECRET,
    SHARED,
    MovableClock,
    Page,
    hub_of,
    make_playground,
    opened,
    page_of,
    serving,
    slack_client,
)

# the clock and behind the scenes


async def test_what_comes_from_outside_is_looked_at_shortly_before_where_the_clock_goes() -> None:
    clock, looked = MovableClock(), list[timedelta]()

    async def look() -> None:
        looked.append(clock.now() - NOON)

    async with opened(make_playground(clock=clock, on_approach=look)) as page:
        await page.act("clock", step="day")
        await page.act("clock", to=(clock.now() + timedelta(minutes=2)).isoformat())
    assert looked == [timedelta(days=1, minutes=-3)], "and not again within the same minutes"
    assert clock.now() == NOON + timedelta(days=1, minutes=2)


async def test_the_clock_moves_to_the_next_thing_and_the_wiring_is_told() -> None:
    clock, told = MovableClock(), list[str]()

    async def outlook() -> Json | None:
        due = NOON + timedelta(days=5)
        return {"at": due.isoformat(), "what": "A round is introduced"} if not told else None

    async def on_move() -> None:
        told.append(clock.now().isoformat())

    async def outbox() -> list[Json]:
        return [{"state": "ready"}]

    app = make_playground(clock=clock, outlook=outlook, on_move=on_move, outbox=outbox)
    async with opened(app) as page:
        assert (await page.read("world"))["clock"]["next"]["what"] == "A round is introduced"
        moved = await page.act("clock", step="next")
        assert moved == {"now": "2026-12-01T10:00:00+00:00"}
        assert told == ["2026-12-01T10:00:00+00:00"]
        assert (await page.act("clock", step="day"))["now"] == "2026-12-02T10:00:00+00:00"
        assert "Nothing is planned" in (await page.act("clock", step="next"))["error"]
        assert "only go forward" in (await page.act("clock", to=NOON.isoformat()))["error"]
        assert "time zone" in (await page.act("clock", to="2027-01-01T10:00"))["error"]
        assert "not a date" in (await page.act("clock", to="soon"))["error"]
        assert "too far" in (await page.act("clock", to="2040-01-01T10:00+00:00"))["error"]
        assert (await page.read("scenes"))["outbox"] == [{"state": "ready"}]


async def test_behind_the_scenes_shows_what_crossed_the_wire_without_tokens() -> None:
    app = make_playground()
    async with serving(app) as origin, page_of(origin, SAM) as page:
        await slack_client(origin).api_call(
            "users.info", data={"user": SAM, "token": "xoxb-playground-T0TEAPOINT"}
        )
        row = (await page.read("scenes"))["wire"][-1]
        assert (row["direction"], row["what"], row["status"]) == ("from bot", "users.info", 200)
        assert row["request"] == {"user": SAM}
        assert row["answer"]["user"]["id"] == SAM


async def test_the_tally_counts_posts_by_key_and_place() -> None:
    app = make_playground()
    async with serving(app) as origin, page_of(origin, SAM) as page:
        slack = slack_client(origin)
        group = (await slack.conversations_open(users=[SAM, ADE]))["channel"]["id"]
        for key in ("k1", "k1", "k2"):
            metadata = {"event_type": "intro", "event_payload": {"key": key}}
            await slack.chat_postMessage(channel=group, text="Meet", metadata=metadata)
        tally = await page.read("tally")
        assert tally["by_key"] == {"k1": 2, "k2": 1}
        assert tally["by_conversation"] == {group: 3}
        assert tally["members"] == {group: [SAM, ADE]}
        assert tally["calls"]["chat.postMessage"] == 3


async def test_a_reset_brings_the_first_moment_of_the_talk_back() -> None:
    told = list[bool]()

    async def on_reset() -> None:
        told.append(True)

    async with opened(make_playground(on_reset=on_reset)) as page:
        await page.act("say", channel=HALL, text="Not for long")
        await page.act("fault", name="500")
        await page.act("reset")
        talk = await page.read("conversation", id=HALL)
        assert [line["text"] for line in talk["messages"]] == ["Welcome", "Lunch?"]
        assert not any(row["on"] for row in (await page.read("scenes"))["faults"])
        assert told == [True]


async def test_an_open_page_hears_of_what_concerns_its_person_only() -> None:
    app = make_playground()
    hub = hub_of(app)
    async with serving(app) as origin, page_of(origin, SAM) as page:
        async with page.client.stream(
            "GET", "/playground/api/events", params={"as": page.person}
        ) as stream:
            lines = stream.aiter_lines()
            assert await anext(lines) == ": welcome"
            hub.world.post(hub.world.conversations[SHARED], Message(0, PRIYA, "not for Sam"))
            hub.world.post(hub.world.conversations[HALL], Message(0, PRIYA, "for Sam"))
            hub.world.watchers.tell_view(SAM)
            changes = list[Json]()
            async with asyncio.timeout(5):
                while len(changes) < 2:
                    line = await anext(lines)
                    if line.startswith("data: "):
                        changes.append(json.loads(line.removeprefix("data: ")))
        assert changes == [
            {"version": 2, "conversation": HALL, "view": False},
            {"version": 3, "conversation": None, "view": True},
        ]


# alone


def test_by_itself_it_serves_a_crowd_with_chaos_and_the_real_network() -> None:
    crowd = build(read_options(["--members", "1000", "--faults", "chaos", "--seed", "7"]))
    assert len(hub_of(crowd).world.users) == 1_001
    assert hub_of(crowd).faults.active
    network = hub_of(build(read_options(["--command", "/unmentor"])))
    assert network.world.users[SAM].name == "Sam Okafor"
    assert network.command_names() == ["/unmentor"]


async def test_as_a_process_it_tells_its_address_and_ends_quietly_with_a_page_open() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot.playground.slack", "--members", "3"),
        cwd=Path(__file__).parents[2],
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    async with asyncio.timeout(30):
        address = (await process.stdout.readline()).decode().strip()
        async with (
            httpx.AsyncClient() as client,
            client.stream("GET", f"{address}/api/events") as stream,
        ):
            lines = stream.aiter_lines()
            assert await anext(lines) == ": welcome"
            process.terminate()
            assert [line async for line in lines if line] == []
        _, errors = await process.communicate()
    assert errors == b""


def test_two_processes_given_the_same_clock_see_the_same_time() -> None:
    options = ["--clock-start", "2026-11-26T10:00+00:00", "--clock-epoch", "0", "--clock-scale"]
    one = hub_of(build(read_options([*options, "60"]))).world.clock
    two = hub_of(build(read_options([*options, "60"]))).world.clock
    assert abs((one.now() - two.now()).total_seconds()) < 60
    one.move_to(NOON)
    assert abs((one.now() - NOON).total_seconds()) < 60


async def test_the_seeded_network_can_be_looked_at_by_everybody_in_its_menu() -> None:
    file = Path(__file__).parents[2] / "bot" / "playground" / "network.json"
    network = json.loads(file.read_text(encoding="utf-8"))
    app = create_app(network, clock=MovableClock(), bot_url=None, signing_secret=SECRET)
    async with opened(app) as page:
        for person in (await page.read("world"))["people"]:
            theirs = Page(page.client, person["id"])
            world = await theirs.read("world")
            for conversation in world["conversations"]:
                await theirs.read("conversation", id=conversation["id"])
