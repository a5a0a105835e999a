"""The page for a room as a phone without any script has it, and as strangers and guessers do."""

import json
from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from starlette.applications import Starlette

from bot.pages.guess_pace import GUESSES_AN_HOUR
from bot.pages.room_body import MOST_BYTES
from bot.pages.room_pace import WRITES_A_MINUTE
from bot.pages.room_view import look
from jobs.aside import Aside
from jobs.rooms.room_doors import OPEN_FOR, WAY_IN_FOR, way_in_until
from jobs.rooms.room_points import LONGEST, fold_points, text_with_points
from storage.session_records import EventSession
from storage.store import Store
from storage.types import Member
from tests.support.rooms import BASE, NOON, Phone, Rooms, phone_of
from tests.support.session_notes import invented_note, real_note


@pytest.fixture
async def rooms(store: Store) -> AsyncIterator[Rooms]:
    aside = Aside(store)
    yield await Rooms.begin(aside)
    aside.close()


@pytest.fixture
def app(rooms: Rooms) -> Starlette:
    return rooms.app()


async def _opened(app: Starlette, session: EventSession) -> Phone:
    phone = phone_of(app, session)
    await phone.open()
    return phone


async def test_two_phones_add_points_without_any_script(rooms: Rooms, app: Starlette) -> None:
    session = await rooms.add()
    await rooms.write(session, "Start small.", "Kate led.\n\nSecond part")
    ash, bo = await _opened(app, session), await _opened(app, session)
    for words in (
        "Data sharing in local government",
        "M69",
        "Saturday 16 January 2027 at midday",
        "Ash Nicol and Bo Reed",
        "Start small.",
        "Second part",
        "Everybody who has the link to this page can read",
        "There are no points yet.",
    ):
        assert words in ash.reads()
    await ash.send("<b>Standards</b> first", name="Ash")
    await bo.send("People first")
    assert "Kept." in bo.reads()
    assert "<b>Standards" not in (bo.page.text if bo.page else "")
    assert await rooms.said(session) == [("<b>Standards</b> first", "Ash"), ("People first", "")]
    await ash.open()
    assert ash.reads().index("<b>Standards</b> first") < ash.reads().index("People first")
    assert ash.field("name") == "Ash", "a name is typed once"


async def test_pressing_twice_adds_one_point(rooms: Rooms, app: Starlette) -> None:
    session = await rooms.add()
    phone = await _opened(app, session)
    await phone.send("Once")
    await phone.again()
    assert await rooms.said(session) == [("Once", "")]


async def test_a_point_is_changed_and_removed_by_its_phone_only(
    rooms: Rooms, app: Starlette
) -> None:
    session = await rooms.add()
    ash, bo = await _opened(app, session), await _opened(app, session)
    await ash.send("Teh first")
    point = ash.sent["id"]
    await bo.open(f"?change={point}")
    assert bo.field("text") == ""
    assert "Change a point" not in bo.reads()
    await ash.open(f"?change={point}")
    assert ash.field("text") == "Teh first"
    await ash.send("The first")
    assert await rooms.said(session) == [("The first", "")]
    await bo.send("", act="removed", id=point, edition="9", seen="99")
    assert bo.page
    assert bo.page.status_code == 403
    assert "somebody else's" in bo.reads()
    await ash.open(f"?change={point}")
    await ash.send("", act="removed")
    assert await rooms.said(session) == []


async def test_an_edit_of_a_folded_point_becomes_a_new_one_and_says_so(
    rooms: Rooms, app: Starlette
) -> None:
    session = await rooms.add()
    phone = await _opened(app, session)
    await phone.send("In the notes soon")
    await phone.open(f"?change={phone.sent['id']}")
    await rooms.aside.write(lambda tx: fold_points(tx, session, rooms.now))
    await phone.send("But I meant this")
    assert "kept as a new point" in phone.reads()
    assert await rooms.said(session) == [("But I meant this", "")]


