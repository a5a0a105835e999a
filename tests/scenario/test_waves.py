"""Another partner within the round: when somebody can't, is silent, leaves, comes late or asks."""

from datetime import UTC, datetime, timedelta

from jobs.rounds import rounds
from jobs.schedule import Ticker
from storage.round_records import Group, Round
from storage.transaction import Transaction
from storage.waiting import Wait
from tests.support.chat import START, Chat, World
from tests.support.organising import WorldClock, do_errands, preview, priya

HALF_WAY = START + timedelta(days=14)  # Thursday 10 December 2026
LAST_DAYS = START + timedelta(days=27)


async def tick(world: World, moment: datetime | None = None) -> None:
    """Let everything happen that is due at a moment."""
    world.now = moment or world.now
    ticker = Ticker(world.aside, WorldClock(world), retention_months=24)
    while await ticker.run_once():
        pass
    await do_errands(world)


async def _open_round(world: World) -> Round:
    found = await world.aside.read(lambda tx: tx.rounds.latest(world.programme.id, "open"))
    assert found
    return found


async def _groups(world: World) -> dict[int, list[list[str]]]:
    """Who sits with whom now, by wave."""

    def read(tx: Transaction) -> dict[int, list[list[str]]]:
        round_ = tx.rounds.latest(world.programme.id, "open")
        assert round_
        found: dict[int, list[list[str]]] = {}
        for group in tx.rounds.groups(round_.id):
            names = sorted(m.name for m in tx.members.many(group.members).values())
            found.setdefault(group.wave, []).append(names)
        return found

    return await world.aside.read(read)


async def _waits(world: World) -> list[Wait]:
    round_ = await _open_round(world)
    return await world.aside.read(lambda tx: tx.waiting.of_round(round_.id))


async def _two_pairs(world: World) -> tuple[Chat, Chat, Chat, Chat, list[Group]]:
    """Sam with Ade, and Jo with Kit; the introductions were read."""
    names = ("Sam Okafor", "Ade Bello", "Jo March", "Kit Lane")
    found = [await world.member(name, f"{name.split()[1]} Council") for name in names]
    sam, ade, jo, kit = found
    groups = await world.introduce([sam, ade], [jo, kit])
    for chat in found:
        await chat.told()
    world.now += timedelta(hours=1)
    return sam, ade, jo, kit, groups


async def test_who_cannot_is_thanked_and_the_partners_are_introduced_to_each_other(
    world: World,
) -> None:
    sam, ade, jo, kit, _groups_before = await _two_pairs(world)
    answer = await sam.say("can't")
    assert "you can't meet this time. That's fine." in answer
    assert "We'll tell Ade, and look for somebody else for them." in answer
    assert sam.buttons() == ["Find me somebody else"]
    await kit.say("can't")
    (told,) = await ade.told()
    assert told.startswith("Sam Okafor can't meet this time.")
    assert "It has nothing to do with you." in told
    assert "We're looking for somebody else for you." in told
    assert "We hope to introduce you on Friday 27 November 2026 at 10am." in told
    await tick(world, START + timedelta(days=1))
    assert await _groups(world) == {1: [["Ade Bello", "Jo March"]]}
    (introduction,) = await jo.told() if not jo.seen else (await jo.told())[-1:]
    assert "Ade Bello" in introduction
    assert await sam.told() == await kit.told() == [], "whoever can't is left in peace"
    assert "met yet?" in await ade.say("status")
    assert await _waits(world) == []


async def test_who_cannot_may_ask_for_somebody_else(world: World) -> None:
    sam, ade, _jo, kit, _groups_before = await _two_pairs(world)
    await sam.say("can't")
    assert "We're looking for a partner for you" in await sam.press("Find me somebody else")
    await tick(world, START + timedelta(days=1))
    assert "Sam Okafor" not in str(await _groups(world)), "never the same two again"
    (_cannot, told) = await ade.told()
    assert "We've found nobody new for you yet: you've met everybody who is waiting." in told
    await kit.say("can't")
    await kit.press("Find me somebody else")
    await tick(world, START + timedelta(days=4))
    await tick(world, START + timedelta(days=5))
    waves = await _groups(world)
    assert list(waves) == [1], "the pairs of the round are both called off"
    assert sorted(name for pair in waves[1] for name in pair) == [
        "Ade Bello",
        "Jo March",
        "Kit Lane",
        "Sam Okafor",
    ]


async def test_whoever_called_it_off_because_of_it_can_still_say_what_was_wrong(
    world: World,
) -> None:
    sam, _ade, _jo, _kit, groups = await _two_pairs(world)
    (ours,) = [group for group in groups if (await sam.find_member()).id in group.members]
    await sam.say("can't")
    assert "We don't tell Ade" in await sam.say("something was wrong")
    assert "Thank you for telling us." in await sam.fill(words="It was a sales pitch.")
    avoided = await world.aside.read(lambda tx: tx.members.avoid_pairs(world.network.id))
    assert [set(pair) for pair in avoided] == [set(ours.members)]


