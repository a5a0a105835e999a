"""Notes written by us are read by us as what they were, whatever they hold."""

from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.notes import (
    ParsedNotes,
    ParsedSession,
    Section,
    canonical,
    parse_notes,
    render_markdown,
    render_notes,
)
from tests.support.nasty import texts as nasty
from tests.support.session_notes import invented_note

TELLING = (
    "Room: M2",
    "Summary",
    "Notes:",
    "- a point",
    "  - below it",
    "\\Room: M2",
    "\\\\server",
    "> said somebody",
    "---",
    "===",
    "# A heading",
    "**Bold**",
    "| a | b |",
    "Links",
    "https://a.example/x",
    "see <https://a.example/x|here>.",
    "[words](#)",
    "[[a](#)](#)",
    "Led by Jo Park",
    "Session 3: went well",
    "Session: 4 | Room: B",
    "nobody yet",
    "What next?",
    "Ideas:",
    "ukgovcamp",
    "<b>loud</b> &amp; clear",
    "A (B, C) and D / E",
    "1. Title: x",
    "\tSession\t4",
    "\u2022 x",
    "o\tx",
    "Challenge - none",
    "x" * 90 + ":",
)
line = st.one_of(st.sampled_from(TELLING), nasty, st.text(max_size=12))
blocks = st.lists(line, max_size=6).map("\n".join)
maybe = st.one_of(st.none(), line)
people = st.lists(line, max_size=3).map(tuple)
links = st.lists(
    st.sampled_from(
        ("https://a.example/x", "https://b.example/y_(z)?q=1", "http://c.example", "no")
    )
).map(tuple)
sessions = st.builds(
    ParsedSession,
    event=maybe,
    session=maybe,
    room=maybe,
    title=maybe,
    leaders=people,
    volunteer=maybe,
    note_takers=people,
    summary=st.one_of(st.none(), blocks),
    themes=people,
    sections=st.lists(st.builds(Section, line, blocks), max_size=3).map(tuple),
    links=links,
)


@settings(max_examples=400, deadline=None)
@given(sessions)
def test_what_we_write_is_read_as_what_it_was(session: ParsedSession) -> None:
    note = canonical(session)
    assert parse_notes(render_notes(note)) == ParsedNotes((note,), None)


@settings(max_examples=200, deadline=None)
@given(sessions)
def test_the_canonical_form_of_a_canonical_note_is_itself(session: ParsedSession) -> None:
    note = canonical(session)
    assert canonical(note) == note


def test_what_people_wrote_is_canonical_once_it_is_read() -> None:
    (session,) = parse_notes(invented_note()).sessions
    assert canonical(session) == session
    assert parse_notes(render_notes(session)).sessions == (session,)


def test_a_point_that_looks_like_a_label_stays_a_point() -> None:
    text = "Room: too small\nSummary\n\n\\Summary\n- Ideas:\n> quoted"
    note = canonical(ParsedSession(title="Tides", sections=(Section("Notes", text),)))
    assert note.sections == (Section("Notes", text),)
    assert "\\Room: too small\n\\Summary\n" in render_notes(note)


def test_a_markdown_page_says_it_all_and_is_understood() -> None:
    (session,) = parse_notes(invented_note()).sessions
    page = render_markdown(session)
    assert page.startswith("# Sharing what tide gauges tell us\n\n- **Event:** harbourcamp\n")
    assert page.index("## Summary") < page.index("## Challenge")
    assert parse_notes(page) == ParsedNotes((session,), None)