async def test_a_page_left_open_overnight_loses_nothing(rooms: Rooms, app: Starlette) -> None:
    session = await rooms.add()
    phone = await _opened(app, session)
    rooms.now = rooms.now.replace(hour=23, minute=59)
    stale = await phone.tell({"id": "p1234567890", "text": "By script", "state": "said"})
    assert stale.status_code == 200
    rooms.now = rooms.now.replace(day=17, hour=9)
    late = await phone.tell({"id": "p1234567891", "text": "By script", "state": "said"})
    assert (late.status_code, late.json()) == (403, {"why": "token"})
    await phone.send("Typed at night")
    assert "made it fresh" in phone.reads()
    assert phone.field("text") == "Typed at night"
    await phone.send(phone.field("text"))
    assert ("Typed at night", "") in await rooms.said(session)


async def test_another_pages_form_is_not_taken(rooms: Rooms, app: Starlette) -> None:
    session, other = await rooms.add(), await rooms.add()
    ash, bo, elsewhere = [await _opened(app, one) for one in (session, session, other)]
    for token in (bo.field("token"), elsewhere.field("token"), "made up", ""):
        await ash.send("From another page", token=token)
        assert ash.field("text") == "From another page", "nothing typed is lost"
    ash.client.cookies.clear()
    await ash.send("Without its cookie")
    assert await rooms.said(session) == []


@pytest.mark.parametrize("read", [invented_note, real_note])
async def test_a_whole_note_goes_in_as_one_point(
    rooms: Rooms, app: Starlette, read: Callable[[], str]
) -> None:
    """Who wrote in a document of their own all afternoon pastes it here at the end."""
    note = read()
    session = await rooms.add()
    phone = await _opened(app, session)
    await phone.send(note)
    ((kept, _name),) = await rooms.said(session)
    assert kept.split() == note.split()
    text = await rooms.aside.read(lambda tx: text_with_points(tx, session))
    assert set(note.split()) <= set(text.split())


async def test_what_cannot_be_kept_stays_in_the_form(rooms: Rooms, app: Starlette) -> None:
    session = await rooms.add()
    phone = await _opened(app, session)
    await phone.send("   ")
    assert "Write the point first" in phone.reads()
    await phone.send("é" * (LONGEST + 1))
    assert "6,000 characters" in phone.reads()
    assert phone.field("text") == "é" * (LONGEST + 1)
    await phone.send("x" * (MOST_BYTES + 1))
    assert phone.page
    assert phone.page.status_code == 400
    too_much = await phone.tell({"id": "p1234567890", "text": "x" * MOST_BYTES})
    assert too_much.status_code == 413
    await phone.open()
    await phone.send("é" * LONGEST)
    assert await rooms.said(session) == [("é" * LONGEST, "")]


@pytest.mark.parametrize(
    "point",
    [
        {"id": "short", "text": "x", "state": "said"},
        {"id": "../../../../etc/passwd", "text": "x", "state": "said"},
        {"id": "p1234567890", "text": "x", "state": "folded"},
        {"id": "p1234567890", "text": ["x"], "state": "said"},
        {"id": "p1234567890", "text": "x", "state": "said", "edition": 0},
        {"id": "p1234567890", "text": "x", "state": "said", "edition": True},
        {"id": "p1234567890", "text": "x", "state": "said", "seen": 10**12},
        {"id": "p1234567890", "text": "x" * 30_000, "state": "said"},
    ],
)
async def test_points_that_our_page_would_not_send_are_refused(
    rooms: Rooms, app: Starlette, point: dict[str, object]
) -> None:
    session = await rooms.add()
    phone = await _opened(app, session)
    assert (await phone.tell(point)).status_code == 400
    for body in (b"", b"{", b"[]", b'{"points": 1}', b"[" * 30_000, b"\xff"):
        headers = {"Content-Type": "application/json"}
        answer = await phone.client.post(f"{phone.home}/points", content=body, headers=headers)
        assert answer.status_code == 400
    assert await rooms.said(session) == []


async def test_half_letters_and_invisible_ones_do_no_harm(rooms: Rooms, app: Starlette) -> None:
    session = await rooms.add()
    phone = await _opened(app, session)
    sent = {"id": "p1234567890", "text": "a\ud800b \u202eevil\u0000", "state": "said"}
    body = json.dumps({"token": phone.field("token"), "points": [sent]})  # halves as escapes
    answer = await phone.client.post(f"{phone.home}/points", content=body.encode())
    assert answer.json()["results"][0]["outcome"] == "kept"
    assert await rooms.said(session) == [("a?b evil", "")]


