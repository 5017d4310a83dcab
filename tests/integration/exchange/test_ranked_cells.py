"""A question that is answered by an order, in a cell of a real workbook."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from tests.integration.exchange.books import edit, make_content, read, write

from bina_desktop.application.form_sheet import question_column
from bina_desktop.application.workbook import VisibleSheet
from bina_desktop.formengine.engine import asked, load_form

FORM = """
| survey |            |         |            |
|        | type       | name    | label      |
|        | rank layanan | penting | Terpenting |
| choices |           |         |            |
|        | list_name  | name    | label      |
|        | layanan    | ktp     | KTP-el     |
|        | layanan    | kk      | Kartu Keluarga |
|        | layanan    | akta    | Akta       |
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "form.md").write_text(FORM, encoding="utf-8")
    (question,) = asked(load_form(tmp_path / "form.md", cache_dir=tmp_path))[0]
    column = question_column(question)
    rows = (("r-1", {"/data/penting": "kk ktp akta"}),)
    sheet = VisibleSheet("Lembar Penilaian", "lembar_penilaian", (column,), rows)
    return write(tmp_path / "hasil.xlsx", make_content(rows, sheets=(sheet,)))


def first_cell(path: Path) -> str:
    """Return where the answer stands."""
    sheet = openpyxl.load_workbook(path)["Lembar Penilaian"]
    (cell,) = [
        cell
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == "Kartu Keluarga; KTP-el; Akta"
    ]
    return cell.coordinate


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("KTP-el; Akta; Kartu Keluarga", '"ktp akta kk"'), ("akta\nkk;  ktp-EL", '"akta kk ktp"')],
)
def test_another_order_in_a_cell_is_another_answer(book: Path, typed: str, stored: str) -> None:
    edit(book, first_cell(book), typed)
    reading = read(book)
    assert reading.rejections == ()
    assert [(one.field, one.value) for one in reading.edits] == [("/data/penting", stored)]


def test_the_same_order_written_otherwise_is_no_change(book: Path) -> None:
    edit(book, first_cell(book), "kk ; ktp;AKTA")
    assert read(book).edits == ()


def test_a_choice_that_stands_twice_in_an_order_is_refused_with_its_cell(book: Path) -> None:
    where = first_cell(book)
    edit(book, where, "KTP-el; Akta; ktp")
    reading = read(book)
    assert reading.edits == ()
    (refused,) = reading.rejections
    assert refused.cell == where
    assert "dua kali" in refused.reason
