"""What a new network knows from the start: widely known organisations, interests, professions."""

import csv
from collections.abc import Mapping, Sequence
from importlib.resources import files

from storage.transaction import Transaction
from storage.types import NetworkId


def give_starter_lists(tx: Transaction, network_id: NetworkId) -> None:
    """Add the package's organisations and interests to a network; known ones stay as they are.

    Their domains only suggest, until an organiser confirms them.
    """
    listed = _read("organisations.csv")
    rows = [(row["name"], row["sector"], row["region"], _split(row["aliases"])) for row in listed]
    tx.organisations.add_many(network_id, rows)
    _suggest_domains(tx, network_id, listed)
    interests = [(row["name"], _split(row["synonyms"])) for row in _read("interests.csv")]
    tx.interests.add_many(network_id, interests)


def give_missing_domains(tx: Transaction) -> None:
    """Let networks of before domains were kept have the package's, of organisations they know."""
    for network in tx.networks.all():
        if not tx.domains.any_in(network.id):
            _suggest_domains(tx, network.id, _read("organisations.csv"))


def _suggest_domains(
    tx: Transaction, network_id: NetworkId, listed: Sequence[Mapping[str, str]]
) -> None:
    owners = tx.organisations.known(network_id, [row["name"] for row in listed])
    known = [row for row in listed if row["name"] in owners]
    pairs = [(name, owners[row["name"]]) for row in known for name in _split(row["domains"])]
    tx.domains.suggest(network_id, pairs)


def professions() -> list[str]:
    """Return the professions that forms offer."""
    return [row["name"] for row in _read("professions.csv")]


def _read(name: str) -> list[dict[str, str]]:
    text = files("storage").joinpath("starter", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
