"""Domains of e-mail addresses: which organisation each suggests, or proves once confirmed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from storage.bulk import in_batches, insert_missing
from storage.errors import NotFoundError
from storage.tables import OrganisationDomainRow
from storage.types import AccountId, NetworkId, OrganisationId
from storage.updating import delete_quietly, update_quietly


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain in its ASCII form; it proves its organisation from `confirmed_at` on."""

    name: str
    organisation_id: OrganisationId
    confirmed_at: datetime | None = None

    @property
    def confirmed(self) -> bool:
        return self.confirmed_at is not None


class Domains:
    """What a network's register says of domains: each is one organisation's at most."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def suggest(self, network_id: NetworkId, pairs: Iterable[tuple[str, OrganisationId]]) -> None:
        """Add domains that suggest their organisations; those that are known stay as they are."""
        rows = [
            {"network_id": network_id, "domain": name, "organisation_id": owner}
            for name, owner in dict(pairs).items()
        ]
        insert_missing(self._session, OrganisationDomainRow, rows)

    def any_in(self, network_id: NetworkId) -> bool:
        """Return whether a network's register has any domain."""
        query = select(exists().where(OrganisationDomainRow.network_id == network_id))
        return bool(self._session.scalar(query))

    def get(self, network_id: NetworkId, name: str) -> Domain:
        """Return a domain; NotFoundError."""
        found = self.among(network_id, [name])
        if not found:
            raise NotFoundError(f"the domain {name}")
        return found[0]

    def among(self, network_id: NetworkId, names: Sequence[str]) -> list[Domain]:
        """Return those of these domains that are in the register, the longest first."""
        row = OrganisationDomainRow
        found: list[Domain] = []
        for some in in_batches(list(names)):
            query = select(row).where(row.network_id == network_id, row.domain.in_(some))
            found += [_domain(each) for each in self._session.scalars(query)]
        return sorted(found, key=lambda each: (-each.name.count("."), each.name))

    def of(self, organisation_id: OrganisationId) -> list[Domain]:
        """Return the domains of an organisation, by name."""
        row = OrganisationDomainRow
        query = select(row).where(row.organisation_id == organisation_id).order_by(row.domain)
        return [_domain(each) for each in self._session.scalars(query)]

    def confirm(
        self,
        network_id: NetworkId,
        organisation_id: OrganisationId,
        names: Sequence[str],
        by: AccountId | None,
        now: datetime,
    ) -> None:
        """Record that these domains are this organisation's; when first confirmed is kept."""
        row = OrganisationDomainRow
        self.suggest(network_id, [(name, organisation_id) for name in names])
        for some in in_batches(list(names)):
            these = (row.network_id == network_id, row.domain.in_(some))
            news = (row.organisation_id != organisation_id) | row.confirmed_at.is_(None)
            confirmed = {"confirmed_at": now, "confirmed_by": by}
            fresh = update(row).where(*these, news)
            update_quietly(self._session, fresh, organisation_id=organisation_id, **confirmed)
        self._session.expire_all()

    def drop(self, network_id: NetworkId, names: Sequence[str]) -> None:
        """Forget these domains: they say nothing of anybody any more."""
        row = OrganisationDomainRow
        for some in in_batches(list(names)):
            these = (row.network_id == network_id, row.domain.in_(some))
            delete_quietly(self._session, delete(row).where(*these))
        self._session.expire_all()


def _domain(row: OrganisationDomainRow) -> Domain:
    return Domain(row.domain, OrganisationId(row.organisation_id), row.confirmed_at)
