"""The errand "wave": whoever waits in a round is matched again; recorded if nothing changed since.

Done twice it introduces nobody twice: those introduced by then no longer wait.
"""

from dataclasses import dataclass
from datetime import datetime

from jobs.errands.work import Work
from jobs.waves import waiting, waves
from storage.queue_records import Errand
from storage.round_records import Programme, Round
from storage.transaction import Transaction
from storage.types import RoundId


@dataclass(frozen=True, slots=True)
class Facts:
    """The round, and everything that its next wave depends on."""

    round_: Round
    programme: Programme
    pool: waves.Pool


def read(tx: Transaction, errand: Errand, now: datetime) -> Facts | None:
    """Return the facts; None where the round is over or nobody waits any more."""
    round_ = tx.rounds.get(RoundId(errand.body["round_id"]), errand.network_id)
    programme = tx.programmes.get(round_.programme_id, errand.network_id)
    if round_.state != "open" or programme.ended_at:
        return None
    pool = waves.take_pool(tx, programme, round_, now)
    return Facts(round_, programme, pool) if pool.people else None


def compute(facts: Facts) -> waves.Wave:
    """Decide the wave. Pure; run in a worker process."""
    return waves.decide(facts.pool)


def record(tx: Transaction, errand: Errand, facts: Facts, wave: waves.Wave, now: datetime) -> None:
    """Introduce the wave, and tell those who wait on; StaleError where the round changed."""
    waves.introduce(tx, facts.programme, facts.round_, wave, now)
    waves.tell_nobody_yet(tx, facts.programme, facts.round_, wave, now)


def tell_failed(tx: Transaction, errand: Errand, now: datetime) -> None:
    """Let them wait for the next wave, on the next working day: nobody else need act."""
    round_ = tx.rounds.get(RoundId(errand.body["round_id"]), errand.network_id)
    programme = tx.programmes.get(round_.programme_id, errand.network_id)
    waiting.try_again(tx, programme, round_, now)


WORK = Work(read, compute, record, tell_failed)
