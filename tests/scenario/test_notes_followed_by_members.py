"""Notes of sessions come to members who follow their themes: by e-mail, and in direct messages."""

from datetime import timedelta

import pytest

from jobs.delivery.deliver import Deliverer
from jobs.delivery.manners import Manners
from jobs.sessions.note_posts import post_note, refresh_posts, withdraw_note
from storage.session_records import EventSession, SessionPlan
from storage.transaction import Transaction
from storage.types import Place
from tests.support.chat import Chat, World
from tests.support.mail_pages import Browser, ByMail
from tests.support.scripted_platform import JumpingClock
from tests.support.worded_platform import WordedPlatform

PLAN = SessionPlan("Bins that talk", number="1", themes=("Data sharing",))
SUMMARY, TEXT = "Bins can say when they are full.", "Ask Leeds.\n\nThey have had two for a year."


@pytest.fixture
def by_mail(world: World) -> ByMail:
    return ByMail(world)


async def write(world: World, summary: str = SUMMARY) -> EventSession:
    def do(tx: Transaction) -> EventSession:
        known = tx.sessions.recent(world.network.id)
        session = known[0] if known else tx.sessions.add(world.network.id, PLAN, None, world.now)
        seen = 1 if known else 0
        tx.notes.write(session, summary, TEXT, seen=seen, by=None, route="form", now=world.now)
        refresh_posts(tx, session.id, world.network.id, world.now)
        return session

    return await world.aside.write(do)


async def post(world: World, session: EventSession, channel: str = "bins") -> None:
    def do(tx: Transaction) -> list[Place]:
        place = tx.places.see(world.space.id, f"C0{channel.upper()}", "channel", channel)
        return post_note(tx, session, [place], world.now)

    assert await world.aside.write(do)


async def follower(by_mail: ByMail, line: str = "notes follow me data sharing") -> Browser:
    ada = await by_mail.member("Ada Obi", "ada@midvale.gov.uk", "Midvale Council")
    await ada.sign_in()
    assert "from now on" in await ada.say(line)
    return ada


@pytest.mark.parametrize("theme", ["DATA  sharing", "everything"])
async def test_notes_come_as_a_mail_once_with_a_link_to_all_of_them(
    by_mail: ByMail, theme: str
) -> None:
    ada = await follower(by_mail, f"notes follow me {theme}")
    session = await write(by_mail.world)
    assert await ada.letters() == []
    await post(by_mail.world, session)
    (letter,) = await ada.letters()
    assert letter.subject == "Bins that talk"
    assert SUMMARY in letter.text
    assert "type “notes follow me off”" in letter.text
    assert "in the thread" not in letter.text
    await ada.open(await ada.link("Read the notes"))
    assert "They have had two for a year." in await ada.press("Read the notes")
    await ada.open(await ada.link("I'm interested"))
    await ada.press("I'm interested")
    assert ada.page.status_code == 200


async def test_what_is_posted_again_is_told_once_and_other_themes_are_not_told(
    by_mail: ByMail,
) -> None:
    ada = await follower(by_mail)
    ben = await by_mail.member("Ben Carey", "ben@harrow.gov.uk", "Harrow Trust")
    await ben.sign_in()
    await ben.say("notes follow me maps")
    world, session = by_mail.world, await write(by_mail.world)
    await post(world, session)
    await world.aside.write(lambda tx: withdraw_note(tx, session, world.now))
    assert await ada.letters() == [], "it was not sent yet, and is not sent any more"
    world.now += timedelta(minutes=1)
    await post(world, session)
    assert len(await ada.letters()) == 1
    await post(world, session, "maps")
    assert len(await ada.letters()) == 1
    assert await ben.letters() == []


async def test_it_ends_when_they_say_so_and_when_they_leave(by_mail: ByMail) -> None:
    ada = await follower(by_mail)
    assert "notes about “data sharing”" in await ada.say("notes follow me")
    assert "no more session notes" in await ada.say("notes follow me off")
    assert "You follow no session notes" in await ada.say("notes follow me")
    await ada.say("notes follow me everything")
    ben = await by_mail.member("Ben Carey", "ben@harrow.gov.uk", "Harrow Trust")
    await ben.sign_in()
    await ben.say("notes follow me everything")
    world, member = by_mail.world, await ben.find_member()
    await world.aside.write(lambda tx: tx.members.leave(member.id, world.now))
    await post(world, await write(world))
    assert [len(await who.letters()) for who in (ada, ben)] == [1, 0]


async def test_what_somebody_followed_is_forgotten_with_them(world: World) -> None:
    sam = await world.member("Sam Okafor", "Department for Harbours")
    await sam.say("notes follow me data sharing")

    def forget(tx: Transaction) -> None:
        account = tx.accounts.find(sam.key)
        assert account
        place = tx.places.direct(account.id, world.space.id)
        assert place
        assert tx.themes.followed(world.network.id, place.id)
        tx.erasure.forget(account.id, world.network.id, world.now)
        assert tx.themes.followed(world.network.id, place.id) == []

    await world.aside.write(forget)


async def test_a_direct_message_changes_with_the_notes_and_is_taken_back_with_them(
    world: World,
) -> None:
    sam = await world.member("Sam Okafor", "Department for Harbours")
    assert "from now on" in await sam.say("notes follow me data sharing")
    session, conversation = await write(world), _Conversation(world)
    assert "Members who follow its theme themselves" in await _preview(world)
    await post(world, session)
    assert SUMMARY in await conversation.read()
    await write(world, "Bins can say when they are empty.")
    assert "when they are empty" in await conversation.read()
    await world.aside.write(lambda tx: withdraw_note(tx, session, world.now))
    assert await conversation.read() == ""
    world.now += timedelta(minutes=5)
    await post(world, session)
    assert "when they are empty" in await conversation.read()


class _Conversation:
    """Sam's direct message: what stands in it once everything was delivered."""

    def __init__(self, world: World) -> None:
        self._world, self._clock = world, JumpingClock(world.now)
        self._platform = WordedPlatform(self._clock, world)
        manners = Manners(settle_time=60)
        self._deliverer = Deliverer(world.aside, lambda _name: self._platform, self._clock, manners)

    async def read(self) -> str:
        self._clock.moment = max(self._clock.moment, self._world.now)
        idle = 0
        while idle < 3:
            idle = 0 if await self._deliverer.run_once() else idle + 1
            self._clock.advance(5)
        here = [key for _when, place, key in self._platform.arrived if place != "C0BINS"]
        shown = [self._platform.shown.get(f"ts-{key}", "") for key in here]
        return "\n".join(filter(None, shown))


async def _preview(world: World) -> str:
    priya: Chat = world.person("Priya Raman", "U0PRIYA")
    await world.aside.write(lambda tx: tx.places.see(world.space.id, "C0BINS", "channel", "bins"))
    return await priya.say("notes preview 1 #bins")


async def test_who_follows_for_themselves_is_nobody_else_s_business(by_mail: ByMail) -> None:
    await follower(by_mail)
    priya = by_mail.world.person("Priya Raman", "U0PRIYA")
    assert "No channel takes notes by theme" in await priya.say("notes unfollow")
