"""The seven steps of SOP 10.07.03.021 as data, their events and the clock against mutu baku."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from bina_desktop.domain.pegawai import Peran, PegawaiId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah

PeristiwaId = NewType("PeristiwaId", str)


@dataclass(frozen=True, slots=True)
class Langkah:
    """One step of the SOP: actor, requirement, output, standard time."""

    nomor: int
    judul: str
    """Short, for screens."""
    uraian: str
    """As written in the SOP."""
    pelaku: Peran
    persyaratan: str
    output: str
    mutu_baku: timedelta
    """Working time: a working day counts as the office hours of one day."""
    mutu_baku_teks: str
    """As written in the SOP: `30 menit`, `2 hari`."""
    per_wilayah: bool
    """False for steps 1 and 2, which run once for the whole triwulan."""
    kembali_ke: tuple[int, ...] = ()
    """Steps to which this one may return its draft."""


@dataclass(frozen=True, slots=True)
class Sop:
    """A numbered, dated SOP of this family."""

    nomor: str
    nama: str
    disahkan: str
    """Date as printed."""
    langkah: tuple[Langkah, ...]

    def step(self, nomor: int) -> Langkah:
        """Return step `nomor` (1-based). Raises IndexError."""
        return self.langkah[nomor - 1]


class JenisPeristiwa(StrEnum):
    """What happened to a step."""

    MULAI = "mulai"
    SELESAI = "selesai"
    KEMBALI = "kembali"
    """The step returned its draft to an earlier step, with a reason."""


@dataclass(frozen=True, slots=True)
class Peristiwa:
    """One event in the life of a step; the SOP's history is the sorted list of these."""

    id: PeristiwaId
    triwulan: Triwulan
    kode_wilayah: KodeWilayah | None
    """None for steps that run once for the whole triwulan."""
    langkah: int
    jenis: JenisPeristiwa
    pelaku: PegawaiId
    waktu: datetime
    """Aware, UTC."""
    alasan: str = ""
    ke_langkah: int | None = None
    """For KEMBALI: the step that must act again."""
    output: str = ""
    """What the step produced: document name or number."""
