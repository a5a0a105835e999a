"""Teapoint checked with Microsoft's Agents Playground: python -m tests.agents_playground."""

import argparse
import asyncio
from collections.abc import Sequence

import click

from tests.agents_playground.installing import PACKAGE, VERSION, MissingError, find_browser, install
from tests.agents_playground.journey import Journey, Outcome
from tests.agents_playground.page_walk import walk_through
from tests.agents_playground.stage import staged


def main() -> None:
    """Check, and print what passed; exit code 1 where something did not, 2 where it could not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-browser", action="store_true", help="over HTTP only")
    parser.add_argument("--pictures", action="store_true", help="take those of docs/ anew")
    wanted = parser.parse_args()
    try:
        outcomes = asyncio.run(_check(browser=not wanted.no_browser, pictures=wanted.pictures))
    except MissingError as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from error
    click.echo(as_table(outcomes))
    raise SystemExit(any(outcome.wrong for outcome in outcomes))


async def _check(*, browser: bool, pictures: bool) -> list[Outcome]:
    click.echo(f"Installing {PACKAGE} {VERSION} where it is not there yet")
    program = install()
    click.echo("Starting it beside a bot. Until the end it listens on all interfaces.")
    outcomes = []
    if browser:
        find_browser()
        async with staged(program) as stage:
            outcomes.append(await walk_through(stage, pictures=pictures))
    async with staged(program) as stage:
        return outcomes + await Journey(stage).run()


def as_table(outcomes: Sequence[Outcome]) -> str:
    """Return a line for each check, with what was wrong below it, and how many passed."""
    lines = []
    for outcome in outcomes:
        lines.append(f"{'failed' if outcome.wrong else 'passed'}  {outcome.name}")
        lines += [f"        {outcome.wrong}"] if outcome.wrong else []
    passed = sum(not outcome.wrong for outcome in outcomes)
    return "\n".join([*lines, f"{passed} of {len(outcomes)} checks passed"])


if __name__ == "__main__":
    main()
