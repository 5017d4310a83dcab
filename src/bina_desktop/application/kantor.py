"""Kop data of the office."""

from __future__ import annotations

from bina_desktop.application.actor import Acting
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.kantor import THE_KANTOR, Kantor
from bina_desktop.domain.pegawai import Peran


class KantorService:
    """Reads and edits the office."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    def kantor(self) -> Kantor | None:
        """Return the office; None on a laptop before its first Paket Tugas."""
        with self._acting.reading() as uow:
            return uow.kantor.find(THE_KANTOR)

    def save(self, kantor: Kantor) -> Changes:
        """Store kop data. Administrators only.

        Raises InvalidValueError where the kop would lack its two lines or letters their place.
        """
        for value, name in (
            (kantor.pemda, "Nama pemerintah daerah"),
            (kantor.nama, "Nama dinas"),
            (kantor.kota, "Kota tempat surat ditandatangani"),
        ):
            if not value.strip():
                raise InvalidValueError(f"{name} wajib diisi karena tercetak pada setiap naskah.")
        with self._acting.unit() as uow:
            self._acting.require(uow, Peran.ADMIN)
            uow.kantor.save(kantor)
            uow.commit()
        return Changes.of(Topic.KANTOR)
