"""A member proves where they work by a code that is mailed to their work address."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from jobs.delivery.bounces import bounce
from jobs.organisations.mailed_codes import MOST_A_DAY
from storage.addresses import Address
from storage.notices.mail import AddressCode
from storage.store import Store
from storage.transaction import Transaction
from storage.types import AccountKey, Profile
from tests.support.chat import Chat, World
from tests.support.everywhere import everywhere
from tests.support.mail_pages import Browser, ByMail, somebody
from tests.support.organising import priya
from tests.support.playground import SAM, TEAM

CITY, ADDRESS = "Example City Council", "ade@example-city.gov.uk"


@pytest.fixture
def by_mail(world: World) -> ByMail:
    """Mail is set up; the network's people are on Slack, and no join page is open."""
    return ByMail(world)


async def _ade(world: World) -> Chat:
    """Somebody who says that they work for a council whose domain an organiser has confirmed."""
    ade = await world.member("Ade Bello", CITY)

    def suggest(tx: Transaction) -> None:
        owner = tx.organisations.add(world.network.id, CITY, "local", "").id
        tx.domains.suggest(world.network.id, [("example-city.gov.uk", owner)])

    await world.aside.write(suggest)
    await priya(world).say("organisations confirm example-city.gov.uk")
    return ade


async def _code(reader: Browser) -> str:
    (letter,) = await reader.letters()
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", letter.text)
    assert found, letter.text
    return found[0]


async def _address_of(world: World, chat: Chat) -> Address | None:
    def find(tx: Transaction) -> Address | None:
        account = tx.accounts.find(chat.key)
        return tx.addresses.of(account.id) if account else None

    return await world.aside.read(find)


async def test_a_code_that_came_by_mail_proves_where_somebody_works(by_mail: ByMail) -> None:
    ade = await _ade(by_mail.world)
    shown = await ade.say("organisation")
    assert "as you told us" in shown
    assert "To have your work address confirm it, type /teapoint address." in shown
    await ade.fill(organisation=f"new:{CITY}")
    assert "Your work e-mail address" in await ade.press("Confirm it by e-mail")
    assert "Enter an e-mail address" in await ade.fill(address="ade at work")
    said = await ade.fill(address=f" {ADDRESS} ")
    assert f"We've sent a code to {ADDRESS}." in said
    async with somebody(by_mail, ADDRESS) as mailbox:
        (letter,) = await mailbox.letters()
        assert letter.subject == "Your code for Public services together"
        assert letter.asked
        assert "Ade" not in letter.text, "whoever reads there is told nobody's name"
        assert "do nothing, and nothing changes" in letter.text
        assert "/me/" not in letter.text, "no link of it does anything"
        code = await _code(mailbox)
    assert "The code from our e-mail" in await ade.press("Type the code")
    assert "Enter the code" in await ade.fill(code="")
    assert "not the code that we sent" in await ade.fill(code="0000-0000-0000")
    assert (await ade.find_member()).verified_at is None
    said = await ade.fill(code=code.lower().replace("-", " "))
    assert f"You work at {CITY}. Your work address confirms it." in said
    assert (await ade.find_member()).verified_at == by_mail.world.now
    assert "type /teapoint address" not in await ade.say("organisation")
    await ade.fill(organisation=f"new:{CITY}")
    assert ade.buttons() == []


async def test_the_whole_can_be_typed_and_only_by_who_asked(by_mail: ByMail) -> None:
    ade, eve = await _ade(by_mail.world), await by_mail.world.member("Eve Hale", CITY)
    said = await ade.say(f"address {ADDRESS}")
    assert f"address {ADDRESS}" in said
    async with somebody(by_mail, ADDRESS) as mailbox:
        code = await _code(mailbox)
    assert "not the code" in await eve.say(f"address {ADDRESS} {code}")
    assert "not the code" in await ade.say(f"address other@example-city.gov.uk {code}")
    assert await _address_of(by_mail.world, eve) is None
    assert "Your work address confirms it." in await ade.say(f"address {ADDRESS} {code}")
    assert "Your work address confirms it." in await ade.say(f"address {ADDRESS} {code}")
    known = await _address_of(by_mail.world, ade)
    assert known
    assert (known.address, known.how) == (ADDRESS, "code")


async def test_a_code_ends_with_the_next_day_and_a_new_one_works(by_mail: ByMail) -> None:
    world = by_mail.world
    ade = await _ade(world)
    await ade.say(f"address {ADDRESS}")
    async with somebody(by_mail, ADDRESS) as mailbox:
        code = await _code(mailbox)
        (letter,) = await mailbox.letters()
        assert "until the end of Friday 27 November 2026" in letter.text
        world.now += timedelta(days=2)
        assert "no longer works" in await ade.say(f"address {ADDRESS} {code}")
        assert (await ade.find_member()).verified_at is None
        await ade.say(f"address {ADDRESS}")
        *_, newest = await mailbox.letters()
        fresh = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", newest.text)
        assert fresh
        assert "confirms it" in await ade.say(f"address {ADDRESS} {fresh[0]}")


