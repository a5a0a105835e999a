"""Who posted notes and may take them back; words that stay taken out; where a workspace is found."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("note_post") as batch_op:
        batch_op.add_column(sa.Column("posted_by", sa.String(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_note_post_posted_by_member"), "member", ["posted_by"], ["id"]
        )
        batch_op.create_index(batch_op.f("ix_note_post_posted_by"), ["posted_by"], unique=False)

    with op.batch_alter_table("removal") as batch_op:
        batch_op.add_column(sa.Column("taken_sealed", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("taken_version", sa.Integer(), nullable=True))

    with op.batch_alter_table("space") as batch_op:
        batch_op.add_column(sa.Column("url", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("space") as batch_op:
        batch_op.drop_column("url")

    with op.batch_alter_table("removal") as batch_op:
        batch_op.drop_column("taken_version")
        batch_op.drop_column("taken_sealed")

    with op.batch_alter_table("note_post") as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_post_posted_by"))
        batch_op.drop_constraint(batch_op.f("fk_note_post_posted_by_member"), type_="foreignkey")
        batch_op.drop_column("posted_by")
