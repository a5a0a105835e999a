"""Who goes first in an introduction: in turn, over all of a member's introductions."""

import hashlib
from collections.abc import Mapping, Sequence

from storage.round_records import Group
from storage.seating import Led
from storage.transaction import Transaction
from storage.types import MemberId


def settle(tx: Transaction, groups: Sequence[Group], seed: int) -> None:
    """Write down who goes first in each of these groups, introduced in one round just now."""
    everybody = [member for group in groups for member in group.members]
    so_far = tx.rounds.seating.led(everybody)
    names = {id_: member.name for id_, member in tx.members.many(everybody).items()}
    leaders = [(group, choose_leader(group.members, so_far, seed, names)) for group in groups]
    tx.rounds.seating.let_lead(leaders)


def choose_leader(
    members: Sequence[MemberId],
    so_far: Mapping[MemberId, Led],
    seed: int,
    names: Mapping[MemberId, str] | None = None,
) -> MemberId:
    """Return who goes first: who has least, and nobody in their first introduction if avoidable.

    `so_far` counts this introduction, too. Ties fall by lot, the same for the same seed and names.
    """
    called = names or {}

    def order(member: MemberId) -> tuple[bool, int, str]:
        was = so_far.get(member, Led())
        lot = hashlib.sha256(f"{seed}:{called.get(member, member)}".encode()).hexdigest()
        return was.introductions <= 1, was.led, lot

    return min(members, key=order)
