"""The triwulan at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bina_desktop.application.actor import Acting
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.pegawai import Pegawai
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.sop import Sop
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah, Wilayah


class KeadaanLangkah(StrEnum):
    """State of a step's clock."""

    BELUM = "belum"
    BERJALAN = "berjalan"
    TERLAMBAT = "terlambat"
    """Running and over mutu baku."""
    SELESAI = "selesai"
    SELESAI_TERLAMBAT = "selesai_terlambat"


@dataclass(frozen=True, slots=True)
class LangkahState:
    """One step of one run of the SOP, with its clock."""

    langkah: int
    judul: str
    keadaan: KeadaanLangkah
    mulai: datetime | None
    selesai: datetime | None
    terpakai: timedelta
    """Working time used."""
    mutu_baku: timedelta
    mutu_baku_teks: str
    pelaku: str
    """Name of who did it last; '' when nobody yet."""
    output: str = ""
    dikembalikan: int = 0
    """How often it was returned."""


@dataclass(frozen=True, slots=True)
class WilayahState:
    """One kab/kota in the triwulan."""

    kode: KodeWilayah
    nama: str
    spt_id: SptId | None
    langkah: int
    """Current SOP step 1–7; 8 = closed."""
    langkah_state: tuple[LangkahState, ...]
    """Steps 3 to 7."""
    lembar: int
    lembar_final: int
    jadwal: str
    """`23–24 November 2026`; '' without SPT."""


@dataclass(frozen=True, slots=True)
class Tugas:
    """Something that waits for the person who is in."""

    teks: str
    """Whole sentence."""
    halaman: str
    """Page to open: `penugasan`, `lembar_penilaian`, `pengesahan`, `pertukaran`."""
    spt_id: SptId | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """All that Beranda shows."""

    triwulan: Triwulan
    kantor: Kantor | None
    saya: Pegawai | None
    langkah_awal: tuple[LangkahState, ...]
    """Steps 1 and 2, which run once for the triwulan."""
    wilayah: tuple[WilayahState, ...]
    tugas: tuple[Tugas, ...]
    perbedaan: int
    """Number of open conflicts."""


class BerandaService:
    """Reads the overview; changes nothing."""

    def __init__(self, acting: Acting, sop: Sop, wilayah: tuple[Wilayah, ...]) -> None:
        self._acting = acting
        self._sop = sop
        self._wilayah = wilayah

    def triwulan_now(self) -> Triwulan:
        """Return the triwulan of today."""
        return Triwulan.of(self._acting.clock.now().date())

    def overview(self, triwulan: Triwulan) -> Overview:
        """Return the state of every kab/kota and what waits for this person."""
        raise NotImplementedError
