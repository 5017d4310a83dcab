"""Signatures, seals and packs, verified without a database; typed check codes with one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from bina_desktop.application.paket_diterima import MOST_BYTES, is_paket, judge_paket
from bina_desktop.application.signature import SignatureCheck, Signer
from bina_desktop.application.uraian import format_perangkat
from bina_desktop.application.verifikasi import VerifikasiService
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
    codes: Sequence[str] = (),
    verifier: VerifikasiService | None = None,
    as_json: bool = False,
) -> int:
    """Tell whether signatures, seals and typed check codes hold; one that is none of these never
    stops the others. `verifier` looks codes up in an open database.
    """
    status = OK
    told: list[dict[str, Any]] = []
    asked: list[tuple[str, str, Callable[[], _Verdict]]] = [
        ("file", str(path), partial(_verify, signer, workbooks, path, password)) for path in files
    ]
    if verifier is not None:
        asked += [("code", kode, partial(_verify_code, verifier, kode)) for kode in codes]
    for what, name, judge in asked:
        try:
            verdict = judge()
        except BinaError as error:
            verdict = _Verdict(False, (), {"error": error.sentence})
            if not as_json:
                print(f"{name}: {error.sentence}", file=sys.stderr)
            status = REFUSED
        else:
            status = max(status, OK if verdict.sound else FAULTS)
        told.append({what: name, "sound": verdict.sound, **verdict.facts})
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
        if head.startswith(b"PK") and path.stat().st_size <= MOST_BYTES:
            data = path.read_bytes()
            if is_paket(data):
                return _verify_paket(signer, workbooks, path, data)
        elif b"%PDF-" in head:
            return _verify_pdf(signer, path, path.read_bytes())
    except OSError as error:
        raise BinaError(f"Berkas ini tidak dapat dibuka: {disk_reason(error)}.") from error
    if path.suffix.lower() in {".xlsx", ".xlsm"} or head.startswith(b"PK"):
        return _verify_workbook(workbooks, path, password)
    raise BinaError(
        "Berkas ini bukan PDF dan bukan buku kerja Excel, jadi tidak bertanda tangan dan tidak "
        "bersegel. Pilih PDF laporan, buku kerja hasil ekspor, atau paket pengiriman."
    )


def _verify_pdf(signer: Signer, path: Path, pdf: bytes) -> _Verdict:
    verdict = signer.verify(pdf)
    lines = [f"{path}: {verdict.explanation}", *map(_line, verdict.signatures)]
    facts = {
        "kind": "pdf",
        "explanation": verdict.explanation,
        "signatures": [_facts(one) for one in verdict.signatures],
    }
    return _Verdict(verdict.ok, tuple(lines), facts)


def _verify_paket(signer: Signer, workbooks: Workbooks, path: Path, data: bytes) -> _Verdict:
    verdict = judge_paket(data, signer=signer, workbooks=workbooks)
    lines = [
        f"{path}: {verdict.putusan}",
        *(f"  {words}" for words in verdict.keterangan),
        *map(_line, verdict.signatures),
    ]
    facts = {
        "kind": "paket",
        "explanation": verdict.putusan,
        "details": list(verdict.keterangan),
        "report": dict(verdict.laporan),
        "files": list(verdict.files),
        "faults": list(verdict.faults),
        "signatures": [_facts(one) for one in verdict.signatures],
    }
    return _Verdict(verdict.ok, tuple(lines), facts)


def _line(one: SignatureCheck) -> str:
    when = format_waktu(one.signed_at) if one.signed_at else "waktu tidak ada"
    return f"  {one.field}: {one.signer}, {when}. {one.explanation}"


def _facts(one: SignatureCheck) -> dict[str, Any]:
    return {
        "field": one.field,
        "signer": one.signer,
        "nip": one.nip,
        "signed_at": one.signed_at.isoformat() if one.signed_at else None,
        "trusted": one.trusted,
        "explanation": one.explanation,
    }


def _verify_code(verifier: VerifikasiService, kode: str) -> _Verdict:
    verdict = verifier.by_code(kode)
    lines = (verdict.putusan, *(f"  {words}" for words in verdict.keterangan))
    facts = {
        "kind": "code",
        "explanation": verdict.putusan,
        "details": list(verdict.keterangan),
    }
    return _Verdict(verdict.ok, lines, facts)


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
