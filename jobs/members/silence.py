"""Members we do not hear from: silent for three rounds, or unreachable because they blocked us.

Both are paused, never thrown out, and come back by one press or by using the bot again. Only
presses and typed commands count: nobody's conversations are read.
"""

from datetime import datetime

from jobs.delivery.reaching import address_all
from jobs.members import membership
from jobs.members.belonging import has_met, partners, taking_part
from jobs.rounds import dates
from storage.notices import Notice
from storage.notices.introductions import PartnerUnreachable
from storage.notices.taking_part import BackAgain, PausedForSilence
from storage.round_records import Programme, Round
from storage.transaction import Transaction
from storage.types import AccountId, Member

MOST_SILENT = 3


def count(tx: Transaction, programme: Programme, round_: Round, now: datetime) -> None:
    """A round of pairs closed: whoever pressed nothing in it was silent; three times is a pause.

    Whoever was asked "in this month?" and did not answer was silent, too, and whoever was so
    silent that their partner was introduced to somebody else. Whoever had nothing to answer (left
    out, not asked, resting, parted by the other's leaving) is neither silent nor heard.
    """
    if programme.format.kind != "pairs":
        return
    heard = tx.turns.heard(round_.id)
    asked = tx.turns.of_round(round_.id).keys()
    expected = tx.turns.seated(round_.id) | tx.turns.given_up(round_.id) | asked
    silent = sorted(expected - heard)
    for part in tx.enrolments.count_silence(programme.id, silent, sorted(heard)):
        if part.silent >= MOST_SILENT and part.state == "in":
            member = tx.members.get(part.member_id, round_.network_id)
            membership.pause(tx, member, programme, None, "silent")
            _tell(tx, programme, member, PausedForSilence(programme.id, member.id), now)


def block(tx: Transaction, account_id: AccountId, now: datetime) -> None:
    """The platform says that we may not write to an account: who has no other is paused."""
    tx.accounts.mark_blocked(account_id, now)
    for member in tx.members.of_account(account_id):
        accounts = [each for each in tx.members.accounts(member.id) if not each.gone]
        if not all(each.blocked_at for each in accounts):
            continue
        for programme in taking_part(tx, member):
            membership.pause(tx, member, programme, None, "blocked")
        tell_partners(tx, member, now)


def hear_from(tx: Transaction, member: Member, account_id: AccountId, now: datetime) -> None:
    """A member used the bot: silent rounds are forgotten, and whoever had blocked us is back."""
    parts = tx.enrolments.of_member(member.id)
    for part in parts:
        if part.silent and part.state == "in":
            tx.enrolments.hear(part.programme_id, member.id)
    if any(part.paused_why == "blocked" for part in parts):
        for each in tx.members.of_account(account_id):
            _bring_back(tx, each, now)


def _bring_back(tx: Transaction, member: Member, now: datetime) -> None:
    for part in tx.enrolments.of_member(member.id):
        programme = tx.programmes.get(part.programme_id, member.network_id)
        if part.paused_why == "blocked" and programme.ended_at is None:
            membership.resume(tx, member, programme, now)
            _tell(tx, programme, member, BackAgain(programme.id, member.id), now)


def tell_partners(tx: Transaction, member: Member, now: datetime) -> None:
    """Whoever is to meet them alone may write to them, or meet somebody else; told once."""
    for group in tx.rounds.open_groups(member.id):
        others = [each.id for each in partners(tx, member, group)]
        round_ = tx.rounds.get(group.round_id, member.network_id)
        programme = tx.programmes.get(round_.programme_id, member.network_id)
        if programme.format.kind != "pairs" or len(others) != 1 or has_met(group):
            continue
        notice = PartnerUnreachable(group.id, others[0], member.id)
        tx.notices.queue_all(
            member.network_id,
            address_all(tx, [(others[0], notice)]),
            now,
            round_id=round_.id,
            not_before=dates.in_working_hours(programme, now),
        )


def _tell(
    tx: Transaction, programme: Programme, member: Member, notice: Notice, now: datetime
) -> None:
    tx.notices.queue_all(
        member.network_id,
        address_all(tx, [(member.id, notice)]),
        now,
        not_before=dates.in_working_hours(programme, now),
        occasion=now.isoformat(),
    )
