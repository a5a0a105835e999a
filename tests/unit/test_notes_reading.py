"""Session notes are understood in the shapes that people really produce."""

import pytest

from jobs.notes import ParsedSession, Section, parse_notes
from tests.support.session_notes import invented_note, real_note


def read(text: str) -> ParsedSession:
    """The one session of a text."""
    sessions = parse_notes(text).sessions
    assert len(sessions) == 1, sessions
    return sessions[0]


def test_the_real_note_is_understood() -> None:
    notes = parse_notes(real_note())
    (session,) = notes.sessions
    assert notes.rest is None
    assert (session.event, session.session, session.room) == ("ukgovcamp", "1", "M69")
    assert session.title == "Practical support for Public sector reformers"
    assert session.leaders == ("Gavin Freegard",)
    assert session.volunteer is None
    assert session.note_takers == ("Sarah Slack",)
    assert session.summary == "Knowledge sharing is critical\n\nWorking locally\n\nPolitics!"
    headings = [section.heading for section in session.sections]
    assert headings == ["Some further details", "Challenge", "Notes"]
    assert session.links == (
        "https://medium.com/kinship-works/mapping-public-sector-reformers-an-update-382f1de85dc",
    )
    notes_text = session.sections[2].text
    assert "than GOV.UK. Start local" in notes_text
    assert "(similar to action learning sets)" in notes_text
    assert "Learn from Local Digital) Nick Hill." in notes_text
    assert "Policy camp.Unconference." in notes_text


def test_an_invented_note_with_the_same_quirks_is_understood() -> None:
    text = invented_note()
    assert len(text) > 3_132, "longer than Slack's input holds"
    notes = parse_notes(text)
    (session,) = notes.sessions
    assert notes.rest is None
    assert (session.event, session.session, session.room) == ("harbourcamp", "1", "H12")
    assert session.title == "Sharing what tide gauges tell us"
    assert session.leaders == ("Morwenna Pascoe-Lind",)
    assert session.volunteer is None
    assert session.note_takers == ("Idris Oyelaran",)
    assert session.summary == "Sharing readings is vital\n\nStaying close to the water\n\nWeather!"
    headings = [section.heading for section in session.sections]
    assert headings == ["Some further details", "Challenge", "Notes"]
    assert session.links == (
        "https://tides.example/open-gauges/a-first-list-of-public-gauges-41c7e0b9d2",
    )
    assert "they open HARBOUR.EXAMPLE. Begin" in session.sections[2].text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\v"])
def test_the_note_is_the_same_with_any_line_ends(end: str) -> None:
    text = invented_note()
    assert parse_notes(text.replace("\n", end)) == parse_notes(text)


def test_the_note_is_the_same_when_quoted_in_a_mail_or_shouted() -> None:
    text = invented_note()
    quoted = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    assert parse_notes(quoted) == parse_notes(text)
    spaced = text.replace("Room: ", "\u00a0ROOM\u00a0\u00a0:\u00a0").replace("Summary", "SUMMARY")
    assert parse_notes(spaced) == parse_notes(text)


HEAD = {
    "session": "4",
    "room": "B2",
    "title": "What tides teach",
    "leaders": ("Ade Bello", "Jo Park"),
    "volunteer": "Sam Reed",
    "note_takers": ("Kit Moss",),
}

