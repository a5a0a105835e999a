"""The private list: names as people type them, and nobody else is ever told."""

from storage.transaction import Transaction
from storage.types import AccountKey, Profile
from tests.support.chat import Chat, World


async def _list_of(world: World, chat: Chat) -> set[str]:
    member = await chat.find_member()

    def names(tx: Transaction) -> set[str]:
        return {m.name for m in tx.members.many(tx.members.avoided_by(member.id)).values()}

    return await world.aside.read(names)


async def test_a_full_name_is_certain_in_any_case(world: World) -> None:
    sam = await world.member("Sam Okafor")
    ade = await world.member("Ade Bello")
    answer = await sam.say("avoid @ADE bello")
    assert "We won't introduce you to Ade Bello." in answer
    assert "Only you can see this." in answer
    assert "is on your list already" in await sam.say("avoid Ade Bello")
    assert await ade.told() == []
    assert "Sam" not in await ade.say("status")
    assert "Ade Bello is off your list." in await sam.say("unavoid Ade Bello")
    assert await _list_of(world, sam) == set()


async def test_a_mention_is_certain_too(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    assert "We won't introduce you to Ade Bello." in await sam.say(f"avoid {ade.key}")
    assert "is off your list" in await sam.say(f"unavoid {ade.key}")
    assert "We don't know anybody" in await sam.say("avoid slack:T0TEAPOINT:U0STRANGER")


async def test_a_first_name_means_somebody_they_met(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await world.member("Ade Adeyemi")
    await world.introduce([sam, ade])
    assert "You've just been introduced, and that stays." in await sam.say("avoid ade")
    assert await _list_of(world, sam) == {"Ade Bello"}


async def test_when_unsure_the_bot_asks_and_does_nothing_yet(world: World) -> None:
    sam = await world.member("Sam Okafor")
    for name in ("Ade Bello", "Ade Adeyemi"):
        await world.member(name, "Example City Council")
    answer = await sam.say("avoid adee belo")
    assert "Whom do you mean? Nothing has changed yet." in answer
    assert await _list_of(world, sam) == set()
    assert "We won't introduce you to Ade Bello." in await sam.press("Ade Bello")
    assert "already" in await sam.press("Ade Bello"), "pressed twice"


async def test_two_people_of_one_name_are_told_apart(world: World) -> None:
    sam = await world.member("Sam Okafor")
    for organisation in ("Eastmarsh", "Northmoor"):
        chat = world.person("Jo March", f"U{organisation}")

        def join(tx: Transaction, chat: Chat = chat, organisation: str = organisation) -> None:
            place = tx.organisations.add(world.network.id, organisation, "local", "")
            account = tx.accounts.see(chat.key, world.space.id, chat.name)
            profile = Profile(chat.name, place.id)
            tx.members.join(world.network.id, account.id, profile, world.now)

        await world.aside.write(join)
    answer = await sam.say("avoid Jo March")
    assert "Jo March (Eastmarsh)" in answer
    assert "Jo March (Northmoor)" in answer
    assert sorted(sam.buttons()) == ["Jo March, Eastmarsh", "Jo March, Northmoor"]


async def test_nobody_of_that_name(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "We don't know anybody" in await sam.say("avoid Zebedee")
    assert "That's you." in await sam.say("avoid sam okafor")


async def test_the_form_finds_members_and_lists_those_avoided(world: World) -> None:
    sam, _ade = await world.member("Sam Okafor"), await world.member("Ade Bello", "Eastmarsh")
    await sam.say("avoid")
    assert "member: Choose a person." in await sam.fill()
    (found,) = await sam.search("members", "ade b")
    assert (found.label, found.hint) == ("Ade Bello", "Eastmarsh")
    assert "We won't introduce you" in await sam.fill(member=found.value)
    assert "• Ade Bello (Eastmarsh)" in await sam.say("avoid")
    await sam.say("unavoid")
    assert "off your list" in await sam.fill(member=found.value)
    assert "Nobody is on your list" in await sam.say("unavoid")


async def test_members_find_each_other_in_their_own_network_only(world: World) -> None:
    sam = await world.member("Sam Okafor")

    def add_elsewhere(tx: Transaction) -> str:
        other = tx.networks.add("Quiet network", sensitive=True)
        tx.networks.link(other.id, world.space.id, default=False)
        key = AccountKey("slack", world.space.authority, "UQUIET")
        account = tx.accounts.see(key, world.space.id, "Quinn Quiet")
        return tx.members.join(other.id, account.id, Profile("Quinn Quiet", None), world.now).id

    quinn = await world.aside.write(add_elsewhere)
    await sam.say("avoid")
    assert await sam.search("members", "quinn") == []
    assert "We don't know anybody" in await sam.say("avoid Quinn Quiet")
    assert "We can't find that person" in await sam.fill(member=quinn)


async def test_a_reported_person_stays_on_the_list(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await world.introduce([sam, ade])
    await sam.say("wrong")
    await sam.fill(words="")
    answer = await sam.say("unavoid ade")
    assert "Ade Bello stays on your list." in answer
    assert "Only they can change this with you." in answer
    assert await _list_of(world, sam) == {"Ade Bello"}


async def test_an_avoided_person_is_not_told_by_their_own_list(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await sam.say("avoid Ade Bello")
    assert "Nobody is on your list" in await ade.say("unavoid")
    assert await _list_of(world, ade) == set()