async def test_one_phone_writes_at_most_sixty_times_a_minute(rooms: Rooms, app: Starlette) -> None:
    session = await rooms.add()
    ash, bo = await _opened(app, session), await _opened(app, session)
    point: dict[str, object] = {"id": "p1234567890", "text": "x", "state": "said"}
    taken = 0
    while taken < 3 * WRITES_A_MINUTE and (await ash.tell(point)).status_code == 200:
        taken += 1
    assert WRITES_A_MINUTE <= taken < 3 * WRITES_A_MINUTE, "a slow machine lets a few more pass"
    assert (await bo.tell(point | {"id": "p1234567899"})).status_code == 200


async def test_guessed_links_lead_nowhere_and_are_few(rooms: Rooms, app: Starlette) -> None:
    session = await rooms.add()
    known = await _opened(app, session)
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE)
    for number in range(GUESSES_AN_HOUR):
        answer = await client.get(f"/r/aaaaaa{number:02}")
        assert answer.status_code == 404
        assert "There&#39;s no such page" in answer.text
    right = await client.get(f"/r/{session.code}")
    assert right.status_code == 404, "a guesser is told nothing, not even when right"
    await known.open()
    assert "Add a point" in known.reads(), "who was here before is not shut out with them"


async def test_a_members_page_opens_by_a_link_of_ones_own_and_not_otherwise(
    rooms: Rooms, app: Starlette
) -> None:
    session = await rooms.add("members")
    await rooms.write(session, "", "Secret of the house")
    stranger = await _opened(app, session)
    assert stranger.page
    assert stranger.page.status_code == 403
    assert f"/notes page {session.code}" in stranger.reads()
    assert "Secret" not in stranger.page.text
    assert (await stranger.tell({"id": "p1234567890", "text": "x"})).status_code == 403
    assert (await stranger.open("/events")).status_code == 403
    ash = await rooms.join("Ash Nicol")
    phone = await _let_in(rooms, app, session, ash)
    assert "Secret of the house" in phone.reads()
    assert phone.field("name") == "Ash Nicol"
    await phone.send("From the inside")
    assert await rooms.said(session) == [("From the inside", "Ash Nicol")]
    cookies = phone.client.cookies
    assert {one.path for one in cookies.jar} == {f"/r/{session.code}"}
    assert all(one.secure and one.has_nonstandard_attr("HttpOnly") for one in cookies.jar)


async def _let_in(rooms: Rooms, app: Starlette, session: EventSession, member: Member) -> Phone:
    event = await rooms.aside.read(lambda tx: look(tx, session.code, "", None, rooms.now).event)
    link = rooms.links.way_in(session, member.id, way_in_until(event, rooms.now))
    phone = phone_of(app, session)
    await phone.open(link.removeprefix(f"{BASE}{phone.home}"))
    return phone


async def test_a_link_of_ones_own_ends_with_the_event_and_with_the_membership(
    rooms: Rooms, app: Starlette
) -> None:
    session, other = await rooms.add("members"), await rooms.add("members", event=False)
    ash = await rooms.join("Ash Nicol")
    phone = await _let_in(rooms, app, session, ash)
    assert "Add a point" in phone.reads()
    cookie = phone.client.cookies["teapoint_room"]
    elsewhere = phone_of(app, other)
    await elsewhere.open(f"/in/{cookie}")
    assert elsewhere.page
    assert elsewhere.page.status_code == 403, "a link into one session opens no other"
    rooms.now = NOON + WAY_IN_FOR
    await phone.open()
    assert "Add a point" in phone.reads()
    rooms.now = NOON + WAY_IN_FOR + OPEN_FOR
    await phone.open()
    assert "This page is for members" in phone.reads()
    assert "Not a member yet? In your chat, type /teapoint join." in phone.reads()
    rooms.now = NOON
    await rooms.aside.write(lambda tx: tx.members.leave(ash.id, rooms.now))
    await phone.open()
    assert "This page is for members" in phone.reads()


async def test_a_member_may_change_what_others_wrote(rooms: Rooms, app: Starlette) -> None:
    session = await rooms.add()
    bo = await _opened(app, session)
    await bo.send("Teh standard")
    ash = await _let_in(rooms, app, session, await rooms.join("Ash Nicol"))
    await ash.open(f"?change={bo.sent['id']}")
    await ash.send("The standard")
    assert [words for words, _name in await rooms.said(session)] == ["The standard"]


