"""People join with an e-mail address and nothing else, on a public page."""

import asyncio
from datetime import timedelta

import pytest

from bot.pages.guess_pace import GUESSES_AN_HOUR
from bot.pages.mail_pace import MAILS_TO_ONE, MailPace
from storage.transaction import Transaction
from storage.types import AccountKey
from tests.support.chat import World
from tests.support.mail_pages import ByMail, somebody
from tests.support.organising import audit, priya

ADA = "Ada.Obi@midvale.gov.uk"


@pytest.fixture
def by_mail(world: World) -> ByMail:
    return ByMail(world)


async def count(world: World) -> int:
    return await world.aside.read(lambda tx: len(tx.members.present(world.network.id)))


async def test_a_council_officer_joins_with_an_address_alone(by_mail: ByMail) -> None:
    world = by_mail.world
    page = await by_mail.open_page()
    async with somebody(by_mail, ADA) as ada:
        said = await ada.open(page)
        assert ada.heading == "Join Public services together"
        assert "It's run by Public Services Together." in said
        assert "We never read your conversations." in said
        assert "You type these on a page of your own" in said
        assert ada.title.endswith("\u2013 Teapoint")
        assert "Enter your work e-mail address." in await ada.press("Send me the link")
        assert ada.title.startswith("Error: Join")
        assert ada.page.status_code == 422
        assert "in full" in await ada.press("Send me the link", address="ada@midvale")
        await ada.press("Send me the link", address=ADA)
        assert ada.heading == "Check your e-mail"
        assert ADA not in str(ada.page.url)

        (letter,) = await ada.letters()
        assert "Somebody asked to join" in letter.text
        await ada.open(await ada.link("Confirm your address"))
        assert ada.heading == "Confirm your address"
        assert "teapoint_me" not in ada.client.cookies
        assert "Your name" in await ada.press("Confirm and go on")
        assert ada.client.cookies["teapoint_me"]
        said = await ada.press("Join", name="Ada Obi", organisation="Midvale Council")
        assert "There is a problem" in said
        assert ada.tree.get_element_by_id("f-name").get("value") == "Ada Obi"
        said = await ada.press("Join", sector="local", contact="ada.obi@midvale.gov.uk")
        assert "You're in" in said
        assert await count(world) == 1
        assert "Hello Ada" in await ada.open("/me")


async def test_the_page_and_the_letter_say_nothing_of_who_is_known(by_mail: ByMail) -> None:
    page = await by_mail.open_page()
    ben = await by_mail.member("Ben Carey", "ben@harrow.gov.uk", "Harrow Trust")
    pages = []
    for address in ("ben@harrow.gov.uk", "nobody@elsewhere.gov.uk"):
        async with somebody(by_mail, address) as guest:
            await guest.open(page)
            pages.append((await guest.press("Send me the link", address=address), guest.page.url))
    assert pages[0] == pages[1]
    assert "You're a member already" in (await ben.letters())[-1].text
    await ben.open(await ben.link("Go to your page"))
    await ben.press("Go to your page")
    assert ben.heading == "Hello Ben"


async def test_who_had_stopped_e_mails_reads_that_confirming_starts_them_again(
    by_mail: ByMail,
) -> None:
    page, world = await by_mail.open_page(), by_mail.world
    ben = await by_mail.member("Ben Carey", "ben@harrow.gov.uk", "Harrow Trust")
    await ben.sign_in()
    await ben.open(by_mail.links.stop((await ben.find_account()).id))
    await ben.press("Stop all e-mails")
    async with somebody(by_mail, ben.address) as guest:
        await guest.open(page)
        await guest.press("Send me the link", address=ben.address)
    await ben.open(await ben.link("Go to your page"))
    assert ben.heading == "Start e-mails from Public services together again?"
    account = await ben.find_account()
    address = await world.aside.read(lambda tx: tx.addresses.of(account.id))
    assert address
    assert address.stopped_at
    await ben.press("Start e-mails and go to your page")
    assert ben.heading == "Hello Ben"
    address = await world.aside.read(lambda tx: tx.addresses.of(account.id))
    assert address
    assert address.stopped_at is None


