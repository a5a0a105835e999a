"""Rules, timing and format as JSON documents, and back: unknown keys are refused."""

from dataclasses import asdict
from datetime import date
from typing import Any

from storage.round_records import Format, Quiet, Rules, Timing


def write_rules(rules: Rules) -> dict[str, Any]:
    """Return the rules for a JSON column."""
    return asdict(rules)


def read_rules(document: dict[str, Any]) -> Rules:
    """Return the rules that a JSON column holds."""
    return Rules(**document)


def write_format(format_: Format) -> dict[str, Any]:
    """Return the format for a JSON column."""
    return asdict(format_)


def read_format(document: dict[str, Any]) -> Format:
    """Return the format that a JSON column holds."""
    return Format(**document)


def write_timing(timing: Timing) -> dict[str, Any]:
    """Return the timing for a JSON column."""
    quiet = [
        {"first": q.first.isoformat(), "last": q.last.isoformat(), "why": q.why}
        for q in timing.quiet
    ]
    return asdict(timing) | {"starts": timing.starts.isoformat(), "quiet": quiet}


def read_timing(document: dict[str, Any]) -> Timing:
    """Return the timing that a JSON column holds."""
    day = date.fromisoformat
    quiet = tuple(Quiet(day(q["first"]), day(q["last"]), q["why"]) for q in document["quiet"])
    return Timing(**document | {"starts": day(document["starts"]), "quiet": quiet})
