"""The gate before any Excel parser: is this file a plain, harmless .xlsx of bearable size?

A file of 10 kB can abort a parser or fill the memory, so the package is judged by its directory
and by a streaming scan of its parts before a parser sees it.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from errno import EINVAL
from pathlib import Path
from stat import S_ISREG

from bina_desktop.domain.errors import ImportRefusedError, disk_reason
from bina_desktop.exchange.encryption import is_wrapped
from bina_desktop.exchange.sheet_xml import column_number

MAX_FILE = 160 * 2**20
MAX_UNPACKED = 512 * 2**20
MAX_RATIO = 400
"""Largest unpacked ÷ packed of a part above one MiB; real sheets stay below 100."""
MAX_PARTS = 2_000
MAX_ROW = 200_000
MAX_COLUMN = 2_000
MAX_STRINGS_PART = 256 * 2**20
MAX_STYLES = 65_536
"""Formats of cells; Excel itself stops at 65,490."""

_FOLDERS = ("xl/", "docProps/", "_rels/", "customXml/", "docMetadata/")
_OTHER_KINDS = (
    (b"\x89PNG", "gambar PNG"),
    (b"\xff\xd8\xff", "gambar JPEG"),
    (b"%PDF", "dokumen PDF"),
    (b"{", "teks JSON"),
    (b"<", "berkas XML atau HTML"),
)
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Za-z]{1,9})(\d{1,30})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^<>]*?\br\s*=\s*["'](\d{1,30})["']""")
_ROWS = re.compile(rb"<(?:\w+:)?row[\s/>]")
_STYLES = re.compile(rb"<(?:\w+:)?xf[\s/>]")
_MACRO_TYPES = (b"macroEnabled", b"vbaProject", b"ms-excel.macrosheet", b"intlmacrosheet")
_MACRO_PARTS = ("vbaproject", "xl/macrosheets/", "xl/dialogsheets/", "xl/activex/")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bmp", ".tif", ".tiff")
_DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    EOFError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What `zipfile` raises on damaged bytes; RuntimeError is also what it cannot unpack."""
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
"""UTF-16 and UTF-32, in which a scan for a DTD would be blind; Excel writes UTF-8."""
_CHUNK = 4 * 2**20
_OVERLAP = 256
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
    except _DAMAGED as error:
        raise _damaged(name) from error
    except OSError as error:  # a directory that points before the beginning of the file
        raise (_damaged(name) if error.errno == EINVAL else _unreadable(path, error)) from error


def _damaged(name: str) -> ImportRefusedError:
    return ImportRefusedError(
        f"Berkas “{name}” terpotong atau rusak sehingga tidak dapat dibaca. "
        "Minta pengirim menyalin ulang berkasnya."
    )


def _check_kind(name: str, head: bytes) -> None:
    if head.startswith(b"PK\x03\x04"):
        return
    if not head:
        raise ImportRefusedError(f"Berkas “{name}” kosong (0 byte).")
    if is_wrapped(head):  # even after it was unlocked
        raise ImportRefusedError(
            f"Berkas “{name}” berformat .xls lama. Buka di Excel, lalu simpan sebagai .xlsx."
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
    names = [part.filename.casefold() for part in parts]  # as Excel and parsers compare them
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
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        raise ImportRefusedError(
            f"Berkas “{name}” bukan buku kerja Excel: bagian pokoknya tidak ada. "
            "Pilih berkas hasil ekspor BINA Desktop."
        )


def _check_part_entry(name: str, part: zipfile.ZipInfo) -> None:
    inner = part.filename
    if part.flag_bits & 1:
        raise ImportRefusedError(f"Berkas “{name}” dilindungi sandi; simpan tanpa sandi dahulu.")
    if any(known in inner.casefold() for known in _MACRO_PARTS):
        raise _macros(name)
    if inner.casefold().startswith("xl/externallinks/"):
        raise ImportRefusedError(
            f"Berkas “{name}” memuat tautan ke buku kerja lain. Putuskan tautannya, lalu simpan."
        )
    known = inner == "[Content_Types].xml" or inner.startswith(_FOLDERS)
    if not known or ".." in inner or "\\" in inner:
        raise ImportRefusedError(
            f"Berkas “{name}” memuat bagian yang tidak dikenal: {inner[:80]}. Buka di Excel atau "
            "LibreOffice, lalu simpan ulang sebagai .xlsx."
        )
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ImportRefusedError(
            f"Berkas “{name}” dimampatkan dengan cara yang tidak dipakai Excel. Buka di Excel "
            "atau LibreOffice, lalu simpan ulang sebagai .xlsx."
        )
    packed = max(part.compress_size, 1)
    bomb = part.file_size > 2**20 and part.file_size / packed > MAX_RATIO
    if bomb or (inner == "xl/sharedStrings.xml" and part.file_size > MAX_STRINGS_PART):
        raise ImportRefusedError(
            f"Bagian {inner} pada berkas “{name}” mengembang tidak wajar saat dibuka; "
            "berkas ini tidak dibaca."
        )


def _macros(name: str) -> ImportRefusedError:
    return ImportRefusedError(
        f"Berkas “{name}” memuat makro. Simpan sebagai .xlsx tanpa makro, lalu coba lagi."
    )


def _check_parts(name: str, package: zipfile.ZipFile) -> None:
    for part in package.infolist():
        inner = part.filename
        with package.open(part) as stream:
            if inner.casefold().endswith(_PICTURES):
                while stream.read(_CHUNK):  # to the end, where its checksum is compared
                    pass
                continue
            scan = _PartScan(name, inner)
            tail = b""
            while chunk := stream.read(_CHUNK):
                scan.look_at(tail + chunk, fresh=chunk, first=not tail)
                tail = chunk[-_OVERLAP:]


class _PartScan:
    """Judges one part as it streams by."""

    def __init__(self, name: str, inner: str) -> None:
        self._name = name
        self._inner = inner
        self._rows = 0
        self._styles = 0

    def look_at(self, window: bytes, *, fresh: bytes, first: bool) -> None:
        """Judge the next bytes, and a few from before them."""
        if first and window.startswith(_WIDE):
            raise ImportRefusedError(
                f"Bagian {self._inner} pada berkas “{self._name}” tidak ditulis dalam UTF-8; "
                "berkas ini tidak dibaca."
            )
        if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
            raise ImportRefusedError(
                f"Bagian {self._inner} pada berkas “{self._name}” memuat deklarasi DTD, yang "
                "tidak pernah ditulis Excel; berkas ini tidak dibaca."
            )
        if self._inner == "[Content_Types].xml" and any(kind in window for kind in _MACRO_TYPES):
            raise _macros(self._name)
        if self._inner == "xl/styles.xml":
            self._count_styles(fresh)
        elif self._inner != "xl/sharedStrings.xml":
            self._check_extent(window, fresh)

    def _count_styles(self, fresh: bytes) -> None:
        self._styles += len(_STYLES.findall(fresh))
        if self._styles > MAX_STYLES:
            raise ImportRefusedError(
                f"Berkas “{self._name}” memuat lebih dari {MAX_STYLES} format sel; berkas ini "
                "tidak dibaca. Salin isinya ke berkas hasil ekspor yang baru."
            )

    def _check_extent(self, window: bytes, fresh: bytes) -> None:
        self._rows += len(_ROWS.findall(fresh))
        cells = set(_CELL.findall(window))
        # Thousands of cells stand in a few rows and columns.
        rows = {number for _, number in cells}.union(_ROW.findall(window))
        row = max(map(int, rows), default=0)
        columns = {letters for letters, _ in cells}
        column = max((column_number(one.decode().upper()) for one in columns), default=0)
        if row > MAX_ROW or column > MAX_COLUMN:
            raise ImportRefusedError(
                f"Lembar {self._inner} pada berkas “{self._name}” memuat sel jauh di luar batas "
                f"(baris {row}, kolom {column}). Hapus sel itu, lalu simpan ulang."
            )
        if self._rows > MAX_ROW:
            raise ImportRefusedError(
                f"Lembar {self._inner} pada berkas “{self._name}” memuat lebih dari {MAX_ROW} "
                "baris. Hapus baris kosong di bawah isian, lalu simpan ulang."
            )
