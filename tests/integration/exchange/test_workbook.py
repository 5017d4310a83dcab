"""A real .xlsx, written, re-saved by LibreOffice, edited by a person, damaged; read back."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from tests.integration.exchange.books import LAPTOP, WHEN, edit, make_content, read, write

from bina_desktop.application.work import CancelledError, Progress
from bina_desktop.application.workbook import JenisPaket, Seal
from bina_desktop.domain.errors import BinaError, ImportRefusedError
from bina_desktop.domain.journal import Change, json_text, rank
from bina_desktop.exchange.packing import unpacked
from bina_desktop.exchange.workbook import XlsxWorkbooks


@pytest.fixture
def workbooks() -> XlsxWorkbooks:
    return XlsxWorkbooks()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "hasil.xlsx", make_content())


def test_everything_written_is_read_back_and_the_seal_holds(book):
    content = make_content()
    reading = read(book)
    assert sorted(reading.changes, key=rank) == sorted(content.changes, key=rank)
    assert reading.seal is Seal.VALID
    assert (reading.edits, reading.rejections) == ((), ())
    assert reading.jenis is JenisPaket.HASIL_LAPANGAN
    assert reading.dibuat_pada == WHEN
    assert reading.public_key == content.public_key
    assert not list(book.parent.glob(".*"))


def test_a_long_value_runs_over_several_cells(tmp_path, workbooks):
    long = Change(LAPTOP, 1, 1, "p", "kantor", "k", "logo", json_text("A" * 100_000))
    path = tmp_path / "panjang.xlsx"
    workbooks.write(path, make_content(changes=(long,), sheets=()), progress=Progress())
    assert tuple(read(path).changes) == (long,)


def test_no_cell_is_a_formula(book):
    with zipfile.ZipFile(book) as package:
        for name in package.namelist():
            assert b"<f>" not in package.read(name), name


def test_a_resave_by_openpyxl_changes_nothing(book):
    openpyxl.load_workbook(book).save(book)
    reading = read(book)
    assert (reading.seal, reading.edits, reading.rejections) == (Seal.VALID, (), ())


def test_an_edited_cell_is_one_change_with_an_identity_of_its_content(book):
    edit(book, "D3", "1 – Kurang")
    first, second = read(book), read(book)
    (change,) = first.edits
    assert (change.record, change.field, change.value) == ("r-1", "/data/a1", '"1"')
    assert change.bases == (f"{LAPTOP}:3",)
    assert change.seq == 0
    assert change.device.startswith("x:")
    assert first.edits == second.edits
    assert first.seal is Seal.VALID


def test_a_cleared_cell_clears_the_answer(book):
    edit(book, "E4", None)
    (change,) = read(book).edits
    assert (change.record, change.field, change.value) == ("r-2", "/data/capaian", "null")


def test_a_readonly_cell_is_not_read_back(book):
    edit(book, "B3", "Orang lain")
    assert read(book).edits == ()


def test_a_nip_that_excel_made_a_number_is_refused_with_its_cell(book):
    edit(book, "C3", 196909051994031011)
    reading = read(book)
    (rejection,) = reading.rejections
    assert (rejection.sheet, rejection.cell) == ("Lembar Penilaian", "C3")
    assert "tersimpan sebagai angka" in rejection.reason
    assert reading.edits == ()


def test_sorting_blank_rows_and_another_sheet_name_change_nothing(book):
    workbook = openpyxl.load_workbook(book)
    page = workbook["Lembar Penilaian"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3, max_row=4)]
    page.delete_rows(3, 2)
    for number, row in zip((4, 6), reversed(rows), strict=True):
        for index, value in enumerate(row, start=1):
            cell = page.cell(number, index, value)
            if isinstance(value, str):
                cell.data_type = "s"  # as the person pasted it: openpyxl takes "=…" for a formula
    page.title = "Isian (1)"
    workbook.save(book)
    reading = read(book)
    assert (reading.edits, reading.rejections) == ((), ())


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (None, "tidak memiliki pengenal"),
        ("asing", "tidak ada dalam jurnal"),
        ("r-1", "muncul dua kali"),
    ],
)
def test_a_row_that_cannot_be_placed_is_rejected_with_its_place(book, record, sentence):
    workbook = openpyxl.load_workbook(book)
    page = workbook["Lembar Penilaian"]
    page.cell(5, 1, record)
    page.cell(5, 2, "Baru")
    workbook.save(book)
    (rejection,) = read(book).rejections
    assert rejection.cell == "A5"
    assert sentence in rejection.reason


def test_a_formula_is_never_taken_for_an_answer(book):
    edit(book, "D3", "=1+4")
    reading = read(book)
    (rejection,) = reading.rejections
    assert (rejection.sheet, rejection.cell) == ("Lembar Penilaian", "D3")
    assert "rumus" in rejection.reason
    assert reading.edits == ()


def test_a_copied_sheet_is_not_read_twice(book):
    workbook = openpyxl.load_workbook(book)
    workbook.copy_worksheet(workbook["Lembar Penilaian"])
    workbook.save(book)
    (rejection,) = read(book).rejections
    assert "Salinan" in rejection.reason


def test_a_changed_journal_row_breaks_the_seal_and_bad_rows_are_named(book):
    workbook = openpyxl.load_workbook(book)
    page = workbook["_jurnal"]
    lost = len(unpacked([page["A3"].value])[1][0].seqs)
    page["A2"] = page["A2"].value.replace("-01-", "-02-", 1)
    page["A3"] = page["A3"].value.replace("[", "{", 1)
    page["A4"] = 12
    workbook.save(book)
    reading = read(book)
    assert reading.seal is Seal.BROKEN
    assert [r.cell for r in reading.rejections if r.sheet == "_jurnal"] == ["A1", "A3", "A4"]
    assert len(reading.changes) == len(make_content().changes) - lost


def test_a_workbook_without_a_seal_says_so(book):
    workbook = openpyxl.load_workbook(book)
    page = workbook["_manifes"]
    for row in page.iter_rows():
        if row[0].value == "segel":
            row[1].value = None
    workbook.save(book)
    assert read(book).seal is Seal.MISSING


def refused(path: Path) -> str:
    with pytest.raises(ImportRefusedError) as error:
        read(path)
    assert path.name in error.value.sentence
    return error.value.sentence


def test_a_renamed_png_is_told_by_its_kind(tmp_path):
    path = tmp_path / "foto.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert "gambar PNG" in refused(path)


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_a_truncated_workbook_is_told(book, part):
    data = book.read_bytes()
    book.write_bytes(data[: int(len(data) * part)])
    assert "terpotong atau rusak" in refused(book)


def test_a_workbook_of_somebody_else_is_told(tmp_path):
    path = tmp_path / "gaji.xlsx"
    openpyxl.Workbook().save(path)
    assert "bukan ekspor BINA Desktop" in refused(path)


def test_a_manifest_that_lacks_something_is_told(book):
    workbook = openpyxl.load_workbook(book)
    workbook["_manifes"].delete_rows(3)
    workbook.save(book)
    assert "_manifes" in refused(book)


def test_a_file_of_a_newer_program_asks_for_an_update(book):
    edit(book, "B1", "bina-buku-kerja/9", sheet="_manifes")
    assert "lebih baru" in refused(book)


def test_a_file_that_is_gone_is_told(tmp_path):
    assert "tidak dapat dibuka" in refused(tmp_path / "hilang.xlsx")


def test_one_far_cell_kills_at_most_the_child(book):
    """A sparse cell at the far corner aborts a dense parser; here it is a sentence."""
    edit(book, "XFD1048576", "x")
    assert "jauh di luar batas" in refused(book)


def test_a_full_or_forbidden_target_is_told_and_leaves_nothing(tmp_path, workbooks):
    target = tmp_path / "tidak-ada" / "hasil.xlsx"
    with pytest.raises(BinaError, match="tidak dapat ditulis"):
        workbooks.write(target, make_content(), progress=Progress())


def test_a_cancelled_export_leaves_no_file(tmp_path, workbooks):
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError):
        workbooks.write(tmp_path / "hasil.xlsx", make_content(), progress=progress)
    assert list(tmp_path.iterdir()) == []


def test_a_cancelled_import_stops_the_child(book):
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError):
        XlsxWorkbooks().read(book, progress=progress)


@pytest.mark.parametrize(
    "name", ["{}/OWNED.xlsx", "../OWNED.xlsx", "C:\\OWNED.xlsx", "x.XLSM", ""]
)
def test_what_is_laid_down_never_bears_the_name_it_came_with(workbooks, tmp_path, name):
    with workbooks.laid_down(name.format(tmp_path), b"PK") as path:
        assert path.read_bytes() == b"PK"
        assert path.name == ("berkas.xlsm" if name == "x.XLSM" else "berkas.xlsx")
        assert {one.name for one in path.parent.iterdir()} == {"dipakai", path.name}
        assert not list(path.parent.parent.glob("OWNED*"))
    assert not path.exists()
    assert not list(tmp_path.iterdir())
