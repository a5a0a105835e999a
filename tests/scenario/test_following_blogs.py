"""Following blogs: by home page or feed, for oneself or a channel; listed, taken out, put back."""

from datetime import timedelta

import pytest

from storage.digest_records import Digest
from storage.transaction import Transaction
from tests.support.blog_web import Blogs, feed_of, followed, html, open_blogs, page_of
from tests.support.chat import World
from tests.support.hostile_web import answer, redirect
from tests.support.organising import audit, do_errands, priya

DAY, MORNING = timedelta(days=1), timedelta(hours=11, minutes=30)
POSTS = ("Maps for all", "A register of registers", "Asking nurses", "Letters we sent")


def serve(blogs: Blogs, name: str = "Harbour digital", *posts: str) -> None:
    """A home page at / that declares its feed."""
    blogs.routes["/"] = page_of(name, (name, "/feed"))
    blogs.routes["/feed"] = feed_of(name, *(posts or POSTS), now=blogs.world.now)


async def digest_of_channel(world: World) -> Digest:
    def find(tx: Transaction) -> Digest | None:
        return tx.digests.of_place(world.network.id, world.channel.id)

    found = await world.aside.read(find)
    assert found
    return found


async def test_a_home_page_is_enough_and_its_last_posts_are_shown_privately(world: World) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        serve(blogs)
        told = await blogs.add(sam, f"digest add {blogs.url()}")
        assert "Harbour digital is in your digest now." in told
        assert "About 2 posts a week." in told
        assert "Maps for all" in told
        assert "Asking nurses" in told
        assert "Letters we sent" not in told, "three are enough"
        assert "When should new posts come to your digest?" in told
        assert sam.buttons() == ["Daily", "Weekly", "Not now"]
        said = await sam.press("Weekly")
        assert "Your digest comes once a week" in said
        assert "Monday 30 November 2026 at 9am" in said
        assert await followed(world, sam) == ["Harbour digital"]
        assert await followed(world) == []


async def test_what_was_there_before_is_never_sent_even_where_it_was_empty(world: World) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        serve(blogs)
        blogs.routes["/feed"] = feed_of("Harbour digital", now=world.now)
        told = await blogs.add(sam, f"digest add {blogs.url('/feed')}")
        assert "It has no posts yet." in told
        await sam.press("Daily")
        await blogs.pass_time(2 * DAY)  # Saturday
        serve(blogs, "Harbour digital", "The first one")
        await blogs.poll()
        await blogs.pass_time(2 * DAY - timedelta(minutes=30))
        assert "The first one" in "".join(await sam.told())


async def test_old_posts_of_a_blog_are_seen_and_new_ones_come(world: World) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        serve(blogs)
        await blogs.add(sam, f"digest add {blogs.url()}")
        await sam.press("Daily")
        await blogs.pass_time(DAY / 2)
        serve(blogs, "Harbour digital", "Brand new", *POSTS)
        await blogs.poll()
        await blogs.pass_time(MORNING)
        (edition,) = await sam.told()
        assert "Brand new" in edition
        assert "Maps for all" not in edition


async def test_looking_for_a_blog_is_its_first_check_so_it_is_not_fetched_twice(
    world: World,
) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        serve(blogs)
        await blogs.add(sam, f"digest add {blogs.url()}")
        assert await blogs.poll() == 0
        assert blogs.asked.count("/feed") == 1


async def test_a_feed_that_is_read_already_is_followed_without_asking_for_it(world: World) -> None:
    sam, ada = await world.member("Sam Okafor"), await world.member("Ada Ford")
    async with open_blogs(world) as blogs:
        serve(blogs)
        await blogs.add(sam, f"digest add {blogs.url('/feed')}")
        before = len(blogs.asked)
        told = await blogs.add(ada, f"digest add {blogs.url('/feed')}")
        assert "Harbour digital is in your digest now." in told
        assert "Maps for all" in told
        assert len(blogs.asked) == before
        assert "is in your digest already" in await blogs.add(
            ada, f"digest add {blogs.url('/feed')}"
        )


