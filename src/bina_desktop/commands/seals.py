"""Signatures and seals, verified without a database."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bina_desktop.application.signature import Signer
from bina_desktop.application.uraian import format_perangkat
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import Seal, Workbooks
from bina_desktop.commands.status import FAULTS, OK, REFUSED, tell_json
from bina_desktop.domain.bahasa import format_waktu
from bina_desktop.domain.errors import BinaError, disk_reason
from bina_desktop.domain.journal import broken_links

_SEALS: Final = {
    Seal.VALID: "segel sah; catatan perubahan utuh sejak diekspor",
    Seal.BROKEN: "SEGEL RUSAK: catatan perubahan berubah sesudah diekspor",
    Seal.MISSING: "SEGEL TIDAK ADA",
    Seal.FOREIGN: "SEGEL LAPTOP LAIN: kuncinya bukan milik laptop yang disebut",
}


@dataclass(frozen=True, slots=True)
class _Verdict:
    sound: bool
    lines: tuple[str, ...]
    facts: dict[str, Any]


def verify_files(
    signer: Signer,
    workbooks: Workbooks,
    files: Sequence[Path],
    *,
    password: str,
    as_json: bool = False,
) -> int:
    """Tell whether signatures and seals hold; a file that is neither never stops the others."""
    status = OK
    told: list[dict[str, Any]] = []
    for path in files:
        try:
            verdict = _verify(signer, workbooks, path, password)
        except BinaError as error:
            verdict = _Verdict(False, (), {"error": error.sentence})
            if not as_json:
                print(f"{path}: {error.sentence}", file=sys.stderr)
            status = REFUSED
        else:
            status = max(status, OK if verdict.sound else FAULTS)
        told.append({"file": str(path), "sound": verdict.sound, **verdict.facts})
        if not as_json:
            for line in verdict.lines:
                print(line)
    if as_json:
        tell_json(told)
    return status


def _verify(signer: Signer, workbooks: Workbooks, path: Path, password: str) -> _Verdict:
    """Judge by what the file holds, not by its name."""
    try:
        with path.open("rb") as stream:
            head = stream.read(1024)
        if b"%PDF-" in head:
            return _verify_pdf(signer, path, path.read_bytes())
    except OSError as error:
        raise BinaError(f"Berkas ini tidak dapat dibuka: {disk_reason(error)}.") from error
    if path.suffix.lower() in {".xlsx", ".xlsm"} or head.startswith(b"PK"):
        return _verify_workbook(workbooks, path, password)
    raise BinaError(
        "Berkas ini bukan PDF dan bukan buku kerja Excel, jadi tidak bertanda tangan dan tidak "
        "bersegel. Pilih PDF laporan atau buku kerja hasil ekspor."
    )


def _verify_pdf(signer: Signer, path: Path, pdf: bytes) -> _Verdict:
    verdict = signer.verify(pdf)
    lines = [f"{path}: {verdict.explanation}"]
    signatures: list[dict[str, Any]] = []
    for one in verdict.signatures:
        when = format_waktu(one.signed_at) if one.signed_at else "waktu tidak ada"
        lines.append(f"  {one.field}: {one.signer}, {when}. {one.explanation}")
        signatures.append(
            {
                "field": one.field,
                "signer": one.signer,
                "signed_at": one.signed_at.isoformat() if one.signed_at else None,
                "explanation": one.explanation,
            }
        )
    facts = {"kind": "pdf", "explanation": verdict.explanation, "signatures": signatures}
    return _Verdict(verdict.ok, tuple(lines), facts)


def _verify_workbook(workbooks: Workbooks, path: Path, password: str) -> _Verdict:
    reading = workbooks.read(path, progress=Progress(), password=password)
    broken = broken_links(reading.changes)
    chain = "rantai perubahan utuh" if not broken else f"RANTAI PUTUS pada {len(broken)} perubahan"
    origin = (
        f"  Dari laptop {format_perangkat(reading.device)} ({reading.pembuat}), "
        f"{format_waktu(reading.dibuat_pada)}: {len(reading.changes)} catatan perubahan "
        f"({chain}), {len(reading.edits)} sel diubah di Excel, "
        f"{len(reading.rejections)} ditolak."
    )
    told = [f"  {one.sheet}!{one.cell}: {one.reason}" for one in reading.rejections]
    lines = (f"{path}: {_SEALS[reading.seal]}.", origin, *told)
    facts = {
        "kind": "workbook",
        "seal": reading.seal.value,
        "device": format_perangkat(reading.device),
        "made_by": reading.pembuat,
        "made_at": reading.dibuat_pada.isoformat(),
        "changes": len(reading.changes),
        "broken_links": [change.id for change in broken],
        "edited_cells": len(reading.edits),
        "rejections": [
            {"sheet": one.sheet, "cell": one.cell, "reason": one.reason}
            for one in reading.rejections
        ],
    }
    sound = reading.seal is Seal.VALID and not reading.rejections and not broken
    return _Verdict(sound, lines, facts)
