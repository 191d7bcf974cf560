"""Spoken codes that left an organisation's register while somebody there still knows them: a keyed digest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013_retired_codes"
down_revision = "0012_tokens"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "retired_code",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("code_mark", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_retired_code_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "code_mark", name=op.f("pk_retired_code")),
    )


def downgrade() -> None:
    op.drop_table("retired_code")
