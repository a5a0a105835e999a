"""Times in the diary, waves, turns, feedback, invitations, workspaces that join, installs."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


NEW = {
    "enrolment": ("every", "rest", "silent", "offers", "wishes", "capacity"),
    "errand": ("done", "total"),
    "programme": ("scheme_format",),
    "seat": ("leads", "mentors"),
}


def _with_value(name: str, kind: sa.types.TypeEngine[Any], value: Any) -> sa.Column[Any]:
    """A column that rows which are there already are given a value for."""
    return sa.Column(name, kind, server_default=value, nullable=False)


def _drop_values() -> None:
    """New rows are given their values by the program."""
    for table, columns in NEW.items():
        with op.batch_alter_table(table) as batch_op:
            for name in columns:
                batch_op.alter_column(name, server_default=None)


def _renew_one_active_group(before: str, after: str) -> None:
    """Make the index anew by which a member has one active group a round."""
    name, columns = "ix_seat_one_active_group", ["round_id", "member_id"]
    was, becomes = sa.text(before), sa.text(after)
    op.drop_index(name, "seat", sqlite_where=was, postgresql_where=was)
    op.create_index(
        name, "seat", columns, unique=True, sqlite_where=becomes, postgresql_where=becomes
    )


def upgrade() -> None:
    op.create_table(
        "install_state",
        sa.Column("state_hash", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_install_state")),
    )
    op.create_table(
        "picture",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("png", sa.LargeBinary(), nullable=False),
        sa.Column("alt", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_picture_network_id_network")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
    )
    with op.batch_alter_table("picture") as batch_op:
        batch_op.create_index(batch_op.f("ix_picture_network_id"), ["network_id"], unique=False)

    op.create_table(
        "account_space",
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("space_id", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_space_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["space.id"], name=op.f("fk_account_space_space_id_space")
        ),
        sa.PrimaryKeyConstraint("account_id", "space_id", name=op.f("pk_account_space")),
    )
    op.create_table(
        "installation",
        sa.Column("space_id", sa.String(), nullable=False),
        sa.Column("org_wide", sa.Boolean(), nullable=False),
        sa.Column("bot_user", sa.String(), nullable=False),
        sa.Column("installed_by", sa.String(), nullable=True),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refresh_sealed", sa.String(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["installed_by"], ["account.id"], name=op.f("fk_installation_installed_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["space.id"], name=op.f("fk_installation_space_id_space")
        ),
        sa.PrimaryKeyConstraint("space_id", name=op.f("pk_installation")),
    )
    with op.batch_alter_table("installation") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_installation_expires_at"), ["expires_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_installation_installed_by"), ["installed_by"], unique=False
        )

    op.create_table(
        "network_code",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_by", sa.String(), nullable=True),
        sa.Column("space_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_network_code_made_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_network_code_network_id_network")
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["space.id"], name=op.f("fk_network_code_space_id_space")
        ),
        sa.ForeignKeyConstraint(
            ["used_by"], ["account.id"], name=op.f("fk_network_code_used_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_network_code_code_hash")),
    )
    with op.batch_alter_table("network_code") as batch_op:
        batch_op.create_index(batch_op.f("ix_network_code_made_by"), ["made_by"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_network_code_network_id"), ["network_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_network_code_used_by"), ["used_by"], unique=False)

    op.create_table(
        "stay_in_touch",
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(), nullable=False),
        sa.Column("wish", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_stay_in_touch_member_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["member.id"], name=op.f("fk_stay_in_touch_other_id_member")
        ),
        sa.PrimaryKeyConstraint("member_id", "other_id", name=op.f("pk_stay_in_touch")),
    )
    with op.batch_alter_table("stay_in_touch") as batch_op:
        batch_op.create_index(batch_op.f("ix_stay_in_touch_other_id"), ["other_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("programme_id", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=True),
        sa.Column("code_hash", sa.String(), nullable=True),
        sa.Column("code_sealed", sa.String(), nullable=True),
        sa.Column("details_sealed", sa.String(), nullable=True),
        sa.Column("sheet_key", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("member_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_invitation_made_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_invitation_member_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_invitation_network_id_network")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_invitation_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitation_code_hash")),
    )
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_made_by"), ["made_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_network_id"), ["network_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_sheet_key"), ["sheet_key"], unique=False)

    op.create_table(
        "past_meeting",
        sa.Column("a_id", sa.String(), nullable=False),
        sa.Column("b_id", sa.String(), nullable=False),
        sa.Column("programme_id", sa.String(), nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["a_id"], ["member.id"], name=op.f("fk_past_meeting_a_id_member")),
        sa.ForeignKeyConstraint(["b_id"], ["member.id"], name=op.f("fk_past_meeting_b_id_member")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_past_meeting_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("a_id", "b_id", name=op.f("pk_past_meeting")),
    )
    with op.batch_alter_table("past_meeting") as batch_op:
        batch_op.create_index(batch_op.f("ix_past_meeting_b_id"), ["b_id"], unique=False)

    op.create_table(
        "past_pair",
        sa.Column("a_id", sa.String(), nullable=False),
        sa.Column("b_id", sa.String(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["a_id"], ["invitation.id"], name=op.f("fk_past_pair_a_id_invitation")
        ),
        sa.ForeignKeyConstraint(
            ["b_id"], ["invitation.id"], name=op.f("fk_past_pair_b_id_invitation")
        ),
        sa.PrimaryKeyConstraint("a_id", "b_id", name=op.f("pk_past_pair")),
    )
    with op.batch_alter_table("past_pair") as batch_op:
        batch_op.create_index(batch_op.f("ix_past_pair_b_id"), ["b_id"], unique=False)

    op.create_table(
        "turn",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_turn_member_id_member")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_turn_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", "member_id", name=op.f("pk_turn")),
    )
    with op.batch_alter_table("turn") as batch_op:
        batch_op.create_index(batch_op.f("ix_turn_member_id"), ["member_id"], unique=False)

    op.create_table(
        "feedback",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("worth", sa.String(), nullable=True),
        sa.Column("thing_sealed", sa.String(), nullable=True),
        sa.Column("share", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["meeting_group.id"], name=op.f("fk_feedback_group_id_meeting_group")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_feedback_member_id_member")
        ),
        sa.PrimaryKeyConstraint("group_id", "member_id", name=op.f("pk_feedback")),
    )
    with op.batch_alter_table("feedback") as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_member_id"), ["member_id"], unique=False)

    op.create_table(
        "meeting",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("where_sealed", sa.String(), nullable=True),
        sa.Column("led_by", sa.String(), nullable=True),
        sa.Column("suggested_by", sa.String(), nullable=True),
        sa.Column("suggested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["meeting_group.id"], name=op.f("fk_meeting_group_id_meeting_group")
        ),
        sa.ForeignKeyConstraint(["led_by"], ["member.id"], name=op.f("fk_meeting_led_by_member")),
        sa.ForeignKeyConstraint(
            ["suggested_by"], ["member.id"], name=op.f("fk_meeting_suggested_by_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("group_id", "number", name=op.f("uq_meeting_group_id_number")),
    )
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.create_index("ix_meeting_due", ["state", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_led_by"), ["led_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_suggested_by"), ["suggested_by"], unique=False)

    op.create_table(
        "waiting",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("group_id", sa.String(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["meeting_group.id"], name=op.f("fk_waiting_group_id_meeting_group")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_waiting_member_id_member")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_waiting_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", "member_id", name=op.f("pk_waiting")),
    )
    with op.batch_alter_table("waiting") as batch_op:
        batch_op.create_index(batch_op.f("ix_waiting_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_waiting_member_id"), ["member_id"], unique=False)

    op.create_table(
        "meeting_slot",
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_slot_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "starts_at", name=op.f("pk_meeting_slot")),
    )
    with op.batch_alter_table("enrolment") as batch_op:
        batch_op.add_column(_with_value("every", sa.Integer(), "1"))
        batch_op.add_column(_with_value("rest", sa.Integer(), "0"))
        batch_op.add_column(_with_value("silent", sa.Integer(), "0"))
        batch_op.add_column(sa.Column("paused_why", sa.String(), nullable=True))
        batch_op.add_column(_with_value("offers", sa.JSON(), "[]"))
        batch_op.add_column(_with_value("wishes", sa.JSON(), "[]"))
        batch_op.add_column(_with_value("capacity", sa.Integer(), "1"))
        batch_op.add_column(sa.Column("quiet_because", sa.String(), nullable=True))

    with op.batch_alter_table("errand") as batch_op:
        batch_op.add_column(_with_value("done", sa.Integer(), "0"))
        batch_op.add_column(_with_value("total", sa.Integer(), "0"))
        batch_op.add_column(sa.Column("result", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("result_sealed", sa.String(), nullable=True))

    with op.batch_alter_table("programme") as batch_op:
        batch_op.add_column(_with_value("scheme_format", sa.JSON(), "{}"))
        batch_op.add_column(sa.Column("keeper_id", sa.String(), nullable=True))
        batch_op.create_index(batch_op.f("ix_programme_keeper_id"), ["keeper_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_programme_keeper_id_account"), "account", ["keeper_id"], ["id"]
        )

    with op.batch_alter_table("seat") as batch_op:
        batch_op.add_column(_with_value("leads", sa.Boolean(), sa.false()))
        batch_op.add_column(_with_value("mentors", sa.Boolean(), sa.false()))

    _drop_values()
    _renew_one_active_group("active", "active AND NOT mentors")
    with op.batch_alter_table("space") as batch_op:
        batch_op.add_column(sa.Column("parent_id", sa.String(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_space_parent_id_space"), "space", ["parent_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("space") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_space_parent_id_space"), type_="foreignkey")
        batch_op.drop_column("parent_id")

    op.execute("UPDATE seat SET active = false WHERE mentors")
    _renew_one_active_group("active AND NOT mentors", "active")
    with op.batch_alter_table("seat") as batch_op:
        batch_op.drop_column("mentors")
        batch_op.drop_column("leads")

    with op.batch_alter_table("programme") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_programme_keeper_id_account"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_programme_keeper_id"))
        batch_op.drop_column("keeper_id")
        batch_op.drop_column("scheme_format")

    with op.batch_alter_table("errand") as batch_op:
        batch_op.drop_column("result_sealed")
        batch_op.drop_column("result")
        batch_op.drop_column("total")
        batch_op.drop_column("done")

    with op.batch_alter_table("enrolment") as batch_op:
        batch_op.drop_column("quiet_because")
        batch_op.drop_column("capacity")
        batch_op.drop_column("wishes")
        batch_op.drop_column("offers")
        batch_op.drop_column("paused_why")
        batch_op.drop_column("silent")
        batch_op.drop_column("rest")
        batch_op.drop_column("every")

    op.drop_table("meeting_slot")
    with op.batch_alter_table("waiting") as batch_op:
        batch_op.drop_index(batch_op.f("ix_waiting_member_id"))
        batch_op.drop_index(batch_op.f("ix_waiting_group_id"))

    op.drop_table("waiting")
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_suggested_by"))
        batch_op.drop_index(batch_op.f("ix_meeting_led_by"))
        batch_op.drop_index("ix_meeting_due")

    op.drop_table("meeting")
    with op.batch_alter_table("feedback") as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_member_id"))

    op.drop_table("feedback")
    with op.batch_alter_table("turn") as batch_op:
        batch_op.drop_index(batch_op.f("ix_turn_member_id"))

    op.drop_table("turn")
    with op.batch_alter_table("past_pair") as batch_op:
        batch_op.drop_index(batch_op.f("ix_past_pair_b_id"))

    op.drop_table("past_pair")
    with op.batch_alter_table("past_meeting") as batch_op:
        batch_op.drop_index(batch_op.f("ix_past_meeting_b_id"))

    op.drop_table("past_meeting")
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_sheet_key"))
        batch_op.drop_index(batch_op.f("ix_invitation_network_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_member_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_made_by"))

    op.drop_table("invitation")
    with op.batch_alter_table("stay_in_touch") as batch_op:
        batch_op.drop_index(batch_op.f("ix_stay_in_touch_other_id"))

    op.drop_table("stay_in_touch")
    with op.batch_alter_table("network_code") as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_code_used_by"))
        batch_op.drop_index(batch_op.f("ix_network_code_network_id"))
        batch_op.drop_index(batch_op.f("ix_network_code_made_by"))

    op.drop_table("network_code")
    with op.batch_alter_table("installation") as batch_op:
        batch_op.drop_index(batch_op.f("ix_installation_installed_by"))
        batch_op.drop_index(batch_op.f("ix_installation_expires_at"))

    op.drop_table("installation")
    op.drop_table("account_space")
    with op.batch_alter_table("picture") as batch_op:
        batch_op.drop_index(batch_op.f("ix_picture_network_id"))

    op.drop_table("picture")
    op.drop_table("install_state")
