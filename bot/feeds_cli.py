"""`teapoint feeds`: the pure parts of fetching and reading feeds, by hand."""

import asyncio
import json
import os
from gettext import gettext as _

import click

from bot.settings import read_allowed_hosts
from bot.wording.web_addresses import say_refusal
from jobs.feeds.connecting import check_url
from jobs.feeds.guard import AllowedHosts
from jobs.feeds.trouble import UnreachableError


@click.group(name="feeds")
def feeds() -> None:
    """Try out web addresses and feeds."""


@feeds.command(name="check-url")
@click.argument("url")
@click.option("--json", "as_json", is_flag=True)
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
