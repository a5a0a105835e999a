"""A scheme is handed over, looked after by one organiser, and ended: whom that is told."""

from jobs.delivery.closed_places import close_place
from jobs.members.deactivation import forget_account
from jobs.rounds import reports, rounds
from storage.round_records import Programme
from storage.transaction import Transaction
from storage.types import Account
from tests.support.chat import Chat, World
from tests.support.organising import audit, people, preview, priya


async def _scheme(world: World) -> Programme:
    return await world.aside.read(
        lambda tx: tx.programmes.get(world.programme.id, world.network.id)
    )


async def _keeper(world: World) -> Account | None:
    def find(tx: Transaction) -> Account | None:
        keeper = tx.programmes.get(world.programme.id, world.network.id).keeper_id
        return tx.accounts.get(keeper) if keeper else None

    return await world.aside.read(find)


async def _kept_by_ade(world: World) -> Chat:
    ade = await world.member("Ade Bello", "Example City Council")
    await priya(world).say("organise hand over @Ade Bello")
    await ade.told()
    return ade


async def test_a_scheme_is_handed_over_to_somebody_who_becomes_an_organiser(world: World) -> None:
    ade = await world.member("Ade Bello", "Example City Council")
    said = await priya(world).say("organise hand over @Ade Bello")
    assert (
        "Ade Bello looks after Unmentoring, monthly from now on, and is an organiser now." in said
    )
    (told,) = await ade.told()
    assert told.startswith("Priya Raman has handed Unmentoring, monthly over to you.")
    assert "From now on you get its plans and reports" in told
    assert "Looked after by: Ade Bello" in await ade.say("organise")
    entries = await audit(world)
    assert [entry.action for entry in entries] == ["scheme.hand_over"]
    log = await priya(world).say("log")
    assert "Priya Raman handed Unmentoring, monthly over to Ade Bello" in log


async def test_without_a_name_a_form_asks_who(world: World) -> None:
    await world.member("Ade Bello", "Example City Council")
    organiser = priya(world)
    assert "Who looks after it now" in await organiser.say("organise hand over")
    (option,) = await organiser.search("members", "Ade")
    said = await organiser.fill(who=option.value)
    assert "Ade Bello looks after" in said
    keeper = await _keeper(world)
    assert keeper
    assert keeper.name == "Ade Bello"


async def test_of_several_schemes_one_is_named_or_asked_for(world: World) -> None:
    await world.member("Ade Bello", "Example City Council")
    other = await world.add_programme("Design lunch")
    organiser = priya(world)
    assert "Which scheme do you mean?" in await organiser.say("organise hand over @Ade Bello")
    said = await organiser.say("organise hand over design lunch @Ade Bello")
    assert "Ade Bello looks after Design lunch" in said
    assert await _keeper(world) is None
    found = await world.aside.read(lambda tx: tx.programmes.get(other.id, world.network.id))
    assert found.keeper_id


async def test_a_name_that_nobody_has_changes_nothing(world: World) -> None:
    said = await priya(world).say("organise hand over @Nobody Known")
    assert "We know nobody called Nobody Known in this network." in said
    assert await _keeper(world) is None
    assert await audit(world) == []


async def test_the_one_before_is_told_by_whom_it_was_handed_on(world: World) -> None:
    ade = await _kept_by_ade(world)
    await world.member("Jo Park", "Northmoor NHS Trust")
    await priya(world).say("organise hand over Jo Park")
    (told,) = await ade.told()
    assert told.startswith(
        "Jo Park looks after Unmentoring, monthly from now on: Priya Raman handed it over."
    )
    assert "You're still an organiser" in told


async def test_to_whoever_has_it_already_nothing_changes(world: World) -> None:
    ade = await _kept_by_ade(world)
    said = await priya(world).say("organise hand over @Ade Bello")
    assert "Ade Bello looks after Unmentoring, monthly already" in said
    assert await ade.told() == []


