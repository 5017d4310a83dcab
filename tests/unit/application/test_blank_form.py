"""Repeat groups in the sheets of a form, filled and blank; surveys that a file says are final."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from openpyxl import Workbook
from tests.builders import RAHMAT, SELUMA, an_aparatur
from tests.installations import Installation, prepare

from bina_desktop.application.catatan import note_name
from bina_desktop.application.filled_surveys import unfinished
from bina_desktop.application.form_sheet import form_sheets
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.work import Progress
from bina_desktop.domain.journal import Change, json_text
from bina_desktop.domain.lembar_penilaian import FORM_SKM

SURVEY = (
    ("type", "name", "label"),
    ("text", "unit", "Unit"),
    ("begin repeat", "loket", "Loket"),
    ("text", "petugas", "Petugas"),
    ("end repeat", "", ""),
)
PLACE = "/data/loket[k1]/petugas"


@pytest.fixture(scope="module")
def formulir(tmp_path_factory: pytest.TempPathFactory) -> FormulirService:
    folder = tmp_path_factory.mktemp("unit")
    book = Workbook()
    survey, settings = book.worksheets[0], book.create_sheet("settings")
    survey.title = "survey"
    for line in SURVEY:
        survey.append(line)
    for line in (("form_id", "version"), ("unit", "1")):
        settings.append(line)
    (folder / "forms" / "unit").mkdir(parents=True)
    book.save(folder / "forms" / "unit" / "form.xlsx")
    return FormulirService(folder / "forms", folder / "cache", folder / "formulir")


@pytest.fixture
def spt_id(office):
    return prepare(office, an_aparatur(kode=SELUMA))


def test_a_form_with_a_repeat_has_a_sheet_for_its_instances(office: Installation, spt_id) -> None:
    seat = office.seat(RAHMAT)
    key, _ = seat.lembar.start(spt_id, "unit", None)
    seat.lembar.record_answers(
        key, {"/data/unit": "UPT", note_name("/data/unit"): "Pindah", PLACE: "Ani"}
    )
    with office.database.begin(actor=RAHMAT.id) as uow:
        sheet, loket = form_sheets(uow, office.formulir, "unit", uow.lembar.all(), {})
    assert [column.label for column in sheet.columns[3:]] == [
        "Kunci lembar",
        "Unit",
        "Catatan: Unit",
    ]
    assert (loket.title, loket.repeat) == ("Loket", "/data/loket")
    assert [fields["/petugas"] for _, fields in loket.rows] == ["Ani"]


def test_a_buku_isian_has_room_for_the_instances_of_each_respondent(
    office: Installation, spt_id
) -> None:
    path = Path("isian.xlsx")
    count = office.seat(RAHMAT).fillable.write(path, spt_id, "unit", rows=2, progress=Progress())
    sheet, loket = office.workbooks.files[path].sheets
    assert count == len(sheet.rows) == 2
    labels = [label for _, label in loket.columns[0].choices]
    assert [label.partition(" · ")[0] for label in labels] == ["Responden 1", "Responden 2"]
    assert len(loket.spare) == 20
    assert loket.new == sheet.new


@pytest.mark.parametrize(
    ("form", "reason"), [("unit", "hanya difinalkan"), (FORM_SKM, "tidak ada pada pemasangan")]
)
def test_only_a_known_survey_is_final_because_its_file_says_so(formulir, form, reason) -> None:
    said = {"formulir": form, "status": "final"}
    edits = [
        Change(f"x:{name}", 0, 1, "berkas:e", "lembar_penilaian", "r", name, json_text(text))
        for name, text in said.items()
    ]
    found = unfinished(cast("Any", SimpleNamespace(edits=edits)), formulir)
    assert [(key, reason in why) for key, why in found.items()] == [("x:status", True)]
