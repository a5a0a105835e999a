"""Calls for examples and tips: opened in a channel, added to, closed, gathered in a playbook."""

from datetime import timedelta

from bot.form import Form
from bot.message import File, Message
from jobs.sessions.playbook import Merged, Tip, as_markdown, merge
from storage.session_records import SessionPlan
from storage.transaction import Transaction
from storage.types import SessionId
from tests.support.camps import hold_camp
from tests.support.chat import Chat, World

TITLE = "Getting legal teams to share data"


async def call(world: World, title: str = TITLE) -> Chat:
    """Ash Nicol opens a call in the channel."""
    ash = await world.member("Ash Nicol")
    answer = await ash.say(f"notes call “{title}”", channel=True)
    assert f"A call: {title}" in answer
    return ash


async def playbook(chat: Chat, words: str = "") -> str:
    """The playbook's text, which comes by direct message."""
    chat.world.now += timedelta(minutes=1)
    assert "message to you alone" in await chat.say(f"notes playbook {words}".strip())
    assert "Here is the playbook" in (await chat.told())[-1]
    message = chat.shown[-1]
    assert isinstance(message, Message)
    (file,) = [block for block in message.blocks if isinstance(block, File)]
    return file.content.decode()


async def test_a_call_is_read_by_everybody_where_it_was_typed(world: World) -> None:
    ash = await call(world)
    assert isinstance(ash.last, Message)
    assert ash.last.public
    bo = await world.member("Bo Reed")
    answer = await bo.say("notes call Another question")
    assert isinstance(bo.last, Message)
    assert not bo.last.public
    assert "To ask in a channel, open a call there." in answer


async def test_the_same_title_is_not_opened_twice(world: World) -> None:
    ash = await call(world)
    assert "There is an open call named" in await ash.say(f"notes call {TITLE.upper()}")
    assert "Type what you want examples and tips about" in await ash.say("notes call")


async def test_whoever_presses_add_one_says_whether_their_name_may_stand_with_it(
    world: World,
) -> None:
    ash = await call(world)
    form = await ash.press("Add one")
    assert TITLE in form
    assert "Your words are in" in await ash.fill(text="Example: we asked early", named="yes")
    await ash.press("Add one")
    assert "without your name" in await ash.fill(text="Ring them up", named="no")
    bo = await world.member("Bo Reed")
    await bo.say("notes call add legal")
    assert "It stands there without your name." in await bo.fill(text="Write one page")
    text = await playbook(bo)
    assert "- Example: we asked early (Ash Nicol)" in text
    assert "- Ring them up\n" in text, "a name stands with what it was given for"
    assert "- Write one page\n" in text
    assert "Bo Reed" not in text


async def test_a_tip_is_kept_at_once_without_a_name_until_its_writer_says_so(world: World) -> None:
    await call(world)
    bo = await world.member("Bo Reed")
    assert "May your name stand with it?" in await bo.say("notes tip Start with one page")
    assert "Bo Reed" not in await playbook(bo)
    assert "with your name" in await bo.press("Put my name with it")
    assert "Start with one page (Bo Reed)" in await playbook(bo)
    assert "without your name" in await bo.press("Take my name off")
    await bo.press("Take it back")
    assert "You've added nothing" in await bo.say("notes entry back")
    world.now += timedelta(minutes=1)
    await bo.say("notes playbook")
    assert "Nothing has been added" in (await bo.told())[-1]


async def test_where_several_calls_are_open_a_tip_asks_which(world: World) -> None:
    ash = await call(world)
    world.now += timedelta(minutes=1)
    await ash.say("notes call Travel costs")
    bo = await world.member("Bo Reed")
    await bo.say("notes tip Walk there")
    assert isinstance(bo.last, Form)
    await bo.fill()
    listed = await bo.say("notes calls")
    assert "Travel costs · 1 example or tip" in listed
    assert f"{TITLE} · 0 examples and tips" in listed


async def test_only_who_opened_a_call_or_an_organiser_closes_it(world: World) -> None:
    ash = await call(world)
    bo = await world.member("Bo Reed")
    await bo.say("notes tip One page")
    assert "Whoever opened" in await bo.say("notes call close")
    await bo.say("notes call add")
    assert "is closed, with 1 example or tip." in await ash.say("notes call close legal")
    assert "What you wrote isn't kept." in await bo.fill(text="Too late")
    assert "No call is open" in await bo.say("notes tip late as well")
    assert "One page" in await playbook(bo, "legal")


async def test_nobody_changes_what_another_wrote(world: World) -> None:
    ash = await call(world)
    bo = await world.member("Bo Reed")
    await bo.say("notes tip One page")
    ash.last, ash.shown = bo.last, [*bo.shown]
    assert "You've added nothing" in await ash.press("Take it back")
    assert "One page" in await playbook(bo)