async def test_no_notes_and_chatham_house_are_kept_to(rooms: Rooms, app: Starlette) -> None:
    none, quiet = await rooms.add(consent="none"), await rooms.add(consent="chatham")
    await rooms.write(none, "", "Whatever was written before")
    phone = await _opened(app, none)
    assert "asked that no notes are taken" in phone.reads()
    assert "Whatever" not in phone.reads()
    assert "<form" not in (phone.page.text if phone.page else "")
    nameless = await _opened(app, quiet)
    assert "write no names" in nameless.reads()
    assert "Your name" not in nameless.reads()
    await nameless.send("Somebody said so", name="Ash Nicol")
    assert await rooms.said(quiet) == [("Somebody said so", "")]
    token = nameless.field("token")
    await rooms.change(quiet, "none")
    told = await nameless.tell({"id": "p1234567890", "text": "Later", "state": "said"}, token=token)
    assert told.json()["results"][0]["outcome"] == "closed"
    await nameless.send("Later", token=token)
    assert "Somebody said so" not in nameless.reads()


async def test_a_point_that_names_somebody_waits_until_its_writer_says_so(
    rooms: Rooms, app: Starlette
) -> None:
    session = await rooms.add(consent="chatham")
    phone, other = await _opened(app, session), await _opened(app, session)
    await phone.send("Oscar Fenn thinks it costs too much")
    assert phone.page is not None
    assert phone.page.status_code == 409
    assert "Your point is not in the notes yet. It seems to name somebody: Oscar Fenn." in (
        phone.reads()
    )
    assert phone.field("text") == "Oscar Fenn thinks it costs too much"
    assert await rooms.said(session) == []
    await other.open()
    assert "Oscar" not in other.reads()
    await phone.open()  # the page was closed: the words are still there, for this phone alone
    assert phone.field("text") == "Oscar Fenn thinks it costs too much"
    await phone.send("Somebody thinks it costs too much")
    assert await rooms.said(session) == [("Somebody thinks it costs too much", "")]
    await phone.send("Ash Nicol said yes")
    await phone.send("Ash Nicol said yes", act="fine")
    assert [words for words, _name in await rooms.said(session)][1] == "Ash Nicol said yes"
    await other.open()
    assert "Ash Nicol said yes" in other.reads()


async def test_a_change_that_names_somebody_leaves_the_point_as_it_was(
    rooms: Rooms, app: Starlette
) -> None:
    session = await rooms.add(consent="chatham")
    phone = await _opened(app, session)
    await phone.send("It costs too much")
    point = phone.sent["id"]
    await phone.open(f"?change={point}")
    await phone.send("Ash Nicol: it costs too much")
    assert phone.field("text") == "Ash Nicol: it costs too much"
    assert await rooms.said(session) == [("It costs too much", "")]
    await phone.send("Ash Nicol: it costs too much", act="fine")
    assert await rooms.said(session) == [("Ash Nicol: it costs too much", "")]


async def test_the_script_is_asked_the_same(rooms: Rooms, app: Starlette) -> None:
    session = await rooms.add(consent="chatham")
    phone = await _opened(app, session)
    point: dict[str, object] = {"id": "p1234567890", "text": "Bo Reed: no", "state": "said"}
    for _again in range(2):
        (result,) = (await phone.tell(point)).json()["results"]
        assert result["outcome"] == "names"
        assert "It seems to name somebody: Bo Reed." in result["words"]
        assert await rooms.said(session) == []
    (result,) = (await phone.tell(point | {"edition": 2, "fine": True})).json()["results"]
    assert result["outcome"] == "kept"
    assert await rooms.said(session) == [("Bo Reed: no", "")]


async def test_names_are_asked_about_under_the_chatham_house_rule_alone(
    rooms: Rooms, app: Starlette
) -> None:
    session = await rooms.add()
    phone = await _opened(app, session)
    await phone.send("Ash Nicol said yes")
    assert await rooms.said(session) == [("Ash Nicol said yes", "")]


async def test_an_open_page_closes_some_weeks_after_the_event(rooms: Rooms, app: Starlette) -> None:
    session = await rooms.add()
    phone = await _opened(app, session)
    rooms.now = NOON + 2 * OPEN_FOR
    await phone.open()
    assert "some weeks ago" in phone.reads()
    assert "<form" not in (phone.page.text if phone.page else "")


