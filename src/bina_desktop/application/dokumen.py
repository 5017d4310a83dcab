"""What each printed document is made of; composed by the use cases, drawn by `Documents`.

A DTO holds facts and the authors' own texts. Fixed wording (titles, diktum, captions), layout and
the writing of dates, numbers and NIP belong to the drawer. An empty text means "not known" and is
printed as a blank to be filled in by hand or left out; nothing is ever invented.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bina_desktop.application.dasar_hukum import DasarHukum
from bina_desktop.application.dokumen_kunjungan import (
    DokumenBeritaAcara,
    DokumenDaftarHadir,
    DokumenPemberitahuan,
)
from bina_desktop.application.dokumen_laporan import DokumenLaporan
from bina_desktop.application.dokumen_lembar import DokumenBlangko, DokumenKuesioner, DokumenLembar
from bina_desktop.application.dokumen_rekomendasi import DokumenMatriks, DokumenRekomendasi
from bina_desktop.application.dokumen_sop import DokumenSop
from bina_desktop.application.dokumen_tinjauan import DokumenKendali, DokumenPeriksa
from bina_desktop.application.dokumen_triwulan import DokumenNotaDinas, DokumenRekap
from bina_desktop.application.orang import BarisTim, Orang
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.triwulan import Triwulan

# --- step 1: Lembar Disposisi ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pilihan:
    """A box to tick."""

    label: str
    dipilih: bool = False


@dataclass(frozen=True, slots=True)
class DokumenDisposisi:
    """Lembar Disposisi of the Kepala Dinas: the order to form the team (SOP step 1)."""

    kantor: Kantor
    provinsi: str
    """`Provinsi Bengkulu`; printed after the name of the Dinas."""
    triwulan: Triwulan
    dari: Orang
    """The Kepala Dinas, whose paraf it carries."""
    kepada: Orang
    """The Kabid; printed as a ticked line under "Diteruskan kepada"."""
    isi: str
    """The order in the words of the Kepala Dinas; blank lines separate paragraphs."""
    tanggal: date
    """When the order was given (local date)."""
    batas: date | None = None
    hal: str = ""
    """'' prints `Pembentukan Tim Pembinaan Aparatur {triwulan}`."""
    surat_dari: str = ""
    """Sender of the letter disposed of; '' prints `SOP Nomor 10.07.03.021`, because the cycle is
    started by the SOP and not by a letter."""
    nomor_surat: str = ""
    tanggal_surat: date | None = None
    diterima: date | None = None
    nomor_agenda: str = ""
    sifat: str = ""
    """`Sangat Segera`, `Segera` or `Rahasia` is ticked; anything else ticks none."""
    diteruskan: tuple[Pilihan, ...] = ()
    """Further lines under "Diteruskan kepada" beside `kepada` (Sekretaris, other Kabid)."""
    harap: tuple[Pilihan, ...] = ()
    """Lines under "Dengan hormat harap"; () prints the usual four, with
    `Proses lebih lanjut` ticked."""


# --- step 2: SK Tim ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DokumenSkTim:
    """Keputusan Kepala Dinas that forms the team, with its Lampiran (SOP step 2)."""

    kantor: Kantor
    provinsi: str
    """`Provinsi Bengkulu`."""
    triwulan: Triwulan
    nomor: str
    """'' while "belum bernomor": a blank to be filled in by TU is printed."""
    tanggal: date
    penetap: Orang
    """The Kepala Dinas (or who signs for him)."""
    anggota: tuple[BarisTim, ...]
    """In the order of the Lampiran: by Kedudukan as enumerated, then as in the SK."""
    mengingat: tuple[DasarHukum, ...]
    """Items for `sk_tim` of the master list, in its order (hierarchy, then year)."""
    anggaran: str = ""
    """Source of funds: `DPA … Nomor …`; '' prints a blank."""
    jabatan_kasi: str = "Kepala Seksi Bina Aparatur Pendaftaran Penduduk"
    """Title of the post that corrects the draft (diktum KEDUA letter e)."""
    nomor_sop: str = "10.07.03.021"
    tanggal_sop: str = "8 Desember 2017"
    """As printed under Memperhatikan."""
    tembusan: tuple[str, ...] = ()
    nomor_kosong: str = ""
    """What is printed while it has no number: the pattern with a gap."""


# --- step 3: SPT -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DokumenSpt:
    """Surat Perintah Tugas of one visit (SOP step 3, requirement)."""

    kantor: Kantor
    provinsi: str
    triwulan: Triwulan
    nomor: str
    """'' while "belum bernomor"."""
    tanggal: date
    dasar: tuple[str, ...]
    """Whole citations, one line each, without a final `;`: the SK Tim, the DPA, the Pergub on
    travel if the office has given it."""
    petugas: tuple[Orang, ...]
    """In the order of the SK; the first leads the visit."""
    wilayah: str
    """Visited region with its kind: `Kabupaten Seluma`."""
    nama_dinas: str
    """`Dinas Kependudukan dan Pencatatan Sipil Kabupaten Seluma`."""
    mulai: date
    selesai: date
    penetap: Orang
    anggaran: str = ""
    batas_laporan_hari: int = 7
    """Days after the visit within which the team reports."""
    tembusan: tuple[str, ...] = ()
    nomor_kosong: str = ""
    """What is printed while it has no number: the pattern with a gap."""


# --- step 7: Surat Pengantar -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BarisPengantar:
    """One line of what is sent."""

    jenis: str
    banyaknya: str = "1 (satu) berkas"
    keterangan: str = "Disampaikan dengan hormat sebagai laporan dan bahan tindak lanjut"


@dataclass(frozen=True, slots=True)
class DokumenPengantar:
    """Surat Pengantar to the Ditjen with the receipt (SOP step 7)."""

    kantor: Kantor
    provinsi: str
    nomor: str
    """'' while "belum bernomor"."""
    tanggal: date
    baris: tuple[BarisPengantar, ...]
    pengirim: Orang
    """Who signs: the Kepala Dinas, or the Kabid in his name (`atas_nama`)."""
    yth: tuple[str, ...] = ()
    """Lines of the address without `Yth.`; the last is the place."""
    tembusan: tuple[str, ...] = ()
    nomor_kosong: str = ""
    """What is printed while it has no number: the pattern with a gap."""


Naskah = (
    DokumenPemberitahuan
    | DokumenDaftarHadir
    | DokumenBeritaAcara
    | DokumenNotaDinas
    | DokumenPeriksa
    | DokumenKendali
    | DokumenRekap
    | DokumenSop
    | DokumenRekomendasi
    | DokumenMatriks
)
"""Papers that are drawn from their facts alone, with nothing frozen or signed."""


ReadBerkas = Callable[[str], bytes | None]
"""Gives the bytes of a kept file by its SHA-256; None for one that is not on this computer."""


def no_file(_sha256: str) -> None:
    """Stand for a computer that has no file."""


class Documents(Protocol):
    """Draws documents; each method returns the bytes of a whole PDF.

    Pure: the same DTO gives the same bytes, so a hash over them is stable.
    """

    def disposisi(self, dokumen: DokumenDisposisi) -> bytes: ...
    def sk_tim(self, dokumen: DokumenSkTim) -> bytes: ...
    def spt(self, dokumen: DokumenSpt) -> bytes: ...
    def lembar(self, dokumen: DokumenLembar | DokumenKuesioner | DokumenBlangko) -> bytes: ...
    def laporan(self, dokumen: DokumenLaporan, berkas: ReadBerkas = no_file) -> bytes:
        """Draw the Laporan; its pengesahan page has the reserved box of the Kepala Dinas.

        `berkas` gives the photographs by SHA-256.
        """
        ...

    def surat_pengantar(self, dokumen: DokumenPengantar) -> bytes: ...
    def naskah(self, dokumen: Naskah) -> bytes: ...
