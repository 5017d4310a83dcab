"""Undo of imports, and the files that came in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bina_desktop.storage import columns

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("journal_batch", recreate="auto") as batch:
        batch.add_column(sa.Column("undoes", sa.Text(), nullable=True))
    op.create_table(
        "local_arrived_file",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("nama_berkas", sa.Text(), nullable=False),
        sa.Column("ukuran", sa.BigInteger(), nullable=False),
        sa.Column("waktu", columns.UtcDateTime(), nullable=False),
        sa.Column("asal", sa.Text(), nullable=False),
        sa.Column("keadaan", sa.Text(), nullable=False),
        sa.Column("keterangan", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_local_arrived_file")),
    )
