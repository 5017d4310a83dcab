"""Reads a workbook that came in: checks it, then says what it holds; stores nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bina_desktop.application.workbook import JenisPaket, Rejection, WorkbookReading
from bina_desktop.domain.bundle import Bundle
from bina_desktop.domain.errors import ImportRefusedError
from bina_desktop.domain.journal import Change, clock_at
from bina_desktop.domain.soundness import vouched
from bina_desktop.exchange.attachments import ATTACHMENTS, read_attachments
from bina_desktop.exchange.edits import Origin, edits_of
from bina_desktop.exchange.guide import filler_of
from bina_desktop.exchange.journal_sheet import JOURNAL, read_journal
from bina_desktop.exchange.manifest import (
    FORMAT,
    LISTS,
    LOCKED,
    MANIFEST,
    MARK,
    SheetSpec,
    read_manifest,
    sheet_specs,
)
from bina_desktop.exchange.package import read_bytes
from bina_desktop.exchange.parsing import RawSheet
from bina_desktop.exchange.seal import check_seal, sealed_bytes
from bina_desktop.exchange.state import state_of
from bina_desktop.exchange.wire import Answer


def reading_of(
    path: Path, sheets: list[RawSheet], folder: Path, *, sha256: str, locked: bool
) -> Answer:
    """Return what the sheets of a file say. Raises ImportRefusedError for no workbook of ours.

    Runs in the parsing child; `folder` holds the attached files that it extracted;
    `locked` tells that the file was under a password.
    """
    manifest = read_manifest(path.name, _machine_sheet(path.name, sheets, MANIFEST).rows)
    packed = manifest["format"] == FORMAT
    journal = read_journal(_machine_sheet(path.name, sheets, JOURNAL).rows, packed=packed)
    changes = vouched(journal.bundles)
    made = datetime.fromisoformat(manifest["dibuat_pada"])
    rejected = journal.rejections
    arrived = len(changes) if changes.sound else len({change.id for change in changes})
    missing = _missing(manifest["perubahan"], arrived + (0 if packed else len(rejected)))
    origin = Origin(
        manifest["export_id"],
        clock_at(made),
        damaged=bool(missing) or bool(rejected),
        filler=filler_of(sheets),
    )
    listed = manifest.get("lampiran", {})
    attached = next((sheet.rows for sheet in sheets if sheet.name == ATTACHMENTS), [])
    lampiran, broken = read_attachments(listed, attached, folder)
    edits, refused = _edits(sheets, manifest, journal.bundles, origin)
    public_key = bytes.fromhex(manifest["kunci"])
    reading = WorkbookReading(
        nama_berkas=path.name,
        sha256=sha256,
        jenis=JenisPaket(manifest["jenis"]),
        export_id=manifest["export_id"],
        dibuat_pada=made,
        device=manifest["perangkat"],
        public_key=public_key,
        pembuat=manifest["pembuat"],
        keterangan=manifest["keterangan"],
        seal=check_seal(
            sealed_bytes(manifest, journal.sha256),
            device=manifest["perangkat"],
            public_key=public_key,
            seal=manifest.get("segel", ""),
        ),
        changes=changes,
        edits=tuple(edits),
        rejections=(*missing, *rejected, *refused, *broken),
        lost_password=bool(manifest.get(LOCKED)) and not locked,
    )
    return Answer(reading, tuple(lampiran.items()))


def file_hash(path: Path) -> str:
    """Return the hex SHA-256 of a file of bearable size. Raises ImportRefusedError."""
    return hashlib.sha256(read_bytes(path)).hexdigest()


def _machine_sheet(name: str, sheets: list[RawSheet], wanted: str) -> RawSheet:
    found = [sheet for sheet in sheets if sheet.name == wanted]
    if len(found) != 1:
        fault = "ada lebih dari satu" if found else "tidak ada"
        raise ImportRefusedError(
            f"Berkas “{name}” bukan ekspor BINA Desktop: lembar {wanted} {fault}. "
            "Pilih berkas Paket Tugas atau Hasil Lapangan."
        )
    return found[0]


def _missing(exported: int, arrived: int) -> list[Rejection]:
    """Say how many changes were taken out of the journal on the way."""
    if arrived >= exported:
        return []
    reason = (
        f"Lembar ini kehilangan {exported - arrived} dari {exported} catatan perubahan. "
        "Minta pengirim mengekspor ulang."
    )
    return [Rejection(JOURNAL, "A1", reason)]


def _edits(
    sheets: list[RawSheet], manifest: dict[str, Any], bundles: Sequence[Bundle], origin: Origin
) -> tuple[list[Change], list[Rejection]]:
    specs = sheet_specs(manifest)
    state = state_of(bundles)
    edits: list[Change] = []
    rejected: list[Rejection] = []
    seen: set[str] = set()
    for sheet in sheets:
        mark = _mark_of(sheet)
        if not mark:
            continue
        fault = "" if mark in specs else "Pengenal lembar ini diubah; lembar ini tidak dibaca."
        if mark in seen:
            fault = "Salinan dari lembar lain; lembar ini tidak dibaca."
        if fault:
            rejected.append(Rejection(sheet.name, "A1", fault))
            continue
        seen.add(mark)
        found = edits_of(sheet, specs[mark], state, origin)
        edits += found.changes
        rejected += found.rejected
    rejected += _lost_sheets(specs, seen)
    return edits, rejected


def _lost_sheets(specs: dict[str, SheetSpec], seen: set[str]) -> list[Rejection]:
    """Say which sheets that people may edit cannot be found by their hidden mark."""
    reason = (
        "Lembar ini tidak ditemukan (dihapus, atau sel tersembunyi A1 diubah), jadi suntingan di "
        "dalamnya tidak dibaca. Data yang diekspor tetap utuh."
    )
    return [
        Rejection(spec.title, "A1", reason)
        for mark, spec in specs.items()
        if mark not in seen and not all(column.readonly for column in spec.columns)
    ]


def _mark_of(sheet: RawSheet) -> str:
    if (
        sheet.name in {MANIFEST, JOURNAL, LISTS, ATTACHMENTS}
        or not sheet.rows
        or not sheet.rows[0]
    ):
        return ""
    mark = sheet.rows[0][0]
    return mark if isinstance(mark, str) and mark.startswith(MARK) else ""
