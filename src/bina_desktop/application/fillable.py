"""Buku isian: blank sheets of a form as a workbook, for somebody who does not have the program.

It comes back by the road of every other workbook. Which sheet a cell belongs to was decided when
the workbook was made, so that taking it in twice, in two offices, or again when more of it is
filled, gives one sheet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from bina_desktop.application.actor import Acting
from bina_desktop.application.blank_form import BlankForm
from bina_desktop.application.form_sheet import sheet_title
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.visit_answers import VisitAnswers
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import (
    JenisPaket,
    VisibleSheet,
    WorkbookContent,
    Workbooks,
)
from bina_desktop.domain.errors import InvalidValueError, MissingRequirementError
from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.kantor import THE_KANTOR
from bina_desktop.domain.lembar_penilaian import (
    FORM_CAPAIAN,
    FORM_LEMBAR_PENILAIAN,
    FORM_TINDAK_LANJUT,
    LembarPenilaian,
    lembar_id_for,
    lembar_kunjungan_id_for,
)
from bina_desktop.domain.pegawai import Aparatur, AparaturId
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.wilayah import Wilayah
from bina_desktop.formengine.client import FormInfo

MOST_ROWS: Final = 500
"""Respondents of one workbook at most."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A form that may be given away to be filled in Excel."""

    form_id: str
    title: str
    aparatur: tuple[Aparatur, ...] = ()
    """Who still has no sheet: each gets a sheet of his own."""
    rows: bool = False
    """For any number of respondents."""
    why_not: str = ""
    """Sentence that says why nothing is left to be filled; '' where something is."""


class FillableService:
    """Writes blank sheets of a visit for people without the program."""

    def __init__(
        self,
        acting: Acting,
        workbooks: Workbooks,
        formulir: FormulirService,
        wilayah: tuple[Wilayah, ...],
    ) -> None:
        self._acting = acting
        self._workbooks = workbooks
        self._formulir = formulir
        self._names = {w.kode: w.nama for w in wilayah}

    def offers(self, spt_id: SptId) -> Sequence[Offer]:
        """Return the forms of a visit, each with what is still to be filled."""
        available = self._formulir.available()
        with self._acting.reading() as uow:
            spt = uow.spt.get(spt_id)
            return [
                self._offer(uow, spt, info.form_id, info.title)
                for info in available
                if info.form_id != FORM_TINDAK_LANJUT  # its rows are given by the records
            ]

    def suggested_name(self, spt_id: SptId, form_id: str) -> str:
        """Return a file name that tells what it is: form, kab/kota, triwulan."""
        with self._acting.reading() as uow:
            spt = uow.spt.get(spt_id)
        place = self._names.get(spt.kode_wilayah, spt.kode_wilayah).replace(" ", "-")
        form = sheet_title(self._formulir.form(form_id).info.title).replace(" ", "-")
        return f"Buku-Isian_{form}_{place}_{spt.triwulan}.xlsx"

    def write(
        self,
        path: Path,
        spt_id: SptId,
        form_id: str,
        *,
        aparatur: Sequence[AparaturId] = (),
        rows: int = 0,
        progress: Progress,
    ) -> int:
        """Write blank sheets of one form; returns how many can be filled.

        `aparatur` are the officers whose sheets it holds, none for all who have none yet; `rows`
        the number of respondents. Raises MissingRequirementError where nothing is to be filled,
        InvalidValueError for a number of rows that no workbook should have.
        """
        progress.report(0, 2, "Memuat formulir")
        form = self._formulir.form(form_id)
        with self._acting.reading() as uow:
            me = self._acting.require_known(uow)
            spt = uow.spt.get(spt_id)
            offer = self._offer(uow, spt, form_id, form.info.title)
            if offer.why_not:
                raise MissingRequirementError(offer.why_not)
            kantor = uow.kantor.find(THE_KANTOR)
            place = self._names.get(spt.kode_wilayah, spt.kode_wilayah)
            blank = BlankForm(
                self._formulir,
                form,
                spt,
                tuple(uow.pegawai.get(one) for one in spt.petugas),
                place,
                self._acting.clock.now().astimezone(WIB).date(),
                self._given(uow, spt, form.info),
            )
            sheets = tuple(_sheets(blank, offer, aparatur, rows))
            content = WorkbookContent(
                jenis=JenisPaket.BUKU_ISIAN,
                export_id=str(uuid4()),
                dibuat_pada=self._acting.clock.now(),
                device=uow.journal.device(),
                public_key=uow.journal.public_key(),
                pembuat=me.nama,
                kantor=kantor.nama if kantor else "",
                keterangan=f"{form.info.title}, {place}, {spt.triwulan.label}",
                digest="",
                changes=(),
                sheets=sheets,
                sign=self._sign,
            )
        progress.report(1, 2, "Menulis berkas")
        self._workbooks.write(path, content, progress=progress)
        return sum(len(sheet.new) for sheet in sheets if not sheet.repeat)

    def _offer(self, uow: UnitOfWork, spt: Spt, form_id: str, title: str) -> Offer:
        if form_id == FORM_CAPAIAN:
            taken = uow.lembar.find(lembar_kunjungan_id_for(spt.id, form_id)) is not None
            why = "Lembar ini sudah dimulai; ekspor kunjungannya untuk menyuntingnya di Excel."
            return Offer(form_id, title, why_not=why if taken else "")
        if form_id != FORM_LEMBAR_PENILAIAN:
            return Offer(form_id, title, rows=True)
        people = [
            one
            for one in uow.aparatur.all()
            if one.kode_wilayah == spt.kode_wilayah
            and one.aktif
            and uow.lembar.find(lembar_id_for(spt.id, form_id, one.id)) is None
        ]
        people.sort(key=lambda one: (one.nama.casefold(), one.id))
        why = (
            "Semua aparatur kabupaten/kota ini sudah memiliki lembar, atau belum ada yang "
            "terdaftar. Tambahkan aparatur di Pengaturan, atau ekspor kunjungannya."
        )
        return Offer(form_id, title, tuple(people), why_not="" if people else why)

    def _given(self, uow: UnitOfWork, spt: Spt, info: FormInfo) -> Collection[str]:
        """Return what the visit gives to any sheet of a form."""
        key = lembar_kunjungan_id_for(spt.id, info.form_id)
        lembar = LembarPenilaian(key, spt.id, info.form_id, info.version)
        return VisitAnswers(self._formulir).given(uow, lembar).keys()

    def _sign(self, message: bytes) -> bytes:
        with self._acting.reading() as uow:
            return uow.journal.sign(message)


def _sheets(
    blank: BlankForm, offer: Offer, wanted: Sequence[AparaturId], rows: int
) -> Iterator[VisibleSheet]:
    if offer.rows:
        if not 1 <= rows <= MOST_ROWS:
            raise InvalidValueError(
                f"Banyaknya responden harus antara 1 dan {MOST_ROWS}; untuk lebih banyak, "
                "buat beberapa buku isian."
            )
        yield from blank.table(rows)
        return
    if not offer.aparatur:
        key = lembar_kunjungan_id_for(blank.spt.id, offer.form_id)
        yield blank.page(key, sheet_title(offer.title), None)
        return
    people = [one for one in offer.aparatur if not wanted or one.id in wanted]
    if not people:
        raise MissingRequirementError("Pilih sedikitnya satu aparatur yang belum dinilai.")
    for one in people:
        yield blank.page(lembar_id_for(blank.spt.id, offer.form_id, one.id), one.nama, one)
