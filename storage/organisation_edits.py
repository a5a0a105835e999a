"""Correcting organisations: their names, what else they are called, and what they are."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from storage.bulk import insert_missing
from storage.errors import AlreadyThereError
from storage.naming import clean, fold
from storage.tables import OrganisationAliasRow, OrganisationRow
from storage.types import Organisation, OrganisationId

LONGEST_NAME = 120


class OrganisationEdits:
    """What organisers correct, for `Organisations`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def rename(self, organisation: Organisation, name: str) -> None:
        """Give an organisation another name; the old one is still understood.

        AlreadyThereError where the name is another organisation's.
        """
        folded = fold_name(name)
        if folded in self._taken_by_others(organisation, [folded]):
            raise AlreadyThereError(
                f"an organisation of the name that {organisation.id} should get"
            )
        row, alias = OrganisationRow, OrganisationAliasRow
        here = (alias.network_id == organisation.network_id, alias.folded == folded)
        self._session.execute(delete(alias).where(*here))
        values = {"name": clean(name, LONGEST_NAME), "folded": folded, "curated": True}
        self._session.execute(update(row).where(row.id == organisation.id).values(**values))
        if fold_name(organisation.name) != folded:
            self.add_aliases(organisation, [organisation.name])

    def describe(self, organisation: Organisation, sector: str, region: str) -> None:
        """Say what an organisation is; from then on an organiser stands for it."""
        values = {"sector": sector, "region": region, "curated": True}
        row = OrganisationRow
        self._session.execute(update(row).where(row.id == organisation.id).values(**values))

    def aliases(self, organisation_id: OrganisationId) -> list[str]:
        """Return the other names of an organisation."""
        row = OrganisationAliasRow
        query = select(row.name).where(row.organisation_id == organisation_id).order_by(row.folded)
        return list(self._session.scalars(query))

    def add_aliases(self, organisation: Organisation, names: Sequence[str]) -> list[str]:
        """Add other names; return those that were left out, being another organisation's."""
        wanted = {fold_name(name): clean(name, LONGEST_NAME) for name in names}
        wanted.pop("", None)
        wanted.pop(self._own(organisation), None)
        taken = self._taken_by_others(organisation, list(wanted))
        rows = [
            {
                "network_id": organisation.network_id,
                "folded": folded,
                "name": name,
                "organisation_id": organisation.id,
            }
            for folded, name in wanted.items()
            if folded not in taken
        ]
        insert_missing(self._session, OrganisationAliasRow, rows)
        return [name for folded, name in wanted.items() if folded in taken]

    def drop_aliases(self, organisation: Organisation, names: Sequence[str]) -> None:
        """Forget other names of an organisation."""
        row = OrganisationAliasRow
        these = row.folded.in_([fold_name(name) for name in names])
        self._session.execute(delete(row).where(row.organisation_id == organisation.id, these))

    def _own(self, organisation: Organisation) -> str:
        query = select(OrganisationRow.folded).where(OrganisationRow.id == organisation.id)
        return self._session.scalars(query).one()

    def _taken_by_others(self, organisation: Organisation, folded: Sequence[str]) -> set[str]:
        """Names of others; of one that was merged into this, the name is this one's."""
        row, alias, id_ = OrganisationRow, OrganisationAliasRow, organisation.id
        others = select(row.folded).where(
            row.network_id == organisation.network_id,
            row.folded.in_(folded),
            row.id != id_,
            row.merged_into.is_distinct_from(id_),
        )
        aliases = select(alias.folded).where(
            alias.network_id == organisation.network_id,
            alias.folded.in_(folded),
            alias.organisation_id != id_,
        )
        return {*self._session.scalars(others), *self._session.scalars(aliases)}


def fold_name(name: str) -> str:
    """Return the form in which the names of organisations are compared."""
    return fold(clean(name, LONGEST_NAME))
