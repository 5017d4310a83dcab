"""The gate before any Excel parser: is this file a plain, harmless .xlsx of bearable size?

A file of 10 kB can abort a parser or fill the memory, so the package is judged by its directory
and by a streaming scan of its parts before a parser sees it.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from stat import S_ISREG

from bina_desktop.domain.errors import ImportRefusedError, disk_reason

MAX_FILE = 160 * 2**20
MAX_UNPACKED = 512 * 2**20
MAX_RATIO = 400
"""Largest unpacked ÷ packed of a part above one MiB; real sheets stay below 100."""
MAX_PARTS = 2_000
MAX_ROW = 200_000
MAX_COLUMN = 2_000
MAX_STRINGS_PART = 256 * 2**20

_FOLDERS = ("xl/", "docProps/", "_rels/", "customXml/", "docMetadata/")
_OTHER_KINDS = (
    (b"\x89PNG", "gambar PNG"),
    (b"\xff\xd8\xff", "gambar JPEG"),
    (b"%PDF", "dokumen PDF"),
    (b"{", "teks JSON"),
    (b"<", "berkas XML atau HTML"),
)
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Z]{1,4})(\d{1,9})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^<>]*?\br\s*=\s*["'](\d{1,9})["']""")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
"""UTF-16 and UTF-32, in which a scan for a DTD would be blind; Excel writes UTF-8."""
_CHUNK = 4 * 2**20
_OTHER_BOOKS = {
    "mimetype": "OpenDocument (.ods)",
    "xl/workbook.bin": "Excel biner (.xlsb)",
    "word/document.xml": "dokumen Word",
    "ppt/presentation.xml": "presentasi PowerPoint",
}


def check_size(path: Path) -> bytes:
    """Return the first bytes of a file of bearable size. Raises ImportRefusedError."""
    name = path.name
    try:
        facts = path.stat()
        if not S_ISREG(facts.st_mode):  # reading a pipe would never end
            raise ImportRefusedError(
                f"“{name}” bukan berkas, melainkan folder atau perangkat. Pilih sebuah berkas."
            )
        size = facts.st_size
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError as error:
        raise _unreadable(path, error) from error
    if size > MAX_FILE:
        raise ImportRefusedError(
            f"Berkas “{name}” terlalu besar ({size // 2**20} MB); batasnya {MAX_FILE // 2**20} MB."
        )
    return head


def read_bytes(path: Path) -> bytes:
    """Return a file of bearable size. Raises ImportRefusedError, also where it vanishes."""
    check_size(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> ImportRefusedError:
    return ImportRefusedError(f"Berkas “{path.name}” tidak dapat dibuka: {disk_reason(error)}.")


def check_package(path: Path) -> None:
    """Raise ImportRefusedError, with a sentence, unless `path` may be given to a parser."""
    name = path.name
    head = check_size(path)
    _check_kind(name, head)
    try:
        with zipfile.ZipFile(path) as package:
            _check_directory(name, package)
            _check_parts(name, package)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError) as error:
        raise ImportRefusedError(
            f"Berkas “{name}” terpotong atau rusak sehingga tidak dapat dibaca. "
            "Minta pengirim menyalin ulang berkasnya."
        ) from error


def _check_kind(name: str, head: bytes) -> None:
    if head.startswith(b"PK\x03\x04"):
        return
    if not head:
        raise ImportRefusedError(f"Berkas “{name}” kosong (0 byte).")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise ImportRefusedError(
            f"Berkas “{name}” dilindungi sandi atau berformat .xls lama. "
            "Buka di Excel, lalu simpan sebagai .xlsx tanpa sandi."
        )
    for magic, kind in _OTHER_KINDS:
        if head.startswith(magic):
            raise ImportRefusedError(
                f"Berkas “{name}” bukan buku kerja Excel: isinya {kind}, hanya namanya .xlsx. "
                "Pilih berkas hasil ekspor BINA Desktop."
            )
    raise ImportRefusedError(
        f"Berkas “{name}” bukan buku kerja Excel (.xlsx). Pilih berkas hasil ekspor BINA Desktop."
    )


def _check_directory(name: str, package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS or len(set(names)) != len(names):
        raise ImportRefusedError(f"Berkas “{name}” tidak tersusun seperti buku kerja Excel.")
    for inner, kind in _OTHER_BOOKS.items():
        if inner in names:
            raise ImportRefusedError(
                f"Berkas “{name}” berformat {kind}, hanya namanya .xlsx. Buka di Excel atau "
                "LibreOffice, lalu simpan sebagai .xlsx."
            )
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise ImportRefusedError(
            f"Isi berkas “{name}” terlalu besar setelah dibuka; berkas ini tidak dibaca."
        )
    for part in parts:
        _check_part_entry(name, part)


def _check_part_entry(name: str, part: zipfile.ZipInfo) -> None:
    inner = part.filename
    if part.flag_bits & 1:
        raise ImportRefusedError(f"Berkas “{name}” dilindungi sandi; simpan tanpa sandi dahulu.")
    if "vbaProject" in inner:
        raise ImportRefusedError(
            f"Berkas “{name}” memuat makro. Simpan sebagai .xlsx tanpa makro, lalu coba lagi."
        )
    if inner.startswith("xl/externalLinks/"):
        raise ImportRefusedError(
            f"Berkas “{name}” memuat tautan ke buku kerja lain. Putuskan tautannya, lalu simpan."
        )
    known = inner == "[Content_Types].xml" or inner.startswith(_FOLDERS)
    if not known or ".." in inner:
        raise ImportRefusedError(f"Berkas “{name}” memuat bagian yang tidak dikenal: {inner}.")
    packed = max(part.compress_size, 1)
    bomb = part.file_size > 2**20 and part.file_size / packed > MAX_RATIO
    if bomb or (inner == "xl/sharedStrings.xml" and part.file_size > MAX_STRINGS_PART):
        raise ImportRefusedError(
            f"Bagian {inner} pada berkas “{name}” mengembang tidak wajar saat dibuka; "
            "berkas ini tidak dibaca."
        )


def _check_parts(name: str, package: zipfile.ZipFile) -> None:
    for part in package.infolist():
        if not part.filename.endswith((".xml", ".rels", ".vml")):
            continue
        is_sheet = part.filename.startswith("xl/worksheets/")
        tail = b""
        with package.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                window = tail + chunk
                if not tail and window.startswith(_WIDE):
                    raise ImportRefusedError(
                        f"Bagian {part.filename} pada berkas “{name}” tidak ditulis dalam UTF-8; "
                        "berkas ini tidak dibaca."
                    )
                if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                    raise ImportRefusedError(
                        f"Bagian {part.filename} pada berkas “{name}” memuat deklarasi DTD, yang "
                        "tidak pernah ditulis Excel; berkas ini tidak dibaca."
                    )
                if is_sheet:
                    _check_extent(name, part.filename, window)
                tail = window[-256:]


def _check_extent(name: str, inner: str, window: bytes) -> None:
    row = max((int(n) for n in _ROW.findall(window)), default=0)
    column = 0
    for letters, number in set(_CELL.findall(window)):
        row = max(row, int(number))
        column = max(column, _column_number(letters))
    if row > MAX_ROW or column > MAX_COLUMN:
        raise ImportRefusedError(
            f"Lembar {inner} pada berkas “{name}” memuat sel jauh di luar batas "
            f"(baris {row}, kolom {column}). Hapus sel itu, lalu simpan ulang."
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
