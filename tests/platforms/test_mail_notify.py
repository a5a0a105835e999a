"""GOV.UK Notify, by its own client: every answer of it is sorted, and what came back is found."""

import socket
from datetime import UTC, datetime, timedelta

import pytest

from bot.platforms.mail.letters import Letter
from bot.platforms.mail.looking_back import LookingBack
from bot.platforms.mail.notify import Account, NotifyPost
from jobs.aside import Aside
from jobs.delivery.voice import CannotLookError, NotSentError, RefusedError, UnsureError
from jobs.members.by_mail import open_mail_space
from storage.notice_queue import To, key_of
from storage.notices.workspaces import ContactWanted
from storage.outbox import Settled
from storage.store import Store
from storage.transaction import Transaction
from storage.types import Account as MailAccount
from storage.types import MemberId, Profile
from tests.support.chat import World
from tests.support.mail import StillClock
from tests.support.notify import SECRET, SERVICE, TEMPLATE, notify

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
NELL = "nell.carver@northmoor.example"
LETTER = Letter(
    key="key1",
    sender="Together",
    subject="Meet Ade",
    text="text",
    html="<p>html</p>",
    markdown="# Meet Ade\n\n* [Go](https://x.example)",
    written_at=NOW,
    stop="https://teapoint.example/me/stop",
)
REFUSALS: list[tuple[int, str, str, type[Exception], str]] = [
    (429, "RateLimitError", "Exceeded rate limit", NotSentError, "429 RateLimitError"),
    (429, "TooManyRequestsError", "Exceeded send limits", NotSentError, "429 TooMany"),
    (400, "BadRequestError", "Template not found", NotSentError, "the template"),
    (400, "BadRequestError", "Missing personalisation: name", NotSentError, "the template"),
    (400, "ValidationError", "email_address Not a valid email address", RefusedError, "bounced"),
    (400, "BadRequestError", "Can't send using a team-only API key", RefusedError, "not allowed"),
    (400, "BadRequestError", "Emails cannot be longer than 2 bytes", RefusedError, "too long"),
    (403, "AuthError", "Invalid token: API key not found", NotSentError, "refuses the key"),
    (500, "Exception", "Internal server error", UnsureError, "500"),
    (503, "Exception", "Service unavailable", UnsureError, "503"),
]
BACK = (
    ("permanent-failure", "dead (refused)", True),
    ("temporary-failure", "dead (full)", True),
    ("technical-failure", "ready", False),
    ("delivered", "sent", False),
    ("permanent-failure", "dead (refused)", True),
)


async def test_a_letter_fills_the_template_once_and_is_found_by_its_reference() -> None:
    async with notify(NOW) as (fake, post):
        reference = await post.send(LETTER, NELL, None, NOW)
        (mail,) = fake.mails
        assert mail["personalisation"] == {"subject": "Meet Ade", "body": LETTER.markdown}
        assert (mail["email_address"], mail["template_id"]) == (NELL, TEMPLATE)
        assert mail["one_click_unsubscribe_url"] == LETTER.stop
        assert await post.find("key1", NOW) == reference == mail["id"]
        assert await post.find("key2", NOW) is None


async def test_what_notify_refuses_is_sorted() -> None:
    async with notify(NOW) as (fake, post):
        for status, error, message, becomes, why in REFUSALS:
            fake.refusals.append((status, error, message))
            with pytest.raises(becomes, match=why) as met:
                await post.send(LETTER, NELL, None, NOW)
            if isinstance(met.value, NotSentError):
                assert (met.value.scope, bool(met.value.after)) == ("space", True)
        assert fake.mails == []


async def test_once_the_limit_of_a_day_is_reached_mails_wait_for_the_next_day() -> None:
    async with notify(NOW) as (fake, post):
        fake.refusals.append((429, "TooManyRequestsError", "Exceeded send limits (50) for today"))
        with pytest.raises(NotSentError) as met:
            await post.send(LETTER, NELL, None, NOW)
        midnight = NOW.replace(day=25, hour=0)
        assert met.value.after
        assert midnight < NOW + timedelta(seconds=met.value.after) < midnight + timedelta(hours=1)


