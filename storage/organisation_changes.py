"""What became of organisations: renames, mergers and splits with their dates, never rewritten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.naming import new_id
from storage.tables import OrganisationChangeRow
from storage.types import AccountId, NetworkId, OrganisationId

ChangeKind = Literal["renamed", "merged", "split"]


@dataclass(frozen=True, slots=True)
class OrganisationChange:
    """`organisation_id` was called `before` until that day. Merged: it is a part of `into_id`
    since; split: `into_id` is one of those that it became.
    """

    organisation_id: OrganisationId
    kind: ChangeKind
    before: str
    changed_on: date
    into_id: OrganisationId | None = None


class OrganisationChanges:
    """The history of the organisations of networks."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def note(
        self,
        network_id: NetworkId,
        changes: Iterable[OrganisationChange],
        by: AccountId | None,
        now: datetime,
    ) -> None:
        """Add to the history what somebody told."""
        for change in changes:
            self._session.add(
                OrganisationChangeRow(
                    id=new_id("oc"),
                    network_id=network_id,
                    organisation_id=change.organisation_id,
                    kind=change.kind,
                    before=change.before,
                    into_id=change.into_id,
                    changed_on=change.changed_on,
                    noted_at=now,
                    noted_by=by,
                )
            )
        self._session.flush()

    def of(self, organisation_id: OrganisationId) -> list[OrganisationChange]:
        """Return what happened to an organisation, or made it what it is, oldest first."""
        row = OrganisationChangeRow
        mine = (row.organisation_id == organisation_id) | (row.into_id == organisation_id)
        query = select(row).where(mine).order_by(row.changed_on, row.noted_at, row.id)
        return [_change(each) for each in self._session.scalars(query)]

    def split_into(self, organisation_id: OrganisationId) -> list[OrganisationId]:
        """Return what an organisation was split into, itself among them if it goes on; or none."""
        row = OrganisationChangeRow
        split = (row.organisation_id == organisation_id, row.kind == "split")
        query = select(row.into_id).where(*split).order_by(row.noted_at, row.id)
        return [OrganisationId(one) for one in self._session.scalars(query) if one]


def _change(row: OrganisationChangeRow) -> OrganisationChange:
    kind: ChangeKind = row.kind  # type: ignore[assignment]  # written from ChangeKind only
    into = OrganisationId(row.into_id) if row.into_id else None
    id_ = OrganisationId(row.organisation_id)
    return OrganisationChange(id_, kind, row.before, row.changed_on, into)
