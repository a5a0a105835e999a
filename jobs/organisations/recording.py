"""What organisers say of organisations is written down: by a sheet, or by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from jobs.organisations.sheets import Entry, Finding, Sheet
from jobs.organisations.verifying import look_at_all
from storage.organisation_edits import fold_name
from storage.transaction import Transaction
from storage.types import AccountId, NetworkId, Organisation


@dataclass(slots=True)
class Recorded:
    """What came of a sheet: counts of organisations, of people confirmed, and findings."""

    new: int = 0
    changed: int = 0
    same: int = 0
    confirmed: int = 0
    findings: list[Finding] = field(default_factory=list)


def record(
    tx: Transaction, network_id: NetworkId, sheet: Sheet, by: AccountId | None, now: datetime
) -> Recorded:
    """Write a register down: unknown organisations are added, known ones completed.

    A blank cell leaves what is known. Its domains count as confirmed: an organiser gave them. A
    domain that was confirmed to be another's stays that one's. The same sheet again changes
    nothing.
    """
    done = Recorded(findings=list(sheet.findings))
    names: list[str] = []
    for entry in sheet.entries:
        known = tx.organisations.find(network_id, entry.name)
        organisation = known or tx.organisations.add(
            network_id, entry.name, entry.sector, entry.region
        )
        changed = _describe(tx, organisation, entry)
        fresh = _confirm(tx, organisation, entry, by, now, done.findings)
        named = _name(tx, organisation, entry, done.findings)
        names += fresh
        done.new += known is None
        done.changed += bool(known) and (changed or bool(fresh) or named)
        done.same += bool(known) and not (changed or fresh or named)
    done.confirmed = look_at_all(tx, network_id, names, now) if names else 0
    done.findings.sort(key=lambda each: each.row)
    return done


def set_domains(
    tx: Transaction,
    organisation: Organisation,
    names: Sequence[str],
    by: AccountId | None,
    now: datetime,
) -> int:
    """Let exactly these domains be an organisation's, confirmed; return how many people are."""
    before = {domain.name for domain in tx.domains.of(organisation.id)}
    tx.domains.drop(organisation.network_id, sorted(before - set(names)))
    tx.domains.confirm(organisation.network_id, organisation.id, names, by, now)
    return look_at_all(tx, organisation.network_id, before | set(names), now)


def set_aliases(tx: Transaction, organisation: Organisation, names: Sequence[str]) -> list[str]:
    """Let exactly these be an organisation's other names; return those that are another's."""
    wanted = {fold_name(name) for name in names}
    before = tx.organisations.aliases(organisation.id)
    gone = [name for name in before if fold_name(name) not in wanted]
    tx.organisations.drop_aliases(organisation, gone)
    return tx.organisations.add_aliases(organisation, names)


def _describe(tx: Transaction, organisation: Organisation, entry: Entry) -> bool:
    sector = entry.sector or organisation.sector
    region = entry.region or organisation.region
    tx.organisations.describe(organisation, sector, region)
    return (sector, region) != (organisation.sector, organisation.region)


def _confirm(
    tx: Transaction,
    organisation: Organisation,
    entry: Entry,
    by: AccountId | None,
    now: datetime,
    findings: list[Finding],
) -> list[str]:
    found = {d.name: d for d in tx.domains.among(organisation.network_id, entry.domains)}
    fresh: list[str] = []
    for name in entry.domains:
        known = found.get(name)
        if known is None or not known.confirmed:
            fresh.append(name)
        elif known.organisation_id != organisation.id:
            findings.append(Finding(entry.row, "another's domain", name))
    tx.domains.confirm(organisation.network_id, organisation.id, fresh, by, now)
    return fresh


def _name(
    tx: Transaction, organisation: Organisation, entry: Entry, findings: list[Finding]
) -> bool:
    before = tx.organisations.aliases(organisation.id)
    taken = tx.organisations.add_aliases(organisation, entry.aliases)
    findings += [Finding(entry.row, "another's name", name) for name in taken]
    return len(tx.organisations.aliases(organisation.id)) > len(before)
