"""Your data: to read, to have, to delete; and being asked again when the privacy notice changes."""

from datetime import timedelta

from bot.command import Policy
from bot.wording.members import privacy
from bot.wording.members.data_words import titles
from storage.outbox import Settled
from storage.queue_records import Consent
from storage.transaction import Transaction
from storage.types import Contact
from tests.support.chat import NAMES, POLICY, World


async def test_my_data_comes_by_direct_message_in_plain_words(world: World) -> None:
    sam = world.person("Sam Okafor")
    await sam.say("join")
    await sam.fill(organisation="new:Eastmarsh", sector="local")
    await sam.say("profile")
    await sam.fill(interests=("new:bins",), topics="Bins", email="sam@eastmarsh.example")
    ade = await world.member("Ade Bello")
    await world.introduce([sam, ade])
    await sam.say("avoid Ade Bello")
    await sam.told()

    answer = await sam.say("my data", channel=True)
    assert "in 1 message" in answer
    (data,) = await sam.told()
    for words in (
        "everything that Public services together keeps about you",
        "name: Sam Okafor",
        "interest: bins",
        "contact details for partners: email sam@eastmarsh.example",
        "partners: Ade Bello",
        "What you agreed to, and when",
        "People you don't want to be introduced to",
        "Thursday 26 November 2026 at 10am",
    ):
        assert words in data, words
    for machine_word in ("_id", "T10:00", "None", "{", "Kept"):
        assert machine_word not in data, machine_word


async def test_much_data_comes_in_parts_that_fit_together(world: World) -> None:
    sam = await world.member("Sam Okafor", topics="Bins")
    for number in range(60):
        ade = await world.member(f"Somebody with quite a long name {number}")
        world.now += timedelta(days=1)
        await world.introduce([sam, ade])
        await world.close_round()
    await sam.told()
    answer = await sam.say("my data")
    parts = await sam.told()
    assert len(parts) > 1
    assert f"in {len(parts)} messages" in answer
    assert all(len(part) < 3_000 for part in parts)
    assert "part 2 of" in parts[1]
    everything = "\n".join(parts)
    assert all(f"long name {number};" in everything for number in range(60))


async def test_a_digest_and_reminders_are_in_it_in_words(world: World) -> None:
    sam = await world.member("Sam Okafor")
    for typed in ("me weekly mon 09:00", "mute topic bins", "write weeknotes friday 15:00"):
        await sam.say(f"digest {typed}")
    await sam.told()
    await sam.say("my data")
    data = "\n".join(await sam.told())
    for words in ("how often: weekly", "day: Monday", "What your digest leaves out", "day: Friday"):
        assert words in data, words
    for machine_word in ("made at", "digest mute", "write prompt", "weekday"):
        assert machine_word not in data, machine_word


async def test_whatever_is_kept_has_a_heading_in_words(world: World) -> None:
    sam = await world.member("Sam Okafor")
    network = world.network.id

    def read(tx: Transaction) -> set[str]:
        account = tx.accounts.find(sam.key)
        assert account
        return set(tx.export.everything(account.id, network))

    assert await world.aside.read(read) <= set(titles())


async def test_somebody_who_never_joined_can_ask_too(world: World) -> None:
    nobody = world.person("Nobody Yet")
    assert "in 1 message" in await nobody.say("my data")
    (data,) = await nobody.told()
    assert "Nobody Yet" in data


async def test_asking_twice_sends_it_twice_but_not_within_itself(world: World) -> None:
    sam = await world.member("Sam Okafor", topics="Bins")
    await sam.say("my data")
    (first,) = await sam.told()

    def send(tx: Transaction) -> None:
        (claimed,) = tx.outbox.claim("ready", world.now, timedelta(minutes=1), 10)
        assert tx.outbox.fix_route(claimed, "DUSAMOKAFOR", first, world.now)
        assert tx.outbox.settle(claimed, Settled("sent"), world.now)

    await world.aside.write(send)
    world.now += timedelta(minutes=1)
    await sam.say("my data")
    (second,) = await sam.told()
    assert second.count("Bins") == first.count("Bins") == 1
    assert "an answer that you asked for" in second


async def test_forget_me_says_what_cannot_be_undone_and_then_does_it(world: World) -> None:
    sam = await world.member(
        "Sam Okafor", "Eastmarsh", topics="Bins", contact=Contact(email="sam@eastmarsh.example")
    )
    ade = await world.member("Ade Bello")
    await world.introduce([sam, ade])
    await ade.told()
    before = await sam.find_member()

    warning = await sam.say("forget me")
    assert "It can't be undone." in warning
    assert "Your own digest, your blogs and your reminders to write are deleted." in warning
    button = sam.find_button("Delete everything about me")
    assert button.confirm
    assert button.style == "danger"
    assert (await sam.find_member()).left_at is None, "asking changes nothing"

    assert "It's done" in await sam.press("Delete everything about me")
    erased = await world.aside.read(lambda tx: tx.members.get(before.id, world.network.id))
    assert (erased.name, erased.profile.topics, erased.profile.contact.email) == ("", "", "")
    assert await sam.told() == []
    (told,) = await ade.told()
    assert "The person you were to meet has stopped taking part" in told
    assert "Okafor" not in told
    assert "You're not taking part yet." in await sam.say("status"), "a stranger again"


async def test_forget_me_can_be_typed_too(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "forget me now" in await sam.say("delete my data")
    assert "It's done" in await sam.say("forget me now")
    assert "It's done" in await sam.say("forget me now"), "twice is no trouble"


async def test_the_only_organiser_cannot_vanish(world: World) -> None:
    priya = world.person("Priya Raman", "U0PRIYA")
    await priya.say("join")
    await priya.fill(organisation="new:Northmoor", sector="local")
    answer = await priya.say("forget me now")
    assert "You're the only organiser" in answer
    assert "Nothing has changed." in answer
    assert (await priya.find_member()).left_at is None


async def test_the_privacy_notice_names_who_answers_for_it(world: World) -> None:
    text = await world.person("Nobody Yet").say("privacy")
    for words in ("Public Services Together", "privacy@together.example", "24 months"):
        assert words in text


async def test_when_the_words_change_people_are_asked_again(world: World) -> None:
    sam = world.person("Sam Okafor")
    await sam.say("join")
    await sam.fill(organisation="new:Eastmarsh", sector="local")
    assert "has changed" not in await sam.say("status")
    member = await sam.find_member()

    def agreed_to_older_words(tx: Transaction) -> None:
        tx.consents.record(Consent(member.id, "renewed", "older words", world.now))

    await world.aside.write(agreed_to_older_words)
    assert "How we use what you tell us has changed." in await sam.say("status")
    assert "This has changed since you joined." in await sam.say("privacy")
    assert "Thank you." in await sam.press("Carry on taking part")
    assert "already" in await sam.press("Carry on taking part"), "pressed twice"
    assert "has changed" not in await sam.say("status")
    latest = await world.aside.read(lambda tx: tx.consents.latest(member.id))
    assert latest
    assert (latest.kind, latest.notice_version) == ("renewed", privacy.version(POLICY))


def test_the_version_follows_the_words_not_the_commands() -> None:
    other = Policy("Somebody else", POLICY.contact, POLICY.retention_months)
    assert privacy.version(POLICY) != privacy.version(other)
    assert privacy.version(POLICY) == privacy.version(POLICY)
    assert NAMES.shortcuts, "the version is that of a workspace without the shortcut, too"
