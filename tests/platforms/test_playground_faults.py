"""Trouble on purpose: what the caller sees, and what happened all the same."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import ClassVar

import aiohttp
import httpx
import pytest
from slack_sdk.errors import SlackApiError

from bot.playground.common.faults import Faults
from bot.playground.common.pace import Pace
from bot.playground.slack import Fault, Hub
from bot.playground.slack.errors import RateLimitedError, SlackError
from bot.playground.slack.faults import HELP, plan_chaos
from bot.playground.slack.limits import Limits, ResponseUrls, Triggers
from tests.support.playground import (
    HALL,
    SAM,
    TEAM,
    MovableClock,
    hub_of,
    make_playground,
    page_of,
    serving,
    slack_client,
    wait_until,
)

METADATA = {"event_type": "intro", "event_payload": {"key": "k"}}


@asynccontextmanager
async def struck_by(*faults: Fault, patience: int = 5) -> AsyncIterator[tuple[Hub, "Poster"]]:
    playground = make_playground(faults=faults)
    async with serving(playground) as origin:
        yield hub_of(playground), Poster(origin, patience)


class Poster:
    """Posts one message with a key, once."""

    def __init__(self, origin: str, timeout: int) -> None:
        self.client = slack_client(origin, timeout=timeout)

    async def post(self) -> None:
        await self.client.chat_postMessage(channel=HALL, text="Meet", metadata=METADATA)


def effects(hub: Hub) -> int:
    return hub.world.posts_by_key["k"]


async def test_429_says_when_to_come_back_and_does_nothing() -> None:
    async with struck_by(Fault("429", times=1, retry_after=7)) as (hub, poster):
        with pytest.raises(SlackApiError) as met:
            await poster.post()
        assert met.value.response.status_code == 429
        assert met.value.response["error"] == "ratelimited"
        assert met.value.response.headers["Retry-After"] == "7"
        assert effects(hub) == 0
        await poster.post()
        assert effects(hub) == 1


@pytest.mark.parametrize(("kind", "done"), [("500", 0), ("500 after", 1)])
async def test_a_5xx_leaves_open_what_happened(kind: str, done: int) -> None:
    async with struck_by(Fault(kind, times=1, status=503)) as (hub, poster):
        with pytest.raises(SlackApiError) as met:
            await poster.post()
        assert met.value.response.status_code == 503
        assert effects(hub) == done


@pytest.mark.parametrize(("kind", "done"), [("drop before", 0), ("lost answer", 1), ("stopped", 0)])
async def test_a_dropped_connection_leaves_open_what_happened(kind: str, done: int) -> None:
    async with struck_by(Fault(kind, times=1)) as (hub, poster):
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await poster.post()
        assert effects(hub) == done
        assert hub.wire.rows[-1]["status"] == 0


async def test_the_sdks_own_retry_would_post_twice_and_the_tally_shows_it() -> None:
    async with struck_by(Fault("lost answer", times=1)) as (hub, poster):
        naive = slack_client(poster.client.base_url.removesuffix("/playground/slack/api/"))
        naive.retry_handlers = type(naive)().retry_handlers
        await naive.chat_postMessage(channel=HALL, text="Meet", metadata=METADATA)
        assert effects(hub) == 2


async def test_an_answer_can_come_too_late_though_the_message_is_there() -> None:
    async with struck_by(Fault("late answer", seconds=1.3), patience=1) as (hub, poster):
        with pytest.raises(TimeoutError):
            await poster.post()
        assert effects(hub) == 1


async def test_a_message_can_arrive_after_the_client_gave_up() -> None:
    async with struck_by(Fault("late effect", seconds=0.2), patience=1) as (hub, poster):
        with pytest.raises(TimeoutError):
            await poster.post()
        assert effects(hub) == 0
        await wait_until(lambda: effects(hub) == 1)


async def test_slow_only_takes_its_time() -> None:
    async with struck_by(Fault("slow", times=1, seconds=0.3)) as (hub, poster):
        started = asyncio.get_running_loop().time()
        await poster.post()
        assert asyncio.get_running_loop().time() - started >= 0.3
        assert effects(hub) == 1


async def test_a_fault_strikes_only_the_methods_it_names() -> None:
    async with struck_by(Fault("500", ("users.info",))) as (hub, poster):
        await poster.post()
        with pytest.raises(SlackApiError):
            await poster.client.users_info(user=SAM)
        assert hub.faults.struck == {"500": 1}


def test_the_same_seed_draws_the_same_chaos_and_about_the_planned_share() -> None:
    def draw(seed: int) -> list[str]:
        playground = make_playground(faults=plan_chaos(10.0), seed=seed)
        faults: Faults = hub_of(playground).faults
        struck = [faults.draw_for_call("chat.postMessage") for _ in range(4_000)]
        return [fault.kind for fault in struck if fault is not None]

    assert draw(1) == draw(1)
    assert draw(1) != draw(2)
    assert 0.03 < len(draw(1)) / 4_000 < 0.07
    assert set(draw(1)) <= set(HELP)


def test_an_unknown_fault_is_refused() -> None:
    with pytest.raises(ValueError, match="no fault named"):
        make_playground(faults=[Fault("gremlins")])


async def test_the_page_switches_trouble_on_and_off() -> None:
    playground = make_playground()
    async with serving(playground) as origin, page_of(origin, SAM) as page:
        rows = (await page.read("scenes"))["faults"]
        assert [(row["name"], row["on"]) for row in rows] == [
            ("slow", False),
            ("429", False),
            ("lost answer", False),
            ("500", False),
            ("stopped", False),
        ]
        await page.act("fault", name="429", on=True)
        with pytest.raises(SlackApiError):
            await slack_client(origin).users_info(user=SAM)
        await page.act("fault", name="429", on=False)
        assert (await slack_client(origin).users_info(user=SAM))["ok"]
        assert "no fault named" in (await page.act("fault", name="gremlins"))["error"]


# limits


class StandingPace(Pace):
    """Slack's time, moved by hand (for all of them at once)."""

    moment: ClassVar[float] = 1_000.0

    def seconds(self) -> float:
        return self.moment


