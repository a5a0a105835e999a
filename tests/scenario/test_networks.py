"""Two networks in one workspace: which is meant, and a sensitive one that nobody sees."""

from dataclasses import replace
from datetime import timedelta

from storage.programmes import Plan
from storage.transaction import Transaction
from storage.types import Network, Place, Profile
from tests.support.chat import Chat, World


async def _second(
    world: World, name: str, *, sensitive: bool = False, chat: Chat | None = None
) -> Network:
    """Add a network to the workspace, which then has no default; `chat` is a member of it."""

    def add(tx: Transaction) -> Network:
        network = tx.networks.add(name, sensitive=sensitive)
        tx.networks.link(network.id, world.space.id, default=False)
        tx.networks.link(world.network.id, world.space.id, default=False)
        channel = tx.places.see(world.space.id, f"C{name[:4].upper()}", "channel", name)
        tx.places.give(channel.id, network.id)
        programme = tx.programmes.add(network.id, Plan(f"{name} pairs", channel.id))
        if chat:
            account = tx.accounts.see(chat.key, world.space.id, chat.name)
            member = tx.members.join(network.id, account.id, Profile(chat.name, None), world.now)
            tx.enrolments.join(programme.id, member.id, world.now)
        return network

    return await world.aside.write(add)


async def test_the_bot_asks_once_and_remembers(world: World) -> None:
    await _second(world, "Coders")
    nobody = world.person("Nobody Yet")
    answer = await nobody.say("join")
    assert "Several networks use this workspace. Which one do you mean?" in answer
    assert nobody.buttons() == ["Coders", "Public services together"]
    form = await nobody.press("Coders")
    assert "From now on we take you to mean Coders." in form
    assert "Coders pairs" in form, "what was typed is done, and not to be typed again"
    assert "You're in" in await nobody.fill(organisation="new:Northmoor", sector="local")
    assert "Coders pairs" in await nobody.say("status")
    assert "Public services together" in await nobody.say("network public services together")
    assert "Unmentoring, monthly" in await nobody.say("join")


async def test_what_a_network_refuses_is_said_and_the_choice_remembered_all_the_same(
    world: World,
) -> None:
    await _second(world, "Coders")
    nobody = world.person("Nobody Yet")
    await nobody.say("pause until 5 january")
    answer = await nobody.press("Coders")
    assert "From now on we take you to mean Coders." in answer
    assert "You're not taking part yet" in answer
    assert "Coders" in await nobody.say("network")