async def test_a_trio_goes_on_with_two(world: World) -> None:
    sam, ade, jo = [await world.member(name) for name in ("Sam Okafor", "Ade Bello", "Jo March")]
    await world.introduce([sam, ade, jo])
    for chat in (ade, jo):
        await chat.told()
    assert "We'll tell Ade and Jo, who can meet without you." in await sam.say("can't")
    (told,) = await ade.told()
    assert told == "Sam Okafor can't meet this time.\nYou and Jo go on without Sam Okafor."
    assert await _groups(world) == {0: [["Ade Bello", "Jo March"]]}
    assert await _waits(world) == []


async def test_a_silent_partner_rematched(world: World) -> None:
    sam, ade, jo, kit, _groups_before = await _two_pairs(world)
    world.now = HALF_WAY
    answer = await sam.say("not yet")
    assert "If we hear nothing from Ade by Friday 11 December 2026" in answer
    assert sam.buttons() == ["I'll wait for Ade"]
    assert "If we hear nothing from Ade by Friday" in await sam.say("status")
    await jo.say("not yet")
    await tick(world, HALF_WAY + timedelta(hours=23))
    assert list(await _groups(world)) == [0], "the partner has a whole working day"
    await tick(world, HALF_WAY + timedelta(days=1))
    assert await _groups(world) == {1: [["Jo March", "Sam Okafor"]]}
    (told,) = await ade.told()
    assert told.startswith("We've introduced Sam to somebody else, so your introduction is called")
    assert "That's fine, and there's nothing you need to do." in told
    assert ade.buttons() == ["Find me somebody"]
    await ade.press("Find me somebody")
    assert len(await kit.told()) == 1
    await kit.press("Find me somebody")
    await tick(world, HALF_WAY + timedelta(days=4))
    assert await _groups(world) == {
        1: [["Jo March", "Sam Okafor"]],
        2: [["Ade Bello", "Kit Lane"]],
    }


async def test_silence_that_lost_a_partner_counts_as_silence(world: World) -> None:
    sam, ade, jo, kit, _groups_before = await _two_pairs(world)
    world.now = HALF_WAY
    await sam.say("not yet")
    await jo.say("not yet")
    await tick(world, HALF_WAY + timedelta(days=1))
    assert await _groups(world) == {1: [["Jo March", "Sam Okafor"]]}
    round_ = await _open_round(world)
    await world.aside.write(lambda tx: rounds.close(tx, world.programme, round_, LAST_DAYS))
    members = [await chat.find_member() for chat in (sam, ade, jo, kit)]

    def silent(tx: Transaction) -> list[int]:
        return [tx.enrolments.get(world.programme.id, each.id).silent for each in members]

    assert await world.aside.read(silent) == [0, 1, 0, 1]


async def test_the_silent_one_is_told_once_before_the_partner_meets_another(world: World) -> None:
    sam, ade, jo, kit, _groups_before = await _two_pairs(world)
    world.now = HALF_WAY
    await sam.say("not yet")
    (told,) = await ade.told()
    assert told.split("\n")[:3] == [
        "Sam Okafor would still like to meet you.",
        "Tell us by Friday 11 December 2026 at 10am, or suggest a time. All answers are fine.",
        "If we hear nothing, we'll introduce Sam Okafor to somebody else who is free.",
    ]
    assert ade.buttons() == ["Suggest times", "Not yet, but we will", "I can't this time"]
    await jo.say("rematch")
    (asked,) = await kit.told()
    assert asked.startswith("Jo March is waiting to hear whether you can meet.")
    await sam.press("I'll wait for Ade")
    await sam.say("not yet")
    assert await ade.told() == [], "told once, however often it is pressed"
    await kit.press("Suggest times")
    await kit.fill()
    await ade.press("Not yet, but we will")
    await tick(world, HALF_WAY + timedelta(days=1))
    assert list(await _groups(world)) == [0], "both of them answered, so both pairs stand"


async def test_whoever_answered_before_it_was_read_is_not_told_any_more(world: World) -> None:
    sam, ade, _jo, _kit, _groups_before = await _two_pairs(world)
    world.now = HALF_WAY
    await sam.say("not yet")
    await ade.say("not yet")
    assert await ade.told() == []


async def test_pressing_again_does_not_put_it_off(world: World) -> None:
    sam, _ade, _jo, _kit, _groups_before = await _two_pairs(world)
    world.now = HALF_WAY
    await sam.say("not yet")
    world.now += timedelta(hours=20)
    assert "by Friday 11 December 2026" in await sam.say("not yet")
    assert "by Friday 11 December 2026" in await sam.say("find me somebody else")


