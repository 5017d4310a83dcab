"""A transmittal pack as somebody received it: does all of it hold, file by file."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from bina_desktop.application.signature import (
    ExpectedSigner,
    PdfVerification,
    SignatureCheck,
    Signer,
)
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import Seal, Workbooks
from bina_desktop.domain.arsip import CaraTandaTangan
from bina_desktop.domain.errors import BinaError, ImportRefusedError
from bina_desktop.domain.journal import broken_links

MANIFEST: Final = "manifes.json"
FORMAT: Final = "bina-paket-pengiriman/1"
LAPORAN: Final = "laporan.pdf"
PENGANTAR: Final = "surat-pengantar.pdf"
SCAN: Final = "laporan-bertanda-tangan-basah"
"""Name of the scan without its ending."""
_SCANS: Final = frozenset(f"{SCAN}.{ending}" for ending in ("pdf", "jpg", "jpeg", "png"))
_WORKBOOK: Final = ".xlsx"
MOST_BYTES: Final = 256 * 1_048_576
_MOST_FILES: Final = 50
_NOT_IN_NAMES: Final = frozenset("/\\:\0")
_WAYS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How the files of a pack may be packed; others are never needed, and unpack without bounds."""
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
    OverflowError,
    struct.error,
)
"""What reading a broken zip or manifest raises; RuntimeError is also that a zip is too new, or a
manifest too deep."""
_BROKEN: Final = (
    "Paket ini rusak atau bukan paket pengiriman laporan. Minta pengirim mengirim ulang."
)


@dataclass(frozen=True, slots=True)
class CheckedPaket:
    """A pack beside its manifest."""

    laporan: Mapping[str, Any]
    """What the manifest says of the Laporan: number, day, kab/kota, triwulan, way of signing."""
    files: Mapping[str, bytes]
    """Those that are as the manifest says."""
    faults: tuple[str, ...]
    """Sentences about all others."""


@dataclass(frozen=True, slots=True)
class PaketDiterima:
    """The verdict on a pack: `ok` only if manifest, signature or scan, and workbook hold."""

    ok: bool
    putusan: str
    keterangan: tuple[str, ...]
    laporan: Mapping[str, Any]
    files: tuple[str, ...]
    faults: tuple[str, ...]
    pdf: bytes = b""
    """The Laporan; empty where it is not sound."""
    signatures: tuple[SignatureCheck, ...] = ()
    kode: str = ""
    """Check code that the Laporan says it bears."""


def is_paket(data: bytes) -> bool:
    """Tell whether a zip is a transmittal pack."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return MANIFEST in package.namelist()
    except _DAMAGED:
        return False


def check_paket(data: bytes) -> CheckedPaket:
    """Hold the files of a pack against its manifest.

    Raises ImportRefusedError for one that cannot be read at all.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if len(entries) > _MOST_FILES or sum(e.file_size for e in entries) > MOST_BYTES:
                raise ImportRefusedError("Paket ini terlalu besar untuk paket pengiriman laporan.")
            _refuse_paths(entries)
            if any(entry.compress_type not in _WAYS for entry in entries):
                raise ImportRefusedError(_BROKEN)
            files = {entry.filename: package.read(entry) for entry in entries}
            if len(files) < len(entries):
                raise ImportRefusedError("Dalam paket ini ada dua berkas dengan nama yang sama.")
        manifest: Any = json.loads(files.pop(MANIFEST))
        listed = {str(name): str(sha256) for name, sha256 in manifest["berkas"].items()}
        if manifest["format"] != FORMAT:
            raise ImportRefusedError("Paket ini dibuat oleh versi program yang lebih baru.")
        laporan: Any = manifest["laporan"]
        if not isinstance(laporan, dict):
            raise ImportRefusedError(_BROKEN)
    except _DAMAGED as error:
        raise ImportRefusedError(_BROKEN) from error
    faults = [
        f"“{name}” ada di manifes, tetapi tidak di paket." for name in listed if name not in files
    ]
    sound: dict[str, bytes] = {}
    for name, content in files.items():
        if name not in listed:
            faults.append(f"“{name}” tidak disebut dalam manifes.")
        elif hashlib.sha256(content).hexdigest() != listed[name]:
            faults.append(f"“{name}” berubah sesudah paket dibuat.")
        else:
            sound[name] = content
    return CheckedPaket(cast("Mapping[str, Any]", laporan), sound, tuple(faults))


def _refuse_paths(entries: Iterable[zipfile.ZipInfo]) -> None:
    """Refuse entries that name a place: no pack of ours does, and it may lie outside any folder.

    `orig_filename` is what the zip says; `filename` ends at a NUL.
    """
    for entry in entries:
        for name in (entry.filename, entry.orig_filename):
            if not name or ".." in name or any(sign in _NOT_IN_NAMES for sign in name):
                raise ImportRefusedError(
                    "Nama salah satu berkas dalam paket ini menunjuk tempat lain di komputer, "
                    "jadi paket ini tidak dibuka. Minta pengirim mengirim ulang paket aslinya."
                )


