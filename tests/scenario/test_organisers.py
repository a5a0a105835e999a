"""Who organises: added and removed, never fewer than one; what they did is in the log."""

import pytest

from bot import commands
from bot.command import load
from jobs.meetings.wrongs import report_wrong
from storage.transaction import Transaction
from storage.types import Place
from tests.support.chat import World
from tests.support.organising import audit, pairs, people, preview, priya


async def test_an_organiser_adds_another_by_name(world: World) -> None:
    organiser = priya(world)
    sam = await world.member("Sam Okafor")
    assert "Only this network's organisers" in await sam.say("log")
    said = await organiser.say("organisers add @Sam Okafor")
    assert said == "Sam Okafor is an organiser now, and can do everything that you can."
    assert "What organisers did" in await sam.say("log")
    assert "Priya Raman made Sam Okafor an organiser" in await sam.say("log")
    assert "already" in await organiser.say("organisers add @Sam Okafor")
    assert [entry.action for entry in await audit(world)] == ["organisers.add"]


async def test_an_organiser_is_added_by_a_form(world: World) -> None:
    organiser = priya(world)
    sam = await world.member("Sam Okafor")
    await organiser.say("organisers add")
    (option,) = await organiser.search("members", "sam")
    assert "is an organiser now" in await organiser.fill(who=option.value)
    assert option.value == (await sam.find_member()).id


async def test_somebody_who_never_used_the_bot_is_added_by_a_mention(world: World) -> None:
    organiser = priya(world)
    huw = world.person("Huw Prosser", "U0HUW")
    assert "is an organiser now" in await organiser.say(f"organisers add @{huw.key}")
    assert "is an organiser already" in await organiser.say(f"organisers add {huw.key}")
    assert "Unmentoring, monthly" in await huw.say("organise")


async def test_a_mention_leaves_a_name_that_is_known_as_it_is(world: World) -> None:
    organiser = priya(world)
    sam = await world.member("Sam Okafor")
    said = await organiser.say(f"organisers add {sam.key}")
    assert said.startswith("Sam Okafor is an organiser now")
    said = await organiser.say(f"organisers remove {sam.key}")
    assert said.startswith("Sam Okafor is no longer an organiser.")


async def test_the_last_organiser_stays(world: World) -> None:
    organiser = priya(world)
    said = await organiser.say("organisers remove Priya Raman")
    assert "Priya Raman is the only organiser, and a network needs one." in said
    assert "/teapoint organisers add @name" in said
    assert "We advise at least two" in await organiser.say("organisers")
    assert await audit(world) == []


async def test_an_organiser_steps_down(world: World) -> None:
    organiser = priya(world)
    sam = await world.member("Sam Okafor")
    await organiser.say("organisers add Sam Okafor")
    await sam.say("organisers remove")
    ids = {option.label: option.value for option in sam.form.inputs[0].options}  # type: ignore[union-attr]
    said = await sam.fill(who=ids["Priya Raman"])
    assert said.startswith("Priya Raman is no longer an organiser.")
    assert "We advise at least two" in said
    assert "Only this network's organisers" in await organiser.say("log")


async def test_the_role_comes_from_the_database_and_not_from_a_button(world: World) -> None:
    organiser = priya(world)
    await people(world, 4)
    await preview(world, organiser)
    sam = await world.member("Sam Okafor")
    sam.shown = list(organiser.shown)
    assert "Only this network's organisers can do that." in await sam.press("Introduce")
    assert await pairs(world, "active") == []


async def test_everybody_may_see_who_organises(world: World) -> None:
    sam = await world.member("Sam Okafor")
    said = await sam.say("organisers")
    assert "Priya Raman" in said
    assert sam.buttons() == []


async def test_an_organiser_of_one_network_is_none_of_another(world: World) -> None:
    def other_network(tx: Transaction) -> Place:
        other = tx.networks.add("Staff network")
        tx.networks.link(other.id, world.space.id, default=False)
        place = tx.places.see(world.space.id, "C0STAFF", "channel", "staff")
        tx.places.give(place.id, other.id)
        huw = tx.accounts.see(world.person("Huw Prosser").key, world.space.id, "Huw Prosser")
        tx.networks.add_organiser(other.id, huw.id, world.now)
        return tx.places.get(place.id)

    organiser = priya(world)
    assert "Unmentoring" in await organiser.say("organise", channel=True)
    world.channel = await world.aside.write(other_network)
    said = await organiser.say("organise", channel=True)
    assert said.startswith("Only this network's organisers can do that. They are: Huw Prosser.")


async def test_totals_of_members_are_never_of_few(world: World) -> None:
    organiser = priya(world)
    members = await people(world, 7)
    await members[0].say("pause until 5 january")
    said = await organiser.say("unmentor members")
    assert "7 people from 7 organisations in this network." in said
    assert "In the next round: 6 people" in said
    assert "Having a break: fewer than 5 people" in said
    assert "Person" not in said


