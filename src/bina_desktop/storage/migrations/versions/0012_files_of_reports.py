"""Files of reports: to be signed, signed, scanned, received."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bina_desktop.storage import columns

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "arsip",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dihapus", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("spt_id", sa.Text(), nullable=True),
        sa.Column("laporan_id", sa.Text(), nullable=True),
        sa.Column("macam", sa.Text(), nullable=True),
        sa.Column("nama", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("ukuran", sa.Integer(), server_default="0", nullable=False),
        sa.Column("jenis", sa.Text(), server_default="", nullable=False),
        sa.Column("induk", sa.Text(), server_default="", nullable=False),
        sa.Column("pelaku", sa.Text(), nullable=True),
        sa.Column("waktu", columns.UtcDateTime(), nullable=True),
        sa.Column("nomor", sa.Text(), server_default="", nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=True),
        sa.Column("keterangan", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arsip")),
    )
    op.create_index(op.f("ix_arsip_laporan_id"), "arsip", ["laporan_id"], unique=False)
