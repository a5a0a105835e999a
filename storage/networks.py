"""Networks, the workspaces they live in, and who organises them."""

from datetime import datetime

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from storage.accounts import account_of
from storage.errors import LastOrganiserError, NotFoundError
from storage.finding import find_rows, find_values
from storage.inserting import insert_new
from storage.naming import new_id
from storage.tables import (
    AccountChoiceRow,
    AccountRow,
    NetworkRow,
    OrganiserRow,
    PlaceRow,
    SpaceNetworkRow,
)
from storage.types import Account, AccountId, Network, NetworkId, Place, SpaceId


class Networks:
    """Everything else is scoped by what this noun answers."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, name: str, *, sensitive: bool = False, zone: str = "Europe/London") -> Network:
        """Make a network; AlreadyThereError where the name is taken."""
        row = NetworkRow(id=new_id("n"), name=name, sensitive=sensitive, zone=zone)
        self._session.add(row)
        self._session.flush()
        return network_of(row)

    def get(self, network_id: NetworkId) -> Network:
        """Return the network; NotFoundError."""
        row = self._session.get(NetworkRow, network_id)
        if row is None:
            raise NotFoundError(network_id)
        return network_of(row)

    def all(self) -> list[Network]:
        """Return every network, by name: for jobs and operators, never for an asker."""
        return [network_of(r) for r in self._session.scalars(_networks())]

    def in_space(self, space_id: SpaceId) -> list[Network]:
        """Return the networks of a workspace, by name. Sensitive ones are not offered."""
        linked = select(SpaceNetworkRow.network_id).where(SpaceNetworkRow.space_id == space_id)
        query = _networks().where(NetworkRow.id.in_(linked), NetworkRow.sensitive.is_(False))
        return [network_of(row) for row in self._session.scalars(query)]

    def living_in(self, space_id: SpaceId) -> list[Network]:
        """Return every network of a workspace, by name: for jobs, never for an asker."""
        linked = select(SpaceNetworkRow.network_id).where(SpaceNetworkRow.space_id == space_id)
        return [
            network_of(r)
            for r in self._session.scalars(_networks().where(NetworkRow.id.in_(linked)))
        ]

    def link(self, network_id: NetworkId, space_id: SpaceId, *, default: bool) -> None:
        """Let a network live in a workspace."""
        row = self._session.get(SpaceNetworkRow, (space_id, network_id))
        if row is None:
            row = SpaceNetworkRow(space_id=space_id, network_id=network_id, is_default=default)
            self._session.add(row)
        row.is_default = default
        self._session.flush()

    def unlink(self, network_id: NetworkId, space_id: SpaceId) -> bool:
        """Let a network live in a workspace no longer; return whether it did.

        Nothing said there means it any more: not by a choice, and not by a place.
        """
        row = self._session.get(SpaceNetworkRow, (space_id, network_id))
        if row is None:
            return False
        self._session.delete(row)
        here = {"space_id": space_id, "network_id": network_id}
        self._session.execute(delete(AccountChoiceRow).filter_by(**here))
        self._session.execute(update(PlaceRow).filter_by(**here).values(network_id=None))
        self._session.flush()
        return True

    def is_linked(self, network_id: NetworkId, space_id: SpaceId) -> bool:
        """Return whether the network lives in this workspace."""
        return self._session.get(SpaceNetworkRow, (space_id, network_id)) is not None

    def spaces_of(self, network_id: NetworkId) -> list[SpaceId]:
        """Return the workspaces that the network lives in."""
        linked = find_values(self._session, SpaceNetworkRow.space_id, network_id=network_id)
        return [SpaceId(space) for space in linked]

    def choose(self, account_id: AccountId, space_id: SpaceId, network_id: NetworkId) -> None:
        """Remember which network a person means in a workspace; NotFoundError."""
        if self._session.get(SpaceNetworkRow, (space_id, network_id)) is None:
            raise NotFoundError(network_id)
        key = (account_id, space_id)
        row = self._session.get(AccountChoiceRow, key)
        if row is None:
            row = AccountChoiceRow(account_id=account_id, space_id=space_id, network_id=network_id)
            self._session.add(row)
        row.network_id = network_id
        self._session.flush()

    def meant_by(
        self, space_id: SpaceId, account_id: AccountId, place: Place | None
    ) -> Network | None:
        """Return the network meant: the place's, else the person's choice, else the default.

        The only network of a workspace is always meant. None: ask.
        """
        chosen = self._session.get(AccountChoiceRow, (account_id, space_id))
        named = (place and place.network_id) or (chosen and chosen.network_id)
        if named:
            return self.get(NetworkId(named))
        linked = find_rows(self._session, SpaceNetworkRow, space_id=space_id)
        certain = [row for row in linked if row.is_default] or (linked if len(linked) == 1 else [])
        return self.get(NetworkId(certain[0].network_id)) if certain else None

    def add_organiser(self, network_id: NetworkId, account_id: AccountId, now: datetime) -> bool:
        """Make an account an organiser; return whether that is new."""
        values = {"network_id": network_id, "account_id": account_id, "added_at": now}
        return insert_new(self._session, OrganiserRow, values)

    def remove_organiser(self, network_id: NetworkId, account_id: AccountId) -> None:
        """Take the role away; LastOrganiserError rather than leave none, NotFoundError."""
        if not self.is_organiser(network_id, account_id):
            raise NotFoundError(account_id)
        # The rows are locked, so that two organisers cannot remove each other at once.
        rows = select(OrganiserRow.account_id).where(OrganiserRow.network_id == network_id)
        if len(self._session.scalars(rows.with_for_update()).all()) == 1:
            raise LastOrganiserError(network_id)
        self._session.execute(
            delete(OrganiserRow).where(
                OrganiserRow.network_id == network_id, OrganiserRow.account_id == account_id
            )
        )

    def organisers(self, network_id: NetworkId) -> list[Account]:
        """Return the organisers' accounts, longest in the role first."""
        query = (
            select(AccountRow)
            .join(OrganiserRow, OrganiserRow.account_id == AccountRow.id)
            .where(OrganiserRow.network_id == network_id)
            .order_by(OrganiserRow.added_at, AccountRow.name)
        )
        return [account_of(row) for row in self._session.scalars(query)]

    def is_organiser(self, network_id: NetworkId, account_id: AccountId) -> bool:
        """Return whether the account organises this network."""
        mine = {"network_id": network_id, "account_id": account_id}
        return bool(find_values(self._session, OrganiserRow.account_id, **mine))


def _networks() -> Select[NetworkRow]:
    return select(NetworkRow).order_by(NetworkRow.name)


def network_of(row: NetworkRow) -> Network:
    """Return the row as a record."""
    return Network(NetworkId(row.id), row.name, row.sensitive, row.zone)
