"""Work addresses confirm where people work, once organisers have confirmed whose they are."""

from dataclasses import replace
from datetime import timedelta

from bot.form import FormErrors
from bot.starter import give_missing_domains
from jobs.delivery.bounces import bounce
from jobs.delivery.reaching import direct
from jobs.members import uniting
from jobs.organisations.verifying import keep_address, note_address, verify_address
from storage.notices.linking import AccountLinked
from storage.transaction import Transaction
from storage.types import OrganisationId, Profile
from tests.support.chat import Chat, World
from tests.support.importing import Shelf, do_imports
from tests.support.organising import audit, pairs, preview, priya

CITY, BOROUGH = "Example City Council", "Example Borough Council"


async def suggest(world: World, *owned: tuple[str, str]) -> None:
    """Let the register suggest these domains for these organisations."""

    def write(tx: Transaction) -> None:
        for domain, name in owned:
            owner = tx.organisations.add(world.network.id, name, "local", "").id
            tx.domains.suggest(world.network.id, [(domain, owner)])

    await world.aside.write(write)


async def verify(world: World, person: Chat, address: str) -> None:
    """Let an address be known as somebody's, as a link in a mail or a platform proves it."""

    def write(tx: Transaction) -> None:
        account = tx.accounts.find(person.key)
        assert account
        keep_address(tx, account.id, address, "mail", world.now)

    await world.aside.write(write)


async def test_a_domain_suggests_until_an_organiser_confirms_it(world: World) -> None:
    organiser = priya(world)
    await suggest(world, ("example-city.gov.uk", CITY))
    ade = await world.member("Ade Bello", CITY)
    await verify(world, ade, "ade@mail.example-city.gov.uk")
    assert (await ade.find_member()).verified_at is None
    assert "as you told us" in await ade.say("organisation")
    listed = await organiser.say("organisations")
    assert "1 domain of work addresses waits to be confirmed." in listed
    asked = await organiser.press("Confirm domains")
    assert f"Some members have addresses at example-city.gov.uk. Is that {CITY}?" in asked
    assert "It confirms fewer than 5 people." in await organiser.press("Yes, confirm it")
    assert (await ade.find_member()).verified_at == world.now
    assert "Your work address confirms it." in await ade.say("organisation")
    assert "Nothing waits for you" in await organiser.say("organisations confirm")
    assert [entry.action for entry in await audit(world)] == ["organisations.confirm"]
    assert await ade.told() == []


async def test_whoever_says_another_organisation_is_asked_kindly_and_once(world: World) -> None:
    organiser = priya(world)
    await suggest(world, ("example-city.gov.uk", CITY))
    ade = await world.member("Ade Bello", BOROUGH)
    await organiser.say("organisations confirm example-city.gov.uk")
    await verify(world, ade, "ade@example-city.gov.uk")
    await verify(world, ade, "ade@example-city.gov.uk")
    (told,) = await ade.told()
    assert f"Your work address is {CITY}'s, and you told us that you work at {BOROUGH}." in told
    assert "Both can be right." in told
    assert "Nothing changes." in await ade.press(f"{BOROUGH} stays")
    assert (await ade.find_member()).organisation == BOROUGH
    assert "Your work address confirms it." in await ade.press(CITY)
    now = await ade.find_member()
    assert (now.organisation, now.verified_at) == (CITY, world.now)
    await ade.say(f"organisation {BOROUGH}")
    assert (await ade.find_member()).verified_at is None


async def test_whoever_named_none_is_offered_the_one_that_fits(world: World) -> None:
    await suggest(world, ("example-city.gov.uk", CITY))
    ade = await world.member("Ade Bello")
    assert "You haven't told us where you work." in await ade.say("organisation")
    await verify(world, ade, "ade@example-city.gov.uk")
    (told,) = await ade.told()
    assert f"Do you work at {CITY}? Your address looks like it." in told
    assert f"You work at {CITY}, as you told us." in await ade.press(CITY)
    await ade.say("organisation")
    assert "You work at Tea Club, as you told us." in await ade.fill(organisation="new:Tea Club")
    assert "We don't know an organisation called Nowhere." in await ade.say("organisation Nowhere")


