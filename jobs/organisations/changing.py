"""Organisations are renamed, merged and split; each change has its day and stays in the history.

A rename changes nothing for anybody. Merged: their people are colleagues from then on. Split:
people stay colleagues until they say which part is theirs, which each of them is asked.
"""

from collections.abc import Sequence
from datetime import date, datetime

from jobs.organisations.verifying import ask, look_at_all
from storage.errors import AlreadyThereError
from storage.notices.organisations import WhichOrganisation
from storage.organisation_changes import OrganisationChange
from storage.transaction import Transaction
from storage.types import AccountId, Organisation


def rename(
    tx: Transaction,
    organisation: Organisation,
    name: str,
    on: date,
    by: AccountId | None,
    now: datetime,
) -> Organisation:
    """Call an organisation by another name since that day; AlreadyThereError if it is taken."""
    tx.organisations.rename(organisation, name)
    change = OrganisationChange(organisation.id, "renamed", organisation.name, on)
    tx.organisation_changes.note(organisation.network_id, [change], by, now)
    return tx.organisations.get(organisation.id, organisation.network_id)


def merge(
    tx: Transaction,
    gone: Organisation,
    kept: Organisation,
    on: date,
    by: AccountId | None,
    now: datetime,
) -> int:
    """Make one of two since that day; return how many people moved. AlreadyThereError."""
    moved = tx.organisations.members_of(gone.id)
    tx.organisations.merge(gone.id, kept.id, kept.network_id)
    change = OrganisationChange(gone.id, "merged", gone.name, on, kept.id)
    tx.organisation_changes.note(kept.network_id, [change], by, now)
    names = [domain.name for domain in tx.domains.of(kept.id)]
    look_at_all(tx, kept.network_id, names, now)
    return moved


def split(
    tx: Transaction,
    whole: Organisation,
    parts: Sequence[str],
    on: date,
    by: AccountId | None,
    now: datetime,
) -> int:
    """Put these organisations in the place of one since that day; return how many are asked.

    Those that are not known are added. One of them may be the whole, which goes on smaller.
    AlreadyThereError where it was split before.
    """
    if tx.organisation_changes.split_into(whole.id):
        raise AlreadyThereError(f"{whole.id} was split before")
    found = [_part(tx, whole, name) for name in parts]
    changes = [OrganisationChange(whole.id, "split", whole.name, on, part.id) for part in found]
    tx.organisation_changes.note(whole.network_id, changes, by, now)
    present = tx.members.present(whole.network_id)
    theirs = [member for member in present if member.profile.organisation_id == whole.id]
    questions = [WhichOrganisation(member.id, whole.id, "split") for member in theirs]
    ask(tx, whole.network_id, questions, now)
    return len(theirs)


def _part(tx: Transaction, whole: Organisation, name: str) -> Organisation:
    known = tx.organisations.find(whole.network_id, name)
    part = known or tx.organisations.add(whole.network_id, name, whole.sector, whole.region)
    tx.organisations.describe(part, part.sector, part.region)
    return part
