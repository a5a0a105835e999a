"""`teapoint organisations`: a register of organisations from a file, for operators."""

from contextlib import closing
from pathlib import Path

import click

from bot.command_line.database import alone, check_ready, settings_of_now
from bot.keys import check_keys, load_cipher
from bot.settings import Settings
from bot.start import prepare_network
from bot.wording.networks.organisation_sheets import figures, say_finding
from bot.wording.organisers.importing import why_refused
from jobs.clock import RealClock
from jobs.delivery.files import MOST_BYTES
from jobs.importing.findings import UnreadableError
from jobs.organisations.recording import record
from jobs.organisations.sheet_errand import Report, read_file, report_of
from jobs.organisations.sheets import Sheet
from storage.naming import fold
from storage.store import open_store
from storage.transaction import Transaction
from storage.types import Network

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(name="organisations")
def organisations() -> None:
    """Look after the register of organisations."""


@organisations.command(name="import")
@click.argument("file", type=_FILE)
@click.option("--network", default="", help="The network's name, if there are several.")
def import_command(file: Path, network: str) -> None:
    """Import organisations from FILE, a CSV file: name, sector, region, domains, aliases.

    Organisations that are not known are added, others completed. The domains in the file count as
    confirmed. The same file again changes nothing.
    """
    settings, sheet = settings_of_now(), _read(file)
    with alone(settings):
        check_ready(settings)
        report = _record(settings, sheet, network)
    click.echo("\n".join(f"{line}." for line in figures(report)))
    for finding in report.findings:
        click.echo(say_finding(finding))


def _read(file: Path) -> Sheet:
    if file.stat().st_size > MOST_BYTES:
        raise click.ClickException(why_refused(0)["too large"])
    try:
        return read_file(file.read_bytes())
    except UnreadableError as error:
        why = why_refused(error.row)[error.why]
        raise click.ClickException(f"{why} Nothing was imported.") from error


def _record(settings: Settings, sheet: Sheet, name: str) -> Report:
    now = RealClock().now()
    cipher = load_cipher(settings.keys, settings.database)
    with closing(open_store(settings.database, cipher)) as store:
        check_keys(store)
        with store.begin() as tx:
            first = prepare_network(tx, settings, now)
            network = _named(tx, name) if name else first
            return report_of(sheet, record(tx, network.id, sheet, None, now))


def _named(tx: Transaction, name: str) -> Network:
    found = [one for one in tx.networks.all() if fold(one.name) == fold(name)]
    if not found:
        raise click.ClickException(f"There is no network called {name}. Nothing was imported.")
    return found[0]
