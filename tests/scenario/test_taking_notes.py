"""Taking notes in chat: the form, what is kept of it, and what happens when two write at once."""

from storage.note_drafts import NoteDraft
from storage.store import Transaction
from tests.support.chat import World


async def test_notes_are_written_in_a_form_and_shown(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "Title of the session" in await sam.say("notes new")
    answer = await sam.fill(
        title="Data sharing", notes="A point\nAnother", leaders="Ash Nicol, Bo Reed", room="M69"
    )
    assert "Your notes of “Data sharing” are saved." in answer
    shown = await (await world.member("Bo Reed")).say("notes show data sharing")
    assert "Led by: Ash Nicol and Bo Reed" in shown
    assert "Notes by: Sam Okafor" in shown
    assert "Another" in shown


async def test_a_form_without_a_title_is_kept_as_a_draft(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("notes new")
    assert "Give the session a title" in await sam.fill(notes="A long afternoon's work")

    def drafts(tx: Transaction) -> list[NoteDraft]:
        account = tx.accounts.find(sam.key)
        assert account
        return tx.note_drafts.of_account(account.id, world.network.id, world.now)

    (draft,) = await world.aside.read(drafts)
    assert draft.body["notes"] == "A long afternoon's work"
