"""Joining: one screen, near-matches asked about, consent on record, a welcome with what is next."""

from storage.queue_records import Consent
from storage.transaction import Transaction
from storage.types import Member
from tests.support.chat import START, World


async def _add_departments(world: World) -> None:
    def add(tx: Transaction) -> None:
        rows = [
            ("Department for Harbours", "central", "UK-wide", ["DfHarbours", "Harbours"]),
            ("Northmoor County Council", "local", "North West", ["Northmoor"]),
            ("Department for Towns", "central", "UK-wide", ["DT"]),
        ]
        tx.organisations.add_many(world.network.id, rows)

    await world.aside.write(add)


async def _consents(world: World, member: Member) -> list[Consent]:
    return await world.aside.read(lambda tx: tx.consents.all(member.id))


async def test_a_newcomer_sees_one_screen_and_is_in(world: World) -> None:
    await _add_departments(world)
    sam = world.person("Sam Okafor")

    screen = await sam.say("join")
    assert "Your name" in screen
    assert "Your organisation" in screen
    assert "Public Services Together runs this network" in screen
    assert "administrators of a workspace, a team or a mailbox may be able to" in screen
    assert "24 months" in screen

    (harbours, _new) = await sam.search("organisations", "harbour")
    assert harbours.label == "Department for Harbours"
    assert "You're in" in await sam.fill(organisation=harbours.value)

    (welcome,) = await sam.told()
    assert "On Tuesday 1 December 2026 at 10am we'll introduce you to one person" in welcome
    assert "/unmentor pause" in welcome
    assert sam.buttons() == ["Tell us more", "What else can I do?"]

    member = await sam.find_member()
    assert (member.name, member.organisation) == ("Sam Okafor", "Department for Harbours")
    assert member.profile.sector == "central", "it follows from the organisation"
    (consent,) = await _consents(world, member)
    assert (consent.kind, consent.at, consent.via) == ("joined", START, "slack")
    assert consent.notice_version


async def test_the_name_is_filled_in_and_a_blank_one_is_asked_for_again(world: World) -> None:
    sam = world.person("Sam Okafor")
    await sam.say("join")
    assert sam.form
    assert sam.form.inputs[0].value == "Sam Okafor"  # type: ignore[union-attr]  # a text input
    answer = await sam.fill(name="  ", organisation="")
    assert "name: Tell us the name that people know you by." in answer
    assert "organisation: Tell us where you work." in answer


async def test_a_name_that_resembles_a_known_one_is_asked_about(world: World) -> None:
    await _add_departments(world)
    sam = world.person("Sam Okafor")
    await sam.say("join")
    again = await sam.fill(name="Sam O", organisation="new:Harbours Department", sector="central")
    assert "Did you mean Department for Harbours?" in again
    assert "What you typed is kept" in again

    assert sam.form
    kept = {given.name: given for given in sam.form.inputs}
    assert kept["name"].value == "Sam O"  # type: ignore[union-attr]  # a text input
    choice = kept["same_organisation"]
    known = choice.options[0].value  # type: ignore[union-attr]  # a choice
    assert "You're in" in await sam.fill(same_organisation=known)
    assert (await sam.find_member()).organisation == "Department for Harbours"


async def test_an_organisation_that_is_really_new_is_added(world: World) -> None:
    await _add_departments(world)
    sam = world.person("Sam Okafor")
    await sam.say("join")
    await sam.fill(organisation="new:Department for Harbors", sector="central")
    answer = await sam.fill(same_organisation="new:Department for Harbors")
    assert "You're in" in answer
    assert (await sam.find_member()).organisation == "Department for Harbors"


async def test_a_stranger_among_organisations_needs_a_sector_only(world: World) -> None:
    await _add_departments(world)
    sam = world.person("Sam Okafor")
    await sam.say("join")
    answer = await sam.fill(organisation="new:Ferry Lane Research Co-operative")
    assert answer == "sector: This organisation is new to us, so please choose its sector."
    assert "You're in" in await sam.fill(
        organisation="new:Ferry Lane Research Co-operative", sector="charity"
    )


async def test_an_alias_is_the_organisation_itself(world: World) -> None:
    await _add_departments(world)
    sam = world.person("Sam Okafor")
    await sam.say("join")
    assert "You're in" in await sam.fill(organisation="new: dfharbours ")
    assert (await sam.find_member()).organisation == "Department for Harbours"


