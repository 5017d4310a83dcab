"""Reads a workbook that came in: checks it, then says what it holds; stores nothing."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import JenisPaket, Rejection, WorkbookReading
from bina_desktop.domain.errors import ImportRefusedError
from bina_desktop.domain.journal import Change, clock_at
from bina_desktop.exchange.edits import edits_of, state_of
from bina_desktop.exchange.manifest import (
    JOURNAL,
    LISTS,
    MANIFEST,
    MARK,
    SheetSpec,
    read_journal,
    read_manifest,
    sheet_specs,
)
from bina_desktop.exchange.parsing import RawSheet, parse_workbook
from bina_desktop.exchange.seal import check_seal, sealed_bytes


def read_workbook(path: Path, *, progress: Progress) -> WorkbookReading:
    """Read one file. Raises ImportRefusedError when it is no workbook of ours."""
    sheets = parse_workbook(path, progress=progress)
    progress.report(1, 3, path.name)
    manifest = read_manifest(path.name, _machine_sheet(path.name, sheets, MANIFEST).rows)
    changes, rejected = read_journal(_machine_sheet(path.name, sheets, JOURNAL).rows)
    progress.report(2, 3, path.name)
    made = datetime.fromisoformat(manifest["dibuat_pada"])
    edits, refused = _edits(sheets, manifest, changes, exported_at=clock_at(made))
    public_key = bytes.fromhex(manifest["kunci"])
    return WorkbookReading(
        nama_berkas=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        jenis=JenisPaket(manifest["jenis"]),
        export_id=manifest["export_id"],
        dibuat_pada=made,
        device=manifest["perangkat"],
        public_key=public_key,
        pembuat=manifest["pembuat"],
        keterangan=manifest["keterangan"],
        seal=check_seal(
            sealed_bytes(manifest, changes),
            public_key=public_key,
            seal=manifest.get("segel", ""),
        ),
        changes=tuple(changes),
        edits=tuple(edits),
        rejections=(*rejected, *refused),
    )


def _machine_sheet(name: str, sheets: list[RawSheet], wanted: str) -> RawSheet:
    found = [sheet for sheet in sheets if sheet.name == wanted]
    if len(found) != 1:
        raise ImportRefusedError(
            f"Berkas “{name}” bukan ekspor BINA Desktop: lembar {wanted} tidak ada. "
            "Pilih berkas Paket Tugas atau Hasil Lapangan."
        )
    return found[0]


def _edits(
    sheets: list[RawSheet],
    manifest: dict[str, object],
    changes: list[Change],
    *,
    exported_at: int,
) -> tuple[list[Change], list[Rejection]]:
    specs = sheet_specs(manifest)
    state = state_of(changes)
    edits: list[Change] = []
    rejected: list[Rejection] = []
    seen: set[str] = set()
    for sheet in sheets:
        spec, mark = _spec_of(sheet, specs)
        if spec is None:
            continue
        if mark in seen:
            rejected.append(
                Rejection(sheet.name, "A1", "Salinan dari lembar lain; lembar ini tidak dibaca.")
            )
            continue
        seen.add(mark)
        found, refused = edits_of(
            sheet,
            spec,
            state,
            export_id=str(manifest["export_id"]),
            exported_at=exported_at,
        )
        edits += found
        rejected += refused
    return edits, rejected


def _spec_of(sheet: RawSheet, specs: dict[str, SheetSpec]) -> tuple[SheetSpec | None, str]:
    if sheet.name in {MANIFEST, JOURNAL, LISTS} or not sheet.rows or not sheet.rows[0]:
        return None, ""
    mark = sheet.rows[0][0]
    if not isinstance(mark, str) or not mark.startswith(MARK):
        return None, ""
    return specs.get(mark), mark
