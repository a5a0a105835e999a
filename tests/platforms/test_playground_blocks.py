"""The playground refuses what Slack refuses: limits against an independent table and an oracle."""

from collections.abc import Callable

import pytest
import slackblocks._limits as published
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.playground.common.given import Json, Raw
from bot.playground.slack.errors import SlackError
from bot.playground.slack.validate import check_message_blocks, check_view

Build = Callable[[int], list[Json]]


def plain(length: int) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def words(length: int) -> Json:
    return {"type": "mrkdwn", "text": "x" * length}


def option(n: int, text: int = 5, value: int = 4) -> Json:
    return {"text": plain(text), "value": f"{n}".rjust(value, "v")}


def actions(*elements: Json) -> list[Json]:
    return [{"type": "actions", "elements": list(elements)}]


def button(text: int = 3, **more: Raw) -> Json:
    return {"type": "button", "text": plain(text)} | more


def select(count: int) -> Json:
    return {
        "type": "static_select",
        "placeholder": plain(3),
        "options": [option(n) for n in range(count)],
    }


def choices(kind: str) -> Build:
    return lambda n: actions({"type": kind, "options": [option(m) for m in range(n)]})


def field(element: Json, **more: Raw) -> list[Json]:
    return [{"type": "input", "label": plain(3), "element": element} | more]


# What may be so long or so many, by the name of its limit in the published table.
LIMITS: dict[str, Build] = {
    "TEXT_MAX_LENGTH": lambda n: [{"type": "section", "text": words(n)}],
    "SECTION_FIELDS_MAX_ITEMS": lambda n: [{"type": "section", "fields": [words(3)] * n}],
    "SECTION_FIELDS_ITEM_MAX_LENGTH": lambda n: [{"type": "section", "fields": [words(n)]}],
    "HEADER_TEXT_MAX_LENGTH": lambda n: [{"type": "header", "text": plain(n)}],
    "BLOCK_ID_MAX_LENGTH": lambda n: [{"type": "divider", "block_id": "x" * n}],
    "ACTION_ID_MAX_LENGTH": lambda n: actions(button(action_id="x" * n)),
    "ACTIONS_ELEMENTS_MAX_ITEMS": lambda n: actions(*[button()] * n),
    "CONTEXT_ELEMENTS_MAX_ITEMS": lambda n: [{"type": "context", "elements": [words(3)] * n}],
    "BUTTON_TEXT_MAX_LENGTH": lambda n: actions(button(n)),
    "BUTTON_VALUE_MAX_LENGTH": lambda n: actions(button(value="x" * n)),
    "BUTTON_URL_MAX_LENGTH": lambda n: actions(button(url="x" * n)),
    "OPTION_TEXT_MAX_LENGTH": lambda n: actions(select(1) | {"options": [option(1, text=n)]}),
    "OPTION_VALUE_MAX_LENGTH": lambda n: actions(select(1) | {"options": [option(1, value=n)]}),
    "SELECT_OPTIONS_MAX_ITEMS": lambda n: actions(select(n)),
    "SELECT_PLACEHOLDER_MAX_LENGTH": lambda n: actions(select(1) | {"placeholder": plain(n)}),
    "OVERFLOW_OPTIONS_MAX_ITEMS": choices("overflow"),
    "CHECKBOXES_OPTIONS_MAX_ITEMS": choices("checkboxes"),
    "RADIO_BUTTONS_OPTIONS_MAX_ITEMS": choices("radio_buttons"),
    "INPUT_LABEL_MAX_LENGTH": lambda n: field({"type": "plain_text_input"}, label=plain(n)),
    "INPUT_HINT_MAX_LENGTH": lambda n: field({"type": "plain_text_input"}, hint=plain(n)),
    "PLAIN_TEXT_INPUT_MAX_LENGTH_MAX": lambda n: field(
        {"type": "plain_text_input", "max_length": n}
    ),
    "IMAGE_ALT_TEXT_MAX_LENGTH": lambda n: [
        {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "x" * n}
    ],
}


def is_taken(blocks: list[Json]) -> bool:
    try:
        check_message_blocks(blocks)
    except SlackError:
        return False
    return True


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_is_the_published_one_to_the_character(name: str) -> None:
    limit: int = getattr(published, name)
    assert is_taken(LIMITS[name](limit))
    assert not is_taken(LIMITS[name](limit + 1))


