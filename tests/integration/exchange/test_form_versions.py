"""Sheets on several versions of a form in one workbook: every answer has a column."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import KABID, RAHMAT, SELUMA, an_aparatur
from tests.installations import Installation, prepare
from tests.integration.exchange.books import edit, make_content, read, write
from tests.versioned_form import Install

from bina_desktop.application.form_sheet import columns_of, form_sheets
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.workbook import VisibleSheet
from bina_desktop.formengine.engine import asked, load_form

OLD = (("nama", "Nama"), ("alamat", "Alamat"), ("umur", "Umur"))
NEW = (("nama", "Nama lengkap"), ("surel", "Surel"), ("umur", "Umur"))


def begin(office: Installation, spt_id, **answers: str) -> str:
    """Fill in a letter on the version that is installed now."""
    seat = office.seat(RAHMAT)
    key, _ = seat.lembar.start(spt_id, "surat", None)
    refs = {node.name: node.ref for node in seat.lembar.open(key).session.walk()}
    seat.lembar.record_answers(key, {refs[name]: text for name, text in answers.items()})
    return key


@pytest.fixture
def office(install: Install) -> Installation:
    """Two letters: one on version 1, one on version 2."""
    made = Installation(install("1", OLD))
    spt_id = prepare(made, an_aparatur(kode=SELUMA))
    begin(made, spt_id, nama="Ani", alamat="Jalan 1", umur="41")
    made.formulir = install("2", NEW)
    begin(made, spt_id, nama="Budi", surel="b@x.id", umur="30")
    return made


def sheet_of(office: Installation, formulir: FormulirService | None = None) -> VisibleSheet:
    with office.database.begin(actor=KABID.id) as uow:
        (sheet,) = form_sheets(uow, formulir or office.formulir, "surat", uow.lembar.all(), {})
    return sheet


def labels(sheet: VisibleSheet) -> list[str]:
    return [column.label for column in sheet.columns[3:]]


def cells(sheet: VisibleSheet) -> set[tuple[str, ...]]:
    fields = [column.field for column in sheet.columns[3:]]
    return {tuple(values.get(name, "") for name in fields) for _, values in sheet.rows}


def test_each_version_has_its_questions_in_the_sheet(office: Installation) -> None:
    sheet = sheet_of(office)
    assert labels(sheet) == ["Nama lengkap", "Alamat (formulir versi 1)", "Surel", "Umur"]
    assert cells(sheet) == {("Ani", "Jalan 1", "", "41"), ("Budi", "", "b@x.id", "30")}
    assert [column.readonly for column in sheet.columns[3:]] == [True, False, False, False]


def test_answers_of_a_version_that_is_not_here_are_shown(
    office: Installation, tmp_path: Path, form_cache: Path
) -> None:
    elsewhere = FormulirService(tmp_path / "forms", form_cache / "forms", tmp_path / "lain")
    sheet = sheet_of(office, elsewhere)
    assert labels(sheet) == ["Nama lengkap", "Surel", "Umur", "alamat (formulir versi lain)"]
    assert [column.readonly for column in sheet.columns[3:]] == [True, False, False, True]
    assert ("Ani", "", "41", "Jalan 1") in cells(sheet)


def test_an_answer_that_a_moved_sheet_left_behind_is_shown(
    office: Installation, tmp_path: Path, form_cache: Path
) -> None:
    elsewhere = FormulirService(tmp_path / "forms", form_cache / "forms", tmp_path / "lain")
    seat = office.seat(RAHMAT)
    with office.database.begin(actor=KABID.id) as uow:
        (old,) = (one for one in uow.lembar.all() if one.versi == "1")
    seat.lembar.versions.move(old.id, "2")
    assert "alamat (formulir versi lain)" in labels(sheet_of(office, elsewhere))


def test_what_the_form_keeps_for_itself_has_no_column(office: Installation) -> None:
    with office.database.begin(actor=KABID.id) as uow:
        (new,) = (one for one in uow.lembar.all() if one.versi == "2")
    instance_id = "/data/meta/instanceID"
    office.seat(RAHMAT).lembar.record_answers(new.id, {instance_id: "uuid:1"})
    with office.database.begin(actor=KABID.id) as uow:
        assert instance_id in uow.lembar.answers(new.id)
    assert labels(sheet_of(office))[-1] == "Umur"


def test_the_workbook_comes_back_unharmed(office: Installation, tmp_path: Path) -> None:
    changes = tuple(office.database.state.changes.values())
    content = make_content(changes=changes, sheets=(sheet_of(office),))
    path = write(tmp_path / "hasil.xlsx", content)
    reading = read(path)
    assert (reading.edits, reading.rejections) == ((), ())
    row = next(n for n, (_, v) in enumerate(sheet_of(office).rows, 3) if "Ani" in v.values())
    edit(path, f"F{row}", "Jalan 2", content.sheets[0].title)
    (change,) = read(path).edits
    assert change.field.endswith("/alamat")
    assert change.value == '"Jalan 2"'


def test_choices_of_all_versions_may_stand_in_a_cell(tmp_path: Path) -> None:
    form = """
| survey |              |      |       |
|        | type         | name | label |
|        | select_one w | w    | Warna |
| choices |             |      |       |
|        | list_name    | name | label |
|        | w            | a    | Abu   |
|        | w            | {0}  | {1}   |
"""
    forms = {}
    for version, choice in (("2", ("b", "Biru")), ("1", ("h", "Hijau"))):
        path = tmp_path / version / "surat.md"
        path.parent.mkdir()
        path.write_text(form.format(*choice), encoding="utf-8")
        forms[version], _ = asked(load_form(path, cache_dir=tmp_path))
    (column,) = columns_of(forms).values()
    assert dict(column.choices) == {"a": "Abu", "h": "Hijau", "b": "Biru"}
