"""Workspaces where the bot is installed, with their tokens sealed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.finding import find_row, find_rows
from storage.inserting import insert_new
from storage.naming import new_id
from storage.sealing import Cipher, seal, unseal
from storage.tables import AuthorityRow, SpaceRow
from storage.types import AccountKey, Space, SpaceId


class Spaces:
    """One row an installation; `paused_why` stops all sending to it."""

    def __init__(self, session: Session, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    def install(
        self, platform: str, authority: str, external_id: str, name: str, token: str = ""
    ) -> Space:
        """Record an installation, or its new name and token; a pause ends with a new install."""
        insert_new(
            self._session,
            AuthorityRow,
            {"platform": platform, "external_id": authority, "name": name},
        )
        row = self._row(platform, external_id)
        if row is None:
            row = SpaceRow(id=new_id("s"), platform=platform, external_id=external_id)
            self._session.add(row)
        row.authority, row.name, row.paused_why = authority, name, None
        row.token_sealed = seal(self._cipher, token)
        self._session.flush()
        self._resume_below(row.id)
        return space_of(row)

    def found_at(self, platform: str, external_id: str, url: str) -> None:
        """Keep where a workspace's messages are found on the web, once the platform says it."""
        row = self._row(platform, external_id)
        if row is not None and url:
            row.url = url
            self._session.flush()

    def add_below(self, parent_id: SpaceId, external_id: str, name: str = "") -> Space:
        """Return a workspace of an organisation-wide installation, recorded when it is new.

        It uses the installation's token; one that was installed by itself keeps its own. Until
        its name is known it has its organisation's.
        """
        parent = self._get(parent_id)
        values = {
            "id": new_id("s"),
            "platform": parent.platform,
            "authority": parent.authority,
            "external_id": external_id,
            "name": name or parent.name,
            "paused_why": parent.paused_why,
            "parent_id": parent.id,
        }
        insert_new(self._session, SpaceRow, values)
        row = self._row(parent.platform, external_id)
        if row is None:
            raise NotFoundError(external_id)
        row.parent_id = row.parent_id or parent.id
        row.name = name or row.name
        self._session.flush()
        return space_of(row)

    def below(self, parent_id: SpaceId) -> list[Space]:
        """Return the workspaces that use this installation's token."""
        query = select(SpaceRow).where(SpaceRow.parent_id == parent_id).order_by(SpaceRow.id)
        return [space_of(row) for row in self._session.scalars(query)]

    def renew_token(self, space_id: SpaceId, token: str) -> None:
        """Keep a newer token of the same installation."""
        self._get(space_id).token_sealed = seal(self._cipher, token)

    def forget_token(self, space_id: SpaceId, why: str) -> list[Space]:
        """Forget a token that is worth nothing now; stop sending wherever it was used.

        Returns those workspaces.
        """
        row = self._get(space_id)
        row.token_sealed = None
        below = [each for each in self._below(space_id) if each.token_sealed is None]
        for each in (row, *below):
            each.paused_why = why
        self._session.flush()
        return [space_of(each) for each in (row, *below)]

    def find(self, platform: str, external_id: str) -> Space:
        """Return the workspace with the platform's id; NotFoundError where it is not installed."""
        row = self._row(platform, external_id)
        if row is None:
            raise NotFoundError(external_id)
        return space_of(row)

    def get(self, space_id: SpaceId) -> Space:
        """Return the workspace; NotFoundError."""
        return space_of(self._get(space_id))

    def home_of(self, key: AccountKey, seen_in: Space) -> Space:
        """Return where somebody lives who was seen in a workspace: their own, where it is known."""
        if key.authority in (seen_in.authority, seen_in.external_id):
            return seen_in
        row = self._row(key.platform, key.authority)
        return space_of(row) if row else seen_in

    def all(self) -> list[Space]:
        """Return every workspace, by name."""
        return [space_of(r) for r in self._session.scalars(select(SpaceRow).order_by("name"))]

    def token(self, space_id: SpaceId) -> str:
        """Return the installation's token, opened; empty where there is none.

        A workspace without one of its own uses its organisation's.
        """
        row = self._get(space_id)
        if row.token_sealed is None and row.parent_id:
            row = self._get(SpaceId(row.parent_id))
        return unseal(self._cipher, row.token_sealed)

    def pause(self, space_id: SpaceId, why: str) -> bool:
        """Stop sending to the workspace; return whether it was not paused yet."""
        row = self._get(space_id)
        was_paused, row.paused_why = row.paused_why is not None, why
        return not was_paused

    def resume(self, space_id: SpaceId) -> None:
        """Let sending go on."""
        self._get(space_id).paused_why = None

    def _resume_below(self, parent_id: str) -> None:
        for row in self._below(SpaceId(parent_id)):
            row.paused_why = None

    def _below(self, parent_id: SpaceId) -> list[SpaceRow]:
        return list(find_rows(self._session, SpaceRow, parent_id=parent_id))

    def _get(self, space_id: SpaceId) -> SpaceRow:
        row = self._session.get(SpaceRow, space_id)
        if row is None:
            raise NotFoundError(space_id)
        return row

    def _row(self, platform: str, external_id: str) -> SpaceRow | None:
        return find_row(self._session, SpaceRow, platform=platform, external_id=external_id)


def space_of(row: SpaceRow) -> Space:
    """Return the row as a record, without its token."""
    return Space(
        SpaceId(row.id),
        row.platform,
        row.authority,
        row.external_id,
        row.name,
        row.paused_why,
        SpaceId(row.parent_id) if row.parent_id else None,
        row.url or "",
    )
