"""One-time codes: however they are typed, they mean the same; wrong ones mean nothing."""

from cryptography.fernet import Fernet
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.keys import FernetCipher
from storage.codes import ALPHABET, LENGTH, fold_code, hash_code, make_code

LETTERS = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)


@settings(max_examples=100)
@given(LETTERS, st.lists(st.integers(0, LENGTH), max_size=4), st.sampled_from(" -.\u2013\u00a0"))
def test_a_code_means_the_same_however_it_is_typed(code: str, places: list[int], sign: str) -> None:
    typed = code
    for place in places:
        typed = typed[:place] + sign + typed[place:]
    assert fold_code(typed.lower()) == code


def test_letters_that_look_alike_are_taken_as_meant() -> None:
    assert fold_code("oO0i-Il1L-AAAA") == "00011111AAAA"


@settings(max_examples=100)
@given(st.text(max_size=30))
def test_anything_else_is_no_code(typed: str) -> None:
    folded = fold_code(typed)
    assert folded == "" or (len(folded) == LENGTH and set(folded) <= set(ALPHABET))


def test_codes_are_new_each_time_and_of_one_shape() -> None:
    codes = {make_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code.split("-")) == 3 and len(fold_code(code)) == LENGTH for code in codes)


def test_a_code_is_still_found_after_the_keys_were_changed() -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    code = make_code()
    kept = hash_code(FernetCipher([old]), code)[0]
    assert kept in hash_code(FernetCipher([new, old]), code.lower())
    assert kept not in hash_code(FernetCipher([new]), code)
    assert hash_code(FernetCipher([old]), "not a code") == ()