async def test_lines_marked_as_tips_in_notes_of_a_theme_are_gathered_too(world: World) -> None:
    await call(world)
    (session_id,) = await hold_camp(
        world, SessionPlan("Reform", leaders=("Nick Hill",), themes=("Data sharing",))
    )

    def write(tx: Transaction) -> None:
        session = tx.sessions.get(session_id, world.network.id)
        text = "Tip: start with one single page\nJust talk\nTips\nAsk on day one"
        tx.notes.write(session, "", text, seen=0, by=None, route="page", now=world.now)
        tx.notes.become(session_id, "posted", world.now)

    await world.aside.write(write)
    bo = await world.member("Bo Reed")
    await bo.say("notes tip Start with one single page.")
    text = await playbook(bo, "legal theme:data")
    assert text.count("tart with one single page") == 1
    assert "(“Reform”, TeaCamp)" in text
    assert "Just talk" not in text
    assert "No notes are about" in await bo.say("notes playbook legal theme:zebras")
    assert "(“Reform”, TeaCamp)" in await playbook(bo, "legal event:teacamp")


async def test_without_a_call_tips_of_a_theme_are_gathered_out_of_notes(world: World) -> None:
    (session_id,) = await hold_camp(
        world, SessionPlan("Homes", leaders=("Nick Hill",), themes=("Housing",))
    )

    def write(tx: Transaction) -> None:
        session = tx.sessions.get(session_id, world.network.id)
        text = "Tip: start with one single page\nJust talk"
        tx.notes.write(session, "", text, seen=0, by=None, route="page", now=world.now)
        tx.notes.become(session_id, "posted", world.now)

    await world.aside.write(write)
    bo = await world.member("Bo Reed")
    text = await playbook(bo, "theme:housing")
    assert text.startswith("# Tips about housing\n")
    assert "- start with one single page (“Homes”, TeaCamp)" in text
    assert (await playbook(bo, "event:teacamp")).startswith("# Tips from TeaCamp\n")
    text = await playbook(bo, "event:teacamp theme:housing")
    assert text.startswith("# Tips about housing from TeaCamp\n")
    assert "No call is open" in await bo.say("notes playbook")
    assert "We can't find a call named “zebras”" in await bo.say("notes playbook zebras theme:hou")


async def test_where_no_note_marks_tips_the_playbook_says_so(world: World) -> None:
    (session_id,) = await hold_camp(world, SessionPlan("Homes", themes=("Housing",)))

    def write(tx: Transaction) -> None:
        session = tx.sessions.get(session_id, world.network.id)
        tx.notes.write(session, "", "Talk", seen=0, by=None, route="page", now=world.now)

    await world.aside.write(write)
    bo = await world.member("Bo Reed")
    await bo.say("notes playbook theme:housing")
    assert "There is nothing in “Tips about housing” yet" in (await bo.told())[-1]


async def test_with_one_call_open_a_theme_alone_still_adds_to_that_call(world: World) -> None:
    await test_lines_marked_as_tips_in_notes_of_a_theme_are_gathered_too(world)
    (bo,) = [await world.member("Cy Hall")]
    assert (await playbook(bo, "theme:data")).startswith(f"# {TITLE}\n")


def test_two_that_say_the_same_become_one_with_both_sources() -> None:
    said = [
        Tip("tip", "Ask the legal team on day one", "“A”"),
        Tip("tip", "ask the Legal team on day one!", "“B”"),
        Tip("tip", "Ask", "“C”"),
    ]
    first, second = merge(said)
    assert (first.sources, second.tip.text) == (["“A”", "“B”"], "Ask")
    assert merge([]) == []


def test_the_page_says_how_anyone_named_in_its_notes_asks_to_be_taken_out() -> None:
    first, second = SessionId("s_1"), SessionId("s_2")
    found = merge(
        [
            Tip("tip", "Ask the legal team on day one", "“A” <b>", first),
            Tip("tip", "ask the Legal team on day one!", "“B”", second),
            Tip("tip", "Bring biscuits", "Bo Reed"),
        ]
    )
    page = as_markdown("Data", found, lambda session: f"https://tea.example/removal/{session}")
    assert page.endswith(
        "\n\n## Named here?\n\n"
        "- [Ask for removal: “A” &lt;b>](https://tea.example/removal/s_1)\n"
        "- [Ask for removal: “B”](https://tea.example/removal/s_2)\n"
    )
    assert "Named here?" not in as_markdown("Data", found)
    assert "Named here?" not in as_markdown("Data", found[1:], lambda session: session)


def test_what_people_write_is_no_mark_up() -> None:
    page = as_markdown("A <b>", [Merged(Tip("tip", "*bold*\n# Heading <script>", ""))])
    assert page == "# A &lt;b>\n\n## Tips\n\n- \\*bold\\* # Heading &lt;script>\n"