async def test_the_code_to_scan_leads_to_the_page(rooms: Rooms, app: Starlette) -> None:
    session = await rooms.add()
    phone = await _opened(app, session)
    page = await phone.open("/qr")
    address = f"{BASE}/r/{session.code}"
    assert f"It opens {address}, the page for “Data sharing in local government”" in page.text
    for kind, begins in (("svg", b"<?xml"), ("png", b"\x89PNG")):
        picture = await phone.open(f"/qr.{kind}")
        assert picture.content.startswith(begins)
        assert picture.headers["content-type"].startswith("image/")
    assert (await phone.open("/qr.exe")).status_code == 404
    assert (await phone.client.get("/r/aaaaaaaa/qr.png")).status_code == 404
    assert (await phone.client.get("/r/files/..%2fpage.html")).status_code == 404


async def test_every_page_says_how_somebody_named_is_taken_out(
    rooms: Rooms, app: Starlette
) -> None:
    for consent in ("ordinary", "named", "chatham", "none"):
        phone = await _opened(app, await rooms.add(consent=consent))
        assert phone.page
        assert f'href="{phone.home}/removal"' in phone.page.text, consent


async def test_the_page_lets_nothing_else_in(rooms: Rooms, app: Starlette) -> None:
    phone = await _opened(app, await rooms.add())
    assert phone.page
    policy = phone.page.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self'" in policy
    assert "unsafe" not in policy
    assert phone.page.headers["cache-control"] == "no-store"
    assert phone.page.headers["referrer-policy"] == "no-referrer"
    script = await phone.client.get("/r/files/room.js")
    assert script.headers["content-type"].startswith("text/javascript")


async def _take_back(rooms: Rooms, session: EventSession) -> None:
    """The notes, written by somebody, were posted and are taken back."""
    await rooms.aside.write(lambda tx: tx.notes.become(session.id, "withdrawn", rooms.now))


async def test_after_notes_were_taken_back_a_phone_reads_its_own_points_alone(
    rooms: Rooms, app: Starlette
) -> None:
    session = await rooms.add()
    await rooms.write(session, "", "The notes themselves")
    ash, bo = await _opened(app, session), await _opened(app, session)
    await ash.send("What Ash said")
    await bo.send("What Bo said")
    token = bo.field("token")
    await _take_back(rooms, session)
    for phone, own, other in ((ash, "Ash", "Bo"), (bo, "Bo", "Ash")):
        await phone.open()
        assert "The notes of this session were taken back, so nothing can be added" in phone.reads()
        assert f"What {own} said" in phone.reads()
        assert f"What {other} said" not in phone.reads()
        assert "The notes themselves" not in phone.reads()
        assert "<form" not in (phone.page.text if phone.page else "")
    point: dict[str, object] = {"id": "p1234567890", "text": "Later", "state": "said"}
    told = await bo.tell(point, token=token)
    assert told.json()["results"][0]["outcome"] == "closed"
    stranger = await _opened(app, session)
    assert "What " not in stranger.reads()
    assert '<p id="none" hidden>' in (stranger.page.text if stranger.page else "")
    assert len(await rooms.said(session)) == 2, "nothing is deleted"
    await rooms.aside.write(lambda tx: tx.notes.become(session.id, "posted", rooms.now))
    await ash.open()
    assert "What Bo said" in ash.reads()


async def test_who_speaks_for_the_session_reads_all_points_after_they_were_taken_back(
    rooms: Rooms, app: Starlette
) -> None:
    session, jo, kim = await rooms.add(), await rooms.join("Jo Lane"), await rooms.join("Kim Ray")
    await rooms.aside.write(
        lambda tx: tx.notes.write(
            session, "", "Jo's notes", seen=0, by=jo.id, route="form", now=rooms.now
        )
    )
    ash = await _opened(app, session)
    await ash.send("What Ash said")
    await _take_back(rooms, session)
    for member, reads in ((jo, True), (kim, False)):
        phone = await _let_in(rooms, app, session, member)
        assert ("What Ash said" in phone.reads()) == reads, member.name
        assert "Jo's notes" not in phone.reads()
