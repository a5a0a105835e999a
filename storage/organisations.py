"""Organisations: names and aliases of a network, merged where two are one.

An alias, a member and a merged organisation always point to one that is not merged itself, so
following a merge is one step.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, select, union_all, update
from sqlalchemy.orm import InstrumentedAttribute, aliased

from storage.bulk import in_batches, insert_missing
from storage.errors import AlreadyThereError, NotFoundError
from storage.naming import clean, fold, new_id
from storage.organisation_edits import LONGEST_NAME, OrganisationEdits, fold_name
from storage.tables import (
    MemberRow,
    OrganisationAliasRow,
    OrganisationChangeRow,
    OrganisationDomainRow,
    OrganisationRow,
)
from storage.types import NetworkId, Organisation, OrganisationId

_Asked = aliased(OrganisationRow)


class NewOrganisation(NamedTuple):
    """An organisation to be added; `aliases` are other names that people type for it."""

    name: str
    sector: str
    region: str
    aliases: Sequence[str] = ()


class Organisations(OrganisationEdits):
    """The organisations that members of a network work for."""

    def add(
        self,
        network_id: NetworkId,
        name: str,
        sector: str,
        region: str,
        aliases: Sequence[str] = (),
    ) -> Organisation:
        """Add an organisation, or return the one that has this name or alias already."""
        self._add(network_id, [(name, sector, region, aliases)], curated=False)
        found = self.find(network_id, name)
        if found is None:
            raise NotFoundError("an organisation without a name")
        return found

    def add_many(
        self, network_id: NetworkId, rows: Iterable[tuple[str, str, str, Sequence[str]]]
    ) -> None:
        """Add a list of (name, sector, region, aliases); those that are known stay as is."""
        self._add(network_id, rows, curated=True)

    def get(self, organisation_id: OrganisationId, network_id: NetworkId) -> Organisation:
        """Return the organisation, or the one it was merged into; NotFoundError elsewhere."""
        query = _as_now().where(_Asked.id == organisation_id, _Asked.network_id == network_id)
        row = self._session.scalar(query)
        if row is None:
            raise NotFoundError(f"organisation {organisation_id}")
        return _organisation(row)

    def as_named(self, organisation_id: OrganisationId, network_id: NetworkId) -> str:
        """Return the organisation's own name, also if it was merged since; NotFoundError."""
        query = select(OrganisationRow.name).where(
            OrganisationRow.id == organisation_id, OrganisationRow.network_id == network_id
        )
        name = self._session.scalar(query)
        if name is None:
            raise NotFoundError(f"organisation {organisation_id}")
        return name

    def find(self, network_id: NetworkId, name: str) -> Organisation | None:
        """Return the organisation of this name or alias, following merges."""
        folded = fold_name(name)
        found = self._known(network_id, [folded]).get(folded)
        return self.get(found, network_id) if found else None

    def known(self, network_id: NetworkId, names: Iterable[str]) -> dict[str, OrganisationId]:
        """Return whose these names and aliases are, by the name as it was given."""
        folded = {name: fold_name(name) for name in names}
        found = self._known(network_id, folded.values())
        return {name: found[word] for name, word in folded.items() if word in found}

    def names(self, network_id: NetworkId) -> list[tuple[str, OrganisationId]]:
        """Return every name and alias of what there still is, with whose it is, for a search.

        What was merged or split is found by its name, and offered no more.
        """
        alive = (OrganisationRow.network_id == network_id, OrganisationRow.merged_into.is_(None))
        name = select(OrganisationRow.name, OrganisationRow.id).where(
            *alive, ~_is_split(OrganisationRow.id)
        )
        alias = select(OrganisationAliasRow.name, OrganisationAliasRow.organisation_id).where(
            OrganisationAliasRow.network_id == network_id,
            ~_is_split(OrganisationAliasRow.organisation_id),
        )
        both = union_all(name, alias).order_by("name", "id")
        return [(text, OrganisationId(id_)) for text, id_ in self._session.execute(both)]

    def merge(
        self, from_id: OrganisationId, into_id: OrganisationId, network_id: NetworkId
    ) -> Organisation:
        """Make one of two: members and names of the first become the second's; return that.

        AlreadyThereError where the two are one already.
        """
        self._lock(from_id, into_id)
        gone, kept = self.get(from_id, network_id), self.get(into_id, network_id)
        if gone.id == kept.id:
            raise AlreadyThereError(f"{from_id} and {into_id} are one organisation")
        for column in (
            OrganisationRow.merged_into,
            OrganisationAliasRow.organisation_id,
            OrganisationDomainRow.organisation_id,
            MemberRow.organisation_id,
        ):
            self._session.execute(
                update(column.class_).where(column == gone.id).values({column: kept.id})
            )
        self._retire(gone, kept)
        return kept

    def members_of(self, organisation_id: OrganisationId) -> int:
        """Return how many present members work there."""
        query = select(func.count()).where(
            MemberRow.organisation_id == organisation_id, MemberRow.left_at.is_(None)
        )
        return self._session.scalars(query).one()

    def with_members(self, network_id: NetworkId) -> list[tuple[str, int]]:
        """Return the organisations that present members work for, with how many, largest first."""
        count = func.count(MemberRow.id)
        query = (
            select(OrganisationRow.name, count)
            .join(MemberRow, MemberRow.organisation_id == OrganisationRow.id)
            .where(OrganisationRow.network_id == network_id, MemberRow.left_at.is_(None))
            .group_by(OrganisationRow.id, OrganisationRow.name, OrganisationRow.folded)
            .order_by(count.desc(), OrganisationRow.folded)
        )
        return [(name, people) for name, people in self._session.execute(query)]

    def _add(
        self,
        network_id: NetworkId,
        rows: Iterable[tuple[str, str, str, Sequence[str]]],
        *,
        curated: bool,
    ) -> None:
        wanted: dict[str, NewOrganisation] = {}
        for row in rows:
            wanted.setdefault(fold_name(row[0]), NewOrganisation(*row))
        wanted.pop("", None)
        known = self._known(network_id, wanted)
        new = {folded: row for folded, row in wanted.items() if folded not in known}
        insert_missing(self._session, OrganisationRow, _columns(network_id, new, curated))
        self._add_aliases(network_id, wanted)

    def _known(self, network_id: NetworkId, words: Iterable[str]) -> dict[str, OrganisationId]:
        names = select(OrganisationRow.folded, OrganisationRow.id)
        aliases = select(OrganisationAliasRow.folded, OrganisationAliasRow.organisation_id)
        found: dict[str, OrganisationId] = {}
        for some in in_batches(list(words)):
            for query, row in ((aliases, OrganisationAliasRow), (names, OrganisationRow)):
                here = query.where(row.network_id == network_id, row.folded.in_(some))
                found |= {word: OrganisationId(id_) for word, id_ in self._session.execute(here)}
        return found

    def _add_aliases(self, network_id: NetworkId, wanted: Mapping[str, NewOrganisation]) -> None:
        owners = self._known(network_id, wanted)
        spelled: dict[str, tuple[str, OrganisationId]] = {}
        for folded, row in wanted.items():
            for alias in row.aliases:
                name = clean(alias, LONGEST_NAME)
                spelled.setdefault(fold(name), (name, owners[folded]))
        taken = {"", *self._known(network_id, spelled)}
        rows = [
            {"network_id": network_id, "folded": word, "name": name, "organisation_id": owner}
            for word, (name, owner) in spelled.items()
            if word not in taken
        ]
        insert_missing(self._session, OrganisationAliasRow, rows)

    def _lock(self, *ids: OrganisationId) -> None:
        """Two merges at once must not make a circle: the second waits, then sees the first."""
        query = select(OrganisationRow.id).where(OrganisationRow.id.in_(ids))
        self._session.execute(query.order_by(OrganisationRow.id).with_for_update())

    def _retire(self, gone: Organisation, kept: Organisation) -> None:
        self._session.execute(
            update(OrganisationRow).where(OrganisationRow.id == gone.id).values(merged_into=kept.id)
        )
        alias = {
            "network_id": gone.network_id,
            "folded": fold_name(gone.name),
            "name": gone.name,
            "organisation_id": kept.id,
        }
        insert_missing(self._session, OrganisationAliasRow, [alias])