async def test_after_an_hour_the_press_chooses_only(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await _second(world, "Coders", chat=sam)
    await sam.say("stop")
    world.now += timedelta(minutes=61)
    answer = await sam.press("Coders")
    assert "From now on we take you to mean Coders." in answer
    assert "Please ask again." in answer
    assert "You're in Coders pairs." in await sam.say("status")


async def test_what_is_too_long_to_keep_is_typed_again(world: World) -> None:
    await _second(world, "Coders")
    nobody = world.person("Nobody Yet")
    answer = await nobody.say(f"avoid {'Somebody ' * 40}")
    assert "Then type your command again." in answer
    assert "From now on we take you to mean Coders." in await nobody.press("Coders")
    answer = await nobody.say("status")
    assert "Which one do you mean?" not in answer


async def test_a_password_in_an_address_is_typed_again(world: World) -> None:
    await _second(world, "Coders")
    nobody = world.person("Nobody Yet")
    answer = await nobody.say("digest add https://ade:secret@blog.example.org/feed")
    assert "Then type your command again." in answer
    button = nobody.find_button("Coders")
    assert "secret" not in f"{button.command} {button.ref}"


async def test_the_question_can_be_answered_by_typing(world: World) -> None:
    await _second(world, "Coders")
    nobody = world.person("Nobody Yet")
    assert "Which one do you mean?" in await nobody.say("status")
    assert "From now on we take you to mean Coders." in await nobody.say("network coders")
    answer = await nobody.say("network knitters")
    assert "There is no network called “knitters” here." in answer
    assert "What you type here is about Coders." in answer


async def test_a_channel_says_which_network_is_meant(world: World) -> None:
    await _second(world, "Coders")
    nobody = world.person("Nobody Yet")
    assert "Unmentoring, monthly" in await nobody.say("join", channel=True)


async def test_a_member_of_one_network_is_not_asked(world: World) -> None:
    await _second(world, "Coders")
    sam = await world.member("Sam Okafor")
    assert "You're in Unmentoring, monthly." in await sam.say("status")
    assert "You've left" in await sam.say("stop")


async def test_many_networks_are_listed_instead_of_buttons(world: World) -> None:
    for name in ("Coders", "Bakers", "Walkers"):
        await _second(world, name)
    nobody = world.person("Nobody Yet")
    answer = await nobody.say("join")
    assert "Type the word network and then its name:" in answer
    assert "• Bakers" in answer
    assert nobody.buttons() == []


async def test_a_sensitive_network_shows_to_its_members_only(world: World) -> None:
    quinn = world.person("Quinn Quiet")
    quiet = await _second(world, "Quiet network", sensitive=True, chat=quinn)
    sam = await world.member("Sam Okafor", "Eastmarsh")
    for typed in ("network", "network quiet network", "help", "status", "my data", "avoid Quinn"):
        assert "Quiet network pairs" not in await sam.say(typed), typed
        assert "Quinn Quiet" not in await sam.say(typed), typed
    assert "There is no network called “Quiet network” here." in await sam.say(
        "network Quiet network"
    )
    assert await sam.search("members", "quinn") == []
    assert "Quiet network pairs" in await quinn.say("status")
    options = await quinn.search("organisations", "eastmarsh")
    assert [option.label for option in options] == ["Add “eastmarsh” as a new organisation"]
    assert quiet.sensitive


async def test_leaving_or_forgetting_one_network_leaves_the_other_alone(world: World) -> None:
    sam = await world.member("Sam Okafor")
    coders = await _second(world, "Coders", chat=sam)
    assert "Which one do you mean?" in await sam.say("stop")
    answer = await sam.press("Public services together")
    assert "You've left Unmentoring, monthly." in answer
    assert "From now on we take you to mean Public services together." in answer
    assert "It's done" in await sam.say("forget me now")
    found = await world.aside.read(lambda tx: tx.members.present(coders.id))
    assert [member.name for member in found] == ["Sam Okafor"]


async def test_the_default_network_is_meant_until_a_place_or_a_choice_says_another(
    world: World,
) -> None:
    coders = await _second(world, "Coders")

    def change(tx: Transaction) -> Place:
        tx.networks.link(world.network.id, world.space.id, default=True)
        return tx.places.see(world.space.id, "CCODE", "channel", "Coders")

    nobody = world.person("Nobody Yet")
    place = await world.aside.write(change)
    assert "Unmentoring, monthly" in await nobody.say("join"), "the default, and no question"
    theirs = replace(world, channel=place).person("Nobody Yet")
    assert "Coders pairs" in await theirs.say("join", channel=True)
    assert "Unmentoring, monthly" in await nobody.say("join"), "a place speaks for itself alone"
    await nobody.say(f"network {coders.name}")
    assert "Coders pairs" in await nobody.say("join")


async def test_the_name_of_a_scheme_says_which_network_is_meant(world: World) -> None:
    sam = await world.member("Sam Okafor", "Eastmarsh")
    await _second(world, "Coders", chat=sam)
    assert "Which one do you mean?" in await sam.say("skip")
    assert "sitting out the next round of Coders pairs" in await sam.say("skip coders pairs")
    assert "Which one do you mean?" in await sam.say("skip"), "for this once"
    await sam.say("network public services together")
    assert "break from Coders pairs" in await sam.say("pause Coders pairs for 2 weeks")
    assert "You're in Unmentoring, monthly." in await sam.say("status"), "the choice stays"
    nobody = world.person("Nobody Yet")
    assert "Coders pairs" in await nobody.say("join Coders pairs")


async def test_a_scheme_of_a_sensitive_network_is_named_by_its_members_only(world: World) -> None:
    quinn = await world.member("Quinn Quiet")
    await _second(world, "Quiet network", sensitive=True, chat=quinn)
    assert "next round of Quiet network pairs" in await quinn.say("skip Quiet network pairs")
    for typed in ("join", "skip", "leave", "pause"):
        sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
        mistyped = await sam.say(f"{typed} Quiet network knitters")
        named = await ade.say(f"{typed} Quiet network pairs")
        assert named == mistyped.replace("knitters", "pairs"), typed
