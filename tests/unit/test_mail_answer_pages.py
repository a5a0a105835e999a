"""Whatever the bot can say or ask, a page can show; and a form comes back as it was filled in."""

from typing import Any

from lxml import html

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
from bot.message import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Channel,
    Code,
    Divider,
    Fields,
    File,
    Heading,
    Italic,
    Link,
    LinkButton,
    Mention,
    Paragraph,
    Picture,
    Small,
)
from bot.pages.kept_forms import pack_form, unpack_form
from bot.pages.mail_look import draw

NASTY = "<script>alert(1)</script> \"' & {{ 7 * 7 }}"
EVERY_PART = (
    NASTY,
    Bold("bold"),
    Italic("said softly"),
    Code("unmentor join"),
    Link("the notes", "https://notes.example/?a=1&b=2"),
    Link("a trap", "javascript:alert(1)"),
    Mention("slack", "T1", "U1", "Sam Okafor"),
    Channel("#bins", "slack", "C1"),
)
BLOCKS = (
    Heading("Below"),
    Paragraph(EVERY_PART),
    Bullets((EVERY_PART, ("two",))),
    Fields((("Where", ("the lake",)),)),
    Small(("last",)),
    Divider(),
    Buttons((Button("Go on", "unmentor join", spoken="into the scheme"),)),
    Buttons((LinkButton("Read it", "https://notes.example"),)),
    Picture(b"png", "A chart of joins", "Joins"),
    File("list.csv", b"a,b", "Your list."),
)
TWO = (Option("a,1", "One"), Option("b%", "Two", "the second"))
MANY = tuple(Option(f"v{number}", f"Choice {number}") for number in range(12))
FORM = Form(
    "Everything",
    "unmentor join",
    (
        TextInput("name", "Name", value=NASTY),
        TextInput("topics", "Topics", "In your words", "one\n\ntwo", multiline=True, optional=True),
        ChoiceInput("few", "Few", TWO, value="b%"),
        ChoiceInput("many", "Many", MANY, value="v7"),
        MultiChoiceInput("some", "Some", TWO, values=("a,1", "b%")),
        DateInput("day", "Day", value="2026-12-01"),
        TimeInput("at", "At", value="10:30"),
        SearchInput("who", "Who", "members", chosen=(Option("mem_1", "Sam Okafor"),)),
        SearchInput("about", "About", "interests", multiple=True, chosen=TWO),
        PlaceChoice("where", "Where", value="p1"),
        FileInput("file", "File", ("csv",), optional=True),
    ),
    "Send",
    ref="r@n_1",
    intro=BLOCKS,
)


def page(**more: object) -> html.HtmlElement:
    shown: dict[str, Any] = {
        "shown": (),
        "errors": {},
        "form": None,
        "tickets": lambda _b: "t",
        "ticket": "t",
    }
    drawn = draw("answer.html", "/tea", heading="A page", network="Tea", **(shown | more))
    return html.document_fromstring(bytes(drawn.body).decode())


def test_every_block_is_shown_and_nothing_that_people_typed_becomes_markup() -> None:
    tree = page(shown=BLOCKS)
    said = " ".join(tree.text_content().split())
    assert said.count("<script>alert(1)</script> \"' & {{ 7 * 7 }}") == 2
    for words in ("said softly", "Sam Okafor", "#bins", "a trap", "the lake", "Download list.csv"):
        assert words in said
    assert not tree.findall(".//script")
    assert not any("javascript" in href for href in tree.xpath("//@href"))
    assert tree.xpath("//img/@alt") == ["A chart of joins"]
    assert tree.xpath("//button/@aria-label") == ["Go on: into the scheme"]


def test_every_kind_of_input_comes_back_as_it_was_filled_in() -> None:
    tree = page(form=FORM, places=(Option("p0", "#bins"), Option("p1", "#tea")))
    (form,) = [one for one in tree.forms if one.get("class") == "asked"]
    raw: dict[str, list[str]] = {}
    for name, value in form.form_values():
        raw.setdefault(name, []).append(value)
    fields = read_fields(raw)
    assert fields.values == {
        "name": NASTY,
        "topics": "one\n\ntwo",
        "few": "b%",
        "many": "v7",
        "some": ("a,1", "b%"),
        "day": "2026-12-01",
        "at": "10:30",
        "file": (),
    }
    assert fields.places == {"where": "p1"}
    assert fields.errors == {}
    assert [search.typed for search in fields.searches.values()] == ["Sam Okafor", "One\nTwo"]
    assert fields.searches["who"].known == {"Sam Okafor": "mem_1"}


def test_each_input_has_a_label_and_each_mistake_a_way_to_it() -> None:
    wrong = {asked.name: f"Not {asked.name}." for asked in FORM.inputs}
    tree = page(form=FORM, errors=wrong, places=())
    assert tree.find(".//title").text.startswith("Error: A page")
    for asked in FORM.inputs:
        (link,) = tree.xpath(f"//a[@href='#f-{asked.name}']")
        assert link.text == f"Not {asked.name}."
        field = tree.get_element_by_id(f"f-{asked.name}")
        assert tree.xpath(f"//label[@for='{field.get('id')}']")


def test_a_form_is_kept_whole() -> None:
    assert unpack_form(pack_form(FORM)) == FORM
