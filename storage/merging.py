"""Two members who are one person: the rows of one become the other's, and can be given back.

The one who goes keeps a row of their own, as somebody who left, which shows nowhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, or_, select, update
from sqlalchemy.orm import Session

from storage.errors import NotFoundError, StaleError
from storage.ledger import Ledger, Row, give_back, row_of, rows_of, table_of
from storage.merge_rules import FILLED_IN, keyed_tables, moved_columns
from storage.merge_seats import move_seats, settle_seats
from storage.naming import new_id
from storage.tables import (
    DeliveryRow,
    DigestRow,
    EnrolmentRow,
    FeedFollowRow,
    GroupRow,
    MemberAccountRow,
    MemberMergeRow,
    MemberRow,
    NoticeRow,
    RoundRow,
    SeatRow,
)
from storage.traces import naming_fields
from storage.types import Account, AccountId, MemberId, NetworkId
from storage.updating import update_quietly

_ACTIVITY = ("left", "paused", "in")
_PART = ("state", "paused_until", "paused_why", "skip_next", "every", "rest", "silent")
_TOLD = ("offers", "wishes", "quiet_because")
_RHYTHM = ("rhythm", "weekday", "at", "zone", "holidays", "starts", "reads", "shows", "topics")


@dataclass(frozen=True, slots=True)
class MemberMerge:
    """Two who were made one. `accounts` came with the one who went; `filled` names what was blank
    in the kept one's profile and was taken from the other's."""

    id: str
    network_id: NetworkId
    kept_id: MemberId
    gone_id: MemberId
    merged_at: datetime
    accounts: tuple[AccountId, ...] = ()
    filled: tuple[str, ...] = ()
    undone_at: datetime | None = None


class Merging:
    """Makes one of two members, and two again."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def merge(
        self,
        kept_id: MemberId,
        gone_id: MemberId,
        by: AccountId | None,
        filled: Iterable[str],
        now: datetime,
    ) -> MemberMerge:
        """Give everything of one member to another of the same network; NotFoundError.

        Nobody may sit in two active groups of a round because of it: end one of them before.
        """
        kept, gone = self._member(kept_id), self._member(gone_id)
        if kept["network_id"] != gone["network_id"] or kept_id == gone_id or gone["merged_into"]:
            raise NotFoundError(f"member {gone_id}")
        self._session.flush()
        here = NetworkId(kept["network_id"])
        accounts = self._accounts(gone_id)
        work = _Work(self._session, Ledger(self._session), here, kept_id, gone_id)
        work.move_everything(kept, gone, now)
        row = MemberMergeRow(
            id=new_id("mm"),
            network_id=here,
            kept_id=kept_id,
            gone_id=gone_id,
            merged_at=now,
            merged_by=by,
            moved={
                "rows": work.ledger.entries,
                "accounts": list(accounts),
                "filled": list(filled),
            },
        )
        self._session.add(row)
        self._finish(kept_id, gone_id)
        return _merge(row)

    def undo(self, merge_id: str, network_id: NetworkId, now: datetime) -> MemberMerge:
        """Give the one who went back what was theirs; what happened since stays with the other.

        NotFoundError; StaleError where it was undone already.
        """
        row = self._session.get(MemberMergeRow, merge_id)
        if row is None or row.network_id != network_id:
            raise NotFoundError(merge_id)
        if row.undone_at is not None:
            raise StaleError(merge_id)
        undone = _merge(row)
        rows = [one for one in row.moved.get("rows", ()) if not self._is_new(one, row.merged_at)]
        row.undone_at, row.moved = now, {}
        self._session.flush()
        give_back(self._session, rows)
        settle_seats(self._session, undone.gone_id)
        self._finish(undone.kept_id, undone.gone_id)
        return undone

    def of_kept(self, member_id: MemberId) -> list[MemberMerge]:
        """Return the merges that made a member who they are, the newest first."""
        query = select(MemberMergeRow).where(
            MemberMergeRow.kept_id == member_id, MemberMergeRow.undone_at.is_(None)
        )
        newest = query.order_by(MemberMergeRow.merged_at.desc(), MemberMergeRow.id)
        return [_merge(row) for row in self._session.scalars(newest)]

    def redirect(self, member_id: MemberId, account: Account) -> None:
        """Send what waits to be told to a member to this account, where it has another's."""
        body, theirs = NoticeRow.body, MemberAccountRow
        to_them = select(NoticeRow.id).where(
            or_(*(body[name].as_string() == member_id for name in ("member_id", "to_member")))
        )
        own = select(theirs.account_id).where(theirs.member_id == member_id)
        waits = (
            update(DeliveryRow)
            .where(DeliveryRow.state == "ready", DeliveryRow.act == "post")
            .where(DeliveryRow.notice_id.in_(to_them), DeliveryRow.account_id.not_in(own))
        )
        there = {"account_id": account.id, "space_id": account.space_id, "lane": account.id}
        update_quietly(self._session, waits, **there)
        self._session.expire_all()

    def _is_new(self, entry: Mapping[str, Any], merged_at: datetime) -> bool:
        """Whether a seat that was planned then became an introduction since: that stays."""
        if entry["table"] != SeatRow.__tablename__ or "key" not in entry:
            return False
        seat = row_of(self._session, table_of(SeatRow), entry["key"])
        query = select(GroupRow.introduced_at).where(GroupRow.id == (seat or {}).get("group_id"))
        introduced_at = self._session.scalar(query)
        return introduced_at is not None and introduced_at > merged_at

    def _finish(self, *member_ids: MemberId) -> None:
        """Plans that were made of the members as they were are no longer the newest."""
        schemes = select(EnrolmentRow.programme_id).where(EnrolmentRow.member_id.in_(member_ids))
        planned = RoundRow.programme_id.in_(schemes), RoundRow.state.in_(("proposed", "open"))
        update_quietly(
            self._session, update(RoundRow).where(*planned), version=RoundRow.version + 1
        )
        self._session.flush()
        self._session.expire_all()

    def _accounts(self, member_id: MemberId) -> Sequence[str]:
        query = select(MemberAccountRow.account_id).where(MemberAccountRow.member_id == member_id)
        return self._session.scalars(query.order_by(MemberAccountRow.account_id)).all()

    def _member(self, member_id: MemberId) -> Row:
        row = row_of(self._session, table_of(MemberRow), {"id": member_id})
        if row is None:
            raise NotFoundError(f"member {member_id}")
        return row


