from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from bina_desktop.application.workbook import Refusal
from bina_desktop.domain.errors import BinaError
from bina_desktop.exchange.refusals import write_refusals

CELL = Refusal("hasil.xlsx", "Aparatur", "C14", "=NIP tersimpan sebagai angka.")


def test_each_refusal_is_a_row_of_texts(tmp_path: Path) -> None:
    write_refusals(tmp_path / "a.xlsx", [CELL])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]][2:] == ["Sel atau nama catatan", "Sebab"]
    assert [cell.value for cell in rows[1]] == [
        *(CELL.nama_berkas, "Aparatur", "C14", CELL.reason)
    ]
    assert {cell.data_type for cell in rows[1]} == {"s"}


def test_a_list_takes_the_place_of_an_older_one_only_when_it_is_whole(tmp_path: Path) -> None:
    target, older = tmp_path / "a.xlsx", tmp_path / "lama.xlsx"
    write_refusals(target, [CELL])
    before = target.read_bytes()
    older.hardlink_to(target)
    write_refusals(target, [CELL, CELL])
    assert older.read_bytes() == before != target.read_bytes()
    assert {one.name for one in tmp_path.iterdir()} == {"a.xlsx", "lama.xlsx"}


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    with pytest.raises(BinaError, match=r"tidak dapat ditulis: .*foldernya tidak ada"):
        write_refusals(tmp_path / "tidak" / "a.xlsx", [CELL])


def test_the_list_is_printed_on_pages_as_wide_as_itself(tmp_path: Path) -> None:
    path = tmp_path / "tolak.xlsx"
    write_refusals(path, [Refusal("hasil.xlsx", "Tim", "B4", "NIP tersimpan sebagai angka.")])
    (sheet,) = openpyxl.load_workbook(path).worksheets
    assert sheet.page_setup.orientation == "landscape"
    fitting = sheet.sheet_properties.pageSetUpPr
    assert fitting is not None
    assert (fitting.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == "$1:$1"


def test_a_long_reason_has_room_in_its_row(tmp_path: Path) -> None:
    path = tmp_path / "tolak.xlsx"
    write_refusals(path, [CELL, Refusal("hasil.xlsx", "Tim", "B4", "Ketik ulang angkanya. " * 9)])
    (sheet,) = openpyxl.load_workbook(path).worksheets
    assert [sheet.row_dimensions[row].height for row in (2, 3)] == [None, 45]  # three lines
