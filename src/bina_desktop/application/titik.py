"""Points of a review: each paragraph, finding and question, with what was said and what is odd."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final
from zlib import crc32

from bina_desktop.application.actor import Acting
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.hasil import peran
from bina_desktop.application.identitas import ANSWERED
from bina_desktop.application.isi_lembar import plain_label, read_value
from bina_desktop.application.koreksi import KoreksiService, KoreksiView
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.tinjauan import find_laporan
from bina_desktop.application.utas import TinjauanView, UtasService, UtasView
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.koreksi import StatusKoreksi
from bina_desktop.domain.laporan import Laporan
from bina_desktop.domain.lembar_penilaian import LembarPenilaian
from bina_desktop.domain.paragraf import (
    NASKAH,
    bagian_of,
    find_paragraf,
    paragraphs,
    parse_bagian,
)
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.temuan import Temuan, sort_temuan
from bina_desktop.domain.utas import JenisSasaran, Sasaran, StatusUtas
from bina_desktop.formengine.client import Node, Session

NAMA_NASKAH: Final = {
    "gambaran_umum": "Gambaran umum",
    "pembahasan": "Pembahasan",
    "kesimpulan": "Kesimpulan",
}
_BLANK: Final = crc32(b"")
_EXTREME: Final = frozenset({"1", "5"})


class Saringan(StrEnum):
    """What a reviewer looks for."""

    DIKOMENTARI = "dikomentari"
    """Somebody said something that is not closed, or a suggestion waits."""
    KOSONG = "kosong"
    """A question that may be answered and is not."""
    EKSTREM = "ekstrem"
    """A score of 1 or 5 without a word of evidence and without a file."""
    BERUBAH = "berubah"
    """Changed since this person last marked the visit as reviewed."""


@dataclass(frozen=True, slots=True)
class Titik:
    """One place of the review."""

    sasaran: Sasaran
    tempat: str
    """`Kesimpulan, paragraf 2`, `Temuan 1`, `Ratna Dewi · A1 …`."""
    isi: str
    """What stands there now, as people read it."""
    tanda: frozenset[Saringan] = frozenset()
    utas: tuple[UtasView, ...] = ()
    """Threads about it; a paragraph that was rewritten may have several."""
    koreksi: tuple[KoreksiView, ...] = ()
    naskah: str = ""
    """Text of the Laporan; '' for what is no paragraph."""
    paragraf: int = 0

    @property
    def status(self) -> StatusUtas | None:
        """State of what was said: the most urgent thread; None where nobody spoke."""
        states = {one.status for one in self.utas if one.komentar}
        return next((one for one in StatusUtas if one in states), None)

    @property
    def menunggu(self) -> int:
        """How many suggestions wait for a decision."""
        return sum(one.koreksi.status is StatusKoreksi.DIUSULKAN for one in self.koreksi)


@dataclass(frozen=True, slots=True)
class DaftarTitik:
    """All points of a visit and what may be said."""

    titik: tuple[Titik, ...]
    tinjauan: TinjauanView
    pernah: bool
    """True where this person has marked the visit as reviewed before."""


class TitikService:
    """Gathers the points of a visit for the reviewer."""

    def __init__(
        self,
        acting: Acting,
        formulir: FormulirService,
        koreksi: KoreksiService,
    ) -> None:
        self._acting = acting
        self._formulir = formulir
        self._utas = UtasService(acting)
        self._koreksi = koreksi

    def of_visit(self, spt_id: SptId) -> DaftarTitik:
        """Return every paragraph and finding, and the questions that are odd or were discussed."""
        said, koreksi = self._utas.of_visit(spt_id), self._koreksi.of_visit(spt_id)
        with self._acting.reading() as uow:
            spt = uow.spt.get(spt_id)
            laporan = find_laporan(uow, spt)
            temuan = sort_temuan(uow.queries.temuan(spt_id))
            sheets = _sheets_of(uow, spt_id)
            answers = {one.id: uow.lembar.answers(one.id) for one in sheets}
            names = {row.id: row.nama for row in uow.queries.lembar(spt_id=spt_id)}
            files = {(one.lembar_id, one.ref) for one in uow.lampiran.of([*answers])}
            kept = json.loads(uow.settings.get(self._setting(spt_id)) or "{}")
        found: list[Titik] = []
        if laporan is not None:
            found += _of_laporan(laporan, said, koreksi, kept)
        found += _of_temuan(temuan, said, kept)
        for one in sheets:
            attached = {ref for key, ref in files if key == one.id}
            place = names.get(one.id) or "Kuesioner"
            found += self._of_lembar(one, answers[one.id], said, (place, attached, kept))
        return DaftarTitik(tuple(found), said, bool(kept))

    def mark_reviewed(self, spt_id: SptId) -> Changes:
        """Remember on this PC how everything reads now, for this person."""
        with self._acting.unit() as uow:
            laporan = find_laporan(uow, uow.spt.get(spt_id))
            now: dict[str, int] = {}
            for naskah in NASKAH if laporan else ():
                for text in paragraphs(getattr(laporan, naskah)):
                    now[_key_of_paragraf(naskah, text)] = 1
            for one in uow.queries.temuan(spt_id):
                now[f"temuan/{one.id}"] = _mark(_words_of(one))
            for sheet in _sheets_of(uow, spt_id):
                for ref, text in uow.lembar.answers(sheet.id).items():
                    now[f"{sheet.id}{ref}"] = _mark(text)
            uow.settings.put(self._setting(spt_id), json.dumps(now))
            uow.commit()
        return Changes.of(Topic.TINJAUAN, records=frozenset({spt_id}))

    def _setting(self, spt_id: SptId) -> str:
        return f"ditinjau/{self._acting.nip or self._acting.nama}/{spt_id}"

    def _of_lembar(
        self,
        lembar: LembarPenilaian,
        answers: Mapping[str, str],
        said: TinjauanView,
        rest: tuple[str, Collection[str], Mapping[str, int]],
    ) -> Iterator[Titik]:
        place, attached, kept = rest
        with self._formulir.reading(lembar.formulir, answers, version=lembar.versi) as session:
            bare = _without_evidence(session, attached)
            for node in session.walk():
                if node.kind not in ANSWERED:
                    continue
                where = Sasaran(JenisSasaran.LEMBAR, lembar.id, node.ref)
                talk = said.utas.get(where)
                tanda = _marks_of(node, talk, bare)
                mark = _mark(answers.get(node.ref, ""))
                if kept and kept.get(f"{lembar.id}{node.ref}", _BLANK) != mark:
                    tanda.add(Saringan.BERUBAH)
                if tanda or talk is not None:
                    label = plain_label(node.label or node.name)
                    yield Titik(
                        where,
                        f"{place} · {label}",
                        plain_label(read_value(node)) or "(belum dijawab)",
                        frozenset(tanda),
                        (talk,) if talk else (),
                    )


def _sheets_of(uow: UnitOfWork, spt_id: SptId) -> list[LembarPenilaian]:
    return [one for one in uow.lembar.all() if one.spt_id == spt_id]


def _marks_of(node: Node, talk: UtasView | None, bare: Collection[str]) -> set[Saringan]:
    found: set[Saringan] = set()
    if talk is not None and talk.status is not StatusUtas.DITUTUP:
        found.add(Saringan.DIKOMENTARI)
    if node.answerable and not node.value:
        found.add(Saringan.KOSONG)
    if node.ref in bare:
        found.add(Saringan.EKSTREM)
    return found


def _without_evidence(session: Session, attached: Collection[str]) -> set[str]:
    """Return the refs of extreme scores beside which neither words nor files stand."""
    shown: set[str] = set()
    scores: list[tuple[str, str, str]] = []
    for node in session.walk():
        kode = node.attributes.get("kode", "")
        if (peran(node) == "bukti" and node.value) or node.ref in attached:
            shown.add(kode)
        if peran(node) == "skor" and node.relevant and node.value in _EXTREME:
            scores.append((kode, node.ref, node.value))
    return {ref for kode, ref, _ in scores if kode not in shown}


def _of_laporan(
    laporan: Laporan,
    said: TinjauanView,
    koreksi: Sequence[KoreksiView],
    kept: Mapping[str, int],
) -> Iterator[Titik]:
    mine = [one for key, one in said.utas.items() if key.jenis is JenisSasaran.LAPORAN]
    whole = Sasaran(JenisSasaran.LAPORAN, laporan.id)
    loose = tuple(one for one in mine if not parse_bagian(one.sasaran.bagian)[0])
    yield _marked(Titik(whole, "Laporan seluruhnya", "", utas=loose))
    for naskah in NASKAH:
        texts = paragraphs(getattr(laporan, naskah))
        talks = _by_place(naskah, texts, mine)
        fixes = _fixes(naskah, texts, koreksi)
        for number, text in enumerate(texts or ("",), start=1):
            changed = bool(kept) and bool(text) and _key_of_paragraf(naskah, text) not in kept
            yield _marked(
                Titik(
                    Sasaran(JenisSasaran.LAPORAN, laporan.id, bagian_of(naskah, number, text)),
                    f"{NAMA_NASKAH[naskah]}, paragraf {number}",
                    text or "(masih kosong)",
                    frozenset({Saringan.BERUBAH} if changed else ()),
                    tuple(talks.get(number, ())),
                    tuple(fixes.get(number, ())),
                    naskah,
                    number,
                )
            )


def _by_place(
    naskah: str, texts: Sequence[str], mine: Sequence[UtasView]
) -> dict[int, list[UtasView]]:
    found: dict[int, list[UtasView]] = {}
    for one in mine:
        name, number = parse_bagian(one.sasaran.bagian)
        if name == naskah:
            quoted = one.komentar[0].kutipan if one.komentar else ""
            found.setdefault(find_paragraf(quoted, texts, number) or 1, []).append(one)
    return found


def _fixes(
    naskah: str, texts: Sequence[str], koreksi: Sequence[KoreksiView]
) -> dict[int, list[KoreksiView]]:
    found: dict[int, list[KoreksiView]] = {}
    for one in koreksi:
        k = one.koreksi
        if k.naskah == naskah:
            taken = k.status is StatusKoreksi.DITERIMA
            words = k.menjadi if taken or not k.semula else k.semula
            found.setdefault(find_paragraf(words, texts, k.paragraf) or 1, []).append(one)
    return found


def _of_temuan(
    temuan: Sequence[Temuan], said: TinjauanView, kept: Mapping[str, int]
) -> Iterator[Titik]:
    for number, one in enumerate(temuan, start=1):
        where = Sasaran(JenisSasaran.TEMUAN, one.id)
        talk = said.utas.get(where)
        words = _words_of(one)
        changed = bool(kept) and kept.get(f"temuan/{one.id}") != _mark(words)
        yield _marked(
            Titik(
                where,
                f"Temuan {number}",
                words,
                frozenset({Saringan.BERUBAH} if changed else ()),
                (talk,) if talk else (),
            )
        )


def _marked(titik: Titik) -> Titik:
    if titik.status in (StatusUtas.TERBUKA, StatusUtas.DIJAWAB) or titik.menunggu:
        return replace(titik, tanda=titik.tanda | {Saringan.DIKOMENTARI})
    return titik


def _words_of(temuan: Temuan) -> str:
    asked = [f"Rekomendasi: {one.isi}" for one in temuan.rekomendasi]
    return "\n\n".join((temuan.kondisi, *asked))


def _key_of_paragraf(naskah: str, text: str) -> str:
    return f"{naskah}/{_mark(text)}"


def _mark(text: str) -> int:
    return crc32(text.encode())
