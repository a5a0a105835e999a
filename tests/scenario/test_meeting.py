"""Introduced, asked, answered: met, not yet, can't; and when something was wrong."""

from datetime import timedelta

from jobs.delivery.reaching import read_addresses
from storage.notices.introductions import CheckIn, Introduced
from storage.programmes import Plan
from storage.round_records import Group
from storage.transaction import Transaction
from storage.types import Contact
from tests.support.chat import Chat, World


async def _pair(world: World) -> tuple[Chat, Chat, Group]:
    sam = await world.member(
        "Sam Okafor",
        "Department for Harbours",
        profession="policy",
        interests=("service design", "bins"),
        region="Wales",
    )
    ade = await world.member(
        "Ade Bello",
        "Example City Council",
        profession="delivery",
        interests=("Service design", "data standards"),
        region="Wales",
        topics="getting legal teams to share data",
        contact=Contact(email="ade@city.example"),
        ease="mornings",
    )
    (group,) = await world.introduce([sam, ade])
    return sam, ade, group


async def _check_in(world: World, group: Group, *, last: bool = False) -> None:
    def ask(tx: Transaction) -> None:
        book = read_addresses(tx, group.members)
        items = [item for m in group.members for item in book.tell(m, CheckIn(group.id, m, last))]
        tx.notices.queue_all(world.network.id, items, world.now, round_id=group.round_id)

    await world.aside.write(ask)


async def test_a_pair_reads_why_they_were_matched(world: World) -> None:
    sam, _ade, _group = await _pair(world)
    (introduction,) = await sam.told()
    for sentence in (
        "Please meet each other",
        "Ade Bello, who works in delivery at Example City Council",
        "You both care about service design.",
        "You both work in the same region: Wales.",
        "Ade would like to talk about: getting legal teams to share data",
        "What makes meeting easier for Ade: mornings",
        "To reach Ade: email (ade@city.example).",
        "30 minutes is plenty. There's no agenda, and no selling.",
    ):
        assert sentence in introduction
    assert "Ade works in delivery, Sam in policy." in introduction or (
        "Sam works in policy, Ade in delivery." in introduction
    )
    assert "goes first: please suggest two or three times" in introduction
    assert sam.buttons() == ["Suggest times", "We've met", "Something was wrong"]


async def test_each_alone_reads_you(world: World) -> None:
    sam, ade, group = await _pair(world)
    reader = (await sam.find_member()).id

    def tell(tx: Transaction) -> None:
        book = read_addresses(tx, [reader])
        items = list(book.tell(reader, Introduced(group.id, reader)))
        tx.notices.queue_all(world.network.id, items, world.now)

    await world.aside.write(tell)
    _in_group, alone = await sam.told()
    assert "Meet Ade Bello" in alone
    assert "Ade Bello works in delivery at Example City Council." in alone
    assert "You work in policy, Ade in delivery." in alone
    assert "To reach Ade: email (ade@city.example)." in alone
    assert ("You go first" in alone) or ("Ade goes first." in alone)
    assert len(await ade.told()) == 1


async def test_we_have_met(world: World) -> None:
    sam, _ade, _group = await _pair(world)
    await sam.told()
    assert "you and Ade have met" in await sam.press("We've met")
    assert "We had noted already" in await sam.press("We've met"), "pressed twice"
    assert "You've met." in await sam.say("status")


async def test_all_three_answers_can_be_typed(world: World) -> None:
    sam, _ade, _group = await _pair(world)
    assert "haven't met yet" in await sam.say("not yet")
    assert "you and Ade have met" in await sam.say("we've met")
    assert "you and Ade have met" in await sam.say("met")
    assert "can't meet this time" in await sam.say("can\u2019t")
    assert "You have no introduction" in await sam.say("unmentor cannot"), "it is called off"


async def test_half_way_they_are_asked_and_silence_is_asked_again(world: World) -> None:
    sam, ade, group = await _pair(world)
    await sam.told()
    await ade.told()
    await ade.say("met")
    await _check_in(world, group)
    assert await ade.told() == [], "who said that they met is not asked"
    (asked,) = await sam.told()
    assert "Have you and Ade met yet? All three answers are fine." in asked
    assert sam.buttons() == ["We've met", "Not yet, but we will", "I can't this time"]
    assert "haven't met yet" in await sam.press("Not yet")
    await _check_in(world, group, last=True)
    (again,) = await sam.told()
    assert "This round ends on Thursday 24 December 2026." in again
    assert "can't meet this time" in await sam.press("I can't this time")


async def test_after_the_round_there_is_nothing_to_answer(world: World) -> None:
    sam, _ade, group = await _pair(world)
    await sam.told()
    await _check_in(world, group)
    await world.close_round()
    assert await sam.told() == []
    assert "That round has ended" in await sam.press("We've met")
    assert "You have no introduction at the moment" in await sam.say("met")


async def test_somebody_who_left_is_told_how_to_come_back(world: World) -> None:
    sam, _ade, _group = await _pair(world)
    await sam.told()
    await sam.say("leave")
    assert "You're not taking part yet" in await sam.press("We've met")


async def test_only_the_two_can_answer(world: World) -> None:
    sam, _ade, _group = await _pair(world)
    eve = await world.member("Eve Stone")
    await sam.told()
    eve.shown = sam.shown
    assert "out of date" in await eve.press("We've met")


async def test_several_introductions_are_asked_about(world: World) -> None:
    sam, _ade, _group = await _pair(world)
    jo = await world.member("Jo March")
    other = await world.add_programme("Action learning")
    first, world.programme = world.programme, other
    await world.introduce([sam, jo])
    world.programme = first
    assert "Whom do you mean?" in await sam.say("met")
    assert set(sam.buttons()) == {"Ade Bello", "Jo March"}
    assert "you and Jo have met" in await sam.press("Jo March")
    assert "you and Ade have met" in await sam.say("met ade")
    assert "can't meet" in await sam.say("can't Jo March")


