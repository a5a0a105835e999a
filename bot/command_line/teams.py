"""`teapoint manifest teams`: the app package that an organisation's administrator uploads."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import click

from bot.platforms.teams.manifest import Cloud, Publisher, manifest, package

_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")


@click.command(name="teams")
@click.option(
    "--cloud",
    type=click.Choice(["commercial", "gcc"]),
    default="commercial",
    help="Microsoft's cloud that the organisation is in.",
)
@click.option(
    "--to",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("teapoint-teams.zip"),
    help="The file to write. teapoint-teams.zip by default.",
)
@click.option("--privacy", default="", help="The https address of your privacy notice.")
@click.option("--terms", default="", help="The https address of your terms of use.")
@click.option("--website", default="", help="The https address of a page about your network.")
def manifest_teams(cloud: str, to: Path, privacy: str, terms: str, website: str) -> None:
    """Write the app package to upload at Teams. Reads TEAMS_CLIENT_ID and TEAPOINT_URL."""
    url, client_id = os.environ.get("TEAPOINT_URL", ""), os.environ.get("TEAMS_CLIENT_ID", "")
    pages = {"--privacy": privacy, "--terms": terms, "--website": website}
    missing = what_is_missing(client_id, url, pages)
    if missing:
        raise click.ClickException("\n".join((*missing, "Nothing was written.")))
    website = website or url
    publisher = Publisher(
        os.environ.get("TEAPOINT_CONTROLLER", ""), website, privacy or website, terms or website
    )
    to.write_bytes(package(manifest(client_id, url, publisher, cast("Cloud", cloud))))
    click.echo(f"Wrote {to}. Upload it in the Teams admin centre, under Manage apps.")
    unnamed = [option for option in ("--privacy", "--terms") if not pages[option]]
    if unnamed:
        click.echo(f"It names {website} for want of {' and '.join(unnamed)}: give your own pages.")


def what_is_missing(client_id: str, url: str, pages: Mapping[str, str]) -> list[str]:
    """Return a sentence for everything without which the package would not work."""
    problems = []
    if not _ID.match(client_id):
        problems.append(
            "Set TEAMS_CLIENT_ID to the application ID of your bot's registration. It looks like "
            "00000000-0000-0000-0000-000000000000, and stands on its overview page at Entra."
        )
    if not _is_public(url):
        problems.append(
            "Set TEAPOINT_URL to the address at which Microsoft reaches Teapoint: https://… and a "
            "host name that the world knows."
        )
    return problems + [
        f"{option} has to be an address that begins with https://."
        for option, page in pages.items()
        if page and not _is_public(page)
    ]


def _is_public(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme == "https" and "." in host and not host.replace(".", "").isdigit()
