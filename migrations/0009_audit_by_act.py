"""An index over what was done in an organisation: at each sign-in and on each first page somebody looks for a
few acts among all of them, which would be every line of a log that only grows.
"""

from __future__ import annotations

from alembic import op

revision = "0009_audit_by_act"
down_revision = "0008_passing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_audit_entry_organisation_act", "audit_entry", ["organisation_id", "act", "number"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_audit_entry_organisation_act", table_name="audit_entry")
