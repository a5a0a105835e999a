"""A network's published list of posts: an Atom feed, its sources and a page; on both databases."""

import re
from dataclasses import replace
from datetime import timedelta

import feedparser
import httpx
import pytest
from lxml import etree
from sqlalchemy import update
from starlette.applications import Starlette

from bot import commands
from bot.command import Names, load
from bot.dispatch import Dispatcher
from bot.pages.links import Links
from bot.pages.list_pace import ListPace
from bot.pages.published_list import PublishedLists
from jobs.digests.merged_list import is_public
from jobs.feeds.opml import read_opml
from storage.feed_records import Feed
from storage.naming import clean
from storage.store import Store
from storage.tables import NetworkRow
from storage.transaction import Transaction
from tests.support.chat import NAMES, POLICY, Chat, World
from tests.support.digesting import DAILY, a_feed, an_entry, follow, follow_oneself, write
from tests.support.nasty import NASTY
from tests.support.organising import audit, priya

BASE = "https://tea.example"
COUNCIL = a_feed("council", "Example Council Digital")
PLANET = a_feed("planet", "Public Sector Bloggers")
ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture
def links(store: Store) -> Links:
    return Links(store.cipher, BASE)


@pytest.fixture
def names(links: Links) -> Names:
    return replace(NAMES, published=links.published)


@pytest.fixture
def organiser(world: World, names: Names) -> Chat:
    """An organiser in a workspace whose pages can be opened."""
    world.dispatcher = Dispatcher(load(commands), world.aside, lambda: world.now, POLICY, names)
    return priya(world)


async def publish(organiser: Chat) -> str:
    """Publish the list; return its address."""
    said = await organiser.say("digest publish")
    assert "Anyone can read the blog posts" in said
    code = await organiser.world.aside.read(lambda tx: tx.publishing.of(organiser.world.network.id))
    assert code
    return f"{BASE}/feeds/{code}"


async def get(
    world: World, links: Links, address: str, pace: ListPace | None = None, **headers: str
) -> httpx.Response:
    pages = PublishedLists(world.aside, links, pace)
    transport = httpx.ASGITransport(Starlette(routes=pages.routes()))
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    async with httpx.AsyncClient(transport=transport) as client:
        return await client.get(address, headers=given)


async def atom(world: World, links: Links, address: str) -> feedparser.FeedParserDict:
    answer = await get(world, links, f"{address}.atom")
    assert answer.status_code == 200
    check_atom(answer.content)
    found = feedparser.parse(answer.content)
    assert not found.bozo
    return found


def check_atom(document: bytes) -> None:
    """What RFC 4287 says must be there, once each."""
    feed = etree.fromstring(document)
    assert feed.tag == f"{ATOM}feed"
    for one in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one.findtext(f"{ATOM}id") or "")
        assert MOMENT.fullmatch(one.findtext(f"{ATOM}updated") or "")
        assert one.findtext(f"{ATOM}author/{ATOM}name")
        kinds = [link.get("rel") for link in one.findall(f"{ATOM}link")]
        assert len(kinds) == len(set(kinds))
        assert "alternate" in kinds or one.find(f"{ATOM}summary") is not None
        assert all(link.get("href") for link in one.findall(f"{ATOM}link"))
    ids = [one.findtext(f"{ATOM}id") for one in feed.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))


async def following(world: World, *feeds: Feed) -> None:
    await follow(world, *(feeds or (COUNCIL, PLANET)), plan=DAILY)


# What is published


async def test_each_post_is_in_it_once_in_the_authors_own_version(
    world: World, organiser: Chat, links: Links
) -> None:
    await following(world)
    mine = an_entry(1, feed_id="council", summary="What we learned & why.")
    await write(world, COUNCIL, mine, an_entry(2, feed_id="council"))
    await write(world, PLANET, replace(mine, title="A planet's copy"))
    found = await atom(world, links, await publish(organiser))
    assert found.feed.title == "Blog posts that Public services together follows"
    assert [one.title for one in found.entries] == ["Post number 1", "Post number 2"]
    first = found.entries[0]
    assert first.link == "https://council.example/1"
    assert first.author == "Ade Bello"
    assert first.summary == "What we learned & why."
    assert first.source.title == "Example Council Digital"


