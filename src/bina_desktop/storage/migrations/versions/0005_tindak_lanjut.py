"""What later visits found of recommendations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tindak_lanjut",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dihapus", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("temuan_id", sa.Text(), nullable=True),
        sa.Column("spt_id", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("tanggal", sa.Date(), nullable=True),
        sa.Column("keterangan", sa.Text(), server_default="", nullable=False),
        sa.Column("bukti", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tindak_lanjut")),
    )
    op.create_index(op.f("ix_tindak_lanjut_spt_id"), "tindak_lanjut", ["spt_id"], unique=False)
    op.create_index(
        op.f("ix_tindak_lanjut_temuan_id"), "tindak_lanjut", ["temuan_id"], unique=False
    )
