"""Names that are typed into a form's search, where no list opens: found in our own lists."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.form import ChoiceInput, FormErrors
from bot.form_reading import FORM, describe_form, field_id, read_fields
from bot.heard import Heard
from bot.search_resolving import resolve_searches
from tests.support.chat import Chat, World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def send(chat: Chat, typed: Mapping[str, str]) -> object:
    """Fill in the form that is open with text alone, as a card and a page do, and send it."""
    form = chat.form
    assert form
    ids = {asked.name: field_id(asked) for asked in form.inputs}
    raw = {FORM: describe_form(form)} | {ids[name]: text for name, text in typed.items()}
    world = chat.world
    heard = Heard(
        *(chat.platform, "", chat.key, chat.name, world.space.external_id, form.command),
        ref=form.ref,
    )
    values = await resolve_searches(world.dispatcher, heard, read_fields(raw))
    if isinstance(values, FormErrors):
        return dict(values.errors)
    return await world.dispatcher.answer(replace(heard, values=values))


async def test_somebody_joins_with_an_organisation_in_words(world: World) -> None:
    await world.member("Ade Bello", "Northmoor County Council")
    sam = world.person("Sam Okafor")
    await sam.say("join")
    assert sam.form
    sector = next(asked for asked in sam.form.inputs if isinstance(asked, ChoiceInput))
    filled = {"name": "Sam Okafor", "sector": sector.options[0].value, "organisation": "Northmoor"}
    told = await send(sam, filled)
    assert isinstance(told, dict)
    assert told["organisation"].startswith("Did you mean Northmoor County Council?")
    await send(sam, filled | {"organisation": "northmoor county council"})
    assert (await sam.find_member()).organisation == "Northmoor County Council"


async def test_interests_are_found_or_new(world: World) -> None:
    await world.member("Ade Bello", "Harbours", interests=("data standards",))
    sam = await world.member("Sam Okafor", "Hull")
    await sam.say("profile")
    await send(sam, {"interests": "Data Standards, maps"})
    assert set((await sam.find_member()).profile.interests) == {"data standards", "maps"}
