"""What the programme set out to reach: a row for each time that somebody set a target."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011_targets"
down_revision = "0009_audit_by_act"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "indicator_target",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("indicator", sa.String(length=40), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("baseline", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["user.id"], name=op.f("fk_indicator_target_set_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_target")),
        sa.UniqueConstraint(
            "indicator",
            "fiscal_year",
            "number",
            name=op.f("uq_indicator_target_indicator_fiscal_year_number"),
        ),
    )


def downgrade() -> None:
    op.drop_table("indicator_target")
