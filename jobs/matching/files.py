"""The command line's files: members.csv, met.csv, avoid.csv and rules.toml in, JSON out.

UTF-8, with or without a byte order mark; any line ending. Whatever is wrong is one plain
sentence that names the file, the row and what to do.
"""

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from math import isfinite
from pathlib import Path
from sys import intern

from jobs.matching.records import History, MatchingError, Person, Plan, Rules
from jobs.matching.words import describe_group

MEMBER_COLUMNS = ("id", "organisation", "sector", "region", "profession", "interests")
MUST = ("different_organisation", "no_repeat_within", "group_size")
FIELD_LIMIT = 1_000_000
Row = tuple[int, dict[str, str]]


class FileError(MatchingError):
    """A file cannot be read; the text names it, the row, and what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What the files asked for."""

    people: tuple[Person, ...]
    history: History
    rules: Rules


def read_problem(
    members_path: Path | str,
    met_path: Path | str | None = None,
    avoid_path: Path | str | None = None,
    rules_path: Path | str | None = None,
) -> Problem:
    """People, history and rules from their files; what is not given is empty or the default.

    Raises FileError.
    """
    people = read_members(Path(members_path))
    ids = {person.id: person.id for person in people}
    met = read_met(Path(met_path), ids) if met_path is not None else ()
    avoid = read_avoid(Path(avoid_path), ids) if avoid_path is not None else ()
    rules = read_rules(Path(rules_path)) if rules_path is not None else Rules()
    return Problem(people, History(met, avoid), rules)


def read_members(path: Path) -> tuple[Person, ...]:
    """Members in file order; raises FileError, also for an id given twice."""
    people: dict[str, Person] = {}
    for line, row in _rows(path, MEMBER_COLUMNS):
        member = _required(path, line, row, "id")
        if member in people:
            raise FileError(f"{path}, row {line}: the id {member} is there twice. Remove one.")
        people[member] = Person(
            id=member,
            organisation=intern(row["organisation"]),
            sector=intern(row["sector"]),
            region=intern(row["region"]),
            profession=intern(row["profession"]),
            interests=_interests(row["interests"]),
            last_score=_number(path, line, row.get("last_score", "")),
        )
    return tuple(people.values())


def _interests(cell: str) -> tuple[str, ...]:
    return tuple(intern(text.strip()) for text in cell.split(";") if text.strip())


def read_met(path: Path, ids: dict[str, str]) -> tuple[tuple[str, str, int], ...]:
    """Past meetings; raises FileError, also for an unknown id."""
    return tuple(
        (*_two_members(path, line, row, ids), _rounds(path, line, row["rounds_ago"]))
        for line, row in _rows(path, ("a", "b", "rounds_ago"))
    )


def read_avoid(path: Path, ids: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Pairs who must never meet; raises FileError, also for an unknown id."""
    return tuple(_two_members(path, line, row, ids) for line, row in _rows(path, ("a", "b")))


def read_rules(path: Path) -> Rules:
    """Rules; what the file leaves out is the default. Raises FileError."""
    try:
        found = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise FileError(f"{path} is not valid TOML: {error}. Correct it and try again.") from error
    prefer = [field.name for field in fields(Rules) if field.name not in MUST]
    chosen: dict[str, int | bool] = {}
    for table, values in found.items():
        known = {"must": list(MUST), "prefer": prefer}.get(table)
        if known and not isinstance(values, dict):
            raise FileError(f"{path}: put [{table}] on a line of its own, and its rules below it.")
        if known is None:
            raise FileError(f"{path}: we don't know [{table}]. Use [must] and [prefer].")
        for name, value in values.items():
            chosen[name] = _rule(path, table, name, value, known)
    try:
        return Rules(**chosen)  # type: ignore[arg-type]  # _rule has checked each type
    except FileError:
        raise
    except MatchingError as error:
        raise FileError(f"{path}: {error}") from error


def as_json(plan: Plan, seed: int) -> dict[str, object]:
    """The plan as the command line prints it."""
    return {
        "seed": seed,
        "groups": [
            {
                "members": list(group.members),
                "score": _plain(group.score),
                "reasons": describe_group(group),
            }
            for group in plan.groups
        ],
        "left_out": [{"member": out.member, "why": out.why} for out in plan.left_out],
        "relaxed": list(plan.relaxed),
        "score": _plain(plan.score),
        "objective": _plain(plan.objective),
        "bound": _plain(plan.bound),
        "percent_of_bound": plan.percent_of_bound,
        "seconds": round(plan.seconds, 4),
    }


def _plain(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(
            f"{path} is not UTF-8 text. Save it as “CSV UTF-8” and try again."
        ) from error
    except OSError as error:
        raise FileError(f"We could not read {path}: {error.strerror}.") from error


def _rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Rows with their line numbers, cells stripped; blank lines are skipped."""
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    csv.field_size_limit(FIELD_LIMIT)
    header: list[str] | None = None
    try:
        for cells in reader:
            values = [cell.strip() for cell in cells]
            if not any(values):
                continue
            if header is None:
                header = _header(path, values, columns)
                continue
            yield reader.line_num, _row(path, reader.line_num, header, values)
    except csv.Error as error:
        raise FileError(f"{path}, row {reader.line_num}: {error}. Correct it.") from error
    if header is None:
        raise FileError(f"{path} is empty. Its first row must be: {','.join(columns)}")


def _header(path: Path, values: list[str], columns: Sequence[str]) -> list[str]:
    header = [value.casefold() for value in values]
    for column in columns:
        if column not in header:
            raise FileError(f"{path} has no column {column}. Add it to the first row.")
        if header.count(column) > 1:
            raise FileError(f"{path} has the column {column} twice. Remove one.")
    return header


def _row(path: Path, line: int, header: list[str], values: list[str]) -> dict[str, str]:
    if len(values) != len(header):
        raise FileError(
            f"{path}, row {line}: there are {len(values)} cells where the first row has "
            f"{len(header)}. Put text that holds a comma between double quotes."
        )
    return dict(zip(header, values, strict=True))


def _required(path: Path, line: int, row: Mapping[str, str], column: str) -> str:
    if not row[column]:
        raise FileError(f"{path}, row {line}: {column} is blank. Fill it in.")
    return row[column]


def _two_members(
    path: Path, line: int, row: Mapping[str, str], ids: dict[str, str]
) -> tuple[str, str]:
    a, b = _required(path, line, row, "a"), _required(path, line, row, "b")
    for member in (a, b):
        if member not in ids:
            raise FileError(f"{path}, row {line}: no member has the id {member}. Correct it.")
    if a == b:
        raise FileError(f"{path}, row {line}: {a} is there twice. Name two members.")
    return ids[a], ids[b]  # one string for each id, however often it is listed


def _number(path: Path, line: int, text: str) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise FileError(f"{path}, row {line}: last_score is {text}; it must be a number or blank.")
    return value


def _rounds(path: Path, line: int, text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise FileError(
            f"{path}, row {line}: rounds_ago is {text or 'blank'}; it must be a whole number."
        )
    return int(text)


def _rule(path: Path, table: str, name: str, value: object, known: Sequence[str]) -> int | bool:
    if name not in known:
        raise FileError(f"{path}: [{table}] has no rule {name}. It has: {', '.join(known)}.")
    wants_truth = name == "different_organisation"
    if wants_truth != isinstance(value, bool) or not isinstance(value, int):
        kind = "true or false" if wants_truth else "a whole number"
        raise FileError(f"{path}: {name} must be {kind}, not {value!r}.")
    return value
