"""A digest comes to a mailbox: by e-mail alone, as a screen of posts with links to the rest."""

from datetime import timedelta

from tests.support.chat import World
from tests.support.digest_days import until
from tests.support.digesting import DAILY, a_feed, an_entry, follow, write
from tests.support.mail_pages import Browser, ByMail

BLOG = a_feed("council", "Example Council Digital")
WEEK = timedelta(days=8)


async def a_reader(world: World, *titles: str) -> Browser:
    """Somebody with a mailbox alone, to whom a digest of these posts has come."""
    by_mail = ByMail(world)
    await follow(world, BLOG, plan=DAILY)
    bo = await by_mail.member("Bo Lind", "bo@example.org", "Example Council")
    await bo.sign_in()
    said = await bo.say("digest me weekly")
    assert "Your first digest comes on Monday 30 November 2026 at 9am." in said
    await write(world, BLOG, *(an_entry(n, title) for n, title in enumerate(titles)))
    await until(world, world.now + WEEK, arrive=False)
    return bo


async def test_a_screen_of_posts_comes_as_a_mail_and_the_rest_is_a_link(world: World) -> None:
    bo = await a_reader(world, *(f"Post of today {n}" for n in range(20)))
    (letter,) = await bo.letters()
    assert letter.subject == "New from the blogs you follow: Monday 30 November 2026"
    assert letter.text.count("Post of today") == 8
    assert "Ade Bello, Example Council Digital · 4 minute read" in letter.text
    said = await bo.open(await bo.link("The rest (12)"))
    assert "Nothing has been done yet." in said
    assert (await bo.press("The rest (12)")).count("Post of today") >= 8


async def test_what_comes_is_chosen_and_stopped_from_the_mail(world: World) -> None:
    bo = await a_reader(world, "One post")
    await bo.open(await bo.link("Choose what you see"))
    said = await bo.press("Choose what you see")
    assert "New blog posts come to you every Monday at 9am." in said
    (letter,) = await bo.letters()
    await bo.open(letter.stop)
    (stop,) = [label for label in bo.buttons() if "top" in label]
    await bo.press(stop)
    await bo.open(await bo.link("your page"))
    assert "No digest comes to you" in await bo.say("digest me off")


async def test_hostile_titles_are_words_in_a_mail(world: World) -> None:
    title = (
        "<img src=x onerror=alert(1)> [here](https://evil.example) <https://evil.example|gov.uk>"
    )
    bo = await a_reader(world, title)
    (letter,) = await bo.letters()
    assert "<img" not in letter.html
    assert "&lt;img src=x onerror=alert(1)&gt;" in letter.html
    assert 'href="https://evil.example' not in letter.html
    assert "](https://evil.example)" not in letter.markdown.replace("\\]", "")
