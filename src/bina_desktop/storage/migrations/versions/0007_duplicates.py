"""What was decided about likely duplicates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duplikat",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dihapus", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=True),
        sa.Column("utama", sa.Text(), nullable=True),
        sa.Column("lain", sa.Text(), nullable=True),
        sa.Column("putusan", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplikat")),
    )
