"""What the tables of a recap keep of the visits that passed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby

from bina_desktop.application.cakupan import KELOMPOK
from bina_desktop.application.rekap import HasilAparatur
from bina_desktop.application.rekap_content import RekapKunjungan
from bina_desktop.domain.penilaian import mean
from bina_desktop.exchange.rekap.styles import Cell


@dataclass(frozen=True, slots=True)
class VisitFigures:
    """A visit without its officers and answers, and the nilai that its officers have."""

    visit: RekapKunjungan
    nilai: tuple[Decimal, ...]
    aspek: dict[str, Decimal | None]
    """Mean of each aspek over its officers, by code `A` …"""


@dataclass
class Gathered:
    """What the tables need of the visits that passed; newest triwulan first."""

    kode_aspek: tuple[str, ...]
    visits: list[VisitFigures] = field(default_factory=list[VisitFigures])
    aparatur: list[tuple[Cell, ...]] = field(default_factory=list[tuple[Cell, ...]])

    def add(self, visit: RekapKunjungan) -> None:
        """Keep the figures of a visit."""
        hasil = [one.hasil for one in visit.aparatur]
        self.aparatur += (_aparatur_row(visit, one, self.kode_aspek) for one in visit.aparatur)
        self.visits.append(
            VisitFigures(
                replace(visit, aparatur=(), jawaban=()),
                tuple(one.nilai_akhir for one in hasil if one.nilai_akhir is not None),
                {
                    kode: mean(
                        one.nilai_aspek[kode.lower()]
                        for one in hasil
                        if kode.lower() in one.nilai_aspek
                    )
                    for kode in self.kode_aspek
                },
            )
        )

    def ranked(self) -> Iterator[tuple[int, VisitFigures]]:
        """Yield each visit with its place in its triwulan, newest triwulan first."""
        for _, group in groupby(self.visits, key=lambda one: one.visit.spt.triwulan):
            best = sorted(group, key=lambda one: (-(one.visit.nilai or 0), one.visit.wilayah))
            yield from enumerate(best, start=1)


def _aparatur_row(
    visit: RekapKunjungan, one: HasilAparatur, kode_aspek: Sequence[str]
) -> tuple[Cell, ...]:
    aparatur, hasil = one.aparatur, one.hasil
    return (
        str(visit.spt.triwulan),
        visit.wilayah,
        aparatur.nama,
        aparatur.nip,
        KELOMPOK[aparatur.kelompok],
        aparatur.jabatan,
        *(hasil.nilai_aspek.get(kode.lower()) for kode in kode_aspek),
        hasil.bobot_berlaku,
        hasil.nilai_akhir,
        hasil.predikat,
        "Ya" if hasil.batas_kritis else "",
        one.rekomendasi,
        one.lembar_id[:8],
    )
