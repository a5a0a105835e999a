"""What the page draws, what it trusts, and what it weighs."""

import html
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.async_api import expect

from tests.browser.conftest import PageAt
from tests.support.teabot import NETWORK_FILE, Trial

PAGE = NETWORK_FILE.parent / "page"
GOLDEN = NETWORK_FILE.parents[2] / "tests" / "platforms" / "golden" / "slack"
LIMIT = 200_000


async def test_it_is_light_and_loads_nothing_from_another_host(
    playground: Trial, page_at: PageAt
) -> None:
    page = await page_at(1440, playground.url())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.reload()
    await expect(page.get_by_role("button", name="Join", exact=True)).to_be_visible()
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(playground.origin).netloc}
    files = {urlsplit(url).path for url in asked if "/api/" not in url}
    assert "/playground/app.js" in files
    assert not any(path.endswith(("cards.js", "mailbox.js")) for path in files), "not needed yet"
    served = (PAGE / (path.rpartition("/")[2] or "index.html") for path in files)
    assert sum(file.stat().st_size for file in served) < LIMIT


async def test_the_page_has_no_script_or_style_of_its_own_inside() -> None:
    text = (PAGE / "index.html").read_text("utf-8")
    assert "<style" not in text
    assert "style=" not in text
    assert "<script>" not in text
    scripts = "".join(file.read_text("utf-8") for file in PAGE.glob("*.js"))
    for dangerous in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write"):
        assert dangerous not in scripts


async def test_text_from_people_stays_text(playground: Trial, page_at: PageAt) -> None:
    page = await page_at(1440, playground.url())
    await page.get_by_role("combobox", name="Message #unmentoring").fill(
        "<img src=x onerror=alert(1)> *bold* <javascript:alert(1)|press>"
    )
    await page.keyboard.press("Enter")
    mine = page.locator(".message").last
    await expect(mine).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(mine.locator("strong", has_text="bold")).to_be_visible()
    await playground.post("<javascript:alert(1)|press me> and <https://example.org|go on>")
    last = page.locator(".message").last
    await expect(last).to_contain_text("press me and go on")
    await expect(last.locator(".message-body a")).to_have_attribute("href", "https://example.org")
    assert await page.locator(".message img[src=x]").count() == 0


async def test_marks_become_real_lists_quotes_and_names(playground: Trial, page_at: PageAt) -> None:
    page = await page_at(1440, playground.url())
    await playground.post(
        "Hello <@U0PRIYA> in <#C0DATA>, _really_ ~no~ `code *kept*` snake_case_name 2*3*4\n"
        "• one\n• two\n&gt; quoted\n```\na &lt; b\n```"
    )
    body = page.locator(".message").last.locator(".message-body")
    await expect(body).to_contain_text("Hello @Priya Raman in #data")
    assert await body.locator("em").all_inner_texts() == ["really"]
    assert await body.locator("s").all_inner_texts() == ["no"]
    assert await body.locator("code").all_inner_texts() == ["code *kept*"]
    assert await body.locator("li").all_inner_texts() == ["one", "two"]
    assert await body.locator("blockquote").inner_text() == "quoted"
    assert await body.locator("pre").inner_text() == "a < b"
    await expect(body).to_contain_text("snake_case_name 2*3*4")


DRAW = """async (blocks) => {
  const { drawBlocks } = await import("/playground/blocks.js");
  const { makeSurface } = await import("/playground/surface.js");
  const surface = makeSurface({ source: "message" }, { nameOf: () => null });
  const place = document.createElement("div");
  place.append(...drawBlocks(blocks, surface));
  return place.textContent;
}"""


def read_golden(name: str) -> dict[str, Any]:
    """A message or view as the bot's own renderer makes it."""
    read: dict[str, Any] = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
    return read


def list_words(node: object) -> Iterator[str]:
    """Every text that is shown at once; options may wait in a list that is not open yet."""
    if isinstance(node, list):
        for part in node:
            yield from list_words(part)
    elif isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        hidden = {"options", "option_groups", "initial_options", "placeholder", "confirm"}
        for key, part in node.items():
            if key not in hidden:
                yield from list_words(part)


@pytest.mark.parametrize("name", sorted(file.stem for file in GOLDEN.glob("*.json")))
async def test_everything_that_the_bot_renders_is_drawn(
    playground: Trial, page_at: PageAt, name: str
) -> None:
    blocks = read_golden(name)["blocks"]
    page = await page_at(768, playground.url())
    text = await page.evaluate(DRAW, blocks)
    assert "cannot draw" not in text
    words = {word for block in list_words(blocks) for word in html.unescape(block).split()}
    assert words
    assert [word for word in words if word not in text] == []


async def test_the_pages_files_are_served_under_their_policy(playground: Trial) -> None:
    async with httpx.AsyncClient() as client:
        for file in ("", *(file.name for file in PAGE.iterdir())):
            answer = await client.get(f"{playground.origin}/playground/{file}")
            assert answer.status_code == 200
            policy = answer.headers["content-security-policy"]
            assert policy == "default-src 'self'; img-src 'self' data:"
