"""Session notes for tests: an invented note, and the real one where it lies beside us."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
INVENTED_FILE = ROOT / "tests" / "fixtures" / "session-notes-invented.txt"
REAL_FILE = ROOT.parent / "shared" / "data" / "session-notes-ukgovcamp.txt"


def invented_note() -> str:
    """Return a note of the shape, length and quirks of the real one."""
    return INVENTED_FILE.read_text(encoding="utf-8")


def real_note() -> str:
    """Return UKGovCamp's own note; skip where the checkout stands alone."""
    if not REAL_FILE.is_file():
        pytest.skip("the real note is not beside this checkout; the invented one is tested")
    return REAL_FILE.read_text(encoding="utf-8")
