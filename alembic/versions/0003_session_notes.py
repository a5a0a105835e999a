"""Events, sessions, notes and what follows from them; messages in threads that can change."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quiet_period",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_quiet_period_network_id_network")
        ),
        sa.PrimaryKeyConstraint("network_id", "first_day", name=op.f("pk_quiet_period")),
    )
    op.create_table(
        "note_reminder",
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_note_reminder_member_id_member")
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_note_reminder")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("open_to", sa.String(), nullable=False),
        sa.Column("place_id", sa.String(), nullable=True),
        sa.Column("grid_url", sa.String(), nullable=True),
        sa.Column("grid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("listed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_event_made_by_account")),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_event_network_id_network")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_event_place_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("network_id", "folded", name=op.f("uq_event_network_id_folded")),
    )
    with op.batch_alter_table("event") as batch_op:
        batch_op.create_index(batch_op.f("ix_event_made_by"), ["made_by"], unique=False)

    op.create_table(
        "note_call",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=True),
        sa.Column("place_id", sa.String(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_note_call_member_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_note_call_network_id_network")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_note_call_place_id_place")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_call")),
    )
    with op.batch_alter_table("note_call") as batch_op:
        batch_op.create_index(batch_op.f("ix_note_call_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_call_network_id"), ["network_id"], unique=False)

    op.create_table(
        "theme_follow",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("place_id", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["account.id"], name=op.f("fk_theme_follow_asked_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_theme_follow_network_id_network")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_theme_follow_place_id_place")
        ),
        sa.PrimaryKeyConstraint("network_id", "place_id", "folded", name=op.f("pk_theme_follow")),
    )
    with op.batch_alter_table("theme_follow") as batch_op:
        batch_op.create_index(batch_op.f("ix_theme_follow_asked_by"), ["asked_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_theme_follow_place_id"), ["place_id"], unique=False)

    op.create_table(
        "call_entry",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["note_call.id"], name=op.f("fk_call_entry_call_id_note_call")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_call_entry_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_entry")),
    )
    with op.batch_alter_table("call_entry") as batch_op:
        batch_op.create_index(batch_op.f("ix_call_entry_call_id"), ["call_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_call_entry_member_id"), ["member_id"], unique=False)

    op.create_table(
        "session",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("consent", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("notes_url", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_session_event_id_event")),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_session_made_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_session_network_id_network")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("code", name=op.f("uq_session_code")),
    )
    with op.batch_alter_table("session") as batch_op:
        batch_op.create_index("ix_session_due", ["event_id", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_session_made_by"), ["made_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_session_network_id"), ["network_id"], unique=False)

    op.create_table(
        "event_grid",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("free", sa.JSON(), nullable=False),
        sa.Column("trouble", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_grid_event_id_event")
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_grid")),
    )
    op.create_table(
        "session_grid",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_grid_session_id_session")
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_grid")),
    )
    op.create_table(
        "carrying",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nudges", sa.Integer(), nullable=False),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_carrying_member_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_carrying_session_id_session")
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_carrying")),
    )
    with op.batch_alter_table("carrying") as batch_op:
        batch_op.create_index(batch_op.f("ix_carrying_member_id"), ["member_id"], unique=False)

    op.create_table(
        "note",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_note_member_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_note_network_id_network")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_note_session_id_session")
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_note")),
    )
    with op.batch_alter_table("note") as batch_op:
        batch_op.create_index(batch_op.f("ix_note_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_network_id"), ["network_id"], unique=False)

    op.create_table(
        "note_draft",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=True),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body_sealed", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_note_draft_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_note_draft_network_id_network")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_note_draft_session_id_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_draft")),
    )
    with op.batch_alter_table("note_draft") as batch_op:
        batch_op.create_index(batch_op.f("ix_note_draft_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_draft_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_draft_network_id"), ["network_id"], unique=False)

    op.create_table(
        "removal",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("words_sealed", sa.String(), nullable=True),
        sa.Column("contact_sealed", sa.String(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_removal_network_id_network")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_removal_session_id_session")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["account.id"], name=op.f("fk_removal_settled_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removal")),
    )
    with op.batch_alter_table("removal") as batch_op:
        batch_op.create_index(batch_op.f("ix_removal_network_id"), ["network_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_removal_session_id"), ["session_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_removal_settled_by"), ["settled_by"], unique=False)

    op.create_table(
        "room_point",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("writer", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_room_point_member_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_room_point_session_id_session")
        ),
        sa.PrimaryKeyConstraint("session_id", "id", name=op.f("pk_room_point")),
    )
    with op.batch_alter_table("room_point") as batch_op:
        batch_op.create_index(batch_op.f("ix_room_point_member_id"), ["member_id"], unique=False)

    op.create_table(
        "room_point_version",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("point_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_room_point_version_session_id_session")
        ),
        sa.PrimaryKeyConstraint(
            "session_id", "point_id", "seq", name=op.f("pk_room_point_version")
        ),
    )
    op.create_table(
        "session_action",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["member.id"], name=op.f("fk_session_action_owner_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_action_session_id_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_action")),
    )
    with op.batch_alter_table("session_action") as batch_op:
        batch_op.create_index(batch_op.f("ix_session_action_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_session_action_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "session_interest",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_session_interest_member_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_interest_session_id_session")
        ),
        sa.PrimaryKeyConstraint(
            "session_id", "member_id", "kind", name=op.f("pk_session_interest")
        ),
    )
    with op.batch_alter_table("session_interest") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_interest_member_id"), ["member_id"], unique=False
        )

    op.create_table(
        "session_link",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_session_link_member_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_link_session_id_session")
        ),
        sa.PrimaryKeyConstraint("session_id", "url", name=op.f("pk_session_link")),
    )
    with op.batch_alter_table("session_link") as batch_op:
        batch_op.create_index(batch_op.f("ix_session_link_member_id"), ["member_id"], unique=False)

    op.create_table(
        "session_outcome",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_session_outcome_member_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_outcome_session_id_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_outcome")),
    )
    with op.batch_alter_table("session_outcome") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_outcome_member_id"), ["member_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_session_outcome_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "session_person",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=True),
        sa.Column("maybe_id", sa.String(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["maybe_id"], ["member.id"], name=op.f("fk_session_person_maybe_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_session_person_member_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_person_session_id_session")
        ),
        sa.PrimaryKeyConstraint("session_id", "role", "position", name=op.f("pk_session_person")),
    )
    with op.batch_alter_table("session_person") as batch_op:
        batch_op.create_index(batch_op.f("ix_session_person_maybe_id"), ["maybe_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_session_person_member_id"), ["member_id"], unique=False
        )

    op.create_table(
        "takeaway",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=True),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("member_id", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_takeaway_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_takeaway_member_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_takeaway_network_id_network")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_takeaway_session_id_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeaway")),
    )
    with op.batch_alter_table("takeaway") as batch_op:
        batch_op.create_index(batch_op.f("ix_takeaway_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_takeaway_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_takeaway_network_id"), ["network_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_takeaway_session_id"), ["session_id"], unique=False)

    op.create_table(
        "note_post",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("place_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_note_post_place_id_place")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["note.session_id"], name=op.f("fk_note_post_session_id_note")
        ),
        sa.PrimaryKeyConstraint("session_id", "place_id", name=op.f("pk_note_post")),
    )
    with op.batch_alter_table("note_post") as batch_op:
        batch_op.create_index(batch_op.f("ix_note_post_place_id"), ["place_id"], unique=False)

    op.create_table(
        "note_version",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_note_version_member_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["note.session_id"], name=op.f("fk_note_version_session_id_note")
        ),
        sa.PrimaryKeyConstraint("session_id", "number", name=op.f("pk_note_version")),
    )
    with op.batch_alter_table("note_version") as batch_op:
        batch_op.create_index(batch_op.f("ix_note_version_member_id"), ["member_id"], unique=False)

    with op.batch_alter_table("delivery") as batch_op:
        batch_op.add_column(sa.Column("act", sa.String(), server_default="post", nullable=False))
        batch_op.add_column(sa.Column("about_key", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("thread_key", sa.String(), nullable=True))
    with op.batch_alter_table("delivery") as batch_op:  # new rows are given it by the program
        batch_op.alter_column("act", server_default=None)
    with op.batch_alter_table("member") as batch_op:
        batch_op.add_column(sa.Column("work_days", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("zone", sa.String(), server_default="", nullable=False))
    with op.batch_alter_table("member") as batch_op:
        batch_op.alter_column("work_days", server_default=None)
        batch_op.alter_column("zone", server_default=None)


def downgrade() -> None:
    op.drop_table("session_grid")
    op.drop_table("event_grid")
    with op.batch_alter_table("member") as batch_op:
        batch_op.drop_column("zone")
        batch_op.drop_column("work_days")

    with op.batch_alter_table("delivery") as batch_op:
        batch_op.drop_column("thread_key")
        batch_op.drop_column("about_key")
        batch_op.drop_column("act")

    with op.batch_alter_table("note_version") as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_version_member_id"))

    op.drop_table("note_version")
    with op.batch_alter_table("note_post") as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_post_place_id"))

    op.drop_table("note_post")
    with op.batch_alter_table("takeaway") as batch_op:
        batch_op.drop_index(batch_op.f("ix_takeaway_session_id"))
        batch_op.drop_index(batch_op.f("ix_takeaway_network_id"))
        batch_op.drop_index(batch_op.f("ix_takeaway_member_id"))
        batch_op.drop_index(batch_op.f("ix_takeaway_event_id"))

    op.drop_table("takeaway")
    with op.batch_alter_table("session_person") as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_person_member_id"))
        batch_op.drop_index(batch_op.f("ix_session_person_maybe_id"))

    op.drop_table("session_person")
    with op.batch_alter_table("session_outcome") as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_outcome_session_id"))
        batch_op.drop_index(batch_op.f("ix_session_outcome_member_id"))

    op.drop_table("session_outcome")
    with op.batch_alter_table("session_link") as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_link_member_id"))

    op.drop_table("session_link")
    with op.batch_alter_table("session_interest") as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_interest_member_id"))

    op.drop_table("session_interest")
    with op.batch_alter_table("session_action") as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_action_session_id"))
        batch_op.drop_index(batch_op.f("ix_session_action_owner_id"))

    op.drop_table("session_action")
    op.drop_table("room_point_version")
    with op.batch_alter_table("room_point") as batch_op:
        batch_op.drop_index(batch_op.f("ix_room_point_member_id"))

    op.drop_table("room_point")
    with op.batch_alter_table("removal") as batch_op:
        batch_op.drop_index(batch_op.f("ix_removal_settled_by"))
        batch_op.drop_index(batch_op.f("ix_removal_session_id"))
        batch_op.drop_index(batch_op.f("ix_removal_network_id"))

    op.drop_table("removal")
    with op.batch_alter_table("note_draft") as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_draft_network_id"))
        batch_op.drop_index(batch_op.f("ix_note_draft_expires_at"))
        batch_op.drop_index(batch_op.f("ix_note_draft_account_id"))

    op.drop_table("note_draft")
    with op.batch_alter_table("note") as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_network_id"))
        batch_op.drop_index(batch_op.f("ix_note_member_id"))

    op.drop_table("note")
    with op.batch_alter_table("carrying") as batch_op:
        batch_op.drop_index(batch_op.f("ix_carrying_member_id"))

    op.drop_table("carrying")
    with op.batch_alter_table("session") as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_network_id"))
        batch_op.drop_index(batch_op.f("ix_session_made_by"))
        batch_op.drop_index("ix_session_due")

    op.drop_table("session")
    with op.batch_alter_table("call_entry") as batch_op:
        batch_op.drop_index(batch_op.f("ix_call_entry_member_id"))
        batch_op.drop_index(batch_op.f("ix_call_entry_call_id"))

    op.drop_table("call_entry")
    with op.batch_alter_table("theme_follow") as batch_op:
        batch_op.drop_index(batch_op.f("ix_theme_follow_place_id"))
        batch_op.drop_index(batch_op.f("ix_theme_follow_asked_by"))

    op.drop_table("theme_follow")
    with op.batch_alter_table("note_call") as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_call_network_id"))
        batch_op.drop_index(batch_op.f("ix_note_call_member_id"))

    op.drop_table("note_call")
    with op.batch_alter_table("event") as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_made_by"))

    op.drop_table("event")
    op.drop_table("note_reminder")
    op.drop_table("quiet_period")
