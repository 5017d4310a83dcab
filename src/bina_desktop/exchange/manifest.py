"""`_manifes`: what machines read of a workbook as a whole, as rows of text cells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bina_desktop.application.workbook import (
    CellKind,
    Column,
    JenisPaket,
    Layout,
    NewRows,
    VisibleSheet,
    WorkbookContent,
)
from bina_desktop.domain.errors import ImportRefusedError
from bina_desktop.domain.journal import clock_at
from bina_desktop.exchange.cells import CellValue
from bina_desktop.exchange.machine import chunks, joined, loads
from bina_desktop.exchange.new_rule import rule_json, rule_of, texts

FORMAT = "bina-buku-kerja/2"
CHANGE_A_ROW = "bina-buku-kerja/1"
"""Of older programs: each change had a row of its own."""
MANIFEST = "_manifes"
LOCKED = "dikunci"
"""Key of the manifest that says: this file was exported under a password."""
LISTS = "_daftar"
MARK = "bina:"
"""First cell of a visible sheet: `bina:<entity>`; the sheet is found by it, not by its name."""


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """The columns of a visible sheet, as written; lets a reader know cells without the form."""

    title: str
    entity: str
    columns: tuple[Column, ...]
    repeat: str = ""
    """As in `VisibleSheet`, with all that follows."""
    outer: str = ""
    addable: bool = False
    layout: Layout = Layout.TABLE
    new_rows: NewRows | None = None
    new: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    by_filler: bool = False
    count: int = 0
    """Rows of records that were exported; 0 where an older program did not say."""
    instances: frozenset[str] = frozenset()
    """Rows of instances that were exported."""


def manifest_of(content: WorkbookContent) -> dict[str, Any]:
    """Return what is signed and written to `_manifes`."""
    return {
        "format": FORMAT,
        "jenis": content.jenis.value,
        "export_id": content.export_id,
        "dibuat_pada": content.dibuat_pada.isoformat(),
        "perangkat": content.device,
        "kunci": content.public_key.hex(),
        "pembuat": content.pembuat,
        "kantor": content.kantor,
        "keterangan": content.keterangan,
        "digest": content.digest,
        "perubahan": len(content.changes),
        "lembar": [_sheet_json(sheet) for sheet in content.sheets],
        "lampiran": dict(content.lampiran),
        **({LOCKED: "ya"} if content.password else {}),
    }


def _sheet_json(sheet: VisibleSheet) -> dict[str, Any]:
    return {
        "judul": sheet.title,
        "entity": sheet.entity,
        "kolom": [_column_json(column) for column in sheet.columns],
        "ulangan": sheet.repeat,
        "dalam": sheet.outer,
        "tambah": bool(sheet.spare),
        "tata_letak": sheet.layout.value,
        "baru": {record: dict(fields) for record, fields in sheet.new.items()},
        "per_pengisi": sheet.by_filler,
        "baris": len(sheet.rows),
        "instans": [name for name, _ in sheet.rows] if sheet.repeat else [],
        "baris_baru": rule_json(sheet.new_rows) if sheet.new_rows else None,
    }


def _column_json(column: Column) -> dict[str, Any]:
    return {
        "field": column.field,
        "label": column.label,
        "jenis": column.kind.value,
        "pilihan": [list(choice) for choice in column.choices],
        "pilihan_lain": [list(choice) for choice in column.other_labels],
        "banyak": column.multiple,
        "berurut": column.ordered,
        "baca_saja": column.readonly,
    }


def manifest_rows(manifest: dict[str, Any]) -> Iterable[list[str]]:
    """Yield rows `key, chunk, chunk …`; structured values are JSON."""
    for key, value in manifest.items():
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        yield [key, *chunks(text)]


def read_manifest(name: str, rows: list[list[CellValue]]) -> dict[str, Any]:
    """Read `_manifes` back. Raises ImportRefusedError for one that is incomplete or too new."""
    found: dict[str, Any] = {}
    try:
        for row in rows:
            cells = [cell if isinstance(cell, str) else "" for cell in row]
            if cells and cells[0]:
                found[cells[0]] = joined(cells[1:])
        if found.setdefault("format", CHANGE_A_ROW) not in (FORMAT, CHANGE_A_ROW):
            raise ImportRefusedError(
                f"Berkas “{name}” dibuat oleh versi BINA Desktop yang lebih baru "
                f"(format {found['format']}). Perbarui program ini, lalu impor lagi."
            )
        found["perubahan"] = int(found["perubahan"])
        found["lembar"] = loads(found["lembar"])
        if "lampiran" in found:  # older programs sent none
            found["lampiran"] = texts(loads(found["lampiran"]))
        JenisPaket(found["jenis"])
        clock_at(datetime.fromisoformat(found["dibuat_pada"]))
        bytes.fromhex(found["kunci"])
        sheet_specs(found)
        blank = [key for key in ("export_id", "perangkat") if not found[key]]
        for key in ("pembuat", "kantor", "keterangan", "digest"):
            found[key] = str(found[key])
    except (KeyError, ValueError, TypeError, OverflowError) as error:
        raise ImportRefusedError(
            f"Lembar _manifes pada berkas “{name}” tidak lengkap ({error}). "
            "Minta pengirim mengekspor ulang."
        ) from error
    if blank:
        raise ImportRefusedError(
            f"Lembar _manifes pada berkas “{name}” tidak lengkap ({blank[0]} kosong). "
            "Minta pengirim mengekspor ulang."
        )
    return found


def sheet_specs(manifest: dict[str, Any]) -> dict[str, SheetSpec]:
    """Return the specs of visible sheets by their mark key (entity and title).

    Raises KeyError, ValueError or TypeError for a description that is none.
    """
    return {
        sheet_mark(sheet["entity"], sheet["judul"]): SheetSpec(
            sheet["judul"],
            sheet["entity"],
            tuple(_column(item) for item in sheet["kolom"]),
            repeat=str(sheet.get("ulangan", "")),  # older programs say none of these
            outer=str(sheet.get("dalam", "")),
            addable=sheet.get("tambah") is True,
            layout=Layout(sheet.get("tata_letak", Layout.TABLE.value)),
            new={record: texts(fields) for record, fields in sheet.get("baru", {}).items()},
            by_filler=sheet.get("per_pengisi") is True,
            count=int(sheet.get("baris", 0)),
            instances=frozenset(map(str, sheet.get("instans", ()))),
            new_rows=rule_of(sheet["baris_baru"]) if sheet.get("baris_baru") else None,
        )
        for sheet in manifest["lembar"]
    }


def sheet_mark(entity: str, title: str) -> str:
    """Return the text of the first cell of a visible sheet."""
    return f"{MARK}{entity}:{title}"


def _column(item: dict[str, Any]) -> Column:
    return Column(
        field=str(item["field"]),
        label=str(item["label"]),
        kind=CellKind(item["jenis"]),
        choices=tuple((str(value), str(label)) for value, label in item["pilihan"]),
        multiple=item["banyak"] is True,
        ordered=item.get("berurut") is True,
        readonly=item["baca_saja"] is True,
        other_labels=tuple((str(v), str(label)) for v, label in item.get("pilihan_lain", ())),
    )
