"""`teapoint organisations import` as people type it: rows reported, nothing half done."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

SHEET = (
    "name,sector,region,domains,aliases\n"
    "Tea Council,local,London,tea.gov.uk,TC\n"
    "Coffee Agency,agency,UK-wide,coffee.gov.uk;gov.uk,\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a database was made."""
    folder = tmp_path_factory.mktemp("organisations")
    assert teapoint(folder, "migrate").exit_code == 0
    return folder


def teapoint(folder: Path, *words: str) -> Result:
    environ = {"TEAPOINT_DATABASE": f"sqlite:///{folder}/tea.db", "TEAPOINT_NETWORK": "Tea network"}
    return CliRunner().invoke(main, list(words), env=environ)


def test_a_file_is_imported_and_again_changes_nothing(folder: Path) -> None:
    file = folder / "register.csv"
    file.write_text(SHEET, "utf-16")
    first = teapoint(folder, "organisations", "import", str(file))
    assert first.exit_code == 0, first.output
    assert first.stdout == (
        "2 rows read.\n2 new organisations.\n"
        "Row 3: gov.uk is shared by many organisations, so it proves none.\n"
    )
    again = teapoint(folder, "organisations", "import", str(file), "--network", "TEA network")
    assert "2 as they were." in again.stdout


@pytest.mark.parametrize(
    ("sheet", "words", "said"),
    [
        ("domain\ntea.gov.uk\n", [], "We found no column of names."),
        ("", [], "The file is empty. Nothing was imported."),
        (SHEET, ["--network", "Nowhere"], "There is no network called Nowhere."),
    ],
)
def test_what_cannot_be_read_is_one_plain_line(
    folder: Path, sheet: str, words: list[str], said: str
) -> None:
    file = folder / "wrong.csv"
    file.write_text(sheet, "utf-8")
    result = teapoint(folder, "organisations", "import", str(file), *words)
    assert result.exit_code == 1
    assert said in result.stderr
    assert "Nothing was imported" in result.stderr
    assert result.stderr.count("\n") == 1
