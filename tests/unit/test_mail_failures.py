"""What a mail server's refusal says of an address, and what it says of us."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.platforms.mail.failures import FULL_FOR, sort_content_refusal, sort_refusal
from jobs.delivery.voice import NotSentError, RefusedError

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
NO_MAILBOX = [
    (550, "5.1.1 There is no such mailbox"),
    (550, "5.1.2 No such domain"),
    (553, "5.1.3 That is no address"),
    (551, "5.1.6 They have moved"),
    (550, "5.1.10 Recipient not found"),
    (550, "5.2.1 The mailbox is disabled"),
    (550, "5.4.1 Recipient address rejected: access denied"),
]
OUR_TROUBLE = [
    (550, "5.1.7 Bad sender"),
    (550, "5.1.8 Access denied, bad outbound sender"),
    (550, "5.1.90 You reached your daily limit of recipients"),
    (550, "5.7.1 Refused by our policy"),
    (554, "5.7.26 The sender is not authenticated"),
    (554, "No"),
    (554, "Blocked: 192.5.1.1 is on a list"),
]
LATER = [
    (450, "4.2.0 Come back later: greylisted"),
    (451, "4.7.1 Please try again"),
    (452, "We have no room just now"),
    (421, "4.3.2 Too busy"),
]
TOO_LONG = [(552, "5.3.4 Too large"), (552, "5.2.3 Too large for this mailbox")]


@pytest.mark.parametrize(("code", "words"), NO_MAILBOX)
def test_there_is_no_such_mailbox_before_and_after_the_mail_was_read(code: int, words: str) -> None:
    for met in (sort_refusal(code, words, NOW, NOW), sort_content_refusal(code, words, NOW, NOW)):
        assert isinstance(met, RefusedError)
        assert met.reason == "bounced"


@pytest.mark.parametrize(("code", "words"), OUR_TROUBLE)
def test_what_is_our_own_trouble_says_nothing_of_the_address(code: int, words: str) -> None:
    for met in (sort_refusal(code, words, NOW, NOW), sort_content_refusal(code, words, NOW, NOW)):
        assert isinstance(met, RefusedError)
        assert met.reason == "not allowed"


@pytest.mark.parametrize(("code", "words"), LATER)
def test_later_is_never_a_refusal_however_long_it_takes(code: int, words: str) -> None:
    tried = NOW - FULL_FOR
    for met in (
        sort_refusal(code, words, tried, NOW),
        sort_content_refusal(code, words, tried, NOW),
    ):
        assert isinstance(met, NotSentError)


@pytest.mark.parametrize(("code", "words"), TOO_LONG)
def test_a_mail_that_is_too_large_is_one(code: int, words: str) -> None:
    for met in (sort_refusal(code, words, NOW, NOW), sort_content_refusal(code, words, NOW, NOW)):
        assert isinstance(met, RefusedError)
        assert met.reason == "too long"


@pytest.mark.parametrize("full", [(452, "4.2.2 Full"), (552, "5.2.2 Full"), (550, "5.2.2 Full")])
def test_a_full_mailbox_has_a_day_whenever_it_is_said(full: tuple[int, str]) -> None:
    for sort in (sort_refusal, sort_content_refusal):
        soon, late = sort(*full, NOW, NOW + timedelta(hours=23)), sort(*full, NOW, NOW + FULL_FOR)
        assert isinstance(soon, NotSentError)
        assert isinstance(late, RefusedError)
        assert late.reason == "bounced"


def test_bare_codes_mean_the_address_before_a_mail_is_read_and_its_content_after() -> None:
    for code in (550, 551, 553):
        before, after = (
            sort_refusal(code, "No", NOW, NOW),
            sort_content_refusal(code, "No", NOW, NOW),
        )
        assert [getattr(each, "reason", "") for each in (before, after)] == [
            "bounced",
            "not allowed",
        ]
    full, large = sort_refusal(552, "No", NOW, NOW), sort_content_refusal(552, "No", NOW, NOW)
    assert isinstance(full, NotSentError)
    assert isinstance(large, RefusedError)
    assert large.reason == "too long"
