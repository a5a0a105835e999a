"""An old spreadsheet: people become invitations, then members if they agree; pairs, history."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.members.import_errand import KIND
from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.importing import (
    Shelf,
    do_imports,
    give,
    import_sheet,
    open_invitations,
)
from tests.support.organising import audit, pairs, preview, priya

SHEET = """Full name,E-mail,Organisation,Job title,Region,Interests,Matched with (January 2026)
Ade Bello,ade@harbour.example,Harbour Trust,delivery,Wales,boats; data,Jo Park
Jo Park,jo@eastmarsh.example,Eastmarsh Council,policy,,data,Ade Bello
Kim Vale,,Northmoor Council,,,,nobody we know
"""


async def join_by_code(person: Chat, code: str) -> str:
    """Type the code and send the form that opens."""
    form = await person.say(f"unmentor invitation {code}")
    assert "How we use what you tell us" in form
    return await person.fill(sector="local")


async def test_an_organiser_imports_a_sheet_and_reads_a_report(world: World) -> None:
    organiser = priya(world)
    form = await organiser.say("unmentor organise import")
    assert "Nobody is a member until they agree" in form
    (report,) = await import_sheet(world, organiser, SHEET)
    assert "We read 3 rows." in report
    assert "3 new invitations" in report
    assert "1 past introduction understood" in report
    assert "Row 4: we know nobody called “nobody we know”." in report
    assert set(await open_invitations(world)) == {"Ade Bello", "Jo Park", "Kim Vale"}
    assert [entry.action for entry in await audit(world)] == ["import.ask"]


async def test_members_see_nothing_of_whoever_is_invited(world: World) -> None:
    sam = await world.member("Sam Okafor", "Eastmarsh Council")
    await import_sheet(world, priya(world), SHEET)
    for words in ("status", "history", "my data", "avoid Ade Bello", "how", "network"):
        assert "Harbour" not in await sam.say(words)
        assert not any("Harbour" in text for text in await sam.told()), words
    assert await sam.search("members", "Ade") == []
    assert "Only this network's organisers" in await sam.say("unmentor organise invitations")


async def test_the_codes_and_a_text_come_by_direct_message(world: World) -> None:
    organiser = priya(world)
    await import_sheet(world, organiser, SHEET)
    answer = await organiser.press("Get the codes")
    assert "Open: 3" in answer
    log = await organiser.say("log")
    assert "Priya Raman imported a sheet of people for Unmentoring, monthly" in log
    await organiser.press("Send me the codes")
    (told,) = await organiser.told()
    found = await open_invitations(world)
    for name, each in found.items():
        assert name in told
        assert each.code in told
    assert "/unmentor invitation CODE" in told
    assert "Send each person their own code only." in await organiser.say(
        "unmentor organise invitations send"
    )


async def test_two_who_met_before_join_by_code_and_are_not_matched_again(world: World) -> None:
    organiser = priya(world)
    await import_sheet(world, organiser, SHEET)
    codes = {name: each.code for name, each in (await open_invitations(world)).items()}
    ade, jo = world.person("Ade on Slack"), world.person("Jo on Slack")

    form = await ade.say(f"unmentor invitation {codes['Ade Bello'].lower()}")
    assert "You're invited." in form
    assert "boats, data" in form
    assert ade.form
    assert ade.form.inputs[0].value == "Ade Bello"  # type: ignore[union-attr]  # a text input
    assert "You're in" in await ade.fill(sector="local")
    member = await ade.find_member()
    assert (member.organisation, member.profile.profession) == ("Harbour Trust", "delivery")
    assert member.profile.interests == ("boats", "data")
    assert "haven't been introduced to anybody" in await ade.say("unmentor history")

    assert "Your name" in await jo.say(f"join {codes['Jo Park']}")
    assert "You're in" in await jo.fill(sector="local")
    history = await ade.say("unmentor history")
    assert "Jo Park (Eastmarsh Council), in January 2026" in history
    assert "Ade Bello (Harbour Trust), in January 2026" in await jo.say("unmentor history")

    # By their topics Ade and Jo would be matched, and the two others with each other.
    for name in ("Lee Wren", "Max Hale"):
        await world.member(name, f"{name} Trust", interests=("housing", "roads"))
    await preview(world, organiser)
    made = await pairs(world)
    assert len(made) == 2
    assert ["Ade Bello", "Jo Park"] not in made


async def test_what_a_code_says_when_it_does_not_work(world: World) -> None:
    await import_sheet(world, priya(world), SHEET)
    codes = {name: each.code for name, each in (await open_invitations(world)).items()}
    ade, sam = world.person("Ade Bello"), world.person("Sam Okafor")
    assert "You're in" in await join_by_code(ade, codes["Ade Bello"])
    used = await sam.say(f"invitation {codes['Ade Bello']}")
    assert "This code has been used already." in used
    unknown = await sam.say("invitation 0000-0000-0000")
    assert "We don't know this code." in unknown
    world.now += timedelta(days=61)
    expired = await sam.say(f"invitation {codes['Jo Park']}")
    assert "This code doesn't work any more." in expired
    for answer in (used, unknown, expired):
        assert "Nothing has changed." in answer
        assert "/unmentor join" in answer
        assert "Ade" not in answer
        assert "Jo" not in answer
    assert "such as /unmentor invitation" in await sam.say("invitation")


async def test_nobody_can_guess_codes(world: World) -> None:
    await import_sheet(world, priya(world), SHEET)
    code = (await open_invitations(world))["Jo Park"].code
    mallory, jo = world.person("Mallory Finch"), world.person("Jo Park")
    for guess in range(5):
        assert "We don't know this code." in await mallory.say(f"invitation 0000-0000-000{guess}")
    assert "please wait an hour" in await mallory.say(f"invitation {code}")
    assert "please wait an hour" in await mallory.say(f"join {code}")
    assert "You're in" in await join_by_code(jo, code)


async def test_the_form_sent_twice_joins_once(world: World) -> None:
    await import_sheet(world, priya(world), SHEET)
    code = (await open_invitations(world))["Jo Park"].code
    jo, sam = world.person("Jo Park"), world.person("Sam Okafor")
    await jo.say(f"invitation {code}")
    await sam.say(f"invitation {code}")
    assert "You're in" in await jo.fill(sector="local")
    assert "You're in" in await jo.fill(sector="local")
    assert len(await jo.told()) == 1
    assert "has been used already" in await sam.fill(name="Sam Okafor", sector="local")
    count = await world.aside.read(lambda tx: tx.members.count(world.network.id))
    assert count[0] == 1


async def test_a_member_who_uses_a_code_is_told_what_it_did(world: World) -> None:
    organiser = priya(world)
    jo = world.person("Josephine Park")
    await jo.say("join")
    await jo.fill(organisation="new:Eastmarsh Council", sector="local")
    await import_sheet(world, organiser, SHEET)
    codes = {name: each.code for name, each in (await open_invitations(world)).items()}
    assert "We've used your invitation" in await jo.say(f"invitation {codes['Jo Park']}")
    await join_by_code(world.person("Ade Bello"), codes["Ade Bello"])
    assert "Ade Bello (Harbour Trust), in January 2026" in await jo.say("unmentor history")


async def test_whoever_is_here_already_needs_no_code(world: World) -> None:
    jo = await world.member("Jo Park", "Eastmarsh Council")
    (report,) = await import_sheet(world, priya(world), SHEET)
    assert "2 new invitations" in report
    assert "1 person was known already" in report
    assert "Jo Park" not in await open_invitations(world)
    counted = await priya(world).say("organise invitations")
    assert "Used: 0" in counted
    assert "Not needed, members already: 1" in counted
    await join_by_code(world.person("Ade Bello"), (await open_invitations(world))["Ade Bello"].code)
    assert "Used: 1" in await priya(world).say("organise invitations")
    assert "Ade Bello (Harbour Trust), in January 2026" in await jo.say("unmentor history")


async def test_the_same_sheet_again_changes_nothing(world: World) -> None:
    organiser = priya(world)
    await import_sheet(world, organiser, SHEET)
    before = await open_invitations(world)
    (report,) = await import_sheet(world, organiser, SHEET)
    assert "0 new invitations" in report
    assert "3 people were known already" in report
    assert await open_invitations(world) == before


async def test_a_second_sheet_of_pairs_finds_the_people_of_the_first(world: World) -> None:
    organiser = priya(world)
    await import_sheet(world, organiser, SHEET)
    sheet = "Person A;Person B;Date\nKim Vale;Jo Park;3 March 2026\nKim Vale;Lee Wren;soon\n"
    (report,) = await import_sheet(world, organiser, sheet)
    assert "2 people were known already" in report
    assert "Row 3: “soon” is no date that we know." in report
    assert "Lee Wren" not in await open_invitations(world)


async def test_while_one_is_read_its_progress_is_told(world: World) -> None:
    organiser = priya(world)
    assert await give(organiser, SHEET.encode()) != ""
    assert "We've just begun to read it." in await organiser.say("unmentor organise import")

    def note(tx: Transaction) -> None:
        claimed = tx.errands.claim(timedelta(seconds=60))
        assert claimed
        tx.errands.note_progress(*claimed, done=120, total=312)

    await world.aside.write(note)
    assert "120 of 312 rows read." in await organiser.say("unmentor organise import")
    working = await world.aside.read(lambda tx: tx.errands.under_way(world.network.id, KIND))
    assert working
    assert working.body["file"] == "F1"


async def test_what_there_is_to_organise_says_what_became_of_a_sheet(world: World) -> None:
    organiser = priya(world)
    before = await organiser.say("unmentor organise")
    assert "From a spreadsheet" not in before
    assert "/unmentor organise import: invite people from an old sheet" in before
    await give(organiser, SHEET.encode())
    assert "A sheet is being imported." in await organiser.say("unmentor organise")
    await do_imports(world, Shelf({"F1": SHEET.encode()}))
    after = await organiser.say("unmentor organise")
    assert "A sheet is being imported" not in after
    assert "3 invitations from a sheet are open: /unmentor organise invitations" in after
    await organiser.say("unmentor organise invitations")
    await organiser.press("Take back")
    assert "From a spreadsheet" not in await organiser.say("unmentor organise")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04....[Content_Types].xml xl/workbook.xml", "CSV (comma separated)"),
        (b"PK\x03\x04 something else", "This is a ZIP file."),
        (b"%PDF-1.7", "has no text that we can read"),
        (b"  \r\n ", "The file is empty."),
        (b"Colour,Size\nred,3\n", "We found no column of names."),
        (b"Name,Email\n", "The sheet has a heading and no rows."),
        (b'Name,Email\nAde,"ade@x.example\nJo,y\n', "a quotation mark that is never closed"),
        (b"Name\n" + b"Ade\n" * 5_001, "The sheet has 5001 rows. We read 5000 at most"),
    ],
)
async def test_what_is_no_such_sheet_is_refused_whole(world: World, data: bytes, why: str) -> None:
    (report,) = await import_sheet(world, priya(world), data)
    assert why in report
    assert "Nothing was imported" in report
    assert await open_invitations(world) == {}


async def test_a_file_of_the_wrong_kind_or_size_is_refused_in_the_form(world: World) -> None:
    organiser = priya(world)
    assert "Save as" in await give(organiser, b"PK", "sign-ups.xlsx")
    await organiser.say("unmentor organise import")
    assert "larger than 2 MB" in await organiser.fill(file=("F1", "big.csv", "2000001"))
    assert "Choose the file" in await organiser.fill(file=())
    assert await do_imports(world, Shelf()) == 0


async def test_slack_that_does_not_give_the_file_is_asked_again_then_told(world: World) -> None:
    organiser = priya(world)
    await give(organiser, SHEET.encode())
    shelf = Shelf({"F1": "later"})
    assert await do_imports(world, shelf) == 3
    assert len(shelf.asked) == 3
    (told,) = await organiser.told()
    assert "Nothing was imported, and nothing is lost." in told
    await give(organiser, SHEET.encode())
    assert await do_imports(world, Shelf({"F1": "gone"})) == 1
    (told,) = await organiser.told()
    assert "The file was deleted before we could read it." in told


async def test_a_long_report_comes_in_several_messages(world: World) -> None:
    rows = "".join(f"Person {n:03},not an address\n" for n in range(45))
    first, second, third = await import_sheet(world, priya(world), f"Name,Email\n{rows}")
    assert "45 new invitations" in first
    assert "part 1 of 3" in first
    assert "Row 22" in second
    assert "Row 46" in third
    assert "Next, send each person their code." in third


async def test_all_open_invitations_can_be_taken_back(world: World) -> None:
    organiser = priya(world)
    await import_sheet(world, organiser, SHEET)
    code = (await open_invitations(world))["Jo Park"].code
    await organiser.say("unmentor organise invitations")
    assert "3 invitations are taken back" in await organiser.press("Take back")
    assert "Expired or taken back: 3" in await organiser.say("unmentor organise invitations")
    jo = world.person("Jo Park")
    assert "This code doesn't work any more." in await jo.say(f"invitation {code}")
    assert "nothing has changed" in await organiser.say("unmentor organise invitations back")


async def test_a_formula_is_neither_kept_nor_shown_as_one(world: World) -> None:
    organiser = priya(world)
    sheet = 'Name,Organisation\n"=HYPERLINK(""https://x.example"")",Harbour\nJo,@SUM(A1)\n'
    (report,) = await import_sheet(world, organiser, sheet)
    assert "Row 2: name holds a formula, “'=HYPERLINK" in report
    assert "Row 3: organisation holds a formula" in report
    found = await open_invitations(world)
    assert [(name, each.invited.organisation) for name, each in found.items()] == [("Jo", "")]


async def test_a_guest_whose_code_is_taken_at_once_reads_what_works_for_guests(
    world: World,
) -> None:
    jo = world.person("Josephine Park")
    await jo.say("teapoint join")
    await jo.fill(organisation="new:Eastmarsh Council", sector="local")
    await import_sheet(world, priya(world), SHEET)
    code = (await open_invitations(world))["Jo Park"].code
    said = await jo._hear(replace(jo._heard(f"invitation {code}"), guest=True))
    assert "You're in." in said
    assert "You're a guest here" in said
