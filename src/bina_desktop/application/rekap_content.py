"""What the recap workbook says: handed over visit by visit, so that a year of a province fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, Protocol

from bina_desktop.application.dokumen_laporan import (
    RekapAspek,
    RekapIndikator,
    RekapKuesioner,
    RekapSkm,
)
from bina_desktop.application.rekap import HasilAparatur
from bina_desktop.domain.penugasan import Spt
from bina_desktop.domain.temuan import Rekomendasi, StatusTindakLanjut, Temuan
from bina_desktop.domain.triwulan import Triwulan


@dataclass(frozen=True, slots=True)
class Pertanyaan:
    """A question as the recap names it."""

    formulir: str
    """Title of its form."""
    aspek: str
    """`A` … `F`; '' outside the aspek."""
    kode: str
    """`A1` …; '' where it has none."""
    teks: str
    bobot: Decimal | None = None
    """Weight of an indikator."""
    is_chosen: bool = False
    """True where the answer is picked from a list."""


class Jawaban(NamedTuple):
    """One answer."""

    pertanyaan: Pertanyaan
    kode: str
    """As stored: value of the choice."""
    teks: str
    """As a person reads it."""
    angka: Decimal | None = None
    """The answer of a question that asks for a number."""
    skor: int | None = None
    """1–5 of an indikator, 1–4 of a questionnaire."""
    nilai_baku: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RekapJawaban:
    """The answers of one sheet; or of all respondents of a visit, who cannot be told apart."""

    siapa: str
    jawaban: tuple[Jawaban, ...]
    lembar: str = ""
    """Beginning of the sheet's id; '' for respondents."""
    kelompok: str = ""
    jabatan: str = ""


@dataclass(frozen=True, slots=True)
class RekapRekomendasi:
    """A recommendation, and what later visits found of it."""

    rekomendasi: Rekomendasi
    status: StatusTindakLanjut
    keterangan: str = ""


@dataclass(frozen=True, slots=True)
class RekapTemuan:
    """A finding and how its recommendations stand."""

    temuan: Temuan
    rekomendasi: tuple[RekapRekomendasi, ...] = ()

    @property
    def selesai(self) -> bool:
        """True where every recommendation was carried out."""
        done = [one.status is StatusTindakLanjut.SESUAI for one in self.rekomendasi]
        return bool(done) and all(done)


@dataclass(frozen=True, slots=True)
class RekapKunjungan:
    """All figures and answers of one visit; final sheets only."""

    spt: Spt
    wilayah: str
    lembar: int
    """Sheets that count, also those still open."""
    lembar_final: int
    aparatur: tuple[HasilAparatur, ...]
    nilai: Decimal | None
    """Mean nilai akhir of the officers."""
    predikat: str
    skm: RekapSkm | None
    kuesioner: RekapKuesioner | None
    temuan: tuple[RekapTemuan, ...]
    jawaban: tuple[RekapJawaban, ...]
    withheld: int = 0
    """Questionnaires whose answers are not listed: so few that one could guess who they are."""


@dataclass(frozen=True, slots=True)
class RekapTriwulan:
    """All visits of a triwulan together."""

    triwulan: Triwulan
    kunjungan: int
    aparatur: int
    """Officers with a nilai akhir."""
    nilai: Decimal | None
    """Mean over all these officers."""
    predikat: str
    ikm: Decimal | None
    """Mean of the visits' indices."""
    responden: int
    temuan: int
    selesai: int
    """Findings whose recommendations were all carried out."""
    aspek: tuple[RekapAspek, ...]
    """`triwulan_lalu` is that of the triwulan before, where it is in the recap."""
    indikator: tuple[RekapIndikator, ...]


@dataclass(frozen=True, slots=True)
class RekapContent:
    """What goes into a recap workbook."""

    kantor: str
    pembuat: str
    dibuat_pada: datetime
    keterangan: str
    """Triwulan and kab/kota in words."""
    minimum: int
    """Respondents of a visit from which on their answers are listed."""
    aspek: tuple[str, ...]
    """Codes `A` … `F` in form order."""
    visits: Iterator[RekapKunjungan]
    """Newest triwulan first, then by kode wilayah; read as it is taken."""
    triwulan: Callable[[], tuple[RekapTriwulan, ...]]
    """Oldest first; complete once all visits were taken."""


@dataclass(frozen=True, slots=True)
class RekapWritten:
    """What was written."""

    kunjungan: int
    lembar: int
    """Final sheets."""
    jawaban: int


class RekapWorkbooks(Protocol):
    """Writes recap workbooks."""

    def write(self, path: Path, content: RekapContent, *, password: str = "") -> RekapWritten:
        """Write atomically; under a password where one is given.

        Raises BinaError with a sentence when the disk refuses.
        """
        ...
