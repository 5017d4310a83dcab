"""After which change an undo was made, so that it can be taken back to what stood then."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("journal_batch", sa.Column("after_change", sa.BigInteger(), nullable=True))
