"""Joining the network alone: session notes without introductions, and nothing typed is lost."""

from datetime import timedelta

import pytest

from bot import commands
from bot.command import load
from jobs.members.contacting import ask_for_contacts
from storage.transaction import Transaction
from storage.types import Network
from tests.support.camp_day import Channel
from tests.support.carrying import TITLE, one_camp, write_notes
from tests.support.chat import START, Chat, World

NAME = "Public services together"
JOIN = f"Join {NAME}"
CHANGING = ("unmentor join", "unmentor leave", "forget me now")
"""The verbs after which somebody is no member without a scheme any more."""


async def _fill(chat: Chat) -> str:
    return await chat.fill(organisation="new:Eastmarsh", sector="local")


async def _end_scheme(world: World) -> None:
    end = world.programme
    await world.aside.write(lambda tx: tx.programmes.end(end.id, world.network.id, START))


async def _schemes(chat: Chat) -> int:
    member = await chat.find_member()
    return len(await chat.world.aside.read(lambda tx: tx.enrolments.of_member(member.id)))


async def _interested(world: World) -> int:
    def count(tx: Transaction) -> int:
        sessions = tx.sessions.of_event(tx.events.all(world.network.id)[0].id)
        return len(tx.sessions.interested(sessions[0].id, "interested"))

    return await world.aside.read(count)


async def test_one_short_screen_and_no_scheme(world: World) -> None:
    sam = world.person("Sam Okafor")
    screen = await sam.say("teapoint join")
    assert screen.startswith(f"Join\n{NAME}")
    assert "You won't be introduced to anybody unless you join a scheme." in screen
    assert "Public Services Together runs this network" in screen
    assert sam.form
    assert [given.name for given in sam.form.inputs] == ["name", "organisation", "sector"]

    said = await _fill(sam)
    assert f"You've joined {NAME}." in said
    assert "/teapoint leave" in said
    assert "/teapoint forget me" in said
    assert sam.buttons() == ["Session notes", "Join a scheme"]
    assert await sam.told() == [], "the answer says it all"
    assert await _schemes(sam) == 0
    member = await sam.find_member()
    assert (member.name, member.organisation) == ("Sam Okafor", "Eastmarsh")
    (consent,) = await world.aside.read(lambda tx: tx.consents.all(member.id))
    assert (consent.kind, consent.at, consent.via) == ("joined", START, "slack")
    assert consent.notice_version


async def test_what_is_missing_or_alike_is_asked_as_for_a_scheme(world: World) -> None:
    ade, sam = world.person("Ade Bello"), world.person("Sam Okafor")
    await ade.say("teapoint join")
    await _fill(ade)
    await sam.say("notes new")
    await sam.press(JOIN)
    assert "name: Tell us the name" in await sam.fill(name=" ", organisation="")
    again = await sam.fill(name="Sam", organisation="new:Eastmarshes", sector="local")
    assert "Did you mean Eastmarsh?" in again
    assert sam.form
    known = sam.form.inputs[0].options[0].value  # type: ignore[union-attr]  # a choice
    opened = await sam.fill(same_organisation=known)
    assert "Title of the session" in opened, "what was pressed before is not forgotten on the way"
    assert (await sam.find_member()).organisation == "Eastmarsh"


async def test_a_bare_join_is_still_a_schemes(world: World) -> None:
    assert "Unmentoring, monthly" in await world.person("Sam Okafor").say("join")
    assert "Unmentoring, monthly" in await world.person("Jo Park").say("teapoint unmentor join")


async def test_interest_that_a_stranger_pressed_counts_once_they_agreed(world: World) -> None:
    writer = await world.member("Ade Bello", "Eastmarsh")
    (session_id,) = await one_camp(world)
    await write_notes(world, writer, session_id)
    visitor = world.person("Vi Sitor")
    visitor.shown = await Channel(world).messages()

    refused = await visitor.press("I'm interested", channel=True)
    assert refused.startswith("Session notes are for this network's members")
    assert visitor.buttons() == [JOIN]
    assert await _interested(world) == 0, "nobody is counted who has not agreed"

    screen = await visitor.press(JOIN, channel=True)
    assert "Then we go on with what you pressed." in screen
    said = await _fill(visitor)
    assert f"You've joined {NAME}." in said
    assert f"You'll hear what comes of “{TITLE}”." in said
    assert await _interested(world) == 1
    assert await _schemes(visitor) == 0

    again = await visitor.press(JOIN, channel=True)
    assert "You're a member" in again
    assert f"You're interested in “{TITLE}” already. Nothing has changed." in again
    assert await _interested(world) == 1, "a second press changes nothing"


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ("notes new", "Title of the session"),
        ("notes", "Session notes carry what was said in a room"),
        ("notes find data", "data"),
        ("notes takeaway Ask legal on the first day", "Ask legal on the first day"),
        ("notes drafts", "You have no drafts."),
    ],
)
async def test_what_was_typed_is_done_after_joining(world: World, typed: str, then: str) -> None:
    sam = world.person("Sam Okafor")
    assert sam.last is None
    assert "aren't one yet" in await sam.say(typed)
    await sam.press(JOIN)
    said = await _fill(sam)
    assert f"You've joined {NAME}." in said
    assert then in said


