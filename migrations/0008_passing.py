"""A file passes on to another organisation: the offer, and the sealed letters that go with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008_passing"
down_revision = "0007_small_rings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "passing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=7), nullable=False),
        sa.Column("sender_ring_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_ring_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("grant_id", sa.Uuid(), nullable=False),
        sa.Column("offered_on", sa.Date(), nullable=False),
        sa.Column("offered_by", sa.Uuid(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_passing_case_id_case"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["offered_by"], ["user.id"], name=op.f("fk_passing_offered_by_user")),
        sa.ForeignKeyConstraint(["sender_ring_id"], ["ring.id"], name=op.f("fk_passing_sender_ring_id_ring")),
        sa.ForeignKeyConstraint(
            ["recipient_ring_id"], ["ring.id"], name=op.f("fk_passing_recipient_ring_id_ring")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passing")),
        sa.UniqueConstraint("grant_id", name=op.f("uq_passing_grant_id")),
        sa.UniqueConstraint("number", name=op.f("uq_passing_number")),
    )
    for column in ("case_id", "consent_id", "recipient_ring_id", "sender_ring_id"):
        op.create_index(op.f(f"ix_passing_{column}"), "passing", [column], unique=False)
    _make_letter()


def _make_letter() -> None:
    op.create_table(
        "passing_letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("passing_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sender_ring_id", sa.Uuid(), nullable=False),
        sa.Column("sender_epoch", sa.Integer(), nullable=False),
        sa.Column("recipient_ring_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_epoch", sa.Integer(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["passing_id"],
            ["passing.id"],
            name=op.f("fk_passing_letter_passing_id_passing"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sender_ring_id"], ["ring.id"], name=op.f("fk_passing_letter_sender_ring_id_ring")
        ),
        sa.ForeignKeyConstraint(
            ["recipient_ring_id"], ["ring.id"], name=op.f("fk_passing_letter_recipient_ring_id_ring")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passing_letter")),
    )
    for column in ("passing_id", "recipient_ring_id"):
        op.create_index(op.f(f"ix_passing_letter_{column}"), "passing_letter", [column], unique=False)


def downgrade() -> None:
    op.drop_table("passing_letter")
    op.drop_table("passing")
