"""An organiser sets a scheme up in one form, edits it and ends it."""

from datetime import UTC, date, datetime

from bot.form import Form, FormErrors
from storage.round_records import Programme
from storage.transaction import Transaction
from tests.support.chat import Chat, World, read
from tests.support.organising import audit, priya, waiting_round


async def _schemes(world: World) -> list[Programme]:
    return await world.aside.write(lambda tx: tx.programmes.running(world.network.id))


async def _without_a_scheme(world: World) -> Chat:
    def end(tx: Transaction) -> None:
        tx.programmes.end(world.programme.id, world.network.id, world.now)

    await world.aside.write(end)
    return priya(world)


async def test_the_form_can_be_submitted_as_it_is(world: World) -> None:
    organiser = await _without_a_scheme(world)
    opened = await organiser.say("organise", channel=True)
    assert opened.startswith("Set up a scheme")
    said = await organiser.fill(name="Coffee across councils")
    assert "Coffee across councils is set up." in said
    assert "the first Tuesday of every month at 10am" in said
    assert organiser.buttons() == ["Post the Join card", "Edit the scheme", "Matching and messages"]
    (scheme,) = await _schemes(world)
    assert scheme.place_id == world.channel.id
    assert scheme.rules.different_organisation
    assert scheme.rules.no_repeat_within == 6
    assert [entry.action for entry in await audit(world)] == ["scheme.set_up"]


async def test_setting_up_plans_the_first_round(world: World) -> None:
    organiser = await _without_a_scheme(world)
    await organiser.say("organise", channel=True)
    await organiser.fill(name="Coffee across councils")
    (scheme,) = await _schemes(world)

    def upcoming(tx: Transaction) -> list[tuple[str, str, datetime]]:
        return [(s.kind, s.label, s.next_due) for s in tx.schedules.upcoming(10)]

    due = await world.aside.write(upcoming)
    # The preview of Tuesday 1 December is three working days before it.
    assert ("plan", "2026-12", datetime(2026, 11, 26, 10, tzinfo=UTC)) in due
    assert scheme.timing.starts == date(2026, 11, 26)


async def test_every_mistake_stands_at_its_input_and_nothing_is_lost(world: World) -> None:
    organiser = await _without_a_scheme(world)
    await organiser.say("organise")
    said = await organiser.fill(
        name="  ",
        every="often",
        at="20:00",
        minutes="0",
        quiet="Christmas",
    )
    assert isinstance(organiser.last, FormErrors)
    assert set(organiser.last.errors) == {"name", "place", "every", "minutes", "quiet"}
    assert "name: Give the scheme a name." in said
    assert "place: Choose a channel." in said
    assert "every: Give a whole number from 1 to 52." in said
    assert "We can't read the dates in “Christmas”." in said
    assert await _schemes(world) == []
    assert await audit(world) == []


async def test_a_time_outside_working_hours_is_refused(world: World) -> None:
    organiser = await _without_a_scheme(world)
    await organiser.say("organise", channel=True)
    assert "at: Choose a time in working hours, from 9am to 5pm." in await organiser.fill(
        name="Late", at="20:00"
    )
    assert "at: " in await organiser.fill(name="Late", at="ten")


async def test_quiet_periods_are_read_as_people_write_them(world: World) -> None:
    organiser = await _without_a_scheme(world)
    await organiser.say("organise", channel=True)
    await organiser.fill(
        name="Quiet", quiet="21 December 2026 to 4 January 2027: Christmas\n1 April 2027"
    )
    (scheme,) = await _schemes(world)
    quiet = [(q.first, q.last, q.why) for q in scheme.timing.quiet]
    assert quiet == [
        (date(2026, 12, 21), date(2027, 1, 4), "Christmas"),
        (date(2027, 4, 1), date(2027, 4, 1), ""),
    ]
    await organiser.say("organise edit")
    assert "Saved." in await organiser.fill()
    (again,) = await _schemes(world)
    assert again.timing == scheme.timing


async def test_a_scheme_can_run_by_the_week(world: World) -> None:
    organiser = await _without_a_scheme(world)
    await organiser.say("organise", channel=True)
    said = await organiser.fill(name="Fortnightly", kind="weeks", every="2", weekday="3")
    assert "every 2 weeks on Thursday at 10am" in said


