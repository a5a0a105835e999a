"""Everything that people read, in wording and command files: plain words, short sentences."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

BOT = Path(__file__).parents[2] / "bot"
SPOKEN = sorted(
    file
    for room in ("wording", "meaning", "steps", "commands")
    for file in (BOT / room).rglob("*.py")
)
FILES = [*sorted(BOT.glob("*.py")), *SPOKEN]

LONGEST_SENTENCE = 25

# What people read instead: scheme, workspace, message (but: privacy notice), network.
OURS = re.compile(
    r"\b(programme|space|tenant|authority|(?<!privacy )notice|delivery|deliveries|outbox|payload"
    r"|enrolments?|errands?|occurrence|wave|transaction|database|null|id|ids|user|users)\b",
    re.IGNORECASE,
)
LATIN = re.compile(r"\b(e\.g|i\.e|etc|via|per annum|ad hoc|vice versa)\b", re.IGNORECASE)
# The one word "Error" stands before a page's title, as GOV.UK has it: it is heard first.
BLAME = re.compile(
    r"(?!\AError\Z)\b(invalid|illegal|error|failed to|you must|wrongly|incorrect|oops|sorry but)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"\b(he|she|his|her|him|himself|herself)\b", re.IGNORECASE)
LOUD = re.compile(r"!|[A-Z]{5,}")
SENTENCE = re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}.*[.?]$")
SLASHED_DATE = re.compile(r"\b\d{1,2}/\d{1,2}\b")


def _marked(file: Path) -> Iterator[tuple[int, str]]:
    """Every text that is marked for translation, with its line."""
    for node in ast.walk(ast.parse(file.read_text())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in ("_", "gettext", "ngettext"):
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield node.lineno, argument.value
                elif isinstance(argument, ast.JoinedStr):
                    yield node.lineno, "an f-string cannot be translated!"


TEXTS = [
    (f"{file.relative_to(BOT)}:{line}", text) for file in FILES for line, text in _marked(file)
]


def test_there_is_something_to_read() -> None:
    assert len(TEXTS) > 300


@pytest.mark.parametrize("rule", [OURS, LATIN, BLAME, PRONOUN, LOUD, SLASHED_DATE])
def test_words_are_those_that_people_use(rule: re.Pattern[str]) -> None:
    found = [(where, text) for where, text in TEXTS if rule.search(text)]
    assert found == []


def test_sentences_are_short() -> None:
    """At most 25 words; a placeholder counts as one."""
    long = [
        (where, sentence)
        for where, text in TEXTS
        for sentence in re.split(r"(?<=[.?:;])\s+", text)
        if len(sentence.split()) > LONGEST_SENTENCE
    ]
    assert long == []


def test_names_are_said_in_sentence_case() -> None:
    """Headings, labels and buttons are not Titles Of Books."""
    words = [(where, [w for w in text.split() if w.isalpha()]) for where, text in TEXTS]
    titled = [(where, w) for where, w in words if len(w) > 2 and all(x[0].isupper() for x in w)]
    assert titled == []


@pytest.mark.parametrize("file", SPOKEN, ids=lambda file: str(file.relative_to(BOT)))
def test_everything_said_here_is_marked(file: Path) -> None:
    """A sentence in a string that is not marked would never be translated."""
    tree = ast.parse(file.read_text())
    skipped = _docstrings(tree) | _marked_nodes(tree)
    unmarked = [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in skipped
        and SENTENCE.search(node.value)
    ]
    assert unmarked == []


def _docstrings(tree: ast.AST) -> set[int]:
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _marked_nodes(tree: ast.AST) -> set[int]:
    return {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "gettext", "ngettext")
        for inner in ast.walk(node)
    }


def test_sentences_are_looked_up_where_the_catalogue_is_found_once() -> None:
    files = [file for file in BOT.rglob("*.py") if file.name != "language.py"]
    others = [
        str(file.relative_to(BOT)) for file in files if "from gettext import" in file.read_text()
    ]
    assert others == []