async def test_the_line_that_was_typed_is_kept_as_it_was(world: World) -> None:
    sam = world.person("Sam Okafor")
    await one_camp(world)
    line = "Tea & <cake> for 5% @n_ %40 people: “legal” goes first 🫖"
    await sam.say(f"notes takeaway {line}")
    await sam.press(JOIN)
    await _fill(sam)
    assert line in await sam.say("notes takeaways")


async def test_what_is_too_long_for_a_button_is_not_said_to_be_kept(world: World) -> None:
    sam = world.person("Sam Okafor")
    assert "send it again" in await sam.say("notes paste " + "Title: Bins\n" * 300)
    await sam.press(JOIN)
    said = await _fill(sam)
    assert f"You've joined {NAME}." in said
    assert "Then we go on" not in said


@pytest.mark.parametrize(
    "address",
    [
        "https://ade:secret@blog.example.org/feed",
        "https://secret@blog.example.org/",
        "ade:secret@blog.example.org",
    ],
)
async def test_a_password_in_an_address_is_in_no_button(world: World, address: str) -> None:
    sam = world.person("Sam Okafor")
    assert "send it again" in await sam.say(f"digest add {address}")
    assert "secret" not in sam.find_button(JOIN).ref
    await sam.press(JOIN)
    said = await _fill(sam)
    assert f"You've joined {NAME}." in said
    assert "secret" not in said


async def test_after_an_hour_it_is_offered_and_not_done_unasked(world: World) -> None:
    sam = world.person("Sam Okafor")
    await one_camp(world)
    await sam.say("notes takeaway Ask legal first")
    world.now += timedelta(hours=2)
    await sam.press(JOIN)
    said = await _fill(sam)
    assert "Before you joined you asked for /notes takeaway Ask legal first." in said
    assert "Ask legal first" not in await sam.say("notes takeaways")
    assert "Ask legal first" in await sam.press("Go on")
    assert "Ask legal first" in await sam.say("notes takeaways")


async def test_what_is_refused_afterwards_leaves_the_joining_as_it_is(world: World) -> None:
    sam = world.person("Sam Okafor")
    await sam.say("notes knitting")
    await sam.press(JOIN)
    said = await _fill(sam)
    assert f"You've joined {NAME}." in said
    assert "We don't know the words “notes knitting”." in said
    assert (await sam.find_member()).left_at is None
    assert sam.last is not None
    assert not getattr(sam.last, "failed", False), "the form is done with, whatever follows"


async def test_a_scheme_joined_later_asks_nothing_again(world: World) -> None:
    sam = world.person("Sam Okafor")
    await sam.say("teapoint join")
    await _fill(sam)
    assert "You're in. We've sent you a message" in await sam.press("Join a scheme")
    assert await _schemes(sam) == 1
    (welcome,) = await sam.told()
    assert "You're in Unmentoring, monthly." in welcome


async def test_a_scheme_joined_later_asks_how_partners_can_write(world: World) -> None:
    sam = world.person("Sam Okafor")
    await sam.say("teapoint join")

    def span(tx: Transaction) -> None:
        other = tx.spaces.install("slack", "T0HARBOURS", "T0HARBOURS", "Harbours")
        tx.networks.link(world.network.id, other.id, default=True)

    await world.aside.write(span)
    assert "How a partner can reach you" not in await _fill(sam)
    await world.aside.write(lambda tx: ask_for_contacts(tx, world.network.id, world.now))
    assert await sam.told() == [], "whoever has no partners needn't say how to be reached"
    await sam.say("profile")
    assert "Saved." in await sam.fill(interests=("new:bins",))
    assert "How a partner can reach you" in await sam.say("unmentor join")
    assert sam.form
    assert sam.form.inputs[0].value == "Sam Okafor"  # type: ignore[union-attr]  # a text input
    assert "You're in" in await sam.fill(contact="sam@eastmarsh.example")
    assert await _schemes(sam) == 1


async def test_a_network_without_a_scheme_has_members_too(world: World) -> None:
    await _end_scheme(world)
    sam = world.person("Sam Okafor")
    for typed in ("join", "status", "home"):
        said = await sam.say(typed)
        assert "no scheme to join in this network yet" in said, typed
        assert "Priya Raman" in said, typed
        assert JOIN in sam.buttons(), typed
    await sam.press(JOIN)
    assert f"You've joined {NAME}." in await _fill(sam)
    assert sam.buttons() == ["Session notes"]
    again = await sam.say("join")
    assert "no scheme to join" in again
    assert sam.buttons() == []


