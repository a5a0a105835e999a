"""Bots that start at once: one process imports the bot, and every bot is a fork of it.

Importing takes most of a start, and tells nothing about crashes; what happens after it is that of
`teapoint run`, and a bot is a process of its own that can be killed like any other. Nothing of the
bot is imported at the top: the worker processes of a bot import this module anew.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent.parent


class Nursery:
    """Starts bots, and says how they ended: by their exit codes, or the signal below zero."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def start(self, environ: Mapping[str, str]) -> int:
        """Start `teapoint run` with this environment alone; return its process id."""
        return int(self._ask({"environ": dict(environ)}))

    def ended(self, pid: int) -> int | None:
        """Return the exit code of a bot that was started here; None while it runs."""
        code: int | None = self._ask({"ended": pid})
        return code

    def end(self, pid: int, how: signal.Signals, seconds: float = 15.0) -> None:
        """End a bot, whatever state it is in: with SIGKILL if it has not ended after a while."""
        if self.ended(pid) is None:
            os.kill(pid, how)
        limit = time.monotonic() + seconds
        while self.ended(pid) is None and time.monotonic() < limit:
            time.sleep(0.02)
        if self.ended(pid) is None:
            self.end(pid, signal.SIGKILL, seconds)

    def _ask(self, question: Mapping[str, Any]) -> Any:  # noqa: ANN401 - an answer in JSON
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("no way to ask the nursery")
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@contextmanager
def open_nursery() -> Iterator[Nursery]:
    """A nursery; bots that are still there at its end are killed."""
    command = [sys.executable, "-m", "tests.faults.nursery"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:  # noqa: S603
        yield Nursery(process)


# The process that imports, and answers


def main() -> None:
    """Answer one line after the other; end with the last one."""
    import_all()
    codes: dict[int, int | None] = {}
    for line in sys.stdin:
        question = json.loads(line)
        answer = start(question["environ"], codes) if "environ" in question else None
        if "ended" in question:
            answer = look(question["ended"], codes)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    for pid in codes:
        if look(pid, codes) is None:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def import_all() -> None:
    """Import what `teapoint run` does, commands too."""
    from bot import cli, commands  # noqa: F401 - forks find it imported
    from bot.command import load

    load(commands)


def start(environ: Mapping[str, str], codes: dict[int, int | None]) -> int:
    """Fork a bot; return its process id."""
    pid = os.fork()
    if pid == 0:
        become_bot(environ)
    codes[pid] = None
    return pid


def become_bot(environ: Mapping[str, str]) -> NoReturn:
    """Be `teapoint run`, and nobody's child that answers questions."""
    from bot import cli

    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, sys.stdin.fileno())
    os.dup2(nowhere, sys.stdout.fileno())
    os.environ.clear()
    os.environ.update(environ)
    cli.main(["run"], prog_name="teapoint")
    sys.exit()


def look(pid: int, codes: dict[int, int | None]) -> int | None:
    """Return how a bot ended; None while it runs."""
    if codes[pid] is None:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            codes[pid] = os.waitstatus_to_exitcode(status)
    return codes[pid]


if __name__ == "__main__":
    main()