def _is_split(organisation_id: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Whether others took the place of an organisation: it is not itself one of them."""
    one, goes_on = aliased(OrganisationChangeRow), aliased(OrganisationChangeRow)
    parts = exists().where(one.organisation_id == organisation_id, one.kind == "split")
    itself = exists().where(
        goes_on.organisation_id == organisation_id,
        goes_on.kind == "split",
        goes_on.into_id == organisation_id,
    )
    return parts & ~itself


def _as_now() -> Select[OrganisationRow]:
    now = func.coalesce(_Asked.merged_into, _Asked.id)
    return select(OrganisationRow).join(_Asked, OrganisationRow.id == now)


def _organisation(row: OrganisationRow) -> Organisation:
    network_id = NetworkId(row.network_id)
    return Organisation(OrganisationId(row.id), network_id, row.name, row.sector, row.region)


def _columns(
    network_id: NetworkId, new: Mapping[str, NewOrganisation], curated: bool
) -> list[dict[str, Any]]:
    shared = {"network_id": network_id, "curated": curated, "merged_into": None}
    return [
        {
            "id": new_id("org"),
            "name": clean(row.name, LONGEST_NAME),
            "folded": folded,
            "sector": row.sector,
            "region": row.region,
        }
        | shared
        for folded, row in new.items()
    ]
