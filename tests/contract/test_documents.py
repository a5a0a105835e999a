"""The documents against the program: what they name exists, and what exists is named."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from bot import commands
from bot.cli import main
from bot.command import Commands, load
from bot.describe import describe
from bot.platforms.slack.manifest import ADDRESS_SCOPES, HISTORY_SCOPES, SCOPES
from bot.settings.names import NAMES

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
FOR_PEOPLE = (
    "README.md",
    "docs/first-round.md",
    "docs/members-guide.md",
    "docs/organisers-guide.md",
    "docs/commands.md",
)

_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
_CODE = re.compile(r"```.*?```", re.DOTALL)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def table() -> Commands:
    return load(commands)


def prose(path: Path) -> str:
    """The words that people read: without code, and links by their words only."""
    text = re.sub(r"`[^`]*`", "it", _CODE.sub("", read(path)))
    return _LINK.sub(lambda link: link[2], text)


def links(path: Path) -> Iterator[tuple[str, str]]:
    """The document's links to files, each with its words; web addresses are left out."""
    for link in _LINK.finditer(_CODE.sub("", read(path))):
        if not link[3].startswith(("http:", "https:", "mailto:")):
            yield link[2], link[3]


def anchors(path: Path) -> set[str]:
    """The headings of a document, as links name them."""
    headings = re.findall(r"^#+ (.+)$", _CODE.sub("", read(path)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}


# Settings, commands and make words


def test_the_readme_explains_every_setting_in_the_programs_own_words() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.+) \|$", read(ROOT / "README.md"), re.MULTILINE)
    assert dict(rows) == NAMES
    assert len(rows) == len(NAMES)


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_no_document_names_a_setting_that_is_not_read(path: Path) -> None:
    named = set(re.findall(r"\b(?:TEAPOINT|SLACK)_[A-Z_]+\b", read(path)))
    assert named <= set(NAMES)


def test_the_page_of_commands_is_in_step() -> None:
    page = read(ROOT / "docs" / "commands.md")
    assert page == describe(table()), "python -m bot.describe > docs/commands.md"


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_command_in_a_document_can_be_typed(path: Path) -> None:
    typed = re.findall(r"`/(teapoint|unmentor)( [^`]+)?`", " ".join(read(path).split()))
    for slash, rest in typed:
        words = tuple(rest.split()) if slash == "teapoint" else (slash, *rest.split())
        found = table().find(words) or table().find((slash, *words))
        assert found or words in ((), ("unmentor",)), f"/{slash}{rest}"


def test_organisers_and_members_find_their_commands_in_their_guide() -> None:
    organisers = " ".join(read(ROOT / "docs" / "organisers-guide.md").split())
    members = " ".join(read(ROOT / "docs" / "members-guide.md").split())
    missing = []
    for command in table().all:
        guide = organisers if command.who == "organiser" else organisers + members
        verb = command.words[:2] if command.words[0] == "unmentor" else command.words[:1]
        if command.listed and " ".join(verb) not in guide:
            missing.append(command.line)
    assert missing == []


def test_every_word_of_the_command_line_is_documented() -> None:
    everything = "\n".join(read(path) for path in DOCUMENTS)
    assert [word for word in main.commands if f"teapoint {word}" not in everything] == []


def test_every_make_word_is_in_the_readme_and_for_contributors() -> None:
    words = re.findall(r"^([a-z]+):.*##", read(ROOT / "Makefile"), re.MULTILINE)
    assert "run" in words
    for word in words:
        assert f"`make {word}`" in read(ROOT / "README.md"), word
        assert f"make {word}" in read(ROOT / "CONTRIBUTING.md"), word


def test_every_right_that_the_slack_app_asks_for_is_explained() -> None:
    guide = read(ROOT / "docs" / "operators-guide.md")
    rows = re.findall(r"^\| `([a-z_.:]+)` \| ([^|]+) \| (.+) \|$", guide, re.MULTILINE)
    explained = {(right, when, why) for right, when, why in rows}
    scopes = {"always": SCOPES, "with `--history`": HISTORY_SCOPES}
    scopes |= {"with `--addresses`": ADDRESS_SCOPES}
    assert explained == {
        (right, when, why) for when, group in scopes.items() for right, why in group.items()
    }


