"""`teapoint feeds`: the pure parts of fetching and reading feeds, by hand."""

import asyncio
import json
import os
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import click

from bot.settings import read_allowed_hosts
from bot.wording.feed_trouble import say_unreadable
from bot.wording.language import gettext as _
from bot.wording.language import ngettext
from bot.wording.web_addresses import say_refusal, say_trouble
from jobs.feeds.connecting import check_url
from jobs.feeds.discovery import FoundFeed, check_answer, discover
from jobs.feeds.documents import USUAL
from jobs.feeds.fetch import Fetcher
from jobs.feeds.guard import AllowedHosts
from jobs.feeds.identity import entry_key
from jobs.feeds.parse_workers import ParseWorkers
from jobs.feeds.records import ReadEntry, ReadFeed
from jobs.feeds.trouble import FetchError, ReadError, TooLargeError, UnreachableError

T = TypeVar("T")
_AGENT = "Teapoint (command line)"
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for programs.")


@click.group(name="feeds")
def feeds() -> None:
    """Try out web addresses and feeds."""


@feeds.command(name="check-url")
@click.argument("url")
@AS_JSON
def check_url_command(url: str, *, as_json: bool) -> None:
    """Say whether Teapoint would fetch what is at URL. Nothing is fetched."""
    allowed, why = _judge(url, read_allowed_hosts(os.environ))
    said = {"allowed": allowed, "why": why}
    click.echo(json.dumps(said, ensure_ascii=False) if as_json else why)


def _judge(url: str, allowed: AllowedHosts) -> tuple[bool, str]:
    try:
        verdict = asyncio.run(check_url(url, allowed))
    except UnreachableError:
        return True, _(
            "We would follow this address, but its name could not be looked up from here just now."
        )
    if verdict.why is not None:
        return False, say_refusal(verdict.why)
    return True, _("We would follow this address.")


@feeds.command(name="read")
@click.argument("file_or_url")
@click.option("--base-url", default="", help="Where a file comes from; its links start there.")
@AS_JSON
def read_command(file_or_url: str, base_url: str, *, as_json: bool) -> None:
    """Say what is read in a feed, in a file or at a web address. Nothing is kept."""
    feed = _finish(_read(file_or_url, base_url))
    found = json.dumps(_as_json(feed), ensure_ascii=False) if as_json else _say_feed(feed)
    click.echo(found)


@feeds.command(name="discover")
@click.argument("url")
def discover_command(url: str) -> None:
    """Say where the feeds of a web page are, each on a line of its own."""
    click.echo("\n".join(_say_found(found) for found in _finish(_discover(url))))


def _finish(work: Coroutine[Any, Any, T]) -> T:
    """Wait for it; what goes wrong is one plain line."""
    try:
        return asyncio.run(work)
    except FetchError as error:
        raise click.ClickException(say_trouble(error)) from error
    except ReadError as error:
        raise click.ClickException(say_unreadable(error)) from error


async def _read(file_or_url: str, base_url: str) -> ReadFeed:
    async with ParseWorkers() as workers:
        if "://" not in file_or_url:
            return await workers.parse(_read_file(Path(file_or_url)), "", base_url)
        async with _fetcher() as fetcher:
            found = await fetcher.fetch_document(file_or_url)
        check_answer(found)
        return await workers.parse(found.body, found.content_type, base_url or found.url)


async def _discover(url: str) -> tuple[FoundFeed, ...]:
    async with ParseWorkers() as workers, _fetcher() as fetcher:
        return await discover(url, fetcher.fetch_document, workers)


def _fetcher() -> Fetcher:
    return Fetcher(read_allowed_hosts(os.environ), agent=_AGENT)


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            body = file.read(USUAL.unpacked_bytes + 1)
    except OSError as error:
        raise click.ClickException(_("We could not open {path}.").format(path=path)) from error
    if len(body) > USUAL.unpacked_bytes:
        raise TooLargeError
    return body


def _as_json(feed: ReadFeed) -> dict[str, Any]:
    entries = [_entry_as_json(entry) for entry in feed.entries]
    return {"feed": {"title": feed.title, "link": feed.link}, "entries": entries}


def _entry_as_json(entry: ReadEntry) -> dict[str, str | None]:
    """An entry without an id is known by its link, or else by its words."""
    return {
        "id": entry.id or entry.link or entry_key(entry),
        "title": entry.title,
        "link": entry.link,
        "published": entry.published.isoformat() if entry.published else None,
        "author": entry.author,
        "summary": entry.summary,
    }


def _say_feed(feed: ReadFeed) -> str:
    lines = [f"{entry.title}\n  {entry.link}" for entry in feed.entries]
    return "\n".join([feed.title or feed.link, _say_count(len(lines)), "", *lines])


def _say_found(found: FoundFeed) -> str:
    posts = _say_count(len(found.feed.entries))
    return f"{found.url} ({found.title}, {posts})" if found.title else f"{found.url} ({posts})"


def _say_count(count: int) -> str:
    return ngettext("{count} post", "{count} posts", count).format(count=count)
