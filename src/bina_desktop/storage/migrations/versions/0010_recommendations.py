"""Findings with criteria, cause and effect, and with several recommendations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_TEXTS = ("kriteria", "sebab", "akibat", "bukti", "penanggung_jawab")


def upgrade() -> None:
    with op.batch_alter_table("temuan") as table:
        for name in _TEXTS:
            table.add_column(sa.Column(name, sa.Text(), server_default="", nullable=False))
        table.add_column(sa.Column("urutan", sa.Integer(), nullable=True))
        table.add_column(sa.Column("urutan_rekomendasi", sa.Integer(), nullable=True))
    op.create_table(
        "temuan_rekomendasi",
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("isi", sa.Text(), nullable=True),
        sa.Column("ditujukan", sa.Text(), nullable=True),
        sa.Column("penanggung_jawab", sa.Text(), nullable=True),
        sa.Column("tenggat", sa.Date(), nullable=True),
        sa.Column("urutan", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("owner_id", "member_id", name=op.f("pk_temuan_rekomendasi")),
    )
    with op.batch_alter_table("tindak_lanjut") as table:
        table.add_column(sa.Column("rekomendasi_id", sa.Text(), nullable=True))
