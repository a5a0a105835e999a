"""Notes reach channels: previewed, posted, changed with the note, taken back; themes followed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pages.links import Links
from bot.pages.room_watch import RoomWatch
from jobs.delivery.deliver import Deliverer
from jobs.delivery.manners import Manners
from jobs.delivery.voice import RefusedError
from jobs.rooms.room_merge import Said
from jobs.rooms.room_points import keep_point
from jobs.sessions.note_posts import SUMMARY, Shown, post_note, refresh_posts, show
from jobs.splitting import PART, split_text, weigh
from storage.notes import Note
from storage.queue_records import DeliveryState
from storage.session_records import Consent, EventSession, SessionPlan
from storage.store import Store
from storage.transaction import Transaction
from storage.types import NetworkId, Place, SessionId
from tests.support.chat import START, Chat, World
from tests.support.organising import audit, priya
from tests.support.rooms import BASE, Rooms, phone_of
from tests.support.scripted_platform import OK, Answer, JumpingClock, refused
from tests.support.worded_platform import WordedPlatform

PLAN = SessionPlan(
    "Practical support for public sector reformers",
    number="1",
    room="M69",
    themes=("Data sharing",),
    leaders=("Nick Hill",),
    note_takers=("Sam Okafor",),
)
SUMMARY_TEXT = "Reform is lonely. People want a way to find each other."
TEXT = "Challenge:\nNobody knows who else is trying.\n\nSee https://example.org/reform, and ask."
LONG = "\n\n".join(
    f"Point {number}. " + "We talked about sharing data. " * 12 for number in range(60)
)


async def write(
    world: World, writer: Chat, text: str = TEXT, summary: str = SUMMARY_TEXT, seen: int = 0
) -> EventSession:
    """Sam's notes of a session, however they were made; again: changed, as its posts are then."""

    def do(tx: Transaction) -> EventSession:
        account = tx.accounts.find(writer.key)
        member = tx.members.find(world.network.id, account.id) if account else None
        known = tx.sessions.recent(world.network.id)
        made = account.id if account else None
        session = known[0] if known else tx.sessions.add(world.network.id, PLAN, made, world.now)
        by = member.id if member else None
        tx.notes.write(session, summary, text, seen=seen, by=by, route="form", now=world.now)
        refresh_posts(tx, session.id, world.network.id, world.now)
        return session

    return await world.aside.write(do)


async def channel(world: World, name: str, workspace: str = "T0TEAPOINT") -> Place:
    """A channel, of this workspace or another one of the network."""

    def see(tx: Transaction) -> Place:
        space = world.space
        if workspace != space.external_id:
            space = tx.spaces.install("slack", workspace, workspace, "Harbours")
            tx.networks.link(world.network.id, space.id, default=True)
        return tx.places.see(space.id, f"C0{name.upper()}", "channel", name)

    return await world.aside.write(see)


async def consent(world: World, session: EventSession, to: Consent) -> None:
    def change(tx: Transaction) -> None:
        now = tx.sessions.get(session.id, world.network.id)
        tx.sessions.change(session.id, world.network.id, replace(now.plan, consent=to))
        refresh_posts(tx, session.id, world.network.id, world.now)

    await world.aside.write(change)


