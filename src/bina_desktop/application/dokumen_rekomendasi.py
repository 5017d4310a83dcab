"""What the Surat Rekomendasi and the matriks tindak lanjut are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bina_desktop.application.orang import Orang
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.temuan import StatusTindakLanjut, Tingkat
from bina_desktop.domain.triwulan import Triwulan


@dataclass(frozen=True, slots=True)
class ButirRekomendasi:
    """A recommendation with the finding it answers."""

    kondisi: str
    tingkat: Tingkat
    isi: str
    tenggat: date | None = None


@dataclass(frozen=True, slots=True)
class DokumenRekomendasi:
    """Surat Rekomendasi to the Dirjen about one visit (SOP step 7)."""

    kantor: Kantor
    provinsi: str
    triwulan: Triwulan
    wilayah: str
    nama_dinas: str
    nomor: str
    tanggal: date
    mulai: date
    selesai: date
    aparatur: int
    """Officers assessed."""
    rata_rata: Decimal | None
    predikat: str
    temuan: int
    """All findings of the visit."""
    butir: tuple[ButirRekomendasi, ...]
    """Those addressed to the Dirjen, heaviest first."""
    pengirim: Orang
    nomor_laporan: str = ""
    tanggal_laporan: date | None = None
    yth: tuple[str, ...] = ()
    """Lines of the address without `Yth.`; the last is the place."""
    tembusan: tuple[str, ...] = ()
    nomor_kosong: str = ""
    """What is printed while it has no number: the pattern with a gap."""


@dataclass(frozen=True, slots=True)
class BarisTindak:
    """One line of the matriks."""

    triwulan: str
    """Short label of the visit that recommended it: `Triwulan III Tahun 2026`."""
    temuan: str
    tingkat: Tingkat
    rekomendasi: str
    penerima: str
    penanggung_jawab: str
    tenggat: date | None
    status: StatusTindakLanjut
    kemajuan: tuple[str, ...]
    """What each later visit saw, oldest first."""
    lewat: bool = False
    """True where the deadline has passed and it is still open."""


@dataclass(frozen=True, slots=True)
class DokumenMatriks:
    """Matriks tindak lanjut of one kab/kota up to a triwulan."""

    kantor: Kantor
    provinsi: str
    triwulan: Triwulan
    wilayah: str
    nama_dinas: str
    tanggal: date
    baris: tuple[BarisTindak, ...]
    mengetahui: Orang
