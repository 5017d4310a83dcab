"""The cells of a workbook, as the parsing child took them from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from bina_desktop.exchange.cells import CellValue


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet as cells; row and column 0 are A1."""

    name: str
    rows: list[list[CellValue]]
    formulas: frozenset[str] = frozenset()
    """Addresses of cells that hold a formula."""
    errors: frozenset[str] = frozenset()
    """Addresses of cells that show an error such as `#N/A`: calamine gives a blank."""
    epoch_1904: bool = False
    """The workbook counts days from 1904: its dates may have been shifted."""


def sheets_of(found: Mapping[str, Any]) -> list[RawSheet]:
    """Return the sheets of what was parsed."""
    return [
        RawSheet(
            name,
            [
                [cell if cell is None or type(cell) is str else _decode(cell) for cell in row]
                for row in rows
            ],
            frozenset(found["formulas"].get(name, ())),
            frozenset(found["errors"].get(name, ())),
            found["epoch_1904"],
        )
        for name, rows in found["sheets"]
    ]


def _decode(cell: Any) -> CellValue:
    if cell is None or isinstance(cell, str):
        return cell
    kind, text = cell
    if kind == "b":
        return bool(text)
    if kind == "d":
        return _decode_date(text)
    return Decimal(text)


def _decode_date(text: str) -> date | datetime | time:
    if "T" in text:
        return datetime.fromisoformat(text)
    return time.fromisoformat(text) if ":" in text else date.fromisoformat(text)
