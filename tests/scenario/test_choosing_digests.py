"""Choosing what a digest shows, and when: typed, in a form, and by a tick when joining."""

from dataclasses import replace

from sqlalchemy import update

from bot.form import ChoiceInput, MultiChoiceInput
from storage.digest_records import DigestPlan
from storage.tables import DeliveryRow
from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.digesting import WEEKLY, a_feed, an_entry, follow, follow_oneself, write
from tests.support.organising import priya

COUNCIL = a_feed("council", "Example Council Digital")
PLANET = a_feed("planet", "Public Sector Bloggers")
OFF = replace(WEEKLY, rhythm="off")
"""Dialogs begin on Thursday 26 November 2026 at 10am."""


async def plan_of(world: World, chat: Chat | None = None) -> DigestPlan:
    """What the channel's digest takes, or somebody's own."""
    member = await chat.find_member() if chat else None

    def read(tx: Transaction) -> DigestPlan:
        network = world.network.id
        found = (
            tx.digests.of_member(network, member.id)
            if member
            else tx.digests.of_place(network, world.channel.id)
        )
        assert found
        return found.plan

    return await world.aside.read(read)


async def test_a_channel_hears_when_its_first_digest_comes(world: World) -> None:
    boss = priya(world)
    await follow(world, COUNCIL, plan=OFF)
    said = await boss.say("digest here weekly mon 09:00", channel=True)
    assert "The first digest comes to #unmentoring on Monday 30 November 2026 at 9am." in said
    said = await boss.say("digest here weekdays at 8:30", channel=True)
    assert "The next digest comes to #unmentoring on Friday 27 November 2026 at 8:30am." in said
    said = await boss.say("digest here every other friday at noon", channel=True)
    assert "every other Friday at midday" in said
    assert (await plan_of(world)).rhythm == "fortnightly"
    said = await boss.say("digest here whenever", channel=True)
    assert "We don't know how often “whenever” is. Nothing has changed." in said
    assert "comes no more" in await boss.say("digest here off", channel=True)
    assert "nothing has changed" in await boss.say("digest here off", channel=True)
    log = await boss.say("log")
    assert "Priya Raman chose when the digest of #unmentoring comes" in log


