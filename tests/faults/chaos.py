"""A round for many people while everything goes wrong: python -m tests.faults.chaos --help.

Real processes: the playground's Slack with its mix of faults, and one bot (SQLite) or two
(PostgreSQL) that are killed with -9 at random and started again. Afterwards every person must
have been introduced once. All share one movable time, so nobody waits for real minutes.
"""

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx

from bot import migrations
from bot.keys import FernetCipher
from jobs.crash import POINTS
from jobs.rounds import rounds
from storage.deliveries import Tally
from storage.programmes import Plan
from storage.round_records import Timing
from storage.store import Store, open_store
from storage.transaction import Transaction
from storage.types import AccountKey, Profile, ProgrammeId
from tests.support.nursery import ROOT, Nursery, open_nursery

TEAM, CHANNEL = "T0CROWD", "C0CROWD"
TOKEN = f"xoxb-playground-{TEAM}"
KEY = "Zm9yLXRlc3RzLW9ubHktdGhpcy1pcy1ub3QtYS1rZXk="
BEFORE_DUE = datetime(2026, 12, 1, 9, 59, tzinfo=UTC)
SCOPES = "chat:write,im:write,mpim:write,users:read,commands"
HISTORY = f"{SCOPES},im:history,mpim:history,channels:history"
CLIENT_TIMEOUT = 1.0


@dataclass(frozen=True, slots=True)
class Chaos:
    """What is tried: how many people, which database, how many kills, which policy.

    `crash_at`: named points at which the first process dies, one after the other.
    """

    members: int
    database: str
    seed: int = 1
    kills: int = 6
    replicas: int = 1
    may_look: bool = True
    unsure: str = "look"
    scale: float = 60.0
    crash_at: tuple[str, ...] = ()
    most_seconds: float = 240.0
    faults: str = "chaos"


@dataclass(slots=True)
class Outcome:
    """What became of everybody."""

    introduced: int = 0
    missed: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    unsure: int = 0
    dead: int = 0
    groups: int = 0
    kills: int = 0
    seconds: float = 0.0
    crashed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.introduced} people introduced in {self.groups} groups, "
            f"{len(self.missed)} missed, {len(self.twice)} groups told twice, "
            f"{self.unsure} on the unsure list, {self.dead} dead; "
            f"{self.kills} kills, {self.seconds:.0f} seconds"
        )


def run(chaos: Chaos, nursery: Nursery) -> Outcome:
    """Run the round to its end and return what became of it."""
    started = time.monotonic()
    real_origin = datetime.now(UTC) + timedelta(seconds=2)
    with start_slack(chaos, real_origin) as slack:
        store = open_store(chaos.database, FernetCipher([KEY]))
        migrations.upgrade(chaos.database)
        try:
            programme = seed(store, chaos.members)
            bots = Bots(chaos, nursery, slack, real_origin)
            try:
                outcome = disturb(chaos, bots, store, programme)
            finally:
                bots.stop()
            judge(outcome, store, programme, slack)
        finally:
            store.close()
    outcome.seconds = time.monotonic() - started
    return outcome


# The people


def seed(store: Store, members: int) -> ProgrammeId:
    """Fill an empty store with a crowd that is due to be introduced in a minute."""
    with store.begin() as tx:
        network = tx.networks.add("A large crowd")
        space = tx.spaces.install("slack", TEAM, TEAM, "A large crowd", TOKEN)
        tx.networks.link(network.id, space.id, default=True)
        place = tx.places.see(space.id, CHANNEL, "channel", "unmentoring")
        plan = Plan(
            "Unmentoring, monthly",
            place.id,
            timing=Timing(starts=date(2026, 1, 1)),
            approve=False,
        )
        programme = tx.programmes.add(network.id, plan)
        organisations = [
            tx.organisations.add(network.id, f"Organisation {n}", "local", "", ())
            for n in range(60)
        ]
        for number in range(1, members + 1):
            key = AccountKey("slack", TEAM, f"U{number:05d}")
            account = tx.accounts.see(key, space.id, f"Person {number}")
            profile = Profile(f"Person {number}", organisations[number % 60].id)
            member = tx.members.join(network.id, account.id, profile, BEFORE_DUE)
            tx.enrolments.join(programme.id, member.id, BEFORE_DUE)
        rounds.schedule_next(tx, programme, BEFORE_DUE - timedelta(days=1))
    return programme.id


