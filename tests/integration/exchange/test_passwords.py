"""Workbooks under a password: ours, LibreOffice's, and those that somebody tampered with."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from tests.integration.exchange.books import make_content

from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import Seal, WorkbookReading
from bina_desktop.domain.errors import (
    ImportRefusedError,
    PasswordRequiredError,
    WrongPasswordError,
)
from bina_desktop.exchange.encryption import MOST_SPINS, decrypt_file, encrypt_file
from bina_desktop.exchange.package import check_package
from bina_desktop.exchange.workbook import XlsxWorkbooks

WORDS = "kunjungan seluma november"


@pytest.fixture(scope="module")
def locked(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("terkunci") / "hasil.xlsx"
    XlsxWorkbooks().write(path, make_content(password=WORDS), progress=Progress())
    return path


def read(path: Path, password: str = WORDS) -> WorkbookReading:
    return XlsxWorkbooks().read(path, progress=Progress(), password=password)


def test_it_is_encrypted_and_opens_with_its_password(locked):
    assert locked.read_bytes().startswith(b"\xd0\xcf\x11\xe0")
    assert b"jawaban" not in locked.read_bytes()
    reading = read(locked)
    assert (reading.seal, reading.rejections, reading.edits) == (Seal.VALID, (), ())
    assert not reading.lost_password
    assert [path.name for path in locked.parent.iterdir()] == ["hasil.xlsx"]


def test_without_a_password_it_asks_for_one(locked):
    with pytest.raises(PasswordRequiredError, match=r"“hasil\.xlsx” dilindungi kata sandi"):
        read(locked, "")


def test_with_another_password_it_says_so(locked):
    with pytest.raises(WrongPasswordError, match="tidak cocok"):
        read(locked, "kunjungan seluma desember")


def test_one_flipped_bit_is_refused(locked, tmp_path):
    data = bytearray(locked.read_bytes())
    data[len(data) // 2] ^= 1
    path = tmp_path / "rusak.xlsx"
    path.write_bytes(data)
    with pytest.raises(ImportRefusedError, match="rusak atau diubah sesudah dikunci"):
        read(path)


def test_a_file_that_came_back_open_is_told(locked, tmp_path):
    path = tmp_path / "hasil.xlsx"
    decrypt_file(locked, WORDS, path)
    check_package(path)
    reading = read(path, "")
    assert reading.lost_password
    assert reading.seal is Seal.VALID


def test_a_file_that_would_take_for_ever_to_open_is_refused(locked, tmp_path):
    path = tmp_path / "lama.xlsx"
    data = locked.read_bytes()
    assert data.count(b'spinCount="100000"') == 1
    many = str(MOST_SPINS * 9).encode()  # one figure more, one blank less
    slow = re.sub(rb'(?s)spinCount="100000"(.*?)\n  ', b'spinCount="%s"\\1\n ' % many, data)
    assert len(slow) == len(data)
    path.write_bytes(slow)
    with pytest.raises(ImportRefusedError, match="terlalu lama dibuka"):
        read(path)


def test_an_old_xls_is_told_as_such(tmp_path):
    path = tmp_path / "lama.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048))
    with pytest.raises(ImportRefusedError, match=r"rusak|format"):
        read(path)
    with pytest.raises(ImportRefusedError, match=r"berformat \.xls lama"):
        check_package(path)


def test_what_was_locked_must_be_a_sound_workbook_too(tmp_path):
    path = tmp_path / "isi.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        package.writestr("xl/vbaProject.bin", bytes(20_000))
    encrypt_file(path, WORDS)
    with pytest.raises(ImportRefusedError, match="memuat makro"):
        read(path)


def test_nothing_of_it_lies_about_afterwards(locked, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    read(locked)
    assert list(tmp_path.iterdir()) == []


def test_the_program_starts_without_msoffcrypto():
    code = "import sys, bina_desktop.bootstrap, bina_desktop.exchange.workbook as w;"
    code += "sys.exit('msoffcrypto' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
