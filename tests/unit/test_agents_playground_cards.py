"""How the check with Agents Playground reads what that shows."""

import pytest

from tests.agents_playground.__main__ import as_table
from tests.agents_playground.cards import fill_in, read_frame
from tests.agents_playground.journey import Outcome
from tests.agents_playground.network import Json

_CARD: Json = {
    "type": "AdaptiveCard",
    "body": [
        {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "Meet "}, "Bee"]},
        {"type": "Input.Text", "id": "topics~text", "label": "Topics", "value": "bins"},
    ],
    "actions": [
        {
            "type": "Action.ShowCard",
            "title": "Send",
            "card": {
                "type": "AdaptiveCard",
                "body": [{"type": "TextBlock", "text": "Sure?"}],
                "actions": [{"type": "Action.Execute", "title": "Send", "verb": "send yes"}],
            },
        }
    ],
}
_FRAME: Json = {
    "action": "createMessage",
    "actionConversationId": "19:coffee@thread.tacv2;messageid=7",
    "message": {"messageId": "8", "attachments": [{"content": _CARD}]},
}


def test_a_frame_is_read_as_a_message_with_its_words_and_buttons() -> None:
    sight = read_frame(_FRAME)
    assert sight
    assert (sight.id, sight.conversation, sight.thread) == ("8", "19:coffee@thread.tacv2", "7")
    assert sight.words == "Meet Bee\nTopics\n[Send]\nSure?\n[Send]"
    assert sight.find_action("Send")["verb"] == "send yes", "the one below the second question"
    with pytest.raises(AssertionError, match="no button 'Join'"):
        sight.find_action("Join")
    assert read_frame({"action": "typing"}) is None


def test_a_form_sends_what_stands_in_it_and_what_is_typed() -> None:
    inputs: list[Json] = [*_sight_inputs(), {"type": "Input.Text", "id": "name~text"}]
    assert fill_in(inputs, {"name": "Jo"}) == {"topics~text": "bins", "name~text": "Jo"}
    with pytest.raises(AssertionError, match="no input 'phone'"):
        fill_in(inputs, {"phone": "1"})


def test_what_failed_is_said_below_its_check() -> None:
    told = as_table([Outcome("Join"), Outcome("Met", "no button")])
    assert told == "passed  Join\nfailed  Met\n        no button\n1 of 2 checks passed"


def _sight_inputs() -> list[Json]:
    sight = read_frame(_FRAME)
    assert sight
    return sight.inputs()