async def test_ids_stay_when_a_post_is_edited_and_updated_moves(
    world: World, organiser: Chat, links: Links
) -> None:
    await following(world)
    (entry,) = await write(world, COUNCIL, an_entry(1, feed_id="council"))
    address = await publish(organiser)
    before = (await atom(world, links, address)).entries[0]
    world.now += timedelta(hours=2)
    edited = replace(entry, title="Post number one", changed_at=world.now, content_hash="new")
    await world.aside.write(lambda tx: tx.posts.record([], [edited], [], world.now))
    after = (await atom(world, links, address)).entries[0]
    assert after.id == before.id
    assert after.title == "Post number one"
    assert after.updated > before.updated
    assert after.published == before.published


async def test_it_has_a_hundred_posts_at_most_the_newest_first(
    world: World, organiser: Chat, links: Links
) -> None:
    await following(world)
    await write(world, COUNCIL, *(an_entry(n, feed_id="council") for n in range(1, 131)))
    found = await atom(world, links, await publish(organiser))
    assert len(found.entries) == 100
    assert [one.title for one in found.entries[:2]] == ["Post number 1", "Post number 2"]


async def test_hostile_words_and_missing_ones_make_a_valid_document(
    world: World, organiser: Chat, links: Links
) -> None:
    await following(world)
    words = [clean(one, 300) for one in NASTY]  # as posts are kept
    nasty = [an_entry(n, one, "council", summary=one) for n, one in enumerate(words, 1)]
    bare = an_entry(99, feed_id="council", title_key="", author="", summary="")
    await write(world, COUNCIL, *nasty, replace(bare, title="", published_at=None))
    found = await atom(world, links, await publish(organiser))
    assert len(found.entries) == len(NASTY) + 1
    page = (await get(world, links, await publish(organiser))).text
    assert "<script" not in page


async def test_the_sources_are_a_list_that_readers_take(
    world: World, organiser: Chat, links: Links
) -> None:
    await following(world)
    answer = await get(world, links, f"{await publish(organiser)}.opml")
    assert answer.headers["content-type"].startswith("text/x-opml")
    found = read_opml(answer.content)
    assert [(one.title, one.url) for one in found.feeds] == [
        ("Example Council Digital", COUNCIL.url),
        ("Public Sector Bloggers", PLANET.url),
    ]


async def test_the_page_says_what_it_is_and_leads_to_both(
    world: World, organiser: Chat, links: Links
) -> None:
    await following(world)
    await write(world, COUNCIL, an_entry(1, feed_id="council"))
    address = await publish(organiser)
    page = await get(world, links, address)
    assert page.status_code == 200
    assert "<h1>Blog posts that Public services together follows</h1>" in page.text
    assert f'<link rel="alternate" type="application/atom+xml" href="{address}.atom">' in page.text
    assert f'href="{address}.opml"' in page.text
    assert ">Post number 1 (Example Council Digital)</a>" in page.text


async def test_an_empty_list_is_a_valid_feed(world: World, organiser: Chat, links: Links) -> None:
    assert (await atom(world, links, await publish(organiser))).entries == []


# What is not


async def test_nothing_of_a_member_is_in_it(world: World, organiser: Chat, links: Links) -> None:
    await following(world, COUNCIL)
    sam = await world.member("Sam Okafor", "Example City Council")
    mine = a_feed("mine", "Sam's secret garden")
    await follow_oneself(world, sam, mine, plan=DAILY)
    await write(world, mine, an_entry(7, "A secret post", "mine"))
    await write(world, COUNCIL, an_entry(1, feed_id="council"))
    address = await publish(organiser)
    for ending in ("", ".atom", ".opml"):
        text = (await get(world, links, f"{address}{ending}")).text
        assert "ecret" not in text
        assert "Okafor" not in text
        assert "Raman" not in text


async def test_nothing_of_another_network_is_in_it(
    world: World, organiser: Chat, links: Links
) -> None:
    await following(world, COUNCIL)

    def elsewhere(tx: Transaction) -> None:
        other = tx.networks.add("Night staff together")
        place = tx.places.see(world.space.id, "C0NIGHT", "channel", "night")
        digest = tx.digests.open_for_place(other.id, place.id, None, world.now)
        feed = tx.feeds.add(PLANET.url, world.now, PLANET.title, PLANET.site)
        tx.digests.follow(digest.id, feed.id, (), None, world.now)

    await world.aside.write(elsewhere)
    await write(world, PLANET, an_entry(8, "Night notes", "planet"))
    address = await publish(organiser)
    for ending in ("", ".atom", ".opml"):
        assert "planet" not in (await get(world, links, f"{address}{ending}")).text