async def test_an_organiser_adds_to_a_channel_and_is_told_how_to_invite_us(world: World) -> None:
    organiser = priya(world)
    async with open_blogs(world) as blogs:
        serve(blogs)
        said = await organiser.say(f"digest add {blogs.url()} #unmentoring data, maps")
        assert "for #unmentoring" in said
        await blogs.look()
        told = "".join(await organiser.told())
        assert "Harbour digital is in the digest of #unmentoring now." in told
        assert "/invite @Teapoint" in told
        said = await organiser.press("Daily")
        assert "The digest of #unmentoring comes on working days" in said
        digest = await digest_of_channel(world)
        assert digest.plan.rhythm == "daily"
        follows = await world.aside.read(lambda tx: tx.digests.follows(digest.id))
        assert [one.topics for one in follows] == [("data", "maps")]
        assert [entry.action for entry in await audit(world)] == ["digest.rhythm", "digest.add"]
        assert "let #unmentoring follow a blog" in await organiser.say("log")


async def test_a_digest_that_has_a_rhythm_says_when_the_posts_will_come(world: World) -> None:
    organiser = priya(world)
    async with open_blogs(world) as blogs:
        serve(blogs)
        await blogs.add(organiser, f"digest add {blogs.url()}", channel=True)
        await organiser.press("Weekly")
        blogs.routes["/other"] = feed_of("Ferry notes", "Tides", now=world.now)
        told = await blogs.add(organiser, f"digest add {blogs.url('/other')}", channel=True)
        assert "New posts come with the digest of #unmentoring" in told
        assert "next on Monday 30 November 2026 at 9am" in told
        assert organiser.buttons() == []


async def test_a_channel_that_shut_us_out_says_how_to_invite_us_and_keeps_what_was_asked(
    world: World,
) -> None:
    organiser = priya(world)
    await world.aside.write(lambda tx: tx.places.close(world.channel.id, "not_in_channel"))
    async with open_blogs(world) as blogs:
        serve(blogs)
        told = await blogs.add(organiser, f"digest add {blogs.url()}", channel=True)
        assert "We can't post in #unmentoring now. To invite us, type /invite @Teapoint" in told
        assert "What you asked for is kept." in told
        assert await followed(world) == ["Harbour digital"]


async def test_several_feeds_of_a_page_are_chosen_by_buttons(world: World) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        blogs.routes["/"] = page_of("News", ("News", "/news"), ("Comments feed", "/comments/feed"))
        blogs.routes["/news"] = feed_of("News", "One", now=world.now)
        assert "News is in your digest now." in await blogs.add(sam, f"digest add {blogs.url()}")
        blogs.routes["/two"] = page_of("Two", ("Tech", "/tech"), ("People", "/people"))
        blogs.routes["/tech"] = feed_of("Tech posts", "Switches", now=world.now)
        blogs.routes["/people"] = feed_of("People posts", "Nurses", now=world.now)
        told = await blogs.add(sam, f"digest add {blogs.url('/two')} nursing")
        assert "That page has several feeds. Which one do you want to follow?" in told
        assert "People posts: " in told
        assert "the newest is “Nurses”" in told
        assert sam.buttons() == ["Tech posts", "People posts"]
        assert "We're looking for the blog." in await sam.press("People posts")
        await blogs.look()
        assert "People posts is in your digest now." in "".join(await sam.told())
        assert await followed(world, sam) == ["News", "People posts"]
        assert "only about nursing" in await sam.say("digest list")


