"""Text as stored, text as a person reads it in a cell, and back.

Stored answers are canonical (`12.5`, `2026-11-23`, `a b`); people see a number, a date, a label.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from bina_desktop.application.workbook import CellKind, Column

CellValue = str | bool | Decimal | date | datetime | time | None
"""What a cell holds once read: blank is None."""

SEPARATOR = "; "
"""Between the choices of a select_multiple in one cell."""
LONGEST = 32_767
"""Longest text of a cell, in UTF-16 units, as Excel counts."""
_CUT = " … (dipotong: lengkapnya ada di BINA Desktop)"
_LONGEST_LABEL = 240
"""Drop-down lists of some programs stop at 255 characters."""
_SAFE_DIGITS = 15
_FIRST_DATE = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was; earlier dates are written as text."""

_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"-?\d+([.,]\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)
"""`1.234`: a thousand for an Indonesian, a little over one for a computer."""
_ID_NOISE = re.compile(r"[\s.'’`\u200b\ufeff]+")
"""What people paste into a NIP: blanks, dots, an apostrophe against Excel's numbers."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NEWLINE = re.compile("\r\n?")


class CellRefusedError(ValueError):
    """A cell whose value cannot be taken; `str()` is the reason as an Indonesian sentence."""


def shown(column: Column, stored: str) -> str | Decimal | date:
    """Return what a cell of `column` shows for a stored text."""
    return showing(column)(stored)


def showing(column: Column) -> Callable[[str], str | Decimal | date]:
    """Return what tells for any stored text what a cell of `column` shows: for many cells."""
    if column.choices:
        known = labels(column)
        if column.multiple:
            return lambda text: _cut(
                tidy(SEPARATOR.join(known.get(part, part) for part in text.split()))
            )
        return lambda text: known[text] if text in known else _cut(tidy(text))
    if column.kind is CellKind.NUMBER:
        return lambda text: _shown_number(text) if text else ""
    if column.kind is CellKind.DATE:
        return lambda text: _shown_date(text) if _ISO.fullmatch(text) else _cut(tidy(text))
    return lambda text: _cut(tidy(text)) if text else ""


def is_cut(exported: str, stored: str) -> bool:
    """Return True if a cell shows only the beginning of a text that is too long for it."""
    return len(stored) * 2 > LONGEST and exported.endswith(_CUT)


def tidy(text: str) -> str:
    """Return a text as a cell can hold it: one kind of newline, nothing that XML cannot carry."""
    if text.isascii() and text.isprintable():
        return text
    return _NEWLINE.sub("\n", _NO_XML.sub("", text))


def as_seen(value: CellValue) -> str:
    """Return a cell as one comparable text, whichever program wrote it last."""
    if value is None:
        return ""
    if isinstance(value, str):
        if value.isascii() and value.isprintable():
            return value
        return unicodedata.normalize("NFC", tidy(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return _plain(value)


def stored(column: Column, value: CellValue) -> str:
    """Return the canonical text of a cell. Raises CellRefusedError with the reason."""
    is_text = column.kind is CellKind.TEXT and not column.choices
    if value is None or value == "" or (isinstance(value, str) and not is_text and _blank(value)):
        return ""
    if isinstance(value, Decimal) and not value.is_finite():
        raise CellRefusedError(
            f"Isi “{column.label}” bukan angka yang dapat disimpan. Ketik ulang angkanya."
        )
    if column.kind is CellKind.ID:
        return _stored_id(column, value)
    if column.choices:
        return _stored_choices(column, _plain(value))
    if column.kind is CellKind.NUMBER:
        return _stored_number(column, value)
    if column.kind is CellKind.DATE:
        return _stored_date(column, value)
    return tidy(_plain(value))


@lru_cache(maxsize=1_024)
def labels(column: Column) -> dict[str, str]:
    """Return what a cell says for each choice: every label different, and short enough to pick.

    Two choices of one label, or a label that is another choice's value, could not be told apart
    when they come back, so such labels carry their value.
    """
    short = [(value, _short_label(column, label) or value) for value, label in column.choices]
    said = Counter(_folded(label) for _, label in short)
    values = {_folded(value): value for value, _ in short}
    return {
        value: label
        if said[_folded(label)] == 1 and values.get(_folded(label), value) == value
        else f"{label} [{value}]"
        for value, label in short
    }


def _short_label(column: Column, label: str) -> str:
    text = " ".join(tidy(label).split())
    if column.multiple:
        text = text.replace(SEPARATOR.strip(), ",")
    return text if len(text) <= _LONGEST_LABEL else f"{text[:_LONGEST_LABEL].rstrip()}…"


def _shown_number(stored_text: str) -> str | Decimal:
    """Return a number only where a cell keeps all of it: Excel has fifteen digits."""
    if len(stored_text) < _SAFE_DIGITS and stored_text.isascii() and stored_text.isdigit():
        return Decimal(stored_text)
    try:
        number = Decimal(stored_text)
        same = number.is_finite() and Decimal(f"{float(number):.15g}") == number
    except (InvalidOperation, OverflowError):
        same, number = False, Decimal(0)
    return number if same else _cut(tidy(stored_text))


def _shown_date(stored_text: str) -> str | date:
    try:
        day = date.fromisoformat(stored_text)
    except ValueError:
        return stored_text
    return day if day >= _FIRST_DATE else f"{day.day:02}-{day.month:02}-{day.year:04}"


def _stored_id(column: Column, value: CellValue) -> str:
    if not isinstance(value, str):
        raise CellRefusedError(
            f"“{column.label}” tersimpan sebagai angka sehingga angka terakhirnya rusak. "
            "Ubah format sel menjadi Teks, lalu ketik ulang semua angkanya."
        )
    digits = _ID_NOISE.sub("", value)
    return digits if digits.isascii() and digits.isdigit() else tidy(value).strip()


@lru_cache(maxsize=1_024)
def _values_by_label(column: Column) -> dict[str, str]:
    found: dict[str, str] = {}
    said = {(_folded(label), value) for value, label in column.other_labels}
    several = Counter(label for label, _ in said)
    found.update({label: value for label, value in said if several[label] == 1})
    # What the cell itself says leads: another language may use the same word for another choice.
    found.update({_folded(value): value for value, _ in column.choices})
    found.update({_folded(label): value for value, label in labels(column).items()})
    return found


def _stored_choices(column: Column, text: str) -> str:
    by_label = _values_by_label(column)
    parts = re.split(r"[;\n]", text) if column.multiple else [text]
    found: list[str] = []
    for part in filter(str.strip, parts):
        value = by_label.get(_folded(part))
        if value is None:
            raise CellRefusedError(
                f"“{part.strip()[:80]}” bukan pilihan untuk “{column.label}”. "
                "Pilih salah satu dari daftar pada sel itu."
            )
        if value not in found:
            found.append(value)
        elif column.ordered:
            raise CellRefusedError(
                f"“{part.strip()[:80]}” tertulis dua kali pada “{column.label}”. "
                "Tulis setiap pilihan satu kali saja, menurut urutannya."
            )
    if column.ordered:
        return " ".join(found)
    return " ".join(value for value, _ in column.choices if value in found)


def _stored_number(column: Column, value: CellValue) -> str:
    if isinstance(value, Decimal):
        return canonical_number(value)
    text = _plain(value).strip()
    if _NUMBER.fullmatch(text) is None:
        raise CellRefusedError(
            f"“{text[:80]}” bukan angka untuk “{column.label}”. Tulis angka saja, misalnya 12,5."
        )
    if _THOUSANDS.fullmatch(text):
        raise CellRefusedError(
            f"“{text}” untuk “{column.label}” dapat berarti ribuan atau pecahan. "
            "Tulis tanpa titik ribuan, dan pakai koma untuk pecahan."
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
        if _ISO.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise CellRefusedError(
        f"“{text[:80]}” bukan tanggal untuk “{column.label}”. Tulis seperti 23-11-2026."
    )


def canonical_number(number: Decimal) -> str:
    """Return a number without exponent and without trailing zeros: `12.5`, `100`."""
    text = format(abs(number) if number == 0 else number, "f")  # LibreOffice knows no -0
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(value: CellValue) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return canonical_number(value)
    return value.isoformat() if value is not None else ""


def _cut(text: str) -> str:
    if len(text) <= LONGEST // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def _blank(text: str) -> bool:
    return not _ID_NOISE.sub("", text)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
