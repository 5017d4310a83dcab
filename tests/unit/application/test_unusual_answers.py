"""A sheet is not final before its unusual answers are explained; what was said stays with it."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from tests.builders import RAHMAT
from tests.gui.form.every_type import EVERY_TYPE
from tests.installations import Installation, prepare

from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.stored_form import storable
from bina_desktop.formengine.client import Ref, ViolationKind


def workbook(path: Path) -> None:
    """Write the table as the workbook it stands for."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for line in EVERY_TYPE.strip().splitlines():
        name, *cells = (cell.strip() for cell in line.strip()[1:-1].split("|"))
        if name:
            sheet = book.create_sheet(name)
        else:
            sheet.append([cell or None for cell in cells])
    path.parent.mkdir()
    book.save(path)


def test_unusual_answers_are_explained_before_a_sheet_is_final(tmp_path, ratna) -> None:
    workbook(tmp_path / "semua" / "form.xlsx")
    office = Installation(FormulirService(tmp_path, tmp_path / "cache"))
    spt_id = prepare(office, ratna)
    sheets = office.seat(RAHMAT).lembar
    key, _ = sheets.start(spt_id, "semua", None)
    session = sheets.open(key).session
    root = session.root.ref
    umur, keluarga = Ref(f"{root}/dasar/umur"), Ref(f"{root}/keluarga")
    session.set_value(umur, "104")
    later, _ = session.add_repeat(keluarga)
    session.move_repeat(later, 1)
    sheets.record_answers(key, storable(session.answers()))
    (problem,) = sheets.finalise(key).problems
    assert (problem.ref, problem.violation.kind) == (umur, ViolationKind.WARNING)
    assert problem.violation.message == "Umur seratus tahun atau lebih tidak lazim."
    session.explain(umur, "Lahir 1922.")
    sheets.record_answers(key, storable(session.answers()))
    assert sheets.finalise(key).hasil is not None
    opened = sheets.open(key)
    assert not opened.restored.unplaced
    warning = opened.session.node(umur).warning
    assert warning is not None
    assert warning.explanation == "Lahir 1922."
    assert opened.session.node(keluarga).children[0].ref == later
    (said,) = office.seat(RAHMAT).riwayat.answer(key, f"{umur}/@penjelasan")
    assert said.sesudah == "Lahir 1922."
