"""Files attached to sheets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lampiran",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dihapus", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("spt_id", sa.Text(), nullable=True),
        sa.Column("lembar_id", sa.Text(), nullable=True),
        sa.Column("ref", sa.Text(), nullable=True),
        sa.Column("untuk", sa.Text(), nullable=True),
        sa.Column("nama", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("ukuran", sa.Integer(), server_default="0", nullable=False),
        sa.Column("jenis", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lampiran")),
    )
    op.create_index(op.f("ix_lampiran_lembar_id"), "lampiran", ["lembar_id"], unique=False)