async def test_where_notify_cannot_be_reached_nothing_was_sent_and_a_look_is_repeated() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    post = NotifyPost(Account(f"t-{SERVICE}-{SECRET}", TEMPLATE, f"http://127.0.0.1:{port}"), 2.0)
    with pytest.raises(NotSentError):
        await post.send(LETTER, NELL, None, NOW)
    with pytest.raises(NotSentError):
        await post.find("key1", NOW)
    async with notify(NOW) as (fake, known):
        fake.refusals.append((403, "AuthError", "Invalid token"))
        with pytest.raises(CannotLookError):
            await known.find("key1", NOW)


async def test_an_answer_that_never_comes_leaves_it_unsure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        account = Account(f"t-{SERVICE}-{SECRET}", TEMPLATE, f"http://127.0.0.1:{port}")
        with pytest.raises(UnsureError):
            await NotifyPost(account, 0.3).send(LETTER, NELL, None, NOW)


async def test_what_comes_back_days_later_pauses_its_owner_once(store: Store) -> None:
    aside = Aside(store)
    world = await World.begin(aside)
    clock = StillClock(world.now)
    sent = await aside.write(
        lambda tx: [_sent(tx, world, f"p{n}@x.example") for n in range(len(BACK))]
    )
    async with notify(world.now) as (fake, post):
        job = LookingBack(post, aside, clock)
        for (key, _account), (status, _becomes, _rests) in zip(sent, BACK, strict=True):
            await post.send(_letter(key), NELL, None, world.now)
            fake.fail(key, status)
        clock.moment += timedelta(hours=71)
        fake.refusals.append((500, "Exception", "down"))
        assert await job.run_once() == 0
        assert await job.run_once() == 4
        assert await job.run_once() == 0

    def look(tx: Transaction) -> list[tuple[str, bool]]:
        return [
            (_state(tx, key), tx.accounts.get(account.id).blocked_at is not None)
            for key, account in sent
        ]

    assert await aside.read(look) == [(becomes, rests) for _status, becomes, rests in BACK]
    aside.close()


def _letter(key: str) -> Letter:
    return Letter(key, "Together", "Meet Ade", "text", "html", "words", NOW)


def _sent(tx: Transaction, world: World, address: str) -> tuple[str, MailAccount]:
    """A message to a new e-mail member that was sent."""
    space = open_mail_space(tx, world.network)
    account = tx.accounts.see(tx.addresses.mail_key(world.network.id, address), space.id)
    tx.addresses.keep(account.id, address, "mail", world.now, verified=True)
    tx.members.join(world.network.id, account.id, Profile(address, None), world.now)
    notice, to = ContactWanted(MemberId("mem_1")), To(space.id, account_id=account.id)
    tx.notices.queue(world.network.id, notice, [to], world.now)
    (claimed,) = tx.outbox.claim("ready", world.now, timedelta(minutes=1), 1)
    tx.outbox.settle(claimed, Settled("sent"), world.now)
    return key_of(notice, to), account


def _state(tx: Transaction, key: str) -> str:
    delivery = tx.deliveries.by_key(key)
    assert delivery
    why = (delivery.error or "").removeprefix("bounced ")
    return f"{delivery.state} {why}" if delivery.state == "dead" else delivery.state


async def test_a_check_says_what_is_wrong_with_the_template() -> None:
    async with notify(NOW) as (fake, post):
        await post.check()
        fake.template = {"subject": "((subject))", "body": "Dear member"}
        with pytest.raises(NotSentError, match=r"must have \(\(subject\)\)"):
            await post.check()
        fake.refusals.append((403, "AuthError", "Invalid token"))
        with pytest.raises(NotSentError, match="refuses the key"):
            await post.check()