async def test_members_decide_for_themselves_and_not_for_a_channel(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await follow(world, COUNCIL)
    said = await sam.say("digest here daily", channel=True)
    assert "Only this network's organisers can do that. They are: Priya Raman." in said
    for verb in ("topics data", "region Wales", "mute data", "skip", "now", "here"):
        refused = await sam.say(f"digest {verb}", channel=True)
        assert "Only this network's organisers" in refused, verb
    said = await sam.say("digest choose", channel=True)
    assert "They are: Priya Raman." in said
    assert sam.buttons() == ["Choose your own digest"]
    said = await sam.say("digest me daily at 8", channel=True)
    assert "Your first digest comes on Friday 27 November 2026 at 8am." in said
    assert await plan_of(world) == WEEKLY


async def test_ones_own_digest_is_about_ones_interests_and_in_ones_own_zone(world: World) -> None:
    sam = await world.member("Sam Okafor", interests=("data",), zone="Europe/Paris")
    await follow(world, COUNCIL)
    said = await sam.say("digest me weekly")
    assert "Your first digest comes on Monday 30 November 2026 at 9am." in said
    assert "You see posts on your interests: data." in said
    await write(world, COUNCIL, an_entry(1, "Data sharing"), an_entry(2, "Cats"))
    said = await sam.say("digest preview")
    assert "Because you follow data" in said
    assert "Cats" not in said
    await sam.say("digest me topics everything", channel=True)
    assert "Cats" in await sam.say("digest preview")


async def test_commas_alone_change_no_topics(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("digest me weekly")
    await sam.say("digest topics data, service design")
    assert "Posts on data and service design are shown." in await sam.say("digest topics , ;")
    assert "Changed for your digest." in await sam.say("digest topics everything,")


async def test_the_form_counts_no_blogs_where_none_was_added(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await follow(world, COUNCIL)
    await sam.say("digest choose")
    assert sam.form
    (reads,) = [one for one in sam.form.inputs if one.name == "reads"]
    assert isinstance(reads, ChoiceInput)
    assert [option.label for option in reads.options] == [
        "The one blog that this network follows",
        "Only blogs added here: none yet",
    ]


async def test_somebody_without_a_scheme_has_a_digest_by_one_tick(world: World) -> None:
    sam = world.person("Sam Okafor")
    await sam.say("teapoint join")
    assert sam.form
    assert "digest" not in [given.name for given in sam.form.inputs], "nothing is followed"
    await follow(world, COUNCIL)
    await sam.say("teapoint join")
    (tick,) = [one for one in sam.form.inputs if isinstance(one, MultiChoiceInput)]
    assert tick.values == (), "nobody is signed up by saying nothing"
    said = await sam.fill(organisation="new:Eastmarsh", sector="local", digest=("weekly",))
    assert "Your first digest comes on Monday 30 November 2026 at 9am." in said
    assert (await plan_of(world, sam)).reads == "all"
    huw = world.person("Huw Pugh")
    await huw.say("unmentor join")
    said = await huw.fill(organisation="new:Eastmarshes", sector="local", digest=("weekly",))
    assert "Did you mean Eastmarsh?" in said
    assert huw.form
    same = next(one for one in huw.form.inputs if isinstance(one, ChoiceInput))
    said = await huw.fill(same_organisation=same.options[0].value)
    assert "Your first digest comes on Monday" in said, "the tick was kept while we asked"


async def test_one_form_holds_everything(world: World) -> None:
    boss = priya(world)
    await follow(world, COUNCIL, PLANET)
    screen = await boss.say("digest choose", channel=True)
    assert "New blog posts come to #unmentoring every Monday at 9am." in screen
    assert "Choose at least one topic" in await boss.fill(shows="topics", topics=())
    assert "Type a time" in await boss.fill(at="nine")
    said = await boss.fill(
        shows="topics",
        topics=("data", "new:Procurement"),
        region=" Leeds ",
        muted=(f"feed:{PLANET.url}",),
        rhythm="daily",
        at="08:15",
        holidays="skip",
    )
    assert "comes to #unmentoring on Friday 27 November 2026 at 8:15am." in said
    assert "Posts on data and Procurement are shown. What isn't about Leeds is left out." in said
    assert "One thing is muted." in said
    await boss.say("digest choose", channel=True)
    assert boss.form
    (muted,) = [one for one in boss.form.inputs if isinstance(one, MultiChoiceInput)]
    assert muted.values == (f"feed:{PLANET.url}",)
    await boss.fill(muted=(), rhythm="off")
    assert "Nothing is muted." in await boss.say("digest muted", channel=True)
    assert (await plan_of(world)).rhythm == "off"


async def test_the_form_of_a_channel_is_its_own_wherever_it_is_sent_from(world: World) -> None:
    boss = priya(world)
    await world.take_in(boss)
    await boss.say("digest here", channel=True)
    said = await boss.fill(rhythm="weekly")  # a form that is sent says no channel
    assert "#unmentoring" in said
    assert (await plan_of(world)).rhythm == "weekly"


async def test_what_is_muted_is_found_by_its_name_and_comes_back_by_a_press(world: World) -> None:
    boss = priya(world)
    await follow(world, COUNCIL)
    await write(world, COUNCIL, an_entry(1, author="Ade Bello"), an_entry(2, author="Jo Kay"))
    said = await boss.say("digest mute exampel council digtal", channel=True)
    assert "Did you mean one of these?" in said
    assert boss.buttons() == ["The blog Example Council Digital"]
    assert "Muted" in await boss.press("The blog", channel=True)
    assert "Nothing is new" in await boss.say("digest preview", channel=True)
    assert "shows the blog Example Council Digital again" in await boss.press("Show it again")
    assert "leaves out the author Jo Kay" in await boss.say("digest mute jo kay", channel=True)
    said = await boss.say("digest preview", channel=True)
    assert "Jo Kay" not in said
    assert "Ade Bello" in said
    assert "author: Jo Kay" in await boss.say("digest muted", channel=True)
    assert "shows the author Jo Kay again" in await boss.say("digest unmute jo kay", channel=True)
    assert "is not muted" in await boss.say("digest unmute jo kay", channel=True)
    assert "is called “xyzzy”" in await boss.say("digest mute xyzzy", channel=True)


async def test_weekly_with_a_day_and_an_hour_is_understood_without_another_word(
    world: World,
) -> None:
    sam = await world.member("Sam Okafor")
    await follow(world, COUNCIL)
    assert "Tuesday 1 December 2026 at 8am" in await sam.say("digest weekly tue 8am")


async def which_blogs(chat: Chat) -> list[str]:
    """From which blogs the form offers to read."""
    await chat.say("digest choose")
    assert chat.form
    (reads,) = [one for one in chat.form.inputs if one.name == "reads"]
    assert isinstance(reads, ChoiceInput)
    return [option.label for option in reads.options]


async def test_the_networks_blogs_and_ones_own_are_counted_apart(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await follow(world, COUNCIL)
    own = await follow_oneself(world, sam, PLANET, plan=replace(OFF, reads="chosen"))
    said = await sam.say("digest")
    assert "This network follows one blog: Example Council Digital." in said
    both = "All 2 blogs: this network's and your own"
    assert await which_blogs(sam) == [both, "The one blog added here"]
    said = await sam.fill(rhythm="weekly", reads="all")
    assert "It reads 2 blogs: this network's and your own." in said
    listed = await sam.say("digest list")
    assert "It takes every blog that this network follows, and your own." in listed
    assert "Your digest follows 2 blogs" in listed
    await world.aside.write(lambda tx: tx.digests.unfollow(own.id, tx.feeds.find(PLANET.url).id))  # type: ignore[union-attr]
    assert (await which_blogs(sam))[0] == "The one blog that this network follows"


async def test_blogs_are_all_named_while_they_are_few(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await follow(world, COUNCIL, PLANET)
    said = await sam.say("digest")
    assert "follows 2 blogs: Example Council Digital and Public Sector Bloggers." in said
    await follow(world, *(a_feed(f"b{number}", f"Blog {number}") for number in range(4)))
    assert "This network follows 6 blogs, such as" in await sam.say("digest")


async def test_how_to_invite_us_is_said_until_we_have_posted_there(world: World) -> None:
    boss = priya(world)
    await follow(world, COUNCIL)
    assert "/invite @Teapoint" in await boss.say("digest daily", channel=True)
    await write(world, COUNCIL, an_entry(1))
    await boss.say("digest now", channel=True)

    def arrive(tx: Transaction) -> None:
        tx.session.execute(update(DeliveryRow).values(state="sent"))

    await world.aside.write(arrive)
    said = await boss.say("digest weekly", channel=True)
    assert "The digest of #unmentoring comes once a week" in said
    assert "invite" not in said
