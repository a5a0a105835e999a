"""Blogs that end, that say nothing of a post, or that offer what we do not use."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.message import plain_text
from jobs.digests.composing import compose, shown_excerpt, shown_title
from jobs.feeds.parse_workers import ParseWorkers
from jobs.polling.asking import Parse
from jobs.polling.telling import tell_followers
from storage.store import Store
from storage.transaction import Transaction
from tests.support.chat import World
from tests.support.digest_days import COUNCIL
from tests.support.digesting import DAILY, an_entry, follow, gathered
from tests.support.hostile_web import answer
from tests.support.polling import Channel, open_poller, open_sites

MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def parse() -> Iterator[Parse]:
    workers = ParseWorkers()
    yield workers.parse
    workers.close()


async def test_readers_of_a_blog_that_ended_are_told_how_to_bring_it_back(world: World) -> None:
    await follow(world, COUNCIL, plan=DAILY)

    def end(tx: Transaction) -> None:
        [(feed, token)] = tx.feeds.claim(1, world.now, MINUTE)
        gone = replace(feed, state="gone", told="gone")
        assert tx.feeds.keep(gone, token, world.now)
        tell_followers(tx, gone, "gone", world.now, world.now)

    await world.aside.write(end)
    [delivery] = await world.aside.read(lambda tx: tx.deliveries.waiting())
    told = await world.aside.write(lambda tx: world.word(tx, delivery))
    assert told
    assert "Example Council Digital has taken its feed down" in plain_text(told)
    assert "/digest restore" in plain_text(told)


@pytest.mark.parametrize("title", ["", " \u200b "])
def test_a_post_without_title_and_words_is_named_by_its_address(title: str) -> None:
    bare = replace(an_entry(7), title=title, summary="")
    (item,) = compose(gathered([bare])).items
    assert shown_title(item) == "https://f1.example/7"
    assert shown_excerpt(item) == ""


async def test_a_blog_that_offers_to_push_is_read_as_any_other(store: Store, parse: Parse) -> None:
    async with open_sites({}) as site:
        hub = '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="{}"/>'
        body = (
            f"<rss version='2.0'><channel><title>Pushy</title>{hub.format(site.url('/hub'))}"
            "<item><title>One</title><link>https://pushy.example.org/1</link></item></channel></rss>"
        )
        headers = {"Link": f'<{site.url("/hub")}>; rel="hub"', "Content-Type": "text/xml"}
        site.routes["/feed"] = answer(200, body.encode(), headers)
        [feed_id] = Channel(store).follow(site.url("/feed"))
        with open_poller(store, site.fetch, parse) as polled:
            await polled.at(timedelta())
            await polled.at(timedelta(hours=3))
            assert polled.feed(feed_id).title == "Pushy"
        assert {head.split(" ")[1] for head in site.heads} == {"/feed"}
