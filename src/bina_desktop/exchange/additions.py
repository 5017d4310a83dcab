"""Rows that people added or took away: which record or instance they mean."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from bina_desktop.application.workbook import OUTER_KEY, Rejection
from bina_desktop.domain.journal import json_text
from bina_desktop.exchange.cells import CellRefusedError, stored
from bina_desktop.exchange.manifest import SheetSpec
from bina_desktop.exchange.parsing import RawSheet
from bina_desktop.exchange.rows import PlacedRow, Placement
from bina_desktop.exchange.state import State

_NO_OUTER: Final = (
    "Belum jelas baris baru ini milik lembar yang mana. Pilih lembarnya dari daftar pada kolom "
    "“Milik lembar”."
)
_GONE: Final = (
    "{count} baris yang diekspor tidak ada lagi di lembar ini. Menghapus baris di Excel tidak "
    "menghapus datanya; bila memang harus dihapus, hapus lewat BINA Desktop."
)


def known_rows(spec: SheetSpec, state: State) -> Collection[str]:
    """Return the names of the rows that may stand in a sheet: records, or instances."""
    if spec.repeat:
        return spec.instances
    return state.records.get(spec.entity, frozenset()) | spec.new.keys()


def gone_rows(
    sheet: RawSheet, spec: SheetSpec, rows: Placement, known: Collection[str]
) -> list[Rejection]:
    """Say that rows were deleted: that deletes nothing.

    Rows of records that only come into being when somebody fills them may go.
    """
    if spec.new or all(column.readonly for column in spec.columns):
        return []
    exported = len(known) if spec.repeat else spec.count
    gone = exported - len(rows.seen.intersection(known))
    return [Rejection(sheet.name, "A3", _GONE.format(count=gone))] if gone > 0 else []


def record_of(record: str, spec: SheetSpec, filler: str) -> str:
    """Return the record that a row means; each who fills a copy of a file has records of his own.

    So the same copy, filled further, means the same records, and another's copy others.
    """
    if not (spec.by_filler and filler and record in spec.new):
        return record
    return str(uuid5(NAMESPACE_URL, f"urn:bina:{record}/{filler}"))


def outer_of(sheet: RawSheet, spec: SheetSpec, row: PlacedRow) -> str:
    """Return the record, or the instance, in which an added instance stands.

    Raises CellRefusedError where the row does not say it.
    """
    head = sheet.rows[0]
    column = next((one for one in spec.columns if one.field == OUTER_KEY), None)
    if column is None or OUTER_KEY not in head:
        raise CellRefusedError(_NO_OUTER)
    outer = stored(column, row.cell(head.index(OUTER_KEY)))
    if not outer:
        raise CellRefusedError(_NO_OUTER)
    return outer


def content_key(export_id: str, outer: str, seen: Sequence[str]) -> str:
    """Return the key of an instance in a row without one: the same row is the same instance."""
    text = json_text([export_id, outer, list(seen)])
    return f"x{hashlib.sha256(text.encode()).hexdigest()[:11]}"