async def test_a_trio_names_everybody(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    jo = await world.member("Ade Adeyemi")
    await world.introduce([sam, ade, jo])
    (introduction,) = await sam.told()
    assert "Sam Okafor" in introduction
    assert "Ade Bello" in introduction
    assert "Ade Adeyemi" in introduction
    answer = await sam.say("met")
    assert "you and Ade Adeyemi and Ade Bello" in answer or "Ade Bello and Ade Adeyemi" in answer


async def test_something_was_wrong_reaches_organisers_only(world: World) -> None:
    sam, ade, group = await _pair(world)
    await sam.told()
    await ade.told()
    form = await sam.press("Something was wrong")
    assert "Only the organisers will read this: Priya Raman." in form
    assert "We don't tell Ade" in form
    answer = await sam.fill(words="It was a sales pitch.\nTwice.")
    assert "Priya Raman" in answer
    assert "won't introduce you to each other again" in answer

    priya = world.person("Priya Raman", "U0PRIYA")
    (report,) = await priya.told()
    assert "It was a sales pitch." in report
    assert await ade.told() == []
    assert "Sam" in await ade.say("status"), "nothing has changed for the partner"

    pairs = await world.aside.read(lambda tx: tx.members.avoid_pairs(world.network.id))
    assert pairs == [tuple(sorted(group.members))]
    await _check_in(world, group)
    assert await sam.told() == [], "whoever reported is not asked whether they met"
    assert len(await ade.told()) == 1, "silence would tell the partner"


async def test_whoever_left_because_of_it_can_still_tell(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    jo = await world.member("Jo March")
    await world.introduce([sam, ade, jo])
    await sam.told()
    await sam.say("stop")
    assert "We don't tell Ade and Jo" in await sam.press("Something was wrong")
    assert "Thank you for telling us." in await sam.fill(words="Jo was rude.")
    pairs = await world.aside.read(lambda tx: tx.members.avoid_pairs(world.network.id))
    assert len(pairs) == 2
    eve = world.person("Eve Stone")
    eve.shown = sam.shown
    assert "You're not taking part yet" in await eve.press("Something was wrong")


async def test_nothing_has_to_be_written_in_a_report(world: World) -> None:
    sam, _ade, _group = await _pair(world)
    await sam.say("something was wrong")
    assert "Thank you for telling us." in await sam.fill()


async def test_an_organiser_never_reads_a_report_about_themself(world: World) -> None:
    sam = await world.member("Sam Okafor")
    priya = world.person("Priya Raman", "U0PRIYA")
    await priya.say("join")
    await priya.fill(organisation="new:Northmoor", sector="local")
    await priya.told()
    await world.introduce([sam, priya])
    await priya.told()
    form = await sam.say("wrong")
    assert "Every organiser is in this introduction" in form
    assert "privacy@together.example" in form
    await sam.fill(words="Rude.")
    assert await priya.told() == []


async def test_history_lists_everybody_newest_first(world: World) -> None:
    sam, ade, _group = await _pair(world)
    await world.close_round()
    world.now += timedelta(days=30)
    jo = await world.member("Jo March")
    await world.introduce([sam, jo])
    lines = (await sam.say("unmentor history")).splitlines()
    assert lines[1] == "• Jo March, on Saturday 26 December 2026"
    assert lines[2] == "• Ade Bello (Example City Council), on Thursday 26 November 2026"
    await ade.say("forget me now")
    assert "somebody who has left" in await sam.say("unmentor history")


async def test_asked_in_a_channel_the_answer_comes_by_direct_message(world: World) -> None:
    sam, _ade, _group = await _pair(world)
    await sam.told()
    for command, words in (("status", "You're in Unmentoring"), ("history", "Ade Bello")):
        answer = await sam.say(f"unmentor {command}", channel=True)
        assert "We've sent you the answer in a message to you alone" in answer
        assert "Ade" not in answer
        (message,) = await sam.told()
        assert words in message


async def test_a_button_of_another_network_acts_there_or_not_at_all(world: World) -> None:
    """Two networks in one workspace: a press acts in the network that the message came from."""
    sam, _ade, group = await _pair(world)
    await sam.told()

    def add(tx: Transaction) -> None:
        other = tx.networks.add("Quiet network", sensitive=True)
        tx.networks.link(other.id, world.space.id, default=False)
        tx.programmes.add(other.id, Plan("Quiet pairs", world.channel.id))
        account = tx.accounts.find(sam.key)
        assert account
        tx.networks.choose(account.id, world.space.id, other.id)

    await world.aside.write(add)
    assert "You're not taking part yet" in await sam.say("status"), "it means the other network"
    assert "you and Ade have met" in await sam.press("We've met")
    found = await world.aside.read(lambda tx: tx.rounds.group(group.id, world.network.id))
    assert "met" in {seat.answer for seat in found.seats}


async def test_home_shows_it_all_with_a_button_for_everything(world: World) -> None:
    sam, _ade, _group = await _pair(world)
    page = await sam.say("home")
    assert "Hello Sam\n" in page
    assert "You've been introduced to Ade Bello (Example City Council)." in page
    offered = {"We've met", "Take a break", "Sit out the next round", "Change what you told us"}
    assert offered | {"Leave"} <= set(sam.buttons())
    assert "Organise" not in sam.buttons()
    priya = world.person("Priya Raman", "U0PRIYA")
    assert "not taking part yet" in await priya.say("home")
    assert {"Join", "Organise"} <= set(priya.buttons())
