"""What a finding rests on: scores of the sheets of its visit, and the phrase bank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bina_desktop.application.hasil import peran
from bina_desktop.application.isi_lembar import plain_label
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.rekap import HasilKunjungan, read_hasil
from bina_desktop.domain.frasa import Frasa, SkorLembar
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.penilaian import mean
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.temuan import Temuan, TemuanId
from bina_desktop.formengine.client import Session


@dataclass(frozen=True, slots=True)
class SkorDasar:
    """A score that stands behind a finding."""

    lembar_id: LembarId
    nama: str
    """Of the officer."""
    kode: str
    """`C1`."""
    skor: int


@dataclass(frozen=True, slots=True)
class DasarTemuan:
    """What one finding rests on now."""

    skor: tuple[SkorDasar, ...] = ()
    """Lowest first; all scores of its indikator."""
    nilai_aspek: Decimal | None = None
    """Mean of the aspek, for a finding about one."""
    pungutan: int = 0
    """Respondents who say they were asked to pay, for a finding about fees."""
    is_phrase: bool = False
    """True while its texts are those of the bank, word for word."""


@dataclass(frozen=True, slots=True)
class BahanTemuan:
    """What the team needs to write findings: their bases, the bank, names of indikator."""

    dasar: Mapping[TemuanId, DasarTemuan] = field(default_factory=dict["TemuanId", "DasarTemuan"])
    frasa: tuple[Frasa, ...] = ()
    indikator: Mapping[str, str] = field(default_factory=dict[str, str])
    """What each indikator says, by code `a1` …, in form order."""

    def of(self, temuan: Temuan) -> DasarTemuan:
        """Return what a finding rests on."""
        return self.dasar.get(temuan.id, DasarTemuan())


_PUNGUTAN = "a1"
"""The indikator that a respondent speaks about who was asked to pay."""


def scores_of(uow: UnitOfWork, spt_id: SptId) -> Sequence[SkorLembar]:
    """Return the scores of the final sheets of a visit."""
    return _scores(read_hasil(uow, spt_id))


def _scores(visit: HasilKunjungan) -> Sequence[SkorLembar]:
    found = [
        SkorLembar(one.lembar_id, one.hasil.skor, one.hasil.nilai_aspek) for one in visit.aparatur
    ]
    # a respondent who was asked to pay is as good as A1 scored 1 (instrument, section 3.4)
    return [*found, *(SkorLembar(key, {_PUNGUTAN: 1}) for key in visit.pungutan)]


def bahan_temuan(
    uow: UnitOfWork, spt_id: SptId, bank: tuple[Frasa, ...], form: Session
) -> BahanTemuan:
    """Return what findings of a visit rest on; `form` is the Lembar Penilaian."""
    visit = read_hasil(uow, spt_id)
    phrases = {frasa.kode: frasa for frasa in bank}
    dasar = {
        one.id: _dasar(one, phrases.get(one.kode), visit) for one in uow.queries.temuan(spt_id)
    }
    return BahanTemuan(dasar, bank, dict(_indikator(form)))


def _indikator(form: Session) -> Iterable[tuple[str, str]]:
    for node in form.walk():
        if peran(node) == "skor":
            kode = node.attributes["kode"]
            yield kode.lower(), plain_label(node.label).removeprefix(f"{kode}. ")


def _dasar(temuan: Temuan, frasa: Frasa | None, visit: HasilKunjungan) -> DasarTemuan:
    codes = (frasa.indikator if frasa else ()) or tuple(filter(None, (temuan.indikator,)))
    skor = [
        SkorDasar(one.lembar_id, one.aparatur.nama, kode.upper(), value)
        for one in visit.aparatur
        for kode in codes
        if (value := one.hasil.skor.get(kode)) is not None
    ]
    aspek = frasa.aspek if frasa else ""
    values = (one.hasil.nilai_aspek.get(aspek) for one in visit.aparatur)
    return DasarTemuan(
        skor=tuple(sorted(skor, key=lambda one: (one.skor, one.kode, one.nama, one.lembar_id))),
        nilai_aspek=mean(value for value in values if value is not None),
        pungutan=len(visit.pungutan) if _PUNGUTAN in codes else 0,
        is_phrase=frasa is not None and _is_phrase(temuan, frasa),
    )


def _is_phrase(temuan: Temuan, frasa: Frasa) -> bool:
    causes = {one.teks for one in frasa.sebab}
    return (
        (temuan.kondisi, temuan.kriteria, temuan.akibat)
        == (frasa.kondisi, frasa.kriteria, frasa.akibat)
        and causes.issuperset(temuan.sebab.splitlines())
        and [one.isi for one in temuan.rekomendasi] == [one.isi for one in frasa.rekomendasi]
    )