async def test_joining_twice_changes_nothing(world: World) -> None:
    sam = world.person("Sam Okafor")
    await sam.say("join")
    await sam.fill(organisation="new:Eastmarsh", sector="local")
    assert len(await sam.told()) == 1
    assert "You've joined already, so nothing has changed." in await sam.say("/unmentor join"[1:])
    # The same screen sent again, as by a double click: one member, one welcome.
    await sam.fill(organisation="new:Eastmarsh", sector="local")
    assert await sam.told() == []
    people, _organisations = await world.aside.read(lambda tx: tx.members.count(world.network.id))
    assert people == 1


async def test_the_join_card_in_the_channel_opens_the_screen(world: World) -> None:
    sam = world.person("Sam Okafor")
    assert "Your organisation" in await sam.say("unmentor join", channel=True)


async def test_other_words_for_join_work(world: World) -> None:
    for words in ("subscribe", "opt in", "sign up", "Join", "unmentor subscribe", "START"):
        sam = world.person("Sam Okafor")
        assert "Your organisation" in await sam.say(words), words


async def test_whoever_left_comes_back_with_what_they_told(world: World) -> None:
    sam = await world.member("Sam Okafor", "Eastmarsh", profession="policy", topics="Bins")
    assert "You've left" in await sam.say("leave")
    await sam.say("join")
    assert sam.form
    organisation = sam.form.inputs[1]
    assert organisation.chosen[0].label == "Eastmarsh"  # type: ignore[union-attr]  # a search
    assert "You're in" in await sam.fill()
    member = await sam.find_member()
    assert (member.left_at, member.profile.topics) == (None, "Bins")


async def test_a_second_scheme_needs_no_second_screen(world: World) -> None:
    sam = world.person("Sam Okafor")
    await sam.say("join")
    await sam.fill(organisation="new:Eastmarsh", sector="local")
    await sam.told()
    await world.add_programme("Action learning")
    assert "Which scheme do you mean?" in await sam.say("join")
    assert sam.buttons() == ["Action learning", "Unmentoring, monthly"]
    assert "You're in" in await sam.press("Action learning")
    (welcome,) = await sam.told()
    assert "You're in Action learning." in welcome
    assert "You've joined already" in await sam.say("join action learning")


async def test_with_no_scheme_there_is_nothing_to_join(world: World) -> None:
    end = world.programme
    await world.aside.write(lambda tx: tx.programmes.end(end.id, world.network.id, START))
    answer = await world.person("Sam Okafor").say("join")
    assert "no scheme to join" in answer
    assert "Priya Raman" in answer


async def test_telling_more_is_optional_and_kept(world: World) -> None:
    sam = await world.member("Sam Okafor", "Eastmarsh")
    form = await sam.say("profile")
    assert "Your partner sees this, and nobody else." in form
    answer = await sam.fill(
        profession="policy",
        interests=("new:Service design", "new:  SERVICE DESIGN ", "new:Tea"),
        email="sam@eastmarsh.example",
        topics="Bins\n\nand boats",
    )
    assert "Saved." in answer
    profile = (await sam.find_member()).profile
    assert profile.interests == ("Service design", "Tea")
    assert profile.contact.email == "sam@eastmarsh.example"
    assert profile.topics == "Bins\n\nand boats"
    await sam.say("profile")
    await sam.fill(email="", topics="")
    profile = (await sam.find_member()).profile
    assert (profile.contact.email, profile.topics) == ("", "")


async def test_a_profession_of_ones_own_stays_in_the_form(world: World) -> None:
    sam = await world.member("Sam Okafor", "Eastmarsh", profession="lighthouse keeping")
    await sam.say("profile")
    await sam.fill(region="Wales")
    assert (await sam.find_member()).profile.profession == "lighthouse keeping"


async def test_contact_details_that_cannot_be_right_are_asked_about(world: World) -> None:
    sam = await world.member("Sam Okafor", "Eastmarsh")
    await sam.say("profile")
    answer = await sam.fill(email="sam at work", phone="ask me")
    assert "email: This doesn't look like an email address." in answer
    assert "phone: This doesn't look like a phone number." in answer
    assert (await sam.find_member()).profile.contact.email == ""
