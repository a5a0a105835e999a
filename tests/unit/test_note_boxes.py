"""A long text in several inputs comes back as it was, whatever a platform cuts off its ends."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.wording.notes.note_boxes import BOX, LONGEST, MOST_BOXES, cut_text, fits, join_text
from storage.naming import clean

WORDS = st.text("ab .\n", max_size=40)


@given(st.lists(WORDS, max_size=12), st.integers(1, 60))
@settings(max_examples=150, deadline=None)
def test_what_is_shown_comes_back(words: list[str], times: int) -> None:
    text = clean(" ".join(words) * times, 10 * LONGEST, lines=True)
    boxes = cut_text(text)
    assert all(len(piece) <= BOX for _name, piece in boxes)
    assert join_text({name: piece.strip() for name, piece in boxes}) == text


def test_a_text_without_any_space_comes_back() -> None:
    text = "x" * 10_000
    assert join_text(dict(cut_text(text))) == text


def test_the_longest_note_fits_a_form() -> None:
    assert fits("word " * (LONGEST // 5))
    assert fits("x" * LONGEST)
    assert not fits("x" * (MOST_BOXES + 1) * BOX)


def test_what_was_typed_into_the_next_box_follows_on_its_own_line() -> None:
    assert join_text({"notes": "One", "notes1": "Two", "title": "x"}) == "One\nTwo"
