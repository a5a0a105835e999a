"""Tips, examples and actions are found in notes, with who and by when as far as people say it."""

from datetime import date

import pytest
from hypothesis import given, settings

from jobs.notes import ActionPoint, ParsedSession, Section, Tip, find_actions, find_tips
from jobs.notes.due import find_due
from tests.support.nasty import texts

TODAY = date(2026, 11, 22)  # a Sunday


def notes(text: str, heading: str = "Notes", summary: str | None = None) -> ParsedSession:
    return ParsedSession(summary=summary, sections=(Section(heading, text),))


def test_marked_tips_and_examples_are_found() -> None:
    text = """Tip: label your cables
- Top tip - bring spare lamps
\U0001f4a1 start with one port
**Example:** Llanfair shares its gauge
Tipping points were discussed
An example would help
The tip of the iceberg: fog"""
    assert find_tips(notes(text, summary="Tip 2: ask twice")) == (
        Tip("tip", "label your cables"),
        Tip("tip", "bring spare lamps"),
        Tip("tip", "start with one port"),
        Tip("example", "Llanfair shares its gauge"),
        Tip("tip", "ask twice"),
    )


def test_points_under_such_a_heading_are_tips_and_examples() -> None:
    assert find_tips(notes("- oil the winch\n\n2. Example: Poole does", "Top tips")) == (
        Tip("tip", "oil the winch"),
        Tip("example", "Poole does"),
    )
    assert find_tips(notes("Llanfair's gauge", "Examples")) == (Tip("example", "Llanfair's gauge"),)


@pytest.mark.parametrize(
    ("line", "owner", "due"),
    [
        ("Action: Jo Park to write to the ports by 12 March", "Jo Park", date(2027, 3, 12)),
        ("ACTION - Ade will ask the Department by Friday", "Ade", date(2026, 11, 27)),
        ("- Action (Kit Moss): find a room by end of January", "Kit Moss", date(2027, 1, 31)),
        ("**Action:** Ade and Jo Park to meet by 5/1/2027", "Ade and Jo Park", date(2027, 1, 5)),
        ("Action: Sam O\u2019Hara (Llanfair Health Board) to share slides",
         "Sam O\u2019Hara (Llanfair Health Board)", None),
        ("Action for Jo: mend the gauge", "Jo", None),
        ("AP 3: write it up (Kit), due 2026-12-01", None, date(2026, 12, 1)),
        ("AP 3: write it up (Kit)", "Kit", None),
        ("Action: write it up \u2013 Kit Moss", "Kit Moss", None),
        ("Action: owner: Kit, by the 3rd of December", "Kit", date(2026, 12, 3)),
        ("Action: @jo and others to talk", None, None),
        ("Action: Talk to the council by bus", None, None),
        ("Action: Need to ask Jo", None, None),
        ("TODO: Jo: call the harbour master tomorrow", "Jo", None),
    ],
)  # fmt: skip
def test_an_action_has_its_owner_and_date_where_stated(
    line: str, owner: str | None, due: date | None
) -> None:
    (action,) = find_actions(notes(line), TODAY)
    assert (action.owner, action.due) == (owner, due)


def test_every_point_under_actions_is_one_and_no_other() -> None:
    session = ParsedSession(
        sections=(
            Section("Notes", "Jo will ask\nActions speak louder\nAction research: we tried it"),
            Section("Actions", "- [ ] Jo Park to ask by 1 December\n\n- publish the list\n- none"),
        )
    )
    assert find_actions(session, TODAY) == (
        ActionPoint("Jo Park to ask by 1 December", "Jo Park", date(2026, 12, 1)),
        ActionPoint("publish the list"),
    )


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by Sunday", date(2026, 11, 22)),
        ("by 22 November", date(2026, 11, 22)),
        ("by 21 November", date(2027, 11, 21)),
        ("by the end of the month", date(2026, 11, 30)),
        ("by end of next week", date(2026, 12, 4)),
        ("by March 3rd", date(2027, 3, 3)),
        ("by May 2027", date(2027, 5, 31)),
        ("by 31/02", None),
        ("by 45 March", None),
        ("by hand, 3 times", None),
        ("12 March was wet", None),
    ],
)
def test_a_day_is_the_next_of_its_kind(words: str, day: date | None) -> None:
    assert find_due(f"Jo to ask {words}.", TODAY) == day


@settings(max_examples=150, deadline=None)
@given(texts)
def test_any_text_has_points_or_none(text: str) -> None:
    session = notes(f"Action: {text}\nTip: {text}", summary=text)
    assert all(action.text for action in find_actions(session, TODAY))
    assert all(tip.text for tip in find_tips(session))
