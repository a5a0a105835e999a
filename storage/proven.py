"""Since when a work address proves where members work; another organisation is not proven by it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, null, update
from sqlalchemy.orm import Session

from storage.bulk import in_batches
from storage.tables import MemberRow
from storage.types import MemberId


class Proven:
    """What of members changes when an address proves something, for `Members`."""

    _session: Session

    def verify(self, ids: Collection[MemberId], now: datetime | None) -> None:
        """Record since when a work address proves these members' organisation; None: it does not.

        Where it is proven already, the first moment stays.
        """
        for some in in_batches(list(ids)):
            these = update(MemberRow).where(MemberRow.id.in_(some))
            fresh = these.where(MemberRow.verified_at.is_(None)) if now else these
            self._session.execute(fresh.values(verified_at=now))


def still_proven(organisation_id: str | None) -> ColumnElement[Any]:
    """Return what `verified_at` becomes in an update that sets this organisation."""
    same = MemberRow.organisation_id == organisation_id
    return case((same, MemberRow.verified_at), else_=null())
