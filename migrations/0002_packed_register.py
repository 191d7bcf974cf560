"""Packs of the register: what a search asks of many cards, sealed as one.

A card that goes, by whatever way, empties the pack that holds its words: by a trigger, as cards go with
their files, without a key and without the application.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002_packed_register"
down_revision = "0001_ground"
branch_labels = None
depends_on = None

EMPTY = "UPDATE register_pack SET blob = NULL WHERE id = OLD.pack_id;"


def upgrade() -> None:
    op.create_table(
        "register_pack",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ring_id", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("cards", sa.Integer(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["ring_id"], ["ring.id"], name=op.f("fk_register_pack_ring_id_ring")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_pack")),
    )
    op.create_index(op.f("ix_register_pack_ring_id"), "register_pack", ["ring_id"], unique=False)
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pack_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("loose", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.create_foreign_key(
            batch_op.f("fk_card_pack_id_register_pack"), "register_pack", ["pack_id"], ["id"]
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_card_no_share_in_a_pack"), "grant_id IS NULL OR pack_id IS NULL"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_card_loose_or_in_a_pack"), "loose OR pack_id IS NOT NULL"
        )
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.alter_column("loose", server_default=None)
        batch_op.create_index(batch_op.f("ix_card_pack_id"), ["pack_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_card_loose"),
            ["ring_id"],
            unique=False,
            sqlite_where=sa.text("loose = 1"),
            postgresql_where=sa.text("loose"),
        )
    _make_trigger()


def _make_trigger() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER card_gone AFTER DELETE ON card WHEN OLD.pack_id IS NOT NULL BEGIN {EMPTY} END"
        )
        return
    op.execute(
        "CREATE FUNCTION card_gone() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {EMPTY} RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER card_gone AFTER DELETE ON card FOR EACH ROW "
        "WHEN (OLD.pack_id IS NOT NULL) EXECUTE FUNCTION card_gone()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER card_gone")
    else:
        op.execute("DROP TRIGGER card_gone ON card")
        op.execute("DROP FUNCTION card_gone()")
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_card_loose"))
        batch_op.drop_index(batch_op.f("ix_card_pack_id"))
        batch_op.drop_constraint(batch_op.f("ck_card_loose_or_in_a_pack"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_card_no_share_in_a_pack"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_card_pack_id_register_pack"), type_="foreignkey")
        batch_op.drop_column("loose")
        batch_op.drop_column("pack_id")
    op.drop_index(op.f("ix_register_pack_ring_id"), table_name="register_pack")
    op.drop_table("register_pack")
