"""Who may speak to the bot as Slack, in which shape, and what its bodies mean."""

import json
from collections.abc import Callable

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette

from bot.heard import PlaceHeard
from bot.platforms.slack.hear import (
    Install,
    hear_press,
    hear_shortcut,
    hear_slash,
    hear_submit,
    hear_words,
    origin_of,
    read_text,
)
from bot.platforms.slack.press import (
    Origin,
    Pressed,
    pack_metadata,
    pack_value,
    unpack_metadata,
    unpack_value,
)
from bot.platforms.slack.serve import create_routes
from bot.platforms.slack.state import read_values
from bot.playground.common.given import Json, Raw
from storage.types import AccountKey
from tests.support.nasty import texts
from tests.support.playground import SECRET, TEAM
from tests.support.slack_bot import sign

EVENT = json.dumps({"type": "event_callback", "team_id": TEAM, "event": {"type": "hello"}})
CHECK = json.dumps({"type": "url_verification", "challenge": "abc" * 50})
HERE = Install(TEAM)


def listening() -> Starlette:
    """The route over an app that hears nothing: what gets this far answers 404."""

    async def authorize() -> None:
        raise AssertionError("nothing unsigned may get this far")

    app = AsyncApp(signing_secret=SECRET, authorize=authorize)  # type: ignore[arg-type]  # never run
    return Starlette(routes=create_routes(app, SECRET))


async def receive(body: bytes, headers: dict[str, str] | list[tuple[str, str]]) -> httpx.Response:
    transport = httpx.ASGITransport(app=listening())
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        return await client.post("/slack/events", content=body, headers=headers)


async def test_slack_finds_the_address_it_was_given() -> None:
    answer = await receive(CHECK.encode(), sign(CHECK))
    assert answer.status_code == 200
    assert answer.json() == {"challenge": "abc" * 50}


# Made when the test runs: what was signed for the future is not the future for long.
FORGED: dict[str, Callable[[], dict[str, str]]] = {
    "another secret": lambda: sign(EVENT, secret="another"),
    "six minutes old": lambda: sign(EVENT, age=330),
    "from the future": lambda: sign(EVENT, age=-900),
    "another body": lambda: sign(EVENT.replace(" ", "")),
    "another version": lambda: {k: v.replace("v0=", "v1=") for k, v in sign(EVENT).items()},
    "an empty signature": lambda: sign(EVENT) | {"x-slack-signature": ""},
    "no digits in the time": lambda: sign(EVENT) | {"x-slack-request-timestamp": "1e9"},
    "nothing": dict,
}


@pytest.mark.parametrize("how", FORGED)
async def test_what_slack_did_not_sign_just_now_is_refused(how: str) -> None:
    assert (await receive(EVENT.encode(), FORGED[how]())).status_code == 401


async def test_one_signature_of_two_is_none() -> None:
    signed = [*sign(EVENT).items(), ("x-slack-signature", sign(EVENT)["x-slack-signature"])]
    assert (await receive(EVENT.encode(), signed)).status_code == 401


@given(st.binary(max_size=300))
@settings(max_examples=40, deadline=None)
async def test_no_bytes_get_in_by_chance(body: bytes) -> None:
    headers = sign(EVENT) | {"content-type": "application/json"}
    assert (await receive(body, headers)).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        '{"type": "event_callback", "event": ',
        "[" * 100_000,
        '{"a":' * 100_000,
        "payload=" + "%7B%22a%22%3A" * 50_000,
        "[1]",
        "{}}",
        "payload=null",
    ],
)
async def test_a_signed_body_that_cannot_be_read_is_refused_and_breaks_nothing(body: str) -> None:
    kind = {"content-type": "application/json"} if body[0] in "[{" else {}
    answer = await receive(body.encode(), sign(body) | kind)
    assert answer.status_code in {400, 404}


async def test_a_body_that_is_no_text_is_refused() -> None:
    assert (await receive(b"\xff\xfe{}", sign("{}"))).status_code == 401


async def test_a_body_larger_than_slack_sends_is_not_read_to_its_end() -> None:
    body = "x" * 5_000_000
    assert (await receive(body.encode(), sign(body))).status_code == 413


# What bodies mean


def test_typed_text_is_what_was_typed_with_people_by_their_keys() -> None:
    typed = "avoid <@U0ADE|ade> <#C0DATA|data> &lt;3 <https://a.example/x|a.example> <!here>"
    assert read_text(typed, HERE) == f"avoid slack:{TEAM}:U0ADE #data <3 a.example @here"


def test_a_link_behind_words_is_not_lost() -> None:
    typed = "see <https://a.example/doc|the paper> and <mailto:jo@a.example|jo@a.example>"
    assert read_text(typed, HERE) == "see the paper (https://a.example/doc) and jo@a.example"


def test_a_shortcut_on_a_message_hands_its_text_to_where_notes_are_pasted() -> None:
    body = {
        "type": "message_action",
        "callback_id": "make_notes",
        "trigger_id": "t.1",
        "user": {"id": "U0SAM", "name": "sam"},
        "channel": {"id": "C1", "name": "general"},
        "message": {"type": "message", "user": "U0ADE", "ts": "1.5", "text": "Room: 1 &amp; 2"},
    }
    heard = hear_shortcut(body, HERE)
    assert heard.text == "notes paste"
    assert heard.values == {"paste": "Room: 1 & 2"}
    assert heard.place == PlaceHeard("C1", "channel", "general")
    assert hear_shortcut(body | {"message": {"text": ""}}, HERE).values is None


@given(texts)
def test_any_typed_text_can_be_read(typed: str) -> None:
    assert isinstance(read_text(typed, HERE), str)


