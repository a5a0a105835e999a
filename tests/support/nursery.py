"""Bots that start at once: one process imports the bot, and every bot is a fork of it.

Importing takes most of a start, and is the same each time; what happens after it is that of
`teapoint run`, and a bot is a process of its own that can be killed like any other. Nothing of the
bot is imported at the top: the worker processes of a bot import this module anew.
"""

import gc
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

    def start(
        self, environ: Mapping[str, str], folder: Path = ROOT, said: Path | None = None
    ) -> int:
        """Start `teapoint run` in a folder, with this environment alone; return its process id.

        What it says goes to the file `said`, if one is given.
        """
        where = {"folder": str(folder), "said": str(said or "")}
        return int(self._ask({"environ": dict(environ), **where}))

    def ended(self, pid: int) -> int | None:
        """Return the exit code of a bot that was started here; None while it runs."""
        code: int | None = self._ask({"ended": pid})
        return code

    def end(self, pid: int, how: signal.Signals, seconds: float = 15.0) -> None:
        """End a bot, whatever state it is in: with SIGKILL if it has not ended after a while."""
        if self.ended(pid) is None:
            os.kill(pid, how)
        if self.wait(pid, seconds) is None:
            self.end(pid, signal.SIGKILL, seconds)

    def wait(self, pid: int, seconds: float = 15.0) -> int | None:
        """Return the exit code as soon as there is one; None if it still runs after a while."""
        limit = time.monotonic() + seconds
        while (code := self.ended(pid)) is None and time.monotonic() < limit:
            time.sleep(0.02)
        return code

    def _ask(self, question: Mapping[str, Any]) -> Any:  # noqa: ANN401 - an answer in JSON
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("no way to ask the nursery")
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@contextmanager
def open_nursery() -> Iterator[Nursery]:
    """A nursery; bots that are still there at its end are killed."""
    command = [sys.executable, "-m", "tests.support.nursery"]
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
        answer = start(codes, **question) if "environ" in question else None
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
    from bot.platforms.teams.sdk import import_sdk

    load(commands)
    import_sdk()
    gc.collect()
    gc.freeze()  # what is imported stays: no fork looks through it for rubbish


def start(
    codes: dict[int, int | None], *, environ: Mapping[str, str], folder: str, said: str
) -> int:
    """Fork a bot; return its process id."""
    pid = os.fork()
    if pid == 0:
        become_bot(environ, folder, said)
    codes[pid] = None
    return pid


def become_bot(environ: Mapping[str, str], folder: str, said: str) -> NoReturn:
    """Be `teapoint run`, and nobody's child that answers questions."""
    from bot import cli

    nowhere = os.open(os.devnull, os.O_RDWR)
    heard = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) if said else nowhere
    os.dup2(nowhere, 0)
    os.dup2(heard, 1)
    if said:
        os.dup2(heard, 2)
    os.chdir(folder)
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
