"""What the people of a session agreed on is kept to: no notes, no names, names, nothing special."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.form import Form
from bot.pages.links import Links
from bot.pages.room_watch import RoomWatch
from bot.wording.notes.consent import who_sees
from storage.session_records import EventSession
from storage.transaction import Transaction
from tests.support.camp_day import give_grid, set_up
from tests.support.chat import Chat, World
from tests.support.organising import audit, priya
from tests.support.rooms import BASE, Rooms, phone_of

TEXT = "We shared ideas.\n\nAsh Nicoll said that forms are hard.\n\nThen lunch."


async def written(world: World) -> Chat:
    """Sam's notes of a session that Ash Nicoll led."""
    sam = await world.member("Sam Okafor")
    await sam.say("notes new")
    await sam.fill(title="Candid", notes=TEXT, leaders="Ash Nicoll", takers="Sam Okafor")
    return sam


def rooms_of(world: World) -> Rooms:
    """The pages of the world's own network."""
    links = Links(world.aside.store.cipher, BASE)
    return Rooms(world.aside, world.space, world.network, links, RoomWatch(world.aside))


async def session_of(world: World) -> EventSession:
    return (await world.aside.read(lambda tx: tx.sessions.recent(world.network.id)))[0]


async def standing(world: World) -> int:
    session = await session_of(world)
    return len(await world.aside.read(lambda tx: tx.note_posts.standing(session.id)))


# Setting it


async def test_the_form_says_what_each_choice_means(world: World) -> None:
    sam = await written(world)
    await sam.say("notes consent candid")
    assert isinstance(sam.form, Form)
    (choice,) = sam.form.inputs
    hints = " ".join(one.hint for one in choice.options)  # type: ignore[union-attr]
    for words in ("never who said it", "hidden from everybody but its writers", "agreed that"):
        assert words in hints
    said = await sam.fill(consent="named")
    assert said.startswith("“Candid”: names agreed.")
    assert (await session_of(world)).plan.consent == "named"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("no notes", "none"),
        ("Chatham House", "chatham"),
        ("named", "named"),
        ("ordinary", "ordinary"),
    ],
)
async def test_it_is_typed(world: World, typed: str, kept: str) -> None:
    sam = await written(world)
    await sam.say(f"notes consent candid {typed}")
    assert (await session_of(world)).plan.consent == kept


async def test_only_those_who_speak_for_it_may_say_so(world: World) -> None:
    eve, ash = await world.member("Eve Marsh"), await world.member("Ash Nicoll")
    await written(world)
    said = await eve.say("notes consent candid no notes")
    assert "led “Candid”, took its notes or made it can say that" in said
    assert (await session_of(world)).plan.consent == "ordinary"
    await ash.told()
    await ash.press("Yes, that's me")
    assert "“Candid”: Chatham House." in await ash.say("notes consent candid chatham")
    assert "“Candid”: no notes." in await priya(world).say("notes consent candid no notes")
    assert [one.action for one in await audit(world)] == ["session.consent"]


# No notes


async def test_no_notes_takes_posts_back_and_hides_what_was_written(world: World) -> None:
    sam = await written(world)
    eve = await world.member("Eve Marsh")
    await sam.say("notes post candid #unmentoring yes")
    assert await standing(world) == 1
    assert "forms are hard" in await eve.say("notes show candid")
    await sam.say("notes consent candid no notes")
    assert await standing(world) == 0
    for line in (
        "notes show candid",
        "notes history candid",
        "notes find forms",
        "notes preview candid",
    ):
        said = await eve.say(line)
        assert "forms are hard" not in said, line
    assert "shown to its writers only" in await eve.say("notes show candid")
    assert "forms are hard" in await sam.say("notes show candid")
    assert "asked that no notes are taken" in await sam.say("notes edit candid")
    said = await sam.say("notes consent candid ordinary")
    assert "What was taken back stays back. To post it again, type /notes post" in said
    assert "were taken back on" in await eve.say("notes show candid")
    await sam.say("notes post candid #unmentoring yes")
    assert "forms are hard" in await eve.say("notes show candid")
    assert "stays back" not in await sam.say("notes consent candid ordinary")


async def test_where_nothing_was_posted_nothing_stays_back(world: World) -> None:
    sam = await written(world)
    await sam.say("notes consent candid no notes")
    assert "stays back" not in await sam.say("notes consent candid ordinary")
    eve = await world.member("Eve Marsh")
    assert "forms are hard" in await eve.say("notes show candid")


