"""Members with nothing but e-mail answer, ask and leave on pages; opening a link never acts."""

from collections.abc import AsyncIterator
from datetime import timedelta
from http.cookies import SimpleCookie

import httpx
import pytest

from bot import commands
from bot.command import load
from bot.pages.mail_pace import MailPace
from bot.pages.me_keys import MeKeys, Ticket
from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.mail_pages import BASE, Browser, ByMail, links_of


@pytest.fixture
async def ada(world: World) -> AsyncIterator[Browser]:
    """Ada, who joined by e-mail."""
    by_mail = ByMail(world, MailPace(presses=1_000))
    ada = await by_mail.member("Ada Obi", "ada@midvale.gov.uk", "Midvale Council")
    async with ada.client:
        yield ada


@pytest.fixture
async def sam(world: World, ada: Browser) -> Chat:
    """Sam, who is on Slack, and is introduced to Ada."""
    sam = await world.member("Sam Okafor", "Department for Harbours")
    await world.introduce([ada, sam])
    return sam


async def answer_of(ada: Browser) -> str | None:
    member = await ada.find_member()

    def read(tx: Transaction) -> str | None:
        (group,) = tx.rounds.open_groups(member.id)
        (mine,) = [seat for seat in group.seats if seat.member_id == member.id]
        return mine.answer

    return await ada.by_mail.world.aside.read(read)


async def test_a_scanner_opens_every_link_twice_and_nothing_happens(
    ada: Browser, sam: Chat
) -> None:
    await sam.say("times Tuesday 1 December at 10am by phone")
    await ada.sign_in()
    await ada.say("my data")
    links = [link for letter in await ada.letters() for link in links_of(letter)]
    ours = list(dict.fromkeys(link for link in links if link.startswith(BASE)))
    assert len(ours) > 6
    before = await ada.by_mail.dump()
    async with ada.by_mail.client() as scanner:
        for link in ours * 2:
            for method in ("HEAD", "GET"):
                answer = await scanner.request(method, link)
                assert answer.status_code == 200
                assert "set-cookie" not in answer.headers
    assert await ada.by_mail.dump() == before


async def test_times_are_suggested_and_chosen_from_letters(ada: Browser, sam: Chat) -> None:
    await ada.open(await ada.link("Suggest times"))
    assert ada.heading == "Suggest times"
    await ada.press("Suggest times")
    assert "Sam chooses one of these times." in ada.text
    said = await ada.press("Suggest these times", where="By the lake")
    assert "We've sent Sam these times:" in said
    assert "Ada suggests meeting" in (await sam.told())[-1]
    await sam.press("Friday 27 November")
    assert "You're meeting Sam Okafor" in (await ada.letters())[-1].text


async def test_they_say_that_they_met(ada: Browser, sam: Chat) -> None:
    link = await ada.link("We've met")
    for _twice in range(2):
        await ada.open(link)
        assert await answer_of(ada) in (None, "met")
        await ada.press("We've met")
        assert await answer_of(ada) == "met"


async def test_every_command_can_be_typed_and_has_a_page(ada: Browser, sam: Chat) -> None:
    await ada.sign_in()
    for command in load(commands).all:
        if command.words == ("forget", "me", "now"):
            continue
        said = await ada.say(command.sample)
        assert ada.page.status_code == 200, command.line
        assert ada.heading, command.line
        assert "tell the network's organisers and give them this code" not in said, command.line


async def test_the_page_of_their_own_offers_notes_and_the_digest(ada: Browser) -> None:
    await ada.sign_in()
    await ada.press("Your own digest")
    assert ada.heading == "Your blog digest"
    await ada.open("/me")
    await ada.press("Session notes")
    assert ada.heading == "Session notes"


async def test_a_letter_says_where_to_type_what_it_says_to_type(ada: Browser, sam: Chat) -> None:
    await sam.say("times Tuesday 1 December at 10am by phone")
    introduction, times = (await ada.letters())[:2]
    assert "type “unmentor times others”" in times.text
    assert "not in a reply" in times.text
    assert "not in a reply" not in introduction.text
    for letter in (introduction, times):
        assert "take them out if you pass it on" in letter.text


async def test_what_cannot_be_undone_is_asked_on_a_page_of_its_own(ada: Browser) -> None:
    await ada.sign_in()
    await ada.say("forget me")
    (label,) = [one for one in ada.buttons() if one.startswith("Delete")]
    await ada.press(label)
    assert (await ada.find_member()).name == "Ada Obi"
    (sure,) = [one for one in ada.buttons() if one not in ("Sign out",)]
    assert "deleted" in await ada.press(sure)
    assert "Sign out" not in ada.buttons()
    assert "teapoint_me" not in ada.client.cookies
    assert "Ada Obi" not in await ada.by_mail.dump()
    assert "ada@midvale" not in await ada.by_mail.dump()


async def test_a_form_is_shown_again_with_what_is_wrong_and_all_that_was_typed(
    ada: Browser,
) -> None:
    await ada.sign_in()
    await ada.say("unmentor profile")
    said = await ada.press(
        "Save", topics="bins & <b>bees</b>", email="not an address", interests="data\nmaps"
    )
    assert "There is a problem" in said
    assert ada.title.startswith("Error: ")
    (summary,) = ada.tree.xpath("//div[@class='summary']//a/@href")
    field = ada.tree.get_element_by_id(summary.removeprefix("#"))
    assert field.get("aria-invalid") == "true"
    assert ada.tree.xpath("//div[@class='summary']/@autofocus")
    await ada.press("Save", email="ada@midvale.gov.uk")
    profile = (await ada.find_member()).profile
    assert profile.topics == "bins & <b>bees</b>"
    assert set(profile.interests) == {"data", "maps"}


