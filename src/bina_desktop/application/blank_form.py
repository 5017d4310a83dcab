"""A form that nobody has filled, as sheets: one for each of a few, or a row for each of many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import uuid4

from bina_desktop.application.form_sheet import columns_of, repeat_groups, sheet_title
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.identitas import identity_values, prefill
from bina_desktop.application.isi_lembar import plain_label
from bina_desktop.application.repeat_sheet import SPARE_ROWS, Filled, repeat_sheets
from bina_desktop.application.workbook import Column, Layout, VisibleSheet
from bina_desktop.domain.lembar_penilaian import FORM_SKM, LembarId, StatusLembar
from bina_desktop.domain.pegawai import Aparatur, Pegawai
from bina_desktop.domain.penugasan import Spt
from bina_desktop.formengine.asked import Asked
from bina_desktop.formengine.client import NodeKind, Ref, Session
from bina_desktop.formengine.engine import FormDefinition, asked

_ENTITY: Final = "lembar_penilaian"
_DATE: Final = "tanggal"
"""Known when a sheet is begun in the program; nobody knows when this one is going to be filled."""
_FACTS: Final = {
    "nama": "Nama",
    "nip": "NIP",
    "pangkat_golongan": "Pangkat/golongan",
    "jabatan": "Jabatan",
    "nomor_spt": "Nomor SPT",
}
_NUMBER: Final = Column("nomor", "Responden", readonly=True)


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A form for one visit."""

    formulir: FormulirService
    form: FormDefinition
    spt: Spt
    petugas: tuple[Pegawai, ...]
    place: str
    """Name of the kab/kota."""
    today: date
    given: Collection[str]
    """Refs of what the visit gives to the sheet, which nobody fills in it."""

    def page(self, key: LembarId, title: str, aparatur: Aparatur | None) -> VisibleSheet:
        """Return one sheet with its questions below each other, as on paper.

        Sections that are not asked of this officer are left out.
        """
        values = self._identity(aparatur)
        with self.formulir.reading(self.form.info.form_id, {}, record=key) as session:
            prefill(session, values)
            asked = tuple(_asked_now(self._columns(values), session))
        shown = [("Kabupaten/kota", self.place), ("Triwulan", self.spt.triwulan.label)]
        shown += [(name, values[field]) for field, name in _FACTS.items() if values.get(field)]
        return VisibleSheet(
            title,
            _ENTITY,
            asked,
            ((key, {}),),
            new={key: self._holds(values, aparatur)},
            layout=Layout.FORM,
            heading=plain_label(self.form.info.title),
            facts=tuple(shown),
        )

    def table(self, rows: int) -> Iterator[VisibleSheet]:
        """Yield a sheet with a row for each respondent, and one per repeat group."""
        values = self._identity(None)
        keys = [str(uuid4()) for _ in range(rows)]
        holds = self._holds(values, None)
        first = VisibleSheet(
            sheet_title(self.form.info.title),
            _ENTITY,
            (_NUMBER, *self._columns(values)),
            tuple((key, {_NUMBER.field: str(n)}) for n, key in enumerate(keys, start=1)),
            new=dict.fromkeys(keys, holds),
            by_filler=True,
        )
        yield first
        questions, repeats = asked(self.form)
        groups = repeat_groups(repeats, {"": _fillable(questions)}, self.form.info.form_id)
        filled = [
            Filled(key, f"Responden {number}", {}, {}, is_open=True)
            for number, key in enumerate(keys, start=1)
        ]
        for sheet in repeat_sheets(groups, filled, spare=max(SPARE_ROWS, 3 * rows)):
            yield replace(sheet, new=first.new, by_filler=True)

    def _identity(self, aparatur: Aparatur | None) -> Mapping[str, str]:
        known = identity_values(self.spt, aparatur, self.petugas, today=self.today)
        return {name: text for name, text in known.items() if name != _DATE}

    def _columns(self, known: Mapping[str, str]) -> Iterator[Column]:
        """Yield what is to be filled: the visit answers what it knows by itself."""
        questions = [
            question for question in _fillable(asked(self.form)[0]) if question.name not in known
        ]
        for column in columns_of({"": questions}).values():
            yield replace(column, readonly=False)

    def _holds(self, values: Mapping[str, str], aparatur: Aparatur | None) -> dict[str, str]:
        """Return what a sheet holds as soon as somebody fills it: whose it is, of which visit."""
        fields = {
            "spt_id": self.spt.id,
            "formulir": self.form.info.form_id,
            "versi": self.form.info.version,
            "aparatur_id": aparatur.id if aparatur else "",
            # Nobody could finish a survey later: its respondent is unknown.
            "status": StatusLembar.FINAL if self.form.info.form_id == FORM_SKM else "",
        }
        for question in asked(self.form)[0]:
            if question.name in values and not question.repeat:
                fields[question.path] = values[question.name]
        return {name: text for name, text in fields.items() if text}


def _asked_now(columns: Iterable[Column], session: Session) -> Iterator[Column]:
    """Yield the questions of sections that are asked; single ones may yet be, as answers come."""
    for column in columns:
        node = session.node(Ref(column.field))
        if node.parent is None or node.parent.relevant:
            yield replace(column, required=node.relevant and node.required)


def _fillable(questions: tuple[Asked, ...]) -> list[Asked]:
    """Return what can be filled in a cell: no files, and nothing that the form fills itself."""
    return [one for one in questions if one.kind is not NodeKind.UPLOAD and not one.readonly]
