"""Forms whose answers come back as text: nothing is lost on the way, and names are found."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.form import (
    ChoiceInput,
    DateInput,
    FileInput,
    Form,
    FormErrors,
    MultiChoiceInput,
    Option,
    PlaceChoice,
    SearchInput,
    TextInput,
    TimeInput,
)
from bot.form_reading import (
    FORM,
    Fields,
    Search,
    describe_form,
    field_id,
    keep_offered,
    pack_choice,
    prefill,
    read_fields,
    refill,
)
from bot.heard import Heard
from bot.search_resolving import resolve_searches
from bot.typed_names import choose
from storage.types import AccountKey
from tests.support.nasty import texts

HEARD = Heard("teams", "", AccountKey("teams", "t", "u"), "Ade", "t", "unmentor join")
TOPICS = (Option("data standards", "Data standards"), Option("design", "Design"))

TEXT = TextInput("title", "Title")
ONE = ChoiceInput("size", "Size", (Option("a,b", "Both"), Option("50%2C", "Half")))
MANY = MultiChoiceInput("days", "Days", (Option("mon,1", "Monday"), Option("tue%", "Tuesday")))
DAY = DateInput("day", "Day")
TIME = TimeInput("at", "At")
WHERE = PlaceChoice("where", "Where")
FILE = FileInput("file", "File", ("csv",))
TOPIC = SearchInput("topics", "Topics", "interests", chosen=TOPICS, multiple=True, optional=True)
WHOLE = Form("All", "x", (TEXT, ONE, MANY, DAY, TIME, WHERE, FILE, TOPIC), "Send")

values = texts.filter(bool)


class Lists:
    """A directory that offers the same options whatever is typed, and what is new."""

    def __init__(self, *known: Option, adds: bool = False) -> None:
        self._known, self._adds = known, adds

    async def suggest(self, heard: Heard, source: str, query: str) -> list[Option]:
        del heard, source
        fits = [one for one in self._known if query.casefold() in one.label.casefold()]
        return [*fits, Option(f"new:{query}", f"Add {query}")] if self._adds else fits


def came_back(**typed: str | Sequence[str]) -> dict[str, str | Sequence[str]]:
    """What a page or a card sends for the whole form, with its hidden field."""
    ids = {asked.name: field_id(asked) for asked in WHOLE.inputs}
    return {FORM: describe_form(WHOLE)} | {ids[name]: text for name, text in typed.items()}


def test_every_kind_of_answer_is_read() -> None:
    fields = read_fields(
        came_back(
            title=" Hello ",
            size=pack_choice("a,b"),
            days=",".join(map(pack_choice, ("mon,1", "tue%"))),
            day="2026-11-24",
            at="09:30",
            where="pl_1",
            file=("f1", "people.csv", "12"),
            topics="Design",
        )
    )
    assert fields.values == {
        "title": "Hello",
        "size": "a,b",
        "days": ("mon,1", "tue%"),
        "day": "2026-11-24",
        "at": "09:30",
        "file": ("f1", "people.csv", "12"),
    }
    assert fields.places == {"where": "pl_1"}
    labels = {"Data standards": "data standards", "Design": "design"}
    assert fields.searches == {
        "topics": Search("interests", multiple=True, typed="Design", known=labels)
    }
    assert not fields.errors


@settings(max_examples=50, deadline=None)
@given(st.lists(values, unique=True, max_size=4), values)
def test_choices_come_back_as_they_were_from_a_card_and_from_a_page(
    several: list[str], one: str
) -> None:
    packed = [pack_choice(value) for value in several]
    assert not any("," in value for value in packed)
    from_card = {"days~many": ",".join(packed), "size~one": pack_choice(one)}
    from_page = {"days~many": packed, "size~one": [pack_choice(one)]}
    wanted = {"days": tuple(several), "size": one}
    assert read_fields(from_card).values == read_fields(from_page).values == wanted


def test_what_came_back_empty_has_the_shape_of_its_input_and_a_sentence() -> None:
    fields = read_fields(came_back())
    assert fields.values["days"] == () == fields.values["file"]
    assert fields.values["title"] == "" == fields.values["size"]
    assert set(fields.errors) == {"title", "size", "day", "at", "where"}
    assert fields.errors["day"] == "We need an answer here."


@pytest.mark.parametrize("day", ["24/11/2026", "2026-02-30", "20261124", "soon"])
def test_a_date_that_is_none_is_told_in_words(day: str) -> None:
    errors = read_fields({"day~date": day, "at~time": "9.30"}).errors
    assert errors["day"].startswith(f"We can't read “{day}” as a date.")
    assert errors["at"].endswith("Type it like 14:30.")


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(texts, texts | st.lists(texts), max_size=5), texts)
def test_anything_at_all_can_come_back(raw: dict[str, str | Sequence[str]], form: str) -> None:
    fields = read_fields(raw | {FORM: form})
    assert "" not in fields.values


def test_a_form_that_nests_for_ever_is_read_as_none() -> None:
    assert read_fields({FORM: "[" * 100_000}) == Fields({})


def test_a_place_that_was_not_offered_is_none() -> None:
    fields = keep_offered(Fields({}, places={"a": "pl_1", "b": "pl_2"}), {"pl_1"})
    assert fields.places == {"a": "pl_1", "b": ""}


async def test_a_form_shown_again_holds_what_was_typed_and_chosen() -> None:
    raw = came_back(title="Hello", days="tue%25", day="soon", topics="Data standards\nTea")
    again = refill(WHOLE, raw)
    shown = {asked.name: asked for asked in again.inputs}
    assert shown["title"] == TextInput("title", "Title", value="Hello")
    assert isinstance(shown["days"], MultiChoiceInput)
    assert shown["days"].values == ("tue%",)
    topics = shown["topics"]
    assert isinstance(topics, SearchInput)
    assert prefill(topics) == "Data standards\nTea"
    fields = read_fields({FORM: describe_form(again), field_id(topics): prefill(topics)})
    found = await resolve_searches(Lists(adds=True), HEARD, Fields({}, fields.searches))
    assert found == {"topics": ("data standards", "new:Tea")}


async def search(lists: Lists, source: str, typed: str, *, multiple: bool = False) -> object:
    fields = Fields({}, {"who": Search(source, multiple, typed)})
    found = await resolve_searches(lists, HEARD, fields)
    return dict(found.errors) if isinstance(found, FormErrors) else found["who"]


COUNCIL = Option("org_1", "Leeds City Council", "also known as LCC")
MINISTRY = Option("org_2", "Housing, Communities and Local Government")
ADE, OTHER_ADE = Option("m_1", "Ade Bello", "Leeds"), Option("m_2", "Ade Bello", "Hull")


async def test_a_name_in_full_is_found_with_its_commas() -> None:
    lists = Lists(COUNCIL, MINISTRY)
    typed = f"{MINISTRY.label.upper()}\nleeds city council"
    assert await search(lists, "organisations", typed, multiple=True) == ("org_2", "org_1")
    topics = Lists(*TOPICS, adds=True)
    found = await search(topics, "interests", "design, Tea, design", multiple=True)
    assert found == ("design", "new:Tea")


async def test_an_organisation_that_resembles_one_we_know_is_new_only_when_said_so() -> None:
    lists = Lists(COUNCIL, adds=True)
    told = await search(lists, "organisations", "Leeds")
    assert told == {
        "who": "Did you mean Leeds City Council (also known as LCC)? Type the name in full. "
        "If it's a new one, type “new: Leeds”."
    }
    assert await search(lists, "organisations", "New: Leeds") == "new:Leeds"
    assert await search(lists, "organisations", "Hull") == "new:Hull"
    assert await search(lists, "organisations", "leeds city COUNCIL") == "org_1"


async def test_of_two_people_of_one_name_the_organisation_tells_which() -> None:
    lists = Lists(ADE, OTHER_ADE)
    assert await search(lists, "members", "ade") == await search(lists, "members", "Ade Bello")
    assert await search(lists, "members", "Ade") == {
        "who": "We know several: Ade Bello (Leeds) and Ade Bello (Hull). Type one of them in full."
    }
    assert choose("ade bello (hull)", "members", [ADE, OTHER_ADE]).value == "m_2"
    assert await search(Lists(ADE), "members", "ade") == "m_1"
    assert "We don't know “Zoe”" in str(await search(lists, "members", "Zoe"))


async def test_nothing_typed_is_nothing_found() -> None:
    assert await search(Lists(ADE), "members", "  ") == ""
    assert await search(Lists(ADE), "members", " \n,\u200b", multiple=True) == ()


def test_an_older_name_is_the_organisation_that_has_it_now() -> None:
    assert choose("LCC", "organisations", [COUNCIL]).value == "org_1"
