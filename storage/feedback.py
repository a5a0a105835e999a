"""What members say after a meeting: was it worth their time, and one thing worth sharing."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.inserting import insert_new
from storage.sealing import Cipher, seal, unseal
from storage.tables import FeedbackRow, GroupRow, RoundRow
from storage.types import GroupId, MemberId, ProgrammeId

Worth = Literal["yes", "somewhat", "no"]
Share = Literal["no", "unnamed", "named"]


@dataclass(frozen=True, slots=True)
class Said:
    """What a member said of a meeting. `posted_at`: from when it may stand in the channel."""

    group_id: GroupId
    member_id: MemberId
    worth: Worth | None
    thing: str
    share: Share
    posted_at: datetime | None


class Feedback:
    """One row an introduction and member; the words are sealed."""

    def __init__(self, session: Session, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    def rate(self, group_id: GroupId, member_id: MemberId, worth: Worth, now: datetime) -> bool:
        """Note whether it was worth their time; return whether that is new."""
        row = self._row(group_id, member_id, now)
        is_new = row.worth != worth
        row.worth, row.said_at = worth, now
        self._session.flush()
        return is_new

    def tell(
        self, group_id: GroupId, member_id: MemberId, thing: str, share: Share, now: datetime
    ) -> None:
        """Keep one thing worth sharing, and with whom."""
        row = self._row(group_id, member_id, now)
        row.thing_sealed, row.share, row.said_at = seal(self._cipher, thing), share, now
        self._session.flush()

    def plan_post(self, group_id: GroupId, member_id: MemberId, at: datetime | None) -> None:
        """Note from when it is posted in the channel; None: it is not."""
        self._session.get_one(FeedbackRow, (group_id, member_id)).posted_at = at
        self._session.flush()

    def find(self, group_id: GroupId, member_id: MemberId) -> Said | None:
        """Return what a member said of this meeting."""
        row = self._session.get(FeedbackRow, (group_id, member_id))
        return self._said(row) if row else None

    def latest(self, member_id: MemberId) -> Said | None:
        """Return what a member said last."""
        query = select(FeedbackRow).filter_by(member_id=member_id)
        row = self._session.scalars(query.order_by(FeedbackRow.said_at.desc())).first()
        return self._said(row) if row else None

    def worth(self, programme_id: ProgrammeId) -> Counter[str]:
        """Count, over the programme's rounds, how many meetings were worth people's time."""
        query = (
            select(FeedbackRow.worth, func.count())
            .join(GroupRow, GroupRow.id == FeedbackRow.group_id)
            .join(RoundRow, RoundRow.id == GroupRow.round_id)
            .where(RoundRow.programme_id == programme_id, FeedbackRow.worth.is_not(None))
            .group_by(FeedbackRow.worth)
        )
        return Counter({worth: n for worth, n in self._session.execute(query).all() if worth})

    def _row(self, group_id: GroupId, member_id: MemberId, now: datetime) -> FeedbackRow:
        key = {"group_id": group_id, "member_id": member_id}
        insert_new(self._session, FeedbackRow, key | {"share": "no", "said_at": now})
        return self._session.get_one(FeedbackRow, (group_id, member_id))

    def _said(self, row: FeedbackRow) -> Said:
        worth: Worth | None = row.worth  # type: ignore[assignment]  # written from Worth only
        share: Share = row.share  # type: ignore[assignment]  # written from Share only
        return Said(
            GroupId(row.group_id),
            MemberId(row.member_id),
            worth,
            unseal(self._cipher, row.thing_sealed),
            share,
            row.posted_at,
        )
