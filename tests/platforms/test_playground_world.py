"""What the page reads: one person's world, unread marks, threads, and who may ask at all."""

import pytest

from tests.support.playground import (
    ADE,
    DEE,
    GUS,
    HALL,
    HARBOUR,
    NIA,
    NOON,
    OTHER_TEAM,
    PRIYA,
    SAM,
    SHARED,
    TEAM,
    make_playground,
    opened,
)


async def test_the_world_is_as_one_person_sees_it() -> None:
    async with opened(make_playground()) as page:
        world = await page.read("world")
    assert world["you"]["name"] == "Sam Okafor"
    assert [person["id"] for person in world["people"]] == [
        f"{TEAM}:{SAM}",
        f"{TEAM}:{PRIYA}",
        f"{TEAM}:{ADE}",
        f"{TEAM}:{GUS}",
        f"{OTHER_TEAM}:{NIA}",
    ]
    kinds = [(c["kind"], c["name"], c["unread"]) for c in world["conversations"]]
    assert kinds == [("channel", "unmentoring", 0), ("im", "Teapoint", 0)]
    assert world["names"][ADE] == "Ade Bello"
    assert world["names"][HALL] == "unmentoring"
    assert world["commands"][0] == {
        "command": "/unmentor",
        "words": "join",
        "usage": "/unmentor join",
        "help": "Join in.",
    }
    assert world["clock"] == {"now": NOON.isoformat(), "next": None}


async def test_everybody_can_be_found_by_name_and_the_newcomer_comes_first() -> None:
    async with opened(make_playground()) as page:
        found = await page.read("world", q="owen")
        assert [person["name"] for person in found["people"]] == ["Owen Pike"]
        answer = await page.client.get("/playground/api/world")
        assert answer.json()["you"]["id"] == f"{TEAM}:{SAM}"


async def test_what_others_say_is_unread_until_it_is_looked_at() -> None:
    app = make_playground()
    async with opened(app) as sam, opened(app, PRIYA) as priya:
        await priya.act("say", channel=HALL, text="Who is coming?")
        hall = (await sam.read("world"))["conversations"][0]
        assert hall["unread"] == 1
        talk = await sam.read("conversation", id=HALL)
        assert [line["text"] for line in talk["messages"]][-1] == "Who is coming?"
        assert talk["messages"][-1]["user"]["name"] == "Priya Raman"
        assert (await sam.read("world"))["conversations"][0]["unread"] == 0
        assert (await priya.read("world"))["conversations"][0]["unread"] == 0


async def test_a_reply_stays_in_its_thread() -> None:
    async with opened(make_playground()) as page:
        top = (await page.read("conversation", id=HALL))["messages"][0]
        assert (top["text"], top["reply_count"]) == ("Welcome", 1)
        await page.act("say", channel=HALL, text="Thanks", thread=top["ts"])
        thread = await page.read("conversation", id=HALL, thread=top["ts"])
        assert [line["text"] for line in thread["messages"]] == ["Welcome", "Hello", "Thanks"]
        lost = await page.act("say", channel=HALL, text="Thanks", thread="1.5")
        assert "no longer there" in lost["error"]
        assert "cannot be" in (await page.act("say", channel=HALL, text="x", thread="y"))["error"]


@pytest.mark.parametrize("channel", [HARBOUR, SHARED, "C0NOWHERE"])
async def test_conversations_of_others_are_not_shown(channel: str) -> None:
    async with opened(make_playground()) as page:
        answer = await page.client.get(
            "/playground/api/conversation", params={"as": page.person, "id": channel}
        )
        assert (answer.status_code, answer.json()) == (
            404,
            {"error": "You are not in this conversation."},
        )


async def test_guests_and_deactivated_people_have_less() -> None:
    app = make_playground()
    async with opened(app, GUS) as guest, opened(app, DEE) as gone:
        assert len((await guest.read("world"))["conversations"]) == 2
        assert "deactivated" in (await gone.act("say", channel=HALL, text="x"))["error"]


async def test_nonsense_from_the_page_is_answered_in_a_sentence() -> None:
    async with opened(make_playground()) as page:
        stranger = await page.client.get("/playground/api/world", params={"as": "T:U0NOBODY"})
        assert stranger.status_code == 404
        broken = await page.client.post("/playground/api/say", content=b"{")
        assert (broken.status_code, "not JSON" in broken.json()["error"]) == (400, True)
        listed = await page.client.post("/playground/api/say", content=b"[]")
        assert "not a JSON object" in listed.json()["error"]
        assert "nothing to send" in (await page.act("say", channel=HALL, text="  "))["error"]
        assert "no such change" in (await page.act("change", frobnicate=True))["error"]
        assert "no such conversation" in (await page.act("change", archive="C0X"))["error"]
        gone = await page.act("press", channel=HALL, ts="1.5", block_id="b", action_id="a")
        assert gone == {"error": "This message is no longer there."}
        assert "no longer open" in (await page.act("submit", view_id="V0", values={}))["error"]


# who may ask


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "127.0.0.1:8080"}, 200),
        ({"host": "localhost"}, 200),
        ({"host": "[::1]:9"}, 200),
        ({"host": "teapoint.example"}, 403),
        ({"host": "127.0.0.1.evil.example"}, 403),
        ({"host": "127.0.0.1:x:y["}, 403),
        ({"host": "localhost", "origin": "http://localhost:8080"}, 200),
        ({"host": "localhost", "origin": "https://evil.example"}, 403),
        ({"host": "localhost", "origin": "null"}, 403),
    ],
)
async def test_only_this_machine_may_ask(headers: dict[str, str], status: int) -> None:
    async with opened(make_playground()) as page:
        answer = await page.client.get("/playground/api/world", headers=headers)
        assert answer.status_code == status


async def test_the_page_is_served_with_a_policy_that_lets_nothing_else_in() -> None:
    async with opened(make_playground()) as page:
        answer = await page.client.get("/playground")
        script = await page.client.get("/playground/app.js")
    for served in (answer, script):
        policy = served.headers["content-security-policy"]
        assert policy == "default-src 'self'; img-src 'self' data:"
    assert "<title>" in answer.text
