"""Indexes over what names which epoch of a ring: moving a large ring to new keys goes file by file, and asks
for the next ones again and again.
"""

from __future__ import annotations

from alembic import op

revision = "0004_named_epochs"
down_revision = "0003_second_step"
branch_labels = None
depends_on = None

TABLES = ("grant", "stub", "card")


def upgrade() -> None:
    for table in TABLES:
        op.create_index(f"ix_{table}_epoch", table, ["ring_id", "epoch", "folder_id"], unique=False)


def downgrade() -> None:
    for table in TABLES:
        op.drop_index(f"ix_{table}_epoch", table_name=table)