class Readers:
    """People who read the channels: what stands there, word for word, in its order."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clock = JumpingClock(world.now)
        self.platform = WordedPlatform(self.clock, world=world)
        self.deliverer = Deliverer(
            world.aside, lambda _platform: self.platform, self.clock, Manners(settle_time=60)
        )

    async def read(self) -> dict[str, list[str]]:
        """Return what stands in each channel after everything was delivered."""
        self.clock.moment = max(self.clock.moment, self.world.now)
        idle = 0
        while idle < 3:
            idle = 0 if await self.deliverer.run_once() else idle + 1
            self.clock.advance(5)
        stands: dict[str, list[str]] = {}
        for _when, place, key in self.platform.arrived:
            if f"ts-{key}" in self.platform.shown:
                stands.setdefault(place, []).append(self.platform.shown[f"ts-{key}"])
        return stands

    async def states(self) -> set[str]:
        def read(tx: Transaction) -> set[str]:
            network = self.world.network.id
            bad: tuple[DeliveryState, ...] = ("dead", "unsure", "ready")
            return {state for state in bad if tx.deliveries.in_state(network, state)}

        return await self.world.aside.read(read)


# Preview, then post


@pytest.mark.parametrize(("room", "said"), [("Map Room", "Map Room"), ("Room 4", "Room 4")])
async def test_a_room_that_has_a_name_is_called_by_it(world: World, room: str, said: str) -> None:
    sam = await world.member("Sam Okafor")
    session = await write(world, sam)
    plan = replace(PLAN, room=room)
    await world.aside.write(lambda tx: tx.sessions.change(session.id, world.network.id, plan))
    assert f"Session 1 · {said}\n" in await sam.say("notes preview 1")


async def test_notes_are_previewed_and_posted_by_a_press(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await write(world, sam)
    said = await sam.say("notes preview 1")
    assert "This is how it will look. Nothing is posted yet." in said
    assert "Practical support for public sector reformers" in said
    assert "Session 1 · Room M69" in said
    assert "No channel follows its theme yet: choose where it goes." in said
    assert sam.buttons() == ["Choose channels", "Change the notes"]
    await channel(world, "reform")
    said = await sam.say("notes post 1 #reform")
    assert "It goes to #reform." in said
    readers = Readers(world)
    assert await readers.read() == {}
    said = await sam.press("Post in #")
    assert said.startswith(
        "“Practical support for public sector reformers” is being posted in #reform."
    )
    head, part = (await readers.read())["C0REFORM"]
    assert head == (
        "Practical support for public sector reformers\nSession 1 · Room M69\n"
        "Led by Nick Hill\nNotes by Sam Okafor\n"
        f"{SUMMARY_TEXT}\nThe full notes are in the thread."
    )
    assert part == TEXT
    assert await readers.states() == set()


async def test_the_full_notes_stand_in_the_thread_and_not_in_the_channel(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await write(world, sam, LONG)
    await channel(world, "reform")
    await sam.say("notes post 1 #reform")
    await sam.press("Post in #")
    readers = Readers(world)
    told = (await readers.read())["C0REFORM"]
    keys = [key for _when, _place, key in readers.platform.arrived]
    assert readers.platform.under[keys[0]] is None
    assert {readers.platform.under[key] for key in keys[1:]} == {f"ts-{keys[0]}"}
    count = len(keys) - 1
    assert [text.partition("\n")[0] for text in told[1:]] == [
        f"Notes, part {number} of {count}" for number in range(1, count + 1)
    ]
    assert "Point 0." in told[1]
    assert "Point 59." in told[-1]


async def test_a_second_press_posts_nothing_twice(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await write(world, sam)
    await channel(world, "reform")
    await sam.say("notes post 1 #reform")
    await sam.press("Post in #")
    assert "stands in #reform already" in await sam.press("Post in #")
    assert "It stands in #reform already." in await sam.say("notes preview 1")
    assert len((await Readers(world).read())["C0REFORM"]) == 2


async def test_whoever_types_can_post_without_a_press(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await write(world, sam)
    await channel(world, "reform")
    assert "is being posted in #reform" in await sam.say("notes post 1 #reform yes")


async def test_notes_that_changed_since_the_preview_are_previewed_again(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await write(world, sam)
    await channel(world, "reform")
    await sam.say("notes post 1 #reform")
    await write(world, sam, "Somebody added this meanwhile.", seen=1)
    said = await sam.press("Post in #")
    assert "Nothing is posted yet." in said
    assert "Somebody added this meanwhile." in said
    assert await Readers(world).read() == {}


async def test_a_channel_that_nobody_knows_is_said_and_the_choice_offered(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await write(world, sam)
    said = await sam.say("notes post 1 #nowhere")
    assert said == "We can't find the channel #nowhere. Nothing is posted."
    await sam.press("Choose channels")
    assert "Channel in this workspace" in await sam.press("Choose channels")
    said = await sam.fill(here=world.channel.id)
    assert "It goes to #unmentoring." in said
    assert "is being posted" in await sam.press("Post in #")
    await sam.press("Choose channels")
    assert await sam.fill(here="") == "here: Choose a channel, here or below."


async def test_a_channel_of_another_network_takes_none_of_our_notes(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await write(world, sam)
    place = await channel(world, "private")

    def give(tx: Transaction) -> None:
        tx.places.give(place.id, tx.networks.add("Another network").id)

    await world.aside.write(give)
    assert "We can't find the channel #private" in await sam.say("notes post 1 #private")


async def test_notes_that_nobody_wrote_are_not_posted(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await write(world, sam)

    def add(tx: Transaction) -> None:
        plan = SessionPlan("Open data", number="2")
        tx.sessions.add(world.network.id, plan, None, world.now)

    await world.aside.write(add)
    assert "Nobody has written notes" in await sam.say("notes post 2")
    assert "We can't find a session" in await sam.say("notes post no such thing at all")


# Consent


async def test_a_session_without_notes_is_never_posted(world: World) -> None:
    sam = await world.member("Sam Okafor")
    session = await write(world, sam)
    await channel(world, "reform")
    await sam.say("notes post 1 #reform")
    await consent(world, session, "none")
    said = await sam.press("Post in #")
    assert said.startswith("“Practical support for public sector reformers” is a session without")
    assert await Readers(world).read() == {}

    def force(tx: Transaction) -> list[Place]:
        now = tx.sessions.get(session.id, world.network.id)
        return post_note(tx, now, [world.channel], world.now)

    assert await world.aside.write(force) == []


async def test_notes_are_taken_back_when_the_room_asks_for_none(world: World) -> None:
    sam = await world.member("Sam Okafor")
    session = await write(world, sam)
    await sam.say("notes post 1 #unmentoring yes")
    readers = Readers(world)
    assert len((await readers.read())["C0UNMENTOR"]) == 2
    await consent(world, session, "none")
    assert await readers.read() == {}


async def test_under_the_chatham_house_rule_no_name_is_posted(world: World) -> None:
    sam = await world.member("Sam Okafor")
    session = await write(world, sam)
    await consent(world, session, "chatham")
    await sam.say("notes post 1 #unmentoring yes")
    told = "\n".join((await Readers(world).read())["C0UNMENTOR"])
    assert "Chatham House Rule: you may use what was said" in told
    assert "Nick Hill" not in told
    assert "Sam Okafor" not in told


# Changes


@pytest.mark.parametrize("texts", [(LONG, TEXT, LONG), (TEXT, LONG, TEXT), (LONG, "", LONG)])
async def test_editing_changes_every_post_with_parts_more_or_fewer(
    world: World, texts: tuple[str, ...]
) -> None:
    sam = await world.member("Sam Okafor")
    await channel(world, "reform")
    await write(world, sam, texts[0])
    await sam.say("notes post 1 #reform #unmentoring yes")
    readers = Readers(world)
    await readers.read()
    for version, text in enumerate(texts[1:], 1):
        await write(world, sam, text, f"{SUMMARY_TEXT} Version {version + 1}.", seen=version)
        stands = await readers.read()
        note = await world.aside.read(lambda tx: tx.notes.recent(world.network.id)[0])
        for told in (stands["C0REFORM"], stands["C0UNMENTOR"]):
            assert f"Version {version + 1}." in told[0]
            said = [part.partition("\n")[2] if "Notes, part" in part else part for part in told[1:]]
            assert said == list(show(note).parts)
    assert await readers.states() == set()


async def test_a_change_before_anything_was_sent_needs_no_second_message(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await write(world, sam)
    await sam.say("notes post 1 #unmentoring yes")
    await write(world, sam, "Only this.", seen=1)
    readers = Readers(world)
    assert (await readers.read())["C0UNMENTOR"][1] == "Only this."
    assert readers.platform.deeds == []


async def test_notes_that_are_edited_in_chat_change_their_posts(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await write(world, sam)
    await sam.say("notes post 1 #unmentoring yes")
    readers = Readers(world)
    await readers.read()
    await sam.say("notes edit 1")
    said = await sam.fill(summary="Less lonely now.")
    assert "What is posted in #unmentoring changes with it." in said
    head, part = (await readers.read())["C0UNMENTOR"]
    assert "Less lonely now." in head
    assert part == TEXT


async def add_point(world: World, session: EventSession, text: str) -> None:
    """Somebody says something on the page for the room."""

    def add(tx: Transaction) -> None:
        keep_point(tx, session, Said(f"pt-{text}", 1, "phone", text, "said"), world.now)
        refresh_posts(tx, session.id, world.network.id, world.now)

    await world.aside.write(add)


async def test_what_is_added_on_the_page_for_the_room_is_read_in_the_channel(world: World) -> None:
    sam = await world.member("Sam Okafor")
    session = await write(world, sam)
    await sam.say("notes post 1 #unmentoring")
    await add_point(world, session, "Ask the regulator")
    assert "- Ask the regulator" in await sam.press("Post in #")
    await sam.press("Post in #")
    readers = Readers(world)
    assert (await readers.read())["C0UNMENTOR"][1] == f"{TEXT}\n\n- Ask the regulator"
    await add_point(world, session, "Share the template")
    assert (await readers.read())["C0UNMENTOR"][1].endswith(
        "- Ask the regulator\n- Share the template"
    )


async def test_a_phone_in_the_room_changes_what_was_posted(world: World, store: Store) -> None:
    sam = await world.member("Sam Okafor")
    links = Links(store.cipher, BASE)
    rooms = Rooms(world.aside, world.space, world.network, links, RoomWatch(world.aside))
    world.now = rooms.now
    session = await rooms.add()
    phone = phone_of(rooms.app(), session)
    await phone.open()
    await phone.send("People first")
    await sam.say(f"notes post {session.code} #unmentoring yes")
    readers = Readers(world)
    (told,) = (await readers.read())["C0UNMENTOR"]
    assert told.endswith("- People first")
    await phone.send("Standards second")
    (told,) = (await readers.read())["C0UNMENTOR"]
    assert told.endswith("- People first\n- Standards second")


async def test_a_room_whose_page_is_all_there_is_can_be_posted(world: World) -> None:
    sam = await world.member("Sam Okafor")

    def add(tx: Transaction) -> EventSession:
        return tx.sessions.add(world.network.id, PLAN, None, world.now)

    session = await world.aside.write(add)
    await add_point(world, session, "Ask the regulator")
    assert "- Ask the regulator" in await sam.say("notes post 1 #unmentoring")
    assert "is being posted" in await sam.press("Post in #")
    (head,) = (await Readers(world).read())["C0UNMENTOR"]
    assert "- Ask the regulator" in head


# Taking back


async def test_notes_are_taken_back_everywhere_and_can_be_posted_again(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await channel(world, "reform")
    await channel(world, "harbour", "T0HARBOUR")
    await write(world, sam, LONG)
    await sam.say("notes post 1 #reform #harbour yes")
    readers = Readers(world)
    assert set(await readers.read()) == {"C0REFORM", "C0HARBOUR"}
    said = await sam.say("notes withdraw 1")
    assert said.startswith(
        "We're taking “Practical support for public sector reformers” back from 2 channels."
    )
    assert await readers.read() == {}
    removed = [deed for deed in readers.platform.deeds if deed.startswith("remove")]
    posted = [key for _, place, key in readers.platform.arrived if place == "C0REFORM"]
    order = [deed.removeprefix("remove ts-") for deed in removed]
    assert [key for key in order if key in posted] == posted[::-1], "the last part goes first"
    assert "isn't posted anywhere" in await sam.say("notes withdraw 1")
    world.now = readers.clock.now()
    await sam.say("notes post 1 #reform yes")
    assert len((await readers.read())["C0REFORM"]) == len(removed) // 2
    assert await readers.states() == set()


async def test_notes_are_taken_back_before_they_were_sent(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await write(world, sam, LONG)
    await sam.say("notes post 1 #unmentoring yes")
    await sam.say("notes withdraw 1")
    readers = Readers(world)
    assert await readers.read() == {}
    assert readers.platform.arrived == []


async def test_only_whoever_wrote_led_or_organises_takes_back(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await write(world, sam)
    await sam.say("notes post 1 #unmentoring yes")
    said = await ade.say("notes withdraw 1")
    assert "was written by Sam Okafor. Nothing has changed." in said
    assert "back from 1 channel." in await priya(world).say("notes withdraw 1")


# Channels that refuse


async def test_whoever_posted_hears_that_a_channel_refused_and_not_who_wrote(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await channel(world, "reform")
    await write(world, sam)
    await ade.say("notes post 1 #reform yes")
    readers = Readers(world)
    readers.platform.script = iter([_not_in_channel()])
    await readers.read()
    told = await readers.read()
    assert [*told] == ["DUADEBELLO"]
    assert told["DUADEBELLO"][0].startswith("Notes weren't posted")


async def test_who_posted_and_left_is_not_told_and_who_wrote_is(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await channel(world, "reform")
    await write(world, sam)
    await ade.say("notes post 1 #reform yes")
    gone = (await ade.find_member()).id
    await world.aside.write(lambda tx: tx.members.leave(gone, world.now))
    readers = Readers(world)
    readers.platform.script = iter([_not_in_channel()])
    await readers.read()
    told = await readers.read()
    assert "DUADEBELLO" not in told
    (heard,) = [texts[0] for place, texts in told.items() if "USAM" in place]
    assert heard.startswith("Notes weren't posted")


async def test_a_channel_without_us_says_how_to_invite_us_and_loses_nothing(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await channel(world, "reform")
    await write(world, sam)
    await sam.say("notes post 1 #reform yes")
    readers = Readers(world)
    readers.platform.script = iter([_not_in_channel()])
    assert "C0REFORM" not in await readers.read()
    (told,) = (await readers.read())["DUSAMOKAFOR"]
    assert told == (
        "Notes weren't posted\n"
        "The notes of “Practical support for public sector reformers” are kept. "
        "They aren't in #reform.\n"
        "We aren't in #reform. Invite us: type /invite @Teapoint there. "
        "Then post the notes again."
    )
    assert "Nothing waits for you" in await priya(world).say("unsure")
    world.now = readers.clock.now()
    assert "It goes to #reform." in await sam.say("notes post 1 #reform")
    await sam.press("Post in #")
    assert len((await readers.read())["C0REFORM"]) == 2


def _not_in_channel() -> Answer:
    return Answer(arrives=False, error=RefusedError("place closed", "not_in_channel"))


async def test_organisers_read_which_part_of_the_notes_was_refused(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await write(world, sam)
    await sam.say("notes post 1 #unmentoring yes")
    readers = Readers(world)
    readers.platform.script = iter([OK, refused("too long")])
    await readers.read()
    said = await priya(world).say("unsure")
    assert "the notes of “Practical support for public sector reformers”" in said
    assert "The message was too long." in said
    organiser = priya(world)
    await organiser.say("unsure")
    await organiser.press("Try again")
    assert len((await readers.read())["C0UNMENTOR"]) == 2


# Themes


async def test_a_channel_follows_a_theme_and_is_named_in_the_preview(world: World) -> None:
    sam, organiser = await world.member("Sam Okafor"), priya(world)
    await write(world, sam)
    said = await organiser.say("notes follow data SHARING", channel=True)
    assert said.startswith("#unmentoring takes notes about “data SHARING” from now on.")
    assert "takes notes about “data sharing” already" in await organiser.say(
        "notes follow data sharing", channel=True
    )
    assert "It goes to #unmentoring." in await sam.say("notes preview 1")
    await sam.press("Post in #")
    assert len((await Readers(world).read())["C0UNMENTOR"]) == 2
    said = await organiser.say("notes unfollow Data sharing", channel=True)
    assert said.startswith("#unmentoring takes notes about “data SHARING” no more.")
    assert "Nothing has changed" in await organiser.say("notes unfollow", channel=True)
    assert "let #unmentoring take session notes no more" in await organiser.say("log")
    assert [entry.action for entry in await audit(world)] == ["theme.unfollow", "theme.follow"]


async def test_everything_is_followed_over_workspaces_by_forms(world: World) -> None:
    sam, organiser = await world.member("Sam Okafor"), priya(world)
    await write(world, sam)
    there = await channel(world, "harbour", "T0HARBOUR")
    await organiser.say("notes follow")
    said = await organiser.fill(here=there.id)
    assert said.startswith("#harbour in Harbours takes the notes of every session from now on.")
    assert "It goes to #harbour in Harbours." in await sam.say("notes preview 1")
    await sam.press("Post in #")
    assert len((await Readers(world).read())["C0HARBOUR"]) == 2
    await organiser.say("notes unfollow")
    said = await organiser.fill(which=(f"{there.id} ",))
    assert "takes the notes of every session no more" in said


async def test_every_channel_that_follows_a_theme_is_offered_in_each_workspace(
    world: World,
) -> None:
    sam, organiser = await world.member("Sam Okafor"), priya(world)
    await write(world, sam)
    here, there = await channel(world, "data"), await channel(world, "harbour", "T0HARBOUR")
    other, closed = await channel(world, "housing"), await channel(world, "archive")
    follows = (
        (here, "data sharing"),
        (there, "Data Sharing"),
        (other, "housing"),
        (closed, "data sharing"),
    )
    for place, theme in follows:
        await organiser.say("notes follow")
        assert "from now on" in await organiser.fill(here=place.id, theme=theme)
    await world.aside.write(lambda tx: tx.places.close(closed.id, "archived"))
    said = await sam.say("notes post 1")
    assert "#data" in said
    assert "#harbour in Harbours" in said
    assert "#housing" not in said
    assert "#archive" not in said
    await sam.press("Post in ")
    stands = await Readers(world).read()
    assert {place: len(told) for place, told in stands.items()} == {"C0DATA": 2, "C0HARBOUR": 2}


async def test_only_organisers_say_what_a_channel_follows(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "Only this network's organisers" in await sam.say("notes follow data", channel=True)
    assert "Only this network's organisers" in await sam.say("notes unfollow", channel=True)


async def test_late_notes_are_welcome_weeks_later(world: World) -> None:
    sam = await world.member("Sam Okafor")
    session = await write(world, sam)
    world.now = world.now.replace(year=2027)
    said = await sam.say(f"notes post {session.code} #unmentoring yes")
    assert "is being posted" in said
    assert len((await Readers(world).read())["C0UNMENTOR"]) == 2


# What is shown, and how it is split


def test_sixty_thousand_characters_are_split_at_paragraphs() -> None:
    text = "\n\n".join(f"Paragraph {n}. " + "word " * 50 for n in range(230))[:60_000]
    parts = split_text(text)
    assert "\n\n".join(parts).split() == text.split()
    assert all(weigh(part) <= PART for part in parts)
    assert all(part.startswith("Paragraph") for part in parts)


LETTERS = [
    "a",
    "é",
    "e\u0301",
    "👩\u200d👩\u200d👧\u200d👦",
    "🏴\U000e0067\U000e0062\U000e0073",
    "🇬🇧",
]
WORDS = st.lists(st.sampled_from([*LETTERS, " ", "\n", "\n\n", ". ", "&", "<"]), max_size=120)


@given(WORDS, st.integers(40, 120))
@settings(max_examples=300, deadline=None)
def test_no_letter_is_lost_or_torn_however_small_the_parts(letters: list[str], most: int) -> None:
    text = "".join(letters)
    parts = split_text(text, most)
    assert all(weigh(part) <= most for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
    torn = [part for part in parts if part[0] in "\u0301\u200d" or part[-1] == "\u200d"]
    flags = [part for part in parts if sum("🇦" <= sign <= "🇿" for sign in part) % 2]
    assert not torn
    assert not flags


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=20), min_size=1, max_size=60))
@settings(max_examples=100, deadline=None)
def test_a_word_that_fits_is_never_cut(words: list[str]) -> None:
    parts = split_text(" ".join(words), 40)
    assert [word for part in parts for word in part.split()] == words


def test_a_summary_is_a_screen_at_most_and_whole_in_the_thread() -> None:
    long = "A summary that goes on. " * 200
    shown = show(note_of(long.strip(), "Text."))
    assert len(shown.summary) <= SUMMARY <= 1_200
    assert shown.summary.endswith("…")
    assert "".join("\n\n".join(shown.parts).split()) == "".join(f"{long}Text.".split())


@pytest.mark.parametrize(
    ("summary", "text", "first", "parts"),
    [
        ("Sum.", "Text.", "Sum.", ("Text.",)),
        ("", "Only a few lines.", "Only a few lines.", ()),
        ("Sum.", "", "Sum.", ()),
        ("", "", "", ()),
    ],
)
def test_what_fits_on_a_screen_is_not_said_twice(
    summary: str, text: str, first: str, parts: tuple[str, ...]
) -> None:
    assert show(note_of(summary, text)) == Shown(first, parts)


def note_of(summary: str, text: str) -> Note:
    session, network = SessionId("s_1"), NetworkId("n_1")
    return Note(session, network, "open", 1, summary, text, None, START, START)
