"""When a network may be spoken to by itself: working hours, bank holidays, its quiet periods."""

from datetime import date, datetime

from jobs.calendars.calendar import Calendar, Nation, QuietPeriod, working_moment
from jobs.calendars.workdays import LONGEST_QUIET, find_zone
from storage.round_records import Quiet
from storage.transaction import Transaction
from storage.types import Network, NetworkId


def is_quiet_for(tx: Transaction, network_id: NetworkId, day: date) -> bool:
    """Return whether nothing is posted automatically in a network on a day."""
    return tx.quiet_periods.is_quiet(network_id, day)


def quiet_now(tx: Transaction, network: Network, now: datetime) -> Quiet | None:
    """Return the quiet period that the network is in, by its own days; None where it is in none."""
    return tx.quiet_periods.at(network.id, now.astimezone(find_zone(network.zone)).date())


def after_quiet(tx: Transaction, network_id: NetworkId, moment: datetime) -> datetime:
    """Return the moment; in a quiet period, when the first working day after it begins.

    What a channel reads by itself is held until then; what is not true any more by that time is
    queued with an end, and dropped.
    """
    network = tx.networks.get(network_id)
    return free_moment(tx, network, moment) if quiet_now(tx, network, moment) else moment


def calendar_for(tx: Transaction, network: Network) -> Calendar:
    """Return the bank holidays of the network's schemes, and its quiet periods.

    Schemes of several nations: a day off in any of them is one.
    """
    found = {each.timing.nation for each in tx.programmes.running(network.id)}
    nation: Nation = "england-and-wales"
    if found:
        nation = found.pop() if len(found) == 1 else "all"  # type: ignore[assignment]  # Calendar checks
    quiet = tx.quiet_periods.of_network(network.id)
    return Calendar(
        nation,
        tuple(QuietPeriod(q.first, min(q.last, q.first + LONGEST_QUIET), q.why) for q in quiet),
    )


def free_moment(tx: Transaction, network: Network, moment: datetime) -> datetime:
    """Return the first moment from this one on at which people of the network may be asked."""
    return working_moment(moment, network.zone, calendar_for(tx, network))
