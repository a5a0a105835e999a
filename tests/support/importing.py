"""What tests of importing need: sheets that people give us, and an organiser who gives them."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from jobs.delivery.files import Files, NotFetched, NotFetchedError
from jobs.errand_runner import ErrandRunner
from jobs.errands.errand_aid import FetchDocument, no_documents
from storage.invitations import Invitation
from storage.types import SpaceId
from tests.support.chat import Chat, World
from tests.support.organising import WorldClock


@dataclass
class Shelf:
    """Files by id, as a platform keeps them; a word in place of bytes is why it is not given."""

    files: dict[str, bytes | NotFetched] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def of(self, _platform: str) -> Files:
        return self

    async def fetch_file(self, space: SpaceId, file_id: str) -> bytes:
        self.asked.append(file_id)
        await asyncio.sleep(0)
        found = self.files[file_id]
        if isinstance(found, str):
            raise NotFetchedError(found)
        return found


async def do_imports(
    world: World, shelf: Shelf, most: int = 10, fetch: FetchDocument = no_documents
) -> int:
    """Do what waits, with these files and this web; return how many errands were run."""
    with ThreadPoolExecutor(1) as workers:
        clock = WorldClock(world)
        runner = ErrandRunner(world.aside, clock, workers, files_of=shelf.of, fetch=fetch)
        done = 0
        while done < most and await runner.run_once():
            done += 1
        return done


async def give(organiser: Chat, data: bytes, name: str = "sign-ups.csv") -> str:
    """Give a sheet in the form; return what is answered."""
    await organiser.say("unmentor organise import")
    return await organiser.fill(file=("F1", name, str(len(data))))


async def import_sheet(world: World, organiser: Chat, rows: str | bytes) -> list[str]:
    """Import a sheet; return the messages that the organiser is told."""
    data = rows if isinstance(rows, bytes) else rows.encode()
    assert "reading it" in await give(organiser, data)
    await do_imports(world, Shelf({"F1": data}))
    return await organiser.told()


async def open_invitations(world: World) -> dict[str, Invitation]:
    """Return the open invitations by name."""
    found: Sequence[Invitation] = await world.aside.read(
        lambda tx: tx.invitations.open(world.network.id, world.now)
    )
    return {each.invited.name: each for each in found}
