"""Mails from the queue to the mailbox, by a real server: once each, and nobody left wondering."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from aiosmtplib import send

from bot.message import File, Message
from bot.pages.links import Links
from bot.platforms.mail.letters import Desk
from bot.platforms.mail.looking_back import LookingBack
from bot.platforms.mail.smtp import Server, SmtpPost
from bot.platforms.mail.speak import MailVoice, Post
from bot.playground.mail import Postroom
from bot.wording.look import Look
from bot.wording.notices import word
from jobs.aside import Aside
from jobs.delivery.deliver import Deliverer
from jobs.delivery.manners import Manners
from jobs.delivery.reaching import direct
from jobs.delivery.voice import NotSentError, Voice
from jobs.members.by_mail import open_mail_space
from storage.notice_queue import key_of
from storage.notices import Notice
from storage.notices.mail import ConfirmAddress, SignInLink
from storage.notices.taking_part import Welcome
from storage.queue_records import Delivery, DeliveryState
from storage.store import Store
from storage.transaction import Transaction
from storage.types import Account, Profile
from tests.support.chat import NAMES, POLICY, START, Chat, World
from tests.support.mail import SENDER, link_of, mail_server, newest, post_to, trouble
from tests.support.notify import notify
from tests.support.scripted_platform import JumpingClock
from tests.support.worded_platform import WordedPlatform

NELL = "nell.carver@northmoor.example"
BEN = "ben.okoro@eastmarsh.example"
BASE = "https://teapoint.example"
STATES: tuple[DeliveryState, ...] = ("ready", "uncertain", "unsure", "sent", "dead", "cancelled")

# What is kept is the same whichever the database: one is enough, as these wait for a server.
ON_A_FILE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass(slots=True)
class Office:
    """A network with one e-mail member beside its Slack ones, and a mail server."""

    world: World
    room: Postroom
    clock: JumpingClock
    slack: WordedPlatform
    deliverer: Deliverer
    nell: Account

    async def tell(self, notice: Notice, occasion: str = "") -> str:
        """Queue something for Nell; return its key."""
        to = direct(self.nell)

        def queue(tx: Transaction) -> None:
            tx.notices.queue(
                self.world.network.id, notice, [to], self.clock.now(), occasion=occasion
            )

        await self.world.aside.write(queue)
        return key_of(notice, to, occasion)

    async def welcome(self, occasion: str = "") -> str:
        """Tell Nell that she is in."""
        member = await self.world.aside.read(
            lambda tx: tx.members.find(self.world.network.id, self.nell.id)
        )
        assert member
        return await self.tell(Welcome(self.world.programme.id, member.id), occasion)

    async def work(self, hours: float = 0.1) -> None:
        """Deliver what is due for so long."""
        end = self.clock.now() + timedelta(hours=hours)
        while self.clock.now() < end:
            if not await self.deliverer.run_once():
                self.clock.advance(min(300.0, hours * 3_600 / 4))
            self.world.now = self.clock.now()

    async def states(self) -> list[str]:
        """What became of everything that was for Nell, in order."""
        return [one.state for one in await self.all() if one.account_id == self.nell.id]

    async def all(self) -> list[Delivery]:
        """Everything that was ever queued, in order."""
        network = self.world.network.id
        found = await self.world.aside.read(
            lambda tx: [one for state in STATES for one in tx.deliveries.in_state(network, state)]
        )
        return sorted(found, key=lambda delivery: delivery.seq)

    async def is_in(self) -> bool:
        """Whether Nell takes part now, and is not paused."""

        def look(tx: Transaction) -> bool:
            member = tx.members.find(self.world.network.id, self.nell.id)
            parts = tx.enrolments.of_member(member.id) if member else []
            return any(part.state == "in" for part in parts)

        return await self.world.aside.read(look)


@asynccontextmanager
async def office(store: Store, post: Post | None = None) -> AsyncIterator[Office]:
    aside = Aside(store)
    world = await World.begin(aside)
    clock = JumpingClock(world.now)
    links = Links(store.cipher, BASE)

    names = replace(NAMES, confirm=links.mails.confirm, my_page=links.mails.status).on("mail")

    def say(tx: Transaction, delivery: Delivery, now: datetime) -> Message | None:
        return word(Look(tx, delivery, world.network, now, names, POLICY))

    def no_files(_tx: Transaction, _message: Message, _now: object) -> tuple[File, ...]:
        return ()

    async with mail_server() as room:
        desk = Desk(say, links.mails, POLICY, "people@together.example", True, no_files)
        mail = MailVoice(post or post_to(room), desk, aside, clock)
        slack = WordedPlatform(clock, world)
        voices: dict[str, Voice] = {"mail": mail, "slack": slack}
        deliverer = Deliverer(aside, voices.__getitem__, clock, Manners(settle_time=60))
        nell = await aside.write(lambda tx: _let_in(tx, world, NELL, "Nell Carver"))
        yield Office(world, room, clock, slack, deliverer, nell)
    aside.close()


def _let_in(tx: Transaction, world: World, address: str, name: str) -> Account:
    space = open_mail_space(tx, world.network)
    account = tx.accounts.see(tx.addresses.mail_key(world.network.id, address), space.id, name)
    tx.addresses.keep(account.id, address, "mail", world.now, verified=True)
    member = tx.members.join(world.network.id, account.id, Profile(name, None), world.now)
    tx.enrolments.join(world.programme.id, member.id, world.now)
    return tx.accounts.get(account.id)


async def test_a_mail_says_who_it_is_from_how_to_act_and_how_to_stop(store: Store) -> None:
    async with office(store) as here:
        key = await here.welcome()
        await here.work()
        mail = newest(here.room, NELL)
        assert await here.states() == ["sent"]
        assert mail.sender_name == "Public services together"
        assert mail.header("Message-ID") == f"<{key}@together.example>"
        assert mail.header("Reply-To") == "people@together.example"
        assert "Public Services Together runs this network" in " ".join(mail.text.split())
        stop = link_of(mail, "stop all e-mail")
        assert mail.header("List-Unsubscribe") == f"<{stop}>"
        assert {link.url.rpartition("/")[0] for link in mail.links} == {f"{BASE}/me"}
        assert all(f"<{link.url}>" in mail.text for link in mail.links)
        assert mail.html.count("http") == len(mail.links)


@ON_A_FILE
async def test_an_automatic_reply_reaches_people_and_changes_nothing_here(store: Store) -> None:
    async with office(store) as here:
        key = await here.welcome()
        await here.work()
        mail = newest(here.room, NELL)
        # By RFC 3834, and Exchange's own way, most programs send none to such a mail.
        assert mail.header("Auto-Submitted") == "auto-generated"
        assert mail.header("X-Auto-Response-Suppress") == "All"
        reply = EmailMessage()
        reply["From"], reply["To"] = NELL, mail.header("Reply-To")
        reply["Subject"] = "I'm on leave: unmentor leave"
        reply["In-Reply-To"], reply["Auto-Submitted"] = f"<{key}@together.example>", "auto-replied"
        reply.set_content("forget me\n")
        await send(reply, hostname="127.0.0.1", port=here.room.port)
        await here.work(24)
        (read,) = here.room.mails_to("people@together.example")
        assert read.header("Auto-Submitted") == "auto-replied"
        assert (await here.states(), await here.is_in()) == (["sent"], True)
        assert len(here.room.mails_to(NELL)) == 1, "nobody answers a program"


@ON_A_FILE
async def test_two_by_e_mail_are_introduced_to_each_alone(store: Store) -> None:
    async with office(store) as here:
        ben = await here.world.aside.write(lambda tx: _let_in(tx, here.world, BEN, "Ben Okoro"))
        space = await here.world.aside.read(lambda tx: tx.spaces.get(ben.space_id))
        by_mail = replace(here.world, space=space)
        pair = [Chat(by_mail, one.name, one.key.user, platform="mail") for one in (here.nell, ben)]
        await by_mail.introduce(pair)
        await here.work()
        assert "Ben Okoro" in newest(here.room, NELL).header("Subject")
        assert "Nell Carver" in newest(here.room, BEN).header("Subject")
        assert len(here.room.mails_to(NELL)) == len(here.room.mails_to(BEN)) == 1


async def test_an_address_that_is_gone_pauses_its_owner_and_organisers_hear_a_count(
    store: Store,
) -> None:
    async with office(store) as here:
        trouble(here.room, "unknown", NELL)
        await here.welcome()
        await here.welcome("again")
        await here.work()
        assert await here.states() == ["dead", "cancelled"]  # who is paused is not welcomed again
        assert here.room.faults.struck["unknown"] == 1
        assert not await here.is_in()
        assert here.slack.arrived == []
        await here.work(24)
        assert [words for words in here.slack.shown.values() if "couldn't deliver" in words] == [
            "We couldn't deliver e-mail to 1 person: the address doesn't exist any more, or the "
            "mailbox is full.\nWhoever we can't reach in any other way is paused until they "
            "confirm their address. They can do that on the join page. There's nothing you need "
            "to do."
        ]


async def test_who_has_another_account_reads_it_there(store: Store) -> None:
    async with office(store) as here:

        def link(tx: Transaction) -> None:
            member = tx.members.find(here.world.network.id, here.nell.id)
            other = tx.accounts.see(
                replace(here.nell.key, platform="slack", authority="T0TEAPOINT", user="U0NELL"),
                here.world.space.id,
            )
            assert member
            tx.members.add_account(member.id, other.id)

        await here.world.aside.write(link)
        trouble(here.room, "unknown", NELL)
        await here.welcome()
        await here.work()
        assert await here.is_in()
        assert [place for _, place, _ in here.slack.arrived] == ["D-U0NELL"]


@ON_A_FILE
async def test_a_full_mailbox_is_tried_for_a_day(store: Store) -> None:
    async with office(store) as here:
        trouble(here.room, "full", NELL)
        await here.welcome()
        await here.work(23)
        assert (await here.states(), await here.is_in()) == (["ready"], True)
        await here.work(6)
        assert (await here.states(), await here.is_in()) == (["dead"], False)
        assert 6 < here.room.faults.struck["full"] < 12


@ON_A_FILE
async def test_a_mailbox_that_is_emptied_in_time_gets_its_mail(store: Store) -> None:
    async with office(store) as here:
        trouble(here.room, "full", NELL, times=2)
        await here.welcome()
        await here.work(10)
        assert (await here.states(), len(here.room.mails_to(NELL))) == (["sent"], 1)


@ON_A_FILE
async def test_while_the_server_is_away_everything_waits_and_nothing_is_lost(store: Store) -> None:
    async with office(store) as here:
        trouble(here.room, "busy", times=4)
        for number in range(3):
            await here.welcome(str(number))
        await here.work(3)
        assert await here.states() == ["sent", "sent", "sent"]
        assert len(here.room.mails_to(NELL)) == 3


@ON_A_FILE
@pytest.mark.parametrize(("kind", "arrived"), [("drop after", 1), ("drop before", 0)])
async def test_what_may_have_arrived_is_not_sent_again_by_itself(
    store: Store, kind: str, arrived: int
) -> None:
    async with office(store) as here:
        trouble(here.room, kind, times=1)
        key = await here.welcome()
        await here.work(2)
        assert (await here.states(), len(here.room.mails_to(NELL))) == (["unsure"], arrived)
        seq = (await here.all())[0].seq

        def again(tx: Transaction) -> None:
            network = here.world.network.id
            assert tx.deliveries.settle_unsure(seq, network, arrived=False, now=here.clock.now())

        await here.world.aside.write(again)
        await here.work()
        ids = [mail.header("Message-ID") for mail in here.room.mails_to(NELL)]
        assert ids == [f"<{key}@together.example>"] * (arrived + 1)


@ON_A_FILE
async def test_refused_by_policy_is_our_trouble_and_pauses_nobody(store: Store) -> None:
    async with office(store) as here:
        trouble(here.room, "blocked", NELL)
        await here.welcome()
        await here.work()
        assert (await here.states(), await here.is_in()) == (["dead"], True)


@ON_A_FILE
async def test_stopped_and_bounced_addresses_get_only_what_they_ask_for(store: Store) -> None:
    async with office(store) as here:
        now, account_id = here.clock.now(), here.nell.id
        await here.world.aside.write(lambda tx: tx.addresses.stop(account_id, now))
        await here.welcome()
        await here.work()
        assert (await here.states(), here.room.mails_to(NELL)) == (["dead"], [])
        await here.world.aside.write(lambda tx: tx.addresses.mark_bounced(account_id, "550", now))
        await here.tell(SignInLink(account_id))
        await here.tell(ConfirmAddress(account_id))
        await here.work()
        assert [bool(mail.header("List-Unsubscribe")) for mail in here.room.mails_to(NELL)] == [
            False,
            False,
        ]


async def test_what_is_taken_back_is_followed_by_a_mail_that_says_so(store: Store) -> None:
    async with office(store) as here:
        key = await here.welcome()
        await here.work()
        first = newest(here.room, NELL)
        network = here.world.network.id
        await here.world.aside.write(lambda tx: tx.notices.remove(key, network, here.clock.now()))
        await here.work()
        mail = newest(here.room, NELL)
        assert mail.header("Subject") == f"Taken back: {first.header('Subject')}"
        assert mail.header("In-Reply-To") == first.header("Message-ID")
        assert len(here.room.mails_to(NELL)) == 2
        await here.world.aside.write(
            lambda tx: tx.notices.change(key, network, here.clock.now(), "news")
        )
        await here.work()
        assert set(await here.states()) == {"sent"}
        assert len(here.room.mails_to(NELL)) == 2


# By GOV.UK Notify


@ON_A_FILE
async def test_what_notify_took_without_saying_so_is_found_by_its_reference(store: Store) -> None:
    async with notify(START) as (fake, post), office(store, post) as here:
        fake.lost = 1
        key = await here.welcome()
        await here.work()
        assert await here.states() == ["sent"]
        assert [mail["reference"] for mail in fake.mails] == [key]


@ON_A_FILE
async def test_what_notify_never_took_is_sent_again(store: Store) -> None:
    async with notify(START) as (fake, post), office(store, post) as here:
        fake.refusals.append((503, "Exception", "Service unavailable"))
        key = await here.welcome()
        await here.work()
        assert await here.states() == ["sent"]
        assert [mail["reference"] for mail in fake.mails] == [key]


@ON_A_FILE
async def test_what_notify_itself_could_not_send_is_sent_again_once(store: Store) -> None:
    async with notify(START) as (fake, post), office(store, post) as here:
        key = await here.welcome()
        await here.work()
        fake.fail(key, "technical-failure")
        job = LookingBack(post, here.world.aside, here.clock)
        assert await job.run_once() == 1
        await here.work()
        assert await job.run_once() == 0, "the second mail is not the one that failed"
        assert (await here.states(), len(fake.mails)) == (["sent"], 2)
        fake.fail(key, "permanent-failure")
        assert await job.run_once() == 1
        assert (await here.states(), await here.is_in()) == (["dead"], False)


@ON_A_FILE
async def test_nothing_is_given_up_over_the_limit_of_a_day(store: Store) -> None:
    async with notify(START) as (fake, post), office(store, post) as here:
        day_over = START.replace(day=START.day + 1, hour=0)
        for number in range(3):
            await here.welcome(str(number))
        while here.clock.now() < day_over:
            fake.refusals = [(429, "TooManyRequestsError", "Exceeded send limits (50) for today")]
            await here.work(0.5)
        fake.refusals = []
        await here.work(1)
        assert await here.states() == ["sent"] * 3
        assert max(each.attempts for each in await here.all()) < 4


async def test_a_check_signs_in_and_says_what_is_wrong() -> None:
    async with mail_server() as room:
        await post_to(room).check()
        strict = SmtpPost(Server("127.0.0.1", room.port), SENDER, 2.0)
        with pytest.raises(NotSentError, match="offers no STARTTLS"):
            await strict.check()
    with pytest.raises(NotSentError, match="we cannot reach"):
        await post_to(room).check()
