"""Packages that pass the gate and yet are hostile: the child refuses or dies, the window lives."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import openpyxl
import pytest
from tests.integration.exchange.books import read

from bina_desktop.domain.errors import ImportRefusedError
from bina_desktop.exchange.package import MAX_ROW, check_package
from bina_desktop.exchange.parse_worker import parse

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


def hostile(path: Path, cells: bytes, **parts: bytes) -> Path:
    """Return a package that a parser accepts, with these rows in its only sheet."""
    openpyxl.Workbook().save(path)
    with zipfile.ZipFile(path) as package:
        known = {name: package.read(name) for name in package.namelist()}
    body = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (MAIN, cells)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in {**known, SHEET: body, **parts}.items():
            package.writestr(name, data)
    return path


def test_the_harmless_package_these_are_made_of_is_parsed(tmp_path):
    path = hostile(tmp_path / "baik.xlsx", b'<row r="1"><c r="A1"><v>1</v></c></row>')
    assert parse(path, tmp_path)["sheets"] == [["Sheet", [[["n", "1.0"]]]]]


def test_rows_that_do_not_say_their_number_are_counted(tmp_path):
    chance = random.Random(1)
    rows = (b"<row><c><v>%d</v></c></row>" % chance.randrange(10**9) for _ in range(MAX_ROW + 1))
    path = hostile(tmp_path / "baris.xlsx", b"".join(rows))
    with pytest.raises(ImportRefusedError, match=f"lebih dari {MAX_ROW} baris"):
        check_package(path)


def test_a_sheet_of_too_many_blank_cells_is_not_unrolled(tmp_path):
    cells = (
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="9000"><c r="AAA9000"><v>1</v></c></row>'
    )
    path = hostile(tmp_path / "kosong.xlsx", cells)
    check_package(path)
    assert "9000 baris, 703 kolom" in parse(path, tmp_path)["refused"]


def test_two_cells_far_apart_within_the_limits_kill_only_the_child(tmp_path):
    near, far = b'<row r="1"><c r="A1"/></row>', b'<row r="199999"><c r="BXX199999"/></row>'
    cells = (near + far).replace(b"/></row>", b"><v>1</v></c></row>")
    path = hostile(tmp_path / "renggang.xlsx", cells)
    check_package(path)
    with pytest.raises(ImportRefusedError, match="tidak dapat diurai dengan aman"):
        read(path)


@pytest.mark.parametrize(
    "cell",
    [b"<row r='1048576'><c r='XFD1048576'/></row>", b'<row\nr = "1"><c\n r="XFD1"/></row>'],
)
def test_other_ways_to_write_a_far_cell_do_not_pass_the_gate(tmp_path, cell):
    with pytest.raises(ImportRefusedError, match="jauh di luar batas"):
        check_package(hostile(tmp_path / "jauh.xlsx", cell))


def test_a_formula_is_found_however_its_cell_is_written(tmp_path):
    cells = b"<row r='1'><c\n r = 'A1' ><f>1+1</f><v>2</v></c></row>"
    assert parse(hostile(tmp_path / "rumus.xlsx", cells), tmp_path)["formulas"] == {
        "Sheet": ["A1"]
    }


@pytest.mark.parametrize(
    ("part", "kind"),
    [("mimetype", ".ods"), ("xl/workbook.bin", ".xlsb"), ("word/document.xml", "Word")],
)
def test_a_renamed_file_of_another_program_is_told_by_its_kind(tmp_path, part, kind):
    with pytest.raises(ImportRefusedError, match=kind):
        check_package(hostile(tmp_path / "lain.xlsx", b"", **{part: b"x"}))
