"""Programs that run beside this check: started, waited for, and stopped by their own number."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

import httpx

from tests.agents_playground.installing import MissingError

_START_SECONDS = 60.0
_STOP_SECONDS = 20.0
_KEPT = ("PATH", "HOME", "LANG")


@asynccontextmanager
async def program_running(
    words: Sequence[str], folder: Path, environ: Mapping[str, str], answers_at: str
) -> AsyncIterator[None]:
    """Run a program in a folder until the end; MissingError where it does not come to answer.

    Of our own environment it gets what every program needs, and nothing else.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    heard = folder / "said.txt"
    with heard.open("wb") as said:
        process = await asyncio.create_subprocess_exec(
            *words, cwd=folder, env=kept | dict(environ), stdout=said, stderr=said
        )
    try:
        if not await _answers(process, answers_at):
            raise MissingError(
                f"{words[0]} did not answer within a minute. It said:\n{heard.read_text()[-2000:]}"
            )
        yield
    finally:
        await _stop(process)


def free_port() -> int:
    """Return a port that nobody listens on at this moment."""
    with closing(socket.socket()) as one:
        one.bind(("", 0))
        return int(one.getsockname()[1])


async def _answers(process: asyncio.subprocess.Process, url: str) -> bool:
    with suppress(TimeoutError):
        async with asyncio.timeout(_START_SECONDS), httpx.AsyncClient() as client:
            while process.returncode is None:
                with suppress(httpx.HTTPError):
                    if (await client.get(url)).status_code == 200:
                        return True
                await asyncio.sleep(0.2)
    return False


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
