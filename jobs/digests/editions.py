"""Editions: when one is due, sent at once or left out; each nominal period at most once.

Schedule kind `digest` (subject: the digest; label: the nominal period, see periods.py). An edition,
the posts that it reserves and the notice that tells it are one transaction. What became of it is
settled by settling.py.
"""

from datetime import datetime, time, timedelta

from jobs.calendars.quiet_days import calendar_for
from jobs.delivery.reaching import direct, read_addresses
from jobs.digests import periods
from jobs.digests.composing import compose
from jobs.digests.gathering import end_of_window, gather, reader_of, zone_of
from jobs.digests.reading import mark
from jobs.digests.records import Composed
from jobs.digests.settling import advance
from storage.digest_records import Digest, DigestId, DigestPlan, Edition, EditionPost, EditionState
from storage.errors import NotFoundError
from storage.notice_queue import To
from storage.notices.digests import DigestEdition
from storage.queue_records import Schedule
from storage.transaction import Transaction
from storage.types import NetworkId

KIND = "digest"

_HELD = "+"
_TOO_LATE = {"daily": timedelta(days=1)}
_LATEST = timedelta(days=3)


def preview(tx: Transaction, digest: Digest, now: datetime) -> Composed:
    """Return the edition that would be sent now; nothing is written."""
    return compose(gather(tx, digest, end_of_window(digest, now)))


def set_plan(tx: Transaction, digest: Digest, plan: DigestPlan, now: datetime) -> Digest:
    """Change when a digest comes and what it takes, and say when it is due next.

    One that was off begins with what is new from now on; its channel is tried again.
    """
    changed = tx.digests.change(digest.id, plan)
    if digest.plan.rhythm == "off" and plan.rhythm != "off":
        tx.digests.deliver_until(digest.id, now)
        if digest.place_id:
            tx.places.reopen(digest.place_id)
    schedule_next(tx, changed, now)
    return tx.digests.get(digest.id, digest.network_id)


def schedule_next(tx: Transaction, digest: Digest, now: datetime) -> datetime | None:
    """Say when a digest is due next, and return it; None where it is off.

    A period that was used up is never due again, whatever hour or weekday it is moved to.
    """
    network = tx.networks.get(digest.network_id)
    period = periods.next_period(
        digest.plan,
        zone_of(tx, digest),
        calendar_for(tx, network),
        now,
        lambda label: tx.schedules.used(KIND, digest.id, label),
    )
    label, due = (period.label, period.due) if period else ("", None)
    if due or tx.schedules.find(KIND, digest.id):
        tx.schedules.set(digest.network_id, KIND, digest.id, label, due)
    return due


def schedule_again(tx: Transaction, network_id: NetworkId, now: datetime) -> None:
    """Say anew when a network's digests are due: its days off have changed."""
    for digest in tx.digests.all(network_id):
        due = next_due(tx, digest)
        if due and due > now:
            schedule_next(tx, digest, now)


def next_due(tx: Transaction, digest: Digest) -> datetime | None:
    """Return when a digest is due next; None where it is off."""
    schedule = tx.schedules.find(KIND, digest.id)
    return schedule.next_due if schedule else None


def skip_next(tx: Transaction, digest: Digest) -> datetime | None:
    """Leave the next edition out, with the posts in its window; return when it would have come."""
    tx.digests.set_skip(digest.id, True)
    return next_due(tx, digest)


def come(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """A digest is due: send its edition, or hold it, and say when the next one is due."""
    try:
        digest = tx.digests.get(DigestId(schedule.subject), schedule.network_id)
    except NotFoundError:  # its reader is gone, and with them what it was for
        return
    if digest.plan.rhythm == "off":
        return
    zone = zone_of(tx, digest)
    calendar = calendar_for(tx, tx.networks.get(digest.network_id))
    if periods.may_come(now, zone, calendar, schedule.next_due):
        open_edition(tx, digest, schedule.label, now)
        schedule_next(tx, digest, now)
        return
    later = periods.after_holding(now, time.fromisoformat(digest.plan.at), zone, calendar)
    tx.schedules.set(digest.network_id, KIND, digest.id, f"{schedule.label}{_HELD}", later)


def send_now(tx: Transaction, digest: Digest, now: datetime) -> Edition | None:
    """Send what is new at once, as somebody asked; None where nothing is, or nobody is reached.

    The next nominal period stays as it is.
    """
    if preview(tx, digest, now).empty:
        return None
    return open_edition(tx, digest, f"now {now.isoformat()}", now, asked=True)


def open_edition(
    tx: Transaction, digest: Digest, label: str, now: datetime, *, asked: bool = False
) -> Edition | None:
    """Open the edition of a period; None where it has one, or nobody can be reached.

    Where nobody can be reached the window stays open. `asked`: nobody means to skip this one.
    """
    to = address_of(tx, digest)
    if to is None:
        return None
    if digest.skips and not asked:
        tx.digests.set_skip(digest.id, False)
        return _open(
            tx, digest, label, Composed(digest.until, end_of_window(digest, now)), now, "skipped"
        )
    composed = compose(gather(tx, digest, end_of_window(digest, now)))
    if composed.empty:
        return _open(tx, digest, label, composed, now, "empty")
    edition = _open(tx, digest, label, composed, now, "queued")
    if edition:
        too_late = now + _TOO_LATE.get(digest.plan.rhythm, _LATEST)
        notice = DigestEdition(edition.id)
        tx.notices.queue(digest.network_id, notice, [to], now, expires_at=too_late)
    return edition


def address_of(tx: Transaction, digest: Digest) -> To | None:
    """Return where a digest is read; None for a closed channel, or somebody who is not there."""
    if digest.place_id:
        place = tx.places.get(digest.place_id)
        return None if place.closed_why else To(place.space_id, place_id=place.id)
    member = reader_of(tx, digest)
    if member is None or member.left_at:
        return None
    account = read_addresses(tx, [member.id]).find(member.id)
    return direct(account) if account and not account.blocked_at else None


def _open(
    tx: Transaction,
    digest: Digest,
    label: str,
    composed: Composed,
    now: datetime,
    state: EditionState,
) -> Edition | None:
    posts = [
        EditionPost(
            item.post_id, item.entry.feed_id, item.entry.key, item.section, item.because, item.also
        )
        for item in composed.items
    ]
    older = sum(each.count for each in composed.older) + composed.left_over
    edition = tx.editions.open(
        digest, label, composed.since, composed.until, posts, older, mark(composed), now, state
    )
    if edition and state != "queued":
        advance(tx, digest)
    return edition