async def test_an_address_that_is_refused_proves_nothing_until_it_is_confirmed_again(
    world: World,
) -> None:
    await suggest(world, ("example-city.gov.uk", CITY))
    ade = await world.member("Ade Bello", CITY)
    await verify(world, ade, "ade@example-city.gov.uk")
    await priya(world).say("organisations confirm example-city.gov.uk")
    assert "Your work address confirms it." in await ade.say("organisation")
    account = await world.aside.read(lambda tx: tx.accounts.find(ade.key))
    assert account

    def refuse(tx: Transaction) -> None:
        told = AccountLinked(tx.members.of_account(account.id)[0].id, account.id)
        tx.notices.queue(world.network.id, told, [direct(account)], world.now)
        mine = [d for d in tx.deliveries.waiting(10) if d.account_id == account.id]
        bounce(tx, mine[0], "refused", world.now)

    await world.aside.write(refuse)
    assert (await ade.find_member()).verified_at is None
    await world.aside.write(lambda tx: verify_address(tx, account.id, world.now))
    assert (await ade.find_member()).verified_at == world.now


async def test_an_introduction_says_how_each_organisation_is_known(world: World) -> None:
    organiser = priya(world)
    await suggest(world, ("example-city.gov.uk", CITY))
    ade = await world.member("Ade Bello", CITY)
    sam = await world.member("Sam Okafor", BOROUGH)
    await verify(world, ade, "ade@example-city.gov.uk")
    await organiser.say("organisations confirm example-city.gov.uk")
    await world.introduce([ade, sam])
    (told,) = await sam.told()
    assert "Organisation confirmed by work address: Ade." in told
    assert "Organisation as they told us: Sam." in told
    assert "Organisation confirmed by work address." in await sam.say("status")
    assert f"You work at {BOROUGH}, as you told us." in await sam.say("status")
    form = await sam.say("unmentor profile")
    assert f"You work at {BOROUGH}, as you told us. To change that, type /teapoint organ" in form
    assert "Organisation as Sam told us." in await ade.say("status")


async def test_a_correction_moves_what_is_proven(world: World) -> None:
    organiser = priya(world)
    await suggest(world, ("example-city.gov.uk", CITY), ("taken.gov.uk", BOROUGH))
    ade = await world.member("Ade Bello", CITY)
    await verify(world, ade, "ade@other.example")
    await organiser.say("organisations confirm taken.gov.uk")
    await organiser.say(f"organisations correct {CITY}")
    for typed, why in (
        ("gmail.com", "shared by many"),
        ("not a domain!", "not a domain"),
        ("taken.gov.uk", f"confirmed as {BOROUGH}'s"),
    ):
        assert why in await organiser.fill(domains=typed)
        assert isinstance(organiser.last, FormErrors)
    said = await organiser.fill(
        name="The City Council", domains="other.example", aliases="TCC", sector="local"
    )
    assert "Saved: The City Council. Work addresses confirm fewer than 5 people." in said
    assert (await ade.find_member()).organisation == "The City Council"
    shown = await organiser.say("organisations tcc")
    assert "other.example (confirmed)" in shown
    assert "example-city" not in shown
    await organiser.say(f"organisations correct {CITY}")
    await organiser.fill(domains="")
    assert (await ade.find_member()).verified_at is None


async def test_a_register_comes_from_a_spreadsheet_and_twice_changes_nothing(world: World) -> None:
    organiser = priya(world)
    ade = await world.member("Ade Bello", CITY)
    await verify(world, ade, "ade@example-city.gov.uk")
    sheet = (
        "Organisation;Sector;Region;E-mail domains;Also known as\n"
        f"{CITY};Council;Yorkshire;example-city.gov.uk, gmail.com;ECC\n"
        "=HYPERLINK(1);local;;;\n"
        "Tea Agency;agency;Narnia;tea.gov.uk;TA\n"
        f"{CITY};local;;;\n"
    ).encode("cp1252")
    for told in ("1 new organisation", "2 as they were"):
        await organiser.say("organisations import")
        assert "reading it" in await organiser.fill(file=("F1", "register.csv", "300"))
        await do_imports(world, Shelf({"F1": sheet}))
        (report,) = await organiser.told()
        assert told in report
    for words in (
        "4 rows read",
        "Row 2: gmail.com is shared by many organisations, so it proves none.",
        "Row 3: “'=HYPERLINK(1)” is a formula. We left it out: put in what it shows.",
        "Row 4: we don't know the region “Narnia”. We left it as it was.",
        f"Row 5: {CITY} is in an earlier row. We took that one.",
    ):
        assert words in report
    assert (await ade.find_member()).verified_at == world.now
    assert {entry.action for entry in await audit(world)} == {"organisations.import"}


