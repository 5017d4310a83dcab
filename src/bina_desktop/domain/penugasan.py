"""Order, team decree and travel orders: SOP steps 1 to 3."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bina_desktop.domain.pegawai import PegawaiId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah

PerintahId = NewType("PerintahId", str)
SkTimId = NewType("SkTimId", str)
SptId = NewType("SptId", str)


class Kedudukan(StrEnum):
    """Place in the team, in the order in which the SK lists it."""

    PENGARAH = "pengarah"
    PENANGGUNG_JAWAB = "penanggung_jawab"
    KETUA = "ketua"
    SEKRETARIS = "sekretaris"
    ANGGOTA = "anggota"


@dataclass(frozen=True, slots=True)
class Perintah:
    """Order of the Kepala Dinas to the Kabid to form a team (SOP step 1; printed as disposisi)."""

    id: PerintahId
    triwulan: Triwulan
    dari: PegawaiId
    kepada: PegawaiId
    isi: str
    diterbitkan_pada: datetime
    """Aware, UTC."""
    batas: date | None = None


@dataclass(frozen=True, slots=True)
class AnggotaTim:
    """One line of the Lampiran of the SK."""

    pegawai_id: PegawaiId
    kedudukan: Kedudukan


@dataclass(frozen=True, slots=True)
class SkTim:
    """Keputusan Kepala Dinas that forms the team of one triwulan (SOP step 2)."""

    id: SkTimId
    triwulan: Triwulan
    tanggal: date
    ditetapkan_oleh: PegawaiId
    anggota: tuple[AnggotaTim, ...]
    nomor: str = ""
    """'' while "belum bernomor": the number is given by TU."""
    anggaran: str = ""
    """Source of funds as printed: `DPA … Nomor …`."""


@dataclass(frozen=True, slots=True)
class Spt:
    """Surat Perintah Tugas: one visit to one kab/kota (SOP step 3); its petugas fill sheets."""

    id: SptId
    sk_tim_id: SkTimId
    triwulan: Triwulan
    kode_wilayah: KodeWilayah
    tanggal: date
    mulai: date
    selesai: date
    ditetapkan_oleh: PegawaiId
    petugas: tuple[PegawaiId, ...]
    """In the order of the SK; the first leads the visit."""
    nomor: str = ""
    anggaran: str = ""

    @property
    def lama_hari(self) -> int:
        """Length of the visit in days, both ends counted."""
        return (self.selesai - self.mulai).days + 1