def _nobody(_pdf: bytes) -> Sequence[ExpectedSigner] | None:
    return None


def judge_paket(
    data: bytes,
    *,
    signer: Signer,
    workbooks: Workbooks,
    expected_of: Callable[[bytes], Sequence[ExpectedSigner] | None] = _nobody,
) -> PaketDiterima:
    """Judge a pack by its manifest, the signatures or the scan of its Laporan, and its workbooks.

    `expected_of` says who must have signed a Laporan; None asks the document's own fields.
    Raises ImportRefusedError for one that cannot be read at all.
    """
    paket = check_paket(data)
    faults, told = [*paket.faults, *_strangers(paket.files)], [_called(paket.laporan)]
    pdf = paket.files.get(LAPORAN, b"")
    found = signer.verify(pdf, expected=expected_of(pdf)) if pdf else None
    if found is not None:
        _judge_laporan(paket, found, signer, faults, told)
    elif not any(LAPORAN in fault for fault in faults):
        faults.append(f"Paket ini tidak memuat {LAPORAN}.")
    for name, content in paket.files.items():
        if _is_workbook(name):
            fault = _fault_of_workbook(name, content, workbooks)
            (faults if fault else told).append(fault or f"{name}: segel sah, catatannya utuh.")
    if faults:
        more = f" Ada {len(faults) - 1} hal lain." if len(faults) > 1 else ""
        words = f"Paket ini tidak utuh: {faults[0]}{more}"
        told = [*faults[1:], *told]
    else:
        words = f"Paket ini utuh: {len(paket.files)} berkas sama dengan manifesnya."
    return PaketDiterima(
        not faults,
        words,
        tuple(told),
        paket.laporan,
        tuple(sorted(paket.files)),
        tuple(faults),
        pdf,
        found.signatures if found else (),
        found.kode if found else "",
    )


def _strangers(files: Iterable[str]) -> list[str]:
    """Return a fault for each file that no pack of ours holds: anybody can write a manifest."""
    names = sorted(files)
    faults = [
        f"“{name}” bukan bagian dari paket pengiriman laporan. Jangan dibuka; tanyakan kepada "
        "pengirimnya."
        for name in names
        if name not in (LAPORAN, PENGANTAR) and name not in _SCANS and not _is_workbook(name)
    ]
    if len(_SCANS.intersection(names)) > 1:
        faults.append("Paket ini memuat lebih dari satu pindaian; seharusnya hanya satu.")
    return faults


def _is_workbook(name: str) -> bool:
    return name.endswith(_WORKBOOK)


def _judge_laporan(
    paket: CheckedPaket,
    found: PdfVerification,
    signer: Signer,
    faults: list[str],
    told: list[str],
) -> None:
    if found.signatures or paket.laporan.get("cara_tanda_tangan") != CaraTandaTangan.BASAH:
        (told if found.ok else faults).append(f"{LAPORAN}: {found.explanation}")
        return
    scan = next((data for name, data in paket.files.items() if name in _SCANS), None)
    if scan is None:
        faults.append(
            "Laporan ini ditandatangani dengan tinta, tetapi pindaiannya tidak ada di paket."
        )
        return
    codes = signer.check_codes(scan)
    own = found.kode or next(iter(signer.check_codes(paket.files[LAPORAN])), "")
    if codes and own and own not in codes:
        faults.append(
            f"Kode cek pada pindaian ({codes[0]}) bukan milik laporan dalam paket ini ({own})."
        )
    elif codes and own:
        told.append(f"Tanda tangan basah: kode cek pada pindaian sama dengan laporan ({own}).")
    else:
        faults.append(
            "Tanda tangan basah belum dapat dipastikan: kode cek tidak terbaca. Bandingkan "
            "pindaian dan laporan."
        )


def _fault_of_workbook(name: str, data: bytes, workbooks: Workbooks) -> str:
    try:
        with workbooks.laid_down(name, data) as path:
            reading = workbooks.read(path, progress=Progress())
    except BinaError as error:
        return f"{name}: {error.sentence}"
    if reading.seal is not Seal.VALID or broken_links(reading.changes):
        return f"{name}: segelnya tidak sah atau catatannya terputus."
    return ""


def _called(laporan: Mapping[str, Any]) -> str:
    number = f" Nomor {laporan['nomor']}" if laporan.get("nomor") else ""
    where = f" {laporan['wilayah']}" if laporan.get("wilayah") else ""
    when = f", {laporan['triwulan']}" if laporan.get("triwulan") else ""
    return f"Menurut manifesnya: Laporan Hasil Penilaian{where}{when}{number}."
