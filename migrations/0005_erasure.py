"""Erasing and keeping: who asked, what stays of a file, what others have erased, how long files are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005_erasure"
down_revision = "0004_named_epochs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tombstone",
        sa.Column("folder_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=True),
        sa.Column("code_mark", sa.LargeBinary(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_tombstone_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("folder_id", name=op.f("pk_tombstone")),
    )
    op.create_index(op.f("ix_tombstone_organisation_id"), "tombstone", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_tombstone_code_mark"), "tombstone", ["code_mark"], unique=False)
    _make_notice()
    _make_period()
    _make_sealed("kept", sa.Column("review_on", sa.Date(), nullable=False))
    _make_sealed(
        "erasure_request",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_erasure_request_user_id_user")),
        sa.UniqueConstraint("folder_id", name=op.f("uq_erasure_request_folder_id")),
    )


def _make_notice() -> None:
    op.create_table(
        "erasure_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=7), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_erasure_notice_case_id_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_notice")),
    )
    op.create_index(op.f("ix_erasure_notice_case_id"), "erasure_notice", ["case_id"], unique=False)


def _make_period() -> None:
    op.create_table(
        "retention_period",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.CheckConstraint("years BETWEEN 1 AND 10", name=op.f("ck_retention_period_years_in_bounds")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_retention_period_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_retention_period")),
    )


def _make_sealed(name: str, *more: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key_number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.Column("folder_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["folder_id"], ["folder.id"], name=op.f(f"fk_{name}_folder_id_folder"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *more,
    )
    op.create_index(op.f(f"ix_{name}_folder_id"), name, ["folder_id"], unique=False)


def downgrade() -> None:
    for name in ("erasure_request", "kept", "retention_period", "erasure_notice", "tombstone"):
        op.drop_table(name)
