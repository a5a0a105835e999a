"""How workspaces were installed by their own people, and the tokens of theirs that run out.

A refresh token can be used once only, so whoever exchanges it holds a lease, in the database's
real time; what is written afterwards is fenced by it. Tokens themselves stay with the workspace.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session

from storage.inserting import insert_new
from storage.leasing import real_now
from storage.sealing import Cipher, seal, unseal
from storage.tables import InstallationRow, InstallStateRow, SpaceRow
from storage.types import AccountId, SpaceId


@dataclass(frozen=True, slots=True)
class Installation:
    """One workspace's, or with `org_wide` a whole organisation's. `renews`: its token can be."""

    space_id: SpaceId
    org_wide: bool
    bot_user: str
    installed_by: AccountId | None
    installed_at: datetime
    expires_at: datetime | None = None
    renews: bool = False


@dataclass(frozen=True, slots=True)
class Granted:
    """What a platform gives beside the token itself: empty and None where it never runs out."""

    bot_user: str
    org_wide: bool = False
    refresh: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Expiring:
    """A token to renew soon, leased to one refresher; `fence` guards what is written of it."""

    space_id: SpaceId
    refresh: str
    fence: str
    expires_at: datetime


class Installations:
    """One row an installation that came by OAuth; a workspace run by a set token has none."""

    def __init__(self, session: Session, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    def record(
        self, space_id: SpaceId, granted: Granted, by: AccountId | None, now: datetime
    ) -> None:
        """Keep an installation; a newer one of the same workspace takes its place."""
        row = self._session.get(InstallationRow, space_id, with_for_update=True)
        if row is None:
            row = InstallationRow(space_id=space_id)
            self._session.add(row)
        row.org_wide, row.bot_user = granted.org_wide, granted.bot_user
        row.installed_by, row.installed_at = by, now
        row.refresh_sealed = seal(self._cipher, granted.refresh)
        row.expires_at, row.lease, row.lease_until = granted.expires_at, None, None
        self._session.flush()

    def find(self, space_id: SpaceId) -> Installation | None:
        """Return the installation of this workspace, if it came by OAuth."""
        row = self._session.get(InstallationRow, space_id)
        return _installation(row) if row else None

    def forget(self, space_id: SpaceId) -> None:
        """Forget tokens that are worth nothing any more; who installed it, and when, stays."""
        self._session.execute(
            update(InstallationRow)
            .where(InstallationRow.space_id == space_id)
            .values(refresh_sealed=None, expires_at=None, lease=None, lease_until=None)
        )
        self._session.expire_all()

    # Tokens that run out

    def claim(self, before: datetime, lease: timedelta, limit: int = 10) -> list[Expiring]:
        """Lease what runs out before this moment, soonest first; nobody else gets it meanwhile."""
        real = real_now(self._session)
        fence = secrets.token_hex(8)
        claimed = []
        for row in self._session.scalars(_due(before, real, limit)).all():
            row.lease, row.lease_until = fence, real + lease
            refresh = unseal(self._cipher, row.refresh_sealed)
            claimed.append(
                Expiring(SpaceId(row.space_id), refresh, fence, row.expires_at or before)
            )
        self._session.flush()
        return claimed

    def renew(self, claimed: Expiring, refresh: str, expires_at: datetime | None) -> bool:
        """Write the new refresh token and end; False where the lease was lost meanwhile."""
        return self._fenced(
            claimed,
            refresh_sealed=seal(self._cipher, refresh),
            expires_at=expires_at,
            lease=None,
            lease_until=None,
        )

    def hold(self, claimed: Expiring, wait: timedelta) -> bool:
        """Let it be tried again with the same refresh token, so much later in real time."""
        return self._fenced(claimed, lease_until=real_now(self._session) + wait)

    def give_up(self, claimed: Expiring) -> bool:
        """Forget a refresh token that is refused for good; False where the lease was lost."""
        return self._fenced(claimed, refresh_sealed=None, lease=None, lease_until=None)

    def ended(self, now: datetime) -> list[SpaceId]:
        """Return workspaces whose token has run out, that cannot be renewed, not paused yet."""
        query = (
            select(InstallationRow.space_id)
            .join(SpaceRow, SpaceRow.id == InstallationRow.space_id)
            .where(
                InstallationRow.expires_at <= now,
                InstallationRow.refresh_sealed.is_(None),
                SpaceRow.paused_why.is_(None),
            )
        )
        return [SpaceId(space_id) for space_id in self._session.scalars(query)]

    # Whoever is sent to a platform to install us

    def give_state(self, state_hash: str, expires_at: datetime) -> None:
        """Remember what was given to somebody on their way to the platform."""
        insert_new(
            self._session, InstallStateRow, {"state_hash": state_hash, "expires_at": expires_at}
        )

    def take_state(self, state_hash: str, now: datetime) -> bool:
        """Take it back, once; False where it is unknown, was used before or is too old."""
        gone = delete(InstallStateRow).where(InstallStateRow.state_hash == state_hash)
        until = self._session.scalars(gone.returning(InstallStateRow.expires_at)).first()
        return until is not None and until > now

    def _fenced(self, claimed: Expiring, **values: object) -> bool:
        row = self._session.execute(
            update(InstallationRow)
            .where(
                InstallationRow.space_id == claimed.space_id,
                InstallationRow.lease == claimed.fence,
            )
            .values(**values)
            .returning(InstallationRow.space_id)
            .execution_options(synchronize_session=False)
        ).first()
        self._session.expire_all()
        return row is not None


def _due(before: datetime, real: datetime, limit: int) -> Select[InstallationRow]:
    free = or_(InstallationRow.lease.is_(None), InstallationRow.lease_until < real)
    return (
        select(InstallationRow)
        .where(
            InstallationRow.expires_at < before, InstallationRow.refresh_sealed.is_not(None), free
        )
        .order_by(InstallationRow.expires_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


def _installation(row: InstallationRow) -> Installation:
    return Installation(
        SpaceId(row.space_id),
        row.org_wide,
        row.bot_user,
        AccountId(row.installed_by) if row.installed_by else None,
        row.installed_at,
        row.expires_at,
        row.refresh_sealed is not None,
    )
