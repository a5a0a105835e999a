"""The same journey, shorter, in the page of Agents Playground, with pictures for the documents."""

from dataclasses import dataclass

from playwright.async_api import Error, Locator, expect

from tests.agents_playground.journey import Outcome
from tests.agents_playground.microsoft import BEFORE, FEED, NEWS
from tests.agents_playground.network import BEE, DUE, TENANT_NAME
from tests.agents_playground.page import PlaygroundPage, page_open
from tests.agents_playground.stage import Stage

NAME = "In its page: join, profile, introduction, met, notes and a digest, drawn by Microsoft"


async def walk_through(stage: Stage, *, pictures: bool) -> Outcome:
    """Open the page, walk through it, and tell what was wrong."""
    try:
        async with page_open(stage.playground.origin, pictures=pictures) as page:
            await PageWalk(page, stage).run()
    except (AssertionError, Error) as error:
        return Outcome(NAME, str(error))
    return Outcome(NAME)


@dataclass(frozen=True, slots=True)
class PageWalk:
    """One person at the page."""

    page: PlaygroundPage
    stage: Stage

    async def run(self) -> None:
        """Do it all, in order."""
        await self.join()
        await self.fill_profile()
        await self.be_introduced()
        await self.write_notes()
        await self.follow_blog()
        await self.read_digest()

    async def join(self) -> None:
        """An input that is needed and empty is refused by the page; then the form is sent."""
        await self.page.say("unmentor join")
        form = await self.page.card("Your organisation")
        await _press(form, "Join")
        await expect(form.get_by_text("We need an answer here: Your organisation")).to_be_visible()
        await form.get_by_role("textbox", name="Your organisation").fill(TENANT_NAME)
        await self.page.picture(form, "form")
        await _press(form, "Join")
        await self.page.card("You're in Unmentoring, monthly")

    async def fill_profile(self) -> None:
        """What others read first; days are chosen, several at once."""
        await self.page.say("unmentor profile")
        form = await self.page.card("What you'd like to talk about")
        talk = form.get_by_role("textbox", name="What you'd like to talk about")
        await talk.fill("Bins & benches")
        await self.page.picture(form, "profile")
        await _press(form, "Save")
        await self.page.card("Saved")

    async def be_introduced(self) -> None:
        """The second question opens under its button; letters stay letters."""
        await self.page.say("unmentor round preview")
        preview = await self.page.card("2 people would be introduced")
        await _press(preview, "Introduce 1 pair")
        await expect(preview.get_by_text("Send these introductions?")).to_be_visible()
        await preview.get_by_role("button", name="Introduce 1 pair").last.click()
        met = await self.page.card(f"Meet {BEE.name}")
        await expect(met).to_contain_text("**never**")
        await self.page.picture(met, "introduction")
        await _press(met, "We've met")
        await self.page.picture(await self.page.card("you and Bee have met"), "met")

    async def write_notes(self) -> None:
        """A long form, sent, is replaced by what became of it.

        The page empties all forms when a message comes, so the last one is waited for.
        """
        await self.page.card("2 of 2 messages were delivered")
        await self.page.say("notes new")
        form = await self.page.card("Title of the session")
        await form.get_by_role("textbox", name="Title of the session").fill("Signs in plain words")
        await form.get_by_role("textbox", name="Notes. Points").fill("Test with a child.")
        await form.get_by_role("textbox", name="Summary").fill("Signs that people read.")
        await self.page.picture(form, "notes")
        await _press(form, "Save")
        await expect(form).to_have_count(0)

    async def follow_blog(self) -> None:
        """What a blog wrote comes as links."""
        await self.page.say(f"digest add {self.stage.web}{FEED}")
        found = await self.page.card("Tynewick digital")
        await expect(found.get_by_role("link", name=BEFORE)).to_be_visible()
        await self.page.picture(found, "blog")
        await _press(found, "Weekly")
        await self.page.card("Your digest comes once a week")

    async def read_digest(self) -> None:
        """The bot was stopped and comes back days later: the digest is there by itself."""
        await self.stage.be_at(DUE)
        await self.page.picture(await self.page.card(NEWS, seconds=100), "digest")


async def _press(card: Locator, title: str) -> None:
    await card.get_by_role("button", name=title, exact=True).first.click()
