"""Channels, direct messages and group chats."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.finding import find_row
from storage.inserting import insert_new
from storage.naming import fold, new_id
from storage.tables import PlaceRow
from storage.types import AccountId, NetworkId, Place, PlaceId, PlaceKind, SpaceId


class Places:
    """One row a conversation of a workspace."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def see(
        self,
        space_id: SpaceId,
        external_id: str,
        kind: PlaceKind,
        name: str = "",
        account_id: AccountId | None = None,
        service_url: str = "",
    ) -> Place:
        """Return the place, recorded when it is new; what is empty leaves what is known.

        `service_url`: where a conversation on Teams is reached.
        """
        row = self._row(space_id, external_id)
        if row is None:
            values = {"id": new_id("p"), "kind": kind, "name": name, "account_id": account_id}
            insert_new(
                self._session, PlaceRow, {"space_id": space_id, "external_id": external_id} | values
            )
            row = self._row(space_id, external_id)
        if row is None:
            raise NotFoundError(external_id)
        row.name = name or row.name
        row.service_url = service_url or row.service_url
        return place_of(row)

    def service_url(self, space_id: SpaceId, external_id: str) -> str:
        """Return where a conversation is reached; empty where nothing was said of that."""
        row = self._row(space_id, external_id)
        return (row.service_url if row else None) or ""

    def get(self, place_id: PlaceId) -> Place:
        """Return the place; NotFoundError."""
        return place_of(self._get(place_id))

    def named(self, space_ids: Collection[SpaceId], name: str) -> list[Place]:
        """Return the channels of this name, or of this id of the platform's, in some workspaces."""
        query = select(PlaceRow).where(PlaceRow.space_id.in_(space_ids), PlaceRow.kind == "channel")
        rows = self._session.scalars(query.order_by(PlaceRow.space_id, PlaceRow.id))
        said = fold(name)
        return [place_of(row) for row in rows if said in (fold(row.name), fold(row.external_id))]

    def channels(self, space_id: SpaceId) -> list[Place]:
        """Return the channels of a workspace in which something can be posted, by name."""
        query = (
            select(PlaceRow)
            .filter_by(space_id=space_id, kind="channel", closed_why=None)
            .order_by(PlaceRow.name, PlaceRow.id)
        )
        return [place_of(row) for row in self._session.scalars(query)]

    def direct(self, account_id: AccountId, space_id: SpaceId) -> Place | None:
        """Return the direct message with this account in a workspace, if one is open."""
        query = select(PlaceRow).filter_by(
            account_id=account_id, space_id=space_id, kind="direct", closed_why=None
        )
        row = self._session.scalars(query.order_by(PlaceRow.id)).first()
        return place_of(row) if row else None

    def owner(self, space_id: SpaceId, external_id: str) -> AccountId | None:
        """Return with whom a direct message is; None for other places and unknown ones."""
        row = self._row(space_id, external_id)
        return AccountId(row.account_id) if row and row.account_id else None

    def any_service_url(self, space_id: SpaceId) -> str:
        """Return where some conversation of a workspace is reached; empty where none is known."""
        query = (
            select(PlaceRow.service_url)
            .where(PlaceRow.space_id == space_id, PlaceRow.service_url.is_not(None))
            .order_by(PlaceRow.closed_why.is_not(None), PlaceRow.id)
        )
        return self._session.scalars(query).first() or ""

    def give(self, place_id: PlaceId, network_id: NetworkId) -> None:
        """Say that this place is a network's: what is typed there means that network."""
        self._get(place_id).network_id = network_id

    def close(self, place_id: PlaceId, why: str) -> None:
        """Record that nothing can be posted here."""
        self._get(place_id).closed_why = why

    def reopen(self, place_id: PlaceId) -> None:
        """Record that posting here can be tried again."""
        self._get(place_id).closed_why = None

    def _get(self, place_id: PlaceId) -> PlaceRow:
        row = self._session.get(PlaceRow, place_id)
        if row is None:
            raise NotFoundError(place_id)
        return row

    def _row(self, space_id: SpaceId, external_id: str) -> PlaceRow | None:
        return find_row(self._session, PlaceRow, space_id=space_id, external_id=external_id)


def place_of(row: PlaceRow) -> Place:
    """Return the row as a record."""
    kind: PlaceKind = row.kind  # type: ignore[assignment]  # written from PlaceKind only
    return Place(
        PlaceId(row.id),
        SpaceId(row.space_id),
        row.external_id,
        kind,
        row.name,
        NetworkId(row.network_id) if row.network_id else None,
        row.closed_why,
    )
