"""What the papers of a visit are made of: announcement, attendance, Berita Acara."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bina_desktop.application.dokumen_laporan import BarisTemuan
from bina_desktop.application.orang import BarisTim, Orang
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.triwulan import Triwulan


@dataclass(frozen=True, slots=True)
class DokumenPemberitahuan:
    """Surat pemberitahuan: tells the office that it will be visited (SOP step 3)."""

    kantor: Kantor
    provinsi: str
    triwulan: Triwulan
    nomor: str
    """'' while "belum bernomor"."""
    tanggal: date
    nama_dinas: str
    """Visited office: `Dinas Kependudukan dan Pencatatan Sipil Kabupaten Seluma`."""
    tempat: str
    """Place in the address: capital of the kabupaten; '' where it is not known."""
    mulai: date
    selesai: date
    dasar: tuple[str, ...]
    """Whole citations without a final mark."""
    petugas: tuple[BarisTim, ...]
    aparatur: tuple[Orang, ...]
    """Who is to be assessed, as far as the roster knows them."""
    pengirim: Orang
    tembusan: tuple[str, ...] = ()
    nomor_kosong: str = ""
    """What is printed while it has no number: the pattern with a gap."""


@dataclass(frozen=True, slots=True)
class DokumenDaftarHadir:
    """Daftar hadir of a visit: one page or more for each day."""

    kantor: Kantor
    provinsi: str
    triwulan: Triwulan
    nama_dinas: str
    hari: tuple[date, ...]
    tim: tuple[BarisTim, ...]
    aparatur: tuple[Orang, ...]
    ketua: Orang
    """Who leads the visit and signs below."""
    tempat: str = ""
    """Where it is signed; '' leaves a blank."""
    nomor_spt: str = ""


@dataclass(frozen=True, slots=True)
class BarisNilai:
    """Result of one officer, as the Berita Acara lists it."""

    orang: Orang
    nilai_akhir: Decimal | None
    predikat: str


@dataclass(frozen=True, slots=True)
class DokumenBeritaAcara:
    """Berita Acara Hasil Penilaian, signed by the team and the visited office (SOP step 3)."""

    kantor: Kantor
    provinsi: str
    triwulan: Triwulan
    nomor: str
    tanggal: date
    """Day on which it is made: the last of the visit."""
    wilayah: str
    nama_dinas: str
    tempat: str
    """Where it is signed: capital of the kabupaten; '' leaves a blank."""
    nomor_spt: str
    tanggal_spt: date
    tim: tuple[BarisTim, ...]
    """Who made the visit, leader first."""
    kepala: Orang
    """Head of the visited office; blank where the roster lacks him or her."""
    hasil: tuple[BarisNilai, ...]
    """One per final Lembar Penilaian."""
    temuan: tuple[BarisTemuan, ...] = ()
    """Heaviest first; listed in the Lampiran."""
    menerima: bool = False
    """True where every officer accepted the result."""
    keberatan: tuple[str, ...] = ()
    """`Name: reason` of those who objected."""
    terbuka: int = 0
    """Sheets that are not final yet; any prints the watermark DRAF."""
    rangkap: int = 2
    nomor_kosong: str = ""
    """What is printed while it has no number: the pattern with a gap."""
