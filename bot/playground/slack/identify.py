"""Finds the parts of Block Kit that can be pressed, and names those that came without a name."""

from collections.abc import Iterator

from bot.playground.common.given import Json

WITHOUT_ACTION = {"mrkdwn", "plain_text", "image"}


def elements_of(block: Json) -> Iterator[Json]:
    """The interactive elements of one block, as they stand in it (not copies)."""
    if block.get("type") == "rich_text":
        return
    candidates = [block.get("accessory"), block.get("element"), *(block.get("elements") or ())]
    for element in candidates:
        if isinstance(element, dict) and element.get("type") not in WITHOUT_ACTION:
            yield element


def fill_ids(blocks: list[Json], seed: str) -> None:
    """Give every block a block_id and every element an action_id where they have none."""
    for n, block in enumerate(blocks):
        block.setdefault("block_id", f"b{n}.{seed}"[:255])
        for m, element in enumerate(elements_of(block)):
            element.setdefault("action_id", f"a{n}.{m}.{seed}"[:255])


def find_element(blocks: list[Json], block_id: str, action_id: str) -> Json | None:
    """The element of these ids, or None."""
    for block in blocks:
        if block.get("block_id") == block_id:
            for element in elements_of(block):
                if element.get("action_id") == action_id:
                    return element
    return None
