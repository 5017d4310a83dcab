"""Pictures read, measured, thumbnailed and reduced; safe to call beside the UI thread."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter

from bina_desktop.ui.form.media.svg import NoDrawingError, read_drawing

THUMBNAIL: Final = QSize(288, 216)
"""Dots of a small picture: three times what is drawn, for sharp screens."""
_JPEG_QUALITY: Final = 88
_MOST_PNG: Final = 3_000_000
"""Bytes from which a pasted picture is kept as JPEG: then it is a photograph, no screenshot."""
_MOST_DOTS: Final = 120_000_000
"""A picture of more is not opened: some decoders hold it whole however small it is shown."""
_KINDS: Final = frozenset({b"jpeg", b"png", b"gif", b"bmp", b"webp", b"tiff", b"heic", b"heif"})
"""What is decoded: a drawing language that names other files is not, whatever its name says."""


def is_beyond(size: QSize) -> bool:
    """Tell whether a picture has more dots than are opened."""
    return size.width() * size.height() > _MOST_DOTS


def size_of(data: bytes) -> QSize:
    """Return the size of a picture in dots as it is seen; empty where it cannot be read."""
    reader, _buffer = _reader(data)
    size = reader.size() if _is_known(reader) else QSize()
    if size.isEmpty():
        return QSize()
    return size.transposed() if _lies(reader) else size


def thumbnail(data: bytes) -> QImage:
    """Return a small picture; null where it cannot be read."""
    return _read(data, THUMBNAIL)


def whole(data: bytes) -> QImage:
    """Return the picture, turned as the camera was held; null where it cannot be read."""
    return _read(data, None)


def of_file(path: Path, bounds: QSize) -> QImage:
    """Return a picture that a form brings, scaled into `bounds`; null where it cannot be read.

    Drawings (SVG) are drawn as large as the bounds; other pictures never grow.
    """
    drawn = path.suffix.lower() == ".svg"
    try:
        data = read_drawing(path.read_bytes()).shown if drawn else path.read_bytes()
    except (NoDrawingError, OSError):
        return QImage()
    reader, _buffer = _reader(data)
    size = reader.size()
    if not (drawn or _is_known(reader)) or size.isEmpty() or is_beyond(size):
        return QImage()
    fitting = size.scaled(bounds, Qt.AspectRatioMode.KeepAspectRatio)
    if fitting.width() < size.width() or drawn:
        reader.setScaledSize(fitting)  # large photographs are never read whole
    return reader.read()


def reduced(data: bytes, longest: int) -> bytes:
    """Return the picture as JPEG, its longer side at most `longest` dots; b'' if unreadable."""
    image = _read(data, QSize(longest, longest))
    return b"" if image.isNull() else _written(_on_white(image), b"jpeg", _JPEG_QUALITY)


def encoded(image: QImage) -> tuple[bytes, str]:
    """Return a drawn or pasted picture as bytes, and the ending of its name."""
    png = _written(image, b"png", -1)
    if len(png) <= _MOST_PNG:
        return png, "png"
    return _written(_on_white(image), b"jpeg", _JPEG_QUALITY), "jpg"


def _read(data: bytes, fitting: QSize | None) -> QImage:
    reader, _buffer = _reader(data)
    if not _is_known(reader) or is_beyond(reader.size()):
        return QImage()
    size = reader.size()
    if fitting is not None and not size.isEmpty():
        bounds = fitting.transposed() if _lies(reader) else fitting
        if size.width() > bounds.width() or size.height() > bounds.height():
            # The decoder scales: a large photograph is never held whole.
            reader.setScaledSize(size.scaled(bounds, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _reader(data: bytes) -> tuple[QImageReader, QBuffer]:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    return reader, buffer


def _is_known(reader: QImageReader) -> bool:
    return bytes(reader.format().data()) in _KINDS


def _lies(reader: QImageReader) -> bool:
    """Tell whether the camera was held upright, so that width and height change places."""
    turned = reader.transformation().value & 4  # QImageIOHandler::TransformationRotate90
    return bool(turned)


def _on_white(image: QImage) -> QImage:
    """Return the picture without transparency, which JPEG would paint black."""
    if not image.hasAlphaChannel():
        return image
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(Qt.GlobalColor.white)
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    return flat


def _written(image: QImage, kind: bytes, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind))
    writer.setQuality(quality)
    writer.write(image)
    return bytes(buffer.data().data())