async def test_many_feeds_of_a_page_are_chosen_in_a_form_by_whoever_asked(world: World) -> None:
    sam, ada = await world.member("Sam Okafor"), await world.member("Ada Ford")
    async with open_blogs(world) as blogs:
        names = ("One", "Two", "Three", "Four")
        blogs.routes["/"] = page_of("Many", *((name, f"/{name}") for name in names))
        for name in names:
            blogs.routes[f"/{name}"] = feed_of(name, f"A post of {name}", now=world.now)
        await blogs.add(sam, f"digest add {blogs.url()}")
        ada.shown = list(sam.shown)
        assert "out of date" in await ada.press("Choose a feed")
        await sam.press("Choose a feed")
        assert "Choose one." in await sam.fill(which="")
        await sam.fill(which="2")
        await blogs.look()
        assert await followed(world, sam) == ["Three"]


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/nothing", "The website says that there is nothing at that address."),
        ("/page", "That is a web page"),
        ("/wall", "blocking programs such as this one"),
        ("/closed", "The website does not let us read that address."),
        ("/busy", "The website asks us to come back later."),
        ("/huge", "What is there is larger than we can open."),
        ("/round", "sends us from one address to the next without end"),
        ("/list", "That is a list of feeds."),
        ("/inside", "We found no public website at that address."),
        ("/signed", "The address holds a sign-in name or password"),
    ],
)
async def test_what_is_no_blog_is_answered_in_plain_words(
    world: World, path: str, what: str
) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        blogs.routes |= {
            "/page": html("<html><body>Hello</body></html>"),
            "/wall": answer(403, b"Wait", {"cf-mitigated": "challenge"}),
            "/closed": answer(403),
            "/busy": answer(503),
            "/huge": answer(200, b"<rss>", {"Content-Length": "900000000"}),
            "/round": redirect("/round"),
            "/list": answer(200, b"<opml version='2.0'><body/></opml>"),
            "/inside": redirect("http://10.0.0.1/feed"),
            "/signed": redirect("http://sam:hunter2@example.org/feed"),
        }
        told = await blogs.add(sam, f"digest add {blogs.url(path)}")
        assert what in told
        assert "Nothing has changed." in told
        assert "/digest add" in told
        assert "hunter2" not in told
        assert await followed(world, sam) == []


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("blog", "“blog” isn't a web address"),
        ("ftp://example.org/feed", "A web address begins with https://."),
        ("https://sam:hunter2@example.org/feed", "holds a sign-in name or password"),
        ("sam:hunter2@example.org", "holds a sign-in name or password"),
        ("https://example.org/feed?token=hunter2", "has a key or password in it"),
        ("https://example.org:99999999/", "written in a way"),
    ],
)
async def test_an_address_that_we_do_not_use_is_refused_at_once_and_never_said_again(
    world: World, typed: str, what: str
) -> None:
    sam = await world.member("Sam Okafor")
    said = await sam.say(f"digest add {typed}")
    assert what in said
    assert "Nothing has changed" in said
    assert "hunter2" not in said
    await sam.say("digest add")
    said = await sam.fill(url=typed)
    assert what in said
    assert "hunter2" not in said
    async with open_blogs(world) as blogs:
        assert await blogs.look() == 0


@pytest.mark.parametrize(
    "inside", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "wiki.internal", "nowhere.invalid"]
)
async def test_private_addresses_and_those_that_lead_nowhere_are_answered_alike(
    world: World, inside: str
) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        told = await blogs.add(sam, f"digest add https://{inside}/feed")
        assert "We found no public website at that address." in told
        assert inside not in told


async def test_the_form_takes_a_channel_or_oneself(world: World) -> None:
    organiser, sam = priya(world), await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        serve(blogs)
        asked = await sam.say("digest add")
        assert "Organisers decide" in asked
        assert "/digest set has ready-made" in asked
        await sam.fill(url=blogs.url())
        await organiser.say("digest add", channel=True)
        assert "for #unmentoring" in await organiser.fill(url=blogs.url(), topics="maps")
        await blogs.look()
        assert await followed(world, sam) == await followed(world) == ["Harbour digital"]


