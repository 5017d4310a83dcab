"""Where and why calamine refuses a sheet: it says no cell, and a person needs one to mend."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Final
from xml.parsers.expat import ExpatError

from bina_desktop.exchange.sheet_xml import ADDRESS, CHUNK, XmlCell, sheet_parts, walk

_TYPES: Final = frozenset({"", "n", "s", "str", "inlineStr", "b", "e", "d"})
_ERRORS: Final = frozenset(
    {"", "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#DATA!"}
)
_BOOLEANS: Final = frozenset({"0", "1", "true", "false"})
_FAR: Final = 1e15
_STRING: Final = re.compile(rb"<(?:\w+:)?si[\s>/]")


def fault_of(path: Path) -> str:
    """Return where and why a sheet cannot be read, as a sentence; '' where nothing is found."""
    with zipfile.ZipFile(path) as package:
        strings = _count_strings(package)
        for name, part in sheet_parts(package).items():
            if part not in package.namelist():
                return f"Isi lembar “{name}” tidak ada dalam berkas."
            last = ""
            try:
                for cell in walk(package, part):
                    reason = _cell_fault(cell, strings)
                    if reason:
                        return f"Lembar “{name}”, sel {cell.address[:20]}: {reason}"
                    last = cell.address
            except ExpatError:
                where = f"sesudah sel {last[:20]}" if last else "dari awalnya"
                return f"Lembar “{name}” rusak {where}."
    return ""


def _cell_fault(cell: XmlCell, strings: int) -> str:
    value = cell.value.strip()
    if ADDRESS.fullmatch(cell.address) is None:
        return "alamat sel ini tidak sah. Simpan ulang berkas dari Excel atau LibreOffice."
    if cell.kind not in _TYPES:
        return "jenis sel ini tidak dikenal. Simpan ulang berkas dari Excel atau LibreOffice."
    if cell.kind == "e" and value not in _ERRORS:
        return f"sel ini menampilkan kesalahan {value[:20]}. Isi dengan nilai, atau kosongkan."
    if cell.kind == "b" and value not in _BOOLEANS:
        return "sel ini bukan BENAR atau SALAH. Ketik ulang isinya."
    if cell.kind == "s" and value and not (value.isascii() and value.isdigit()):
        return "teks sel ini hilang. Ketik ulang isinya."
    if cell.kind == "s" and value and int(value) >= strings:
        return "teks sel ini hilang. Ketik ulang isinya."
    return _number_fault(value) if cell.kind in {"", "n"} else ""


def _number_fault(value: str) -> str:
    try:
        float(value or "0")
    except ValueError:
        return ""  # read as text
    far = value and abs(float(value)) > _FAR
    return "angka ini tidak mungkin sebuah tanggal. Ketik ulang isinya." if far else ""


def _count_strings(package: zipfile.ZipFile) -> int:
    count, tail = 0, b""
    if "xl/sharedStrings.xml" not in package.namelist():
        return 0
    with package.open("xl/sharedStrings.xml") as stream:
        while chunk := stream.read(CHUNK):
            cut = chunk.rfind(b"<")
            window = tail + chunk[:cut] if cut >= 0 else tail + chunk
            count += len(_STRING.findall(window))
            tail = chunk[cut:] if cut >= 0 else b""
    return count + len(_STRING.findall(tail))