async def test_one_press_keeps_a_silent_partner(world: World) -> None:
    sam, _ade, jo, _kit, _groups_before = await _two_pairs(world)
    world.now = HALF_WAY
    await sam.say("not yet")
    await jo.say("not yet")
    assert "Your introduction to Ade stands." in await sam.press("I'll wait for Ade")
    assert "weren't looking for anybody else" in await sam.say("I'll wait")
    await tick(world, HALF_WAY + timedelta(days=1))
    assert list(await _groups(world)) == [0]
    (told,) = await jo.told()
    assert "We've found nobody for you to meet yet." in told
    assert "your introduction to Kit stands" in told
    assert jo.buttons() == ["I'll wait for Kit"]
    await tick(world, HALF_WAY + timedelta(days=4))
    assert await jo.told() == [], "told once"


async def test_a_word_from_the_partner_keeps_them_together(world: World) -> None:
    sam, ade, jo, _kit, _groups_before = await _two_pairs(world)
    world.now = HALF_WAY
    await sam.say("not yet")
    await jo.say("not yet")
    await ade.say("not yet")
    await tick(world, HALF_WAY + timedelta(days=1))
    assert list(await _groups(world)) == [0]
    assert await sam.told() == []


async def test_not_yet_before_half_way_is_only_noted(world: World) -> None:
    sam, _ade, _jo, _kit, _groups_before = await _two_pairs(world)
    assert "There's still time." in await sam.say("not yet")
    answer = await sam.say("rematch")
    assert "You've been introduced to Ade, so nothing has changed." in answer
    assert "If you hear nothing from Ade until Thursday 10 December 2026" in answer
    assert sam.buttons() == ["I can't this time"]
    assert await _waits(world) == []


async def test_a_late_joiner_is_told_when_and_introduced_to_whoever_is_left(world: World) -> None:
    sam, ade, _jo, _kit, _groups_before = await _two_pairs(world)
    await sam.say("leave")
    (left,) = await ade.told()
    assert "Sam Okafor has stopped taking part" in left
    assert "We hope to introduce you on Friday 27 November 2026 at 10am." in left
    eve = world.person("Eve Stone")
    await eve.say("join")
    await eve.fill(organisation="new:Northmoor", sector="local")
    (welcome,) = await eve.told()
    assert "A round is under way, and we're looking for a partner for you." in welcome
    assert "We hope to introduce you on Friday 27 November 2026 at 10am." in welcome
    await tick(world, START + timedelta(days=1))
    assert ["Ade Bello", "Eve Stone"] in (await _groups(world))[1]


async def test_after_half_way_a_newcomer_is_offered_whoever_waits(world: World) -> None:
    sam, ade, _jo, _kit, _groups_before = await _two_pairs(world)
    world.now = HALF_WAY + timedelta(days=1)
    await sam.say("can't")
    await ade.told()
    eve = world.person("Eve Stone")
    await eve.say("join")
    await eve.fill(organisation="new:Northmoor", sector="local")
    (welcome,) = await eve.told()
    assert "Ade Bello (Bello Council) is also waiting for a partner." in welcome
    assert await eve.press("Introduce us now") == (
        "We're introducing you to Ade Bello.\nYou'll both get the introduction in a moment."
    )
    assert ["Ade Bello", "Eve Stone"] in (await _groups(world))[1]
    assert "Eve Stone" in (await ade.told())[-1]
    again = await eve.press("Introduce us now")
    assert "somebody else was quicker" in again
    assert len(await _groups(world)) == 2


async def test_nobody_waits_so_a_newcomer_reads_the_next_date(world: World) -> None:
    await _two_pairs(world)
    world.now = HALF_WAY
    eve = world.person("Eve Stone")
    await eve.say("join")
    await eve.fill(organisation="new:Northmoor", sector="local")
    (welcome,) = await eve.told()
    assert "On Tuesday 5 January 2027 at 10am we'll introduce you" in welcome
    assert "Nobody else is waiting" in await eve.say("introduce us")
    assert "We're looking for a partner for you in this round." in await eve.say("rematch")
    assert "If we find nobody by Thursday 24 December 2026" in await eve.say("status")
    assert "We've stopped looking" in await eve.say("rematch stop")
    assert await _waits(world) == []


async def test_two_are_offered_the_same_person_and_the_first_press_counts(world: World) -> None:
    sam, ade, _jo, _kit, _groups_before = await _two_pairs(world)
    world.now = HALF_WAY
    await sam.say("can't")
    await ade.told()
    world.now += timedelta(minutes=1)
    eve = await world.member("Eve Stone", "Northmoor")
    ola = await world.member("Ola Berg", "Harbour Trust")
    for chat in (eve, ola):
        assert "is also waiting for a partner" in await chat.say("rematch")
    assert "We're introducing you to Ade Bello." in await ola.press("Introduce us now")
    answer = await eve.press("Introduce us now")
    assert "That isn't possible any more: somebody else was quicker." in answer
    assert (await _groups(world))[1] == [["Ade Bello", "Ola Berg"]]
    (wait,) = await _waits(world)
    assert wait.member_id == (await eve.find_member()).id, "they go on waiting"


