"""A file that belongs to a sheet: the answer to an upload question, or evidence beside one.

The record travels and merges like an answer; the bytes stand once, by their SHA-256.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Final, NewType
from uuid import NAMESPACE_URL, uuid5

from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.penugasan import SptId

LampiranId = NewType("LampiranId", str)


class Untuk(StrEnum):
    """What an attached file is for."""

    JAWABAN = "jawaban"
    """The answer to an upload question, which holds `answer_name`."""
    BUKTI = "bukti"
    """Evidence of the team beside any question."""
    TINJAUAN = "tinjauan"
    """Evidence of a reviewer beside a question."""


@dataclass(frozen=True, slots=True)
class Lampiran:
    """One file at one place; only whether it was removed ever changes."""

    id: LampiranId
    spt_id: SptId
    lembar_id: LembarId
    ref: str
    """Path of the question."""
    untuk: Untuk
    nama: str
    """Name of the file, with the ending of its type."""
    sha256: str
    ukuran: int
    """Bytes."""
    jenis: str
    """Media type by content: `image/jpeg`."""

    @property
    def answer_name(self) -> str:
        """Name under which an upload question holds it.

        A part of the hash tells two files of one name apart, so that two laptops that attach
        different files to a question disagree instead of agreeing on a name.
        """
        stem, dot, ending = self.nama.rpartition(".")
        return f"{stem}_{self.sha256[:8]}{dot}{ending}"

    def is_held_by(self, answer: str) -> bool:
        """Tell whether this answer of an upload question names this file.

        By the part of the hash: two laptops may have given one file two names.
        """
        return answer.rpartition(".")[0].endswith(f"_{self.sha256[:8]}")


def lampiran_id_for(lembar_id: LembarId, ref: str, untuk: Untuk, sha256: str) -> LampiranId:
    """Return the one id that every laptop gives this file at this place."""
    return LampiranId(
        str(uuid5(NAMESPACE_URL, f"urn:bina:{lembar_id}{ref}/lampiran/{untuk}/{sha256}"))
    )


# --- what a file is, by its bytes --------------------------------------------------------------

_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/gif": ("gif",),
    "image/bmp": ("bmp",),
    "image/webp": ("webp",),
    "image/tiff": ("tif", "tiff"),
    "image/heic": ("heic", "heif"),
    "audio/mpeg": ("mp3",),
    "audio/wav": ("wav",),
    "audio/ogg": ("ogg", "oga", "opus"),
    "audio/flac": ("flac",),
    "audio/mp4": ("m4a",),
    "audio/amr": ("amr",),
    "video/mp4": ("mp4", "m4v", "mov"),
    "video/3gpp": ("3gp",),
    "video/webm": ("webm", "mkv"),
    "video/x-msvideo": ("avi",),
    "application/pdf": ("pdf",),
    _DOCX: ("docx",),
    _XLSX: ("xlsx",),
    _PPTX: ("pptx",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods",),
    "application/msword": ("doc", "xls", "ppt"),
    "application/rtf": ("rtf",),
    "application/zip": ("zip",),
    "text/plain": ("txt", "csv"),
}
"""Media types that may be attached, with the endings a name may have; the first is given."""

_STARTS: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    (b"%PDF-", "application/pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    (b"{\\rtf", "application/rtf"),
)
_RIFF: Final = {b"WAVE": "audio/wav", b"WEBP": "image/webp", b"AVI ": "video/x-msvideo"}
_PARTS: Final = (
    ("word/document.xml", _DOCX),
    ("xl/workbook.xml", _XLSX),
    ("ppt/presentation.xml", _PPTX),
)
_LONGEST_TYPE: Final = 200
_BROKEN: Final = (
    zipfile.BadZipFile,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
)
"""What the reader of packages says of broken ones."""
_HEIC: Final = (b"heic", b"heix", b"mif1", b"msf1", b"heif")
_NAME: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069\ud800-\udfff]+')
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\s*(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever their ending."""
_LONGEST_STEM: Final = 80
_MOST_BYTES: Final = 160
"""Of a name without its ending: disks count bytes, and a folder may add to it."""


def media_type(data: bytes) -> str:
    """Return the media type of a file by its bytes; '' for one that may not be attached."""
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF":
        return _RIFF.get(data[8:12], "")
    if data[4:8] == b"ftyp":
        return _of_brand(data[8:12])
    if data[:4] == b"PK\x03\x04":
        return _of_package(data)
    return "text/plain" if _is_text(data) else ""


def safe_name(nama: str, jenis: str) -> str:
    """Return a name without folders or marks that a disk refuses, ending as its type does.

    The ending comes from the content: a text called `x.bat` must not run when it is opened.
    """
    plain = _NAME.sub(" ", re.split(r"[/\\]", nama)[-1]).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    endings = ENDINGS.get(jenis, ("bin",))
    if dot and ending.lower() in endings:
        plain, ending = stem, ending.lower()
    else:
        ending = endings[0]
    if _DEVICE.match(plain):
        plain = f"_{plain}"
    cut = plain[:_LONGEST_STEM].encode()[:_MOST_BYTES].decode(errors="ignore")
    return f"{cut.strip(' .') or 'lampiran'}.{ending}"


def _of_brand(brand: bytes) -> str:
    if brand in _HEIC:
        return "image/heic"
    if brand[:3] == b"M4A":
        return "audio/mp4"
    return "video/3gpp" if brand[:2] == b"3g" else "video/mp4"


def _of_package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = set(package.namelist())
            if any("vbaProject" in name for name in names):
                return ""
            if "mimetype" in names and _is_plain(package.getinfo("mimetype")):
                kind = package.read("mimetype").decode("ascii", "replace").strip()
                return kind if kind in ENDINGS else "application/zip"
    except _BROKEN:
        return ""
    return next((kind for part, kind in _PARTS if part in names), "application/zip")


def _is_plain(part: zipfile.ZipInfo) -> bool:
    """Tell whether a part is short and not compressed, as OpenDocument asks of its media type."""
    return part.compress_type == zipfile.ZIP_STORED and part.file_size < _LONGEST_TYPE


def _is_text(data: bytes) -> bool:
    if not data or b"\0" in data or data.startswith(b"#!"):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
