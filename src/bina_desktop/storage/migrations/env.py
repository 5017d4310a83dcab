"""Runs migrations on the connection that `database.upgrade` hands over; needs no ini file."""

from __future__ import annotations

from alembic import context

from bina_desktop.storage import journal_rows, number_rows, review_rows
from bina_desktop.storage.rows import Base

assert journal_rows.ChangeRow.metadata is Base.metadata
assert review_rows.KomentarRow.metadata is Base.metadata
assert number_rows.TemplatRow.metadata is Base.metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # The caller holds the transaction: all revisions or none.
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