# Links, images, files


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_link_leads_somewhere(path: Path) -> None:
    for words, target in links(path):
        file, _hash, anchor = unquote(target).partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.exists(), f"{words}: {target}"
        assert found.is_relative_to(ROOT), f"{words}: {target} is outside"
        if anchor:
            assert anchor in anchors(found), f"{words}: {target}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_link_and_picture_says_in_words_what_it_is(path: Path) -> None:
    for words, target in links(path):
        assert len(words) > 3, target
        assert words.lower() not in ("here", "click here", "link", "this", "more"), target


def test_every_picture_is_used() -> None:
    everything = "\n".join(read(path) for path in DOCUMENTS)
    for picture in (ROOT / "docs" / "images").glob("*.png"):
        assert f"images/{picture.name}" in everything, picture.name


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_files_that_a_document_names_are_there(path: Path) -> None:
    named = re.findall(r"`((?:bot|jobs|storage|tests|docs|alembic|bench)/[\w./*-]*)`", read(path))
    for pattern in named:
        assert list(ROOT.glob(pattern.rstrip("/"))), pattern


@pytest.mark.parametrize("path", DECISIONS, ids=name_of)
def test_a_decision_is_half_a_page_with_its_checks(path: Path) -> None:
    parts = re.findall(r"^\*\*(\w+)\.\*\*", read(path), re.MULTILINE)
    assert parts == ["Context", "Decision", "Checks"]
    assert len(read(path).split()) <= 350
    checks = read(path).split("**Checks.**")[1]
    assert re.search(r"`(tests/[\w./*]+|pyproject\.toml)`", checks)


def test_every_decision_is_in_the_list() -> None:
    listed = [target for _words, target in links(ROOT / "docs" / "decisions" / "README.md")]
    assert listed == [path.name for path in DECISIONS]


# Words


# What engineers say, and what people read instead.
_OTHER_WORDS = {
    r"programmes?": "scheme",
    r"tenants?": "workspace",
    r"outbox": "messages",
    r"(?<!privacy )notices?": "message",
    r"spaces?": "workspace",
    r"authorit(y|ies)": "workspace",
    r"deliver(y|ies)": "message",
    r"cohorts?": "round",
    r"participants?": "people",
    r"users?": "people",
    r"utili[sz]e\w*": "use",
    r"leverag\w+": "use",
    r"commence\w*": "start",
    r"e\.g\.": "for example",
    r"i\.e\.": "that is",
    r"etc\.?": "and so on",
    r"via": "by",
    r"blacklist\w*": "list of people to avoid",
    r"seamless\w*": "",
    r"simply": "",
    r"!": "",
}


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_people_read_everyday_words(name: str) -> None:
    found = {
        word: better
        for word, better in _OTHER_WORDS.items()
        if re.search(rf"(?<![\w-]){word}(?![\w-])", prose(ROOT / name), re.IGNORECASE)
    }
    assert found == {}


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_people_read_short_sentences(name: str) -> None:
    text = re.sub(r"^(#+|\d+\.|-) ", "\n\n", prose(ROOT / name), flags=re.MULTILINE)
    sentences = re.split(r"[.?!:](?:\s|$)|\n\n|\|", text.replace("*", ""))
    assert [s for s in sentences if len(s.split()) > 25] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_headings_are_in_sentence_case(path: Path) -> None:
    names = {
        "Slack",
        "Slack's",
        "Teams",
        "Microsoft",
        "Docker",
        "Teapoint",
        "PostgreSQL",
        "SQLite",
        "GovSlack",
        "I",
        "IT",
        "GOV",
        "UK",
        "Notify",
    }
    for heading in re.findall(r"^#+ (?:\d+\. )?(.+)$", _CODE.sub("", read(path)), re.MULTILINE):
        after_stop = re.sub(r"\. \w+", "", heading)
        capitals = set(re.findall(r"\b[A-Z][\w']*", after_stop)[1:])
        assert capitals <= names, heading


