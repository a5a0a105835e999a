"""A file that is sent with a command's words does what its form would do with it."""

import pytest
from sqlalchemy import select

from storage.tables import ErrandRow
from storage.transaction import Transaction
from tests.support.chat import World
from tests.support.importing import Shelf, do_imports

SHEET = ("F1", "people.csv", "120")


async def test_an_organiser_sends_a_sheet_with_the_words_of_the_import(world: World) -> None:
    organiser = world.person("Priya Raman", "U0PRIYA")
    typed = await organiser.drop(SHEET, text="unmentor organise import")
    assert "We have your sheet" in typed
    again = await organiser.drop(SHEET, text="organisations import")
    assert "We have your sheet" in again


async def test_what_is_wrong_with_the_file_is_said_in_words(world: World) -> None:
    organiser = world.person("Priya Raman", "U0PRIYA")
    told = await organiser.drop(("F1", "people.xlsx", "1"), text="unmentor organise import")
    assert "CSV" in told
    picked = [("F1", "photo.png", "9"), SHEET]
    assert "We have your sheet" in await organiser.drop(*picked, text="unmentor organise import")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_file_changes_nothing_for_a_command_that_takes_none(world: World) -> None:
    organiser = world.person("Priya Raman", "U0PRIYA")
    assert await organiser.drop(SHEET, text="help") == await organiser.say("help")
    assert await organiser.drop(SHEET, text="unmentor organise") == await organiser.say(
        "unmentor organise"
    )


async def test_who_may_not_import_may_not_by_a_file(world: World) -> None:
    somebody = await world.member("Sam Okafor")
    told = await somebody.drop(SHEET, text="unmentor organise import")
    assert "Only this network's organisers" in told


async def test_where_a_file_can_be_read_is_kept_sealed_and_until_it_was_read(
    world: World,
) -> None:
    """On Teams that is an address which lets whoever knows it read the file."""
    address = "https://files.example/people.csv?key=1"
    organiser = world.person("Priya Raman", "U0PRIYA")
    await organiser.drop((address, "people.csv", "60"), text="unmentor organise import")

    def kept(tx: Transaction) -> tuple[str | None, str]:
        row = tx.session.scalars(select(ErrandRow)).one()
        return row.file_sealed, f"{row.file_sealed} {row.body}"

    sealed, all_ = await world.aside.read(kept)
    assert sealed
    assert "files.example" not in all_
    sheet = "Person A;Person B;Date\nKim Vale;Jo Park;3 March 2026\n"
    await do_imports(world, Shelf({address: sheet.encode()}))
    sealed, all_ = await world.aside.read(kept)
    assert sealed is None
    assert "files.example" not in all_
    assert "Every row was understood." in "".join(await organiser.told())