SHAPES = {
    "other words": """Session no.: 4
Location: B2
Topic: What tides teach
Led by: Ade Bello and Jo Park
Who will carry this on? Sam Reed
Scribe: Kit Moss""",
    "no colon": """Session 4
Room B2
Session title
What tides teach
Facilitated by Ade Bello & Jo Park
Volunteer - Sam Reed
Notes by Kit Moss""",
    "value below": """Session:
4

Room:

B2

Title:
What tides teach

Facilitators:
- Ade Bello
- Jo Park

Volunteer to continue conversation after:

Sam Reed

Notes taken by:
Kit Moss""",
    "Markdown": """# Session 4: What tides teach

**Room:** B2
**Leaders**: Ade Bello, Jo Park
__Volunteer:__ Sam Reed
*Note-taker:* Kit Moss""",
    "a Markdown list": """- **Session:** 4
- **Room:** B2
- **Title:** What tides teach
- **Led by:** Ade Bello / Jo Park
- **Volunteer:** Sam Reed
- **Notes by:** Kit Moss""",
    "a Markdown table": """| Field | What |
|---|---|
| Session | 4 |
| Room | B2 |
| Session title | What tides teach |
| **Session leader(s)** | Ade Bello; Jo Park |
| Volunteer | Sam Reed |
| Note taker | Kit Moss |""",
    "a table of a word processor": """Session\t4
Room\tB2
Session title\tWhat tides teach
Session leader\tAde Bello, Jo Park
Volunteer\tSam Reed
Notes taken by\tKit Moss""",
    "a cell to a line": """Session
4
Room
B2
Session title
What tides teach
Session leaders
Ade Bello, Jo Park
Volunteer
Sam Reed
Notes taken by
Kit Moss""",
    "one line": "Session: 4 | Room: B2 | Title: What tides teach | Leads: Ade Bello + Jo Park | "
    "Volunteer: Sam Reed | Scribe: Kit Moss",
    "bullets and emoji": """\u2022\tSession: 4
\u2022\tRoom: B2
\u2022\tTitle: What tides teach
\u2013 Hosts: Ade Bello, Jo Park
* Volunteer: Sam Reed
\U0001f4dd Scribe: Kit Moss""",
    "HTML": "<p><b>Session:</b> 4</p><p><b>Room</b>: B2<br>Title:&nbsp;What tides teach</p>"
    '<div class="x">Leaders: Ade Bello &amp; Jo Park</div><ul><li>Volunteer: Sam Reed</li>'
    "<li>Notes by: Kit Moss</li></ul>",
    "slips of the pen": """Sesion number: 4
Room \uff1a B2
Sesion title: What tides teach
Session leaderrs: Ade Bello , Jo Park
Vollunteer to continue conversation after: Sam Reed
Notes takn by: Kit Moss""",
    "Welsh": """Sesiwn: 4
Ystafell: B2
Teitl: What tides teach
Arweinwyr: Ade Bello, Jo Park
Gwirfoddolwr: Sam Reed
Nodiadau gan: Kit Moss""",
    "numbered": """1. Session: 4
2. Room: B2
3. Session title: What tides teach
4. Session leader: Ade Bello, Jo Park
5. Volunteer: Sam Reed
6. Notes by: Kit Moss""",
    "any order": """NOTES BY: Kit Moss
LED BY: Ade Bello (she/her), Jo Park
WHO WILL CARRY THIS ON?: Sam Reed
TITLE: What tides teach
ROOM: B2
SESSION: 4""",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_head_is_read_in_every_shape(shape: str) -> None:
    session = read(SHAPES[shape] + "\n\nNotes\n\nBring a chair\n\nSummary\nIt went well\n")
    assert {name: getattr(session, name) for name in HEAD} == HEAD
    assert session.sections == (Section("Notes", "Bring a chair"),)
    assert session.summary == "It went well"


@pytest.mark.parametrize(
    "nobody", ["", "nobody yet", "Nobody yet.", "TBC", "-", "n/a", "\u2014", "?"]
)
def test_nobody_is_a_state(nobody: str) -> None:
    session = read(
        f"Title: Tides\nLeader: {nobody}\nVolunteer: {nobody}\nNotes by: {nobody}\nNotes\nx"
    )
    assert (session.title, session.leaders, session.volunteer) == ("Tides", (), None)
    assert session.note_takers == ()


def test_an_empty_volunteer_does_not_take_the_first_point() -> None:
    session = read(
        "Title: Tides\n\nVolunteer to continue :\n\nMore gauges are needed\n\nFewer forms"
    )
    assert session.volunteer is None
    assert session.sections == (Section("Notes", "More gauges are needed\n\nFewer forms"),)


def test_several_sessions_in_one_text_keep_their_own() -> None:
    first = invented_note()
    second = first.replace("Session: 1", "Session: 2").replace("H12", "H14")
    for between in ("\n\n\n", "\n---\n", "\n"):
        one, two = parse_notes(first + between + second.strip()).sessions
        assert (one.session, one.room, two.session, two.room) == ("1", "H12", "2", "H14")
        assert one.event == two.event == "harbourcamp"
        assert one.summary == two.summary
        assert one.sections == two.sections


def test_sessions_of_a_page_share_the_event_named_once() -> None:
    text = """# Tidecamp 2027
## Session 1: Gauges
**Room:** H1
- a point
- Room: could be bigger
## Session 2: Skippers
**Room:** H2
### Challenge
Fog
### Summary
Bring lamps
"""
    one, two = parse_notes(text).sessions
    assert (one.event, one.session, one.title, one.room) == ("Tidecamp 2027", "1", "Gauges", "H1")
    assert (two.event, two.session, two.title, two.room) == ("Tidecamp 2027", "2", "Skippers", "H2")
    assert one.sections == (Section("Notes", "- a point\n- Room: could be bigger"),)
    assert two.sections == (Section("Challenge", "Fog"),)
    assert two.summary == "Bring lamps"


def test_ordinary_words_with_a_colon_stay_points() -> None:
    points = (
        "Room: could be bigger\nTopic: we never got to it\n- Title: leave it\nSession 3: was better"
    )
    session = read(f"Session: 1\nRoom: M2\nTitle: Tides\nNotes\nx\n{points}")
    assert session.room == "M2"
    assert session.sections == (Section("Notes", f"x\n{points}"),)


def test_a_head_may_follow_the_notes() -> None:
    session = read("# Tides\n\n## Notes\nfog\n\nNotes taken by: Kit Moss\nThemes: data, #sea")
    assert (session.title, session.note_takers) == ("Tides", ("Kit Moss",))
    assert session.sections == (Section("Notes", "fog"),)


def test_a_page_without_labels_has_its_first_heading_as_title() -> None:
    session = read("# What tides teach\n\nSome words\n\n## Ideas\n- buy lamps\n")
    assert session.title == "What tides teach"
    assert session.sections == (Section("Notes", "Some words"), Section("Ideas", "- buy lamps"))


def test_what_belongs_to_no_field_is_the_rest() -> None:
    notes = parse_notes(
        "Hi all, as promised:\n\nTidecamp\nDate: 17 January\nRoom: M2\n(upstairs)\nTitle: x"
    )
    (session,) = notes.sessions
    assert (session.event, session.room, session.title) == ("Tidecamp", "M2", "x")
    assert notes.rest is not None
    assert notes.rest.split("\n") == ["(upstairs)", "Hi all, as promised:", "Date: 17 January"]
    assert parse_notes("Just a thought\nand another").rest == "Just a thought\nand another"
    assert parse_notes(" \n\t\n").rest is None


def test_a_session_called_by_its_title_has_a_title() -> None:
    assert read("Session: What tides teach\nRoom: 2").title == "What tides teach"
    named = read("Session: Morning plenary talk\nTitle: Tides\nRoom: 2")
    assert (named.session, named.title) == ("Morning plenary talk", "Tides")


def test_a_table_with_a_session_to_a_row_holds_several() -> None:
    rows = (
        ("Session", "Room", "Title", "Leader"),
        ("1", "M1", "Data", "Jo Park"),
        ("2", "", "Fog", ""),
    )
    markdown = [f"| {' | '.join(row)} |" for row in rows]
    pasted = ["\t".join(row) for row in rows]
    for lines in ([markdown[0], "|---|:-:|---|---|", *markdown[1:]], pasted):
        one, two = parse_notes("Tidecamp\n\n" + "\n".join(lines)).sessions
        assert (one.event, one.session, one.room, one.title) == ("Tidecamp", "1", "M1", "Data")
        assert one.leaders == ("Jo Park",)
        assert (two.event, two.session, two.room, two.title) == ("Tidecamp", "2", None, "Fog")


def test_slacks_own_signs_are_read() -> None:
    session = read(
        "*Tidecamp*\n:round_pushpin: *Room:* H2\n*Title:* <https://a.example/x|What tides teach>\n"
        "*Led by:* <@U0123|jo>, Ade\n\u2022 see <https://b.example/y>.\n*Summary:* lamps"
    )
    assert (session.event, session.room) == ("Tidecamp", "H2")
    assert session.title == "What tides teach (https://a.example/x)"
    assert session.leaders == ("jo", "Ade")
    assert session.sections == (Section("Notes", "- see https://b.example/y."),)
    assert session.links == ("https://b.example/y",)


def test_a_mails_own_head_is_no_event() -> None:
    notes = parse_notes(
        "From: Jo Park <jo@ports.example>\nSubject: My session\n\nHi all,\n\n"
        "> Session 2, Room H2\n> Session title: Fog\n>\n> Notes\n> - lamps"
    )
    (session,) = notes.sessions
    assert (session.event, session.session, session.room, session.title) == (None, "2", "H2", "Fog")
    assert notes.rest is not None
    assert "Subject: My session" in notes.rest


@pytest.mark.parametrize(
    ("pasted", "text", "links"),
    [
        ("(see https://a.example/x).", "(see https://a.example/x).", ["https://a.example/x"]),
        (
            "https://a.example/w_(x), and",
            "https://a.example/w_(x), and",
            ["https://a.example/w_(x)"],
        ),
        ("www.a.example/b!", "www.a.example/b!", ["https://www.a.example/b"]),
        ("[the list](https://a.example)", "the list (https://a.example)", ["https://a.example"]),
        ("[the list](#) and [x](#top)", "the list and x", []),
        ("<https://a.example|the list>", "the list (https://a.example)", ["https://a.example"]),
        ("<https://a.example|a.example>", "https://a.example", ["https://a.example"]),
        ("<mailto:jo@a.example|Jo>", "Jo (jo@a.example)", []),
        (
            "\u201chttps://a.example/x\u201d",
            "\u201chttps://a.example/x\u201d",
            ["https://a.example/x"],
        ),
        (f"https://a.example/{'x' * 3_000}", f"https://a.example/{'x' * 3_000}", []),
        ("array[0](x) stays", "array[0](x) stays", []),
        ("javascript://a.example", "javascript://a.example", []),
    ],
)
def test_links_are_found_in_every_dress(pasted: str, text: str, links: list[str]) -> None:
    session = read(f"Title: Tides\nNotes\n{pasted}")
    assert session.sections == (Section("Notes", text),)
    assert list(session.links) == links


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("Ade Bello, Jo Park and Kit Moss", ["Ade Bello", "Jo Park", "Kit Moss"]),
        ("Ade Bello (Ports and Harbours) & Jo", ["Ade Bello (Ports and Harbours)", "Jo"]),
        ("Ade / Jo", ["Ade", "Jo"]),
        ("Ade, Jo, and Kit", ["Ade", "Jo", "Kit"]),
        ("Ade (she/her), Jo (they / them)", ["Ade", "Jo"]),
        ("Ade Bello <ade@ports.example>; @jo", ["Ade Bello", "jo"]),
        ("Anders A Sandgren with Jo", ["Anders A Sandgren", "Jo"]),
        ("Ade, Ade, TBC", ["Ade"]),
    ],
)
def test_several_people_share_a_field(said: str, people: list[str]) -> None:
    assert list(read(f"Leaders: {said}\nTitle: x").leaders) == people


def test_a_volunteer_may_be_named_at_the_end_and_in_talk_is_not_one() -> None:
    session = read("Title: Tides\nNotes\nVolunteers: we need more of them\nfog\nVolunteer: Jo Park")
    assert session.volunteer == "Jo Park"
    assert session.sections == (Section("Notes", "Volunteers: we need more of them\nfog"),)
