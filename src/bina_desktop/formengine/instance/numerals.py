"""Integers and decimals as Indonesians type them: decimal comma, dots between thousands."""

from __future__ import annotations

import re
from collections.abc import Callable

from bina_desktop.formengine.instance.parsed import Parsed

MAX_DIGITS = 15
"""Digits a number may have: beyond it floating point arithmetic is no longer exact."""

_GROUPED_BY_DOT = re.compile(r"\d{1,3}(?:\.\d{3})+")
_GROUPED_BY_COMMA = re.compile(r"\d{1,3}(?:,\d{3})+")
_DIGITS = re.compile(r"[0-9]+")
_SEPARATOR = re.compile(r"[.,]")
_NUMBER = re.compile(r"[+-]?[0-9.,]+")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,13}")
"""Most answers are canonical as typed and need no more than this look."""
_PLAIN = re.compile(rf"(?:{_WHOLE.pattern})|(?:0|[1-9][0-9]{{0,9}})\.[0-9]?[1-9]")
"""As `_WHOLE`, with at most two decimals: so no dot can mean thousands."""


whole: Callable[[str], object] = _WHOLE.fullmatch
"""As `is_whole` for who asks often: something for an integer, None for what may be none."""
plain: Callable[[str], object] = _PLAIN.fullmatch
"""As `is_plain` in the same way."""


def _number_parts(text: str) -> tuple[bool, str] | None:
    text = text.replace("\u2212", "-")
    if not _NUMBER.fullmatch(text):
        return None
    return text.startswith("-"), text.lstrip("+-")


def is_whole(text: str) -> bool:
    """Tell whether a text is surely an integer as it is stored."""
    return _WHOLE.fullmatch(text) is not None


def is_plain(text: str) -> bool:
    """Tell whether a text is surely a decimal as it is stored."""
    return _PLAIN.fullmatch(text) is not None


def integer(text: str) -> Parsed:
    """Read `12` or `1.234` (a thousand)."""
    if _WHOLE.fullmatch(text):
        return Parsed(text)
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


def decimal(text: str) -> Parsed:
    """Read `12,5`, `12.5`, `1.234,5`; refuse `1.234`, which may mean two things."""
    if _PLAIN.fullmatch(text):
        return Parsed(text)
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
    return decimal_of(negative, whole, fraction, typed=text)


def _decimal_of_both(negative: bool, digits: str, *, typed: str) -> Parsed:
    """`1.234,5` or `1,234.5`: the last separator is the decimal one, the others group."""
    comma_last = digits.rfind(",") > digits.rfind(".")
    mark, groups = (",", _GROUPED_BY_DOT) if comma_last else (".", _GROUPED_BY_COMMA)
    whole, _, fraction = digits.rpartition(mark)
    if not groups.fullmatch(whole) or not _DIGITS.fullmatch(fraction):
        return Parsed(typed, "Isi dengan bilangan, misalnya 1234,5.")
    return decimal_of(negative, _SEPARATOR.sub("", whole), fraction, typed=typed)


def decimal_of(negative: bool, whole: str, fraction: str, *, typed: str) -> Parsed:
    """Return the number with these digits before and after the decimal sign."""
    whole, fraction = whole.lstrip("0") or "0", fraction.rstrip("0")
    if len(whole) + len(fraction) > MAX_DIGITS:
        return Parsed(typed, f"Bilangan terlalu panjang; paling banyak {MAX_DIGITS} angka.")
    number = f"{whole}.{fraction}" if fraction else whole
    return Parsed(f"-{number}" if negative and number != "0" else number)
