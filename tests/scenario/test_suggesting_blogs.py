"""Members suggest blogs for channels; organisers say yes or no, once; who asked is told."""

from tests.support.blog_web import feed_of, followed, open_blogs
from tests.support.chat import Chat, World
from tests.support.organising import audit, priya


async def test_a_members_add_to_a_channel_is_asked_about_and_accepted(world: World) -> None:
    organiser, sam = priya(world), await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        blogs.routes["/feed"] = feed_of("Harbour digital", "Maps", now=world.now)
        said = await sam.say(f"digest add {blogs.url('/feed')} maps", channel=True)
        assert "Organisers decide what #unmentoring follows" in said
        await blogs.look()
        told = "".join(await sam.told())
        assert "We've asked the organisers about Harbour digital." in told
        assert "Maps" in told
        (asked,) = await organiser.told()
        assert "Sam Okafor suggests that #unmentoring follows Harbour digital." in asked
        assert "Only posts about maps would be taken." in asked
        assert organiser.buttons() == ["Follow it", "Decline"]
        assert await followed(world) == []
        accepted = await organiser.press("Follow it")
        assert f"You've accepted Harbour digital ({blogs.url('/feed')}), and we fol" in accepted
        await blogs.look()
        assert "Harbour digital is in the digest of #unmentoring now." in "".join(
            await organiser.told()
        )
        assert await followed(world) == ["Harbour digital"]
        (answer,) = await sam.told()
        assert "The organisers said yes: #unmentoring follows Harbour digital (" in answer
        assert [entry.action for entry in await audit(world)] == ["digest.accept", "digest.add"]
        assert "answered this suggestion already" in await organiser.press("Follow it")
        assert "answered this suggestion already" in await organiser.press("Decline")


async def test_a_suggestion_is_declined_kindly(world: World) -> None:
    organiser, sam = priya(world), await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        blogs.routes["/feed"] = feed_of("Harbour digital", "Maps", now=world.now)
        await blogs.add(sam, f"digest suggest {blogs.url('/feed')}", channel=True)
        await organiser.told()
        assert "You've declined Harbour digital (" in await organiser.press("Decline")
        (answer,) = await sam.told()
        assert "decided not to follow Harbour digital (" in answer
        assert "/digest add" in answer
        assert await followed(world) == []
        assert "No suggested blog is waiting." in await organiser.say("digest suggestions")
        assert "declined a blog that was suggested for #unmentoring" in await organiser.say("log")


async def test_those_that_wait_are_listed_and_answered_by_number(world: World) -> None:
    organiser, sam = priya(world), await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        for name in ("One", "Two", "Three"):
            blogs.routes[f"/{name}"] = feed_of(name, "Hello", now=world.now)
            await blogs.add(sam, f"digest suggest {blogs.url(f'/{name}')}", channel=True)
        said = await organiser.say("digest suggestions")
        assert "3 suggested blogs are waiting" in said
        assert f"2: Two ({blogs.url('/Two')}), for #unmentoring, by Sam Okafor on Thursday" in said
        assert "No suggested blog of that number" in await organiser.say("digest accept 7")
        assert "You've declined" in await organiser.say("digest decline 2")
        assert "we follow it now" in await organiser.say("digest accept 1")
        await blogs.look()
        assert await followed(world) == ["One"]
        assert organiser.buttons() == []
        await organiser.say("digest accept")
        ids = [option.value for option in organiser.form.inputs[0].options]  # type: ignore[union-attr]
        assert "declined" in await organiser.fill(which=ids[0], answer="digest decline")


async def test_a_suggestion_for_any_channel_is_followed_where_the_organiser_says(
    world: World,
) -> None:
    organiser, sam = priya(world), await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        blogs.routes["/feed"] = feed_of("Harbour digital", "Maps", now=world.now)
        await blogs.add(sam, f"digest suggest {blogs.url('/feed')}")
        (asked,) = await organiser.told()
        assert "Sam Okafor suggests that this network follows Harbour digital." in asked
        await organiser.press("Follow it")
        assert "Choose a channel" in await organiser.fill(where="")
        assert "we follow it now" in await organiser.fill(where=world.channel.id)
        await blogs.look()
        assert await followed(world) == ["Harbour digital"]


async def test_the_same_blog_is_suggested_once_and_what_is_no_blog_never(world: World) -> None:
    organiser, sam = priya(world), await world.member("Sam Okafor")
    ada = await world.member("Ada Ford")
    async with open_blogs(world) as blogs:
        blogs.routes["/feed"] = feed_of("Harbour digital", "Maps", now=world.now)
        for chat in (sam, ada):
            await blogs.add(chat, f"digest suggest {blogs.url('/feed')}", channel=True)
        told = await blogs.add(sam, f"digest suggest {blogs.url('/nothing')}", channel=True)
        assert "nothing at that address" in told
        assert "1 suggested blog is waiting" in await organiser.say("digest suggestions")


async def test_only_organisers_answer(world: World) -> None:
    sam = await world.member("Sam Okafor")
    for line in ("suggestions", "accept 1", "decline 1"):
        assert "Only this network's organisers" in await sam.say(f"digest {line}")
    await suggest_by_form(sam)


async def suggest_by_form(sam: Chat) -> None:
    await sam.say("digest suggest")
    assert "isn't a web address" in await sam.fill(url="blog")
    assert "We look at the blog first" in await sam.fill(url="blog.example.org")
