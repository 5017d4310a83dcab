"""Workbooks for tests: what goes in, how a person edits it, what is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import (
    CellKind,
    Column,
    JenisPaket,
    VisibleSheet,
    WorkbookContent,
    WorkbookReading,
)
from bina_desktop.domain.journal import Change, fingerprint, json_text, sealed
from bina_desktop.exchange.workbook import XlsxWorkbooks

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
WHEN = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
NIP = "196909051994031011"
LEMBAR = "lembar_penilaian"
LAPTOP = fingerprint(KEY.public_key().public_bytes_raw())
ANSWERS = {
    "/data/nama": "Siti Aminah, S.Sos",
    "/data/nip": NIP,
    "/data/a1": "5",
    "/data/capaian": "104.8",
    "/data/tanggal": "2026-11-23",
    "/data/pelatihan": "siak arsip",
    "/data/catatan": "=HYPERLINK(1)\nbaris kedua 🙂",
}
COLUMNS = (
    Column("/data/nama", "Nama", readonly=True),
    Column("/data/nip", "NIP", CellKind.ID),
    Column("/data/a1", "A1 Integritas", choices=(("1", "1 – Kurang"), ("5", "5 – Sangat Baik"))),
    Column("/data/capaian", "Capaian (%)", CellKind.NUMBER),
    Column("/data/tanggal", "Tanggal", CellKind.DATE),
    Column(
        "/data/pelatihan",
        "Pelatihan",
        choices=(("siak", "SIAK"), ("arsip", "Arsip")),
        multiple=True,
    ),
    Column("/data/catatan", "Catatan"),
)


def make_changes(rows, entity: str = LEMBAR) -> tuple[Change, ...]:
    """Return the changes of one laptop that give these (record, answers)."""
    changes: list[Change] = []
    previous = ""
    for record, answers in rows:
        for field, value in answers.items():
            change = sealed(
                Change(
                    device=LAPTOP,
                    seq=len(changes) + 1,
                    at=(1_700_000_000_000 + len(changes)) << 16,
                    actor="p-1",
                    entity=entity,
                    record=record,
                    field=field,
                    value=json_text(value),
                ),
                previous=previous,
            )
            previous = change.hash
            changes.append(change)
    return tuple(changes)


def make_content(rows=(("r-1", ANSWERS), ("r-2", ANSWERS)), columns=COLUMNS, **overrides):
    """Return a workbook with one sheet of these rows."""
    content = WorkbookContent(
        jenis=JenisPaket.HASIL_LAPANGAN,
        export_id="e-1",
        dibuat_pada=WHEN,
        device=LAPTOP,
        public_key=KEY.public_key().public_bytes_raw(),
        pembuat="Rahmat",
        kantor="DINAS DUKCAPIL",
        keterangan="Triwulan IV Tahun 2026 – Kota Bengkulu",
        digest="ab" * 32,
        changes=make_changes(rows),
        sheets=(VisibleSheet("Lembar Penilaian", LEMBAR, columns, tuple(rows)),),
        sign=KEY.sign,
    )
    return replace(content, **overrides)


def write(path: Path, content: WorkbookContent) -> Path:
    XlsxWorkbooks().write(path, content, progress=Progress())
    return path


def read(path: Path) -> WorkbookReading:
    return XlsxWorkbooks().read(path, progress=Progress())


def edit(path: Path, cell: str, value: object, sheet: str = "Lembar Penilaian") -> None:
    """Type a value into a cell, as a person does."""
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
