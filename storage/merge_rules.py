"""What becomes of every column that names a member, where two members are made one.

`tests/storage/test_merging_members.py` reads the schema and fails until a new column has its rule.
"""

from sqlalchemy import Column, Table

from storage.tables import Base

MOVED = "becomes the kept member's"
KEYED = "becomes the kept member's; taken away where they have it, or where it is about themself"
"""What is sealed is not taken away then, but stays with the member who goes."""
STAYS = "stays with the member who goes"
OWN = "has steps of its own: see storage/merging.py"

RULES: dict[str, str] = {
    "avoid.avoided_id": KEYED,
    "avoid.member_id": KEYED,
    "blog.member_id": KEYED,
    "call_entry.member_id": MOVED,
    "carrying.member_id": MOVED,
    "consent.member_id": STAYS,  # it is the proof of what was agreed to, there and then
    "digest.member_id": OWN,
    "enrolment.member_id": OWN,
    "feedback.member_id": KEYED,
    "invitation.member_id": MOVED,
    "left_out.member_id": KEYED,
    "meeting.led_by": MOVED,
    "meeting.suggested_by": MOVED,
    "member.merged_into": STAYS,
    "member_account.member_id": MOVED,
    "member_interest.member_id": STAYS,  # part of the profile, which is given back as it was
    "member_merge.gone_id": STAYS,
    "member_merge.kept_id": STAYS,
    "note.member_id": MOVED,
    "note_call.member_id": MOVED,
    "note_post.posted_by": MOVED,
    "note_reminder.member_id": KEYED,
    "note_version.member_id": MOVED,
    "past_meeting.a_id": KEYED,
    "past_meeting.b_id": KEYED,
    "report.reporter_id": MOVED,
    "room_point.member_id": MOVED,
    "seat.member_id": OWN,
    "session_action.owner_id": MOVED,
    "session_interest.member_id": KEYED,
    "session_link.member_id": MOVED,
    "session_outcome.member_id": MOVED,
    "session_person.maybe_id": MOVED,
    "session_person.member_id": MOVED,
    "stay_in_touch.member_id": KEYED,
    "stay_in_touch.other_id": KEYED,
    "takeaway.member_id": MOVED,
    "turn.member_id": KEYED,
    "waiting.member_id": KEYED,
    "write_prompt.member_id": KEYED,
}

FILLED_IN: dict[str, tuple[str, ...]] = {
    "avoid": ("reported",),
    "turn": ("answer", "answered_at"),
}
"""Columns that the kept member's row takes from one that is taken away, where its own is blank."""


def moved_columns() -> list[Column[str]]:
    """Return the columns that are simply given another member."""
    return [_column(name) for name, rule in RULES.items() if rule == MOVED]


def keyed_tables() -> dict[Table, tuple[str, ...]]:
    """Return the tables in whose keys members stand, with the names of those columns."""
    found: dict[Table, tuple[str, ...]] = {}
    for name, rule in RULES.items():
        if rule == KEYED:
            table = _column(name).table
            found[table] = (*found.get(table, ()), _column(name).name)
    return found


def _column(name: str) -> Column[str]:
    table, _, column = name.partition(".")
    return Base.metadata.tables[table].columns[column]
