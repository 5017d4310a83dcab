"""The recap workbook: figures and answers of several visits, for people who analyse them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from bina_desktop.application.actor import Acting
from bina_desktop.application.cakupan import KELOMPOK
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.hasil import peran
from bina_desktop.application.identitas import ANSWERED
from bina_desktop.application.isi_lembar import plain_label, read_value
from bina_desktop.application.ports import LembarSummary, UnitOfWork
from bina_desktop.application.rekap import (
    HasilKunjungan,
    Tally,
    aspek_rows,
    indikator_rows,
    mean_nilai,
    read_hasil,
    recap_kuesioner,
    recap_skm,
)
from bina_desktop.application.rekap_content import (
    Jawaban,
    Pertanyaan,
    RekapContent,
    RekapJawaban,
    RekapKunjungan,
    RekapRekomendasi,
    RekapTemuan,
    RekapTriwulan,
    RekapWorkbooks,
    RekapWritten,
)
from bina_desktop.application.tindak_lanjut import seen_of
from bina_desktop.application.work import Progress
from bina_desktop.domain.bahasa import format_daftar
from bina_desktop.domain.errors import MissingRequirementError
from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.kantor import THE_KANTOR
from bina_desktop.domain.lembar_penilaian import (
    FORM_KUESIONER_APARATUR,
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
    FORMS_KUNJUNGAN,
    StatusLembar,
    is_set_aside,
)
from bina_desktop.domain.pegawai import Aparatur
from bina_desktop.domain.penilaian import mean, nilai_baku, predikat_of
from bina_desktop.domain.penugasan import Spt
from bina_desktop.domain.temuan import sort_temuan
from bina_desktop.domain.tindak_lanjut import latest
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah, Wilayah
from bina_desktop.formengine.client import DataType, Node, Session

MINIMUM: Final = 5
"""Respondents of a visit from which on their answers are listed (never linked to each other)."""
_NUMBERS: Final = frozenset({DataType.INTEGER, DataType.DECIMAL})
_MOMENTS: Final = frozenset({DataType.DATE, DataType.TIME, DataType.DATETIME})
_CHOSEN: Final = frozenset({DataType.SELECT_ONE, DataType.SELECT_MULTIPLE, DataType.RANK})
_SCORED: Final = frozenset({"skor", "unsur", "pernyataan"})
_COLUMNS: Final = frozenset(
    {"triwulan", "tahun", "kode_wilayah", "nama", "nip", "kelompok", "nomor_spt", "tim_penilai"}
)
"""Questions that say whose sheet it is: the recap has columns for that."""


@dataclass(frozen=True, slots=True)
class RekapScope:
    """Which visits a recap is about; None leaves an end open."""

    first: Triwulan | None = None
    last: Triwulan | None = None
    kode: KodeWilayah | None = None

    def holds(self, spt: Spt) -> bool:
        """Tell whether a visit belongs to it."""
        return (
            (self.first is None or self.first <= spt.triwulan)
            and (self.last is None or spt.triwulan <= self.last)
            and self.kode in (None, spt.kode_wilayah)
        )


class RekapitulasiService:
    """Gathers the figures of visits and has them written for people."""

    def __init__(
        self,
        acting: Acting,
        workbooks: RekapWorkbooks,
        formulir: FormulirService,
        wilayah: tuple[Wilayah, ...],
    ) -> None:
        self._acting = acting
        self._workbooks = workbooks
        self._formulir = formulir
        self._names = {w.kode: w.nama for w in wilayah}
        self._asked: dict[tuple[str, str], Pertanyaan] = {}

    def triwulan(self) -> Sequence[Triwulan]:
        """Return the triwulan that have visits, newest first."""
        with self._acting.reading() as uow:
            return sorted({spt.triwulan for spt in uow.spt.all()}, reverse=True)

    def find_wilayah(self, which: str) -> KodeWilayah:
        """Return the code of a kab/kota by code or name. Raises MissingRequirementError."""
        for kode, nama in self._names.items():
            if which.casefold() in (kode, nama.casefold()):
                return kode
        raise MissingRequirementError(
            f"Kabupaten/kota “{which}” tidak dikenal. Tulis nama lengkap atau kodenya, "
            "misalnya “Kota Bengkulu” atau 17.71."
        )

    def suggested_name(self, scope: RekapScope) -> str:
        """Return a file name that tells what it is: triwulan, kab/kota, date."""
        ends = dict.fromkeys(str(one) for one in (scope.first, scope.last) if one is not None)
        where = self._names.get(scope.kode, scope.kode) if scope.kode else ""
        when = self._acting.clock.now().astimezone(WIB)
        parts = ("Rekap", "_".join(ends), where.replace(" ", "-"), f"{when:%Y%m%d}")
        return "_".join(part for part in parts if part) + ".xlsx"

    def write(
        self, path: Path, scope: RekapScope, *, password: str = "", progress: Progress
    ) -> RekapWritten:
        """Write the recap of the visits in scope. Raises MissingRequirementError without any."""
        for name in (FORM_LEMBAR_PENILAIAN, FORM_KUESIONER_APARATUR, FORM_SKM):
            progress.report(0, 0, "Memuat formulir")
            self._formulir.form(name)
        with self._acting.reading() as uow:
            me = self._acting.require_known(uow)
            kantor = uow.kantor.find(THE_KANTOR)
            every = uow.spt.all()
        chosen = sorted(
            filter(scope.holds, every),
            key=lambda spt: (-spt.triwulan.tahun, -spt.triwulan.ke, spt.kode_wilayah, spt.id),
        )
        if not chosen:
            raise MissingRequirementError(
                "Belum ada kunjungan pada triwulan dan kabupaten/kota yang dipilih; tidak ada "
                "yang direkap."
            )
        instrument, _ = self._formulir.session(FORM_LEMBAR_PENILAIAN, {})
        summing = _Summing(instrument)
        content = RekapContent(
            kantor=kantor.nama if kantor else "",
            pembuat=me.nama,
            dibuat_pada=self._acting.clock.now(),
            keterangan=self._words(chosen),
            minimum=MINIMUM,
            aspek=tuple(one.kode for one in aspek_rows(instrument, Tally(), Tally())),
            visits=self._read(chosen, every, summing, progress),
            triwulan=summing.rows,
        )
        return self._workbooks.write(path, content, password=password)

    def _words(self, chosen: Sequence[Spt]) -> str:
        quarters = sorted({spt.triwulan for spt in chosen})
        places = sorted({self._name_of(spt) for spt in chosen})
        when = quarters[0].label
        if len(quarters) > 1:
            when = f"{when} sampai {quarters[-1].label}"
        where = format_daftar(places) if len(places) < 4 else f"{len(places)} kabupaten/kota"
        return f"{when}: {where}"

    def _name_of(self, spt: Spt) -> str:
        return self._names.get(spt.kode_wilayah, spt.kode_wilayah)

    def _read(
        self, chosen: Sequence[Spt], every: Sequence[Spt], summing: _Summing, progress: Progress
    ) -> Iterator[RekapKunjungan]:
        """Yield the visits; a unit of work is open only while one of them is read."""
        for number, spt in enumerate(chosen):
            progress.report(number, len(chosen), f"{self._name_of(spt)}, {spt.triwulan.label}")
            with self._acting.reading() as uow:
                hasil = read_hasil(uow, spt.id)
                sheets = [
                    row
                    for row in uow.queries.lembar(spt_id=spt.id)
                    if not is_set_aside(row.formulir, row.status)
                ]
                temuan = _findings(uow, spt, every)
                final = [row for row in sheets if row.status is StatusLembar.FINAL]
                stored = [
                    (row, uow.lembar.get(row.id).versi, uow.lembar.answers(row.id))
                    for row in final
                ]
            visit = self._visit(spt, hasil, temuan, len(sheets), stored)
            summing.add(visit)
            yield visit

    def _visit(
        self,
        spt: Spt,
        hasil: HasilKunjungan,
        temuan: tuple[RekapTemuan, ...],
        sheets: int,
        stored: Sequence[tuple[LembarSummary, str, Mapping[str, str]]],
    ) -> RekapKunjungan:
        average = mean_nilai(hasil.aparatur)
        named: list[RekapJawaban] = []
        unnamed: dict[str, list[tuple[Jawaban, ...]]] = {}
        officers = {one.lembar_id: one.aparatur for one in hasil.aparatur}
        for row, version, answers in stored:
            anonymous = _is_anonymous(row)
            with self._formulir.reading(row.formulir, answers, version=version) as session:
                said = tuple(self._answers(session, version, anonymous=anonymous))
            if anonymous:
                unnamed.setdefault(row.formulir, []).append(said)
            else:
                named.append(_of_sheet(row, officers.get(row.id), said))
        with self._formulir.reading(FORM_SKM, {}) as survey:
            skm = recap_skm(survey, hasil)
        with self._formulir.reading(FORM_KUESIONER_APARATUR, {}) as questions:
            kuesioner = recap_kuesioner(questions, hasil)
        return RekapKunjungan(
            spt=spt,
            wilayah=self._name_of(spt),
            lembar=sheets,
            lembar_final=len(stored),
            aparatur=hasil.aparatur,
            nilai=average,
            predikat=predikat_of(average) if average is not None else "",
            skm=skm,
            kuesioner=kuesioner,
            temuan=temuan,
            jawaban=(*named, *_unlinked(unnamed.values())),
            withheld=sum(len(said) for said in unnamed.values() if len(said) < MINIMUM),
        )

    def _answers(self, session: Session, version: str, *, anonymous: bool) -> Iterator[Jawaban]:
        """Yield the answers that count: an answer to a question that does not apply is none."""
        for node in session.walk():
            if node.kind not in ANSWERED or not node.value or not node.relevant:
                continue
            if node.name in _COLUMNS or (anonymous and node.data_type in _MOMENTS):
                continue
            yield _answer(node, self._question(session.info.title, version, node))

    def _question(self, title: str, version: str, node: Node) -> Pertanyaan:
        key = (f"{title} {version}", node.ref)
        found = self._asked.get(key)
        if found is None:
            marks = node.attributes
            weight = marks.get("bobot") if peran(node) == "skor" else None
            found = self._asked[key] = Pertanyaan(
                formulir=title,
                aspek=marks.get("aspek", ""),
                kode=marks.get("kode", ""),
                teks=plain_label(node.label) or node.name,
                bobot=Decimal(weight) if weight else None,
                is_chosen=node.data_type in _CHOSEN,
            )
        return found


def _is_anonymous(row: LembarSummary) -> bool:
    """Tell whether nobody may learn who gave these answers: officers who speak of their office,
    and its visitors.
    """
    unnamed = row.aparatur_id is None and row.formulir not in FORMS_KUNJUNGAN
    return unnamed or row.formulir == FORM_KUESIONER_APARATUR


def _of_sheet(
    row: LembarSummary, aparatur: Aparatur | None, said: tuple[Jawaban, ...]
) -> RekapJawaban:
    return RekapJawaban(
        siapa=row.nama or "Tim",
        jawaban=said,
        lembar=row.id[:8],
        kelompok=KELOMPOK[aparatur.kelompok] if aparatur else "",
        jabatan=row.jabatan,
    )


def _unlinked(forms: Iterable[Sequence[tuple[Jawaban, ...]]]) -> Iterator[RekapJawaban]:
    """Yield the answers to each form question by question, so that no two can be joined."""
    for sheets in forms:
        if len(sheets) < MINIMUM:
            continue
        order = {
            one: number
            for number, one in enumerate(
                dict.fromkeys(answer.pertanyaan for said in sheets for answer in said)
            )
        }
        every = sorted(
            (answer for said in sheets for answer in said),
            key=lambda answer: (order[answer.pertanyaan], answer.kode, answer.teks),
        )
        yield RekapJawaban(siapa="Responden tanpa nama", jawaban=tuple(every))


def _answer(node: Node, question: Pertanyaan) -> Jawaban:
    skor = int(node.value) if peran(node) in _SCORED and node.value.isdecimal() else None
    return Jawaban(
        pertanyaan=question,
        kode=node.value if question.is_chosen else "",
        teks=plain_label(read_value(node)),
        angka=_number(node.value) if node.data_type in _NUMBERS else None,
        skor=skor,
        nilai_baku=nilai_baku(skor) if skor is not None and peran(node) == "skor" else None,
    )


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _findings(uow: UnitOfWork, spt: Spt, every: Sequence[Spt]) -> tuple[RekapTemuan, ...]:
    """Return what a visit found, and how it stands by what the newest visit to that place saw."""
    temuan = sort_temuan(uow.queries.temuan(spt.id))
    seen = seen_of(uow, temuan)
    visits = sorted(
        (one for one in every if one.kode_wilayah == spt.kode_wilayah),
        key=lambda one: (one.triwulan, one.mulai, one.id),
        reverse=True,
    )
    newest_first = [one.id for one in visits]
    found: list[RekapTemuan] = []
    for one in temuan:
        rows: list[RekapRekomendasi] = []
        for rekomendasi in one.rekomendasi:
            last = latest(seen.get(rekomendasi.id, ()), newest_first)
            rows.append(
                RekapRekomendasi(rekomendasi, last.status, last.keterangan)
                if last
                else RekapRekomendasi(rekomendasi, one.status)
            )
        found.append(RekapTemuan(one, tuple(rows)))
    return tuple(found)


class _Summing:
    """Sums up the visits of each triwulan as they pass."""

    def __init__(self, form: Session) -> None:
        self._form = form
        self._tally: dict[Triwulan, Tally] = {}
        self._visits: dict[Triwulan, list[tuple[Decimal | None, int, int, int]]] = {}

    def add(self, visit: RekapKunjungan) -> None:
        """Count a visit."""
        triwulan = visit.spt.triwulan
        self._tally.setdefault(triwulan, Tally()).add(visit.aparatur)
        done = sum(one.selesai for one in visit.temuan)
        ikm, asked = (visit.skm.ikm, visit.skm.responden) if visit.skm else (None, 0)
        self._visits.setdefault(triwulan, []).append((ikm, asked, len(visit.temuan), done))

    def rows(self) -> tuple[RekapTriwulan, ...]:
        """Return the triwulan, oldest first."""
        found: list[RekapTriwulan] = []
        for triwulan in sorted(self._tally):
            tally = self._tally[triwulan]
            visits = self._visits[triwulan]
            nilai = mean(tally.akhir)
            found.append(
                RekapTriwulan(
                    triwulan=triwulan,
                    kunjungan=len(visits),
                    aparatur=len(tally.akhir),
                    nilai=nilai,
                    predikat=predikat_of(nilai) if nilai is not None else "",
                    ikm=mean(ikm for ikm, _, _, _ in visits if ikm is not None),
                    responden=sum(asked for _, asked, _, _ in visits),
                    temuan=sum(count for _, _, count, _ in visits),
                    selesai=sum(done for _, _, _, done in visits),
                    aspek=aspek_rows(
                        self._form, tally, self._tally.get(triwulan.sebelum, Tally())
                    ),
                    indikator=indikator_rows(self._form, tally),
                )
            )
        return tuple(found)
