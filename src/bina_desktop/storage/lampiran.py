"""Files attached to sheets: which file stands where; the bytes are in the store of files."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bina_desktop.domain.lampiran import Lampiran, LampiranId
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.storage.interning import chunks
from bina_desktop.storage.repositories import RowRepository
from bina_desktop.storage.rows import LampiranRow


class SqlLampiranRepository(RowRepository[Lampiran, LampiranId, LampiranRow]):
    """Implements the LampiranRepository port."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, LampiranRow, Lampiran, noun="Lampiran")

    def of(self, lembar_ids: Collection[LembarId]) -> Sequence[Lampiran]:
        """Return the files of these sheets that are not removed, by sheet, question and name."""
        found: list[Lampiran] = []
        for chunk in chunks(sorted(lembar_ids), 400):
            rows = self._session.scalars(
                select(LampiranRow)
                .where(LampiranRow.lembar_id.in_(chunk), ~LampiranRow.dihapus)
                .order_by(LampiranRow.lembar_id, LampiranRow.ref, LampiranRow.nama, LampiranRow.id)
            )
            found += self._items(rows.all())
        return found
