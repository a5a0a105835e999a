"""Polling beside `reader`, the same feeds in the same run: `python -m bench.feeds`.

A thousand invented feeds on a hundred loopback addresses (feeds_web.py), served by a process whose
work is not counted. Each in turn polls them all, and once more when nothing is new, in a process
and with a database of its own (feeds_case.py). What has a target is the ratio of processor seconds
of all processes, within one round; wall-clock seconds are shown beside it.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FEEDS, ROUNDS = 1_000, 3
TARGETS = {"first": 3.5, "second": 1.6}
_NAMES = {"first": "First poll", "second": "Nothing new (304)"}
_LONGEST = 400
Round = dict[str, dict[str, Any]]


def main() -> None:
    """Measure, and print the table; with --strict, exit 1 on a miss."""
    parser = argparse.ArgumentParser(description="Polling feeds, measured beside reader.")
    parser.add_argument("--feeds", type=int, default=FEEDS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--strict", action="store_true")
    wanted = parser.parse_args()
    missed = show(wanted.feeds, wanted.rounds)
    sys.exit(1 if missed and wanted.strict else 0)


def show(feeds: int = FEEDS, rounds: int = ROUNDS) -> int:
    """Print the table; return how many ratios missed their target."""
    if not Path("/proc/self/task").exists() or find_spec("reader") is None:
        print("Polling: not measured. It needs Linux, and the packages of requirements/bench.txt.")
        return 0
    with _website(feeds) as (port, mean):
        size = f"{mean / 1000:.0f} KB on average, {rounds} rounds in turns"
        print(f"Polling {feeds:,} feeds of {size}, seconds of all processes")
        done = [_round(port, feeds) for _ in range(rounds)]
    print(f"{'':<20}{'CPU':>8}{'reader':>9}{'ratio':>8}{'each round':>20}{'wall':>8}{'reader':>9}")
    missed = sum(_row(part, done) for part in TARGETS)
    print(_counts(done))
    print("reader (10 threads) keeps whole posts, Teapoint excerpts. Both ask what has changed.")
    print("What is started beforehand is not in: imports, and the process in which ours are read.")
    print("Every target met." if not missed else f"{missed} ratios missed their target (!).")
    return missed


def _row(part: str, done: list[Round]) -> int:
    ratios = [each["reader"][part]["cpu"] / each["ours"][part]["cpu"] for each in done]
    ratio, target = median(ratios), TARGETS[part]
    cpu = [median(each[who][part]["cpu"] for each in done) for who in ("ours", "reader")]
    wall = [median(each[who][part]["wall"] for each in done) for who in ("ours", "reader")]
    mark = " (!)" if ratio < target else ""
    rounds = ", ".join(f"{one:.1f}" for one in ratios)
    print(
        f"{_NAMES[part]:<20}{cpu[0]:8.2f}{cpu[1]:9.2f}{ratio:7.1f}x{rounds:>20}"
        f"{wall[0]:8.1f}{wall[1]:9.1f}  target {target}x{mark}"
    )
    return int(ratio < target)


def _counts(done: list[Round]) -> str:
    last = {who: done[-1][who]["second"] for who in ("ours", "reader")}
    ours, theirs = last["ours"], last["reader"]
    return (
        f"Read: {ours['feeds']:,} feeds and {ours['posts']:,} posts; "
        f"reader {theirs['feeds']:,} and {theirs['posts']:,}."
    )


def _round(port: int, feeds: int) -> Round:
    return {who: _case(who, port, feeds) for who in ("ours", "reader")}


def _case(who: str, port: int, feeds: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bench.feeds_case", who, str(port), str(feeds), folder]
        ran = subprocess.run(  # noqa: S603 - our own module
            command, cwd=ROOT, stdout=subprocess.PIPE, check=True, timeout=_LONGEST
        )
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


@contextmanager
def _website(feeds: int) -> Iterator[tuple[int, int]]:
    """Serve the feeds; the port, and the mean size of a document."""
    command = [sys.executable, "-m", "bench.feeds_web", str(feeds)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:  # noqa: S603
        try:
            assert process.stdout is not None  # noqa: S101 - it was asked for
            said = json.loads(process.stdout.readline())
            yield said["port"], said["mean"]
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
