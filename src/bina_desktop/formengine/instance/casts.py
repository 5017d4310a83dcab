"""Values that nobody types, as their type holds them: start values of hidden nodes, calculations.

Text that cannot be read as the type stays as it is, except where a whole number is due: there it
reads as blank (ODK XForms specification, Data Types; both reference engines cut `5.5` to `5`).
"""

from __future__ import annotations

from math import isfinite, trunc

from bina_desktop.formengine.client import DataType
from bina_desktop.formengine.instance.codecs import parse_stored
from bina_desktop.formengine.xpath.values import number_blank, number_text, to_number


def written(value: str | float) -> str:
    """Return a computed value as the text to store."""
    return value if isinstance(value, str) else number_blank(value)


def cast_value(text: str, data_type: DataType) -> str:
    """Return a value as a node of `data_type` holds it."""
    caster = _CASTERS.get(data_type)
    return caster(text) if caster is not None and text else text


def _whole_number(text: str) -> str:
    number = to_number(text)
    return number_text(float(trunc(number))) if isfinite(number) else ""


def _date(text: str) -> str:
    """Return the date of a date or dateTime."""
    return parse_stored(text, DataType.DATE).text


_CASTERS = {DataType.INTEGER: _whole_number, DataType.DATE: _date}
CASTS = frozenset(_CASTERS)
"""Types whose values are cast."""