async def test_a_feed_whose_address_carries_a_key_is_kept_out(
    world: World, organiser: Chat, links: Links
) -> None:
    private = replace(COUNCIL, url="https://council.example/feed?token=abc")
    await following(world, private, PLANET)
    await write(world, private, an_entry(1, feed_id="council"))
    address = await publish(organiser)
    for ending in (".atom", ".opml"):
        assert "council" not in (await get(world, links, f"{address}{ending}")).text
    assert is_public("https://blog.example/feed?format=atom")


async def test_a_sensitive_network_publishes_nothing(
    world: World, organiser: Chat, links: Links
) -> None:
    address = await publish(organiser)

    def hide(tx: Transaction) -> None:
        tx.session.execute(update(NetworkRow).values(sensitive=True))

    await world.aside.write(hide)
    assert (await get(world, links, f"{address}.atom")).status_code == 410
    said = await organiser.say("digest publish")
    assert "show nothing outside, so its list can't be published" in said


async def test_only_organisers_publish_and_it_is_logged(
    world: World, organiser: Chat, links: Links
) -> None:
    sam = await world.member("Sam Okafor")
    assert "Only this network's organisers" in await sam.say("digest publish")
    address = await publish(organiser)
    assert await publish(organiser) == address, "the address stays"
    assert "not published any more" in await organiser.say("digest publish off")
    assert "nothing has changed" in await organiser.say("digest publish off")
    done = [entry.action for entry in await audit(world)]
    assert sorted(done) == ["list.publish", "list.withdraw"]
    assert "published the list of blog posts" in await organiser.say("unmentor log")


async def test_without_a_web_address_nothing_is_published(world: World) -> None:
    said = await priya(world).say("digest publish")
    assert "Nobody outside could open the list" in said
    assert await world.aside.read(lambda tx: tx.publishing.of(world.network.id)) is None


async def test_what_is_not_wanted_any_more_is_gone(
    world: World, organiser: Chat, links: Links
) -> None:
    address = await publish(organiser)
    await organiser.say("digest publish off")
    for ending in ("", ".atom", ".opml"):
        answer = await get(world, links, f"{address}{ending}")
        assert answer.status_code == 410
        assert "published any more" in answer.text
    assert (await get(world, links, f"{BASE}/feeds/elsewhere.atom")).status_code == 404
    again = await publish(organiser)
    assert again != address
    assert (await get(world, links, f"{address}.atom")).status_code == 410
    assert (await get(world, links, f"{again}.atom")).status_code == 200


# Manners


@pytest.mark.parametrize("ending", ["", ".atom", ".opml"])
async def test_a_reader_who_has_it_is_not_sent_it_again(
    world: World, organiser: Chat, links: Links, ending: str
) -> None:
    await following(world)
    await write(world, COUNCIL, an_entry(1, feed_id="council"))
    address = f"{await publish(organiser)}{ending}"
    first = await get(world, links, address)
    assert first.headers["cache-control"] == "public, max-age=900"
    tag, changed = first.headers["etag"], first.headers["last-modified"]
    for known in (tag, f'W/{tag}, "x"', "*"):
        answer = await get(world, links, address, if_none_match=known)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == tag
    assert (await get(world, links, address, if_modified_since=changed)).status_code == 304
    assert (await get(world, links, address, if_modified_since="soon")).status_code == 200
    both = await get(world, links, address, if_none_match='"old"', if_modified_since=changed)
    assert both.status_code == 200, "the tag counts before the date"


async def test_what_is_new_is_sent(world: World, organiser: Chat, links: Links) -> None:
    await following(world)
    await write(world, COUNCIL, an_entry(1, feed_id="council"))
    address = f"{await publish(organiser)}.atom"
    first = await get(world, links, address)
    world.now += timedelta(hours=1)
    await write(world, COUNCIL, an_entry(2, feed_id="council"))
    tag, changed = first.headers["etag"], first.headers["last-modified"]
    assert (await get(world, links, address, if_none_match=tag)).status_code == 200
    assert (await get(world, links, address, if_modified_since=changed)).status_code == 200


async def test_who_asks_too_often_is_asked_to_wait(
    world: World, organiser: Chat, links: Links
) -> None:
    address = f"{await publish(organiser)}.atom"
    pace = ListPace(reads_a_minute=2)
    codes = [(await get(world, links, address, pace)).status_code for _time in range(3)]
    assert codes == [200, 200, 429]
    assert (await get(world, links, address, pace)).headers["retry-after"] == "60"
