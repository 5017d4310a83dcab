"""Files that came in: what became of each and, while there is room, its bytes.

They stand in the database, so that what is encrypted there does not lie beside it in the clear,
and so that a file is kept exactly when its import is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.orm import Session

from bina_desktop.application.batch import ArrivalState, ArrivedFile
from bina_desktop.domain.errors import DatabaseUnfitError, NotFoundError
from bina_desktop.storage.entities import table_of
from bina_desktop.storage.interning import upsert
from bina_desktop.storage.journal_rows import ArrivedFileRow

_FILE = table_of(ArrivedFileRow)
_FACTS = (
    _FILE.c.sha256,
    _FILE.c.nama_berkas,
    _FILE.c.ukuran,
    _FILE.c.waktu,
    _FILE.c.asal,
    _FILE.c.keadaan,
    _FILE.c.keterangan,
    _FILE.c.data.is_not(None).label("is_kept"),
)


class SqlArrivedFiles:
    """Implements the ArrivedFiles port."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def note(self, arrived: ArrivedFile, data: bytes | None, *, limit: int) -> None:
        """Write down what became of a file, and keep its bytes if they are given and fit."""
        waits = arrived.state is ArrivalState.WAITING
        row: dict[str, object] = {
            "sha256": arrived.sha256,
            "nama_berkas": arrived.nama_berkas,
            "ukuran": arrived.ukuran,
            "waktu": arrived.waktu,
            "asal": arrived.asal,
            "keadaan": arrived.state.value,
            "keterangan": json.dumps(arrived.notes, ensure_ascii=False),
            "data": data if data is not None and (waits or len(data) <= limit) else None,
        }
        written = [name for name in row if name != "sha256"]
        upsert(self._session.connection(), _FILE, [row], columns=written)

    def find(self, sha256: str) -> ArrivedFile | None:
        """Return what is known of a file."""
        row = self._session.execute(select(*_FACTS).where(_FILE.c.sha256 == sha256)).one_or_none()
        return None if row is None else _file(row)

    def all(self) -> Sequence[ArrivedFile]:
        """Return files, newest first."""
        rows = self._session.execute(
            select(*_FACTS).order_by(_FILE.c.waktu.desc(), _FILE.c.sha256)
        )
        return [_file(row) for row in rows]

    def data(self, sha256: str) -> bytes:
        """Return the bytes. Raises NotFoundError, DatabaseUnfitError."""
        data = self._session.scalar(select(_FILE.c.data).where(_FILE.c.sha256 == sha256))
        if data is None:
            raise NotFoundError(
                "Salinan berkas ini tidak disimpan lagi di komputer ini, karena ruang untuk "
                "salinan terbatas. Minta berkas aslinya kepada pengirim."
            )
        if hashlib.sha256(data).hexdigest() != sha256:
            raise DatabaseUnfitError(
                "Salinan berkas ini rusak: isinya tidak sama lagi dengan yang diimpor. Data hasil "
                "impornya tidak terpengaruh; minta berkas aslinya kepada pengirim."
            )
        return data

    def kept_bytes(self) -> int:
        """Return the size of all bytes kept."""
        total = select(func.coalesce(func.sum(_FILE.c.ukuran), 0))
        return int(self._session.scalar(total.where(_FILE.c.data.is_not(None))) or 0)

    def make_room(self, limit: int) -> None:
        """Let the oldest bytes of files that wait for nobody go until all have at most `limit`."""
        excess = self.kept_bytes() - limit
        if excess <= 0:
            return
        oldest = self._session.execute(
            select(_FILE.c.sha256, _FILE.c.ukuran)
            .where(_FILE.c.data.is_not(None), _FILE.c.keadaan != ArrivalState.WAITING.value)
            .order_by(_FILE.c.waktu, _FILE.c.sha256)
        ).all()
        for sha256, size in oldest:
            if excess <= 0:
                break
            self._session.execute(update(_FILE).where(_FILE.c.sha256 == sha256).values(data=None))
            excess -= size


def _file(row: Row[*tuple[Any, ...]]) -> ArrivedFile:
    return ArrivedFile(
        sha256=row.sha256,
        nama_berkas=row.nama_berkas,
        ukuran=row.ukuran,
        waktu=row.waktu,
        asal=row.asal,
        state=ArrivalState(row.keadaan),
        notes=tuple(json.loads(row.keterangan)),
        is_kept=bool(row.is_kept),
    )