async def test_no_action_or_outcome_is_written_or_read_where_no_notes_are_taken(
    world: World,
) -> None:
    sam, ade = await written(world), await world.member("Ade Bello")
    await sam.say("notes action Candid I will write to the museums")
    assert "museums" in await ade.say("notes actions Candid")
    await priya(world).say("notes consent Candid no notes")
    for line in ("notes action Candid I will ring", "notes outcome Candid We rang"):
        assert "asked that no notes are taken, so we keep none." in await ade.say(line)
    said = await ade.say("notes actions Candid")
    assert "shown to its writers only" in said
    assert "museums" not in said
    assert "museums" in await sam.say("notes actions Candid")
    assert "We rang" not in await ade.say("notes outcomes")


async def test_the_page_for_the_room_closes(world: World) -> None:
    rooms = rooms_of(world)
    session = await rooms.add()
    phone = phone_of(rooms.app(), session)
    await phone.open()
    await phone.send("Before")
    await rooms.change(session, "none")
    await phone.open()
    assert "Before" not in phone.reads()
    assert "asked that no notes are taken" in phone.reads()
    assert "<form" not in phone.page.text  # type: ignore[union-attr]
    await phone.again()
    assert [text for text, _name in await rooms.said(session)] == ["Before"]


# The Chatham House Rule


async def test_names_are_warned_of_at_save_preview_and_post(world: World) -> None:
    sam = await written(world)
    said = await sam.say("notes consent candid chatham")
    assert "1 line seems to name somebody:" in said
    assert "“Ash Nicoll” in the line “Ash Nicoll said that forms are hard.”" in said
    await sam.say("notes edit candid")
    said = await sam.fill(summary="Sam Okafor was there.")
    assert "1 line seems to name somebody:" in said, "the other stood there before"
    assert "Nothing is saved yet, and no post has changed." in said
    assert sam.buttons() == ["Change", "Add it as it is"]
    said = await sam.press("Add it as it is")
    assert "“Candid” is saved." in said
    assert "name somebody" not in said, "once is enough"
    said = await sam.say("notes preview candid")
    assert "2 lines seem to name somebody:" in said
    assert "This is how it will look." in said
    said = await sam.say("notes post candid #unmentoring yes")
    assert "Nothing is posted yet. We never change your words." in said
    assert await standing(world) == 0
    assert "is being posted" in await sam.press("Post it as it is")
    assert await standing(world) == 1
    note = await world.aside.read(lambda tx: tx.notes.recent(world.network.id)[0])
    assert note.text == TEXT, "the words are never changed by us"