BAD: dict[str, list[Json]] = {
    "an unknown type": [{"type": "carousel-of-joy"}],
    "51 blocks": [{"type": "divider"}] * 51,
    "a section without text": [{"type": "section"}],
    "an empty text": [{"type": "section", "text": words(0)}],
    "text as a bare string": [{"type": "section", "text": "hello"}],
    "a header in mrkdwn": [{"type": "header", "text": words(3)}],
    "actions without elements": actions(),
    "a static select without options": actions(select(0)),
    "the same block_id twice": [{"type": "divider", "block_id": "a"}] * 2,
    "the same action_id twice": actions(*[button(action_id="a")] * 2),
    "a text input among buttons": actions({"type": "plain_text_input"}),
    "a button as an input": field(button()),
    "a minimum over the maximum": field(
        {"type": "plain_text_input", "min_length": 5, "max_length": 2}
    ),
    "an unknown style": actions(button(style="loud")),
    "an image without words": [{"type": "image", "image_url": "https://example.org/a.png"}],
    "a number input that leaves decimals open": field({"type": "number_input"}),
}


@pytest.mark.parametrize("what", BAD)
def test_what_slack_would_refuse_is_refused(what: str) -> None:
    assert not is_taken(BAD[what])


def modal(blocks: list[Json], **more: Raw) -> Json:
    return {"type": "modal", "title": plain(3), "submit": plain(3), "blocks": blocks} | more


def test_a_modal_has_a_title_a_submit_where_it_asks_and_at_most_100_blocks() -> None:
    asking = field({"type": "plain_text_input"})
    assert not check_view(modal(asking), "modal")
    assert check_view(modal(asking) | {"submit": None}, "modal")
    assert check_view(modal(asking, title=plain(25)), "modal")
    assert check_view(modal(asking, private_metadata="x" * 3_001), "modal")
    assert check_view(modal([{"type": "divider"}] * 101), "modal")
    assert not check_view(modal([{"type": "divider"}] * 100), "modal")
    assert check_view(modal([]), "modal")
    assert check_view({"type": "home", "blocks": [{"type": "divider"}]}, "modal")
    assert check_view({"type": "home", "blocks": [{"type": "markdown", "text": "x"}]}, "home")


def oracle_refuses(blocks: list[Json]) -> bool:
    """Does Slack's own SDK find fault with these blocks?"""
    try:
        for block in Block.parse_all(blocks):
            block.validate_json()
    except SlackObjectFormationError:
        return True
    return False


lengths = st.sampled_from([1, 74, 75, 76, 149, 150, 151, 1_999, 2_000, 2_001, 2_999, 3_000, 3_001])
blocks_of_any_length = st.one_of(
    st.builds(lambda n: {"type": "section", "text": words(n)}, lengths),
    st.builds(lambda n: {"type": "header", "text": plain(n)}, lengths),
    st.builds(lambda n, m: actions(button(n, value="x" * m))[0], lengths, lengths),
    st.builds(lambda n: field({"type": "plain_text_input"}, label=plain(n))[0], lengths),
    st.builds(lambda n, m: {"type": "section", "fields": [words(n)] * m}, lengths, st.just(11)),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(blocks_of_any_length, min_size=1, max_size=3))
def test_whatever_slacks_own_sdk_refuses_is_refused(blocks: list[Json]) -> None:
    if oracle_refuses(blocks):
        assert not is_taken(blocks)


@settings(max_examples=100, deadline=None)
@given(st.lists(blocks_of_any_length, max_size=3), lengths)
def test_a_view_that_slacks_own_sdk_refuses_is_refused(blocks: list[Json], title: int) -> None:
    view = modal(blocks, title=plain(title))
    try:
        View(**view).validate_json()
    except SlackObjectFormationError:
        assert check_view(view, "modal")


nested = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "element", "options", "fields", "label"]),
            inner | st.sampled_from(["section", "actions", "input", "button", "static_select"]),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(nested)
def test_no_nonsense_breaks_the_check(nonsense: Raw) -> None:
    if is_taken(nonsense):
        assert isinstance(nonsense, list)
    check_view({"type": "modal", "blocks": nonsense}, "modal")
