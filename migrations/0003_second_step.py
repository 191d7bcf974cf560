"""The second step of a sign-in, and the recovery code.

What somebody has for the second step is sealed in her own row; what of it was used, and the sign-ins that
wait for it, are rows of their own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003_second_step"
down_revision = "0002_packed_register"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # No batch: it would make the table anew, and others point at it.
    op.add_column("user", sa.Column("factors", sa.LargeBinary(), nullable=True))
    op.add_column("user", sa.Column("factors_version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("user", sa.Column("code_lock", sa.LargeBinary(), nullable=True))
    op.add_column("user", sa.Column("code_pepper_version", sa.Integer(), nullable=False, server_default="1"))
    op.create_table(
        "waiting_sign_in",
        sa.Column("id", sa.LargeBinary(length=32), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_waiting_sign_in_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_sign_in")),
    )
    op.create_index(op.f("ix_waiting_sign_in_user_id"), "waiting_sign_in", ["user_id"], unique=False)
    op.create_table(
        "factor_use",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.LargeBinary(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_factor_use_user_id_user")),
        sa.PrimaryKeyConstraint("user_id", "mark", name=op.f("pk_factor_use")),
    )


def downgrade() -> None:
    op.drop_table("factor_use")
    op.drop_index(op.f("ix_waiting_sign_in_user_id"), table_name="waiting_sign_in")
    op.drop_table("waiting_sign_in")
    for column in ("code_pepper_version", "code_lock", "factors_version", "factors"):
        op.drop_column("user", column)
