"""Repeat groups in linked sheets: what people change, add and delete there."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from tests.integration.exchange.books import (
    edit,
    make_content,
    read,
    write,
)

from bina_desktop.application.form_sheet import columns_of
from bina_desktop.application.repeat_sheet import Filled, RepeatGroup, repeat_sheets
from bina_desktop.application.workbook import key_of
from bina_desktop.formengine.engine import asked, load_form

FORM = """
| survey |                |         |               |
|        | type           | name    | label         |
|        | text           | unit    | Unit          |
|        | begin repeat   | anggota | Anggota       |
|        | text           | nama    | Nama          |
|        | integer        | umur    | Umur          |
|        | select_one jk  | jk      | Jenis kelamin |
|        | begin repeat   | anak    | Anak          |
|        | text           | panggil | Panggilan     |
|        | end repeat     |         |               |
|        | end repeat     |         |               |
| choices |               |         |               |
|        | list_name      | name    | label::Indonesia (id) | label::English (en) |
|        | jk             | l       | Pria          | Male |
|        | jk             | p       | Wanita        | Female |
"""
ANI, BUDI = "1111aaaa-0000-4000-8000-000000000001", "2222bbbb-0000-4000-8000-000000000002"
ANSWERS = {
    "/data/unit": "UPT",
    "/data/anggota[k2]/nama": "Cici",
    "/data/anggota[k2]/umur": "31",
    "/data/anggota[k2]/jk": "p",
    "/data/anggota[k1]/nama": "Dodi",
    "/data/anggota[k1]/anak[t1]/panggil": "Eka",
    "/data/anggota[k1]/anak[t1]/panggil/@catatan": "Benar?",
    "/data/anggota/@urutan": "k2 k1",
}
MEMBERS, CHILDREN = "Anggota", "Anak"


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("form")
    (folder / "form.md").write_text(FORM, encoding="utf-8")
    return load_form(folder / "form.md", cache_dir=folder)


def sheets_of(form, *, addable: bool = True):
    questions, repeats = asked(form)
    paths = [one.path for one in repeats]
    groups = [
        RepeatGroup(
            one.path,
            max((p for p in paths if one.path.startswith(f"{p}/")), default=""),
            one.label,
            columns_of({"1": questions}, one.path),
            addable,
        )
        for one in repeats
    ]
    filled = [
        Filled(ANI, "Ani", ANSWERS, {}, is_open=True),
        Filled(BUDI, "Budi", {"/data/unit": "UPT 2"}, {}, is_open=True),
    ]
    return repeat_sheets(groups, filled)


@pytest.fixture
def book(form, tmp_path: Path) -> Path:
    records = ((ANI, ANSWERS), (BUDI, {"/data/unit": "UPT 2"}))
    return write(tmp_path / "hasil.xlsx", make_content(records, sheets=sheets_of(form)))


def changes(path: Path) -> list[tuple[str, str, str]]:
    reading = read(path)
    assert reading.rejections == ()
    return [(change.record, change.field, change.value) for change in reading.edits]


def test_instances_stand_in_their_order_under_a_key_that_links_them(form):
    members, children = sheets_of(form)
    assert [fields["/nama"] for _, fields in members.rows] == ["Cici", "Dodi"]
    assert members.rows[0][1]["kunci"] == f"{key_of(ANI)}/k2"
    assert dict(children.columns[0].choices)[children.rows[0][1]["induk"]] == (
        f"Ani · {key_of(ANI)}/k1"
    )
    assert [column.label for column in children.columns[2:]] == ["Panggilan", "Catatan: Panggilan"]


def test_a_repeat_without_instances_to_which_none_may_be_added_has_no_sheet(form):
    members, children = sheets_of(form, addable=False)
    assert (members.spare, children.spare) == ((), ())
    groups = [RepeatGroup("/data/lain", "", "Lain", {}, addable=False)]
    assert repeat_sheets(groups, [Filled(ANI, "Ani", ANSWERS, {}, is_open=True)]) == ()


def test_an_edited_cell_of_an_instance_is_exactly_that_change(book):
    assert changes(book) == []
    edit(book, "E3", 32, MEMBERS)
    edit(book, "D3", "Eko", CHILDREN)
    assert changes(book) == [
        (ANI, "/data/anggota[k2]/umur", '"32"'),
        (ANI, "/data/anggota[k1]/anak[t1]/panggil", '"Eko"'),
    ]


def test_a_choice_may_be_typed_in_any_language_of_the_form(book):
    edit(book, "F3", "male", MEMBERS)
    assert changes(book) == [(ANI, "/data/anggota[k2]/jk", '"l"')]


def test_a_row_written_below_is_a_new_instance_of_the_chosen_sheet(book):
    edit(book, "B5", f"Budi · {key_of(BUDI)}", MEMBERS)
    edit(book, "D5", "Fitri", MEMBERS)
    edit(book, "E5", 24, MEMBERS)
    (name, age) = read(book).edits
    key = openpyxl.load_workbook(book)[MEMBERS]["A5"].value.removeprefix("+")
    assert (name.record, name.field) == (BUDI, f"/data/anggota[{key}]/nama")
    assert (age.record, age.field) == (BUDI, f"/data/anggota[{key}]/umur")
    edit(book, "E5", 25, MEMBERS)
    edit(book, "D5", "Fitriani", MEMBERS)
    assert {change.field for change in read(book).edits} == {name.field, age.field}


def test_a_pasted_row_without_an_id_is_one_instance_however_often_it_comes(book):
    edit(book, "A5", None, CHILDREN)
    edit(book, "B5", f"Ani · {key_of(ANI)}/k2", CHILDREN)
    edit(book, "D5", "Gita", CHILDREN)
    ((record, field, value),) = changes(book)
    assert (record, value) == (ANI, '"Gita"')
    assert field.startswith("/data/anggota[k2]/anak[x")
    assert changes(book) == [(record, field, value)]


@pytest.mark.parametrize("outer", [None, "Orang lain"])
def test_a_new_row_that_belongs_to_no_sheet_is_refused_with_its_place(book, outer):
    edit(book, "B6", outer, MEMBERS)
    edit(book, "D6", "Hadi", MEMBERS)
    reading = read(book)
    assert reading.edits == ()
    (rejection,) = reading.rejections
    assert (rejection.sheet, rejection.cell) == (MEMBERS, "A6")
    assert "Milik lembar" in rejection.reason


def test_a_deleted_instance_is_said_and_not_taken_for_a_deletion(book):
    workbook = openpyxl.load_workbook(book)
    workbook[MEMBERS].delete_rows(4)
    workbook.save(book)
    reading = read(book)
    assert reading.edits == ()
    (rejection,) = reading.rejections
    assert "1 baris yang diekspor tidak ada lagi" in rejection.reason


def test_a_sheet_to_which_nothing_may_be_added_refuses_new_rows(form, tmp_path):
    content = make_content(((ANI, ANSWERS),), sheets=sheets_of(form, addable=False))
    path = write(tmp_path / "tetap.xlsx", content)
    edit(path, "D5", "Ina", MEMBERS)
    (rejection,) = read(path).rejections
    assert "tidak memiliki pengenal" in rejection.reason


def test_nothing_is_written_that_excel_would_complain_of(book):
    workbook = openpyxl.load_workbook(book)
    assert all(len(name) <= 31 for name in workbook.sheetnames)
    lists = {f"={name}" for name in workbook.defined_names}
    for page in workbook:
        rules = page.data_validations.dataValidation
        places = [str(rule.sqref) for rule in rules]
        assert len(set(places)) == len(places)
        for rule in rules:
            assert max(len(text or "") for text in (rule.formula1, rule.prompt, rule.error)) <= 255
            assert max(len(text or "") for text in (rule.promptTitle, rule.errorTitle)) <= 32
            assert rule.type != "list" or f"={rule.formula1}" in lists
    assert workbook.properties.subject == make_content().keterangan
    assert workbook[MEMBERS].print_title_rows == "$2:$2"
