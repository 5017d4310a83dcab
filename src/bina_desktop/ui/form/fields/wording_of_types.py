"""How typed answers of each kind are asked for, and how they read once given."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QCoreApplication

from bina_desktop.formengine.client import DataType, Node, NodeKind
from bina_desktop.formengine.presentation import DatePrecision
from bina_desktop.ui.form.fields.typed_moments import shown_date

_POINT = re.compile(r"(-?[\d.]+) (-?[\d.]+)(?: 0(?:\.0)?){0,2}")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):00(?:\.0+)?(?:[+-]\d\d:\d\d|Z)?")
_TIME = re.compile(r"(\d\d):(\d\d):00(?:\.0+)?(?:[+-]\d\d:\d\d|Z)?")

_DATES = {
    DatePrecision.DAY: "17-8-2026",
    DatePrecision.MONTH: "8-2026",
    DatePrecision.YEAR: "2026",
}


def example_of(node: Node) -> str:
    """Return what stands grey in an empty line: an example, or the limits of a range."""
    if node.kind is NodeKind.RANGE:
        limits = node.presentation.range
        return QCoreApplication.translate("FormField", "{0} sampai {1}, langkah {2}").format(
            *(_number(one) for one in (limits.start, limits.end, limits.step))
        )
    texts = {
        DataType.DATE: _DATES[node.presentation.date.precision],
        DataType.TIME: "14.30",
        DataType.DATETIME: "23-11-2026 14.30",
        DataType.GEOPOINT: "-3,7928 102,2608",
        DataType.GEOTRACE: "-3,79 102,26; -3,80 102,27",
        DataType.GEOSHAPE: "-3,79 102,26; -3,80 102,27; -3,80 102,26; -3,79 102,26",
    }
    example = texts.get(node.data_type, "")
    if not example or node.presentation.width:
        return example  # a share of a line is narrow
    return QCoreApplication.translate("FormField", "misalnya {0}").format(example)


def as_typed(node: Node) -> str:
    """Return a valid answer as a person would type it; what holds more is shown as stored."""
    text = node.value
    match node.data_type:
        case DataType.DATE:
            return shown_date(text, node.presentation.date.precision)
        case DataType.DECIMAL:
            return text.replace(".", ",")
        case DataType.TIME:
            return _TIME.sub(r"\1.\2", text) if _TIME.fullmatch(text) else text
        case DataType.DATETIME:
            found = _MOMENT.fullmatch(text)
            if found is None:
                return text
            return f"{date.fromisoformat(found[1]):%d-%m-%Y} {found[2]}.{found[3]}"
        case DataType.GEOPOINT | DataType.GEOTRACE | DataType.GEOSHAPE:
            points = [_POINT.fullmatch(point.strip()) for point in text.split(";")]
            read = [f"{point[1]} {point[2]}" for point in points if point]
            return "; ".join(read).replace(".", ",") if len(read) == len(points) else text
        case _:
            return text


def _number(number: float) -> str:
    return f"{number:g}".replace(".", ",")