async def test_names_are_not_used_twice(world: World) -> None:
    organiser = priya(world)
    await organiser.say("organise new", channel=True)
    said = await organiser.fill()
    assert said == "name: There is a scheme of this name already. Choose another name."
    ended = await _without_a_scheme(world)
    await ended.say("organise", channel=True)
    assert "name: There is a scheme of this name already." in await ended.fill()


async def test_a_channel_of_another_network_is_refused(world: World) -> None:
    def take(tx: Transaction) -> str:
        other = tx.networks.add("Another network")
        place = tx.places.see(world.space.id, "C0OTHER", "channel", "other")
        tx.places.give(place.id, other.id)
        return place.id

    place = await world.aside.write(take)
    organiser = priya(world)
    await organiser.say("organise new")
    said = await organiser.fill(name="Second", place=place)
    assert said == "place: That channel belongs to another network. Choose another one."


async def test_editing_moves_the_round_that_waits(world: World) -> None:
    organiser = priya(world)
    await organiser.say("round preview")
    await organiser.say("organise edit")
    said = await organiser.fill(at="14:00", weekday="2")
    assert "Saved. This is how Unmentoring, monthly is now." in said
    assert (await waiting_round(world)).introduce_at == datetime(2026, 12, 2, 14, tzinfo=UTC)
    assert [entry.action for entry in await audit(world)] == ["scheme.change", "round.plan"]


async def test_two_organisers_editing_at_once_keep_what_they_typed(world: World) -> None:
    first, second = priya(world), priya(world)
    await first.say("organise edit")
    await second.say("organise edit")
    await first.fill(at="11:00")
    said = await second.fill(minutes="45")
    assert "Somebody else changed this scheme while you had it open." in said
    assert "At what time: 11:00" in said
    assert isinstance(second.last, Form)
    typed = {given.name: getattr(given, "value", "") for given in second.last.inputs}
    assert (typed["minutes"], typed["at"]) == ("45", "10:00")
    await second.fill(at="11:00")
    (scheme,) = await _schemes(world)
    assert (scheme.minutes, scheme.timing.at) == (45, "11:00")


async def test_ending_a_scheme_asks_first_and_drops_the_round_that_waits(world: World) -> None:
    organiser = priya(world)
    await organiser.say("round preview")
    said = await organiser.say("organise end")
    assert "Ending Unmentoring, monthly can't be taken back." in said
    assert len(await _schemes(world)) == 1
    assert "has ended" in await organiser.press("End it")
    assert await _schemes(world) == []
    round_ = await world.aside.write(lambda tx: tx.rounds.latest(world.programme.id))
    assert round_
    assert round_.state == "cancelled"


async def test_the_join_card_says_what_it_is_and_when(world: World) -> None:
    organiser = priya(world)
    assert "on its way to #unmentoring" in await organiser.say("organise card")
    await organiser.say("organise card")

    def cards(tx: Transaction) -> list[str]:
        found = [d for d in tx.deliveries.waiting() if d.place_id]
        return [read(world.word(tx, delivery)) for delivery in found]

    (card,) = await world.aside.write(cards)
    assert card.startswith("Unmentoring, monthly")
    assert "30 minutes" in card
    assert (
        "Introductions are on the first Tuesday of every month at 10am, "
        "or on the next working day after a holiday." in card
    )
    assert "2026" not in card, "the card stays in the channel, and a date would go by"
    assert "in it so far" not in card


async def test_only_organisers_organise(world: World) -> None:
    sam = await world.member("Sam Okafor")
    said = await sam.say("organise")
    assert said.startswith("Only this network's organisers can do that. They are: Priya Raman.")


async def test_the_overview_shows_schemes_and_at_most_three_controls(world: World) -> None:
    organiser = priya(world)
    said = await organiser.say("organise")
    assert "Next introductions: Tuesday 1 December 2026 at 10am" in said
    assert len(organiser.buttons()) <= 3
    await world.add_programme("Action learning")
    said = await organiser.say("organise")
    assert said.index("Action learning") < said.index("Unmentoring, monthly")
    assert len(organiser.buttons()) <= 3


async def test_with_two_schemes_the_bot_asks_which(world: World) -> None:
    await world.add_programme("Action learning")
    organiser = priya(world)
    assert "Which scheme do you mean?" in await organiser.say("organise edit")
    assert "Edit the scheme" in await organiser.press("Action learning")
    assert "Edit the scheme" in await organiser.say("organise edit action learning")
