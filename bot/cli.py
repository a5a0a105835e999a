"""The `teapoint` command: run it, check it, and use its pure parts by hand."""

import json
import os
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import click

from bot import checkup, migrations, running
from bot.command_line.database import alone, check_ready, settings_of_now
from bot.command_line.feeds import AS_JSON, feeds
from bot.command_line.organisations import organisations
from bot.command_line.teams import manifest_teams
from bot.keys import check_keys, load_cipher, older_keys_needed_until, rotate
from bot.platforms.slack.manifest import manifest
from bot.settings import SettingsError
from bot.settings.values import is_account, read_account
from bot.shortcuts import FIRST_WORDS
from bot.start import name_organisers, prepare_network
from bot.wording.language import ngettext, say_moment
from jobs.calendars.calendar import DEFAULT_ZONE
from jobs.clock import RealClock
from jobs.matching import MatchingError, Plan, describe_group, plan
from jobs.matching import files as matching_files
from jobs.notes import ParsedNotes, parse_notes
from jobs.notes import files as note_files
from jobs.notes.rendering import render_notes
from storage.errors import StorageError
from storage.store import open_store

_FILE = click.Path(dir_okay=False, path_type=Path)


class _Kind(click.Group):
    """Ends with one plain line on stderr and exit code 1 when something foreseen is wrong."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            how = f" See {error.ctx.command_path} --help." if error.ctx else ""
            raise click.ClickException(error.format_message() + how) from error
        except SettingsError as error:
            raise click.ClickException("\n".join(error.problems)) from error
        except (StorageError, MatchingError, note_files.NoteFileError) as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Kind, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Teapoint introduces people across organisations: on Slack, on Teams and by e-mail."""


@main.command()
def run() -> None:
    """Run everything. With no platform set, this serves the playground."""
    running.serve(settings_of_now())


@main.command()
def check() -> None:
    """Say in plain words what is missing or wrong, without changing anything."""
    lines, fine = checkup.check(os.environ)
    click.echo("\n".join(lines))
    if not fine:
        sys.exit(1)


@main.command()
def migrate() -> None:
    """Bring the database up to date; an SQLite file is copied first."""
    settings = settings_of_now()
    with alone(settings):
        migrations.check_whole(settings.database)
        copy = migrations.backup_before_upgrade(settings.database)
        if copy:
            click.echo(f"Copied the database to {copy}.")
        migrations.upgrade(settings.database)
    click.echo("The database is up to date.")


@main.command()
@click.argument("target", type=_FILE)
def backup(target: Path) -> None:
    """Write a whole copy of the SQLite database to TARGET, while the bot may go on running."""
    if target.exists():
        raise click.ClickException(f"{target} exists already. Nothing was written.")
    migrations.copy_database(settings_of_now().database, target)
    click.echo(f"Wrote {target}. Keep the key too, elsewhere: without it nobody can read the copy.")


@main.command(name="rotate")
def rotate_keys() -> None:
    """Seal everything anew under the newest of the keys, so that older ones can be taken away."""
    settings = settings_of_now()
    with alone(settings):
        check_ready(settings)
        cipher = load_cipher(settings.keys, settings.database)
        with closing(open_store(settings.database, cipher)) as store:
            count = rotate(store, cipher)
            until = older_keys_needed_until(store, RealClock().now())
    click.echo(f"Sealed anew under the newest key: {count}. {_older_keys(until)}")


def _older_keys(until: datetime | None) -> str:
    if until is None:
        return "The older keys can be taken away."
    return (
        f"Keep the older keys until {say_moment(until, DEFAULT_ZONE)}. Until then a workspace can "
        "join a network by a code that was made before, and we know it by the key of its day only. "
        "If an older key must go now, ask organisers for new codes: they type “network connect”."
    )


@main.group(name="manifest")
def manifest_group() -> None:
    """Write what a platform wants to know about the app."""