def test_a_channel_takes_a_short_burst_then_one_a_second() -> None:
    pace = StandingPace()
    limits = Limits(pace)
    for _ in range(4):
        limits.allow_post(TEAM, HALL)
    with pytest.raises(RateLimitedError) as met:
        limits.allow_post(TEAM, HALL)
    assert met.value.retry_after == 1
    limits.allow_post(TEAM, "C0OTHER")
    StandingPace.moment += 1
    limits.allow_post(TEAM, HALL)


def test_a_tier_3_method_takes_fifty_a_minute_and_a_stricter_rule_one() -> None:
    limits = Limits(StandingPace(), per_minute={"conversations.history": 1})
    for _ in range(50):
        limits.allow_method("conversations.open", TEAM, 3)
    with pytest.raises(RateLimitedError) as met:
        limits.allow_method("conversations.open", TEAM, 3)
    assert met.value.retry_after == 2
    limits.allow_method("conversations.open", "T0OTHER", 3)
    limits.allow_method("conversations.history", TEAM, 3)
    with pytest.raises(RateLimitedError) as met:
        limits.allow_method("conversations.history", TEAM, 3)
    assert met.value.retry_after == 60


def test_waiting_as_long_as_told_is_always_enough() -> None:
    pace = StandingPace()
    limits = Limits(pace)
    for tier in (1, 2, 3, 4):
        for _ in range(200):
            try:
                limits.allow_method("m", TEAM, tier)
            except RateLimitedError as error:
                StandingPace.moment += error.retry_after
                limits.allow_method("m", TEAM, tier)


def test_a_trigger_works_once_within_three_seconds() -> None:
    triggers = Triggers(StandingPace())
    first, second = triggers.issue(SAM, TEAM), triggers.issue(SAM, TEAM)
    assert triggers.exchange(first, TEAM).user_id == SAM
    with pytest.raises(SlackError, match="exchanged_trigger_id"):
        triggers.exchange(first, TEAM)
    StandingPace.moment += 3.1
    with pytest.raises(SlackError, match="expired_trigger_id"):
        triggers.exchange(second, TEAM)
    with pytest.raises(SlackError, match="invalid_trigger_id"):
        triggers.exchange("1.2.3", TEAM)


def test_a_response_url_works_five_times_within_thirty_minutes() -> None:
    urls = ResponseUrls(StandingPace())
    first, second = (urls.issue(HALL, SAM, TEAM) for _ in range(2))
    for _ in range(5):
        urls.use(first)
    with pytest.raises(SlackError, match="used_url"):
        urls.use(first)
    StandingPace.moment += 1_801
    with pytest.raises(SlackError, match="expired_url"):
        urls.use(second)


async def test_limits_answer_over_http_and_run_faster_where_time_does() -> None:
    playground = make_playground(time_scale=1_000.0)
    async with serving(playground) as origin:
        slack = slack_client(origin)
        hub_of(playground).limits.pace = Pace(1.0)
        for _ in range(4):
            await slack.chat_postMessage(channel=HALL, text="x")
        with pytest.raises(SlackApiError) as met:
            await slack.chat_postMessage(channel=HALL, text="x")
        assert met.value.response.headers["Retry-After"] == "1"
        hub_of(playground).limits.pace = Pace(1_000.0)
        hub_of(playground).limits.buckets.clear()
        for _ in range(6):
            await slack.chat_postMessage(channel=HALL, text="x")
            await asyncio.sleep(0.002)


def test_messages_of_one_instant_still_have_an_order() -> None:
    clock = MovableClock()
    hub = hub_of(make_playground(clock=clock))
    hall = hub.world.conversations[HALL]
    stamps = [hall.next_us(clock.now()) for _ in range(3)]
    assert stamps == sorted(set(stamps))


async def test_an_in_process_client_meets_a_reset_where_there_is_no_connection() -> None:
    app = make_playground(faults=[Fault("drop before")])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        with pytest.raises(ConnectionResetError):
            await client.post("/playground/slack/api/users.info")
