"""Writes the page of what works where: `python -m bot.parity > docs/parity.md`.

Commands are those that the bot knows. Buttons and forms are read from where they are made, in the
source: each names the command that it sends, so that whatever can be pressed can be typed.
"""

import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from bot import commands
from bot.command import Command, Commands, load

ROOT = Path(__file__).parent
ANY_NAME = "a name"
"""The label of a button that is called as somebody, a channel or a session is."""

REASONS: dict[str, tuple[str, str, str, str]] = {
    "Lists that open while you type": (
        "Yes",
        "Typed words are looked up when the form is sent; where several fit, the form names them",
        "As on Teams",
        "Cards and pages without scripts have no such list. Nothing is lost: the form stays filled",
    ),
    "A file in a form": (
        "Yes",
        "Sent in the chat, with the command's words beside it",
        "Yes",
        "Cards have no input for files",
    ),
    "Reading a command's channel from where it was typed": (
        "Yes",
        "Yes, where Teapoint is mentioned",
        "The form asks which channel",
        "A page is in no channel",
    ),
    "Making notes of somebody's message": (
        "In the menu of the message",
        "In the menu of the message",
        "Pasted: `notes paste`",
        "An e-mail is read by nobody here, and a page shows no messages of others",
    ),
    "Searching notes from where messages are written": (
        "`/notes find`",
        "In the menu of Teapoint",
        "`notes find`",
        "Slack has no such menu, and a page needs none",
    ),
    "Asking before what cannot be undone": (
        "A question over the message",
        "A card that opens below the button",
        "A second page",
        "Each in the way of its platform",
    ),
    "One conversation with both partners": (
        "Where one workspace has both",
        "A button opens a chat with the partner",
        "Each gets a message of their own",
        "Only Slack lets a bot open one; e-mail would show addresses",
    ),
    "Changing or taking back what was sent": (
        "Yes",
        "Yes",
        "A short e-mail follows",
        "Nobody can change what is in a mailbox",
    ),
    "Posts for everybody in a channel": (
        "Yes",
        "Yes",
        "Each gets their own digest, and the notes that they follow: `notes follow me`",
        "E-mail has no channels",
    ),
    "Pictures": (
        "Yes",
        "Small ones; else their words",
        "Their words",
        "Pictures that are fetched tell the sender who reads",
    ),
}
"""What is not the same: on Slack, on Teams, by e-mail and its pages, and why."""

_INTRO = """\
# What works on Slack, on Teams and by e-mail

Every command can be typed and every button pressed on Slack, on Teams and on a member's own page,
which every e-mail leads to. Each is answered in the same words. There are {commands} commands,
{forms} kinds of forms and {buttons} kinds of buttons. Tests show them on all three: forms as they
open in dialogs, buttons by their labels.

A button and a form send a command: it stands in the first column. On Slack it begins with
`/unmentor`, `/notes`, `/digest` or `/teapoint`. On Teams, and on a page, it is typed as it is.

## What is not the same

| | On Slack | On Teams | By e-mail | Why |
|---|---|---|---|---|
{reasons}

## Every command, with its form and its buttons

| Command | Its form | Buttons that send it | Slack | Teams | E-mail |
|---|---|---|---|---|---|
{rows}
"""


@dataclass(frozen=True, slots=True)
class Made:
    """A button or a form as the source makes it: what it is called, and the command it sends."""

    kind: str
    label: str
    line: str


def read_source(root: Path = ROOT) -> list[Made]:
    """Return every button and form that is made under a folder of ours, each once."""
    files = [path for path in sorted(root.rglob("*.py")) if "playground" not in path.parts]
    return sorted({made for path in files for made in _read_file(path)}, key=_order)


def sent(table: Commands, made: Made) -> Command | None:
    """Return the command that a button or form sends; None where the source does not tell."""
    found = table.find(tuple(made.line.split()))
    return found[0] if found else None


def describe_parity(table: Commands, made: Sequence[Made]) -> str:
    """Return the page, in Markdown."""
    known = sorted(table.all, key=lambda command: command.line)
    rows = [_row(each, [one for one in made if sent(table, one) is each]) for each in known]
    kinds = [one.kind for one in made]
    return _INTRO.format(
        commands=len(known),
        forms=kinds.count("Form"),
        buttons=kinds.count("Button"),
        reasons="\n".join(_line(what, *cells) for what, cells in REASONS.items()),
        rows="\n".join(rows),
    )


def _row(command: Command, made: Sequence[Made]) -> str:
    forms = [one.label for one in made if one.kind == "Form"]
    buttons = [one.label for one in made if one.kind == "Button"]
    cells = (f"`{command.line}`", "; ".join(forms), "; ".join(buttons))
    return _line(*cells, "Yes", "Yes", "Yes")


def _line(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _order(made: Made) -> tuple[str, str, str]:
    return made.line, made.kind, made.label


def _read_file(path: Path) -> Iterator[Made]:
    module = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id not in ("Button", "Form"):
            continue
        named = {one.arg: one.value for one in node.keywords}
        called = "label" if node.func.id == "Button" else "title"
        label = named.get(called) or (node.args[0] if node.args else None)
        line = named.get("command") or (node.args[1] if len(node.args) > 1 else None)
        words = _words(line, module)
        yield Made(node.func.id, _words(label, module) or ANY_NAME, words.partition("{")[0].strip())


def _words(node: ast.expr | None, module: str) -> str:
    """The words that an expression begins with; empty where it is made of others."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Call(func=ast.Name(id="_" | "gettext"), args=[inner, *_]):
            return _words(inner, module)
        case ast.Call(func=ast.Name(id="ngettext"), args=[_, inner, *_]):
            return _words(inner, module)
        case ast.Call(func=ast.Attribute(attr="format", value=inner)):
            return _words(inner, module)
        case ast.JoinedStr(values=values):
            return "".join(_words(one, module) or "{}" for one in values)
        case ast.FormattedValue(value=inner):
            return _words(inner, module)
        case ast.Name(id=name):
            found = getattr(import_module(module), name, "")
            return found if isinstance(found, str) else ""
        case _:
            return ""


if __name__ == "__main__":
    sys.stdout.write(describe_parity(load(commands), read_source()))
