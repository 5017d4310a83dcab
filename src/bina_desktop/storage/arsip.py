"""Files of a Laporan; the bytes are in the store of files."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bina_desktop.domain.arsip import Arsip, ArsipId
from bina_desktop.domain.laporan import LaporanId
from bina_desktop.storage.repositories import RowRepository
from bina_desktop.storage.rows import ArsipRow


class SqlArsipRepository(RowRepository[Arsip, ArsipId, ArsipRow]):
    """Implements the ArsipRepository port."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, ArsipRow, Arsip, noun="Arsip")

    def of(self, laporan_id: LaporanId) -> Sequence[Arsip]:
        """Return the files of a Laporan, oldest first."""
        rows = self._session.scalars(
            select(ArsipRow)
            .where(ArsipRow.laporan_id == laporan_id, ~ArsipRow.dihapus)
            .order_by(ArsipRow.waktu, ArsipRow.id)
        )
        return self._items(rows.all())
