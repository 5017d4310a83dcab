"""Lists the evidence of a visit for the Laporan: which file, about what, attached by whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from bina_desktop.application.dokumen_laporan import BarisDokumentasi
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.hasil import peran
from bina_desktop.application.isi_lembar import plain_label
from bina_desktop.application.ports import LembarSummary, UnitOfWork
from bina_desktop.application.uraian import Uraian
from bina_desktop.domain.errors import NotFoundError
from bina_desktop.domain.journal import moment_of
from bina_desktop.domain.lampiran import Lampiran, Untuk
from bina_desktop.domain.lembar_penilaian import (
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
    LembarId,
    StatusLembar,
)
from bina_desktop.domain.penugasan import SptId
from bina_desktop.formengine.client import Node, Session

_JOURNALLED = "lampiran"


def read_dokumentasi(
    uow: UnitOfWork, spt_id: SptId, formulir: FormulirService
) -> tuple[BarisDokumentasi, ...]:
    """Return the evidence at the final sheets of a visit, by sheet and question.

    What a reviewer attached is his own, and surveys are anonymous: neither is printed.
    """
    sheets = sorted(
        (
            row
            for row in uow.queries.lembar(spt_id=spt_id)
            if row.status is StatusLembar.FINAL and row.formulir != FORM_SKM
        ),
        key=lambda r: (r.formulir != FORM_LEMBAR_PENILAIAN, r.formulir, r.nama.casefold(), r.id),
    )
    files: dict[LembarId, list[Lampiran]] = {}
    for one in uow.lampiran.of([row.id for row in sheets]):
        files.setdefault(one.lembar_id, []).append(one)
    told = Uraian(uow, formulir, {})
    return tuple(
        line for row in sheets if row.id in files for line in _of_sheet(told, row, files[row.id])
    )


def _of_sheet(
    told: Uraian, row: LembarSummary, files: list[Lampiran]
) -> Iterator[BarisDokumentasi]:
    answers = told.uow.lembar.answers(row.id)
    kept = [one for one in files if _is_evidence(one, answers)]
    title, asked = _questions(told, row, answers, {one.ref for one in kept})
    order = {ref: place for place, ref in enumerate(asked)}
    for one in sorted(kept, key=lambda f: (order.get(f.ref, -1), f.nama, f.sha256)):
        oleh, waktu = _attached(told, one)
        yield BarisDokumentasi(
            nama=one.nama,
            jenis=one.jenis,
            sha256=one.sha256,
            lembar=row.nama or title,
            pertanyaan=asked.get(one.ref, ""),
            oleh=oleh,
            waktu=waktu,
        )


def _is_evidence(one: Lampiran, answers: Mapping[str, str]) -> bool:
    if one.untuk is Untuk.JAWABAN:
        return one.is_held_by(answers.get(one.ref, ""))
    return one.untuk is Untuk.BUKTI


def _questions(
    told: Uraian, row: LembarSummary, answers: Mapping[str, str], refs: Collection[str]
) -> tuple[str, dict[str, str]]:
    """Return the title of a form and what these questions are called, in its order.

    The id and nothing where this installation lacks the version of the form.
    """
    version = told.uow.lembar.get(row.id).versi
    try:
        with told.formulir.reading(row.formulir, answers, version=version) as session:
            asked = {
                str(node.ref): _question(session, node)
                for node in session.walk()
                if node.ref in refs
            }
            return session.info.title, asked
    except NotFoundError:
        return row.formulir, {}


def _attached(told: Uraian, one: Lampiran) -> tuple[str, datetime]:
    """Return who attached it, and when: the first that the journal tells of it."""
    first = told.uow.journal.history(entity=_JOURNALLED, record=one.id)[0]
    return told.siapa(first.actor), moment_of(first.at).replace(microsecond=0)


def _question(session: Session, question: Node) -> str:
    """Return what a file is evidence of: the indikator where the question belongs to one."""
    node: Node | None = question
    while node is not None:
        if peran(node) == "indikator":
            scores = (child for child in session.walk(node) if peran(child) == "skor")
            return next((plain_label(one.label) for one in scores), plain_label(question.label))
        node = node.parent
    return plain_label(question.label)
