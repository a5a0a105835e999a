"""Posts about a session lead to its notes; a write-up's blog can be followed. On both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from bot.message import Link, Message, Paragraph, plain_text
from bot.wording.look import Look
from bot.wording.notices import word
from jobs.errand_runner import ErrandRunner
from jobs.feeds.documents import Fetched
from jobs.feeds.trouble import AddressRefusedError
from storage.digest_records import Digest
from storage.session_links import SessionLink
from storage.transaction import Transaction
from storage.types import SessionId
from tests.support.blog_web import HOME, LINK, Reading, followed
from tests.support.carrying import TITLE, one_camp, session, write_notes
from tests.support.chat import NAMES, POLICY, Chat, World
from tests.support.digest_days import deliveries, message, until
from tests.support.digesting import DAILY, a_feed, an_entry, follow, write
from tests.support.organising import WorldClock

BLOG = a_feed("council", "Example Council Digital", host="blog.gov.uk")
POST = "https://blog.gov.uk/1"


async def a_camp(world: World) -> tuple[Chat, SessionId, Digest]:
    """A session with notes, and a channel that follows a blog."""
    sam = await world.member("Sam Okafor")
    (id_,) = await one_camp(world, sam)
    await write_notes(world, sam, id_)
    return sam, id_, await follow(world, BLOG, plan=DAILY)


async def next_digest(world: World, *numbers: int) -> Message:
    entries = [an_entry(n, link=f"https://blog.gov.uk/{n}") for n in numbers or (1,)]
    await write(world, BLOG, *entries)
    await until(world, world.now.replace(day=world.now.day + 1, hour=12))
    return await message(world)


async def test_a_post_whose_link_was_attached_leads_to_the_notes(world: World) -> None:
    sam, id_, _digest = await a_camp(world)
    await sam.say(f"notes link 1 {POST} What we heard")
    found = await session(world, id_)
    told = plain_text(await next_digest(world, 1, 2))
    line = f"Session notes: {TITLE}. To read them, type {NAMES.typed('notes show')} {found.code}."
    assert told.count("Session notes:") == 1
    assert line in told
    assert told.index("Post number 1") < told.index(line) < told.index("Post number 2")


async def test_a_front_page_that_is_attached_is_not_what_posts_are_about(world: World) -> None:
    sam, _id, _digest = await a_camp(world)
    await sam.say("notes link 1 https://www.gov.uk/ Where we looked")
    await write(world, BLOG, an_entry(1, link=POST, mentions=("https://www.gov.uk", POST)))
    await until(world, world.now.replace(day=world.now.day + 1, hour=12))
    assert "Session notes:" not in plain_text(await message(world))


async def test_a_link_is_the_same_with_tracking_and_without_https(world: World) -> None:
    sam, _id, _digest = await a_camp(world)
    await sam.say("notes link 1 http://www.blog.gov.uk/1?utm_source=newsletter")
    assert "Session notes:" in plain_text(await next_digest(world))


async def test_a_post_about_no_session_says_nothing_of_one(world: World) -> None:
    sam, _id, _digest = await a_camp(world)
    await sam.say("notes link 1 https://blog.gov.uk/another")
    assert "Session notes:" not in plain_text(await next_digest(world))


async def test_the_page_of_the_session_is_linked_where_it_can_be_opened(world: World) -> None:
    sam, id_, _digest = await a_camp(world)
    await sam.say(f"notes link 1 {POST}")
    await next_digest(world)
    (delivery,) = await deliveries(world)
    names = replace(NAMES, room=lambda code: f"https://tea.example/r/{code}")

    def look(tx: Transaction) -> Message | None:
        return word(Look(tx, delivery, world.network, world.now, names, POLICY))

    told = await world.aside.read(look)
    found = await session(world, id_)
    assert told
    texts = [block.text for block in told.blocks if isinstance(block, Paragraph)]
    links = [part for text in texts for part in text if isinstance(part, Link)]
    assert Link(TITLE, f"https://tea.example/r/{found.code}") in links


async def digest_mentioning(world: World, *addresses: str) -> str:
    """The digest with one post whose text links to these, worded with a bot that has pages."""
    await write(world, BLOG, an_entry(7, link="https://blog.gov.uk/7", mentions=addresses))
    await until(world, world.now.replace(day=world.now.day + 1, hour=12))
    (delivery,) = await deliveries(world)
    paged = replace(NAMES, room=lambda code: f"https://tea.example/r/{code}")

    def look(tx: Transaction) -> Message | None:
        return word(Look(tx, delivery, world.network, world.now, paged, POLICY))

    told = await world.aside.read(look)
    assert told
    return plain_text(told)


async def test_a_post_whose_text_links_to_what_was_attached_leads_to_the_notes(
    world: World,
) -> None:
    sam, _id, _digest = await a_camp(world)
    await sam.say("notes link 1 https://design.gov.uk/slides?page=2")
    told = await digest_mentioning(world, "http://design.gov.uk/slides?page=2&utm_source=blog")
    assert f"Session notes: {TITLE}." in told


async def test_a_post_whose_text_links_to_a_sessions_page_leads_to_its_notes_once(
    world: World,
) -> None:
    _sam, id_, _digest = await a_camp(world)
    code = (await session(world, id_)).code
    page = f"https://tea.example/r/{code.upper()}"
    told = await digest_mentioning(
        world, f"{page}?from=blog", f"{page}/qr", "https://tea.example/r/guessed1"
    )
    assert told.count("Session notes:") == 1


async def test_notes_that_were_taken_back_are_not_shown(world: World) -> None:
    sam, id_, _digest = await a_camp(world)
    await sam.say(f"notes link 1 {POST}")
    await world.aside.write(lambda tx: tx.notes.become(id_, "withdrawn", world.now))
    assert "Session notes:" not in plain_text(await next_digest(world))


async def test_a_session_without_consent_or_notes_is_not_shown(world: World) -> None:
    sam, id_, _digest = await a_camp(world)
    await sam.say(f"notes link 1 {POST}")

    def refuse(tx: Transaction) -> None:
        found = tx.sessions.get(id_, world.network.id)
        tx.sessions.change(id_, world.network.id, replace(found.plan, consent="none"))

    await world.aside.write(refuse)
    assert "Session notes:" not in plain_text(await next_digest(world))


async def test_a_session_of_another_network_is_not_shown(world: World) -> None:
    _sam, _id, _digest = await a_camp(world)

    def elsewhere(tx: Transaction) -> None:
        other = tx.networks.add("Night staff together", sensitive=True)
        ours = tx.sessions.recent(world.network.id)[0]
        theirs = tx.sessions.add(other.id, replace(ours.plan, title="Hush"), None, world.now)
        tx.notes.write(theirs, "", "Hush.", seen=0, by=None, route="form", now=world.now)
        tx.session_links.add(SessionLink(theirs.id, POST, "Hush", "write-up", world.now))

    await world.aside.write(elsewhere)
    told = plain_text(await next_digest(world))
    assert "Post number 1" in told
    assert "Session notes" not in told


# Attaching a write-up


async def test_a_write_up_is_offered_to_be_followed(world: World) -> None:
    sam, _id, _digest = await a_camp(world)
    said = await sam.say(f"notes link 1 {POST}")
    assert "you can have its new posts in your digest, too" in said
    assert sam.find_button("Follow this blog").command == f"digest me add {POST}"


async def test_who_takes_the_offer_has_the_blog_in_their_own_digest(world: World) -> None:
    sam, _id, _digest = await a_camp(world)
    await sam.say(f"notes link 1 {POST} What we heard")
    assert "We're looking for the blog." in await sam.press("Follow this blog")
    page = HOME.format(name="Ours", links=LINK.format(title="Ours", href="/feed"))
    item = "<item><title>One</title><guid>1</guid></item>"
    feed = f"<rss version='2.0'><channel><title>Ours</title>{item}</channel></rss>"

    async def fetch(url: str) -> Fetched:
        kind, text = ("text/html", page) if url == POST else ("application/rss+xml", feed)
        return Fetched(url, 200, {"content-type": kind}, text.encode())

    with ThreadPoolExecutor(1) as workers:
        clock = WorldClock(world)
        runner = ErrandRunner(world.aside, clock, workers, fetch=fetch, reader=Reading())
        while await runner.run_once():
            pass
    assert "is in your digest now" in "\n".join(await sam.told())
    assert await followed(world, sam) != []
    assert "in your digest" not in await sam.say("notes link 1 https://blog.gov.uk/2")


async def test_what_one_follows_already_is_not_offered(world: World) -> None:
    sam, _id, _digest = await a_camp(world)
    member = await sam.find_member()

    def follow_it(tx: Transaction) -> None:
        digest = tx.digests.open_for_member(world.network.id, member.id, None, world.now)
        feed = tx.feeds.find(BLOG.url)
        assert feed
        tx.digests.follow(digest.id, feed.id, (), None, world.now)

    await world.aside.write(follow_it)
    assert "in your digest" not in await sam.say(f"notes link 1 {POST}")
    assert "in your digest" in await sam.say("notes link 1 https://other.gov.uk/1")


async def test_a_link_without_words_is_called_as_its_page(world: World) -> None:
    sam, id_, _digest = await a_camp(world)
    await sam.say(f"notes link 1 {POST}")
    page = "<title>What we heard | Example Council</title>"
    page += '<meta property="og:title" content="What we heard &amp;amp; did">'
    assert await fetch_titles(world, page) == 1
    assert await titles(world, id_) == ["What we heard & did"]


async def test_a_link_with_words_keeps_them(world: World) -> None:
    sam, id_, _digest = await a_camp(world)
    await sam.say(f"notes link 1 {POST} Our write-up")
    assert await fetch_titles(world, "<head><title>Another</title></head>") == 0
    assert await titles(world, id_) == ["Our write-up"]


async def test_a_page_that_says_nothing_leaves_the_address(world: World) -> None:
    sam, id_, _digest = await a_camp(world)
    await sam.say(f"notes link 1 {POST}")
    assert await fetch_titles(world, "", kind="application/pdf") == 1
    assert await titles(world, id_) == [""]
    await sam.say("notes link 1 https://refused.gov.uk/x")
    assert await fetch_titles(world, None) == 1
    assert await titles(world, id_) == ["", ""]


async def fetch_titles(world: World, page: str | None, kind: str = "text/html") -> int:
    """Let errands fetch this page, or be refused; return how many were done."""

    async def fetch(url: str) -> Fetched:
        if page is None:
            raise AddressRefusedError("not public")
        return Fetched(url, 200, {"content-type": kind}, page.encode())

    done = 0
    with ThreadPoolExecutor(1) as workers:
        runner = ErrandRunner(world.aside, WorldClock(world), workers, fetch=fetch)
        while await runner.run_once():
            done += 1
    return done


async def titles(world: World, id_: SessionId) -> list[str]:
    found = await world.aside.read(lambda tx: tx.session_links.of_sessions([id_]))
    return [one.title for one in found]


async def test_a_document_is_no_blog(world: World) -> None:
    sam, _id, _digest = await a_camp(world)
    said = await sam.say(
        "notes link 1 https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789/edit"
    )
    assert "in your digest" not in said
