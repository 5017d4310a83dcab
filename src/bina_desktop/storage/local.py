"""What stays on this machine: frozen files and small settings."""

from __future__ import annotations

import hashlib
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bina_desktop.domain.errors import NotFoundError
from bina_desktop.storage.entities import table_of
from bina_desktop.storage.interning import upsert
from bina_desktop.storage.journal_rows import BerkasRow, SettingRow


class SqlBerkasStore:
    """Implements the BerkasStore port: immutable files by SHA-256."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, data: bytes, *, nama: str, jenis: str) -> str:
        """Store and return the hex SHA-256; the same bytes twice are stored once."""
        sha256 = hashlib.sha256(data).hexdigest()
        if not self.has(sha256):
            self._session.add(BerkasRow(sha256=sha256, nama=nama, jenis=jenis, data=data))
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the bytes. Raises NotFoundError."""
        row = self._session.get(BerkasRow, sha256)
        if row is None:
            raise NotFoundError(
                "Berkas ini tidak tersimpan di komputer ini. "
                "Buka di komputer tempat berkas itu dibuat atau diterima."
            )
        return row.data

    def has(self, sha256: str) -> bool:
        """Return True if the file is here."""
        found = self._session.scalar(
            select(BerkasRow.sha256).where(BerkasRow.sha256 == sha256).limit(1)
        )
        return found is not None


class SqlSettingStore:
    """Implements the SettingStore port."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, key: str) -> str | None:
        """Return a value; None where none was put."""
        return self._session.connection().execute(_VALUE, {"key": key}).scalar_one_or_none()

    def put(self, key: str, value: str) -> None:
        """Keep a value."""
        row: dict[str, object] = {"key": key, "value": value}
        upsert(self._session.connection(), _SETTING, [row], columns=["value"])


_SETTING: Final = table_of(SettingRow)
_VALUE: Final = select(_SETTING.c.value).where(_SETTING.c.key == bindparam("key"))
