"""What was said in reviews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bina_desktop.storage import columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "komentar",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dihapus", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("spt_id", sa.Text(), nullable=True),
        sa.Column("jenis_sasaran", sa.Text(), nullable=True),
        sa.Column("sasaran_id", sa.Text(), nullable=True),
        sa.Column("bagian", sa.Text(), server_default="", nullable=False),
        sa.Column("tindakan", sa.Text(), nullable=True),
        sa.Column("pelaku", sa.Text(), nullable=True),
        sa.Column("peran", sa.Text(), nullable=True),
        sa.Column("waktu", columns.UtcDateTime(), nullable=True),
        sa.Column("teks", sa.Text(), server_default="", nullable=False),
        sa.Column("kutipan", sa.Text(), server_default="", nullable=False),
        sa.Column("sesudah", columns.TextSet(), server_default="[]", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_komentar")),
    )
    op.create_index(op.f("ix_komentar_spt_id"), "komentar", ["spt_id"], unique=False)