# The processes


@contextmanager
def start_slack(chaos: Chaos, real_origin: datetime) -> Iterator[str]:
    """Start the playground's Slack; yield its address."""
    command = [sys.executable, "-m", "bot.playground.slack"]
    command += ["--members", str(chaos.members), "--faults", chaos.faults]
    command += ["--client-timeout", str(CLIENT_TIMEOUT), "--seed", str(chaos.seed)]
    command += ["--scopes", HISTORY if chaos.may_look else SCOPES]
    command += ["--time-scale", str(chaos.scale), "--clock-start", BEFORE_DUE.isoformat()]
    command += ["--clock-epoch", str(real_origin.timestamp()), "--clock-scale", str(chaos.scale)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        yield read_address(process)
    finally:
        end(process, signal.SIGTERM)


def read_address(process: "subprocess.Popen[str]") -> str:
    """Return the first line that it prints, when it is ready."""
    if process.stdout is None:
        raise RuntimeError("no output from the playground")
    with process.stdout as output:
        return output.readline().strip()


class Bots:
    """One or two bot processes, which are killed and started again."""

    def __init__(self, chaos: Chaos, nursery: Nursery, slack: str, real_origin: datetime) -> None:
        self._nursery = nursery
        self._client = httpx.Client(timeout=1)
        self._environ = environment(chaos, slack, real_origin)
        self._ports = [free_port() for _ in range(chaos.replicas)]
        points = [*chaos.crash_at[:1], *[""] * chaos.replicas]
        self._processes = [
            self._start(port, point) for port, point in zip(self._ports, points, strict=False)
        ]

    def kill(self, number: int) -> None:
        """kill -9."""
        self._nursery.end(self._processes[number], signal.SIGKILL)

    def start_again(self, number: int, crash_at: str = "") -> None:
        self._processes[number] = self._start(self._ports[number], crash_at)

    def wait_until_ready(self, number: int, seconds: float = 40.0) -> None:
        """Return when it answers, or has died at its crash point."""
        limit = time.monotonic() + seconds
        url = f"http://127.0.0.1:{self._ports[number]}/healthz"
        while time.monotonic() < limit and self.died(number) is None:
            with suppress(httpx.HTTPError):
                if self._client.get(url).status_code == 200:
                    return
            time.sleep(0.05)

    def died(self, number: int) -> int | None:
        """Return the exit code, if it has ended."""
        return self._nursery.ended(self._processes[number])

    def any_alive(self) -> bool:
        """Return whether one of them still runs."""
        return any(self.died(number) is None for number in range(len(self._processes)))

    def stop(self) -> None:
        for process in self._processes:
            self._nursery.end(process, signal.SIGTERM)
        self._client.close()

    def _start(self, port: int, crash_at: str) -> int:
        settings = {"TEAPOINT_PORT": str(port), "TEAPOINT_CRASH_AT": crash_at}
        return self._nursery.start(self._environ | settings)


def environment(chaos: Chaos, slack: str, real_origin: datetime) -> dict[str, str]:
    """Return the settings of a bot in this chaos; leases are real seconds, the rest is scaled."""
    return {
        **os.environ,
        "TEAPOINT_DATABASE": chaos.database,
        "TEAPOINT_KEYS": KEY,
        "TEAPOINT_NETWORK": "A large crowd",
        "TEAPOINT_ORGANISERS": f"slack:{TEAM}:U00001",
        "TEAPOINT_CONTROLLER": "Nobody",
        "TEAPOINT_CONTACT": "nobody@example.org",
        "TEAPOINT_SLACK_API": f"{slack}/slack/api/",
        "TEAPOINT_CLOCK": f"{BEFORE_DUE.isoformat()},{real_origin.isoformat()},{chaos.scale}",
        "TEAPOINT_LEASE_SECONDS": "4",
        "TEAPOINT_SEND_SECONDS": str(CLIENT_TIMEOUT),
        # Real seconds that are longer than the latest effect after the client gave up.
        "TEAPOINT_SETTLE_SECONDS": str(2.0 * chaos.scale),
        "TEAPOINT_UNSURE": chaos.unsure,
        # A killed process cannot tidy up its semaphores; the tracker that does says so.
        "PYTHONWARNINGS": "ignore::UserWarning",
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": "playground",
    }


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def end(process: "subprocess.Popen[Any]", how: signal.Signals) -> None:
    """End a process of ours, whatever state it is in."""
    if process.poll() is None:
        process.send_signal(how)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


# The trouble


def disturb(chaos: Chaos, bots: Bots, store: Store, programme: ProgrammeId) -> Outcome:
    """Kill and start again until enough was killed, then let the round come to its end."""
    outcome = Outcome()
    chance = random.Random(chaos.seed)
    for point, following in zip(chaos.crash_at, (*chaos.crash_at[1:], ""), strict=False):
        if wait_for_crash(bots, lambda: is_over(store, programme)):
            outcome.crashed.append(point)
        bots.start_again(0, following)
    for _ in range(chaos.kills):
        number = chance.randrange(chaos.replicas)
        bots.wait_until_ready(number)
        time.sleep(chance.uniform(0.2, 2.2))
        if is_over(store, programme):
            break
        bots.kill(number)
        outcome.kills += 1
        if chance.random() < 0.3:
            time.sleep(1.5)
        bots.start_again(number)
    wait_for_end(bots, store, programme, chaos.most_seconds)
    return outcome


def wait_for_crash(bots: Bots, over: Callable[[], bool], seconds: float = 60.0) -> bool:
    """Return whether the process died at its crash point; another one may do all the work."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit and bots.died(0) is None and not over():
        time.sleep(0.1)
    crashed = bots.died(0) == 137
    bots.kill(0)
    return crashed


def wait_for_end(bots: Bots, store: Store, programme: ProgrammeId, seconds: float) -> None:
    """Return when the round is over, or nobody is left to bring it to its end."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit and bots.any_alive() and not is_over(store, programme):
        time.sleep(0.3)


def is_over(store: Store, programme: ProgrammeId) -> bool:
    """Return whether every introduction of the round is settled."""
    with store.read() as tx:
        tally = introductions(tx, programme)
    return tally is not None and tally.waiting == 0 and tally != Tally()


def introductions(tx: Transaction, programme: ProgrammeId) -> Tally | None:
    round_ = tx.rounds.latest(programme, "open")
    return tx.deliveries.tally(round_.id, "Introduced") if round_ else None


# The verdict


def judge(outcome: Outcome, store: Store, programme: ProgrammeId, slack: str) -> None:
    """Hold what the database says against what Slack shows."""
    posts: Mapping[str, int] = httpx.get(f"{slack}/api/tally", timeout=30).json()["by_key"]
    with store.read() as tx:
        round_ = tx.rounds.latest(programme, "open")
        if round_ is None:
            outcome.missed = [e.member_id for e in tx.enrolments.all(programme)]
            return
        groups = {group.id: group for group in tx.rounds.groups(round_.id)}
        seen: set[str] = set()
        for delivery in tx.deliveries.of_round(round_.id, "Introduced"):
            count = posts.get(delivery.key, 0)
            members = groups[delivery.group_id].members if delivery.group_id else ()
            if count > 1:
                outcome.twice.append(delivery.key)
            if count or delivery.state == "unsure":
                seen.update(members)
        enrolled = {e.member_id for e in tx.enrolments.all(programme)}
        tally = tx.deliveries.tally(round_.id, "Introduced")
    outcome.groups, outcome.introduced = len(groups), len(seen & enrolled)
    outcome.missed = sorted(enrolled - seen)
    outcome.unsure, outcome.dead = tally.unsure, tally.dead


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.chaos", description=__doc__)
    parser.add_argument("--members", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--database", help="a PostgreSQL URL of an empty database; SQLite without")
    parser.add_argument("--crash-at", action="append", default=[], choices=POINTS)
    parser.add_argument("--no-history", action="store_true", help="Slack lets nothing be read back")
    options = parser.parse_args()
    say(f"{options.members} people, {options.kills} kills, seed {options.seed}")
    with tempfile.TemporaryDirectory() as folder, open_nursery() as nursery:
        chaos = Chaos(
            members=options.members,
            database=options.database or f"sqlite:///{folder}/chaos.db",
            seed=options.seed,
            kills=options.kills,
            replicas=2 if options.database else 1,
            may_look=not options.no_history,
            scale=120.0,
            most_seconds=1500.0,
            crash_at=tuple(options.crash_at),
        )
        outcome = run(chaos, nursery)
    say(str(outcome))
    if outcome.missed or outcome.twice:
        sys.exit(1)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
