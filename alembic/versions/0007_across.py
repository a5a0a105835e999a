"""One person on several platforms, what proves an organisation, and what posts mention."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account_address",
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("address_key", sa.String(), nullable=False),
        sa.Column("address_sealed", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bounced_why", sa.String(), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_address_account_id_account")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_account_address")),
    )
    with op.batch_alter_table("account_address", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_account_address_address_key"), ["address_key"], unique=False
        )

    op.create_table(
        "join_page",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("welcome", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_join_page_network_id_network")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["account.id"], name=op.f("fk_join_page_opened_by_account")
        ),
        sa.PrimaryKeyConstraint("network_id", name=op.f("pk_join_page")),
        sa.UniqueConstraint("code", name=op.f("uq_join_page_code")),
    )
    with op.batch_alter_table("join_page", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_join_page_opened_by"), ["opened_by"], unique=False)

    op.create_table(
        "link_code",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_link_code_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_link_code_network_id_network")
        ),
        sa.ForeignKeyConstraint(
            ["used_by"], ["account.id"], name=op.f("fk_link_code_used_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_link_code_code_hash")),
    )
    with op.batch_alter_table("link_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_code_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_code_network_id"), ["network_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_code_used_by"), ["used_by"], unique=False)

    op.create_table(
        "not_same_person",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_not_same_person_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_not_same_person_network_id_network")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["account.id"], name=op.f("fk_not_same_person_other_id_account")
        ),
        sa.PrimaryKeyConstraint(
            "network_id", "account_id", "other_id", name=op.f("pk_not_same_person")
        ),
    )
    with op.batch_alter_table("not_same_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_not_same_person_other_id"), ["other_id"], unique=False)

    op.create_table(
        "organisation_change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("into_id", sa.String(), nullable=True),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["into_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_change_into_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_organisation_change_network_id_network")
        ),
        sa.ForeignKeyConstraint(
            ["noted_by"], ["account.id"], name=op.f("fk_organisation_change_noted_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_change_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_change")),
    )
    with op.batch_alter_table("organisation_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_change_into_id"), ["into_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_organisation_change_network_id"), ["network_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_organisation_change_noted_by"), ["noted_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_organisation_change_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "organisation_domain",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["confirmed_by"],
            ["account.id"],
            name=op.f("fk_organisation_domain_confirmed_by_account"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_organisation_domain_network_id_network")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_domain_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("network_id", "domain", name=op.f("pk_organisation_domain")),
    )
    with op.batch_alter_table("organisation_domain", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_domain_confirmed_by"), ["confirmed_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_organisation_domain_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "upload",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content_sealed", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_upload_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_upload_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_upload_given_at"), ["given_at"], unique=False)

    op.create_table(
        "member_merge",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("kept_id", sa.String(), nullable=False),
        sa.Column("gone_id", sa.String(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_by", sa.String(), nullable=True),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["gone_id"], ["member.id"], name=op.f("fk_member_merge_gone_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["member.id"], name=op.f("fk_member_merge_kept_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["merged_by"], ["account.id"], name=op.f("fk_member_merge_merged_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_member_merge_network_id_network")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_merge")),
    )
    with op.batch_alter_table("member_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_merge_gone_id"), ["gone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_merge_kept_id"), ["kept_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_merge_merged_by"), ["merged_by"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_member_merge_network_id"), ["network_id"], unique=False
        )

    with op.batch_alter_table("feed_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mentions", sa.JSON(), server_default="[]", nullable=False))

    # The rows that were there have it now; from here on the program says it.
    with op.batch_alter_table("feed_entry", schema=None) as batch_op:
        batch_op.alter_column("mentions", existing_type=sa.JSON(), server_default=None)

    with op.batch_alter_table("errand", schema=None) as batch_op:
        batch_op.add_column(sa.Column("file_sealed", sa.String(), nullable=True))

    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("merged_into", sa.String(), nullable=True))
        batch_op.create_index(batch_op.f("ix_member_merged_into"), ["merged_into"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_member_merged_into_member"), "member", ["merged_into"], ["id"]
        )

    with op.batch_alter_table("member_account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reach_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.add_column(sa.Column("service_url", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.drop_column("service_url")

    with op.batch_alter_table("member_account", schema=None) as batch_op:
        batch_op.drop_column("reach_at")

    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_member_merged_into_member"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_member_merged_into"))
        batch_op.drop_column("merged_into")
        batch_op.drop_column("verified_at")

    with op.batch_alter_table("errand", schema=None) as batch_op:
        batch_op.drop_column("file_sealed")

    with op.batch_alter_table("feed_entry", schema=None) as batch_op:
        batch_op.drop_column("mentions")

    with op.batch_alter_table("member_merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_merge_network_id"))
        batch_op.drop_index(batch_op.f("ix_member_merge_merged_by"))
        batch_op.drop_index(batch_op.f("ix_member_merge_kept_id"))
        batch_op.drop_index(batch_op.f("ix_member_merge_gone_id"))

    op.drop_table("member_merge")
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_upload_given_at"))
        batch_op.drop_index(batch_op.f("ix_upload_account_id"))

    op.drop_table("upload")
    with op.batch_alter_table("organisation_domain", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_domain_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_domain_confirmed_by"))

    op.drop_table("organisation_domain")
    with op.batch_alter_table("organisation_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_change_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_change_noted_by"))
        batch_op.drop_index(batch_op.f("ix_organisation_change_network_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_change_into_id"))

    op.drop_table("organisation_change")
    with op.batch_alter_table("not_same_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_not_same_person_other_id"))

    op.drop_table("not_same_person")
    with op.batch_alter_table("link_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_code_used_by"))
        batch_op.drop_index(batch_op.f("ix_link_code_network_id"))
        batch_op.drop_index(batch_op.f("ix_link_code_account_id"))

    op.drop_table("link_code")
    with op.batch_alter_table("join_page", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_join_page_opened_by"))

    op.drop_table("join_page")
    with op.batch_alter_table("account_address", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_address_address_key"))

    op.drop_table("account_address")
