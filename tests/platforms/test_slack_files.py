"""A file that somebody gives in a form, over real HTTP: put there, looked up, checked, read."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.form import FileInput, Form
from bot.platforms.slack.api import SlackApi
from bot.platforms.slack.files import fetch_file, is_slacks
from bot.platforms.slack.state import read_values
from bot.platforms.slack.views import render_form
from bot.playground.common.given import Json
from bot.playground.slack import Fault, Hub, bot_token
from bot.playground.slack.modals import open_modal
from bot.playground.slack.validate import check_view
from jobs.delivery.files import MOST_BYTES, NotFetchedError
from tests.support.playground import (
    OTHER_TEAM,
    PRIYA,
    SAM,
    TEAM,
    Page,
    hub_of,
    make_playground,
    opened,
    page_of,
    serving,
)

FORM = Form(
    "Import", "unmentor organise import", (FileInput("file", "Sheet", ("csv", "txt")),), "Import"
)
SHEET = "Name,Email\nZoë,zoe@harbour.example\n".encode()


def in_base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def filled(*files: Json) -> Json:
    action = render_form(FORM, TEAM)["blocks"][0]["element"]["action_id"]
    return {"file": {action: {"type": "file_input", "files": list(files)}}}


@asynccontextmanager
async def given_a_file(
    content: bytes = SHEET, scopes: tuple[str, ...] = ("files:read",)
) -> AsyncIterator[tuple[Hub, str, str]]:
    """A running playground in which Sam gave a file: its parts, its address, the file's id."""
    app = make_playground(scopes=scopes)
    async with serving(app) as origin, page_of(origin, SAM) as page:
        answer = await page.act("give", name="sheet.csv", content=in_base64(content))
        yield hub_of(app), origin, answer["file"]["id"]


async def fetch(origin: str, file_id: str, team: str = TEAM, token: str = "") -> bytes:
    api = SlackApi(f"{origin}/playground/slack/api/", timeout=1.0)
    try:
        client = api.client(token or bot_token(team))
        return await fetch_file(client, api.session(), file_id)
    finally:
        await api.close()


async def refused(origin: str, file_id: str, team: str = TEAM) -> str:
    with pytest.raises(NotFetchedError) as caught:
        await fetch(origin, file_id, team)
    return caught.value.why


async def test_a_file_is_read_as_it_was_given() -> None:
    async with given_a_file() as (hub, origin, file_id):
        assert await fetch(origin, file_id) == SHEET
        assert (hub.wire.calls["files.info"], hub.wire.calls["download"]) == (1, 1)


async def test_the_form_is_one_that_slack_takes() -> None:
    view = render_form(FORM, TEAM)
    assert check_view(view, "modal") == []
    element = view["blocks"][0]["element"]
    assert (element["type"], element["filetypes"], element["max_files"]) == (
        "file_input",
        ["csv", "txt"],
        1,
    )


async def test_what_is_sent_with_the_form_is_the_file_that_was_given() -> None:
    app = make_playground()
    async with opened(app) as page:
        view = open_modal(hub_of(app).world, TEAM, SAM, render_form(FORM, TEAM))
        answer = await page.act("give", name="old sheet.csv", content=in_base64(SHEET))
        values = filled({"id": answer["file"]["id"], "name": "made up", "size": 1})
        assert "error" in await page.act("submit", view_id=view.id, values=values)  # no bot
        size = str(len(SHEET))
        assert read_values(view.values) == {"file": (answer["file"]["id"], "old sheet.csv", size)}
        await hub_of(app).aclose()


async def test_a_file_of_another_kind_or_somebody_elses_is_not_sent() -> None:
    app = make_playground()
    async with opened(app) as page:
        world = hub_of(app).world
        view = open_modal(world, TEAM, SAM, render_form(FORM, TEAM))
        answer = await page.act("give", name="sheet.exe", content=in_base64(SHEET))
        told = await page.act("submit", view_id=view.id, values=filled(answer["file"]))
        assert told == {"errors": {"file": "Please choose a file of this kind: csv, txt."}}
        priya = Page(page.client, f"{TEAM}:{PRIYA}")
        theirs = await priya.act("give", name="sheet.csv", content=in_base64(SHEET))
        told = await page.act("submit", view_id=view.id, values=filled(theirs["file"]))
        assert told == {"errors": {"file": "This is needed. Please fill it in."}}
        await hub_of(app).aclose()


async def test_what_is_too_large_is_not_read_to_its_end() -> None:
    async with given_a_file(b"x" * (MOST_BYTES + 1)) as (hub, origin, file_id):
        assert await refused(origin, file_id) == "too large"
        assert "download" not in hub.wire.calls, "what Slack says of its size is enough"


async def test_a_file_that_is_larger_than_it_was_said_to_be_is_cut_off() -> None:
    async def answer(request: Request) -> Response:
        if request.url.path.endswith("files.info"):
            address = f"{request.base_url}big"
            return JSONResponse({"ok": True, "file": {"size": 10, "url_private": address}})
        return Response(b"x" * (MOST_BYTES + 1), media_type="text/csv")

    liar = Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])
    async with serving(liar) as origin:
        assert await refused(origin, "F1") == "too large"


async def test_another_workspace_cannot_read_it() -> None:
    async with given_a_file() as (_, origin, file_id):
        assert await refused(origin, file_id, OTHER_TEAM) == "gone"
        assert await refused(origin, "F404") == "gone"


async def test_without_the_right_it_is_not_given() -> None:
    async with given_a_file(scopes=("chat:write",)) as (_, origin, file_id):
        assert await refused(origin, file_id) == "not allowed"


@pytest.mark.parametrize("kind", ["500", "429", "drop before", "lost answer"])
async def test_trouble_on_the_way_is_worth_another_try(kind: str) -> None:
    async with given_a_file() as (hub, origin, file_id):
        for method in ("files.info", "download"):
            hub.faults.add(Fault(kind, (method,)))
            assert await refused(origin, file_id) == "later", method
            hub.faults.clear()
        assert await fetch(origin, file_id) == SHEET


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://files.slack.com/files-pri/T1-F1/sheet.csv", True),
        ("https://files.slack-gov.com/files-pri/T1-F1/sheet.csv", True),
        ("http://files.slack.com/files-pri/T1-F1/sheet.csv", False),
        ("https://files.slack.com.evil.example/x", False),
        ("https://evilslack.com/x", False),
        ("https://files.slack.com@evil.example/x", False),
        ("https://someone:secret@files.slack.com/x", False),
        ("https://files.slack.com:8443/x", False),
        ("https://169.254.169.254/latest", False),
        ("http://127.0.0.1:8080/playground/slack/files/F1", False),
        ("file:///etc/passwd", False),
        ("https://[broken", False),
        ("", False),
    ],
)
def test_the_token_goes_to_slack_alone(url: str, allowed: bool) -> None:
    assert is_slacks(url, "https://slack.com/api/") is allowed


def test_a_configured_api_may_give_its_own_files() -> None:
    api = "http://127.0.0.1:8080/playground/slack/api/"
    assert is_slacks("http://127.0.0.1:8080/playground/slack/files/F1", api)
    assert not is_slacks("http://127.0.0.1:9090/playground/slack/files/F1", api)
