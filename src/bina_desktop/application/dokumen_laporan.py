"""What the Laporan Hasil Penilaian is made of (see `dokumen`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from bina_desktop.application.dasar_hukum import DasarHukum
from bina_desktop.application.orang import BarisTim, Orang
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.pegawai import Kelompok
from bina_desktop.domain.temuan import Alamat, StatusTindakLanjut, Tingkat
from bina_desktop.domain.triwulan import Triwulan


@dataclass(frozen=True, slots=True)
class Pengesahan:
    """Who did what to the Laporan, for the pengesahan page; a date is None until it is done."""

    penyusun: Orang
    """Ketua Tim of the visit (step 3)."""
    korektor: Orang
    """Kasi (step 4)."""
    validator: Orang
    """Kabid (step 5)."""
    pengesah: Orang
    """Kepala Dinas (step 6); signs in the reserved box."""
    disusun: date | None = None
    dikoreksi: date | None = None
    divalidasi: date | None = None


@dataclass(frozen=True, slots=True)
class BarisAparatur:
    """Result of one officer."""

    orang: Orang
    kelompok: Kelompok
    nilai_akhir: Decimal | None
    predikat: str
    nilai_aspek: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    """By aspek code in capitals, `A` … `F`; absent where none of the aspek applies."""
    batas_kritis: bool = False
    rekomendasi: str = ""
    """Recommendation of the sheet; printed under "Per aparatur"."""


@dataclass(frozen=True, slots=True)
class RekapAspek:
    """An aspek over all officers of the visit."""

    kode: str
    judul: str
    bobot: Decimal
    rata_rata: Decimal | None
    terendah: Decimal | None
    tertinggi: Decimal | None
    triwulan_lalu: Decimal | None = None
    """Mean of the previous quarter in the same region; None where there is none."""


@dataclass(frozen=True, slots=True)
class RekapIndikator:
    """An indikator over all officers to whom it applies."""

    kode: str
    uraian: str
    rata_skor: Decimal
    """1–5, two decimals."""
    jumlah: int
    """Officers scored."""


@dataclass(frozen=True, slots=True)
class RekapKuesioner:
    """Kuesioner Aparatur over all respondents (not part of nilai akhir)."""

    responden: int
    kelompok: tuple[tuple[str, Decimal], ...]
    """(name of the group of questions, mean on 25–100)."""
    isian: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(question, answers) of the open questions."""


@dataclass(frozen=True, slots=True)
class RekapSkm:
    """Indicative survey of service users."""

    responden: int
    ikm: Decimal
    """25–100, two decimals."""
    mutu: str
    """`A` … `D`."""
    kinerja: str
    """`Sangat Baik` …"""
    unsur: tuple[tuple[str, Decimal], ...]
    """(name, NRR 1–4) of the nine unsur, in form order."""
    pungutan: int = 0
    """Respondents who say they were asked to pay."""


@dataclass(frozen=True, slots=True)
class BarisRekomendasi:
    """What somebody is asked to do about a finding."""

    isi: str
    ditujukan: Alamat | None
    penerima: str
    """Title of the addressee: `Kepala Dinas … Kabupaten Seluma`; '' while nobody is chosen."""
    penanggung_jawab: str = ""
    tenggat: date | None = None


@dataclass(frozen=True, slots=True)
class BarisTemuan:
    """A finding with its recommendations."""

    kondisi: str
    tingkat: Tingkat
    rekomendasi: tuple[BarisRekomendasi, ...] = ()
    """In the order of print."""
    kode: str = ""
    indikator: str = ""
    """`A1`; '' for none."""
    kriteria: str = ""
    sebab: str = ""
    akibat: str = ""
    bukti: str = ""


@dataclass(frozen=True, slots=True)
class BarisTindakLanjut:
    """A recommendation of the previous quarter and what became of it."""

    rekomendasi: str
    status: StatusTindakLanjut
    keterangan: str = ""
    penerima: str = ""
    penanggung_jawab: str = ""
    tenggat: date | None = None


@dataclass(frozen=True, slots=True)
class BarisDokumentasi:
    """A file of evidence that the team attached; its bytes stand in the store of files."""

    nama: str
    """Of the file."""
    jenis: str
    """Media type by content."""
    sha256: str
    lembar: str
    """Whose sheet: name of the officer, or title of the form."""
    pertanyaan: str
    """`A1. Tidak melakukan pungutan`."""
    oleh: str
    """Who attached it."""
    waktu: datetime


@dataclass(frozen=True, slots=True)
class DokumenLaporan:
    """Laporan Hasil Penilaian of one visit (SOP steps 3 to 6)."""

    kantor: Kantor
    provinsi: str
    triwulan: Triwulan
    wilayah: str
    """`Kabupaten Seluma`."""
    nama_dinas: str
    """`Dinas Kependudukan dan Pencatatan Sipil Kabupaten Seluma`."""
    disahkan: bool
    """False draws the watermark DRAF on every page and no date of ratification."""
    pengesahan: Pengesahan
    mulai: date
    selesai: date
    tim: tuple[BarisTim, ...]
    """Who made the visit, leader first."""
    aparatur: tuple[BarisAparatur, ...]
    """One per final Lembar Penilaian, in the order to be printed."""
    aspek: tuple[RekapAspek, ...]
    """A … F."""
    dasar_hukum: tuple[DasarHukum, ...]
    """Items for `laporan` of the master list."""
    nomor: str = ""
    tanggal: date | None = None
    """Date of ratification."""
    elektronik: bool = False
    """True where the PDF will be signed with a PKCS#12: the box is reserved for the visible stamp
    "tanda tangan elektronik tidak tersertifikasi" and no room for the cap dinas is kept."""
    paraf: bool = False
    """True where Kasi and Kabid sign before the Kepala Dinas, in boxes of their own."""
    nomor_kosong: str = ""
    """What is printed while it has no number: the pattern with a gap."""
    menggantikan: str = ""
    """Which ratified Laporan this one replaces, in words; '' for a first one."""
    nomor_sk: str = ""
    tanggal_sk: date | None = None
    nomor_spt: str = ""
    tanggal_spt: date | None = None
    rata_rata: Decimal | None = None
    """Mean nilai akhir of the officers with one."""
    predikat: str = ""
    """Predikat of `rata_rata`."""
    rata_rata_lalu: Decimal | None = None
    """The same of the previous quarter."""
    gambaran_umum: str = ""
    """BAB II; blank lines separate paragraphs. '' prints that it is not filled in."""
    pembahasan: str = ""
    """BAB IV, before the table of findings."""
    kesimpulan: str = ""
    """BAB V A."""
    indikator_terendah: tuple[RekapIndikator, ...] = ()
    """Lowest first, at most ten; () leaves the table out."""
    kuesioner: RekapKuesioner | None = None
    skm: RekapSkm | None = None
    temuan: tuple[BarisTemuan, ...] = ()
    """Heaviest first."""
    tindak_lanjut_lalu: tuple[BarisTindakLanjut, ...] = ()
    lampiran: tuple[str, ...] = ()
    """Names of what is attached, in order; () prints the list of section 5.5 of the instrument."""
    dokumentasi: tuple[BarisDokumentasi, ...] = ()
    """By sheet and question, in the order of print."""