async def test_a_name_in_the_title_is_warned_of_too(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await world.member("Ash Nicoll")
    await sam.say("notes new")
    await sam.fill(title="Candid questions to Ash Nicoll", notes="Forms are hard.")
    said = await sam.say("notes consent candid chatham")
    assert "“Ash Nicoll” in the line “Candid questions to Ash Nicoll”" in said
    assert "1 line seems to name somebody:" in await sam.say("notes preview candid")


async def test_the_form_opens_to_change_it(world: World) -> None:
    sam = await written(world)
    await sam.say("notes consent candid chatham")
    await sam.press("Change")
    assert "saved" in await sam.fill(notes="Somebody had an idea.", leaders="", takers="")
    assert "name somebody" not in await sam.say("notes preview candid")
    assert "is being posted" in await sam.say("notes post candid #unmentoring yes")


async def test_members_who_were_not_there_are_found_by_their_full_name_only(world: World) -> None:
    await world.member("Rose Park")
    sam = await written(world)
    await sam.say("notes consent candid chatham")
    await sam.say("notes edit candid")
    said = await sam.fill(
        notes="The Park is green.\n\nRose Park has a plan.", leaders="", takers=""
    )
    assert "“Rose Park” in the line “Rose Park has a plan.”" in said
    assert "The Park is green." not in said


async def test_no_names_are_shown_with_what_was_said(world: World) -> None:
    sam = await written(world)
    eve = await world.member("Eve Marsh")
    assert "Led by" in await eve.say("notes show candid")
    await sam.say("notes consent candid chatham")
    said = await eve.say("notes show candid")
    assert "Led by" not in said
    assert "Notes by" not in said
    rooms = rooms_of(world)
    session = await rooms.add(consent="chatham")
    phone = phone_of(rooms.app(), session)
    await phone.open()
    assert "Ash Nicol" not in phone.reads()


async def test_an_ordinary_session_warns_of_nothing(world: World) -> None:
    sam = await written(world)
    assert "name somebody" not in await sam.say("notes preview candid")
    assert "is being posted" in await sam.say("notes post candid #unmentoring yes")


# Who sees it


async def test_every_form_says_who_will_see_it(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("notes new")
    assert "Members of Public services together can read this" in _intro(sam)
    await sam.fill(title="Candid", notes="We talked.")
    await sam.say("notes consent candid chatham")
    await sam.say("notes edit candid")
    assert "write what was said, and no names." in _intro(sam)


async def test_where_anyone_with_the_link_reads_it_says_so(world: World) -> None:
    sam = await written(world)
    session = await session_of(world)

    def open_up(tx: Transaction) -> None:
        maker = tx.networks.organisers(world.network.id)[0]
        day = world.now.date()
        event = tx.events.add(
            world.network.id, "TeaCamp", day, "Europe/London", maker.id, world.now
        )
        assert event
        tx.events.change(replace(event, open_to="anyone"))
        tx.sessions.add(
            world.network.id, replace(session.plan, title="Open"), None, world.now, event.id
        )

    await world.aside.write(open_up)
    await sam.say("notes new open")
    assert "anyone with the link to the session's page, can read this" in _intro(sam)


@given(
    st.sampled_from(["ordinary", "none", "chatham", "named"]),
    st.sampled_from(["members", "anyone"]),
)
def test_who_sees_it_is_one_sentence(consent: str, open_to: str) -> None:
    said = who_sees("Net", consent, open_to)  # type: ignore[arg-type]  # from the two lists
    assert said.endswith(".")
    assert said.count(".") == 1 or consent == "ordinary"


def _intro(chat: Chat) -> str:
    assert chat.form
    return str(chat.form.intro)


async def test_what_waits_in_a_question_is_not_written_once_no_notes_are_taken(
    world: World,
) -> None:
    sam, ade = await written(world), await world.member("Ade Bello")
    for one in (sam, ade):
        await one.say("notes edit Candid")
    await ade.fill(notes="Ade's line")
    await sam.fill(notes="Sam's line")
    await priya(world).say("notes consent Candid no notes")
    for line in ("notes use mine", "notes keep both"):
        assert "asked that no notes are taken, so we keep none." in await sam.say(line)


async def test_keeping_both_warns_of_names_under_the_chatham_house_rule(world: World) -> None:
    sam, ade = await written(world), await world.member("Ade Bello")
    await priya(world).say("notes consent Candid chatham")
    for one in (sam, ade):
        await one.say("notes edit Candid")
    await ade.fill(notes="Ade's line")
    await sam.fill(notes="Ash Nicoll said so")
    assert "seems to name somebody" in await sam.fill(notes="Ash Nicoll said so")
    asked = await sam.press("Add it as it is")
    assert "Somebody else changed the notes of “Candid” while you wrote." in asked
    assert "“Candid” is saved." in await sam.say("notes use mine"), "asked once already"
    assert "Ash Nicoll said so" in await sam.say("notes show candid")


async def test_whoever_changes_a_line_cannot_lift_what_was_agreed(world: World) -> None:
    await written(world)
    await priya(world).say("notes consent Candid chatham")
    ade = await world.member("Ade Bello")
    await ade.say("notes edit Candid")
    await ade.fill(notes=f"{TEXT}\nAnd tea.")
    assert "Nothing has changed." in await ade.say("notes consent Candid ordinary")
    assert (await session_of(world)).plan.consent == "chatham"


async def test_who_writes_themself_in_as_a_leader_speaks_for_nobody(world: World) -> None:
    await written(world)
    await priya(world).say("notes consent Candid chatham")
    await priya(world).say("notes consent Candid ordinary")
    eve = await world.member("Eve Marsh")
    world.now += timedelta(minutes=1)
    await eve.say("notes edit Candid")
    await eve.fill(leaders="Ash Nicoll, Eve Marsh", takers="Sam Okafor, Eve Marsh")
    assert "Eve Marsh" in str((await session_of(world)).leaders)
    assert "Nothing has changed." in await eve.say("notes consent Candid named")
    assert (await session_of(world)).plan.consent == "ordinary"


async def test_who_changes_a_line_makes_nobody_speak(world: World) -> None:
    await written(world)
    eve, zoe = await world.member("Eve Marsh"), await world.member("Zoe Reed")
    world.now += timedelta(minutes=1)
    await eve.say("notes edit Candid")
    await eve.fill(leaders="Ash Nicoll, Zoe Reed")
    await zoe.told()
    await zoe.press("Yes, that's me")
    assert (await zoe.find_member()).id in [
        one.member_id for one in (await session_of(world)).leaders
    ]
    assert "Nothing has changed." in await zoe.say("notes consent Candid named")


async def test_a_leader_whom_the_first_writer_named_speaks_and_names_others(world: World) -> None:
    ash, bo = await world.member("Ash Nicoll"), await world.member("Bo Reed")
    await written(world)
    await ash.told()
    await ash.press("Yes, that's me")
    world.now += timedelta(minutes=1)
    await ash.say("notes edit Candid")
    await ash.fill(leaders="Ash Nicoll, Bo Reed")
    await bo.told()
    assert "Nothing has changed." in await bo.say("notes consent Candid named")
    await bo.press("Yes, that's me")
    assert "names agreed" in await bo.say("notes consent Candid named")
    assert "Chatham House" in await ash.say("notes consent Candid chatham")


async def test_where_notes_began_on_the_page_the_first_who_edits_speaks_for_nobody(
    world: World,
) -> None:
    rooms = rooms_of(world)
    session = await rooms.add("anyone")
    await rooms.write(session, "", "From the page")
    eve = await world.member("Eve Marsh")
    world.now += timedelta(minutes=1)
    await eve.say(f"notes edit {session.code}")
    await eve.fill(notes="From the page, and tea")
    assert "Nothing has changed." in await eve.say(f"notes consent {session.code} named")
    assert "names agreed" in await priya(world).say(f"notes consent {session.code} named")


async def test_a_leader_of_a_grid_speaks_once_they_said_that_it_is_them(world: World) -> None:
    organiser, ash = priya(world), await world.member("Ash Nicoll")
    await set_up(organiser, "2026-11-26")
    await give_grid(world, organiser, "time,session,title,leader1\n14:00,1,Maps,Ash Nicoll\n")
    assert "Nothing has changed." in await ash.say("notes consent 1 chatham")
    await ash.told()
    await ash.press("Yes, that's me")
    assert "Chatham House" in await ash.say("notes consent 1 chatham")


# What follows a session


async def quiet_one(world: World) -> Chat:
    """Sam, who took notes of a session under the Chatham House Rule."""
    sam = await written(world)
    await sam.say("notes consent candid chatham")
    return sam


async def outcomes_of(world: World) -> list[str]:
    session = await session_of(world)
    found = await world.aside.read(lambda tx: tx.outcomes.of_sessions([session.id]))
    return [one.text for one in found]


async def actions_of(world: World) -> list[tuple[str, str]]:
    session = await session_of(world)
    found = await world.aside.read(lambda tx: tx.actions.of_sessions([session.id]))
    return [(one.plan.text, one.plan.owner) for one in found]


async def test_an_outcome_that_names_somebody_is_asked_about_first(world: World) -> None:
    sam = await quiet_one(world)
    said = await sam.say("notes outcome candid Oscar Fenn thinks that it works")
    assert "“Oscar Fenn” in the line “Oscar Fenn thinks that it works”" in said
    assert "It is not kept with the session yet." in said
    assert sam.buttons() == ["Change", "Add it as it is"]
    assert await outcomes_of(world) == []
    await sam.press("Change")
    assert "Oscar Fenn thinks" in str(sam.form)
    await sam.fill(text="It works")
    assert await outcomes_of(world) == ["It works"]
    assert "You have no drafts." in await sam.say("notes drafts")


async def test_whoever_says_that_it_is_fine_keeps_it_as_it_was_written(world: World) -> None:
    sam = await quiet_one(world)
    await sam.say("notes outcome candid")
    await sam.fill(text="Ash Nicoll said:\nit works")
    assert await outcomes_of(world) == []
    assert "That is kept with the notes of" in await sam.press("Add it as it is")
    assert await outcomes_of(world) == ["Ash Nicoll said:\nit works"]
    assert "That draft is no longer here." in await sam.press("Add it as it is")
    await sam.say("notes outcome candid Ash Nicoll wrote it up")
    assert "That is kept" in await sam.say("notes fine")
    assert "That draft is no longer here." in await sam.say("notes fine")


async def test_an_action_that_names_somebody_is_asked_about_first(world: World) -> None:
    sam = await quiet_one(world)
    assert "not kept" in await sam.say("notes action candid Ask Ash Nicoll by 12 December 2026")
    assert await actions_of(world) == []
    await sam.press("Add it as it is")
    assert [text for text, _owner in await actions_of(world)] == [
        "Ask Ash Nicoll by 12 December 2026"
    ]
    await sam.say("notes action candid")
    said = await sam.fill(text="Write a page", owner="Oscar Fenn")
    assert "“Oscar Fenn”" not in said or "not kept" in said
    await sam.say("notes action candid")
    assert "not kept" in await sam.fill(text="Write another", owner="Ash Nicoll")
    await sam.press("Change")
    await sam.fill(owner="Sam Okafor")
    assert ("Write another", "Sam Okafor") in await actions_of(world)
    await sam.say("notes action candid Write a list")
    assert ("Write a list", "Sam Okafor") in await actions_of(world)


async def test_actions_found_in_notes_that_name_somebody_are_asked_about_first(
    world: World,
) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("notes new")
    await sam.fill(
        title="Candid", notes="Action: ask Ash Nicoll for the list", leaders="Ash Nicoll"
    )
    await sam.say("notes consent candid chatham")
    assert "Ash Nicoll" in await sam.say("notes action keep candid")
    assert await actions_of(world) == []
    await sam.press("Add it as it is")
    assert len(await actions_of(world)) == 1


async def test_a_takeaway_that_names_somebody_is_asked_about_first(world: World) -> None:
    sam = await quiet_one(world)
    assert "Your takeaway is kept" in await sam.say("notes takeaway Ash Nicoll is right")
    asked = await sam.say("notes takeaway from candid")
    assert "It is not tied to the session yet." in asked
    assert "kept with “Candid”" in await sam.press("Add it as it is")
    code = (await session_of(world)).code
    asked = await sam.say(f"notes takeaway #{code} Oscar Fenn: ask early")
    assert "It is not kept with the session yet." in asked
    await sam.press("Change")
    assert "kept with “Candid”" in await sam.fill(takeaway="Ask early")
    await sam.say(f"notes takeaway #{code} Oscar Fenn: ask late")
    assert "kept with “Candid”: “Oscar Fenn: ask late”" in await sam.press("Add it as it is")


async def test_what_follows_an_ordinary_session_may_name_people(world: World) -> None:
    sam = await written(world)
    assert "That is kept" in await sam.say("notes outcome candid Ash Nicoll wrote it up")


async def test_points_written_before_the_rule_forget_who_wrote_them(world: World) -> None:
    rooms = rooms_of(world)
    session = await rooms.add()
    phone = phone_of(rooms.app(), session)
    await phone.open()
    await phone.send("Forms are hard", name="Ash Nicoll")
    assert "Ash Nicoll" in phone.reads()
    organiser = priya(world)
    said = await organiser.say(f"notes consent {session.code} chatham")
    assert "Points on the session's page don't show or keep who wrote them any more." in said
    await phone.open()
    assert "Forms are hard" in phone.reads()
    assert "Ash Nicoll" not in phone.reads()
    points = await world.aside.read(lambda tx: tx.points.of_session(session))
    assert [(one.name, one.member_id) for one in points] == [("", None)]
    assert "who wrote" not in await organiser.say(f"notes consent {session.code} chatham")


async def test_under_the_rule_nobody_is_named_who_wrote_or_changed_the_notes(world: World) -> None:
    sam = await written(world)
    eve = await world.member("Eve Marsh")
    assert "written in a form by Sam Okafor" in await eve.say("notes history candid")
    await sam.say("notes post candid #unmentoring yes")
    await sam.say("notes consent candid chatham")
    for line in ("notes history candid", "notes withdraw candid"):
        assert "Sam Okafor" not in await eve.say(line), line
    assert "Version 1: written in a form, Thursday" in await eve.say("notes history candid")
    await eve.say("notes edit candid")
    await sam.say("notes edit candid")
    await sam.fill(notes="Sam's line", leaders="", takers="")
    said = await eve.fill(notes="Eve's line", leaders="", takers="")
    assert "Somebody else changed the notes of “Candid” while you wrote." in said
    assert "Sam Okafor" not in said