@manifest_group.command(name="slack")
@click.option("--url", default="", help="Where Slack reaches Teapoint, such as https://…")
@click.option("--socket", is_flag=True, help="Use Socket Mode: no address is needed.")
@click.option("--shortcut", "shortcuts", multiple=True, help="A slash command beside /teapoint.")
@click.option("--no-shortcut", is_flag=True, help="Only /teapoint, with no other names.")
@click.option("--installs", is_flag=True, help="Workspaces install the app themselves.")
@click.option("--org-wide", is_flag=True, help="A whole organisation may install it at once.")
@click.option("--rotation", is_flag=True, help="Tokens run out after 12 hours, and are renewed.")
@click.option("--history", is_flag=True, help="Ask to read back the bot's own conversations.")
@click.option("--addresses", is_flag=True, help="Ask for addresses, to confirm where people work.")
def manifest_slack(
    url: str,
    *,
    socket: bool,
    shortcuts: tuple[str, ...],
    no_shortcut: bool,
    installs: bool,
    org_wide: bool,
    rotation: bool,
    history: bool,
    addresses: bool,
) -> None:
    """Print the manifest to paste at Slack under "Create an app"."""
    if not url and not socket:
        raise click.ClickException("Give --url https://your.address, or --socket for Socket Mode.")
    if (installs or org_wide or rotation) and not url:
        raise click.ClickException(
            "Give --url https://your.address too: Slack sends people back there after they agreed."
        )
    names = () if no_shortcut else shortcuts or FIRST_WORDS
    document = manifest(
        url,
        socket,
        names,
        history_scopes=history,
        addresses=addresses,
        installs=installs or org_wide or rotation,
        org_wide=org_wide,
        rotation=rotation,
    )
    click.echo(json.dumps(document, indent=2))


manifest_group.add_command(manifest_teams)


@main.group(name="organiser")
def organiser_group() -> None:
    """Look after who organises the network."""


@organiser_group.command(name="add")
@click.argument("account")
def organiser_add(account: str) -> None:
    """Make ACCOUNT (such as slack:T012AB:U034CD or mail:ADDRESS) an organiser."""
    if not is_account(account):
        raise click.ClickException(f"{account} is not like slack:T012AB:U034CD.")
    settings = settings_of_now()
    now = RealClock().now()
    with alone(settings):
        check_ready(settings)
        cipher = load_cipher(settings.keys, settings.database)
        with closing(open_store(settings.database, cipher)) as store:
            check_keys(store)
            with store.begin() as tx:
                network = prepare_network(tx, settings, now)
                unknown = name_organisers(tx, network, (read_account(account),), now)
    if unknown:
        raise click.ClickException(
            f"The workspace of {account} is not connected yet. Start Teapoint with its tokens once."
        )
    click.echo(f"{account} is now an organiser of {settings.network}.")


@main.command()
@click.option("--members", required=True, type=_FILE, help="CSV: who takes part.")
@click.option("--met", type=_FILE, help="CSV: who met whom, and how many rounds ago.")
@click.option("--avoid", type=_FILE, help="CSV: who must not meet whom.")
@click.option("--rules", type=_FILE, help="TOML: what must hold, and what is preferred.")
@click.option(
    "--mode",
    type=click.Choice(["auto", "full", "fast"]),
    default="auto",
    help="How thorough: auto is full for up to 20,000 people.",
)
@click.option("--seed", required=True, type=int, help="The same number gives the same groups.")
@AS_JSON
def match(
    members: Path,
    met: Path | None,
    avoid: Path | None,
    rules: Path | None,
    mode: str,
    seed: int,
    *,
    as_json: bool,
) -> None:
    """Match the people of a CSV file; see the organiser's guide for the columns."""
    problem = matching_files.read_problem(members, met, avoid, rules)
    found = plan(problem.people, problem.history, problem.rules, seed, mode)
    if as_json:
        click.echo(json.dumps(matching_files.as_json(found, seed), ensure_ascii=False))
    else:
        click.echo("\n".join(_say_plan(found)))


def _say_plan(found: Plan) -> list[str]:
    lines = [f"{' + '.join(g.members)}: {' '.join(describe_group(g))}" for g in found.groups]
    lines += [f"Left out: {out.member}. {out.why}" for out in found.left_out]
    lines += [f"A rule had to bend: {text}" for text in found.relaxed]
    best = f"{found.percent_of_bound:.2f} % of the best possible"
    groups = ngettext("{count} group", "{count} groups", len(found.groups))
    return [*lines, f"{groups.format(count=len(found.groups))}, {best}."]


main.add_command(feeds)
main.add_command(organisations)


@main.group(name="notes")
def notes_group() -> None:
    """Read session notes as people write them."""


@notes_group.command(name="parse")
@click.argument("file", type=_FILE)
@AS_JSON
def notes_parse(file: Path, *, as_json: bool) -> None:
    """Say what is understood of the session notes in FILE, a text or Markdown file."""
    found = parse_notes(note_files.read_note_file(file))
    if as_json:
        click.echo(json.dumps(note_files.as_json(found), ensure_ascii=False))
    else:
        click.echo(_say_notes(found))


def _say_notes(found: ParsedNotes) -> str:
    if not found.sessions:
        return "We found no session in this file: no line names a title, a room or notes."
    told = "\n\n".join(render_notes(session).rstrip() for session in found.sessions)
    return f"{told}\n\nIn no field:\n{found.rest}" if found.rest else told


if __name__ == "__main__":
    main()
