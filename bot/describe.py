"""Writes the page of commands: `python -m bot.describe > docs/commands.md`."""

import sys

from bot import commands
from bot.command import Command, Commands, Names, Who, load

_NAMES = Names("/teapoint", {"unmentor": "/unmentor", "notes": "/notes", "digest": "/digest"})
_HEADINGS: dict[Who, str] = {
    "anyone": "For anybody",
    "member": "For people who have joined",
    "organiser": "For organisers",
}
_INTRO = """\
# Commands

Type these in Slack, in any channel or in a direct message with Teapoint. Everything that can be
pressed can be typed, too. In a direct message you can leave out the first word: `pause` is
`/unmentor pause`, and `paste` is `/notes paste`. Where a word can mean both, we ask.

`/unmentor`, `/notes` and `/digest` may have other names in your workspace. `/teapoint` always
works: `/teapoint unmentor pause` is the same as `/unmentor pause`.

Somebody wrote their notes as a message? In the menu of that message, choose *Make these session
notes*.

Square brackets hold what you can add. `@name` is somebody in your workspace, or their name.
"""


def describe(table: Commands) -> str:
    """Return the page of all listed commands, in Markdown."""
    sections = [_section(who, table) for who in _HEADINGS]
    return "\n".join([_INTRO, *filter(None, sections)])


def _section(who: Who, table: Commands) -> str:
    found = sorted((c for c in table.all if c.listed and c.who == who), key=lambda c: c.line)
    if not found:
        return ""
    rows = "\n".join(_row(command) for command in found)
    return f"## {_HEADINGS[who]}\n\n| Type | What it does |\n|---|---|\n{rows}\n"


def _row(command: Command) -> str:
    typed = f"{_NAMES.typed(command.line)} {command.usage}".strip().replace("|", "\\|")
    return f"| `{typed}` | {command.help} |"


if __name__ == "__main__":
    sys.stdout.write(describe(load(commands)))
