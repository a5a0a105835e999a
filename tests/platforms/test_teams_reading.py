"""What comes back from Teams, read: presses, forms, and words with names in them."""

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.heard import PlaceHeard
from bot.platforms.teams.markup import NOWHERE, Origin
from bot.platforms.teams.reading import read_action, strip_mentions
from tests.support.nasty import texts

TENANT, BOT = "7f6c2a10-0000-4000-8000-000000000001", "28:bot"
US = {"type": "mention", "text": "<at>Teapoint</at>", "mentioned": {"id": BOT}}
ADE = {
    "type": "mention",
    "text": "<at>Ade Bello</at>",
    "mentioned": {"id": "29:ade", "aadObjectId": "1111", "name": "Ade Bello"},
}
SAM = {"type": "mention", "text": "<at>Sam</at>", "mentioned": {"id": "29:sam", "name": "Sam"}}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<at>Teapoint</at> unmentor join\n", "unmentor join"),
        ("<at>teapoint</at>\xa0notes find R&amp;D &lt;5", "notes find R&D <5"),
        ("please <at>Teapoint</at> help", "please   help"),
        ("avoid <at>Ade Bello</at>", f"avoid teams:{TENANT}:1111"),
        ("avoid <at>Sam</at>", f"avoid teams:{TENANT}:29:sam"),
        ("<at>Nobody</at> said so", "Nobody said so"),
        ("Session: Tea\r\nRoom: 1", "Session: Tea\nRoom: 1"),
        ("<AT id='0'>Teapoint</AT> status", "status"),
        ('<at id="0" itemid=\'x"y\' hidden>Teapoint</at>status', "status"),
        ("<at\n>Teapoint</at> <at>ade  bello</at>", "ade  bello"),
        ("<at><at>Teapoint</at> status</at>", "<at>  status</at>"),
        ("<attach>Teapoint</attach>", "<attach>Teapoint</attach>"),
        ("<at>Teapoint</at> 🫖 <b>status</b>", "🫖 <b>status</b>"),
    ],
)
def test_names_become_accounts_and_our_own_is_left_out(typed: str, read: str) -> None:
    place = {"type": "clientInfo", "locale": "en-GB"}
    assert strip_mentions(typed, [place, US, ADE, SAM], BOT, TENANT) == read


@pytest.mark.parametrize("odd", ["<at>", "<at ", "<at id='", "<at>x", "</at>", "<at><at", "<"])
def test_a_text_full_of_names_that_never_end_is_read_at_once(odd: str) -> None:
    """Where each opening looks for its end, this many take minutes."""
    typed = odd * 100_000
    started = time.monotonic()
    strip_mentions(typed, [US, ADE], BOT, TENANT)
    assert time.monotonic() - started < 20


PRESS: dict[str, Any] = {"t": "press", "line": "unmentor met", "ref": "g_1"}
PLACE = {"p": "19:x@thread.tacv2", "k": "channel", "n": "General"}


def test_where_a_press_began_comes_along() -> None:
    acted = read_action({"action": {"verb": "unmentor met", "data": PRESS | PLACE}})
    assert acted
    assert acted.origin == Origin(PlaceHeard("19:x@thread.tacv2", "channel", "General"))
    forged = read_action({"action": {"verb": "unmentor met", "data": PRESS | {"p": "x", "k": "y"}}})
    assert forged
    assert forged.origin == NOWHERE


def test_a_message_that_an_action_sent_is_read_as_a_press() -> None:
    acted = read_action(PRESS)
    assert acted
    assert (acted.text, acted.ref, acted.raw) == ("unmentor met", "g_1", None)


def test_what_no_card_of_ours_sends_is_none() -> None:
    strange: list[object] = [None, "x", [], {}, {"action": "x"}, {"action": {"verb": "x"}}]
    strange += [{"data": {"t": "press"}}, {"data": {"t": "else", "line": "x"}}]
    assert [read_action(value) for value in strange] == [None] * len(strange)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(["t", "line", "ref", "opened", "p", "k"]) | texts, _json))
def test_anything_at_all_can_be_in_the_data(data: dict[str, Any]) -> None:
    acted = read_action({"action": {"verb": "help", "data": data | {"t": "submit"}}})
    assert acted
    assert acted.text == "help"
    assert acted.raw is not None
    assert all(isinstance(filled, str) for filled in acted.raw.values())


@settings(max_examples=50, deadline=None)
@given(texts)
def test_any_text_is_read(typed: str) -> None:
    assert "<at>teapoint</at>" not in strip_mentions(typed, [US], BOT, TENANT).casefold()
