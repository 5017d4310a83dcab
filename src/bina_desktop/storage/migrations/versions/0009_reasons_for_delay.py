"""Why a step took longer than its mutu baku."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "peristiwa", sa.Column("keterlambatan", sa.Text(), server_default="", nullable=False)
    )
