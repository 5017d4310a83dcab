"""Lists of choices in files beside the form: CSV, XML, GeoJSON.

The form names them by `jr://file-csv/kota.csv` or `jr://file/kota.xml`. XML is read as safely as a
form: no DTD, no entities, no network, bounded depth.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import StringIO
from math import nan
from pathlib import Path
from typing import Any, cast

from bina_desktop.formengine.client import FormDefinitionError
from bina_desktop.formengine.definition import messages
from bina_desktop.formengine.definition.attachments import attached
from bina_desktop.formengine.definition.document import (
    Element,
    elements,
    local_name,
    parse_xml,
)
from bina_desktop.formengine.xpath.items import ItemElement, ItemTable
from bina_desktop.formengine.xpath.sentences import Sentence
from bina_desktop.formengine.xpath.values import number_text

MAX_FILE_BYTES = 64 << 20
MAX_COLUMNS = 500
_SEPARATORS = (",", ";", "\t")
_SAMPLE = 4096


class ListFileError(Exception):
    """A list cannot be read; `str()` is the Indonesian sentence for its author."""

    def __init__(
        self, sentence: Sentence, *, file: str, line: int | None = None, column: str = ""
    ) -> None:
        """Say where: `line` counts from 1, `column` is a heading or a number."""
        self.sentence = sentence
        self.file = file
        self.line = line
        self.column = column
        super().__init__(sentence.indonesian)


def read_list_file(source: str, media: Path | None, *, most: int) -> ItemTable | Element:
    """Return the rows of a CSV or GeoJSON file, or the root element of an XML file.

    `source` is the address in the form, `most` the rows that may still be read. Raises
    ListFileError.
    """
    folder, _, name = source.rpartition("/")
    if folder not in ("jr://file-csv", "jr://file") or not name:
        raise ListFileError(messages.LIST_FROM_ELSEWHERE(source=source), file=name)
    reader = _READERS.get(name.rpartition(".")[2].lower())
    if reader is None:
        raise ListFileError(messages.LIST_OF_UNKNOWN_KIND(file=name), file=name)
    return reader(name, _text(name, media), most)


def _text(name: str, media: Path | None) -> str:
    path = attached(name, media)
    if path is None:
        raise ListFileError(messages.LIST_MISSING(file=name), file=name)
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ListFileError(
                messages.LIST_TOO_LARGE(file=name, most=MAX_FILE_BYTES >> 20), file=name
            )
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ListFileError(messages.LIST_UNREADABLE(file=name), file=name) from error
    except UnicodeDecodeError as error:
        raise ListFileError(messages.LIST_NOT_UTF8(file=name), file=name) from error


# --- CSV ---------------------------------------------------------------------------------------


def _read_csv(name: str, text: str, most: int) -> ItemTable:
    lines = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        rows: list[list[str]] = []
        header = _header(name, next(lines, list[str]()))
        for row in lines:
            if not row:
                continue  # An empty line; one of blank cells is an item, as in both engines.
            if len(rows) >= most:
                raise _too_many(name, most)
            rows.append(_row(name, row, len(header), lines.line_num))
    except csv.Error as error:
        raise ListFileError(
            messages.LIST_LINE_BROKEN(file=name, line=lines.line_num),
            file=name,
            line=lines.line_num,
        ) from error
    return ItemTable(header, rows)


def _separator(text: str) -> str:
    """Return the separator that stands most often in the first line, outside quotes."""
    first = text[:_SAMPLE].partition("\n")[0]
    plain = "".join(first.split('"')[::2])
    return max(_SEPARATORS, key=plain.count)


def _header(name: str, row: Sequence[str]) -> list[str]:
    header = [cell.strip() for cell in row]
    while header and not header[-1]:
        header.pop()
    if not header:
        raise ListFileError(messages.LIST_EMPTY(file=name), file=name, line=1)
    if len(header) > MAX_COLUMNS:
        raise ListFileError(messages.LIST_TOO_WIDE(file=name, most=MAX_COLUMNS), file=name, line=1)
    for place, heading in enumerate(header, start=1):
        if not heading or heading in header[: place - 1]:
            wrong = messages.LIST_COLUMN_TWICE if heading else messages.LIST_COLUMN_UNNAMED
            raise ListFileError(
                wrong(file=name, column=heading),
                file=name,
                line=1,
                column=heading or str(place),
            )
    return header


def _row(name: str, row: Sequence[str], width: int, line: int) -> list[str]:
    if any(row[width:]):
        raise ListFileError(
            messages.LIST_LINE_TOO_WIDE(file=name, line=line),
            file=name,
            line=line,
            column=str(width + 1),
        )
    return list(row[:width])


def _too_many(name: str, most: int) -> ListFileError:
    return ListFileError(messages.LIST_TOO_LONG(file=name, most=most), file=name)


# --- XML ---------------------------------------------------------------------------------------


def _read_xml(name: str, text: str, most: int) -> Element:
    try:
        root = parse_xml(text, title=name)
    except FormDefinitionError as error:
        raise ListFileError(
            messages.LIST_NOT_XML(file=name),
            file=name,
            line=getattr(error.__cause__, "lineno", None),
        ) from error
    if sum(1 for _ in elements(root)) > most:
        raise _too_many(name, most)
    return root


def element_of(element: Element, place: int = 0) -> ItemElement:
    """Return an element with all below; the depth of the XML is bounded by its parser."""
    counts: Counter[str] = Counter()
    children: list[ItemElement] = []
    for child in elements(element):
        name = local_name(child)
        children.append(element_of(child, counts[name]))
        counts[name] += 1
    attributes = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    text = "" if children else element.text or ""
    return ItemElement(local_name(element), text, attributes, tuple(children), place)


# --- GeoJSON -----------------------------------------------------------------------------------


def _read_geojson(name: str, text: str, most: int) -> ItemTable:
    """Read a FeatureCollection: properties are columns, `geometry` is the place as ODK text."""
    try:
        content: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise ListFileError(messages.LIST_NOT_JSON(file=name), file=name, line=line) from error
    features = _mapping(content).get("features")
    if _mapping(content).get("type") != "FeatureCollection" or not isinstance(features, list):
        raise ListFileError(messages.LIST_NO_FEATURES(file=name), file=name)
    if len(cast("list[Any]", features)) > most:
        raise _too_many(name, most)
    rows = [_feature(_mapping(feature)) for feature in cast("list[Any]", features)]
    columns = list(dict.fromkeys(column for row in rows for column in row))
    if len(columns) > MAX_COLUMNS:
        raise ListFileError(messages.LIST_TOO_WIDE(file=name, most=MAX_COLUMNS), file=name)
    columns = columns or ["id", "title", "geometry"]
    return ItemTable(columns, [[row.get(column, "") for column in columns] for row in rows])


def _feature(feature: Mapping[str, Any]) -> dict[str, str]:
    row = {"geometry": _geometry(_mapping(feature.get("geometry")))}
    if feature.get("id") is not None:
        row["id"] = _plain(feature["id"])
    row |= {key: _plain(value) for key, value in _mapping(feature.get("properties")).items()}
    return row


def _mapping(value: Any) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else {}


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(_number(value))
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _geometry(geometry: Mapping[str, Any]) -> str:
    """Return `lat lon 0 0` of a point; points of a line or of an outer border with `;`."""
    coordinates: Any = geometry.get("coordinates")
    match geometry.get("type"):
        case "Point":
            return _point(coordinates)
        case "LineString":
            return ";".join(_points(coordinates))
        case "Polygon":
            rings = cast("list[Any]", coordinates) if isinstance(coordinates, list) else []
            return ";".join(_points(rings[0] if rings else None))
        case _:
            return ""


def _points(coordinates: Any) -> Iterator[str]:
    if isinstance(coordinates, list):
        yield from (_point(one) for one in cast("list[Any]", coordinates))


def _point(coordinates: Any) -> str:
    """Return a place; GeoJSON puts longitude first."""
    if not isinstance(coordinates, list):
        return ""
    numbers = [one for one in cast("list[Any]", coordinates) if isinstance(one, int | float)]
    if len(numbers) < 2:
        return ""
    longitude, latitude, height = (*map(_number, numbers[:3]), 0.0)[:3]
    return f"{number_text(latitude)} {number_text(longitude)} {number_text(height)} 0"


def _number(number: float) -> float:
    """Return a number of JSON, whose whole numbers have no bounds."""
    try:
        return float(number)
    except OverflowError:
        return nan


_READERS: dict[str, Callable[[str, str, int], ItemTable | Element]] = {
    "csv": _read_csv,
    "xml": _read_xml,
    "geojson": _read_geojson,
}
