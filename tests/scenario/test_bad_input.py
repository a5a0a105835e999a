"""Bad input and trouble: what was understood, whether anything is lost, what to type instead."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.form import FormErrors
from bot.heard import Heard
from bot.message import Message
from jobs.aside import Aside
from storage.store import Store
from storage.transaction import Transaction
from tests.support.chat import Chat, World, read


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("paws", "/unmentor pause until 5 January"),
        ("unmentor paws", "/unmentor pause until 5 January"),
        ("teapoint unmentor paws", "/unmentor pause until 5 January"),
        ("jion", "/unmentor join"),
        ("unmentor stauts", "/unmentor status"),
        ("my dta", "/teapoint my data"),
        ("notes fnd data sharing", "/notes find data sharing"),
    ],
)
async def test_a_slip_of_the_fingers_is_understood(world: World, typed: str, meant: str) -> None:
    answer = await (await world.member("Sam Okafor")).say(typed)
    assert f"Did you mean {meant}?" in answer
    assert "Nothing has changed." in answer
    assert "/teapoint help" in answer


async def test_something_quite_else_points_to_help(world: World) -> None:
    answer = await world.person("Nobody Yet").say("Wie spät ist es, bitte?")
    assert "We don't know the words “Wie spät ist es,”." in answer
    assert "Did you mean" not in answer


@pytest.mark.parametrize("typed", ["unmentor xxxxx", "notes wibble", "digest wibble"])
async def test_a_wrong_word_after_the_slash_command_resembles_nothing(
    world: World, typed: str
) -> None:
    assert "Did you mean" not in await world.person("Nobody Yet").say(typed)


async def test_quotes_and_apostrophes_of_every_kind_are_read(world: World) -> None:
    sam = await world.member("Sam Okafor")
    other = await world.member("Siân O'Neill")
    await world.introduce([sam, other])
    assert "can't meet this time" in await sam.say("I can\u2019t")
    assert "Siân O'Neill" in await sam.say("avoid \u201csiân o\u2019neill\u201d")
    assert "We don't know anybody" in await sam.say('avoid "unclosed')


async def test_an_event_that_comes_twice_is_answered_once(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "sitting out" in await sam.say("skip", event_id="Ev1")
    assert await sam.say("skip", event_id="Ev1") == ""


async def test_a_button_from_another_age(world: World) -> None:
    sam = await world.member("Sam Okafor")
    for command in ("unmentor met", "unmentor skip", "unmentor avoid", "unmentor wrong"):
        answer = await world.dispatcher.answer(_pressed(sam, command, "m_gone"))
        assert "out of date" in read(answer), command


async def test_a_button_of_a_network_that_is_not_here(world: World) -> None:
    sam = await world.member("Sam Okafor")
    answer = await world.dispatcher.answer(_pressed(sam, "unmentor status", "@n_elsewhere"))
    assert "out of date" in read(answer)


async def test_a_forged_form_value_is_refused_kindly(world: World) -> None:
    sam = world.person("Sam Okafor")
    await sam.say("join")
    assert "We can't find that organisation" in await sam.fill(organisation="org_forged")
    assert "We can't find that organisation" in await sam.fill(organisation="'; DROP TABLE member")
    assert "choose its sector" in await sam.fill(organisation="new:Eastmarsh", sector="pirates")


async def test_a_scheme_that_ended_while_the_screen_was_open(world: World) -> None:
    sam = world.person("Sam Okafor")
    await sam.say("join")
    ended, network = world.programme.id, world.network.id
    await world.aside.write(lambda tx: tx.programmes.end(ended, network, world.now))
    assert "This scheme has ended" in await sam.fill(organisation="new:Eastmarsh", sector="local")


async def test_two_screens_sent_at_once_make_one_member(world: World) -> None:
    sam, twin = world.person("Sam Okafor"), world.person("Sam Okafor")
    await sam.say("join")
    await twin.say("join")
    answers = await asyncio.gather(
        sam.fill(organisation="new:Eastmarsh", sector="local"),
        twin.fill(organisation="new:Eastmarsh", sector="local"),
    )
    assert all("You're in" in answer for answer in answers)
    people, _organisations = await world.aside.read(lambda tx: tx.members.count(world.network.id))
    assert people == 1


async def test_when_the_database_is_gone_what_was_typed_stays(store: Store, world: World) -> None:
    """The form stays open with a sentence at its first input; a command gets a code to quote."""
    sam = world.person("Sam Okafor")
    await sam.say("join")
    with _broken(store):
        await _meet_trouble(sam)
    assert "You're in" in await sam.fill(name="Sam O", organisation="new:Eastmarsh", sector="local")


async def _meet_trouble(sam: Chat) -> None:
    answer = await sam.fill(name="Sam O", organisation="new:Eastmarsh", sector="local")
    kept_open = sam.last
    assert isinstance(kept_open, FormErrors)
    assert "We couldn't save that just now, so nothing has changed." in answer
    answer = await sam.say("status")
    told = sam.last
    assert isinstance(told, Message)
    assert "give them this code: " in answer


NASTY = st.one_of(
    st.text(max_size=200),
    st.sampled_from(
        [
            "<!channel>",
            "<@U0PRIYA>",
            "<https://evil.example|gov.uk>",
            "@here",
            "{0.__class__}",
            "{{7*7}}",
            "%s %d",
            "'; DROP TABLE member; --",
            "pause until " + "9" * 300,
            "avoid " + "\u202e" * 50,
            "avoid {name}",
            "leave {scheme}",
            "met \ud800",
            "help \x00",
            "join " + "a" * 5000,
        ]
    ),
)


# PostgreSQL takes no NUL and no half of a character, and ends a transaction with what it refuses.
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@given(st.lists(NASTY, min_size=20, max_size=20))
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_typed_is_answered_in_words(store: Store, texts: list[str]) -> None:
    """Nobody is left without an answer, and nothing falls over."""

    async def hold() -> None:
        world = await _fresh(store)
        sam = await world.member("Sam {Okafor} <b>")
        for text in texts:
            for typed in (text, f"avoid {text}", f"pause until {text}", f"help {text}"):
                answer = await sam.say(typed)
                assert answer, repr(typed)
                assert "We couldn't save that" not in answer, repr(typed)
        world.aside.close()

    asyncio.run(hold())


def _pressed(chat: Chat, command: str, ref: str) -> Heard:
    return Heard(
        platform="slack",
        event_id="",
        sender=chat.key,
        sender_name=chat.name,
        space_external_id=chat.world.space.external_id,
        text=command,
        ref=ref,
        pressed=True,
    )


async def _fresh(store: Store) -> World:
    """A world on a store that may hold an earlier example's."""
    aside = Aside(store)

    def find(tx: Transaction) -> bool:
        return bool(tx.spaces.all())

    return await (World.find(aside) if await aside.read(find) else World.begin(aside))


@contextmanager
def _broken(store: Store) -> Iterator[None]:
    """Take a table away for a while, as a lost disk would."""
    with store.begin() as tx:
        tx.session.connection().exec_driver_sql("ALTER TABLE account RENAME TO lost")
    yield
    with store.begin() as tx:
        tx.session.connection().exec_driver_sql("ALTER TABLE lost RENAME TO account")
