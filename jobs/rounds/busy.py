"""Who is left out of a scheme's rounds because they meet others of it in another way."""

from collections.abc import Set
from datetime import datetime

from jobs.rounds import dates
from storage.round_records import Programme, Round
from storage.transaction import Transaction
from storage.types import MemberId


def busy(tx: Transaction, programme: Programme, round_: Round) -> Set[MemberId]:
    """Return the members whom this round leaves out: those in a running set or mentorship of it.

    Rounds of pairs leave nobody out: a pair lasts one round.
    """
    if programme.format.kind != "sets":
        return frozenset()
    return seated_now(tx, programme, until=round_.introduce_at)


def seated_now(
    tx: Transaction, programme: Programme, until: datetime | None = None
) -> frozenset[MemberId]:
    """Return everybody who sits in an open round of a scheme that lasts beyond a moment."""
    return frozenset(
        member
        for round_ in tx.rounds.under_way(programme.id)
        if until is None or dates.lasts_beyond(programme, round_.close_at, until)
        for group in tx.rounds.groups(round_.id)
        if group.state == "active"
        for member in group.members
    )
