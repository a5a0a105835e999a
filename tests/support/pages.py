"""Steps and looks that the tests of the playground's page share."""

from playwright.async_api import Page, expect

WATCH_ANNOUNCER = """() => {
  window.heard = [];
  new MutationObserver(() => {
    const text = document.getElementById("announcer").textContent;
    if (text) window.heard.push(text);
  }).observe(document.getElementById("announcer"), { childList: true, subtree: true });
}"""
FOCUSED = "() => document.activeElement.textContent.trim() || document.activeElement.id"


async def open_form(page: Page, name: str = "Join") -> None:
    """Press a button of the card and wait for its form."""
    await page.get_by_role("button", name=name, exact=True).first.click()
    await expect(page.get_by_role("dialog")).to_be_visible()
