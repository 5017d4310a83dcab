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


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    with pytest.raises(BinaError, match=r"tidak dapat ditulis ke .*foldernya tidak ada"):
        write_refusals(tmp_path / "tidak" / "a.xlsx", [CELL])