async def test_an_empty_log_says_so(world: World) -> None:
    assert "Nothing yet." in await priya(world).say("log")


async def test_a_report_reaches_organisers_with_what_they_can_do(world: World) -> None:
    organiser = priya(world)
    sam, ade = await people(world, 2)
    (group,) = await world.introduce([sam, ade])
    await ade.told()
    reporter = await sam.find_member()

    def report(tx: Transaction) -> None:
        report_wrong(tx, reporter, group, "I was asked for <!channel> money.", world.now)

    await world.aside.write(report)
    (told,) = await organiser.told()
    assert told.startswith("Something was wrong with an introduction")
    assert "Person 00 told us so about the introduction to Person 01." in told
    assert "I was asked for <!channel> money." in told
    assert "We won't match Person 00 with Person 01 again." in told
    assert await ade.told() == []


CHANGES: list[tuple[list[str], str]] = [
    (["organise card"], "card.post"),
    (["round preview"], "round.plan"),
    (["round again"], "round.plan"),
    (["round swap {a} and {c} yes"], "round.swap"),
    (["round pair {a} and {c} yes"], "round.pair"),
    (["round take out {a} yes"], "round.take_out"),
    (["round take out {a} yes", "round put back {a} yes"], "round.put_back"),
    (["round lock {a}"], "round.lock"),
    (["round lock {a}", "round unlock {a}"], "round.unlock"),
    (["round rehearse"], "round.rehearse"),
    (["round send yes"], "round.send"),
    (["round cancel yes"], "round.cancel"),
    (["organise end yes"], "scheme.end"),
    (["organise hand over to {a}"], "scheme.hand_over"),
    (["organisers add {a}"], "organisers.add"),
    (["organisers add {a}", "organisers remove {a}"], "organisers.remove"),
    (["organisations merge Organisation 00 into Organisation 01 yes"], "organisations.merge"),
    (['organisations rename "Organisation 00" to "Tea Council"'], "organisations.rename"),
    (['organisations split "Organisation 00" into "A 1" and "B 1" yes'], "organisations.split"),
]


@pytest.mark.parametrize(("lines", "action"), CHANGES)
async def test_each_change_writes_exactly_one_row(
    world: World, lines: list[str], action: str
) -> None:
    organiser = priya(world)
    await people(world, 6)
    planned = 0
    a = c = ""
    if lines != ["round preview"]:
        await preview(world, organiser)
        (a, _b), (c, _d), _rest = await pairs(world)
        planned = 1
    for number, line in enumerate(lines, start=1):
        await organiser.say(line.format(a=a, c=c))
        assert len(await audit(world)) == planned + number
    newest = (await audit(world))[0]
    assert newest.action == action
    said = await organiser.say("log")
    assert "did something to" not in said
    assert "{" not in said


READING = {
    "unmentor organise",
    "unmentor round change",
    "unmentor round show",
    "unmentor round why",
    "unmentor round report",
    "unmentor unsure",
    "unmentor members",
    "unmentor log",
    "unmentor organise copy",
    "unmentor organise invitations",
    "unmentor organise try",
    "unmentor stats",
    "organisations",
    "notes removals",
    "notes removal",
    "quiet periods",
    "notes event vanished",
    "notes event refresh",
    "digest suggestions",
    "teapoint join page",
}
CHANGING_BY_FORM_OR_PRESS = {  # their rows are counted in tests of their own
    "organisations confirm",
    "organisations correct",
    "organisations import",
    "notes removal settle",
    "digest accept",
    "digest decline",
    "digest same",
    "digest different",
    "digest publish",
    "digest publish off",
    "teapoint join page open",
    "teapoint join page close",
    "teapoint join page welcome",
    "quiet period add",
    "quiet period remove",
    "unmentor organise new",
    "unmentor organise edit",
    "unmentor organise words",
    "unmentor organise import",
    "unmentor organise invitations send",
    "unmentor organise invitations back",
    "unmentor unsure arrived",
    "unmentor unsure again",
    "unmentor undelivered again",
    "unmentor undelivered drop",
    "notes follow",
    "notes unfollow",
    "notes event new",
    "notes event change",
    "notes event import",
    "notes event drop",
    "notes event keep",
    "notes move",
    "notes place",
}


def test_no_organisers_verb_is_left_out_above() -> None:
    known = READING | CHANGING_BY_FORM_OR_PRESS
    table = load(commands)
    for lines, _action in CHANGES:
        found = table.find(("unmentor", *lines[-1].split())) or table.find(tuple(lines[-1].split()))
        assert found
        known = known | {found[0].line}
    assert {command.line for command in table.all if command.who == "organiser"} == known
