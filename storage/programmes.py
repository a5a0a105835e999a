"""Programmes: people read *scheme*."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from storage.documents import (
    read_format,
    read_rules,
    read_timing,
    write_format,
    write_rules,
    write_timing,
)
from storage.errors import NotFoundError, StaleError
from storage.naming import new_id
from storage.round_records import Format, Programme, Rules, Timing
from storage.tables import ProgrammeRow
from storage.types import AccountId, NetworkId, PlaceId, ProgrammeId


@dataclass(frozen=True, slots=True)
class Plan:
    """What an organiser sets up in one form."""

    name: str
    place_id: PlaceId
    rules: Rules = field(default_factory=Rules)
    timing: Timing = field(default_factory=Timing)
    approve: bool = True
    minutes: int = 30
    format: Format = field(default_factory=Format)


class Programmes:
    """A programme's name is unique in its network."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, network_id: NetworkId, plan: Plan) -> Programme:
        """Set up a programme; AlreadyThereError where the network has one of this name."""
        row = ProgrammeRow(id=new_id("g"), network_id=network_id, version=1)
        _fill(row, plan)
        self._session.add(row)
        self._session.flush()
        return programme_of(row)

    def change(self, programme: Programme, plan: Plan) -> Programme:
        """Change it; StaleError if somebody changed it after this record was read."""
        row = self._get(programme.id, programme.network_id)
        if row.version != programme.version:
            raise StaleError(programme.id)
        _fill(row, plan)
        row.version += 1
        self._session.flush()
        return programme_of(row)

    def end(self, programme_id: ProgrammeId, network_id: NetworkId, now: datetime) -> None:
        """End it: no more rounds; what was is kept."""
        self._get(programme_id, network_id).ended_at = now

    def keep(
        self, programme_id: ProgrammeId, network_id: NetworkId, keeper_id: AccountId | None
    ) -> None:
        """Say which organiser looks after it; None: all of the network's do."""
        self._get(programme_id, network_id).keeper_id = keeper_id

    def release(self, network_id: NetworkId, keeper_id: AccountId) -> None:
        """Let all organisers look after what this account looked after in the network."""
        self._session.execute(
            update(ProgrammeRow)
            .where(ProgrammeRow.network_id == network_id, ProgrammeRow.keeper_id == keeper_id)
            .values(keeper_id=None)
        )

    def get(self, programme_id: ProgrammeId, network_id: NetworkId) -> Programme:
        """Return the programme of this network; NotFoundError."""
        return programme_of(self._get(programme_id, network_id))

    def running(self, network_id: NetworkId) -> list[Programme]:
        """Return the network's programmes that have not ended, by name."""
        rows = self._session.scalars(_RUNNING, {"network_id": network_id})
        return [programme_of(row) for row in rows]

    def all(self, network_id: NetworkId) -> list[Programme]:
        """Return the network's programmes, ended ones too, whose names are taken as well."""
        query = select(ProgrammeRow).where(ProgrammeRow.network_id == network_id)
        return [programme_of(row) for row in self._session.scalars(query)]

    def _get(self, programme_id: ProgrammeId, network_id: NetworkId) -> ProgrammeRow:
        row = self._session.get(ProgrammeRow, programme_id)
        if row is None or row.network_id != network_id:
            raise NotFoundError(programme_id)
        return row


_RUNNING = (
    select(ProgrammeRow)
    .where(ProgrammeRow.ended_at.is_(None), ProgrammeRow.network_id == bindparam("network_id"))
    .order_by(ProgrammeRow.name)
)


def _fill(row: ProgrammeRow, plan: Plan) -> None:
    row.name, row.place_id = plan.name, plan.place_id
    row.rules, row.timing = write_rules(plan.rules), write_timing(plan.timing)
    row.approve, row.minutes = plan.approve, plan.minutes
    row.format = write_format(plan.format)


def programme_of(row: ProgrammeRow) -> Programme:
    """Return the row as a record."""
    return Programme(
        ProgrammeId(row.id),
        NetworkId(row.network_id),
        row.name,
        PlaceId(row.place_id),
        read_rules(row.rules),
        read_timing(row.timing),
        row.approve,
        row.minutes,
        row.version,
        row.ended_at,
        read_format(row.format),
        AccountId(row.keeper_id) if row.keeper_id else None,
    )
