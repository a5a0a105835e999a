"""Names survive what people paste, and compare as people mean them."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.naming import clean, fold, new_id

NASTY = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("\x00\u202e\u2066\u200d\u200b\ufeff\u2028\u0301\u0489\ud800e\u0301\u212b"),
        st.sampled_from("\U0001f469\U0001f3fd\U0001f1ec\U0001f1e7\U0001f3f4\U000e0067 \n\r\t"),
    ),
    max_size=80,
)


@pytest.mark.parametrize("same", [("AI", "ai", "\uff21\uff29"), ("O'Brien", "O\u2019BRIEN")])
def test_the_same_word_in_other_letters_folds_to_one(same: tuple[str, ...]) -> None:
    assert len({fold(word) for word in same}) == 1


def test_spaces_and_quotes_do_not_tell_names_apart() -> None:
    assert fold(" King\u2019s  \u201cLynn\u201d\n") == fold('king\'s "lynn"')


def test_different_words_stay_different() -> None:
    assert fold("Leeds City Council") != fold("Leeds City Counsel")


@settings(max_examples=300)
@given(NASTY)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(max_examples=300)
@given(NASTY, st.integers(min_value=1, max_value=40), st.booleans())
def test_cleaned_text_is_short_enough_normal_and_free_of_controls(
    text: str, limit: int, lines: bool
) -> None:
    kept = clean(text, limit, lines=lines)
    assert len(kept) <= limit
    assert unicodedata.is_normalized("NFC", kept)
    assert not {unicodedata.category(letter) for letter in kept} & {"Cs", "Co", "Zl", "Zp"}
    assert not [c for c in kept if unicodedata.category(c) == "Cc" and c != "\n"]
    assert not set(kept) & set("\x00\u202a\u202e\u2066\u2069\ufeff\u2028\r")
    assert lines or "\n" not in kept
    kept.encode()


@settings(max_examples=200)
@given(NASTY)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text, 60, lines=True)
    assert clean(once, 60, lines=True) == once


def test_direction_overrides_and_nul_are_taken_out() -> None:
    assert clean("Zo\u202eE\u0301\x00 \ud800Lee\u2069", 20) == "ZoÉ Lee"


def test_a_family_and_a_flag_are_not_cut_in_half() -> None:
    family = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
    assert clean(f"ab{family} and more", 6) == "ab…"
    assert clean(f"ab{family} and more", 8) == f"ab{family}…"
    assert clean("\U0001f1ec\U0001f1e7\U0001f1ec\U0001f1e7!", 4) == "\U0001f1ec\U0001f1e7…"


def test_the_flag_of_scotland_stays_and_hidden_tag_text_goes() -> None:
    scotland = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
    assert clean(scotland, 20) == scotland
    assert clean("Leeds\U000e0068\U000e0069", 20) == "Leeds"


def test_stacked_marks_are_thinned_and_accents_stay() -> None:
    assert clean("a" + "\u0335" * 90, 50) == "a" + "\u0335" * 4
    assert clean("Bronte\u0308", 20) == "Brontë"


def test_one_overlong_cluster_is_cut_all_the_same() -> None:
    assert len(clean("\U0001f469" + "\u200d\U0001f469" * 40, 10)) == 10


def test_long_text_keeps_its_paragraphs_where_asked() -> None:
    assert clean("one\r\ntwo\n\n\n\nthree  four", 50, lines=True) == "one\ntwo\n\nthree four"
    assert clean("one\r\ntwo", 50) == "one two"


def test_text_of_invisible_letters_is_empty() -> None:
    assert clean("\u200b\u200d \ufeff\u2060", 20) == ""


def test_ids_are_opaque_and_never_the_same() -> None:
    ids = {new_id("mem") for _ in range(500)}
    assert len(ids) == 500
    assert all(one.startswith("mem_") and len(one) == 20 for one in ids)
