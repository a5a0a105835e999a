"""The page about trouble between platforms names tests that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.findall(
    r"`(tests/[\w/]+\.py)(?:::(\w+))?`", (ROOT / "docs" / "trouble-across.md").read_text("utf-8")
)


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_what_is_promised_is_tried(file: str, test: str) -> None:
    source = (ROOT / file).read_text(encoding="utf-8")
    assert not test or f"def {test}(" in source


def test_every_line_names_one() -> None:
    assert len(NAMED) >= 14
