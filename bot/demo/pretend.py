"""What the playground's people do by themselves: they read their messages, and say if they met.

Whoever tries the playground is one person at a time. Without the others a round would end with
one answer, and its channel could read no totals.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from jobs.aside import Aside
from jobs.clock import Clock
from jobs.members.membership import answer_met
from storage.round_records import Group, MeetAnswer, Round
from storage.transaction import Transaction
from storage.types import AccountKey, Member, MemberId, NetworkId

PATIENCE = 20.0
"""Seconds for which a move of the clock waits for messages that are on their way."""
_LOOK_EVERY = 0.1
_SOON = timedelta(seconds=30)
_ON_ITS_WAY = frozenset({"ready", "sending"})

# Of a hundred groups so many met, and so on; the others do not say.
_OF_A_HUNDRED: tuple[tuple[int, MeetAnswer], ...] = ((68, "met"), (80, "not yet"), (86, "cannot"))


async def let_messages_arrive(
    aside: Aside, clock: Clock, go_on: Callable[[], Awaitable[None]]
) -> None:
    """Wait until nothing is on its way, so that no moved clock makes it too late to be said.

    Not for ever: with trouble switched on, messages may wait for longer than a person does. What
    is held back until working hours is not waited for.
    """
    loop = asyncio.get_running_loop()
    until = loop.time() + PATIENCE
    while loop.time() < until and await aside.read(lambda tx: _on_its_way(tx, clock.now())):
        await go_on()
        await asyncio.sleep(_LOOK_EVERY)


def _on_its_way(tx: Transaction, now: datetime) -> bool:
    due = tx.deliveries.waiting(due_by=now + _SOON)
    return any(delivery.state in _ON_ITS_WAY for delivery in due)


def answer_as_people_do(tx: Transaction, document: Mapping[str, Any], now: datetime) -> None:
    """Let the invented people who were asked whether they met answer, most of them with yes.

    Those whom the page offers to be, whoever joined while it ran, and the partners of both are
    left to the person who tries it. What was said before the playground began stays as it is.
    """
    everywhere, began = _actors(document), datetime.fromisoformat(document["clock"])
    for network in tx.networks.all():
        actors = everywhere | _actors_by_mail(tx, network.id, document)
        for programme in tx.programmes.running(network.id):
            round_ = tx.rounds.latest(programme.id, "open")
            if round_ and began < round_.check_in_at <= now:
                _answer_round(tx, round_, actors, now)


def _actors(document: Mapping[str, Any]) -> frozenset[AccountKey]:
    """The accounts of those who act by themselves."""
    beside = {each["id"] for network in document["beside"] for each in network["members"]}
    on_teams = (
        AccountKey("teams", person["tenant"], person["id"])
        for person in document["teams"]["people"]
        if person["member"] and not person["menu"]
    )
    return frozenset(on_teams) | frozenset(
        AccountKey("slack", person["workspace"], person["id"])
        for person in document["people"]
        if person["member"] or person["id"] in beside
        if not person["menu"] and not person["deactivated"]
    )


def _actors_by_mail(
    tx: Transaction, network_id: NetworkId, document: Mapping[str, Any]
) -> frozenset[AccountKey]:
    return frozenset(
        tx.addresses.mail_key(network_id, person["email"])
        for person in document["mail"]
        if person["member"] and not person["menu"]
    )


def _answer_round(
    tx: Transaction, round_: Round, actors: frozenset[AccountKey], now: datetime
) -> None:
    groups = tx.rounds.groups(round_.id)
    everybody = [member for group in groups for member in group.members]
    members, accounts = tx.members.many(everybody), tx.accounts.of_members(everybody)
    for group in groups:
        keys = {account.key for member in group.members for account in accounts.get(member, ())}
        said = _say(group, members)
        if said and keys <= actors and not any(seat.answer for seat in group.seats):
            answer_met(tx, members[group.members[0]], group, said, now)


def _say(group: Group, members: Mapping[MemberId, Member]) -> MeetAnswer | None:
    """The same people say the same each time that the playground runs."""
    names = " ".join(sorted(members[member].name for member in group.members))
    drawn = hashlib.sha256(names.encode()).digest()[0] * 100 // 256
    return next((answer for below, answer in _OF_A_HUNDRED if drawn < below), None)