async def test_one_address_gets_few_letters_and_the_page_says_the_same(by_mail: ByMail) -> None:
    page = await by_mail.open_page()
    async with somebody(by_mail, ADA) as ada:
        for address in (ADA, ADA.upper(), ADA.lower(), ADA, ADA):
            await ada.open(page)
            await ada.press("Send me the link", address=address)
            assert ada.heading == "Check your e-mail"
            by_mail.world.now += timedelta(minutes=1)
        assert len(await ada.letters()) == MAILS_TO_ONE


async def test_a_flooded_page_asks_to_come_back_and_tells_the_organiser_once(world: World) -> None:
    by_mail = ByMail(world, MailPace(mails_of_a_page=2))
    page = await by_mail.open_page()
    async with somebody(by_mail, ADA) as machine:
        for number in range(6):
            await machine.open(page)
            await machine.press("Send me the link", address=f"a{number}@midvale.gov.uk")
        assert machine.page.status_code == 429
        assert machine.heading == "Please try again in some minutes"
    (told,) = await priya(world).told()
    assert told.startswith("The join page is being used far more often than usual")


async def test_who_never_confirms_is_deleted_after_two_days(by_mail: ByMail) -> None:
    world = by_mail.world
    page = await by_mail.open_page()
    async with somebody(by_mail, ADA) as ada:
        await ada.open(page)
        await ada.press("Send me the link", address=ADA)
        link = await ada.link("Confirm your address")
        key = await world.aside.read(lambda tx: tx.addresses.mail_key(world.network.id, ADA))
        assert await found(world, key)
        for hours, stays in ((47, True), (2, False)):
            world.now += timedelta(hours=hours)
            await world.aside.write(lambda tx: tx.erasure.purge(world.now))
            assert await found(world, key) is stays
        assert "We don't know this link" in await ada.open(link)


async def test_who_confirmed_and_does_not_fill_in_the_form_is_kept_for_a_month(
    by_mail: ByMail,
) -> None:
    world, page = by_mail.world, await by_mail.open_page()
    async with somebody(by_mail, ADA) as ada:
        await ada.open(page)
        await ada.press("Send me the link", address=ADA)
        await ada.open(await ada.link("Confirm your address"))
        await ada.press("Confirm and go on")
        key = (await ada.find_account()).key
        for days, stays in ((29, True), (2, False)):
            world.now += timedelta(days=days)
            await world.aside.write(lambda tx: tx.erasure.purge(world.now))
            assert await found(world, key) is stays


async def found(world: World, key: AccountKey) -> bool:
    return await world.aside.read(lambda tx: tx.accounts.find(key) is not None)


async def test_an_organiser_opens_and_words_and_closes_the_page(by_mail: ByMail) -> None:
    world = by_mail.world
    organiser = priya(world)
    assert "no join page now" in await organiser.say("join page")
    page = await by_mail.open_page()
    await organiser.say("join page welcome")
    await organiser.fill(words="For everyone who <b>plans</b> streets.\n\nCome as you are.")
    async with somebody(by_mail, ADA) as ada:
        said = await ada.open(page)
        assert "For everyone who <b>plans</b> streets." in said
        await organiser.say("join page close")
        assert "closed this page" in await ada.open(page)
        assert ada.page.status_code == 410
        assert page == await by_mail.open_page()
        await ada.open("/join/nothing")
        assert ada.page.status_code == 404
    actions = [entry.action for entry in await audit(world)]
    assert actions == ["join_page.open", "join_page.close", "join_page.welcome", "join_page.open"]


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("ada.obi+tea@midvale.gov.uk", "ada.obi+tea@midvale.gov.uk"),
        ("ada@bücher.example", "ada@bücher.example"),
        (f"{'a' * 64}@midvale.gov.uk", f"{'a' * 64}@midvale.gov.uk"),
        (f"ada@{'a.' * 130}uk", ""),
        ("ada@midvale.gov.uk\r\nBcc: eve@evil.example", ""),
        ("ada@midvale.gov.uk, eve@evil.example", ""),
        ("Ada Obi <ada@midvale.gov.uk>", ""),
        ("ädä@midvale.gov.uk", ""),
        ('"<script>alert(1)</script>"@midvale.gov.uk', ""),
    ],
)
async def test_odd_addresses_are_taken_or_named_as_wrong(
    by_mail: ByMail, typed: str, becomes: str
) -> None:
    page = await by_mail.open_page()
    async with somebody(by_mail, becomes) as ada:
        await ada.open(page)
        await ada.press("Send me the link", address=typed)
        if becomes:
            assert ada.heading == "Check your e-mail"
            assert len(await ada.letters()) == 1
        else:
            assert "in full" in ada.text
            assert ada.page.status_code == 422
            assert "<script>" not in ada.page.text


