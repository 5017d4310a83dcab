"""Templates of numbers, and registers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "templat",
        *_every_record(),
        sa.Column("jenis", sa.Text(), nullable=True),
        sa.Column("pola", sa.Text(), nullable=True),
        _text("kode_klasifikasi"),
        sa.Column("berurutan", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        _text("yth"),
        _text("tembusan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_templat")),
    )
    op.create_table(
        "nomor_naskah",
        *_every_record(),
        sa.Column("jenis", sa.Text(), nullable=True),
        sa.Column("tahun", sa.Integer(), nullable=True),
        _text("nomor"),
        _text("status", "dipakai"),
        _text("spt_id"),
        _text("triwulan"),
        sa.Column("urut", sa.Integer(), nullable=True),
        sa.Column("tanggal", sa.Date(), nullable=True),
        _text("keterangan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomor_naskah")),
    )


def _every_record() -> tuple[sa.Column[str], sa.Column[bool]]:
    return (
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dihapus", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)