async def test_what_concerns_a_scheme_is_told_to_its_keeper_alone(world: World) -> None:
    await people(world, 4)
    organiser = priya(world)
    await preview(world, organiser)
    ade = await _kept_by_ade(world)

    def tell(tx: Transaction) -> None:
        programme = tx.programmes.get(world.programme.id, world.network.id)
        round_ = tx.rounds.latest(programme.id, "proposed")
        assert round_
        rounds.tell_ready(tx, round_, None, world.now)
        rounds.tell_not_planned(tx, programme, round_, "", world.now)
        close_place(tx, tx.places.get(programme.place_id), "is_archived", world.now)
        assert rounds.send(tx, programme, round_, world.now)
        for delivery in tx.deliveries.waiting(1000):
            if delivery.group_id:
                tx.deliveries.cancel_group(delivery.group_id, world.now)
        reports.report_due(tx, world.now)

    await world.aside.write(tell)
    assert len(await ade.told()) >= 3
    assert await organiser.told() == []


async def test_a_keeper_who_blocked_the_bot_or_is_gone_is_stood_in_for(world: World) -> None:
    ade = await _kept_by_ade(world)
    organiser = priya(world)

    def not_planned(tx: Transaction) -> None:
        programme = tx.programmes.get(world.programme.id, world.network.id)
        round_ = rounds.open_round(tx, programme, world.now)
        rounds.tell_not_planned(tx, programme, round_, "", world.now)
        rounds.cancel(tx, programme, round_, world.now)

    def block(tx: Transaction) -> None:
        account = tx.accounts.find(ade.key)
        assert account
        tx.accounts.mark_blocked(account.id, world.now)
        not_planned(tx)

    await world.aside.write(block)
    assert len(await organiser.told()) == 1
    assert await _keeper(world)

    def go(tx: Transaction) -> None:
        forget_account(tx, ade.key, world.now)
        not_planned(tx)

    await world.aside.write(go)
    assert len(await organiser.told()) == 1
    assert await _keeper(world) is None


async def test_whoever_is_no_longer_an_organiser_keeps_no_scheme(world: World) -> None:
    await _kept_by_ade(world)
    await priya(world).say("organisers remove Ade Bello")
    assert await _keeper(world) is None


async def test_whoever_is_forgotten_keeps_no_scheme(world: World) -> None:
    ade = await _kept_by_ade(world)
    await ade.say("forget me")
    await ade.press("Delete everything about me")
    assert await _keeper(world) is None


async def test_members_of_a_scheme_that_ends_are_told_once(world: World) -> None:
    sam = await world.member("Sam Okafor", "Example City Council")
    jo = await world.member("Jo Park", "Northmoor NHS Trust")
    await jo.say("pause")
    await world.introduce((sam, jo))
    for chat in (sam, jo):
        await chat.told()
    organiser = priya(world)
    assert "We tell its members." in await organiser.say("organise end")
    await organiser.press("End it")
    await organiser.press("End it")
    (told,) = await sam.told()
    assert told == (
        "Unmentoring, monthly has ended: there will be no more rounds. Thank you for taking part.\n"
        "You and Jo can still meet. Nothing changes about that.\n"
        "You need do nothing. To see what we keep about you, or delete it, type /teapoint my data."
    )
    assert len(await jo.told()) == 1
    assert "Have you and Jo met yet?" in await sam.say("status")


async def test_who_is_in_other_schemes_is_told_so_and_who_left_is_told_nothing(
    world: World,
) -> None:
    sam = await world.member("Sam Okafor", "Example City Council")
    jo = await world.member("Jo Park", "Northmoor NHS Trust")
    other = await world.add_programme("Design lunch")
    await world.take_in(sam, programme=other)
    await jo.say("leave")
    await jo.told()
    await priya(world).say("organise end unmentoring, monthly yes")
    (told,) = await sam.told()
    assert "You're still in the other schemes that you joined: /unmentor status." in told
    assert await jo.told() == []