def slash(**more: str) -> Json:
    return {
        "command": "/unmentor",
        "text": "join",
        "user_id": "U0SAM",
        "user_name": "sam",
        "channel_id": "C1",
        "channel_name": "general",
        "trigger_id": "t.1",
    } | more


def test_a_shortcut_says_its_first_word() -> None:
    first_words = {"/meet": "unmentor"}
    assert hear_slash(slash(command="/meet"), first_words, HERE).text == "unmentor join"
    assert hear_slash(slash(command="/teapoint"), first_words, HERE).text == "teapoint join"
    assert hear_slash(slash(command="/meet", text=""), first_words, HERE).text == "unmentor"


def test_a_direct_message_of_two_people_is_not_one_with_the_bot() -> None:
    heard = hear_slash(slash(channel_id="D1", channel_name="directmessage"), {}, HERE)
    assert heard.place is None


def test_a_group_chat_is_known_by_its_name_and_a_private_channel_keeps_its_own_quiet() -> None:
    group = hear_slash(slash(channel_id="G1", channel_name="mpdm-sam--ade-1"), {}, HERE).place
    private = hear_slash(slash(channel_id="C2", channel_name="privategroup"), {}, HERE).place
    assert (group and group.kind, private) == ("group", PlaceHeard("C2", "channel", ""))


def press(**more: Raw) -> Json:
    return {
        "user": {"id": "U0SAM", "name": "sam", "team_id": TEAM},
        "trigger_id": "t.1",
        "channel": {"id": "D1", "name": "directmessage"},
        "container": {"type": "message", "is_ephemeral": False},
        "actions": [{"action_id": "press:0:x", "value": pack_value(Pressed("x", "r"))}],
    } | more


def test_people_of_another_workspace_keep_its_authority() -> None:
    guest = {"id": "U9", "name": "nia", "team_id": "T9"}
    heard = hear_press(press(user=guest), HERE)
    assert heard is not None
    assert heard.sender == AccountKey("slack", "T9", "U9")
    assert heard.space_external_id == TEAM


def test_on_enterprise_grid_a_person_is_one_in_all_workspaces() -> None:
    heard = hear_press(press(user={"id": "U9", "team_id": "T9"}), Install(TEAM, "E1"))
    assert heard is not None
    assert heard.sender.authority == "E1"


def test_an_answer_shown_to_one_person_only_tells_nothing_about_whose_chat_it_is() -> None:
    assert origin_of(press()).place == PlaceHeard("D1", "direct")
    assert origin_of(press(container={"type": "message", "is_ephemeral": True})).place is None


def test_a_shared_channels_message_has_one_id_in_both_workspaces() -> None:
    event = {"type": "app_mention", "channel": "C1", "user": "U0SAM", "ts": "1.5", "text": "x"}
    heard = [
        hear_words({"event_id": event_id, "event": event}, Install(team))
        for event_id, team in (("Ev1", TEAM), ("Ev2", "T9"))
    ]
    assert [h and h.event_id for h in heard] == ["C1:1.5", "C1:1.5"]


ORIGINS = st.builds(
    Origin,
    st.none()
    | st.builds(
        PlaceHeard,
        st.text(min_size=1, max_size=20),
        st.sampled_from(["channel", "direct", "group"]),
        st.text(max_size=40),
    ),
    st.booleans(),
)


@given(st.text(min_size=1, max_size=60), st.text(max_size=60), ORIGINS)
def test_what_a_button_or_form_carries_comes_back(command: str, ref: str, origin: Origin) -> None:
    pressed = Pressed(command, ref)
    assert unpack_value(pack_value(pressed)) == pressed
    assert unpack_metadata(pack_metadata(pressed, origin)) == (pressed, origin)
    assert not set("&<>") & set(pack_value(pressed))


def test_a_button_that_would_carry_too_much_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="over 2000"):
        pack_value(Pressed("x" * 2_000))


@given(st.text(max_size=60))
def test_any_value_can_be_read(value: str) -> None:
    unpack_value(value)
    unpack_metadata(value)


def test_every_kind_of_input_is_read_filled_and_empty() -> None:
    option = {"value": "new:Smith &amp; Co"}
    filled: dict[str, Json] = {
        "text": {"type": "plain_text_input", "value": " Sam \n"},
        "date": {"type": "datepicker", "selected_date": "2026-12-01"},
        "time": {"type": "timepicker", "selected_time": "10:00"},
        "one": {"type": "static_select", "selected_option": option},
        "radio": {"type": "radio_buttons", "selected_option": option},
        "found": {"type": "external_select", "selected_option": option},
        "many": {"type": "checkboxes", "selected_options": [option]},
        "place": {"type": "conversations_select", "selected_conversation": "C1"},
    }
    values = read_values({name: {"enter": element} for name, element in filled.items()})
    one = "new:Smith & Co"
    assert values == {
        "text": "Sam",
        "date": "2026-12-01",
        "time": "10:00",
        "one": one,
        "radio": one,
        "found": one,
        "many": (one,),
    }
    empty = {name: {"enter": {"type": element["type"]}} for name, element in filled.items()}
    assert read_values(empty) == dict.fromkeys(filled, "") | {"many": ()}


def test_a_chosen_channel_is_a_place_and_not_a_value() -> None:
    metadata = pack_metadata(Pressed("unmentor organise", "p_1"), Origin(home=True))
    state = {"place": {"enter": {"type": "conversations_select", "selected_conversation": "C7"}}}
    body = press(view={"private_metadata": metadata, "state": {"values": state}})
    heard, origin = hear_submit(body, HERE)
    assert heard.values == {}
    assert heard.places == {"place": PlaceHeard("C7", "channel")}
    assert (heard.text, heard.ref, origin) == ("unmentor organise", "p_1", Origin(home=True))
