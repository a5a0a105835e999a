"""Every command, form and button works on Slack, on Teams and on the pages of e-mail."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from bot import commands
from bot.command import load
from bot.form import (
    ChoiceInput,
    DateInput,
    FileInput,
    Form,
    Input,
    MultiChoiceInput,
    Option,
    PlaceChoice,
    SearchInput,
    TextInput,
    TimeInput,
)
from bot.message import Button, Buttons, Confirm, Message, say
from bot.parity import Made, describe_parity, read_source, sent
from jobs.aside import Aside
from storage.store import Store
from tests.support.chat import Chat, World
from tests.support.shown_everywhere import show_everywhere

PAGE = Path(__file__).resolve().parents[2] / "docs" / "parity.md"
TABLE = load(commands)
INPUTS: tuple[Input, ...] = (
    TextInput("a", "Words"),
    ChoiceInput("b", "One of them", (Option("x", "This"), Option("y", "That"))),
    MultiChoiceInput("c", "Some of them", (Option("x", "This"), Option("y", "That"))),
    DateInput("d", "Day"),
    TimeInput("e", "Time"),
    SearchInput("f", "Organisation", "organisations"),
    PlaceChoice("g", "Channel"),
    FileInput("h", "File", extensions=("csv",)),
)


@cache
def made() -> tuple[Made, ...]:
    return tuple(read_source())


@dataclass
class Seen:
    """What was answered to every command."""

    kinds: list[str] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)
    buttons: set[str] = field(default_factory=set)


async def try_everything(chat: Chat) -> Seen:
    """Type every command; show what comes of it, and of each form that is sent as it is."""
    seen = Seen()
    for command in TABLE.all:
        await chat.say(command.line)
        note(seen, chat)
        if isinstance(chat.last, Form):
            await chat.fill()
            note(seen, chat)
        if command.line in ("unmentor leave", "teapoint forget me now"):
            await chat.say("unmentor join")
    return seen


def note(seen: Seen, chat: Chat) -> None:
    seen.kinds.append(show_everywhere(chat.last))
    seen.buttons |= set(chat.buttons())
    if isinstance(chat.last, Form):
        seen.forms.add(chat.last.command)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_whatever_is_answered_to_a_command_can_be_shown_everywhere(store: Store) -> None:
    aside = Aside(store)
    world = await World.begin(aside)
    organiser = world.person("Priya Raman", "U0PRIYA")
    await world.take_in(organiser, "Northmoor Council")
    ade = await world.member("Ade Bello", "Harbours Department", interests=("data",))
    await world.introduce((organiser, ade))
    seen = await try_everything(organiser)
    await organiser.told()
    assert [show_everywhere(each) for each in organiser.shown] == ["message"] * len(organiser.shown)
    aside.close()
    assert seen.kinds.count("message") > 150
    assert len(seen.forms) > 25
    assert len(seen.buttons) > 40


def test_every_button_fits_everywhere_and_can_be_typed() -> None:
    """Three at a time, as messages have them, and each asks before it acts."""
    every = [each for each in made() if each.kind == "Button"]
    sure = Confirm("Are you sure?", "It can't be taken back.", "Yes", "No")
    for start in range(0, len(every), 3):
        some = every[start : start + 3]
        told = say("Choose one.").blocks
        buttons = tuple(Button(b.label, b.line or "help", "ref", confirm=sure) for b in some)
        assert show_everywhere(Message((*told, Buttons(buttons)))) == "message"
    assert not [each for each in every if each.line and sent(TABLE, each) is None]


def test_every_form_sends_a_command_that_takes_it() -> None:
    every = [each for each in made() if each.kind == "Form"]
    assert len(every) > 40
    commands_ = [sent(TABLE, each) for each in every if each.line]
    assert [each for each in commands_ if each is None or each.submit is None] == []


@pytest.mark.parametrize("asked", INPUTS, ids=lambda each: type(each).__name__)
def test_every_kind_of_input_can_be_filled_in_everywhere(asked: Input) -> None:
    assert show_everywhere(Form("Title", "unmentor join", (asked,), "Send")) == "form"


def test_every_kind_of_input_is_among_them() -> None:
    assert {type(each) for each in INPUTS} == set(get_args(Input))


def test_the_page_says_what_works_where() -> None:
    told = "Write it again: python -m bot.parity > docs/parity.md"
    assert PAGE.read_text(encoding="utf-8") == describe_parity(TABLE, made()), told
