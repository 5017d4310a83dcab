"""Corrections, checklists, delegations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bina_desktop.storage import columns

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "koreksi",
        *_every_record(),
        sa.Column("spt_id", sa.Text(), nullable=True),
        sa.Column("laporan_id", sa.Text(), nullable=True),
        sa.Column("naskah", sa.Text(), nullable=True),
        sa.Column("paragraf", sa.Integer(), nullable=True),
        _text("semula"),
        _text("menjadi"),
        sa.Column("pelaku", sa.Text(), nullable=True),
        sa.Column("peran", sa.Text(), nullable=True),
        sa.Column("waktu", columns.UtcDateTime(), nullable=True),
        _text("alasan"),
        _text("status", "diusulkan"),
        sa.Column("pemutus", sa.Text(), nullable=True),
        sa.Column("diputus_pada", columns.UtcDateTime(), nullable=True),
        _text("keterangan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_koreksi")),
    )
    op.create_index(op.f("ix_koreksi_spt_id"), "koreksi", ["spt_id"], unique=False)
    op.create_table(
        "periksa",
        *_every_record(),
        sa.Column("spt_id", sa.Text(), nullable=True),
        sa.Column("langkah", sa.Integer(), nullable=True),
        sa.Column("butir", sa.Text(), nullable=True),
        sa.Column("putaran", sa.Text(), nullable=True),
        sa.Column("pelaku", sa.Text(), nullable=True),
        sa.Column("waktu", columns.UtcDateTime(), nullable=True),
        sa.Column("sesuai", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _text("catatan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_periksa")),
    )
    op.create_index(op.f("ix_periksa_spt_id"), "periksa", ["spt_id"], unique=False)
    op.create_table(
        "pelimpahan",
        *_every_record(),
        sa.Column("pegawai_id", sa.Text(), nullable=True),
        sa.Column("peran", sa.Text(), nullable=True),
        sa.Column("jenis", sa.Text(), nullable=True),
        _text("dasar"),
        sa.Column("mulai", sa.Date(), nullable=True),
        sa.Column("sampai", sa.Date(), nullable=True),
        _text("melalui"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pelimpahan")),
    )


def _every_record() -> tuple[sa.Column[str], sa.Column[bool]]:
    return (
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dihapus", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)
