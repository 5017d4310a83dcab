"""Hostile packages, made here; each is refused with a sentence before a parser sees it."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from bina_desktop.domain.errors import ImportRefusedError
from bina_desktop.exchange.package import MAX_FILE, MAX_PARTS, check_package, read_bytes

SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s'
    b"</sheetData></worksheet>"
)
GOOD = {
    "[Content_Types].xml": b"<Types/>",
    "xl/workbook.xml": b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    b'<sheet name="Satu" r:id="r1"/><sheet name="Dua" r:id="r2"/><sheet name="Tiga" r:id="r9"/>'
    b"</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": b'<Relationships><Relationship Id="r1" '
    b'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/>'
    b"</Relationships>",
    "xl/worksheets/sheet1.xml": SHEET % b'<row r="1"><c r="A1"><v>1</v></c></row>',
    "xl/worksheets/sheet2.xml": SHEET
    % b'<row r="1"><c r="B1"><f>1+1</f><v>2</v></c><c r="C1"><v>3</v></c></row>',
}


def package(tmp_path: Path, parts: dict[str, bytes]) -> Path:
    path = tmp_path / "berkas.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(ImportRefusedError) as error:
        check_package(path)
    assert path.name in error.value.sentence
    return error.value.sentence


def test_a_plain_package_passes(tmp_path):
    check_package(package(tmp_path, GOOD))


@pytest.mark.parametrize(
    ("part", "data", "sentence"),
    [
        ("xl/vbaProject.bin", b"x", "makro"),
        ("xl/externalLinks/externalLink1.xml", b"<x/>", "tautan ke buku kerja lain"),
        ("../jahat.xml", b"<x/>", "tidak dikenal"),
        ("xl/../../jahat.xml", b"<x/>", "tidak dikenal"),
        ("jahat.exe", b"MZ", "tidak dikenal"),
        ("xl/sharedStrings.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "DTD"),
        ("xl/styles.xml", "<!DOCTYPE x><x/>".encode("utf-16"), "UTF-8"),
        ("xl/media/besar.xml", b"A" * (8 * 2**20), "mengembang tidak wajar"),
        ("xl/worksheets/sheet3.xml", SHEET % b'<row r="1048576"/>', "baris 1048576"),
        ("xl/worksheets/sheet3.xml", SHEET % b'<c s="1" r="XFD1"/>', "kolom 16384"),
    ],
)
def test_a_hostile_part_is_refused_by_name(tmp_path, part, data, sentence):
    assert sentence in refusal(package(tmp_path, GOOD | {part: data}))


def test_a_dtd_across_two_chunks_is_found(tmp_path):
    noise = random.Random(1).randbytes(2**21).hex().encode()
    data = noise[: 4 * 2**20 - 4] + b"<!DOCTYPE x>"
    assert "DTD" in refusal(package(tmp_path, GOOD | {"xl/theme/theme1.xml": data}))


def test_too_many_parts_are_refused(tmp_path):
    many = {f"xl/media/{number}.bin": b"" for number in range(MAX_PARTS)}
    assert "tidak tersusun" in refusal(package(tmp_path, GOOD | many))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_twice_is_refused(tmp_path):
    path = package(tmp_path, GOOD)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
    assert "tidak tersusun" in refusal(path)


def test_a_package_that_unpacks_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("bina_desktop.exchange.package.MAX_UNPACKED", 100)
    assert "terlalu besar setelah dibuka" in refusal(package(tmp_path, GOOD))


def test_an_encrypted_part_is_refused(tmp_path):
    path = package(tmp_path, {"xl/workbook.xml": b"<x/>"})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "dilindungi sandi" in refusal(path)


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        (b"", "kosong"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "berformat .xls lama"),
        (b"%PDF-1.7", "dokumen PDF"),
        (b"<html>", "XML atau HTML"),
        (b"\x00\x01\x02", "bukan buku kerja"),
        (b"PK\x03\x04rusak", "terpotong atau rusak"),
    ],
)
def test_a_file_of_another_kind_is_told(tmp_path, head, sentence):
    path = tmp_path / "berkas.xlsx"
    path.write_bytes(head)
    assert sentence in refusal(path)


def test_a_file_over_the_size_is_refused_without_reading_it(tmp_path):
    path = tmp_path / "besar.xlsx"
    with path.open("wb") as stream:
        stream.truncate(MAX_FILE + 1)
    assert "terlalu besar" in refusal(path)


def test_what_is_no_file_is_never_opened(tmp_path):
    path = tmp_path / "folder.xlsx"
    path.mkdir()
    assert "bukan berkas" in refusal(path)
    with pytest.raises(ImportRefusedError, match="tidak ada"):
        read_bytes(tmp_path / "hilang.xlsx")