async def test_a_code_that_is_over_is_not_called_wrong_once_its_mailbox_is_forgotten(
    by_mail: ByMail,
) -> None:
    ade, world = await _ade(by_mail.world), by_mail.world
    await ade.say(f"address {ADDRESS}")
    async with somebody(by_mail, ADDRESS) as mailbox:
        code = await _code(mailbox)
    world.now += timedelta(days=3)
    await world.aside.write(lambda tx: tx.erasure.purge(world.now))
    await ade.press("Type the code")
    assert "no longer works" in await ade.fill(code=code)


async def test_codes_are_not_guessed_and_nobodys_mailbox_is_filled(by_mail: ByMail) -> None:
    ade = await _ade(by_mail.world)
    for _ in range(2):
        assert "We've sent a code" in await ade.say(f"address {ADDRESS}")
    async with somebody(by_mail, ADDRESS) as mailbox:
        assert len(await mailbox.letters()) == 1, "once a day, however often it is asked for"
        code = await _code(mailbox)
    for number in range(1, MOST_A_DAY):
        assert "We've sent" in await ade.say(f"address a{number}@example.org")
    assert "Please try again tomorrow." in await ade.say("address b@example.org")
    for _ in range(5):
        assert "not the code" in await ade.say(f"address {ADDRESS} 0000-0000-0000")
    assert "Please wait an hour" in await ade.say(f"address {ADDRESS} {code}")
    by_mail.world.now += timedelta(days=1, minutes=1)
    assert "We've sent a code" in await ade.say("address b@example.org")


async def test_whoever_waits_for_a_code_hears_that_the_mailbox_refused_it(
    by_mail: ByMail,
) -> None:
    ade = await _ade(by_mail.world)
    await ade.say(f"address {ADDRESS}")

    def refuse(tx: Transaction) -> None:
        waiting = tx.deliveries.waiting(10_000)
        (mail,) = (d for d in waiting if isinstance(tx.deliveries.notice(d), AddressCode))
        bounce(tx, mail, "refused", by_mail.world.now)

    await by_mail.world.aside.write(refuse)
    (told,) = await ade.told()
    assert f"Our e-mail to {ADDRESS} came back, so no code comes." in told
    assert "type /teapoint address" in told
    assert "as you told us" in await ade.say("organisation"), "nothing has changed"


async def test_a_mail_for_a_code_makes_no_network_of_two_platforms(by_mail: ByMail) -> None:
    world = by_mail.world
    before = await world.aside.read(lambda tx: tx.networks.spaces_of(world.network.id))
    await (await _ade(world)).say(f"address {ADDRESS}")
    assert await world.aside.read(lambda tx: tx.networks.spaces_of(world.network.id)) == before


async def test_the_other_account_of_that_address_is_offered_as_ones_own(by_mail: ByMail) -> None:
    ade = await _ade(by_mail.world)
    mailbox = await by_mail.member("Ade B", ADDRESS, CITY)
    await ade.say(f"address {ADDRESS}")
    await ade.say(f"address {ADDRESS} {await _code(mailbox)}")
    (asked,) = await ade.told()
    assert "Is this you?" in asked
    assert (await ade.find_member()).id != (await mailbox.find_member()).id, "nobody is merged"


async def test_who_is_here_by_mail_has_confirmed_their_address(by_mail: ByMail) -> None:
    ben = await by_mail.member("Ben Carey", "ben@example.org", CITY)
    await ben.sign_in()
    assert "your address is confirmed" in await ben.say(f"address {ADDRESS}")
    assert await by_mail.world.aside.read(lambda tx: by_mail.letters(tx, ADDRESS) == []), (
        "no mail is sent"
    )


async def test_without_mail_it_is_said_kindly(world: World) -> None:
    ade = await world.member("Ade Bello", CITY)
    said = await ade.say(f"address {ADDRESS}")
    assert "has not set up a way to send e-mail" in said
    assert "Nothing changed." in said
    await ade.say("organisation")
    await ade.fill(organisation=f"new:{CITY}")
    assert ade.buttons() == []


async def test_a_sensitive_network_tells_no_mailbox_of_anybody(by_mail: ByMail) -> None:
    world = by_mail.world
    ade = await _ade(world)

    def mark(tx: Transaction) -> None:
        tx.session.connection().exec_driver_sql("UPDATE network SET sensitive = true")

    await world.aside.write(mark)
    assert "tells nobody outside who is in it" in await ade.say(f"address {ADDRESS}")


async def test_on_slack_the_code_comes_by_smtp_where_nobody_joined_by_mail(store: Store) -> None:
    async with everywhere(store, datetime(2026, 11, 24, 10, tzinfo=UTC)) as world:
        sam, mailbox = world.on_slack(SAM), world.with_mail(ADDRESS)
        await sam.say("teapoint help")

        def join(tx: Transaction) -> None:
            account = tx.accounts.find(AccountKey("slack", TEAM, SAM))
            assert account
            profile = Profile("Sam Okafor", tx.organisations.add(world.network.id, CITY, "", "").id)
            tx.members.join(world.network.id, account.id, profile, world.clock.now())

        await world.teapoint.aside.write(join)
        await sam.say("teapoint address")
        assert "We've sent a code" in await sam.fill("Send me a code", address=ADDRESS)
        (mail,) = await mailbox.heard()
        found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", mail)
        assert found, mail
        await sam.press("Type the code")
        said = await sam.fill("Confirm", code=found[0])
        assert "the address is yours" in said