@dataclass(frozen=True, slots=True)
class _Work:
    """One merge under way."""

    session: Session
    ledger: Ledger
    network_id: NetworkId
    kept: MemberId
    gone: MemberId

    def move_everything(self, kept: Row, gone: Row, now: datetime) -> None:
        for column in moved_columns():
            for row in rows_of(self.session, column.table, column == self.gone):
                self.ledger.change(column.table, row, **{column.name: self.kept})
        for table, names in keyed_tables().items():
            self._move_keyed(table, names)
        self._move_enrolments()
        move_seats(self.session, self.ledger, self.kept, self.gone)
        self._move_digest()
        self._readdress(now)
        member = table_of(MemberRow)
        proven = gone["verified_at"] if kept["verified_at"] is None else None
        if proven and kept["organisation_id"] == gone["organisation_id"]:
            self.ledger.change(member, kept, verified_at=proven)
        left_at = gone["left_at"] or now
        self.ledger.change(member, gone, left_at=left_at, merged_into=self.kept)

    def _move_keyed(self, table: Table, names: tuple[str, ...]) -> None:
        named = or_(*(table.c[name] == self.gone for name in names))
        for row in rows_of(self.session, table, named):
            after = {name: self.kept if row[name] == self.gone else row[name] for name in names}
            if table.name == "past_meeting":  # a pair stands there in the order of its ids
                after = dict(zip(sorted(after), sorted(after.values()), strict=True))
            about_self = len(names) > 1 and len(set(after.values())) == 1
            known = row_of(self.session, table, {**row, **after})
            if known is None and not about_self:
                self.ledger.change(table, row, **after)
            # What is sealed stays with them: among a merge's entries no change of keys finds it.
            elif not any(name.endswith("_sealed") for name in row):
                self._fill_in(table, known, row)
                self.ledger.take(table, row)

    def _fill_in(self, table: Table, known: Row | None, row: Row) -> None:
        names = FILLED_IN.get(table.name, ())
        if known and any(row[name] and not known[name] for name in names[:1]):
            self.ledger.change(table, known, **{name: row[name] for name in names})

    def _move_enrolments(self) -> None:
        """One part in a scheme is left: the more active one, with what fairness owes the most,
        and what only the other one told of themself."""
        table = table_of(EnrolmentRow)
        for row in rows_of(self.session, table, table.c.member_id == self.gone):
            known = row_of(self.session, table, {**row, "member_id": self.kept})
            if known is None:
                self.ledger.change(table, row, member_id=self.kept)
                continue
            better = _ACTIVITY.index(row["state"]) > _ACTIVITY.index(known["state"])
            told = [name for name in _TOLD if row[name] and (better or not known[name])]
            room = ("capacity",) if "offers" in told else ()
            names = (*(_PART if better else ()), *told, *room)
            owed = {"debt": max(row["debt"], known["debt"])}
            self.ledger.change(table, known, **{name: row[name] for name in names}, **owed)
            self.ledger.change(table, row, state="left", paused_until=None)

    def _move_digest(self) -> None:
        """One digest is left: the one that comes; of two that come, what both follow."""
        table = table_of(DigestRow)
        (row,) = rows_of(self.session, table, table.c.member_id == self.gone) or (None,)
        (known,) = rows_of(self.session, table, table.c.member_id == self.kept) or (None,)
        if row and known is None:
            self.ledger.change(table, row, member_id=self.kept)
        if row is None or known is None or row["rhythm"] == "off":
            return
        if known["rhythm"] == "off":
            self.ledger.change(table, known, **{name: row[name] for name in _RHYTHM})
        self.ledger.change(table, row, rhythm="off")
        follows = table_of(FeedFollowRow)
        for each in rows_of(self.session, follows, follows.c.digest_id == row["id"]):
            if row_of(self.session, follows, {**each, "digest_id": known["id"]}) is None:
                self.ledger.change(follows, each, digest_id=known["id"])

    def _readdress(self, now: datetime) -> None:
        """What waits to be told names the member who stays: who left is told nothing."""
        names = sorted(naming_fields(MemberId))
        table, body = table_of(NoticeRow), NoticeRow.body
        named: ColumnElement[bool] = or_(*(body[n].as_string() == self.gone for n in names))
        waits = table.c.id.in_(self._waiting())
        for row in rows_of(self.session, table, waits, named):
            told = {
                name: self.kept if name in names and value == self.gone else value
                for name, value in row["body"].items()
            }
            same = rows_of(self.session, table, waits, table.c.kind == row["kind"])
            if any(each["body"] == told for each in same):
                self._tell_once(row, now)
            self.ledger.change(table, row, body=told)

    def _waiting(self) -> Select[str]:
        """The notices of the network that wait to be told to somebody."""
        return select(DeliveryRow.notice_id).where(
            DeliveryRow.network_id == self.network_id,
            DeliveryRow.state == "ready",
        )

    def _tell_once(self, notice: Row, now: datetime) -> None:
        """What waits to be told to each of two who are one is told to them once."""
        table = table_of(DeliveryRow)
        mine = table.c.notice_id == notice["id"], table.c.state == "ready", table.c.act == "post"
        for row in rows_of(self.session, table, *mine):
            self.ledger.change(table, row, state="cancelled", settled_at=now)


def _merge(row: MemberMergeRow) -> MemberMerge:
    return MemberMerge(
        row.id,
        NetworkId(row.network_id),
        MemberId(row.kept_id),
        MemberId(row.gone_id),
        row.merged_at,
        tuple(AccountId(one) for one in row.moved.get("accounts", ())),
        tuple(row.moved.get("filled", ())),
        row.undone_at,
    )
