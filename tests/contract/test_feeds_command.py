"""`teapoint feeds` as people type it, and the words for web addresses that go nowhere."""

import asyncio
import json
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.wording.feed_trouble import say_other, say_unreadable
from bot.wording.web_addresses import say_refusal, say_trouble
from jobs.feeds.trouble import (
    AddressRefusedError,
    FetchError,
    NotAFeed,
    NotAFeedError,
    ParseTimeoutError,
    Refusal,
    UnreachableError,
    WrongStatusError,
)
from tests.support.hostile_web import answer, open_web


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


FEED = b"""<rss version="2.0"><channel><title>Registers &amp;amp; more</title><link>/</link>
<item><title>Caf&eacute;s</title><link>one</link><guid isPermaLink="false"> 7 </guid>
<pubDate>Tue, 01 Sep 2026 10:05:00 +01:00</pubDate><author>asha@example.org (Asha Lind)</author>
<description>&lt;p&gt;We moved &lt;b&gt;the&lt;/b&gt; register.&lt;/p&gt;</description></item>
<item><title>Two</title><link>https://notes.example.org/two</link></item></channel></rss>"""


def feeds(*words: str, allowed: str = "") -> Result:
    environ = {"TEAPOINT_ALLOWED_HOSTS": allowed}
    return CliRunner().invoke(main, ["feeds", *words], env=environ)


def test_a_feed_in_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(FEED)
    result = feeds("read", str(file), "--base-url", "https://notes.example.org/blog/", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "feed": {"title": "Registers & more", "link": "https://notes.example.org/"},
        "entries": [
            {
                "id": "7",
                "title": "Cafés",
                "link": "https://notes.example.org/blog/one",
                "published": "2026-09-01T09:05:00+00:00",
                "author": "Asha Lind",
                "summary": "We moved the register.",
            },
            {
                "id": "https://notes.example.org/two",
                "title": "Two",
                "link": "https://notes.example.org/two",
                "published": None,
                "author": "",
                "summary": "",
            },
        ],
    }
    assert "Registers & more\n2 posts\n\nCafés\n" in feeds("read", str(file)).stdout


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html><body>Hello</body></html>", "web page"),
        (b"", "nothing at that address"),
        (b"hello", "not a feed"),
        (b"<rss " + b"a='b' " * 20_000 + b">", "no feed is"),
        (b" " * 5_000_001, "larger than we can open"),
    ],
)
def test_what_is_no_feed_is_one_plain_line(tmp_path: Path, body: bytes, words: str) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(body)
    result = feeds("read", str(file), "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert words in result.stderr


def test_a_file_that_is_not_there_and_an_address_inside_are_one_plain_line(tmp_path: Path) -> None:
    for words in (["read", str(tmp_path / "none.xml")], ["read", "http://127.0.0.1:9/feed"],
                  ["discover", "http://127.0.0.1:9/"]):  # fmt: skip
        result = feeds(*words)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.count("\n") == 1


async def test_a_feed_is_read_and_found_on_the_web() -> None:
    html = b'<html><head><link rel="alternate" type="application/rss+xml" href="/f"></head></html>'
    routes = {"/": answer(body=html), "/f": answer(body=FEED), "/gone": answer(410)}
    async with open_web(routes) as web:
        allowed = f"127.0.0.1:{web.port}"

        async def run(*words: str) -> Result:
            return await asyncio.to_thread(feeds, *words, allowed=allowed)

        read = await run("read", web.url("/f"), "--json")
        assert json.loads(read.stdout)["entries"][0]["link"] == web.url("/one")
        assert (await run("discover", web.url("/"))).stdout == (
            f"{web.url('/f')} (Registers & more, 2 posts)\n"
        )
        assert "nothing at that address" in (await run("read", web.url("/gone"))).stderr
        assert "web page" in (await run("read", web.url("/"))).stderr


def test_everything_that_is_no_feed_has_words_of_its_own() -> None:
    assert len({say_other(kind) for kind in get_args(NotAFeed)}) == len(get_args(NotAFeed))
    kinds = (WrongStatusError(404), WrongStatusError(403), WrongStatusError(503),
             WrongStatusError(500), ParseTimeoutError(), NotAFeedError("blocked"))  # fmt: skip
    assert len({say_unreadable(error) for error in kinds}) == len(kinds)
    assert "500" in say_unreadable(WrongStatusError(500))
