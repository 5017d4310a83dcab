"""Recaps over the sheets of one visit, for the Laporan Hasil Penilaian."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bina_desktop.application.dokumen_laporan import (
    RekapAspek,
    RekapIndikator,
    RekapKuesioner,
    RekapSkm,
)
from bina_desktop.application.hasil import peran
from bina_desktop.application.isi_lembar import plain_label, read_value
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.domain.lembar_penilaian import (
    FORM_KUESIONER_APARATUR,
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
    HasilLembar,
    LembarId,
    StatusLembar,
)
from bina_desktop.domain.pegawai import Aparatur
from bina_desktop.domain.penilaian import mean, mutu_skm, round_nilai
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.wilayah import KodeWilayah
from bina_desktop.formengine.client import DataType, Node, NodeKind, Session

_LOWEST: Final = 10
"""How many of the lowest indikator are printed."""
_OPEN_QUESTIONS: Final = "isian_bebas"
"""Group of the Kuesioner whose answers are quoted."""


@dataclass(frozen=True, slots=True)
class HasilAparatur:
    """The final sheet of one officer."""

    lembar_id: LembarId
    aparatur: Aparatur
    hasil: HasilLembar
    rekomendasi: str = ""


@dataclass(frozen=True, slots=True)
class HasilKunjungan:
    """All figures of one visit: final sheets only."""

    aparatur: tuple[HasilAparatur, ...] = ()
    """By group, then name."""
    kuesioner: tuple[HasilLembar, ...] = ()
    jawaban_kuesioner: tuple[Mapping[str, str], ...] = ()
    skm: tuple[HasilLembar, ...] = ()
    pungutan: tuple[LembarId, ...] = ()
    """SKM responses that say the respondent was asked to pay."""


def read_hasil(uow: UnitOfWork, spt_id: SptId) -> HasilKunjungan:
    """Read the figures of a visit."""
    officers: list[HasilAparatur] = []
    kuesioner: list[HasilLembar] = []
    answers: list[Mapping[str, str]] = []
    skm: list[HasilLembar] = []
    paid: list[LembarId] = []
    for row in sorted(uow.queries.lembar(spt_id=spt_id), key=lambda r: r.id):
        hasil = uow.lembar.hasil(row.id) if row.status is StatusLembar.FINAL else None
        if hasil is None:
            continue
        if row.formulir == FORM_LEMBAR_PENILAIAN and row.aparatur_id is not None:
            given = uow.lembar.answers(row.id)
            text = next((v for k, v in given.items() if k.endswith("/rekomendasi")), "")
            # a laptop may have deleted the officer whom another one was assessing
            aparatur = uow.aparatur.find(row.aparatur_id) or Aparatur(
                row.aparatur_id, KodeWilayah(""), row.nama
            )
            officers.append(HasilAparatur(row.id, aparatur, hasil, text))
        elif row.formulir == FORM_KUESIONER_APARATUR:
            kuesioner.append(hasil)
            answers.append(uow.lembar.answers(row.id))
        elif row.formulir == FORM_SKM:
            skm.append(hasil)
            if hasil.skor.get("pungutan"):
                paid.append(row.id)
    order = "PFO"
    officers.sort(
        key=lambda o: (order.index(o.aparatur.kelompok), o.aparatur.nama.casefold(), o.lembar_id)
    )
    return HasilKunjungan(
        tuple(officers), tuple(kuesioner), tuple(answers), tuple(skm), tuple(paid)
    )


def mean_nilai(officers: Iterable[HasilAparatur]) -> Decimal | None:
    """Return the mean nilai akhir of the officers who have one."""
    return mean(o.hasil.nilai_akhir for o in officers if o.hasil.nilai_akhir is not None)


def recap_aspek(
    form: Session, officers: Sequence[HasilAparatur], before: Sequence[HasilAparatur]
) -> tuple[RekapAspek, ...]:
    """Return each aspek over all officers, beside the quarter before."""
    now, then = Tally(), Tally()
    now.add(officers)
    then.add(before)
    return aspek_rows(form, now, then)


class Tally:
    """What scores come to, over as many officers as there are: their sheets need not be kept."""

    def __init__(self) -> None:
        self.akhir: list[Decimal] = []
        self.aspek: dict[str, list[Decimal]] = {}
        """By code `a` … `f`."""
        self.skor: dict[str, Counter[int]] = {}
        """How often each skor was given, by code `a1` …"""

    def add(self, officers: Iterable[HasilAparatur]) -> None:
        """Count these officers, too."""
        for hasil in (officer.hasil for officer in officers):
            if hasil.nilai_akhir is not None:
                self.akhir.append(hasil.nilai_akhir)
            for kode, nilai in hasil.nilai_aspek.items():
                self.aspek.setdefault(kode, []).append(nilai)
            for kode, skor in hasil.skor.items():
                if skor is not None:
                    self.skor.setdefault(kode, Counter())[skor] += 1


def aspek_rows(form: Session, now: Tally, before: Tally) -> tuple[RekapAspek, ...]:
    """Return each aspek of the form over the officers counted."""
    weights: dict[str, Decimal] = {}
    titles: dict[str, str] = {}
    for node in form.walk():
        kode = node.attributes.get("aspek", "")
        if peran(node) == "aspek":
            titles[kode] = plain_label(node.label).removeprefix(f"{kode} · ")
        elif peran(node) == "skor":
            weights[kode] = weights.get(kode, Decimal()) + Decimal(node.attributes["bobot"])
    found: list[RekapAspek] = []
    for kode, judul in titles.items():
        values = now.aspek.get(kode.lower(), [])
        found.append(
            RekapAspek(
                kode=kode,
                judul=judul,
                bobot=weights[kode],
                rata_rata=mean(values),
                terendah=min(values, default=None),
                tertinggi=max(values, default=None),
                triwulan_lalu=mean(before.aspek.get(kode.lower(), [])),
            )
        )
    return tuple(found)


def lowest_indikator(
    form: Session, officers: Sequence[HasilAparatur]
) -> tuple[RekapIndikator, ...]:
    """Return the indikator with the lowest mean skor, lowest first."""
    tally = Tally()
    tally.add(officers)
    return tuple(
        sorted(indikator_rows(form, tally), key=lambda i: (i.rata_skor, i.kode))[:_LOWEST]
    )


def indikator_rows(form: Session, tally: Tally) -> tuple[RekapIndikator, ...]:
    """Return the indikator of the form that anybody was scored in, in form order."""
    found: list[RekapIndikator] = []
    for node in form.walk():
        if peran(node) == "skor":
            kode = node.attributes["kode"]
            scores = tally.skor.get(kode.lower(), Counter())
            average = mean(Decimal(skor) for skor in scores.elements())
            if average is not None:
                uraian = plain_label(node.label).removeprefix(f"{kode}. ")
                found.append(RekapIndikator(kode, uraian, average, scores.total()))
    return tuple(found)


def recap_kuesioner(form: Session, visit: HasilKunjungan) -> RekapKuesioner | None:
    """Return the Kuesioner over all respondents; None without any."""
    if not visit.kuesioner:
        return None
    groups: list[tuple[str, Decimal]] = []
    quoted: list[tuple[str, tuple[str, ...]]] = []
    for node in form.walk():
        if peran(node) == "kelompok_pertanyaan":
            values = [
                h.nilai_aspek[node.name] for h in visit.kuesioner if node.name in h.nilai_aspek
            ]
            average = mean(values)
            if average is not None:
                groups.append((plain_label(node.label).rpartition(" · ")[2], average))
        elif _is_open_question(node):
            said = [read_value(node, one.get(node.ref, "")) for one in visit.jawaban_kuesioner]
            given = tuple(sorted({text for text in said if text}))
            if given:
                quoted.append((plain_label(node.label), given))
    return RekapKuesioner(len(visit.kuesioner), tuple(groups), tuple(quoted))


def _is_open_question(node: Node) -> bool:
    inside = node.parent is not None and node.parent.name == _OPEN_QUESTIONS
    return inside and (node.data_type is DataType.TEXT or node.kind is NodeKind.SELECT_MULTIPLE)


def recap_skm(form: Session, visit: HasilKunjungan) -> RekapSkm | None:
    """Return the indicative survey over all respondents; None without any.

    IKM = mean of the nine NRR × 25, with the exact weight 1/9 instead of a rounded 0,111.
    """
    unsur: list[tuple[str, Decimal]] = []
    exact: list[Decimal] = []
    for node in form.walk():
        if peran(node) == "unsur":
            known = [h.skor.get(node.name) for h in visit.skm]
            scores = [skor for skor in known if skor is not None]
            if scores:
                average = Decimal(sum(scores)) / len(scores)
                exact.append(average)
                name = plain_label(node.label).partition(":")[0]
                unsur.append((name, round_nilai(average)))
    if not exact:
        return None
    ikm = round_nilai(sum(exact, Decimal()) / len(exact) * 25)
    mutu, kinerja = mutu_skm(ikm)
    return RekapSkm(
        responden=len(visit.skm),
        ikm=ikm,
        mutu=mutu,
        kinerja=kinerja,
        unsur=tuple(unsur),
        pungutan=sum(h.skor.get("pungutan") or 0 for h in visit.skm),
    )
