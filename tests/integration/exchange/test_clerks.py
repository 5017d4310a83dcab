"""What people do to a workbook in Excel, by mistake or on purpose, and what is made of it."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import libreoffice
from tests.integration.exchange.books import (
    ANSWERS,
    COLUMNS,
    LAPTOP,
    NIP,
    edit,
    make_changes,
    make_content,
    read,
    write,
)
from tests.libreoffice import Job

from bina_desktop.application.workbook import CellKind, Column, Seal, VisibleSheet
from bina_desktop.domain.bundle import bundled
from bina_desktop.domain.errors import BinaError
from bina_desktop.domain.journal import Change, conflicts
from bina_desktop.exchange.package import MAX_ROW
from bina_desktop.exchange.packing import packed_texts

EQUAL = (("b", "Baik"), ("baik", "b"), ("c", " Baik "), ("d", "Panjang " * 60))
MIXED = (
    Column("/k", "Kabupaten", readonly=True),
    Column("/t", "Teks"),
    Column("/i", "NIP", CellKind.ID),
    Column("/n", "Angka", CellKind.NUMBER),
    Column("/d", "Tanggal", CellKind.DATE),
    Column("/c", "Pilihan", choices=EQUAL),
    Column("/m", "Banyak", choices=(("x", "Satu; dua"), ("y", "Tiga")), multiple=True),
    Column("/g", "Tanggal kelabu", CellKind.DATE, readonly=True),
)
TEXTS = (
    "baris\r\nkedua\rketiga\n",
    " di tepi ",
    "\ttab",
    "_x0041_ _x000D_",
    "a\x01b\x7fc\x85d\u2028e\uffff",
    "🙂" * 20_000,
    "x" * 32_767,
    "y" * 32_768,
    "=1+1",
    "@SUM(A1)",
    "'kutip",
    "0012",
    "1/2",
    "e\u0301",
)
ODD_ROWS = tuple(
    (
        f"r-{number}",
        {
            "/k": f"17.0{number % 10}",
            "/t": text,
            "/i": " 19690905 199403 1 011",
            "/n": ("12345678901234567.5", "0.1", "1E+400", "NaN", "-0.0", "100")[number % 6],
            "/d": ("1850-01-31", "1900-02-28", "2026-11-23", "0001-01-01")[number % 4],
            "/c": ("b", "baik", "c", "d", "lain")[number % 5],
            "/m": ("y x", "x", "x lain")[number % 3],
            "/g": "2026-01-02",
        },
    )
    for number, text in enumerate(TEXTS)
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    rows = tuple(
        (f"r-{n}", ANSWERS | {"/data/nama": f"Nama {n}", "/data/capaian": str(n + 90)})
        for n in range(6)
    )
    return write(tmp_path / "hasil.xlsx", make_content(rows))


def untouched(path: Path) -> None:
    reading = read(path)
    assert (reading.seal, reading.edits, reading.rejections) == (Seal.VALID, (), ())


# --- nothing was edited --------------------------------------------------------------------------


def test_odd_values_that_nobody_edited_are_no_edits(tmp_path):
    content = make_content(ODD_ROWS, MIXED)
    path = write(tmp_path / "aneh.xlsx", content)
    untouched(path)
    assert set(read(path).changes) == set(content.changes)


@pytest.mark.long
@libreoffice.needed
def test_libreoffice_saves_odd_values_twice_and_an_edited_cell_is_that_change(tmp_path):
    path = write(tmp_path / "aneh.xlsx", make_content(ODD_ROWS, MIXED))
    once, twice, edited = (tmp_path / f"{name}.xlsx" for name in ("satu", "dua", "suntingan"))
    line = libreoffice.typed("Lembar Penilaian", "E12", "2,75")
    jobs = [Job(path, once), Job(once, twice), Job(twice, edited, [line])]
    assert libreoffice.run(jobs) == ["saved"] * 3
    for saved in (once, twice):
        untouched(saved)
    (change,) = read(edited).edits
    assert (change.record, change.field, change.value) == ("r-9", "/n", '"2.75"')


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
ROW = st.fixed_dictionaries(
    {},
    optional={
        "/k": TEXT,
        "/t": TEXT,
        "/i": TEXT,
        "/n": st.decimals().map(str) | st.integers().map(str) | TEXT,
        "/d": st.dates().map(str) | TEXT,
        "/c": st.sampled_from(["b", "baik", "c", "d"]) | TEXT,
        "/m": st.lists(st.sampled_from(["x", "y", "z"]), unique=True).map(" ".join),
        "/g": st.dates().map(str),
    },
)


@pytest.mark.long
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(ROW, min_size=1, max_size=40))
def test_whatever_was_answered_comes_back_unedited(tmp_path, answers):
    rows = tuple((f"r-{number}", said) for number, said in enumerate(answers) if said)
    untouched(write(tmp_path / "acak.xlsx", make_content(rows, MIXED)))


# --- editing -------------------------------------------------------------------------------------


def test_two_people_who_edit_two_copies_differently_are_in_conflict(book, tmp_path):
    other = Path(shutil.copy(book, tmp_path / "salinan.xlsx"))
    edit(book, "E3", 80)
    edit(other, "E3", "81,5")
    one, two = read(book), read(other)
    for changes in (
        [*one.changes, *one.edits, *two.edits],
        [*two.edits, *one.edits, *one.changes],
    ):
        ((_, tops),) = conflicts(changes).items()
        assert {head.value for head in tops} == {'"80"', '"81.5"'}


def test_the_same_edit_in_two_copies_is_one_change(book, tmp_path):
    other = Path(shutil.copy(book, tmp_path / "salinan.xlsx"))
    edit(book, "E3", 80)
    edit(other, "E3", "80,0")
    assert read(book).edits == read(other).edits


def test_a_value_that_was_changed_back_is_no_edit(book):
    edit(book, "E3", 80)
    edit(book, "E3", "90")
    edit(book, "C3", "'19690905 199403 1 011")
    untouched(book)


@pytest.mark.parametrize(
    ("cell", "typed", "reason"),
    [
        ("E3", "1.234", "ribuan"),
        ("E3", "sembilan", "bukan angka"),
        ("F3", "23/11/26", "bukan tanggal"),
        ("D3", "5 – Very Good", "bukan pilihan"),
        ("G3", "SIAK; Lain", "bukan pilihan"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_with_its_cell(book, cell, typed, reason):
    edit(book, cell, typed)
    reading = read(book)
    (rejection,) = reading.rejections
    assert (rejection.cell, reading.edits) == (cell, ())
    assert reason in rejection.reason


def test_a_long_text_is_edited_in_the_program_only(tmp_path):
    answers = ANSWERS | {"/data/catatan": "panjang " * 5_000}
    path = write(tmp_path / "panjang.xlsx", make_content((("r-1", answers),)))
    edit(path, "H3", "pendek")
    reading = read(path)
    assert reading.edits == ()
    assert "terlalu panjang" in reading.rejections[0].reason


def test_dates_of_a_workbook_that_counts_from_1904_are_not_taken(book):
    parts = {}
    with zipfile.ZipFile(book) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    workbook = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = workbook.replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    reading = read(book)
    assert reading.edits == ()
    assert {rejection.cell for rejection in reading.rejections} == {f"F{n}" for n in range(3, 9)}


# --- sorting, deleting, hidden things ------------------------------------------------------------


def sort_columns(book: Path, first: int, last: int) -> None:
    """Turn the cells of some columns upside down, as sorting a selected range does."""
    workbook = openpyxl.load_workbook(book)
    page = workbook["Lembar Penilaian"]
    rows = [[cell.value for cell in row[first - 1 : last]] for row in page.iter_rows(min_row=3)]
    for number, row in enumerate(reversed(rows), start=3):
        for index, value in enumerate(row, start=first):
            cell = page.cell(number, index, value)
            if isinstance(value, str):
                cell.data_type = "s"
    workbook.save(book)


def test_the_filter_sorts_the_hidden_id_along(book):
    assert openpyxl.load_workbook(book)["Lembar Penilaian"].auto_filter.ref.startswith("A2:")


def test_sorting_whole_rows_changes_nothing(book):
    sort_columns(book, 1, 8)
    untouched(book)


@pytest.mark.parametrize(("first", "reason"), [(2, "Sel abu-abu"), (3, "baris lain")])
def test_answers_sorted_away_from_their_officers_are_not_taken(tmp_path, first, reason):
    rows = tuple(
        (f"r-{n}", ANSWERS | {"/data/nama": f"N{n}", "/data/capaian": f"9{n}", "/data/a1": str(n)})
        for n in range(6)
    )
    book = write(tmp_path / "hasil.xlsx", make_content(rows))
    sort_columns(book, first, 8)
    reading = read(book)
    assert reading.edits == ()
    assert len(reading.rejections) == 6
    assert all(reason in rejection.reason for rejection in reading.rejections)


def test_a_column_that_was_sorted_alone_is_not_taken(book):
    sort_columns(book, 5, 5)
    reading = read(book)
    assert reading.edits == ()
    (rejection,) = reading.rejections
    assert "diurutkan sendiri" in rejection.reason


def test_deleted_rows_and_columns_delete_nothing(book):
    workbook = openpyxl.load_workbook(book)
    workbook["Lembar Penilaian"].delete_rows(4)
    workbook["Lembar Penilaian"].delete_cols(5)
    workbook.save(book)
    reading = read(book)
    assert reading.edits == ()
    column, row = reading.rejections
    assert "Kolom “Capaian (%)” tidak ada lagi" in column.reason
    assert "1 baris yang diekspor tidak ada lagi" in row.reason


def test_a_hidden_key_that_stands_twice_is_read_nowhere(book):
    edit(book, "E1", "/data/a1")
    edit(book, "D3", "1 – Kurang")
    reading = read(book)
    assert reading.edits == ()
    reasons = " ".join(rejection.reason for rejection in reading.rejections)
    assert "“A1 Integritas” muncul dua kali" in reasons
    assert "“Capaian (%)” tidak ada lagi" in reasons


def test_a_deleted_grey_column_leaves_the_id_to_decide(book):
    workbook = openpyxl.load_workbook(book)
    workbook["Lembar Penilaian"].delete_cols(2)
    workbook.save(book)
    edit(book, "D3", 77)
    (change,) = read(book).edits
    assert (change.record, change.field, change.value) == ("r-0", "/data/capaian", '"77"')


@pytest.mark.parametrize("mark", [None, "bina:lain:Lembar"])
def test_a_sheet_whose_hidden_mark_is_gone_is_named(book, mark):
    edit(book, "A1", mark)
    edit(book, "E3", 10)
    reading = read(book)
    assert reading.edits == ()
    assert "tidak ditemukan" in reading.rejections[-1].reason


# --- the machine part ----------------------------------------------------------------------------


def rearranged(book: Path, change) -> None:
    workbook = openpyxl.load_workbook(book)
    page = workbook["_jurnal"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    page.delete_rows(1, len(rows))
    for row in [rows[0], *change(rows[1:])]:
        page.append(row)
    for row in page.iter_rows():
        for cell in row:
            if cell.value is not None:
                cell.data_type = "s"
    workbook.save(book)


def test_rows_that_were_sorted_or_pasted_twice_keep_the_seal(book):
    rearranged(book, lambda rows: [*reversed(rows), rows[0]])
    reading = read(book)
    assert (reading.seal, reading.edits, reading.rejections) == (Seal.VALID, (), ())


def test_missing_rows_are_counted_and_make_no_edits(book):
    rearranged(book, lambda rows: rows[:-1])
    reading = read(book)
    assert (reading.seal, reading.edits) == (Seal.BROKEN, ())
    assert "kehilangan 7 dari 42" in reading.rejections[0].reason
    assert any("tidak ada dalam jurnal" in rejection.reason for rejection in reading.rejections)


def test_a_foreign_row_breaks_the_seal(book):
    foreign = packed_texts(bundled([Change(LAPTOP, 99, 1, "p", "kantor", "k", "nama", "null")]))
    rearranged(book, lambda rows: [*rows, list(foreign)])
    assert read(book).seal is Seal.BROKEN


def test_a_seal_by_a_key_that_is_not_the_laptop_s_is_told(tmp_path):
    path = write(tmp_path / "palsu.xlsx", make_content(device="ABCDEFGHIJKLMNOP"))
    assert read(path).seal is Seal.FOREIGN


# --- what can be written -------------------------------------------------------------------------


def test_titles_that_excel_does_not_take_are_mended(tmp_path):
    titles = ["Lembar/Penilaian: [2026]*?", "x" * 40, "X" * 40, "", "'_jurnal'", "History"]
    sheets = tuple(VisibleSheet(t, "x", COLUMNS[:1], ()) for t in titles)
    path = write(tmp_path / "judul.xlsx", make_content(sheets=sheets))
    names = openpyxl.load_workbook(path, read_only=True).sheetnames
    assert len({name.casefold() for name in names}) == len(titles) + 4
    assert all(0 < len(name) <= 31 for name in names)
    untouched(path)


def test_an_export_that_no_import_would_take_is_not_written(tmp_path):
    changes = make_changes((("r", {"/f": NIP}),)) * MAX_ROW
    with pytest.raises(BinaError, match="lebih sedikit kunjungan"):
        write(tmp_path / "raksasa.xlsx", make_content(changes=changes))
    assert list(tmp_path.iterdir()) == []
