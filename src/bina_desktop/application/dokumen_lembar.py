"""What a printed sheet is made of: Lembar Penilaian, Kuesioner, SKM (see `dokumen`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bina_desktop.application.orang import Orang
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.pegawai import Kelompok
from bina_desktop.domain.triwulan import Triwulan


@dataclass(frozen=True, slots=True)
class BarisIndikator:
    """One indikator of the form with what was found."""

    kode: str
    """`A1`, in capitals."""
    uraian: str
    """Text of the indikator as on the form."""
    bobot: Decimal
    skor: int | None
    """1–5; None prints TB (tidak berlaku) or, with `belum_dinilai`, BD."""
    nilai_baku: Decimal | None = None
    """25 + 15 × skor; None where there is no skor."""
    kritis: bool = False
    """Prints the star ★ of critical indikator."""
    belum_dinilai: bool = False
    alasan: str = ""
    """Why TB, or why the computed skor was overridden."""
    capaian: str = ""
    """For counted indikator: `realisasi 118.204 dari 120.450 (98,14 %), target 99,40 %`."""
    contoh_bukti: str = ""
    """What may serve as evidence; printed on a blank."""
    berlaku: str = ""
    """Groups it applies to, `PFO`; printed on a blank for all."""
    bukti: str = ""
    """Evidence seen, as one text (names of several joined with `; `)."""
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class BarisAspek:
    """One aspek of the form."""

    kode: str
    """`A` … `F`."""
    judul: str
    bobot: Decimal
    """Weight of the whole aspek (applicable or not)."""
    nilai: Decimal | None
    """Two decimals; None where no indikator applies."""
    indikator: tuple[BarisIndikator, ...]
    """In form order; those not relevant for the group may be left out."""


@dataclass(frozen=True, slots=True)
class DokumenLembar:
    """A Lembar Penilaian of one officer (SOP step 3), filled or in filling."""

    kantor: Kantor
    provinsi: str
    triwulan: Triwulan
    wilayah: str
    """`Kabupaten Seluma`."""
    dinilai: Orang
    kelompok: Kelompok | None
    """None on a blank for anybody."""
    aspek: tuple[BarisAspek, ...]
    bobot_berlaku: Decimal
    nilai_akhir: Decimal | None
    """None prints "tidak dapat disimpulkan" (Σ bobot berlaku < 60)."""
    predikat: str
    final: bool
    """False draws the watermark DRAF."""
    versi: str = ""
    """Version of the form, printed in the foot."""
    nomor: str = ""
    tanggal: date | None = None
    """Day of the assessment."""
    tempat: str = ""
    """Where it is signed; '' leaves a blank before the date."""
    tmt_jabatan: date | None = None
    pendidikan: str = ""
    atasan: str = ""
    """Name of the direct superior."""
    nomor_spt: str = ""
    tim: tuple[Orang, ...] = ()
    """Assessors of this visit, leader first: the first signs as Ketua, the others as Anggota."""
    mengetahui: Orang | None = None
    """Kepala Dinas of the kab/kota; None prints an empty block for him."""
    batas_kritis: bool = False
    """True where a critical indikator scored 1 capped the predikat; printed as a remark."""
    kekuatan: str = ""
    perbaikan: str = ""
    """Hal yang perlu diperbaiki."""
    rekomendasi: str = ""
    tanggapan: str = ""
    """`menerima`, `keberatan` or '' (both boxes stay empty)."""
    alasan_tanggapan: str = ""
    blangko: bool = False
    """True prints room to write with a pen instead of what was found."""


@dataclass(frozen=True, slots=True)
class Butir:
    """A question with its answer."""

    pertanyaan: str
    jawaban: str
    """Label of the choice, number or text as read; '' prints a dash."""
    nomor: str = ""
    """As printed before the question: `1`, `B.2`; '' prints none."""
    keterangan: str = ""
    """Smaller remark under the answer (score, unit)."""


@dataclass(frozen=True, slots=True)
class Bagian:
    """A section of a questionnaire."""

    judul: str
    butir: tuple[Butir, ...]


@dataclass(frozen=True, slots=True)
class DokumenKuesioner:
    """A filled Kuesioner Aparatur or SKM response: sections, questions, answers."""

    kantor: Kantor
    provinsi: str
    judul: str
    """Title of the form: `Kuesioner Aparatur`."""
    triwulan: Triwulan
    wilayah: str
    bagian: tuple[Bagian, ...]
    """Relevant questions only, in form order."""
    final: bool
    versi: str = ""
    tanggal: date | None = None
    responden: str = ""
    """Name of the officer; '' prints "Anonim"."""
    pengisi: str = ""
    """Who filled it in, where it is no respondent but the team; '' for respondents."""
    nomor_spt: str = ""
    catatan: str = ""
    """Note under the answers, e.g. that the SKM is anonymous."""


class Isian(StrEnum):
    """How a question of a blank is answered with a pen."""

    ONE = "satu"
    """One box is ticked."""
    SEVERAL = "banyak"
    """Any number of boxes."""
    LINE = "garis"
    """One line is written."""
    LINES = "uraian"
    """Several lines."""
    DATE = "tanggal"


@dataclass(frozen=True, slots=True)
class ButirBlangko:
    """A question to be answered on paper."""

    pertanyaan: str
    isian: Isian
    nomor: str = ""
    pilihan: tuple[str, ...] = ()
    bersyarat: bool = False
    """True where it is asked after some answers only."""


@dataclass(frozen=True, slots=True)
class BagianBlangko:
    """A section of a blank."""

    judul: str
    butir: tuple[ButirBlangko, ...]


@dataclass(frozen=True, slots=True)
class DokumenBlangko:
    """A questionnaire that nobody has filled, to be filled with a pen."""

    kantor: Kantor
    provinsi: str
    judul: str
    triwulan: Triwulan
    wilayah: str
    pengantar: tuple[str, ...]
    """What the form says before its first question."""
    bagian: tuple[BagianBlangko, ...]
    penutup: tuple[str, ...] = ()
    versi: str = ""