async def test_an_account_that_joins_brings_its_proof_and_takes_it_away_again(
    world: World,
) -> None:
    organiser = priya(world)
    await suggest(world, ("example-city.gov.uk", CITY))
    await organiser.say("organisations confirm example-city.gov.uk")
    ade = await world.member("Ade Bello", CITY)
    other = await world.member("Ade at work", CITY)
    await verify(world, other, "ade@example-city.gov.uk")
    mine, second = await ade.find_member(), await other.find_member()
    assert (mine.verified_at, second.verified_at) == (None, world.now)

    def become_one_and_two(tx: Transaction) -> list[object]:
        merge = uniting.unite(tx, mine, second, None, world.now)
        united = tx.members.get(mine.id, world.network.id).verified_at
        uniting.part(tx, merge, world.now)
        return [united, tx.members.get(mine.id, world.network.id).verified_at]

    assert await world.aside.write(become_one_and_two) == [world.now, None]
    assert (await other.find_member()).verified_at == world.now


# Renames, mergers and splits: who is a colleague of whom


async def test_a_network_of_before_domains_has_those_of_the_list_and_what_it_dropped_stays_so(
    world: World,
) -> None:
    here, theirs = world.network.id, ["leeds.gov.uk", "bradford.gov.uk"]

    def found_without(tx: Transaction) -> None:
        for name in ("Leeds City Council", "City of Bradford Metropolitan District Council"):
            tx.organisations.add(here, name, "local", "")

    def start(tx: Transaction) -> list[str]:
        give_missing_domains(tx)
        return [domain.name for domain in tx.domains.among(here, theirs) if not domain.confirmed]

    await world.aside.write(found_without)
    assert await world.aside.write(start) == sorted(theirs)
    await world.aside.write(lambda tx: tx.domains.drop(here, theirs[:1]))
    assert await world.aside.write(start) == theirs[1:]


async def test_a_rename_changes_nothing_but_the_name(world: World) -> None:
    organiser = priya(world)
    ade, sam = [await world.member(name, CITY) for name in ("Ade Bello", "Sam Okafor")]
    for line, why in (
        (f'organisations rename "{CITY}" to "New Council" from 1 April 2031', "still to come"),
        (f'organisations rename "{CITY}" to "New Council" from Tuesdayish', "couldn't read"),
        (f'organisations rename "{CITY}" to "{CITY}"', "is called Example City Council already"),
        (f'organisations rename Nowhere to "{CITY}"', "We don't know an organisation"),
    ):
        assert why in await organiser.say(line)
    said = await organiser.say(f'organisations rename "{CITY}" to "New Council" from 1 April 2026')
    assert said.startswith(f"Done: {CITY} is called New Council since Wednesday 1 April 2026.")
    assert {(await each.find_member()).organisation for each in (ade, sam)} == {"New Council"}
    assert "Everybody is from New Council" in await preview(world, organiser)
    assert f"Until Wednesday 1 April 2026 it was called {CITY}." in await organiser.say(
        f"organisations {CITY}"
    )


async def test_merged_since_a_day_people_count_as_of_one(world: World) -> None:
    organiser = priya(world)
    await suggest(world, ("example-city.gov.uk", CITY), ("example-borough.gov.uk", BOROUGH))
    ade, sam = await world.member("Ade Bello", CITY), await world.member("Sam Okafor", BOROUGH)
    for person, domain in ((ade, "example-city.gov.uk"), (sam, "example-borough.gov.uk")):
        await verify(world, person, f"me@{domain}")
        await organiser.say(f"organisations confirm {domain}")
    await organiser.say(f"organisations merge {BOROUGH} into {CITY} from 1 April 2026 yes")
    assert "Everybody is from" in await preview(world, organiser)
    for person in (ade, sam):
        member = await person.find_member()
        assert (member.organisation, member.verified_at) == (CITY, world.now)
    jo = await world.member("Jo Park", CITY)
    await verify(world, jo, "jo@example-borough.gov.uk")
    assert (await jo.find_member()).verified_at == world.now
    assert f"{BOROUGH} became a part of it on Wednesday 1 April 2026." in await organiser.say(
        f"organisations {BOROUGH}"
    )