async def test_two_who_type_one_address_at_once_are_one_account(by_mail: ByMail) -> None:
    page = await by_mail.open_page()
    async with somebody(by_mail, ADA) as one, somebody(by_mail, ADA) as two:
        await one.open(page)
        await two.open(page)
        typed = (ADA, ADA.lower())
        pressed = zip((one, two), typed, strict=True)
        await asyncio.gather(*(who.press("Send me the link", address=a) for who, a in pressed))
        assert [who.heading for who in (one, two)] == ["Check your e-mail"] * 2
        assert 1 <= len(await one.letters()) <= 2


async def test_a_link_that_works_is_never_called_unknown_however_many_wrong_ones_came_before(
    by_mail: ByMail,
) -> None:
    ben = await by_mail.member("Ben Carey", "ben@harrow.gov.uk", "Harrow Trust")
    for number in range(GUESSES_AN_HOUR + 1):
        await ben.open(f"/me/{'a' * 40}{number}")
        assert ben.page.status_code == 404
    stop = by_mail.links.stop((await ben.find_account()).id)
    answer = await ben.client.post(stop, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "get no e-mails" in answer.text


async def test_who_tries_many_codes_is_asked_to_come_back_and_is_told_nothing(
    by_mail: ByMail,
) -> None:
    page = await by_mail.open_page()
    async with somebody(by_mail, ADA) as ada:
        for number in range(GUESSES_AN_HOUR):
            await ada.open(f"/join/nothing{number}")
            assert ada.page.status_code == 404
        for path in (page, "/join/nothing"):
            await ada.open(path)
            assert ada.page.status_code == 429
            assert ada.heading == "Please try again later"


async def test_a_sensitive_network_has_no_join_page(by_mail: ByMail) -> None:
    world = by_mail.world
    page = await by_mail.open_page()

    def hide(tx: Transaction) -> None:
        tx.session.connection().exec_driver_sql("UPDATE network SET sensitive = true")

    await world.aside.write(hide)
    assert "show nothing outside" in await priya(world).say("join page open")
    async with somebody(by_mail, ADA) as ada:
        await ada.open(page)
        assert ada.page.status_code == 404


async def test_a_form_of_another_site_sends_nothing(by_mail: ByMail) -> None:
    page = await by_mail.open_page()
    async with somebody(by_mail, ADA) as ada:
        await ada.open(page)
        (token,) = ada.tree.xpath("//input[@name='token']/@value")
        form = {"token": token, "address": ADA}
        foreign = {"origin": "https://elsewhere.example"}
        answer = await ada.client.post(page, data=form, headers=foreign)
        assert answer.status_code == 403
        ada.client.cookies.clear()
        assert (await ada.client.post(page, data=form)).status_code == 409
        too_much = form | {"address": "a" * 9_000}
        assert (await ada.client.post(page, data=too_much)).status_code == 413
        assert await ada.letters() == []