async def test_status_and_home_of_a_member_without_a_scheme(world: World) -> None:
    sam = world.person("Sam Okafor")
    assert "without being introduced to anybody" in await sam.say("status")
    await sam.press("Join without introductions")
    await _fill(sam)
    status = await sam.say("status")
    assert f"You're a member of {NAME}. You're in no scheme" in status
    assert sam.buttons() == ["Session notes", "Join a scheme", "Leave"]
    home = await sam.say("home")
    assert "in no scheme" in home
    assert "Take a break" not in sam.buttons()
    assert "Delete my data" in sam.buttons()


async def test_every_verb_answers_a_member_without_a_scheme(world: World) -> None:
    sam = world.person("Sam Okafor")
    await sam.say("teapoint join")
    await _fill(sam)
    verbs = [each.line for each in load(commands).all if each.who != "organiser"]
    stay = [line for line in verbs if line not in CHANGING]
    for line in (*stay, "pause until 5 january", "leave Unmentoring, monthly"):
        said = await sam.say(line)
        assert said, line
        assert "We couldn't save that" not in said, line
        assert "You're having a break" not in said, line
    assert (await sam.find_member()).left_at is None
    assert await _schemes(sam) == 0


async def test_leaving_the_network_is_as_easy_as_joining_it(world: World) -> None:
    sam = world.person("Sam Okafor")
    await sam.say("teapoint join")
    await _fill(sam)
    await sam.say("status")
    confirm = sam.find_button("Leave").confirm
    assert confirm
    assert "session notes" in confirm.text
    said = await sam.say("teapoint leave")
    assert f"You've left {NAME}." in said
    assert "/teapoint join" in said
    assert "/teapoint forget me" in said
    assert (await sam.find_member()).left_at == world.now
    assert "aren't one yet" in await sam.say("notes new")
    await sam.press(JOIN)
    assert sam.form
    assert sam.form.inputs[1].chosen[0].label == "Eastmarsh"  # type: ignore[union-attr]  # a search
    assert "Title of the session" in await sam.fill()
    member = await sam.find_member()
    assert member.left_at is None
    kinds = [c.kind for c in await world.aside.read(lambda tx: tx.consents.all(member.id))]
    assert kinds == ["joined", "withdrawn", "joined"]


async def test_whoever_leaves_a_scheme_by_name_keeps_the_notes(world: World) -> None:
    sam = await world.member("Sam Okafor", "Eastmarsh")
    said = await sam.say("leave Unmentoring, monthly")
    assert "You've left Unmentoring, monthly." in said
    assert f"You're still a member of {NAME}" in said
    assert "Title of the session" in await sam.say("notes new")
    assert f"You've left {NAME}." in await sam.say("leave")


async def test_their_data_is_sent_and_deleted_like_anybodys(world: World) -> None:
    sam = world.person("Sam Okafor")
    await sam.say("notes takeaway Ask legal first")
    await sam.press(JOIN)
    await _fill(sam)
    await sam.say("my data")
    data = "\n".join(await sam.told())
    for words in ("name: Sam Okafor", "Ask legal first", "What you agreed to, and when"):
        assert words in data, words
    member = await sam.find_member()
    assert "It's done" in await sam.say("forget me now")
    erased = await world.aside.read(lambda tx: tx.members.get(member.id, world.network.id))
    assert erased.name == ""
    assert "aren't one yet" in await sam.say("notes takeaways")


async def test_organisers_count_them_and_no_round_has_them(world: World) -> None:
    priya = world.person("Priya Raman", "U0PRIYA")
    for number in range(6):
        one = world.person(f"Person {number}")
        await one.say("teapoint join")
        await _fill(one)
    said = await priya.say("members")
    assert "6 people" in said
    assert await world.aside.read(lambda tx: tx.enrolments.all(world.programme.id)) == []
    assert "6 people" not in said.partition(world.programme.name)[2]


async def test_the_button_joins_the_network_that_was_meant(world: World) -> None:
    def add(tx: Transaction) -> Network:
        network = tx.networks.add("Coders")
        tx.networks.link(network.id, world.space.id, default=False)
        tx.networks.link(world.network.id, world.space.id, default=False)
        return network

    coders = await world.aside.write(add)
    sam = world.person("Sam Okafor")
    assert "Which one do you mean?" in await sam.say("notes takeaway Tabs, not spaces")
    assert "aren't one yet" in await sam.press("Coders")
    await sam.say(f"network {NAME}")  # the choice moves on; the button stays its own network's
    assert "Coders" in await sam.press("Join Coders")
    said = await _fill(sam)
    assert "You've joined Coders." in said
    assert "Tabs, not spaces" in said

    def members(tx: Transaction) -> tuple[int, int]:
        return tx.members.count(coders.id)[0], tx.members.count(world.network.id)[0]

    assert await world.aside.read(members) == (1, 0)


async def test_what_only_a_scheme_has_offers_to_join_the_scheme(world: World) -> None:
    sam = world.person("Sam Okafor")
    await sam.say("unmentor pause")
    assert sam.buttons() == ["Join"]
    assert "Unmentoring, monthly" in await sam.press("Join")
