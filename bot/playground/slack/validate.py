"""Slack's limits on blocks, modals and the Home tab (docs.slack.dev, Block Kit reference)."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.playground.common.given import Json, Raw
from bot.playground.slack.elements import (
    IN_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    LONGEST_ID,
    check_element,
    check_image,
)
from bot.playground.slack.errors import SlackError, invalid
from bot.playground.slack.findings import TEXT_TYPES, Findings

MOST_IN_MESSAGE, MOST_IN_VIEW = 50, 100
LONGEST_MARKDOWN = 12_000
LONGEST_TITLE = 24


def check_message_blocks(blocks: Raw) -> None:
    """Raise what chat.postMessage answers to these blocks, or return where they are fine."""
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    if problems := check_blocks(blocks, (0, MOST_IN_MESSAGE), ANYWHERE | IN_MESSAGES):
        raise invalid("invalid_blocks", problems)
    texts = [block["text"] for block in blocks if block["type"] == "markdown"]
    if sum(map(len, texts)) > LONGEST_MARKDOWN:
        raise SlackError("msg_blocks_too_long")


def check_view(view: Raw, kind: str) -> Findings:
    """What is wrong with a view that has to be of this kind ("modal" or "home")."""
    found = Findings()
    if not isinstance(view, dict) or view.get("type") != kind:
        found.report(f"must be a view of type {kind}", "/view/type")
        return found
    found.check_string(view, "private_metadata", 3_000, "/view")
    found.check_string(view, "callback_id", LONGEST_ID, "/view")
    found.check_string(view, "external_id", LONGEST_ID, "/view")
    blocks = view.get("blocks")
    found.extend(check_blocks(blocks, (1, MOST_IN_VIEW), ANYWHERE, "/view/blocks"))
    if kind == "modal" and isinstance(blocks, list):
        _check_modal(found, view, blocks)
    return found


def _check_modal(found: Findings, view: Json, blocks: list[Any]) -> None:
    has_input = any(isinstance(b, dict) and b.get("type") == "input" for b in blocks)
    found.check_text(view, "title", LONGEST_TITLE, "/view", plain=True)
    found.check_text(view, "submit", LONGEST_TITLE, "/view", plain=True, needed=has_input)
    found.check_text(view, "close", LONGEST_TITLE, "/view", plain=True, needed=False)


def check_blocks(
    blocks: Raw, count: tuple[int, int], allowed: Mapping[str, "Check"], at: str = "/blocks"
) -> Findings:
    """What is wrong with a list of blocks, at least and at most `count` of them."""
    found = Findings()
    if not found.check_count(blocks, *count, at):
        return found
    for n, block in enumerate(blocks):
        _check_block(found, block, allowed, f"{at}/{n}")
    named = [block for block in blocks if isinstance(block, dict) and "block_id" in block]
    found.check_unique([str(block["block_id"]) for block in named], "block_id", at)
    return found


def _check_block(found: Findings, block: Raw, allowed: Mapping[str, "Check"], at: str) -> None:
    kind = block.get("type") if isinstance(block, dict) else None
    check = allowed.get(str(kind))
    if check is None:
        found.report(f"unsupported type: {kind}", f"{at}/type")
        return
    found.check_string(block, "block_id", LONGEST_ID, at)
    check(found, block, at)


def _check_section(found: Findings, block: Json, at: str) -> None:
    fields = block.get("fields")
    found.check_text(block, "text", 3_000, at, plain=False, needed=fields is None)
    if fields is not None and found.check_count(fields, 1, 10, f"{at}/fields"):
        for n, text in enumerate(fields):
            found.check_text({str(n): text}, str(n), 2_000, f"{at}/fields", plain=False)
    if "accessory" in block:
        check_element(found, block["accessory"], IN_SECTION, f"{at}/accessory")


def _check_header(found: Findings, block: Json, at: str) -> None:
    found.check_text(block, "text", 150, at, plain=True)


def _check_divider(found: Findings, block: Json, at: str) -> None:
    """A divider has nothing to check."""


def _check_context(found: Findings, block: Json, at: str) -> None:
    place = f"{at}/elements"
    if not found.check_count(block.get("elements"), 1, 10, place):
        return
    for n, element in enumerate(block["elements"]):
        kind = element.get("type") if isinstance(element, dict) else None
        if kind == "image":
            check_image(found, element, f"{place}/{n}")
        elif kind in TEXT_TYPES:
            found.check_text({str(n): element}, str(n), 2_000, place, plain=False)
        else:
            found.report(f"unsupported type: {kind}", f"{place}/{n}/type")


def _check_actions(found: Findings, block: Json, at: str) -> None:
    place = f"{at}/elements"
    if not found.check_count(block.get("elements"), 1, 25, place):
        return
    for n, element in enumerate(block["elements"]):
        check_element(found, element, IN_ACTIONS, f"{place}/{n}")
    ids = [e["action_id"] for e in block["elements"] if isinstance(e, dict) and "action_id" in e]
    found.check_unique(ids, "action_id", place)


def _check_input(found: Findings, block: Json, at: str) -> None:
    found.check_text(block, "label", 2_000, at, plain=True)
    found.check_text(block, "hint", 2_000, at, plain=True, needed=False)
    check_element(found, block.get("element"), IN_INPUT, f"{at}/element")


def _check_image_block(found: Findings, block: Json, at: str) -> None:
    check_image(found, block, at)
    found.check_text(block, "title", 2_000, at, plain=True, needed=False)


def _check_markdown(found: Findings, block: Json, at: str) -> None:
    if not block.get("text"):
        found.report("missing required field: text", at)
    found.check_string(block, "text", LONGEST_MARKDOWN, at)


def _check_rich_text(found: Findings, block: Json, at: str) -> None:
    found.check_count(block.get("elements"), 0, 1_000, f"{at}/elements")


Check = Callable[[Findings, Json, str], None]
ANYWHERE: dict[str, Check] = {
    "section": _check_section,
    "header": _check_header,
    "divider": _check_divider,
    "context": _check_context,
    "actions": _check_actions,
    "input": _check_input,
    "image": _check_image_block,
    "rich_text": _check_rich_text,
}
IN_MESSAGES: dict[str, Check] = {"markdown": _check_markdown}
