"""Sentences are looked up as the library does it, and their catalogue is found once."""

import gettext as library
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from bot.wording.language import gettext, ngettext

SENTENCE, ONE, MANY = "Nothing has changed.", "{count} row", "{count} rows"


@pytest.fixture
def welsh(tmp_path: Path) -> Iterator[Path]:
    """A folder with a catalogue in Welsh, for this test alone."""
    catalog = Catalog("cy")
    catalog.add(SENTENCE, "Does dim wedi newid.")
    catalog.add((ONE, MANY), ("{count} rhes",) * catalog.num_plurals)
    file = tmp_path / "cy" / "LC_MESSAGES" / "messages.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as to:
        write_mo(to, catalog)
    before, language = library.bindtextdomain("messages"), os.environ.get("LANGUAGE")
    library.bindtextdomain("messages", str(tmp_path))
    yield file
    library.bindtextdomain("messages", before)
    os.environ.pop("LANGUAGE", None)
    if language is not None:
        os.environ["LANGUAGE"] = language


def test_without_a_translation_a_sentence_is_itself() -> None:
    assert gettext(SENTENCE) == SENTENCE
    assert [ngettext(ONE, MANY, count) for count in (1, 2)] == [ONE, MANY]


@pytest.mark.parametrize("language", ["cy", "cy:en", "en", "de", ""])
def test_each_language_has_its_own_words_as_the_library_says_them(
    welsh: Path, language: str
) -> None:
    os.environ["LANGUAGE"] = language
    assert gettext(SENTENCE) == library.gettext(SENTENCE)
    assert (gettext(SENTENCE) == SENTENCE) == (not language.startswith("cy"))
    for count in (0, 1, 2):
        assert ngettext(ONE, MANY, count) == library.ngettext(ONE, MANY, count)


def test_the_disk_is_asked_once(welsh: Path) -> None:
    os.environ["LANGUAGE"] = "cy"
    assert gettext(SENTENCE) == "Does dim wedi newid."
    welsh.unlink()
    assert gettext(SENTENCE) == "Does dim wedi newid."
    assert library.gettext(SENTENCE) == SENTENCE
