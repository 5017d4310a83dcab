"""Typed text to canonical text, by the type of the question.

What a person types is read by Indonesian habit (decimal comma, thousands dot, day first). What
cannot be read, or can be read in two ways, is refused with a sentence that says how to write it;
the typed text is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, tzinfo

from bina_desktop.formengine.client import DataType, NodeKind
from bina_desktop.formengine.definition.model import NodeDefinition
from bina_desktop.formengine.instance import moments, numerals, places
from bina_desktop.formengine.instance.parsed import Parsed
from bina_desktop.formengine.presentation import RangePresentation
from bina_desktop.formengine.xpath.values import number_text, to_number

ACKNOWLEDGED = "OK"
"""Canonical answer of an acknowledge question (ODK XForms: trigger)."""

_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STORED_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
_RANGE = NodeKind.RANGE  # looking a member up at its class costs ten times as much
_TOLERANCE = 1e-9
"""Steps of a range are counted in binary fractions; 0.1 is none."""


def is_canonical(text: str, definition: NodeDefinition) -> bool:
    """Tell whether a typed text is stored as it is, for all answers that are quickly told."""
    if not text.isprintable() or definition.kind is _RANGE:
        return False
    check = _CHECKS.get(definition.data_type)
    return check is not None and check(text)


def parse_answer(text: str, definition: NodeDefinition, zone: tzinfo) -> Parsed:
    """Read text as a person types it for a question; `zone` is that of the person."""
    return _in_range(parse(text, definition.data_type, zone), definition)


def parse_given(text: str, definition: NodeDefinition) -> Parsed:
    """Read text that the form or an earlier session stored for a question."""
    return _in_range(parse_stored(text, definition.data_type), definition)


def parse(text: str, data_type: DataType, zone: tzinfo = UTC) -> Parsed:
    """Read text as a person types it; times without an offset are in `zone`."""
    if not text.isprintable():
        text = _CONTROL_CHARACTERS.sub("", text)
    stripped = text.strip()
    if not stripped:
        return Parsed("")
    reader = _READERS.get(data_type)
    if reader is not None:
        return reader(stripped)
    if data_type is DataType.TIME:
        return moments.clock(stripped, zone)
    if data_type is DataType.DATETIME:
        return moments.moment(stripped, zone)
    return Parsed(text.replace("\r\n", "\n").replace("\r", "\n"))


def parse_stored(text: str, data_type: DataType) -> Parsed:
    """Read text as this engine writes it: a decimal point never groups thousands here."""
    if data_type is DataType.DECIMAL and _STORED_DECIMAL.fullmatch(text):
        whole, _, fraction = text.lstrip("-").partition(".")
        return numerals.decimal_of(text.startswith("-"), whole, fraction, typed=text)
    stripped = text.strip()
    if stripped and data_type is DataType.TIME:
        return moments.stored_clock(stripped)
    if stripped and data_type is DataType.DATETIME:
        return moments.stored_moment(stripped)
    if data_type is DataType.FILE:
        # A default picture stands in the form as `jr://images/logo.png`.
        text = text.rpartition("/")[2] if text.strip().startswith("jr://") else text
    return parse(text, data_type)


def _in_range(parsed: Parsed, definition: NodeDefinition) -> Parsed:
    if definition.kind is not _RANGE or parsed.error or not parsed.text:
        return parsed
    numbers = definition.presentation.range
    value = to_number(parsed.text)
    steps = (value - numbers.start) / numbers.step
    inside = min(numbers.start, numbers.end) <= value <= max(numbers.start, numbers.end)
    if inside and abs(steps - round(steps)) < _TOLERANCE * max(1.0, abs(steps)):
        return parsed
    return Parsed(parsed.text, _range_sentence(numbers))


def _range_sentence(numbers: RangePresentation) -> str:
    low, high, step = (
        number_text(number).replace(".", ",")
        for number in (
            min(numbers.start, numbers.end),
            max(numbers.start, numbers.end),
            numbers.step,
        )
    )
    return f"Isi dengan bilangan {low} sampai {high}, dengan langkah {step}."


def _file_name(text: str) -> Parsed:
    if "/" in text or "\\" in text or text in (".", ".."):
        return Parsed(text, "Isi dengan nama berkas saja, tanpa nama folder.")
    return Parsed(text)


def _one_word(text: str) -> Parsed:
    return Parsed(text)


def _many_choices(text: str) -> Parsed:
    return Parsed(" ".join(dict.fromkeys(text.split())))


def _acknowledge(_: str) -> Parsed:
    return Parsed(ACKNOWLEDGED)


_READERS: dict[DataType, Callable[[str], Parsed]] = {
    DataType.INTEGER: numerals.integer,
    DataType.DECIMAL: numerals.decimal,
    DataType.DATE: moments.day,
    DataType.GEOPOINT: places.point,
    DataType.GEOTRACE: places.line,
    DataType.GEOSHAPE: places.border,
    DataType.BARCODE: _one_word,
    DataType.FILE: _file_name,
    DataType.SELECT_ONE: _one_word,
    DataType.SELECT_MULTIPLE: _many_choices,
    DataType.RANK: _many_choices,
    DataType.ACKNOWLEDGE: _acknowledge,
}


def _is_text(text: str) -> bool:
    return text == "" or not text.isspace()


def is_word(text: str) -> bool:
    """Tell whether a text is one word, as it is stored."""
    return text == "" or (" " not in text and text == text.strip())


def is_set(text: str) -> bool:
    """Tell whether a text is words, each once, as they are stored."""
    return " ".join(dict.fromkeys(text.split())) == text


_CHECKS: dict[DataType, Callable[[str], bool]] = {
    DataType.TEXT: _is_text,
    DataType.INTEGER: numerals.is_whole,
    DataType.DECIMAL: numerals.is_plain,
    DataType.DATE: moments.is_iso_date,
    DataType.SELECT_ONE: is_word,
    DataType.SELECT_MULTIPLE: is_set,
}
"""How the most frequent types tell an answer that needs no reading."""
CHECKS: Mapping[str, Callable[[str], object]] = {
    "is_whole": numerals.whole,
    "is_plain": numerals.plain,
    "is_iso_date": moments.is_iso_date,
    "is_word": is_word,
    "is_set": is_set,
}
"""The same by name, for generated code; true is whatever counts as true."""
