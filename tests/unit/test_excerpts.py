"""The line of a note that is shown with it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.sessions.excerpts import LONGEST, excerpt_of


def shown(summary: str, text: str, words: str) -> str:
    """An excerpt with the words that were found between stars."""
    pieces = excerpt_of(summary, text, words)
    return "".join(f"*{one.text}*" if one.found else one.text for one in pieces)


def test_the_line_with_most_of_the_words_is_shown_with_the_words_marked() -> None:
    text = "We met.\n\nCouncils share data\nSharing data between councils is hard"
    assert shown("", text, "sharing data hard") == "*Sharing* *data* between councils is *hard*"
    assert shown("Data first.", text, "data") == "*Data* first."


def test_without_any_of_the_words_it_is_the_first_line() -> None:
    assert shown("", "\n\nWe met.\nThen we left.", "archives") == "We met."
    assert shown("", "", "archives") == ""


def test_words_in_other_forms_are_marked_and_other_words_are_not() -> None:
    assert shown("", "She shared; sharks do not. Café", "sharing cafe") == (
        "She *shared*; sharks do not. *Café*"
    )
    assert shown("", "Interoperability now", "interop") == "*Interoperability* now"


def test_a_long_line_is_cut_round_the_first_word_that_was_found() -> None:
    line = "before " * 60 + "the archive of " + "after " * 60
    seen = shown("", line, "archive")
    assert seen.startswith("…before")
    assert "*archive*" in seen
    assert seen.endswith("…")
    assert len(seen.replace("*", "")) <= LONGEST


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=40))
def test_no_text_is_an_error_and_no_excerpt_is_long(summary: str, text: str, words: str) -> None:
    pieces = excerpt_of(summary, text, words)
    assert sum(len(piece.text) for piece in pieces) <= LONGEST
    assert "\n" not in "".join(piece.text for piece in pieces)
