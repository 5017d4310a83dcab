"""The check code at the foot of each page: letters to type, and a QR code of the same.

Drawn here, and read back here from a photograph or a scan.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from collections.abc import Iterator
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from bina_desktop.application.cuplikan import freeze
from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.kode_cek import PREFIX, kode_cek, parse_kode_cek, qr_text
from bina_desktop.pdf.scan import is_pdf, read_pages

SIDE: Final = 11.5 * mm
"""Of the QR code, without its quiet zone."""
_LEVEL: Final = "M"
"""Of correction: 25 modules hold the code with it."""
_DARK: Final = re.compile(rb"\x00+")
_FORM: Final = "kode-cek"
_MOST_PIXELS: Final = 60_000_000
"""A page of A4 at 800 dots an inch; larger pictures are not opened."""
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
    rows = _modules(qr_text(kode))
    side = SIDE / len(rows)
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for number, row in enumerate(rows):
        y = SIDE - (number + 1) * side
        for run in _DARK.finditer(row):
            path.rect(run.start() * side, y, (run.end() - run.start()) * side, side)
    canvas.drawPath(path, stroke=0, fill=1)


def _modules(text: str) -> list[bytes]:
    """Return the rows of a QR code, a byte a module; dark ones are 0."""
    import zxingcpp

    code: Any = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=_LEVEL)
    image = zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False)
    pixels: Any = memoryview(image)  # type: ignore[arg-type]
    count = pixels.shape[0]
    data = pixels.tobytes()
    return [data[at : at + count] for at in range(0, count * count, count)]


def read_check_codes(data: bytes) -> tuple[str, ...]:
    """Return the check codes that QR codes on a picture or on a scanned PDF hold, each once.

    () where none can be read, for whatever reason: a person can type it. Pictures beside text of
    a page's own are not read: who writes the page can paste any code on it.
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
    if not is_pdf(data):
        yield data
        return
    for page in read_pages(data):
        if not page.has_text:
            yield from page.pictures
