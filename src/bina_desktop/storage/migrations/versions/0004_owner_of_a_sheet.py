"""To whom a sheet was handed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("lembar_penilaian", recreate="auto") as batch:
        batch.add_column(sa.Column("pemilik", sa.Text(), nullable=True))