async def test_a_break_or_leaving_ends_the_wait(world: World) -> None:
    sam, ade, _jo, _kit, _groups_before = await _two_pairs(world)
    await sam.say("can't")
    await ade.say("pause until 5 January")
    assert await _waits(world) == []
    assert "having a break" in await ade.say("rematch")
    await ade.say("resume")
    (found,) = await _waits(world)
    assert found.why == "late", "back before half-way: looked for again"
    await ade.say("forget me now")
    assert await _waits(world) == []


async def test_people_to_avoid_are_not_introduced_in_a_wave(world: World) -> None:
    sam, ade, jo, kit, _groups_before = await _two_pairs(world)
    await sam.say("can't")
    await kit.say("can't")
    await ade.say("avoid Jo March")
    await tick(world, START + timedelta(days=1))
    assert await _groups(world) == {}
    assert "We've found nobody for you to meet yet." in (await jo.told())[-1]


async def test_leaving_while_the_wave_is_worked_out(world: World) -> None:
    sam, ade, jo, kit, _groups_before = await _two_pairs(world)
    await sam.say("can't")
    await kit.say("can't")
    world.now = START + timedelta(days=1)
    ticker = Ticker(world.aside, WorldClock(world), retention_months=24)
    await ticker.run_once()
    await jo.say("leave")
    await do_errands(world)
    assert await _groups(world) == {}
    assert [wait.member_id for wait in await _waits(world)] == [(await ade.find_member()).id]


async def test_the_round_closes_and_nobody_is_told_twice(world: World) -> None:
    sam, ade, _jo, _kit, _groups_before = await _two_pairs(world)
    await sam.say("can't")
    assert len(await ade.told()) == 1
    await tick(world, START + timedelta(days=1))
    assert len(await ade.told()) == 1
    world.now = LAST_DAYS + timedelta(days=1)

    def close(tx: Transaction) -> None:
        round_ = tx.rounds.latest(world.programme.id, "open")
        assert round_
        rounds.close(tx, world.programme, round_, world.now)
        assert tx.waiting.of_round(round_.id) == []

    await world.aside.write(close)
    assert await ade.told() == []
    assert "No round is under way" in await ade.say("rematch")


async def test_on_the_last_day_nobody_is_promised_what_cannot_be(world: World) -> None:
    sam, ade, _jo, _kit, _groups_before = await _two_pairs(world)
    world.now = datetime(2026, 12, 23, 16, tzinfo=UTC)
    answer = await sam.say("can't")
    assert "We'll tell Ade." in answer
    assert "look for somebody else for them" not in answer
    (told,) = await ade.told()
    assert "We'll introduce you to somebody new on Tuesday 5 January 2027 at 10am." in told
    assert "This round is nearly over" in await ade.say("rematch")


async def test_whoever_the_plan_left_out_is_introduced_when_somebody_is_free(world: World) -> None:
    colleagues = [await world.member(name, "Example City Council") for name in ("Al Fox", "Bo Hay")]
    ola = await world.member("Ola Berg", "Harbour Trust")
    await preview(world, priya(world))

    def send(tx: Transaction) -> None:
        round_ = tx.rounds.latest(world.programme.id, "proposed")
        assert round_
        rounds.send(tx, world.programme, round_, world.now)

    await world.aside.write(send)
    (wait,) = await _waits(world)
    told = {chat.name: "".join(await chat.told()) for chat in colleagues}
    (left_out,) = [chat for chat in colleagues if (await chat.find_member()).id == wait.member_id]
    assert "If somebody becomes free in the meantime, we'll introduce you." in told[left_out.name]
    (lucky,) = [chat for chat in colleagues if chat is not left_out]
    await tick(world, world.now + timedelta(days=1))
    assert await left_out.told() == [], "they know it already"
    await lucky.say("can't")
    await tick(world, world.now + timedelta(days=4))
    assert (await _groups(world))[1] == [sorted([left_out.name, ola.name])]


async def test_totals_count_people_once_and_a_replaced_introduction_as_not_met(
    world: World,
) -> None:
    sam, ade, _jo, kit, _groups_before = await _two_pairs(world)
    await sam.say("can't")
    await kit.say("can't")
    await tick(world, START + timedelta(days=1))
    await ade.say("met")
    round_ = await _open_round(world)
    totals = await world.aside.read(lambda tx: tx.totals.of_round(round_))
    assert (totals.introductions, totals.met) == (3, 1)
    assert (totals.people, totals.people_met) == (4, 2)
