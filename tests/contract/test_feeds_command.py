"""`teapoint feeds` as people type it, and the words for web addresses that go nowhere."""

import json
from typing import get_args

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.wording.web_addresses import say_refusal, say_trouble
from jobs.feeds.trouble import AddressRefusedError, FetchError, Refusal, UnreachableError


def check(url: str, *words: str, allowed: str = "") -> Result:
    environ = {"TEAPOINT_ALLOWED_HOSTS": allowed}
    return CliRunner().invoke(main, ["feeds", "check-url", url, *words], env=environ)


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://8.8.8.8/feed", True),
        ("http://127.0.0.1:8099/feed", False),
        ("http://169.254.169.254/latest/meta-data/", False),
        ("http://2130706433/", False),
        ("https://ade:secret@8.8.8.8/", False),
        ("weeknotes", False),
    ],
)
def test_an_address_gets_a_verdict_and_a_reason(url: str, allowed: bool) -> None:
    result = check(url, "--json")
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert set(said) == {"allowed", "why"}
    assert said["allowed"] is allowed
    assert check(url).stdout == said["why"] + "\n"


def test_only_the_setting_lets_us_reach_inside() -> None:
    url = "http://127.0.0.1:8099/feed"
    assert json.loads(check(url, "--json", allowed="127.0.0.1:8099").stdout)["allowed"]
    assert not json.loads(check(url, "--json", allowed="127.0.0.1:8098").stdout)["allowed"]


def test_a_setting_that_is_wrong_is_one_plain_line() -> None:
    result = check("https://8.8.8.8/", allowed="wiki.lan")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "TEAPOINT_ALLOWED_HOSTS must be like wiki.lan:443" in result.stderr


def test_a_refusal_is_the_same_whatever_is_inside() -> None:
    inside = (
        "127.0.0.1",
        "10.0.0.1:8080",
        "localhost",
        "169.254.169.254",
        "[fd00::1]",
        "nas.local",
    )
    assert len({check(f"http://{host}/").stdout for host in inside}) == 1


def test_nobody_learns_whether_a_name_leads_inside_or_nowhere() -> None:
    inside, nowhere = AddressRefusedError("not public"), UnreachableError("not found")
    assert say_trouble(inside) == say_trouble(nowhere)


def test_credentials_are_refused_plainly_and_not_said_back() -> None:
    said = check("https://ade:secret@host.gov.uk/").stdout
    assert "sign-in name or password" in said
    assert "secret" not in said


def test_every_refusal_and_every_trouble_has_words_of_its_own() -> None:
    assert len({say_refusal(why) for why in get_args(Refusal)}) == len(get_args(Refusal)) - 1
    kinds = [kind for kind in FetchError.__subclasses__() if kind is not AddressRefusedError]
    said = [say_trouble(kind("no answer")) for kind in kinds]
    assert len(set(said)) == len(kinds)
    assert say_trouble(FetchError()) not in said
