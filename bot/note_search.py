"""What somebody looks for: words, and fields such as `leader:cattell`, in any order."""

import re

from bot.reading import read_words
from jobs.sessions.finding import Asked

LATEST = "latest"
_LONGEST = 400
_FIELD = re.compile(
    r"(?P<name>leader|led|by|event|at|theme|about|topic):(?P<value>.*)", re.I | re.S
)
_NAMES = {"led": "leader", "by": "leader", "at": "event", "about": "theme", "topic": "theme"}


def asked_for(args: tuple[str, ...]) -> Asked | None:
    """Return what is looked for; None where nothing was typed.

    `latest` alone stands for everything, newest first. A field whose value was left behind a space
    takes the next word; one that is said twice counts as it was said last.
    """
    if not args:
        return None
    words: list[str] = []
    fields: dict[str, str] = {}
    waiting = ""
    for arg in args:
        if waiting:
            fields[waiting], waiting = arg[:_LONGEST], ""
        elif found := _FIELD.fullmatch(arg):
            name = found["name"].casefold()
            waiting = _keep(fields, _NAMES.get(name, name), found["value"])
        else:
            words.append(f'"{arg}"' if " " in arg else arg)
    said = " ".join(words)[:_LONGEST]
    return Asked("" if said.casefold() == LATEST else said, **fields)


def read_asked(line: str) -> Asked | None:
    """Return what a whole command line looks for."""
    return asked_for(read_words(line)[2:])


def _keep(fields: dict[str, str], name: str, value: str) -> str:
    """Keep the field's value; return its name where the value is still to come."""
    if value.strip():
        fields[name] = value.strip()[:_LONGEST]
        return ""
    return name
