"""Further rings of an organisation, which only one or two people hold, and the folders that stand in them.

SQLite cannot take a constraint from a table: the table is made anew, and the rows that point to it are
looked at when all is done.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007_small_rings"
down_revision = "0006_attachments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _make_anew(sa.Column("restricted", sa.Boolean(), server_default=sa.false(), nullable=False))
    else:
        op.drop_constraint(op.f("uq_ring_organisation_id"), "ring", type_="unique")
        op.add_column(
            "ring", sa.Column("restricted", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    op.create_index(
        "uq_ring_of_everybody",
        "ring",
        ["organisation_id"],
        unique=True,
        sqlite_where=sa.text("restricted = 0"),
        postgresql_where=sa.text("NOT restricted"),
    )
    op.create_table(
        "restricted_folder",
        sa.Column("folder_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("ring_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_restricted_folder_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("folder_id", name=op.f("pk_restricted_folder")),
    )
    op.create_index(
        op.f("ix_restricted_folder_organisation_id"), "restricted_folder", ["organisation_id"], unique=False
    )


def _make_anew(*more: sa.schema.SchemaItem) -> None:
    op.execute("PRAGMA defer_foreign_keys=ON")
    op.execute("CREATE TEMPORARY TABLE ring_kept AS SELECT id, organisation_id, purpose, epoch FROM ring")
    op.drop_table("ring")
    op.create_table(
        "ring",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_ring_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ring")),
        *more,
    )
    op.execute("INSERT INTO ring (id, organisation_id, purpose, epoch) SELECT * FROM ring_kept")
    op.execute("DROP TABLE ring_kept")


def downgrade() -> None:
    op.drop_table("restricted_folder")
    op.drop_index("uq_ring_of_everybody", table_name="ring")
    unique = op.f("uq_ring_organisation_id")
    if op.get_bind().dialect.name == "sqlite":
        _make_anew(sa.UniqueConstraint("organisation_id", name=unique))
    else:
        op.drop_column("ring", "restricted")
        op.create_unique_constraint(unique, "ring", ["organisation_id"])
