"""Text as stored, text as a person reads it in a cell, and back.

Stored answers are canonical (`12.5`, `2026-11-23`, `a b`); people see a number, a date, a label.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from bina_desktop.application.workbook import CellKind, Column

CellValue = str | bool | Decimal | date | datetime | time | None
"""What a cell holds once read: blank is None."""

SEPARATOR = "; "
"""Between the choices of a select_multiple in one cell."""

_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"-?\d+([.,]\d+)?", re.ASCII)


class CellRefusedError(ValueError):
    """A cell whose value cannot be taken; `str()` is the reason as an Indonesian sentence."""


def shown(column: Column, stored: str) -> str | Decimal | date:
    """Return what a cell of `column` shows for a stored text."""
    if not stored:
        return ""
    if column.choices:
        return _shown_choices(column, stored)
    if column.kind is CellKind.NUMBER:
        try:
            return Decimal(stored)
        except InvalidOperation:
            return stored
    if column.kind is CellKind.DATE and _ISO.fullmatch(stored):
        try:
            return date.fromisoformat(stored)
        except ValueError:
            return stored
    return stored


def stored(column: Column, value: CellValue) -> str:
    """Return the canonical text of a cell. Raises CellRefusedError with the reason."""
    if value is None or value == "":
        return ""
    if column.kind is CellKind.ID and not isinstance(value, str):
        raise CellRefusedError(
            f"“{column.label}” tersimpan sebagai angka sehingga angka terakhirnya rusak. "
            "Ubah format sel menjadi Teks, lalu ketik ulang semua angkanya."
        )
    if column.choices:
        return _stored_choices(column, _plain(value))
    if column.kind is CellKind.NUMBER:
        return _stored_number(column, value)
    if column.kind is CellKind.DATE:
        return _stored_date(column, value)
    return _plain(value)


def _shown_choices(column: Column, stored_text: str) -> str:
    labels = dict(column.choices)
    if not column.multiple:
        return labels.get(stored_text, stored_text)
    return SEPARATOR.join(labels.get(part, part) for part in stored_text.split())


def _stored_choices(column: Column, text: str) -> str:
    by_label = {_folded(label): value for value, label in column.choices}
    by_label.update({_folded(value): value for value, _ in column.choices})
    parts = text.split(SEPARATOR.strip()) if column.multiple else [text]
    found: list[str] = []
    for part in parts:
        value = by_label.get(_folded(part))
        if value is None:
            raise CellRefusedError(
                f"“{part.strip()}” bukan pilihan untuk “{column.label}”. "
                "Pilih salah satu dari daftar pada sel itu."
            )
        found.append(value)
    return " ".join(found)


def _stored_number(column: Column, value: CellValue) -> str:
    if isinstance(value, Decimal):
        return canonical_number(value)
    text = _plain(value).strip()
    if _NUMBER.fullmatch(text) is None:
        raise CellRefusedError(
            f"“{text}” bukan angka untuk “{column.label}”. Tulis angka saja, misalnya 12,5."
        )
    return canonical_number(Decimal(text.replace(",", ".")))


def _stored_date(column: Column, value: CellValue) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = _plain(value).strip()
    match = _DATE.fullmatch(text)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise CellRefusedError(
            f"“{text}” bukan tanggal untuk “{column.label}”. Tulis seperti 23-11-2026."
        ) from None


def canonical_number(number: Decimal) -> str:
    """Return a number without exponent and without trailing zeros: `12.5`, `100`."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(value: CellValue) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return canonical_number(value)
    return value.isoformat() if value is not None else ""


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
