"""Modals: what was typed is kept, what the bot answers is followed, three deep at most."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground.common.given import Json, Raw
from bot.playground.slack import Hub
from bot.playground.slack.modals import open_modal, publish_home
from bot.playground.slack.state import check_inputs, read_state
from tests.support.playground import (
    SAM,
    TEAM,
    Page,
    hub_of,
    make_playground,
    opened,
    page_of,
    serving,
    slack_client,
)


def text(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def form(*blocks: Json, **more: Raw) -> Json:
    asking = list(blocks) or [
        {
            "type": "input",
            "block_id": "name",
            "label": text("Name"),
            "element": {"type": "plain_text_input", "action_id": "it", "initial_value": "Sam"},
        }
    ]
    whole = {"type": "modal", "title": text("Form"), "submit": text("Send"), "blocks": asking}
    return whole | {"callback_id": "form"} | more


@asynccontextmanager
async def answered_by(*answers: Response) -> AsyncIterator[tuple[Hub, Page, list[Json]]]:
    """A playground whose bot gives these answers in turn, and what it was asked."""
    waiting, asked = list(answers), list[Json]()

    async def take(request: Raw) -> Response:
        asked.append(json.loads((await request.form())["payload"]))
        return waiting.pop(0) if waiting else Response()

    bot = Starlette(routes=[Route("/slack/events", take, methods=["POST"])])
    app = make_playground(bot_url="http://bot/slack/events", transport=httpx.ASGITransport(app=bot))
    async with opened(app) as page:
        yield hub_of(app), page, asked
        await hub_of(app).aclose()


async def test_a_form_keeps_what_was_typed_and_shows_the_bots_errors() -> None:
    errors = JSONResponse({"response_action": "errors", "errors": {"name": "Which Sam?"}})
    async with answered_by(errors) as (hub, page, asked):
        view = open_modal(hub.world, TEAM, SAM, form())
        values = {"name": {"it": {"type": "plain_text_input", "value": "Samuel"}}}
        answer = await page.act("submit", view_id=view.id, values=values)
        assert answer == {"errors": {"name": "Which Sam?"}}
        assert asked[0]["view"]["state"]["values"] == values
        shown = await page.read("view")
        assert shown["view"]["state"]["values"]["name"]["it"]["value"] == "Samuel"
        assert await page.act("submit", view_id=view.id, values=values) == {"ok": True}
        assert (await page.read("view"))["view"] is None


async def test_errors_for_a_block_that_is_no_input_are_the_bots_mistake() -> None:
    errors = JSONResponse({"response_action": "errors", "errors": {"elsewhere": "?"}})
    async with answered_by(errors) as (hub, page, _):
        view = open_modal(hub.world, TEAM, SAM, form())
        answer = await page.act("submit", view_id=view.id, values={})
        assert "errors must name input blocks" in answer["error"]


async def test_an_answer_can_update_push_and_clear_up_to_three_deep() -> None:
    steps = [
        {"response_action": "update", "view": form(title=text("Second"))},
        {"response_action": "push", "view": form(title=text("Third"))},
        {"response_action": "push", "view": form(title=text("Fourth"))},
        {"response_action": "push", "view": form(title=text("Fifth"))},
        {"response_action": "update", "view": {"type": "home"}},
        {"response_action": "clear"},
    ]
    async with answered_by(*map(JSONResponse, steps)) as (hub, page, _):
        open_modal(hub.world, TEAM, SAM, form())
        titles, errors = [], []
        for _ in steps:
            answer = await page.act("submit", view_id=(await page.read("view"))["view_id"])
            view = (await page.read("view"))["view"]
            titles.append(view and view["title"]["text"])
            errors.append(answer.get("error", ""))
        assert titles == ["Second", "Third", "Fourth", "Fourth", "Fourth", None]
        assert "push_limit_reached" in errors[3]
        assert "invalid_arguments" in errors[4]


async def test_closing_pops_one_or_all_and_tells_who_asked_to_be_told() -> None:
    push = JSONResponse({"response_action": "push", "view": form(notify_on_close=True)})
    async with answered_by(push, Response(), push) as (hub, page, asked):
        first = open_modal(hub.world, TEAM, SAM, form(notify_on_close=True))
        await page.act("submit", view_id=first.id)
        await page.act("close", view_id=(await page.read("view"))["view_id"])
        assert (await page.read("view"))["view_id"] == first.id
        await page.act("submit", view_id=first.id)
        await page.act("close", clear=True)
        assert (await page.read("view"))["view"] is None
        closings = [(a["type"], a["is_cleared"]) for a in asked if a["type"] == "view_closed"]
        assert closings == [("view_closed", False), ("view_closed", True), ("view_closed", True)]
        assert await page.act("close") == {"ok": True}


async def test_a_press_in_a_form_carries_what_was_typed_so_far() -> None:
    press = {
        "type": "actions",
        "block_id": "more",
        "elements": [{"type": "button", "action_id": "add", "text": text("Add")}],
    }
    async with answered_by() as (hub, page, asked):
        view = open_modal(hub.world, TEAM, SAM, form(*form()["blocks"], press))
        values = {"name": {"it": {"type": "plain_text_input", "value": "Half a n"}}}
        await page.act(
            "press",
            source="view",
            view_id=view.id,
            block_id="more",
            action_id="add",
            values=values,
        )
        payload = asked[0]
        assert payload["container"] == {"type": "view", "view_id": view.id}
        assert payload["view"]["state"]["values"] == values
        assert "channel" not in payload
        publish_home(hub.world, TEAM, SAM, {"type": "home", "blocks": [press]})
        await page.act("press", source="home", block_id="more", action_id="add")
        assert asked[1]["view"]["type"] == "home"


async def test_views_are_opened_pushed_and_updated_over_the_api_with_a_live_trigger() -> None:
    app = make_playground()
    hub = hub_of(app)
    async with serving(app) as origin, page_of(origin, SAM) as page:
        slack = slack_client(origin)
        root = await slack.views_open(trigger_id=hub.triggers.issue(SAM, TEAM), view=form())
        pushed = await slack.views_push(trigger_id=hub.triggers.issue(SAM, TEAM), view=form())
        assert pushed["view"]["previous_view_id"] == root["view"]["id"]
        fresh = form(title=text("Fresh"), external_id="mine")
        updated = await slack.views_update(
            view_id=pushed["view"]["id"], hash=pushed["view"]["hash"], view=fresh
        )
        assert (await page.read("view"))["view"]["title"]["text"] == "Fresh"
        stale = slack.views_update(external_id="mine", hash=pushed["view"]["hash"], view=fresh)
        with pytest.raises(Exception, match="hash_conflict"):
            await stale
        again = slack.views_open(trigger_id=hub.triggers.issue(SAM, TEAM), view=fresh)
        with pytest.raises(Exception, match="duplicate_external_id"):
            await again
        assert updated["view"]["root_view_id"] == root["view"]["id"]


def test_each_kind_of_input_starts_with_its_own_value_and_an_empty_one_is_asked_for() -> None:
    option = {"text": text("Tea"), "value": "tea"}
    blocks = [
        {"type": "input", "block_id": str(n), "label": text("?"), "element": element}
        for n, element in enumerate(
            [
                {"type": "static_select", "action_id": "a", "initial_option": option},
                {"type": "checkboxes", "action_id": "a"},
                {"type": "datepicker", "action_id": "a", "initial_date": "2026-12-01"},
                {"type": "plain_text_input", "action_id": "a", "min_length": 3},
            ]
        )
    ]
    state = read_state(blocks, {"3": {"a": {"value": "no"}}})
    assert state["0"]["a"] == {"type": "static_select", "selected_option": option}
    assert state["1"]["a"] == {"type": "checkboxes", "selected_options": []}
    assert state["2"]["a"]["selected_date"] == "2026-12-01"
    assert check_inputs(blocks, state) == {
        "1": "This is needed. Please fill it in.",
        "3": "Please write at least 3 characters.",
    }
    blocks[1]["optional"] = True
    longer = read_state(blocks, {"3": {"a": {"value": "x" * 3_001}}})
    assert check_inputs(blocks, longer) == {
        "3": "Please write at most 3000 characters. You wrote 3001."
    }
