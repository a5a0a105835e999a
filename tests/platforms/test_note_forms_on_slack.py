"""Forms for session notes as Slack's views: within every limit, and what is sent comes back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.form import Form, Option
from bot.platforms.slack.state import read_values
from bot.platforms.slack.text import Json
from bot.platforms.slack.views import render_form
from bot.steps.note_refs import FormRef, form_ref
from bot.wording.notes import note_form, note_paste
from bot.wording.notes.note_boxes import LONGEST
from jobs.sessions.note_taking import Written
from storage.naming import clean
from storage.types import EventId, SessionId
from tests.support.block_oracle import check_view

REF = FormRef("nd_abc", SessionId("s_abc"), 12, EventId("e_abc"), 400)
PIECES = st.lists(
    st.sampled_from(
        ["a point", "\n\nLinks\n", "https://a.example/b", "\n", "\n\n", "&<>", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", " ", "x" * 700]
    ),
    max_size=60,
)


def _form(written: Written, rest: str = "") -> Form:
    choice = note_form.session_choice([])
    assert choice.options == (Option(note_form.OWN, "Another one"),)
    return note_form.note_form(
        written, title="Session notes", command="notes new", ref=REF.pack(), rest=rest
    )


def _sent(view: Json) -> Json:
    """What Slack sends when the form is submitted as it was shown; it cuts space off the ends."""
    return {
        block["block_id"]: {
            block["element"]["action_id"]: {
                "type": "plain_text_input",
                "value": str(block["element"].get("initial_value", "")).strip() or None,
            }
        }
        for block in view["blocks"]
        if block["type"] == "input"
    }


def test_the_form_of_the_longest_note_is_one_that_slack_takes() -> None:
    text = clean("A point that somebody made.\n" * (LONGEST // 28), LONGEST, lines=True)
    written = Written("T" * 200, text, "S" * 3_000, leaders=("Ash Nicol",) * 20)
    check_view(render_form(_form(written, "R" * 3_000), "T1"))
    check_view(render_form(note_paste.paste_form(), "T1"))


@given(PIECES)
@settings(max_examples=60, deadline=None)
def test_a_note_that_is_sent_as_it_was_shown_is_the_same(pieces: list[str]) -> None:
    text = clean("".join(pieces), LONGEST, lines=True)
    view = render_form(_form(Written("Title", text, room="M69")), "T1")
    read = note_form.read_anything(read_values(_sent(view)))
    assert (read.text, read.title, read.room) == (text, "Title", "M69")


def test_what_a_form_carries_comes_back() -> None:
    assert form_ref(REF.pack()) == REF
    assert form_ref("").draft.startswith("nd_")
    assert form_ref("s_abc.3").session is None
