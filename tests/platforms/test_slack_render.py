"""Messages, forms and App Home on Slack: as designed, within its limits, and inert."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.form import (
    ChoiceInput,
    DateInput,
    Form,
    Input,
    MultiChoiceInput,
    Option,
    PlaceChoice,
    SearchInput,
    TextInput,
    TimeInput,
)
from bot.heard import PlaceHeard
from bot.message import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Channel,
    Code,
    Divider,
    Fields,
    Heading,
    Italic,
    Link,
    Mention,
    Message,
    Paragraph,
    Rich,
    Small,
    say,
)
from bot.platforms.slack.press import Origin, unpack_metadata, unpack_value
from bot.platforms.slack.render import render_message, render_pages
from bot.platforms.slack.text import shorten, unescape
from bot.platforms.slack.views import render_form, render_home, render_told
from bot.shown import measure
from tests.support.block_oracle import as_sent, check_message, check_view, texts_of, walk
from tests.support.made_messages import introduction
from tests.support.nasty import LONG, NASTY, texts

GOLDEN = Path(__file__).parent / "golden" / "slack"
HERE = "T0TEAPOINT"
BOUNDED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

INTRODUCTION = introduction(
    Mention("slack", HERE, "U0PRIYA", "Priya Raman"),
    Mention("slack", "T0HARBOURS", "U1ADE", "Ade Bello"),
    Link("how this works", "https://teapoint.example/how"),
    Code("/unmentor met"),
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
        TextInput("topics", "Topics", multiline=True, optional=True, limit=9_000),
        ChoiceInput(
            "rhythm",
            "How often",
            (
                Option("months", "Every month"),
                Option("weeks", "Every few weeks", "You say how few"),
            ),
            value="months",
            wide=True,
        ),
        ChoiceInput(
            "nation", "Bank holidays", (Option("s", "Scotland"), Option("e", "England")), value="e"
        ),
        MultiChoiceInput(
            "rules",
            "Rules",
            (Option("org", "Different organisation"), Option("region", "Different region")),
            values=("org",),
        ),
        DateInput("starts", "First day", value="2026-12-01"),
        TimeInput("at", "At", value="10:00"),
        SearchInput(
            "members", "Members", "members", multiple=True, chosen=(Option("m_1", "Ade Bello"),)
        ),
        SearchInput("organisation", "Organisation", "organisations", optional=True),
        PlaceChoice("place", "Channel", value="p_1"),
    ),
)
ORIGIN = Origin(PlaceHeard("C0UNMENTOR", "channel", "unmentoring"))
DRAWN: dict[str, Any] = {
    "introduction": render_message(INTRODUCTION, HERE),
    "form": render_form(FORM, HERE, ORIGIN, {"p_1": "C0UNMENTOR"}),
    "told": render_told(say("You're in."), HERE, ORIGIN),
    "home": render_home(INTRODUCTION, HERE),
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_people_see_is_what_was_agreed(name: str) -> None:
    agreed = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    assert DRAWN[name] == agreed


def test_slack_would_take_each_of_them() -> None:
    check_message(DRAWN["introduction"])
    for name in ("form", "told", "home"):
        check_view(DRAWN[name])


def test_only_people_of_this_workspace_are_mentioned() -> None:
    mentioned = [thing["user_id"] for thing in walk(DRAWN["introduction"]) if "user_id" in thing]
    assert mentioned == ["U0PRIYA"]
    elsewhere = render_message(INTRODUCTION, "T0ELSEWHERE")
    assert not [thing for thing in walk(elsewhere) if "user_id" in thing]
    assert "Priya Raman" in "".join(texts_of(elsewhere["blocks"]))


def test_the_text_alone_tells_the_whole_message_without_markup() -> None:
    text = DRAWN["introduction"]["text"]
    assert text.splitlines()[0] == "Meet Ade Bello"
    assert "• Do: what you're doing" in text
    assert "Region: Wales" in text
    assert not set("*_`") & set(text)


def test_a_message_of_buttons_alone_still_has_words() -> None:
    payload = render_message(Message((Buttons((Button("Join", "unmentor join"),)),)), HERE)
    assert payload["text"] == "Join"


def test_a_button_carries_its_command_and_reference() -> None:
    [pressed, *_] = [unpack_value(t["value"]) for t in walk(DRAWN["introduction"]) if "value" in t]
    assert pressed is not None
    assert (pressed.command, pressed.ref) == ("unmentor met", "g_1")


def test_a_form_remembers_where_it_was_opened() -> None:
    pressed, origin = unpack_metadata(DRAWN["form"]["private_metadata"])
    assert (pressed.command, pressed.ref) == ("unmentor organise", "pr_1")
    assert origin == ORIGIN


def test_a_long_title_stands_whole_over_the_form() -> None:
    view = DRAWN["form"]
    assert view["title"]["text"] == "Set up unmentoring for…"
    assert view["blocks"][0] == {
        "type": "header",
        "text": {"type": "plain_text", "text": FORM.title, "emoji": False},
    }


def test_a_link_that_is_no_web_address_is_only_its_words() -> None:
    bad = ("javascript:alert(1)", "file:///etc/passwd", "https://a b", "//evil.example", "")
    message = say(tuple(Link("gov.uk", url) for url in bad))
    assert not [t for t in walk(render_message(message, HERE)) if t.get("type") == "link"]


def test_a_menu_of_many_options_stands_in_named_groups() -> None:
    options = tuple(Option(f"o{n}", f"Organisation {n:03}") for n in range(250))
    form = Form("Choose", "x", (ChoiceInput("o", "One", options, value="o249"),), "Save")
    view = render_form(form, HERE)
    element = view["blocks"][0]["element"]
    assert [len(group["options"]) for group in element["option_groups"]] == [100, 100, 50]
    assert element["option_groups"][0]["label"]["text"] == "Organisation 000 to Organisation 099"
    assert element.pop("initial_option")["value"] == "o249"
    check_view(view)  # without it: blockkit does not look for it inside the groups


def test_a_small_remark_with_a_link_keeps_the_link() -> None:
    [block] = render_message(
        Message((Small(("See ", Link("the notice", "https://teapoint.example/privacy"))),)), HERE
    )["blocks"]
    assert block["type"] == "rich_text"


def test_a_message_too_long_is_cut_but_keeps_its_buttons() -> None:
    rows: list[Block] = [Paragraph((f"Row {n} " + "x" * 90,)) for n in range(80)]
    ask = Buttons((Button("Send", "unmentor send"),))
    payload = render_message(Message((*rows, ask)), HERE)
    assert payload["blocks"][-1]["type"] == "actions"
    assert texts_of(payload["blocks"][:-1])[-1].endswith("…")
    check_message(payload)


def test_an_answer_too_long_for_one_message_is_told_whole_in_several() -> None:
    rows = tuple((f"Row {n} " + "x" * 90,) for n in range(120))
    ask = Buttons((Button("Send", "unmentor send"),))
    message = Message((Heading("All"), Bullets(rows), Heading("Next"), *say("So.").blocks, ask))
    pages = render_pages(message, HERE)
    assert len(pages) > 2
    shown = [text for page in pages for text in texts_of(page["blocks"])]
    assert [text for text in shown if text.startswith("Row")] == [row[0] for row in rows]
    assert not any(page["blocks"][-1]["type"] == "header" for page in pages)
    for page in pages:
        assert not page["text"].endswith("…")
        check_message(page)


def test_what_is_cut_ends_at_a_visible_letter() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert shorten(family * 10, 24) == f"{family * 2}…"
    assert shorten("cafe\u0301s", 24) == "cafés"
    assert shorten("a&b", 3) == "a…"


rich: st.SearchStrategy[Rich] = st.lists(
    st.one_of(
        texts,
        st.builds(Bold, texts),
        st.builds(Italic, texts),
        st.builds(Code, texts),
        st.builds(Link, texts, st.sampled_from(["https://teapoint.example/x", "nonsense"]) | texts),
        st.builds(Mention, st.just("slack"), st.just(HERE), st.just("U0SAM") | texts, texts),
        st.builds(Channel, texts, st.just("slack"), st.just("C0DESIGN") | texts),
    ),
    max_size=5,
).map(tuple)
labels = texts.filter(lambda text: bool(shorten(text, 24)))
buttons = st.builds(
    Button, labels, texts.map(lambda t: f"unmentor {t[:200]}"), texts.map(lambda t: t[:200])
)
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, texts),
    st.builds(Paragraph, st.tuples(st.sampled_from(LONG))),
    st.builds(Fields, st.tuples(st.tuples(texts, st.tuples(st.sampled_from(LONG))))),
    st.builds(Paragraph, rich),
    st.builds(Bullets, st.lists(rich, max_size=4).map(tuple)),
    st.builds(Fields, st.lists(st.tuples(texts, rich), max_size=4).map(tuple)),
    st.builds(Small, rich),
    st.just(Divider()),
    st.builds(Buttons, st.lists(buttons, max_size=4).map(tuple)),
)
messages = st.builds(Message, st.lists(blocks, max_size=12).map(tuple))
LIVE = {"user", "usergroup", "channel", "broadcast", "date", "emoji", "mrkdwn", "team"}


@BOUNDED
@given(messages)
def test_any_message_fits_and_nothing_typed_comes_alive(message: Message) -> None:
    payload = render_message(message, HERE)
    as_sent(payload)
    if payload["blocks"] and payload["text"].strip():
        check_message(payload)
    alive = [thing for thing in walk(payload) if thing.get("type") in LIVE]
    meant = (
        {"type": "user", "user_id": "U0SAM"},
        {"type": "channel", "channel_id": "C0DESIGN"},
    )
    assert all(thing in meant for thing in alive)
    assert not set("<>") & set(payload["text"])
    links = {thing["url"] for thing in walk(payload) if thing.get("type") == "link"}
    assert all(url.startswith(("http://", "https://", "mailto:")) for url in links)


@pytest.mark.parametrize("typed", [*NASTY, *LONG])
def test_what_was_typed_is_read_as_it_was_typed(typed: str) -> None:
    payload = render_message(say(("They said: ", typed)), HERE)
    shown = "".join(texts_of(payload["blocks"]))
    kept = shorten(typed, 3_000, lines=True)
    seen = shown.replace("\u2068", "").replace("\u2069", "").strip()
    assert seen == f"They said: {kept}".strip() or seen.endswith("…")
    assert unescape(payload["text"]).startswith("They said:")


inputs: st.SearchStrategy[Input] = st.one_of(
    st.builds(TextInput, st.just("a"), labels, texts, texts, limit=st.integers(1, 9_000)),
    st.builds(
        ChoiceInput,
        st.just("b"),
        labels,
        st.lists(st.builds(Option, labels, labels, texts), min_size=1, max_size=12).map(tuple),
        texts,
        wide=st.booleans(),
    ),
    st.builds(
        MultiChoiceInput,
        st.just("c"),
        labels,
        st.lists(st.builds(Option, labels, labels, texts), min_size=1, max_size=12).map(tuple),
    ),
    st.builds(DateInput, st.just("d"), labels, value=st.just("2026-02-29") | texts),
    st.builds(TimeInput, st.just("e"), labels, value=st.just("24:00") | texts),
    st.builds(
        SearchInput,
        st.just("f"),
        labels,
        st.just("interests"),
        texts,
        st.lists(st.builds(Option, labels, labels), max_size=3).map(tuple),
        st.booleans(),
    ),
    st.builds(PlaceChoice, st.just("g"), labels, texts),
)


@BOUNDED
@given(
    st.builds(
        Form,
        labels,
        st.just("unmentor organise"),
        st.lists(inputs, min_size=1, max_size=7, unique_by=lambda asked: asked.name).map(tuple),
        labels,
        intro=st.lists(blocks, max_size=6).map(tuple),
        outro=st.lists(blocks, max_size=6).map(tuple),
    )
)
def test_any_form_is_one_that_slack_opens(form: Form) -> None:
    view = render_form(form, HERE, ORIGIN)
    as_sent(view)
    check_view(view)
    assert [b["block_id"] for b in view["blocks"] if b["type"] == "input"] == [
        asked.name for asked in form.inputs
    ]


@given(texts, st.integers(-3, 200))
def test_text_is_never_longer_than_its_limit(text: str, limit: int) -> None:
    shown = shorten(text, limit)
    assert measure(shown) <= max(limit, 0)