async def test_after_a_split_people_are_of_two_once_they_have_said_so(world: World) -> None:
    organiser = priya(world)
    await suggest(world, ("example-city.gov.uk", CITY))
    people = [await world.member(name, CITY) for name in ("Ade Bello", "Sam Okafor")]
    for person in people:
        await verify(world, person, f"{person.user}@example-city.gov.uk")
    await organiser.say("organisations confirm example-city.gov.uk")
    asked = await organiser.say(f'organisations split "{CITY}" into "East Council" and "West One"')
    assert "2 people are asked which is theirs." in asked
    assert "We've asked 2 people" in await organiser.press("Split it")
    assert "Everybody is from" in await preview(world, organiser)
    await organiser.say("unmentor round cancel yes")
    for person, part in zip(people, ("East Council", "West One"), strict=True):
        (told,) = [text for text in await person.told() if "split into" in text]
        assert f"{CITY} was split into East Council and West One." in told
        await person.press(part)
        now = await person.find_member()
        assert (now.organisation, now.verified_at) == (part, world.now)
        offered = [option.label for option in await person.search("organisations", "Council")]
        assert CITY not in offered
    await preview(world, organiser)
    assert await pairs(world) == [["Ade Bello", "Sam Okafor"]]
    assert f"{CITY} was split before." in await organiser.say(
        f'organisations split "{CITY}" into "A B" and "C D"'
    )


async def test_nothing_of_one_network_proves_anything_in_another(world: World) -> None:
    await suggest(world, ("example-city.gov.uk", CITY))
    ade = await world.member("Ade Bello", CITY)
    await verify(world, ade, "ade@example-city.gov.uk")

    def elsewhere(tx: Transaction) -> tuple[object, ...]:
        other = tx.networks.add("Another network")
        account = tx.accounts.find(ade.key)
        assert account
        theirs = tx.organisations.add(other.id, CITY, "local", "")
        (mine,) = tx.members.of_account(account.id)
        member = tx.members.join(other.id, account.id, _at(mine.profile, theirs.id), world.now)
        tx.domains.confirm(other.id, theirs.id, ["example-city.gov.uk"], None, world.now)
        note_address(tx, account.id, world.now)
        here = tx.members.get(mine.id, world.network.id)
        there = tx.members.get(member.id, other.id)
        return here.verified_at, there.verified_at

    assert await world.aside.write(elsewhere) == (None, world.now)


def _at(profile: Profile, organisation_id: OrganisationId) -> Profile:
    return replace(profile, organisation_id=organisation_id)


async def test_lists_say_once_whose_organisations_work_addresses_confirm(world: World) -> None:
    organiser = priya(world)
    await suggest(world, ("example-city.gov.uk", CITY))
    await organiser.say("organisations confirm example-city.gov.uk")
    sam, ade = await world.member("Sam Okafor", "Eastmarsh"), await world.member("Ade Bello", CITY)
    bea, cal = await world.member("Bea Cole", BOROUGH), await world.member("Cal Dunn", "Loxley")
    await world.introduce((sam, ade), (bea, cal))
    await world.close_round()
    assert "Organisations are as people told us." in await sam.say("unmentor history")
    await verify(world, ade, "ade@example-city.gov.uk")
    assert "Work addresses confirm these organisations." in await sam.say("unmentor history")
    shown = await preview(world, organiser)
    few = "Work addresses confirm where 1 of 4 people work."
    assert f"{few} The other organisations are as people told us." in shown
    listed = await organiser.say("round show")
    once = "Confirmed by work address: Ade Bello. Other organisations are as people told us."
    assert listed.count(once) == 1
    await suggest(world, ("borough.example", BOROUGH), ("loxley.example", "Loxley"))
    for domain, member in (("borough.example", bea), ("loxley.example", cal)):
        await organiser.say(f"organisations confirm {domain}")
        await verify(world, member, f"me@{domain}")
    listed = await organiser.say("round show")
    once = "As people told us: Sam Okafor. Work addresses confirm the other organisations."
    assert listed.count(once) == 1


async def test_my_data_say_that_an_address_confirms_the_organisation(world: World) -> None:
    await suggest(world, ("example-city.gov.uk", CITY))
    await priya(world).say("organisations confirm example-city.gov.uk")
    ade = await world.member("Ade Bello", CITY)
    words = "organisation confirmed by your work address"
    await ade.say("my data")
    assert words not in "".join(await ade.told())
    await verify(world, ade, "ade@example-city.gov.uk")
    world.now += timedelta(hours=1)
    await ade.say("my data")
    assert words in "".join(await ade.told())