async def test_the_same_form_sent_twice_is_taken_once(ada: Browser) -> None:
    await ada.sign_in()
    await ada.say("notes new")
    page = ada.page
    await ada.press("Save", title="Maps of bins", notes="We talked.")
    ada.page = page
    await ada.press("Save", title="Maps of bins", notes="We talked.")
    assert ada.heading == "We had that already"


# Stopping, and links that are over


async def test_a_mail_program_stops_all_mails_at_one_press(ada: Browser, sam: Chat) -> None:
    (letter, *_more) = await ada.letters()
    await ada.open(letter.stop)
    assert ada.heading == "Stop all e-mails from Public services together?"
    one_click = {"List-Unsubscribe": "One-Click"}
    async with ada.by_mail.client() as program:
        for _twice in range(2):
            assert (await program.post(letter.stop, data=one_click)).status_code == 200
        assert not program.cookies
    world, member = ada.by_mail.world, await ada.find_member()
    part = await world.aside.read(lambda tx: tx.enrolments.find(world.programme.id, member.id))
    assert part
    assert part.state == "paused"
    await ada.open(letter.stop)
    assert ada.heading == "You get no e-mails from Public services together"
    await ada.press("Start e-mails again")
    account = await ada.find_account()
    address = await world.aside.read(lambda tx: tx.addresses.of(account.id))
    assert address
    assert address.stopped_at is None


async def test_an_old_link_offers_a_fresh_one(ada: Browser, sam: Chat) -> None:
    old = await ada.link("We've met")
    ada.by_mail.world.now += timedelta(days=61)
    assert "This link has run out" in await ada.open(old)
    assert ada.page.status_code == 410
    for _often in range(6):
        await ada.press("Send me a fresh link")
        assert ada.heading == "Check your e-mail"
        await ada.open(old)
        ada.by_mail.world.now += timedelta(minutes=1)
    fresh = [one for one in await ada.letters() if "fresh link" in one.text]
    assert len(fresh) == 3
    assert await answer_of(ada) is None
    await ada.open(await ada.link("Go to your page"))
    await ada.press("Go to your page")
    assert ada.heading == "Hello Ada"


# Forged, stolen and too large


async def test_the_cookie_is_for_these_pages_alone_and_ends(ada: Browser) -> None:
    account = await ada.find_account()
    until = ada.by_mail.world.now + timedelta(days=1)
    answer = await ada.client.post(ada.by_mail.links.status(account.id, until))
    cookie = SimpleCookie(answer.headers["set-cookie"])["teapoint_me"]
    assert (cookie["path"], cookie["samesite"]) == ("/me", "lax")
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["max-age"] == str(12 * 3600)
    assert "Hello Ada" in await ada.open("/me")
    await ada.press("Sign out")
    assert "signed out" in await ada.open("/me")
    await ada.sign_in()
    ada.by_mail.world.now += timedelta(hours=12)
    assert "signed out" in await ada.open("/me")


async def test_nobody_presses_for_somebody_else(ada: Browser) -> None:
    world = ada.by_mail.world
    eve = await ada.by_mail.member("Eve Stone", "eve@elsewhere.gov.uk", "Elsewhere Trust")
    await ada.sign_in()
    keys, theirs = MeKeys(world.aside.store.cipher), (await eve.find_account()).id
    leave = Ticket("press", command="unmentor leave")
    for sealed in (keys.seal(leave, theirs, world.now), "nonsense", ""):
        answer = await ada.client.post("/me/do", data={"ticket": sealed})
        assert answer.status_code == 409
    mine = keys.seal(leave, (await ada.find_account()).id, world.now)
    for foreign in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        answer = await ada.client.post("/me/do", data={"ticket": mine}, headers=foreign)
        assert answer.status_code == 403
    async with eve.client as stranger:
        assert (await stranger.post("/me/do", data={"ticket": mine})).status_code == 401
    assert (await ada.find_member()).left_at is None


async def test_too_much_is_not_read(ada: Browser) -> None:
    await ada.sign_in()
    huge: dict[str, tuple[str, bytes]] = {"file~file": ("list.opml", b"x" * 2_300_000)}
    answer: httpx.Response = await ada.client.post("/me/do", files=huge)
    assert answer.status_code == 413
    assert "2 MB" in answer.text


async def test_a_file_is_kept_until_a_job_reads_it(ada: Browser) -> None:
    world = ada.by_mail.world
    await ada.sign_in()
    await ada.say("digest import")
    (ticket,) = ada.tree.xpath("//main//form[contains(@class,'asked')]//input[@name='ticket']")
    data = {"ticket": ticket.get("value")}
    files = {"file~file": ("blogs.opml", b"<opml version='2.0'><body/></opml>")}
    answer = await ada.client.post("/me/do", data=data, files=files)
    assert answer.status_code == 200

    def read(tx: Transaction) -> bytes:
        rows = tx.session.connection().exec_driver_sql("SELECT id FROM upload").all()
        (found,) = [tx.uploads.find(row[0]) for row in rows]
        assert found
        return found.content

    assert (await world.aside.read(read)).startswith(b"<opml")


async def test_one_address_in_two_networks_is_two_people(ada: Browser) -> None:
    world = ada.by_mail.world

    def other(tx: Transaction) -> str:
        network = tx.networks.add("Staff network")
        return tx.addresses.mail_key(network.id, ada.address).user

    assert await world.aside.write(other) != (await ada.find_account()).key.user
