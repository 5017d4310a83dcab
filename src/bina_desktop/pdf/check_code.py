"""The check code at the foot of each page: letters to type, and a QR code of the same.

Drawn here, and read back here from a photograph or a scan.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator
from typing import Any, Final

from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from bina_desktop.application.cuplikan import freeze
from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.kode_cek import PREFIX, kode_cek, parse_kode_cek, qr_text

SIDE: Final = 11.5 * mm
"""Of the QR code, without its quiet zone."""
_VERSION: Final = 2
"""25 modules hold 26 bytes with the second level of correction."""
_FORM: Final = "kode-cek"
_MOST_PIXELS: Final = 60_000_000
"""A page of A4 at 800 dots an inch; larger pictures are not opened."""
_MOST_PAGES: Final = 20
_LOG = logging.getLogger(__name__)


def check_code_of(dokumen: object) -> str:
    """Return the check code of what a document says."""
    return kode_cek(hashlib.sha256(freeze(dokumen)).hexdigest())


def draw_qr(canvas: Canvas, kode: str, x: float, y: float) -> None:
    """Draw the QR code with its lower left corner at x, y; each page refers to one drawing."""
    form: Any = canvas
    if not form.hasForm(_FORM):
        form.beginForm(_FORM, 0, 0, SIDE, SIDE)
        _draw_modules(canvas, kode)
        form.endForm()
    canvas.saveState()
    canvas.translate(x, y)
    form.doForm(_FORM)
    canvas.restoreState()


def _draw_modules(canvas: Canvas, kode: str) -> None:
    code: Any = QRCode(_VERSION, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(qr_text(kode)))
    code.make()
    count = code.getModuleCount()
    side = SIDE / count
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for row in range(count):
        start = 0
        while start < count:
            end = start
            while end < count and code.isDark(row, end):
                end += 1
            if end > start:
                path.rect(start * side, SIDE - (row + 1) * side, (end - start) * side, side)
            start = max(end, start + 1)
    canvas.drawPath(path, stroke=0, fill=1)


def read_check_codes(data: bytes) -> tuple[str, ...]:
    """Return the check codes that QR codes on a picture or on a scanned PDF hold, each once.

    () where none can be read, for whatever reason: a person can type it.
    """
    found: dict[str, None] = {}
    for picture in _pictures(data):
        for text in _qr_texts(picture):
            if text.startswith(PREFIX):
                try:
                    found.setdefault(parse_kode_cek(text))
                except InvalidValueError:
                    continue
    return tuple(found)


def _qr_texts(picture: bytes) -> list[str]:
    import zxingcpp
    from PIL import Image

    try:
        with Image.open(io.BytesIO(picture)) as image:
            if image.width * image.height > _MOST_PIXELS:
                return []
            grey = image.convert("L")
        read: Any = zxingcpp.read_barcodes(grey)
    except Exception:  # what is no picture, or a broken one, breaks its reader anywhere
        _LOG.info("picture could not be read for check codes", exc_info=True)
        return []
    return [one.text for one in read]


def _pictures(data: bytes) -> Iterator[bytes]:
    if b"%PDF-" not in data[:1024]:
        yield data
        return
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        count = min(int(reader.root["/Pages"]["/Count"]), _MOST_PAGES)
        for number in range(count):
            page: Any = reader.find_page_for_modification(number)[0].get_object()
            for drawn in page["/Resources"].get("/XObject", {}).values():
                picture: Any = drawn.get_object()
                if picture.get("/Subtype") == "/Image" and picture.get("/Filter") == "/DCTDecode":
                    yield picture.encoded_data
    except Exception:  # a hostile file may break the reader anywhere
        _LOG.info("PDF could not be read for check codes", exc_info=True)