# What must be in no file


def files() -> Iterator[Path]:
    """Every text file of the project, however it was checked out."""
    kinds = {".py", ".md", ".toml", ".txt", ".in", ".yml", ".js", ".css", ".html", ".json", ".mako"}
    plain = {"Makefile", "Dockerfile", ".env.example", ".dockerignore", ".gitignore", "run"}
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        hidden = parts[0].startswith(".") and parts[0] not in {".ci", *plain}
        if hidden or "__pycache__" in parts or parts[0] in ("data", "build"):
            continue
        if path.is_file() and (path.suffix in kinds or path.name in plain):
            yield path


def test_no_file_names_a_registry_or_a_path_of_somebodys_machine() -> None:
    registries = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "docker" + ".io")
    homes = ("/home" + "/", "/Users" + "/", "/root" + "/")
    forbidden = (*registries, *homes, *([str(ROOT)] if len(ROOT.parts) > 2 else []))
    for path in files():
        text = read(path)
        assert [word for word in forbidden if word in text] == [], name_of(path)


@pytest.mark.parametrize("name", ["app", "test", "bench"])
def test_every_requirement_is_pinned_with_hashes_and_no_index(name: str) -> None:
    text = read(ROOT / "requirements" / f"{name}.txt")
    assert not re.search(r"^\s*(-i|--(extra-)?index-url|--find-links|--trusted-host)", text, re.M)
    blocks = [block for block in re.split(r"\n(?=\S)", text.strip()) if not block.startswith("#")]
    assert blocks
    for block in blocks:
        assert re.match(r"[\w.\[\],-]+==\S+", block), block.splitlines()[0]
        assert "--hash=sha256:" in block, block.splitlines()[0]


@pytest.mark.parametrize("name", ["app", "test", "bench"])
def test_everything_asked_for_is_pinned(name: str) -> None:
    pinned = {_plain(line) for line in read(ROOT / f"requirements/{name}.txt").splitlines()}
    pinned |= {_plain(line) for line in read(ROOT / "requirements/app.txt").splitlines()}
    asked = [line for line in read(ROOT / f"requirements/{name}.in").splitlines() if line]
    for line in asked:
        assert line.startswith(("#", "-c ")) or _plain(line) in pinned, line


def _plain(requirement: str) -> str:
    return re.split(r"[=<>\[; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


# Files that catalogues and people look for


def test_the_usual_files_are_there() -> None:
    assert read(ROOT / "LICENSE").startswith("MIT License")
    assert "## [Unreleased]" in read(ROOT / "CHANGELOG.md")
    assert "Tell us about a weakness" in read(ROOT / "SECURITY.md")


def test_the_next_version_is_the_programs() -> None:
    version = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]["version"]
    assert version in read(ROOT / "CHANGELOG.md")
    assert f"teapoint:{version}" in read(ROOT / "docker-compose.yml")


def test_publiccode_says_what_catalogues_need() -> None:
    found = yaml.safe_load(read(ROOT / "publiccode.yml"))
    assert found["publiccodeYmlVersion"].startswith("0.")
    assert {"name", "url", "platforms", "categories", "developmentStatus"} <= set(found)
    assert found["softwareType"] == "standalone/backend"
    assert found["legal"]["license"] == "MIT"
    assert found["intendedAudience"]["countries"] == ["GB"]
    assert found["maintenance"]["contacts"][0]["name"]
    assert found["localisation"]["availableLanguages"] == ["en"]
    english = found["description"]["en"]
    assert len(english["shortDescription"]) <= 150
    assert len(english["longDescription"]) >= 150
    assert english["features"]


def test_the_impact_assessment_marks_what_only_the_controller_knows() -> None:
    text = read(ROOT / "docs" / "dpia.md")
    risks = text.split("## 5.")[1].split("## 6.")[0]
    rows = [line for line in risks.splitlines() if line.startswith("| ")][1:]
    assert rows
    assert [row for row in rows if "[Controller" not in row] == []
