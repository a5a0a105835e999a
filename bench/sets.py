"""Sets of three to six beside the best of fifty pair-split runs: `python -m bench.sets`.

Invented networks (population.py), medians over the seeds; process CPU seconds of the whole plan,
one BLAS thread, every case in a process of its own. At 60 people and fewer the peer is measured
in the same run; where none of the fifty keeps all rules there is nothing to compare with. A
figure that misses its target says so, with a mark.
"""

import argparse
import json
import os
import subprocess
import sys
from statistics import median

from bench.matching import ONE_THREAD, ROOT, Case

SIZES = (3, 4, 5, 6)
SMALL, LARGE = (12, 24, 40, 60), 600
LEAST_QUALITY = 97.0
MOST_CPU = {3: 3.0, 4: 3.0, 5: 6.0, 6: 6.0}
WIDTHS = (7, 5, 6, 22, 26, 8, 12)
HEADS = ("people", "size", "seeds", "CPU s", "% of best of 50 peers", "sizes", "left/broken")


def main() -> None:
    """Measure every size and number, print the table; with --strict, exit 1 on a miss."""
    parser = argparse.ArgumentParser(description="Sets of three to six, measured.")
    parser.add_argument("--seeds", default="1,2,3", help="networks, with commas")
    parser.add_argument("--strict", action="store_true")
    wanted = parser.parse_args()
    missed = show([int(part) for part in wanted.seeds.split(",")])
    sys.exit(1 if missed and wanted.strict else 0)


def show(seeds: list[int]) -> int:
    """Print the table of sets; return how many figures missed their target."""
    print(_line(HEADS))
    print("  ".join("-" * width for width in WIDTHS))
    missed = 0
    for size in SIZES:
        for n in (*SMALL, LARGE):
            cells, misses = _row(n, size, seeds)
            print(_line(cells), flush=True)
            missed += misses
    print()
    print("Every target met." if not missed else f"{missed} figures missed their target (!).")
    return missed


def _row(n: int, size: int, seeds: list[int]) -> tuple[tuple[str, ...], int]:
    ours = [measure("ours", n, size, seed) for seed in seeds]
    cpu = median(case["cpu"] for case in ours)
    slow = n == LARGE and cpu > MOST_CPU[size]
    broken = sum(case["broken_rules"] for case in ours)
    quality, poor = _quality(n, size, seeds, ours) if n != LARGE else ("-", False)
    limit = f" (<= {MOST_CPU[size]:g})" if n == LARGE else ""
    sizes = f"{min(c['smallest'] for c in ours):.0f}-{max(c['largest'] for c in ours):.0f}"
    cells = (
        f"{n:,}",
        str(size),
        str(len(seeds)),
        f"{cpu:.3f}{limit}{_mark(slow)}",
        f"{quality}{_mark(poor)}",
        sizes,
        f"{sum(case['left_out'] for case in ours):.0f}/{broken:.0f}{_mark(bool(broken))}",
    )
    return cells, slow + poor + bool(broken)


def _quality(n: int, size: int, seeds: list[int], ours: list[Case]) -> tuple[str, bool]:
    """The least of the seeds, in per cent of the best of fifty that keep the rules."""
    best = [measure("peers", n, size, seed)["objective"] for seed in seeds]
    found = [100 * a["objective"] / b for a, b in zip(ours, best, strict=True) if b >= 0]
    if not found:
        return "no peer keeps the rules", False
    few = "" if len(found) == len(seeds) else f", {len(found)} of {len(seeds)}"
    return f"{min(found):.2f} (>= {LEAST_QUALITY:g}{few})", min(found) < LEAST_QUALITY


def measure(what: str, n: int, size: int, seed: int) -> Case:
    """One case in a fresh process."""
    numbers = [str(n), str(size), str(seed)]
    command = [sys.executable, "-m", "bench.sets_case", what, *numbers]
    found = subprocess.run(  # noqa: S603  # our own module, with numbers as arguments
        command, cwd=ROOT, env={**os.environ, **ONE_THREAD}, capture_output=True, check=True
    )
    case: Case = json.loads(found.stdout)
    return case


def _mark(missed: bool) -> str:
    return " !" if missed else ""


def _line(cells: tuple[str, ...]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()


if __name__ == "__main__":
    main()