async def test_a_list_has_numbers_rates_and_trouble_and_goes_on_by_pages(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "You follow no blogs yet." in await sam.say("digest list")
    assert sam.buttons() == ["Follow a blog", "Follow the ready-made set"]
    async with open_blogs(world) as blogs:
        for number in range(17):
            blogs.routes[f"/{number}"] = feed_of(f"B{number} blog", "Hello", now=world.now)
            await blogs.add(sam, f"digest add {blogs.url(f'/{number}')}")
        said = await sam.say("digest list")
        assert "Your digest follows 17 blogs" in said
        assert "1: B0 blog, about 1 post a week" in said
        assert "Page 1 of 2." in said
        assert "17: " not in said
        blogs.routes["/16"] = answer(500)
        await blogs.pass_time(2 * DAY)
        await blogs.poll()
        said = await sam.press("Next page")
        assert "17: B16 blog" in said
        assert "is out of order" in said


@pytest.mark.parametrize("which", ["2", "#2", "ferry notes", "{url}/ferry", "ferry"])
async def test_a_blog_is_taken_out_by_number_name_or_address_and_put_back(
    world: World, which: str
) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        serve(blogs)
        blogs.routes["/ferry"] = feed_of("Ferry notes", "Tides", now=world.now)
        await blogs.add(sam, f"digest add {blogs.url()}")
        await blogs.add(sam, f"digest add {blogs.url('/ferry')} tides")
        said = await sam.say(f"digest remove {which.format(url=blogs.url('').rstrip('/'))}")
        assert "Ferry notes is out of your digest." in said
        assert await followed(world, sam) == ["Harbour digital"]
        assert "Ferry notes is in your digest again." in await sam.press("Put it back")
        assert "is in your digest already" in await sam.press("Put it back")
        assert await followed(world, sam) == ["Harbour digital", "Ferry notes"]
        assert "only about tides" in await sam.say("digest list")


async def test_what_is_unclear_or_unknown_takes_nothing_out(world: World) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        for name in ("Harbour digital", "Harbour people"):
            blogs.routes[f"/{name[8]}"] = feed_of(name, "Hello", now=world.now)
            await blogs.add(sam, f"digest add {blogs.url(f'/{name[8]}')}")
        assert "no blog called “airport”" in await sam.say("digest remove airport")
        assert "Blog" in await sam.say("digest remove harbour")
        assert "Choose one." in await sam.fill(which="")
        ids = {option.label: option.value for option in sam.form.inputs[0].options}  # type: ignore[union-attr]
        assert "Harbour people is out" in await sam.fill(which=ids["2: Harbour people"])


async def test_only_organisers_change_what_a_channel_follows(world: World) -> None:
    organiser, sam = priya(world), await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        serve(blogs)
        await blogs.add(organiser, f"digest add {blogs.url()}", channel=True)
        assert "Harbour digital" in await sam.say("digest list", channel=True)
        for line in ("remove 1", "import", "set", "restore 1", "daily"):
            said = await sam.say(f"digest {line}", channel=True)
            assert "Only this network's organisers can do that." in said, line
        sam.shown = list(organiser.shown)
        assert "Only this network's organisers" in await sam.press("Weekly")
        assert (await digest_of_channel(world)).plan.rhythm == "off"


async def test_somebody_who_is_no_member_is_asked_to_join_and_then_it_is_done(
    world: World,
) -> None:
    stranger = world.person("Huw Prosser")
    for line in ("digest add blog.example.org", "digest list", "digest list #unmentoring"):
        assert "join" in await stranger.say(line)


async def test_nobody_presses_a_button_of_somebody_elses_digest(world: World) -> None:
    sam, ada = await world.member("Sam Okafor"), await world.member("Ada Ford")
    async with open_blogs(world) as blogs:
        serve(blogs)
        await blogs.add(sam, f"digest add {blogs.url()}")
        ada.shown = list(sam.shown)
        assert "out of date" in await ada.press("Weekly")


async def test_what_only_a_button_can_say_is_answered_kindly_when_typed(world: World) -> None:
    sam = await world.member("Sam Okafor")
    for line in ("digest take", "digest put back"):
        said = await sam.say(line)
        assert "nothing has changed" in said
        assert "/digest add" in said


async def test_not_now_keeps_what_is_followed(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "nothing would come" in await sam.say("digest daily")
    async with open_blogs(world) as blogs:
        serve(blogs)
        await blogs.add(sam, f"digest add {blogs.url()}")
        said = await sam.press("Not now")
        assert "What your digest follows is kept." in said
        assert "/digest me weekly" in said
        assert await followed(world, sam) == ["Harbour digital"]


async def test_trouble_on_our_side_is_told_and_nothing_has_changed(world: World) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        serve(blogs)
        await sam.say(f"digest add {blogs.url()}")
        await do_errands(world)  # nothing is wired there to fetch with
        assert "trouble on our side" in "".join(await sam.told())


async def test_what_the_network_follows_is_muted_and_not_taken_out(world: World) -> None:
    boss, sam = world.person("Priya Raman", "U0PRIYA"), await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        blogs.routes["/harbour"] = feed_of("Harbour notes", "Hello", now=world.now)
        await blogs.add(boss, f"digest add {blogs.url('/harbour')}", channel=True)
        await sam.say("digest me weekly")
        assert "1: Harbour notes" in await sam.say("digest list")
        for typed in ("1", "Harbour notes"):
            said = await sam.say(f"digest remove {typed}")
            assert "Harbour notes comes because this network follows it." in said
            assert "/digest mute Harbour notes" in said
