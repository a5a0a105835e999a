"""Which scheme a member means: the pressed, the named, the only one; else a question."""

from bot.command import Call
from bot.form import Answer, ChoiceInput, Form, Option, Values
from bot.message import Button, Buttons, say
from bot.wording.members import joining
from bot.wording.trouble import MOST_CONTROLS
from jobs.members.belonging import choose_programme, enrolled_in
from storage.naming import fold
from storage.round_records import Programme
from storage.types import ProgrammeId

SCHEME = "scheme"


def pick_scheme(call: Call, line: str, *, joining_in: bool = False) -> Programme | Answer | None:
    """Return the scheme that is meant, a question to answer with, or None where there is none.

    `line` is the command to run again with the answer. `joining_in`: any running scheme counts,
    else only those that the member is in.
    """
    if call.ref:
        return call.tx.programmes.get(ProgrammeId(call.ref), call.network.id)
    member = None if joining_in else call.me
    running = call.tx.programmes.running(call.network.id)
    by_name = named(enrolled_in(call.tx, member) if member else running, call.rest)
    if by_name:
        return by_name
    found = choose_programme(call.tx, call.network, call.place, member)
    if isinstance(found, Programme):
        return found
    return ask(found, line) if found else None


def named(programmes: list[Programme], text: str) -> Programme | None:
    """Return the scheme whose name the words begin with, ignoring case."""
    said = fold(text)
    fitting = [p for p in programmes if said and _begins(said, fold(p.name))]
    return max(fitting, key=lambda programme: len(programme.name), default=None)


def without_name(text: str, programme: Programme) -> str:
    """Return the words after the scheme's name."""
    words, name = text.split(), programme.name.split()
    return " ".join(words[len(name) :])


def ask(programmes: list[Programme], line: str) -> Answer:
    """Ask which scheme is meant: by buttons, or by a form where there are many."""
    question = joining.which_scheme()
    if len(programmes) > MOST_CONTROLS:
        options = tuple(Option(programme.id, programme.name) for programme in programmes)
        which = ChoiceInput(SCHEME, question, options)
        return Form(joining.choose(), line, (which,), joining.choose())
    buttons = tuple(Button(p.name, line, p.id) for p in programmes)
    return say(question, Buttons(buttons))


def chosen(values: Values) -> str:
    """Return the reference of the scheme that was chosen in the form above."""
    value = values.get(SCHEME, "")
    return value if isinstance(value, str) else ""


def _begins(said: str, name: str) -> bool:
    return said == name or said.startswith(f"{name} ")
