"""The pages about trouble name tests that exist, in every line."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs").glob("trouble-*.md"))
LINES = [
    (page.stem, line)
    for page in PAGES
    for line in page.read_text("utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| What goes wrong")
]
_NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


@pytest.mark.parametrize(("page", "line"), LINES)
def test_what_is_promised_is_tried(page: str, line: str) -> None:
    promised, _, tests = line.removesuffix(" |").rpartition(" | ")
    named = _NAMED.findall(tests)
    assert named, f"{page}: no test for {promised}"
    for file, test in named:
        source = (ROOT / file).read_text(encoding="utf-8")
        assert not test or f"def {test}(" in source, f"{page}: {file} has no {test}"


def test_both_pages_are_read() -> None:
    assert [page.stem for page in PAGES] == ["trouble-across", "trouble-in-rounds"]
    assert len(LINES) >= 30
