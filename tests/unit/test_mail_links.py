"""Links in mails say nothing to others, and nobody else can make one."""

from datetime import UTC, datetime

from cryptography.fernet import Fernet
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.keys import FernetCipher
from bot.pages.mail_links import MailLink, MailLinks
from bot.pages.sealed import Sealer
from storage.types import AccountId

BASE = "https://tea.example/bot"
UNTIL = datetime(2026, 12, 1, 10, tzinfo=UTC)
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
CIPHER = FernetCipher([OLD])
LINKS = MailLinks(CIPHER, BASE + "/")
JO = AccountId("ac_jo")


def token_of(address: str) -> str:
    assert address.startswith(f"{BASE}/me/")
    return address.removeprefix(f"{BASE}/me/")


words = st.text(max_size=60)


@settings(max_examples=50)
@given(words, words, words, words)
def test_a_link_brings_back_what_it_was_made_of(
    command: str, ref: str, label: str, warning: str
) -> None:
    address = LINKS.act(JO, command, ref, label, UNTIL, warning)
    expected = MailLink("act", JO, UNTIL, label, command, ref, warning)
    assert LINKS.read(token_of(address)) == expected


def test_each_kind_is_read_as_it_was_made() -> None:
    made = {
        LINKS.status(JO, UNTIL): MailLink("status", JO, UNTIL),
        LINKS.confirm(JO, UNTIL): MailLink("confirm", JO, UNTIL),
        LINKS.stop(JO): MailLink("stop", JO),
        LINKS.stop(JO, "digest"): MailLink("stop", JO, None, "digest"),
    }
    assert {address: LINKS.read(token_of(address)) for address in made} == made


def test_a_link_is_over_at_its_moment_and_that_for_stopping_never() -> None:
    assert MailLink("status", JO, UNTIL).is_over(UNTIL)
    assert not MailLink("status", JO, UNTIL).is_over(UNTIL.replace(hour=9))
    assert not MailLink("stop", JO).is_over(UNTIL.replace(year=2040))


def test_the_same_button_has_the_same_link_and_its_words_are_not_in_it() -> None:
    address = LINKS.act(JO, "unmentor rematch", "r1", "Meet Ade Bello instead", UNTIL)
    assert address == LINKS.act(JO, "unmentor rematch", "r1", "Meet Ade Bello instead", UNTIL)
    assert "Ade" not in address
    assert "ac_jo" not in address


def test_a_changed_or_foreign_token_leads_nowhere() -> None:
    token = token_of(LINKS.status(JO, UNTIL))
    changed = ("A" if token[0] != "A" else "B") + token[1:]
    foreign = Sealer(CIPHER, "something else").seal(["status", JO, 0])
    for wrong in (changed, foreign, token[:-4], "", "ünlikely", "a" * 5):
        assert LINKS.read(wrong) is None


def test_links_outlive_a_new_key_until_the_old_one_is_taken_away() -> None:
    token = token_of(LINKS.status(JO, UNTIL))
    assert MailLinks(FernetCipher([NEW, OLD]), BASE).read(token)
    assert MailLinks(FernetCipher([NEW]), BASE).read(token) is None
