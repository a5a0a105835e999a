"""Where a member belongs: their schemes, their part in one, and the others of an introduction."""

from storage.naming import fold
from storage.round_records import Enrolment, Group, Programme
from storage.transaction import Transaction
from storage.types import Member, Network, Place


def choose_programme(
    tx: Transaction, network: Network, place: Place | None, member: Member | None
) -> Programme | list[Programme]:
    """Return the scheme that is meant: the only one, or the channel's; else those to ask about.

    For a member, only schemes that they are in count.
    """
    running = enrolled_in(tx, member) if member else tx.programmes.running(network.id)
    if len(running) == 1:
        return running[0]
    here = [programme for programme in running if place and programme.place_id == place.id]
    return here[0] if len(here) == 1 else running


def enrolled_in(tx: Transaction, member: Member) -> list[Programme]:
    """Return the running schemes that a member is in, paused or not, by name."""
    mine = {enrolment.programme_id for enrolment in tx.enrolments.of_member(member.id)}
    return [p for p in tx.programmes.running(member.network_id) if p.id in mine]


def taking_part(tx: Transaction, member: Member) -> list[Programme]:
    """Return the running schemes that a member is in and has not paused, by name."""
    mine = {one.programme_id for one in tx.enrolments.of_member(member.id) if one.state == "in"}
    return [p for p in tx.programmes.running(member.network_id) if p.id in mine]


def enrolment(tx: Transaction, member: Member, programme: Programme) -> Enrolment | None:
    """Return a member's part in a scheme, unless they left it."""
    found = tx.enrolments.find(programme.id, member.id)
    return found if found and found.state != "left" else None


def is_open(tx: Transaction, member: Member, group: Group) -> bool:
    """Return whether an introduction can still be answered."""
    round_ = tx.rounds.get(group.round_id, member.network_id)
    return round_.state == "open" and group.state == "active"


def has_met(group: Group) -> bool:
    """Return whether anybody of a group said that they met."""
    return any(seat.answer == "met" for seat in group.seats)


def partners(tx: Transaction, member: Member, group: Group) -> list[Member]:
    """Return the others of a group who are still here, by name."""
    found = tx.members.many([m for m in group.members if m != member.id])
    here = [other for other in found.values() if other.left_at is None]
    return sorted(here, key=lambda other: fold(other.name))
