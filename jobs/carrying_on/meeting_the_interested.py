"""*Introduce me to someone who was interested*: now, in the next round, or once somebody agrees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from jobs import matching
from jobs.carrying_on.interest_pairs import wishers
from jobs.carrying_on.session_people import tell, to_ask
from jobs.members.belonging import enrolled_in
from jobs.rounds.rounds import next_introductions
from jobs.waves import waiting, waves
from storage.notices.carrying import MeetAsked
from storage.round_records import Programme, Round
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import Member, MemberId

Stands = Literal["no scheme", "introduced", "next round", "asked others", "waits"]

_MOST_ASKED = 3


@dataclass(frozen=True, slots=True)
class Wished:
    """What came of a wish. `partner` and `at`: who is met, and for "next round" from when."""

    stands: Stands
    partner: Member | None = None
    at: datetime | None = None


def wish(tx: Transaction, session: EventSession, member: Member, now: datetime) -> Wished:
    """Introduce a member to another who was interested and wishes the same, as soon as can be.

    Where nobody wishes it yet, up to three who were interested are asked, once each.
    """
    schemes = [each for each in enrolled_in(tx, member) if each.format.kind == "pairs"]
    if not schemes:
        return Wished("no scheme")
    tx.sessions.press(session.id, member.id, "meet", now)
    wished = wishers(tx, session.id, but=[member.id])
    for programme in schemes:
        partner = _best(tx, programme, member, wished, now)
        if partner:
            return _bring_together(tx, programme, member, partner, now)
    return Wished("asked others" if _ask_others(tx, schemes, session, member, now) else "waits")


def _bring_together(
    tx: Transaction, programme: Programme, member: Member, partner: MemberId, now: datetime
) -> Wished:
    """Introduce them in the open round where both are free; else the next plan does."""
    other = tx.members.get(partner, member.network_id)
    round_ = tx.rounds.latest(programme.id, "open")
    if round_ and _introduce_now(tx, programme, round_, (member.id, partner), now):
        return Wished("introduced", other)
    return Wished("next round", other, next_introductions(tx, programme, now))


def _introduce_now(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    pair: tuple[MemberId, MemberId],
    now: datetime,
) -> bool:
    if any(waiting.active_group(tx, round_, one) for one in pair):
        return False
    for one in pair:
        if not tx.waiting.find(round_.id, one):
            waiting.wait(tx, programme, round_, one, "asked", now)
    return waves.introduce_two(tx, programme, round_, *pair, now) is not None


def _best(
    tx: Transaction,
    programme: Programme,
    member: Member,
    others: Sequence[MemberId],
    now: datetime,
) -> MemberId | None:
    """Who of these fits the member best, by the scheme's rules; None where nobody may."""
    pool = waves.pool_of(tx, programme, [member.id, *others], now)
    scores = {
        other: matching.evaluate([(member.id, other)], pool.people, pool.history, pool.rules)
        .groups[0]
        .score
        for other in others
        if waves.may_meet(pool, (member.id, other))
    }
    return max(scores, key=lambda other: scores[other], default=None)


def _ask_others(
    tx: Transaction,
    schemes: Sequence[Programme],
    session: EventSession,
    member: Member,
    now: datetime,
) -> int:
    """Ask the best of those who were interested; whoever was asked before is not asked again."""
    interested = [m for m in tx.sessions.interested(session.id, "interested") if m != member.id]
    left = to_ask(tx, interested, now)
    asked: list[MemberId] = []
    for programme in schemes:
        while len(asked) < _MOST_ASKED:
            best = _best(tx, programme, member, [m for m in left if m not in asked], now)
            if best is None:
                break
            asked.append(best)
    tell(tx, session.network_id, [(m, MeetAsked(session.id, m)) for m in asked], now)
    return len(asked)
