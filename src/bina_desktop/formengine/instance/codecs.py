"""Typed text to canonical text, by the type of the question.

What a person types is read by Indonesian habit (decimal comma, thousands dot, day first). What
cannot be read, or can be read in two ways, is refused with a sentence that says how to write it;
the typed text is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bina_desktop.formengine.client import DataType

MAX_DIGITS = 15
"""Digits a number may have: beyond it floating point arithmetic is no longer exact."""
ACKNOWLEDGED = "OK"
"""Canonical answer of an acknowledge question (ODK XForms: trigger)."""

_MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni"),
    *("juli", "agustus", "september", "oktober", "november", "desember"),
)
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_GROUPED_BY_DOT = re.compile(r"\d{1,3}(?:\.\d{3})+")
_GROUPED_BY_COMMA = re.compile(r"\d{1,3}(?:,\d{3})+")
_DIGITS = re.compile(r"[0-9]+")
_SEPARATOR = re.compile(r"[.,]")
_NUMBER = re.compile(r"[+-]?[0-9.,]+")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:T.*)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_WITH_MONTH = re.compile(r"([0-9]{1,2})[- ]([A-Za-z]{3,9})[- ]([0-9]{4})")


@dataclass(frozen=True, slots=True)
class Parsed:
    """Canonical text, or the text as typed with what is wrong with it."""

    text: str
    error: str = ""


def parse(text: str, data_type: DataType) -> Parsed:
    """Read text as a person types it."""
    text = _CONTROL_CHARACTERS.sub("", text)
    stripped = text.strip()
    if not stripped:
        return Parsed("")
    reader = _READERS.get(data_type)
    if reader is not None:
        return reader(stripped)
    return Parsed(text.replace("\r\n", "\n").replace("\r", "\n"))


def parse_stored(text: str, data_type: DataType) -> Parsed:
    """Read text as this engine writes it: a decimal point never groups thousands here."""
    if data_type is DataType.DECIMAL and re.fullmatch(r"-?[0-9]+\.[0-9]+", text):
        return _decimal_of(text.startswith("-"), *text.lstrip("-").split("."), typed=text)
    return parse(text, data_type)


def _number_parts(text: str) -> tuple[bool, str] | None:
    text = text.replace("\u2212", "-")
    if not _NUMBER.fullmatch(text):
        return None
    return text.startswith("-"), text.lstrip("+-")


def _integer(text: str) -> Parsed:
    parts = _number_parts(text)
    if parts is None:
        return Parsed(text, "Isi dengan bilangan bulat, misalnya 12.")
    negative, digits = parts
    if _GROUPED_BY_DOT.fullmatch(digits):
        digits = digits.replace(".", "")
    if not _DIGITS.fullmatch(digits):
        return Parsed(text, "Isi dengan bilangan bulat tanpa koma, misalnya 12.")
    return _integer_of(negative, digits, typed=text)


def _integer_of(negative: bool, digits: str, *, typed: str) -> Parsed:
    digits = digits.lstrip("0") or "0"
    if len(digits) > MAX_DIGITS:
        return Parsed(typed, f"Bilangan terlalu panjang; paling banyak {MAX_DIGITS} angka.")
    return Parsed(f"-{digits}" if negative and digits != "0" else digits)


def _decimal(text: str) -> Parsed:
    parts = _number_parts(text)
    if parts is None:
        return Parsed(text, "Isi dengan bilangan, misalnya 12,5.")
    negative, digits = parts
    if "." in digits and "," in digits:
        return _decimal_of_both(negative, digits, typed=text)
    if digits.count(".") > 1 and _GROUPED_BY_DOT.fullmatch(digits):
        return _integer_of(negative, digits.replace(".", ""), typed=text)
    if _GROUPED_BY_DOT.fullmatch(digits) and not digits.startswith("0"):
        whole, fraction = digits.split(".")
        return Parsed(
            text,
            f"Angka {digits} dapat berarti dua hal; tulis {whole}{fraction} (ribuan) atau "
            f"{whole},{fraction} (desimal).",
        )
    pieces = _SEPARATOR.split(digits)
    if len(pieces) > 2 or not any(pieces):
        return Parsed(text, "Isi dengan bilangan, misalnya 1234,5.")
    whole, fraction = pieces[0], pieces[1] if len(pieces) == 2 else ""
    return _decimal_of(negative, whole, fraction, typed=text)


def _decimal_of_both(negative: bool, digits: str, *, typed: str) -> Parsed:
    """`1.234,5` or `1,234.5`: the last separator is the decimal one, the others group."""
    comma_last = digits.rfind(",") > digits.rfind(".")
    mark, groups = (",", _GROUPED_BY_DOT) if comma_last else (".", _GROUPED_BY_COMMA)
    whole, _, fraction = digits.rpartition(mark)
    if not groups.fullmatch(whole) or not _DIGITS.fullmatch(fraction):
        return Parsed(typed, "Isi dengan bilangan, misalnya 1234,5.")
    return _decimal_of(negative, _SEPARATOR.sub("", whole), fraction, typed=typed)


def _decimal_of(negative: bool, whole: str, fraction: str, *, typed: str) -> Parsed:
    whole, fraction = whole.lstrip("0") or "0", fraction.rstrip("0")
    if len(whole) + len(fraction) > MAX_DIGITS:
        return Parsed(typed, f"Bilangan terlalu panjang; paling banyak {MAX_DIGITS} angka.")
    number = f"{whole}.{fraction}" if fraction else whole
    return Parsed(f"-{number}" if negative and number != "0" else number)


def _date(text: str) -> Parsed:
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    elif (found := _WITH_MONTH.fullmatch(text)) and (number := _month(found.group(2))):
        day, month, year = found.group(1), str(number), found.group(3)
    else:
        return Parsed(text, "Isi dengan tanggal lengkap, misalnya 23-11-2026.")
    try:
        return Parsed(date(int(year), int(month), int(day)).isoformat())
    except ValueError:
        return Parsed(text, "Tanggal ini tidak ada di kalender; periksa hari dan bulannya.")


def _month(name: str) -> int:
    """Return 1-12 for an Indonesian month name or its unmistakable beginning, else 0."""
    lowered = name.lower()
    found = [at for at, month in enumerate(_MONTHS, start=1) if month.startswith(lowered)]
    return found[0] if len(found) == 1 else 0


def _one_choice(text: str) -> Parsed:
    return Parsed(text)


def _many_choices(text: str) -> Parsed:
    return Parsed(" ".join(dict.fromkeys(text.split())))


def _acknowledge(_: str) -> Parsed:
    return Parsed(ACKNOWLEDGED)


_READERS: dict[DataType, Callable[[str], Parsed]] = {
    DataType.INTEGER: _integer,
    DataType.DECIMAL: _decimal,
    DataType.DATE: _date,
    DataType.SELECT_ONE: _one_choice,
    DataType.SELECT_MULTIPLE: _many_choices,
    DataType.ACKNOWLEDGE: _acknowledge,
}
