"""Drawings (SVG) of a form, copied so that nothing in them runs, loads a file or grows huge.

A drawing comes with a form from anywhere. What is drawn is a copy of the elements and attributes
known here; Qt's own reader refuses entities and whatever is no XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QXmlStreamReader, QXmlStreamWriter

SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_MOST_BYTES: Final = 4_000_000
_MOST_ELEMENTS: Final = 20_000
_DEEPEST: Final = 64
_SHAPES: Final = frozenset(
    {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "image"}
)
_HOLDERS: Final = frozenset({"svg", "g"})
_PAINTS: Final = frozenset(
    {"defs", "linearGradient", "radialGradient", "stop", "style", "tspan", "title", "desc"}
)
_WRITTEN: Final = frozenset({"text", "tspan", "style", "title", "desc"})
"""Elements whose words are copied."""
_OF_THE_PAINT: Final = re.compile(
    r"fill(-opacity)?|stroke.*|opacity|style|class|visibility|display|color"
)
_LEADS_OUT: Final = frozenset({"filter", "mask", "clip-path", "cursor"})
"""Attributes that name elements which are not copied."""
_PICTURE_INSIDE: Final = re.compile(r"data:image/(png|jpe?g);base64,", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(
    r"url\(\s*['\"]?(?!['\"]?#)|@|\\|expression|javascript", re.IGNORECASE
)
"""What leads out of a drawing in an attribute or style sheet; an escape may hide such a word."""


class NoDrawingError(Exception):
    """What should be a drawing is none, or more than is opened."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing that is safe to show."""

    shown: bytes
    """As its author drew it."""
    areas: bytes
    """Every shape of it filled whole: where a click hits, also what is drawn transparent."""
    ids: tuple[str, ...]
    """Names of its shapes and groups, the lowest first."""


def read_drawing(data: bytes) -> Drawing:
    """Return the harmless part of a drawing. Raises NoDrawingError."""
    if len(data) > _MOST_BYTES:
        raise NoDrawingError(f"more than {_MOST_BYTES} bytes")
    copy = _Copy(data)
    copy.run()
    return Drawing(copy.shown.written(), copy.areas.written(), tuple(copy.ids))


class _Sheet:
    """One copy being written."""

    def __init__(self) -> None:
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.writer = QXmlStreamWriter(self._buffer)

    def written(self) -> bytes:
        return bytes(self._buffer.data().data())


class _Copy:
    """Goes through a drawing once and writes both copies."""

    def __init__(self, data: bytes) -> None:
        self._source = QBuffer()
        self._source.setData(QByteArray(data))
        self._source.open(QIODevice.OpenModeFlag.ReadOnly)
        self._reader = QXmlStreamReader(self._source)
        self.shown, self.areas = _Sheet(), _Sheet()
        self.ids: list[str] = []
        self._open: list[tuple[str, bool]] = []
        """Elements that are open, and whether they are areas."""
        self._count = 0

    def run(self) -> None:
        reader = self._reader
        while not reader.atEnd():
            token = reader.readNext()
            if token is QXmlStreamReader.TokenType.DTD and reader.entityDeclarations():
                raise NoDrawingError("entities")
            if token is QXmlStreamReader.TokenType.StartElement:
                self._start()
            elif token is QXmlStreamReader.TokenType.EndElement:
                self._end()
            elif token is QXmlStreamReader.TokenType.Characters:
                self._words(reader.text())
        if reader.hasError() or not self._count:
            raise NoDrawingError(reader.errorString() or "no svg")

    def _start(self) -> None:
        name = self._reader.name()
        known = name in _SHAPES | _HOLDERS | _PAINTS and self._reader.namespaceUri() in (SVG, "")
        if not self._open and (not known or name != "svg"):
            raise NoDrawingError("no svg")
        self._count += 1
        if self._count > _MOST_ELEMENTS or len(self._open) >= _DEEPEST:
            raise NoDrawingError("too many elements")
        if not known:
            self._reader.skipCurrentElement()
            return
        attributes = dict(self._harmless())
        is_area = name in _SHAPES | _HOLDERS or (name == "tspan" and self._in_area())
        if is_area and attributes.get("id"):
            self.ids.append(attributes["id"])
        empty = name == "image" and "href" not in attributes
        self._write(self.shown, "g" if empty else name, attributes)
        if is_area:
            plain = {k: v for k, v in attributes.items() if not _OF_THE_PAINT.fullmatch(k)}
            self._write(self.areas, "rect" if name == "image" else name, plain)
        self._open.append((name, is_area))

    def _write(self, sheet: _Sheet, name: str, attributes: dict[str, str]) -> None:
        writer = sheet.writer
        writer.writeStartElement(name)
        if not self._open:
            writer.writeAttribute("xmlns", SVG)
        for key, value in attributes.items():
            writer.writeAttribute(key, value)

    def _in_area(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _harmless(self) -> Iterator[tuple[str, str]]:
        attributes = self._reader.attributes()
        for at in range(attributes.count()):
            one = attributes.at(at)
            key, value = one.name(), one.value()
            if key == "href":
                inside = self._reader.name() == "image" and _PICTURE_INSIDE.match(value)
                if inside or value.startswith("#"):
                    yield "href", value
            elif one.namespaceUri() or key.lower().startswith("on") or key in _LEADS_OUT:
                continue
            elif not _ELSEWHERE.search(value):
                yield key, value

    def _end(self) -> None:
        _name, is_area = self._open.pop()
        self.shown.writer.writeEndElement()
        if is_area:
            self.areas.writer.writeEndElement()

    def _words(self, text: str) -> None:
        name, is_area = self._open[-1] if self._open else ("", False)
        if name not in _WRITTEN or (name == "style" and _ELSEWHERE.search(text)):
            return
        self.shown.writer.writeCharacters(text)
        if is_area:
            self.areas.writer.writeCharacters(text)
