"""What the papers of a whole triwulan are made of: nota dinas, provincial recap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bina_desktop.application.dokumen_laporan import RekapAspek, RekapIndikator
from bina_desktop.application.orang import Orang
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.temuan import Tingkat
from bina_desktop.domain.triwulan import Triwulan


@dataclass(frozen=True, slots=True)
class DokumenNotaDinas:
    """Nota dinas within the Dinas: an order, or a draft that is handed on."""

    kantor: Kantor
    provinsi: str
    kepada: str
    """Post it goes to."""
    pengirim: Orang
    """Who writes and signs; `jabatan` is printed under `Dari`."""
    tanggal: date
    nomor: str
    hal: str
    isi: tuple[str, ...]
    """Paragraphs."""
    poin: tuple[str, ...] = ()
    """Lettered points after the last paragraph but one."""
    sifat: str = "Penting"
    lampiran: str = "–"
    tembusan: tuple[str, ...] = ()
    nomor_kosong: str = ""
    """What is printed while it has no number: the pattern with a gap."""


@dataclass(frozen=True, slots=True)
class BarisWilayah:
    """One kab/kota in the triwulan."""

    nama: str
    jadwal: str
    """`23–24 November 2026`; '' before an SPT."""
    aparatur: int
    """Officers with a final sheet."""
    nilai_aspek: Mapping[str, Decimal | None]
    """Mean by aspek code, `A` … `F`; absent where none applies."""
    rata_rata: Decimal | None
    predikat: str
    rata_rata_lalu: Decimal | None
    """The same in the triwulan before."""
    ikm: Decimal | None
    temuan: Mapping[Tingkat, int]
    status: str
    """How far its Laporan is, in words."""
    nomor: str = ""
    """Number of its Laporan."""


@dataclass(frozen=True, slots=True)
class BarisNama:
    """One officer in the list behind the recap; every text on one line."""

    wilayah: str
    nama: str
    nip: str
    """As written, with blanks; '' for none."""
    jabatan: str
    nilai_aspek: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    nilai_akhir: Decimal | None = None
    predikat: str = ""


@dataclass(frozen=True, slots=True)
class DokumenRekap:
    """Rekapitulasi of a triwulan over all kab/kota of the province."""

    kantor: Kantor
    provinsi: str
    triwulan: Triwulan
    tanggal: date
    """Day on which it was made."""
    wilayah: tuple[BarisWilayah, ...]
    """Every kab/kota, in code order."""
    aspek: tuple[RekapAspek, ...]
    indikator: tuple[RekapIndikator, ...]
    """The lowest, lowest first."""
    rata_rata: Decimal | None
    predikat: str
    rata_rata_lalu: Decimal | None
    nama: tuple[BarisNama, ...]
    """All officers, by kab/kota."""
    pengesah: Orang
