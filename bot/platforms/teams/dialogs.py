"""What a message extension shows: dialogs (task modules), and results of a search. Pure.

In a dialog Teams sends by Action.Submit only, which names no verb: the line is in the data.
"""

from collections.abc import Iterator
from typing import cast

from bot.form import Answer
from bot.message import Bold, Message, Paragraph, plain
from bot.platforms.teams.connector import CARD
from bot.platforms.teams.markup import Json, Reader
from bot.platforms.teams.render import render_message
from bot.platforms.teams.reply import in_a_sentence
from bot.wording.networks import on_teams

_TITLE = 60
_PREVIEW = "application/vnd.microsoft.card.thumbnail"


def card_task(title: str, card: Json) -> Json:
    """Return a dialog that shows a card."""
    shown = {"contentType": CARD, "content": _for_dialog(card)}
    value = {"title": title[:_TITLE], "height": "large", "width": "medium", "card": shown}
    return {"task": {"type": "continue", "value": value}}


def message_task(words: str) -> Json:
    """Return the end of a dialog: a sentence."""
    return {"task": {"type": "message", "value": words}}


def found_notes(answer: Answer | None, reader: Reader) -> Json:
    """Return each session that was found as a card; where none was, the words that say so."""
    if not isinstance(answer, Message):
        return search_text(on_teams.what_to_search())
    found = [_result(block, reader) for block in _sessions(answer)]
    return _results(found) if found else search_text(in_a_sentence(answer))


def nothing_typed() -> Json:
    """Return what a search shows before anything was typed."""
    return search_text(on_teams.what_to_search())


def _for_dialog(card: Json) -> Json:
    """Return a card whose buttons are sent from a dialog."""
    return cast("Json", _changed(card))


def _changed(part: object) -> object:
    if isinstance(part, list):
        return [_changed(one) for one in part]
    if not isinstance(part, dict):
        return part
    changed = {name: one if name == "data" else _changed(one) for name, one in part.items()}
    if changed.get("type") == "Action.Execute":
        changed.pop("verb", None)
        changed["type"] = "Action.Submit"
    return changed


def _sessions(answer: Message) -> Iterator[Paragraph]:
    """Found sessions begin with their title in bold."""
    for block in answer.blocks:
        if isinstance(block, Paragraph) and block.text and isinstance(block.text[0], Bold):
            yield block


def _result(found: Paragraph, reader: Reader) -> Json:
    title, _, rest = plain(found.text).partition(" · ")
    preview = {"title": title, "text": rest}
    return {
        "contentType": CARD,
        "content": render_message(Message((found,)), reader),
        "preview": {"contentType": _PREVIEW, "content": preview},
    }


def _results(found: list[Json]) -> Json:
    shown = {"type": "result", "attachmentLayout": "list", "attachments": found}
    return {"composeExtension": shown}


def search_text(words: str) -> Json:
    """Return a sentence in place of what a search finds."""
    return {"composeExtension": {"type": "message", "text": words}}
