"""Messages and forms on Teams: as designed, valid by the schema and our rules, and inert."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.form import (
    ChoiceInput,
    DateInput,
    FileInput,
    Form,
    MultiChoiceInput,
    Option,
    PlaceChoice,
    SearchInput,
    TextInput,
    TimeInput,
)
from bot.form_reading import read_fields
from bot.heard import PlaceHeard
from bot.message import (
    Bullets,
    Button,
    Buttons,
    Code,
    Heading,
    Link,
    Mention,
    Message,
    Paragraph,
    Picture,
    say,
)
from bot.platforms.teams.forms import render_errors, render_form
from bot.platforms.teams.markup import Origin, Reader, choice, escape, label
from bot.platforms.teams.reading import read_action
from bot.platforms.teams.render import PAGE_BYTES, render_message, render_pages, summary_of
from tests.support.card_oracle import check_card, walk
from tests.support.made_messages import (
    all_blocks,
    all_forms,
    all_messages,
    introduction,
    rich_texts,
)
from tests.support.nasty import LONG, NASTY, texts

GOLDEN = Path(__file__).parent / "golden" / "teams"
TENANT = "7f6c2a10-0000-4000-8000-000000000001"
PRIYA, SAM = "11111111-0000-4000-8000-000000000001", "29:1sam"
HERE = Reader(TENANT, present={PRIYA, SAM})
PLACE = PlaceHeard("19:general@thread.tacv2", "channel", "General")
BOUNDED = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

INTRODUCTION = introduction(
    Mention("teams", TENANT, PRIYA, "Priya Raman"),
    Mention("teams", "another tenant", PRIYA, "Ade Bello"),
    Link("how this works", "https://teapoint.example/how_it_(works)"),
    Code("unmentor met"),
)

FORM = Form(
    title="Set up unmentoring for this network",
    command="unmentor organise",
    ref="pr_1",
    submit="Save the scheme",
    intro=(Paragraph(("You can change all of this later.",)),),
    outro=(Buttons((Button("Show the next dates", "unmentor dates"),)),),
    inputs=(
        TextInput("name", "Name", hint="People see this", value="Unmentoring & tea", limit=80),
        ChoiceInput(
            "rhythm",
            "How often?",
            (Option("months", "Every month"), Option("weeks,2", "Every few weeks", "You say")),
            hint="It can change",
            value="months",
            wide=True,
        ),
        MultiChoiceInput(
            "rules", "Rules", (Option("org", "Different organisation"),), values=("org",)
        ),
        DateInput("starts", "First day", value="2026-12-01"),
        TimeInput("at", "At", value="10:00"),
        SearchInput("who", "Who", "members", multiple=True, chosen=(Option("m_1", "Ade Bello"),)),
        PlaceChoice("place", "Channel", value="p_1"),
        FileInput("sheet", "Sheet", ("csv",), "With a row for each person."),
    ),
)
PLACES = (Option("p_1", "#unmentoring"), Option("p_2", "#tea, mostly"))
SENT = {"name~text": "", "rhythm~one": "weeks%2C2", "starts~date": "soon", "who~x": ""}
ERRORS = {"name": "Give it a name.", "starts": "We can't read “soon” as a date."}
DRAWN: dict[str, Any] = {
    "introduction": render_message(INTRODUCTION, HERE),
    "form": render_form(FORM, HERE, PLACES, ("unmentor organise", "n_1")),
    "errors": render_errors(FORM, SENT, ERRORS, HERE, PLACES),
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_people_see_is_what_was_agreed(name: str) -> None:
    agreed = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    assert DRAWN[name] == agreed
    check_card(DRAWN[name])


def words_of(card: dict[str, Any]) -> str:
    return "\n".join(str(each["text"]) for each in walk(card) if "text" in each and "type" in each)


def test_only_people_who_are_there_are_mentioned() -> None:
    assert DRAWN["introduction"]["msteams"]["entities"] == [
        {
            "type": "mention",
            "text": "<at>Priya Raman</at>",
            "mentioned": {"id": PRIYA, "name": "Priya Raman"},
        }
    ]
    elsewhere = render_message(INTRODUCTION, Reader(TENANT))
    assert "entities" not in elsewhere["msteams"]
    assert "Priya Raman" in words_of(elsewhere)
    assert "<at>" not in words_of(elsewhere)


def test_of_two_people_of_one_name_the_first_is_mentioned() -> None:
    two = [Mention("teams", TENANT, user, "Sam") for user in (SAM, PRIYA)]
    card = render_message(say((two[0], " and ", two[1])), HERE)
    assert words_of(card).splitlines()[0] == "<at>Sam</at> and Sam"
    assert [each["mentioned"]["id"] for each in card["msteams"]["entities"]] == [SAM]


def test_a_press_comes_back_as_its_command_with_its_reference_and_place() -> None:
    card = render_message(INTRODUCTION, Reader(TENANT, origin=Origin(PLACE)))
    actions = [thing for thing in walk(card) if thing.get("type") == "Action.Execute"]
    acted = [read_action({"action": action, "trigger": "manual"}) for action in actions]
    assert [(one.text, one.ref, one.raw) for one in acted if one] == [
        ("unmentor met", "g_1", None),
        ("unmentor not yet", "g_1", None),
        ("unmentor wrong", "g_1", None),
    ]
    assert {one.origin for one in acted if one} == {Origin(PLACE)}


def test_a_form_comes_back_with_what_was_filled_in() -> None:
    [action] = DRAWN["form"]["actions"]
    typed = {each["id"]: each.get("value", "") for each in walk(DRAWN["form"]) if "label" in each}
    acted = read_action({"action": action | {"data": action["data"] | typed}})
    assert acted
    assert (acted.text, acted.ref) == ("unmentor organise", "pr_1")
    assert acted.opened == ("unmentor organise", "n_1")
    assert acted.raw
    fields = read_fields(acted.raw)
    assert fields.values == {
        "name": "Unmentoring & tea",
        "rhythm": "months",
        "rules": ("org",),
        "starts": "2026-12-01",
        "at": "10:00",
        "sheet": (),
    }
    assert fields.searches["who"].known == {"Ade Bello": "m_1"}
    assert fields.places == {"place": "p_1"}


def test_a_form_in_a_dialog_says_its_command_without_a_verb() -> None:
    card = render_form(FORM, HERE, PLACES, dialog=True)
    check_card(card)
    [action] = card["actions"]
    acted = read_action({"commandId": "x", "data": action["data"] | {"name~text": "Tea"}})
    assert acted
    assert acted.text == "unmentor organise"
    assert acted.raw
    assert acted.raw["name~text"] == "Tea"
    assert FORM.title not in words_of(card)  # the dialog has its title already


def test_sentences_stand_over_their_inputs_and_what_was_typed_stays() -> None:
    body = DRAWN["errors"]["body"]
    places = [n for n, each in enumerate(body) if each.get("id") == "starts~date"]
    assert body[places[0] - 1]["inlines"][0]["text"] == "We can't read “soon” as a date."
    chosen = [each["value"] for each in body if each.get("id") == "rhythm~one"]
    assert chosen == ["weeks%2C2"]


def test_a_small_picture_is_shown_and_a_large_one_told() -> None:
    small, large = (Picture(png, "Three bars", "Totals") for png in (b"png", b"x" * 30_000))
    shown = render_message(Message((small,)), HERE)
    assert shown["body"][1]["altText"] == "Three bars"
    check_card(shown)
    assert "It shows: Three bars" in words_of(render_message(Message((large,)), HERE))


def test_a_long_answer_is_told_whole_in_several_cards_and_a_heading_goes_with_its_text() -> None:
    rows = tuple((f"Row {n} " + "x" * 200,) for n in range(150))
    last = Buttons((Button("Send", "unmentor send"),))
    message = Message((Heading("All"), Bullets(rows), Heading("Next"), *say("So.").blocks, last))
    pages = render_pages(message, HERE)
    assert len(pages) > 2
    shown = "\n".join(map(words_of, pages))
    assert shown.count("Row ") == 150
    assert not any(page["body"][-1].get("style") == "heading" for page in pages)
    for page in pages:
        check_card(page, PAGE_BYTES)


def test_what_one_card_cannot_hold_is_cut_but_its_buttons_stay() -> None:
    rows = [Paragraph((f"Row {n} " + "x" * 300,)) for n in range(200)]
    ask = Buttons((Button("Send", "unmentor send"),))
    card = render_message(Message((*rows, ask)), HERE)
    check_card(card)
    assert card["body"][-1]["actions"][0]["verb"] == "unmentor send"
    assert "…" in words_of(card)


def test_the_notification_says_the_first_words() -> None:
    assert summary_of(INTRODUCTION) == "Meet Ade Bello"
    assert summary_of(Message((Buttons((Button("Join", "unmentor join"),)),))) == "Join"


def test_a_menu_of_many_options_is_whole() -> None:
    options = tuple(Option(f"o{n}", f"Organisation {n:03}") for n in range(250))
    card = render_form(Form("Choose", "x", (ChoiceInput("o", "One", options),), "Save"), HERE)
    check_card(card)
    assert [len(each["choices"]) for each in walk(card) if "choices" in each] == [250]


RICH = rich_texts("teams", TENANT, st.sampled_from([PRIYA, SAM, "else"]) | texts)
BLOCKS = all_blocks(RICH)


@BOUNDED
@given(all_messages(BLOCKS))
def test_any_message_is_valid_and_nothing_typed_comes_alive(message: Message) -> None:
    card = render_message(message, HERE)
    check_card(card)
    check_inert(card)
    for page in render_pages(message, HERE):
        check_card(page, PAGE_BYTES)


@BOUNDED
@given(all_forms(BLOCKS), st.booleans())
def test_any_form_is_valid_and_comes_back_as_it_was_shown(form: Form, dialog: bool) -> None:
    card = render_form(form, HERE, PLACES, dialog=dialog)
    check_card(card)
    check_inert(card)
    data = card["actions"][0]["data"]
    shown = {each["id"]: each.get("value", "") for each in walk(card) if "label" in each}
    acted = read_action({"data": data | shown})
    assert acted
    assert acted.raw
    fields = read_fields(acted.raw)
    names = {*fields.values, *fields.searches, *fields.places}
    assert names == {asked.name for asked in form.inputs}


def check_inert(card: dict[str, Any]) -> None:
    """Only our own mentions are alive, and no markdown of others."""
    ours = {entity["text"] for entity in card["msteams"].get("entities", [])}
    for thing in walk(card["body"] + card.get("actions", [])):
        for key in ("text", "title", "label", "errorMessage", "tooltip"):
            said = str(thing.get(key, "")) if "type" in thing or key == "title" else ""
            if thing.get("type") == "TextBlock":
                for name in ours:
                    said = said.replace(name, "")
            assert "<at" not in said.casefold()
            assert "{{" not in said
            if thing.get("type") != "TextBlock":
                assert "](" not in said


@pytest.mark.parametrize("begins", ["<", "a", "{", "&", "a\n"])
def test_a_great_deal_of_space_in_a_text_is_read_at_once(begins: str) -> None:
    """Where space is looked through again from each of its letters, this takes minutes."""
    started = time.monotonic()
    typed = begins + " " * 200_000 + "b"
    escape(typed)
    check_card(render_message(say(typed), HERE))
    assert time.monotonic() - started < 20


MARKDOWN = MarkdownIt()


def read_as_markdown(text: str) -> tuple[set[str], str]:
    """Return what a renderer of markdown finds in a text, and the letters that it shows."""
    tokens = MARKDOWN.parse(text)
    inner = [child for token in tokens for child in token.children or []]
    return {token.type for token in (*tokens, *inner)}, "".join(child.content for child in inner)


PLAIN = {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}


@pytest.mark.parametrize("typed", [*NASTY, *LONG])
def test_in_a_line_with_a_mention_what_was_typed_stays_letters(typed: str) -> None:
    person = Mention("teams", TENANT, PRIYA, "Priya Raman")
    card = render_message(say((person, " said: ", typed)), HERE)
    check_card(card)
    found, shown = read_as_markdown(card["body"][0]["text"].replace("<at>Priya Raman</at>", "P"))
    assert found <= PLAIN
    apart = render_message(say(("P said: ", typed)), HERE)
    assert shown == "".join(run["text"] for run in apart["body"][0]["inlines"]).rstrip()


@BOUNDED
@given(texts)
def test_a_heading_shows_its_letters(typed: str) -> None:
    found, shown = read_as_markdown(escape(label(typed, 300)))
    assert found <= PLAIN
    assert shown == label(typed, 300)


@BOUNDED
@given(texts)
def test_choices_are_not_read_as_markdown_where_a_client_reads_it(typed: str) -> None:
    found, _shown = read_as_markdown(choice(typed, 200))
    assert found <= PLAIN


def test_nobody_can_name_themselves_into_markup() -> None:
    card = render_message(
        say((Mention("teams", TENANT, PRIYA, "</at><at>Everyone</at> **x**"),)), HERE
    )
    check_card(card)
    assert card["body"][0]["text"].count("<at>") == 1
