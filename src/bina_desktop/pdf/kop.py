"""Kop dinas: logo on the left, pemda, Dinas, address; closed by a thick and a thin rule."""

from __future__ import annotations

import base64
import binascii
import io
from typing import Any

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.units import cm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Image, Spacer, Table

from bina_desktop.domain.kantor import Kantor
from bina_desktop.pdf.fonts import SANS, bold, regular
from bina_desktop.pdf.layout import INK, Kertas, balanced, para, style

_PEMDA = style("pemda", fontName=regular(SANS), fontSize=14, leading=17, alignment=TA_CENTER)
_DINAS = style(
    "dinas", fontName=bold(SANS), fontSize=18, leading=21, alignment=TA_CENTER, spaceAfter=2
)
_ALAMAT = style("alamat", fontName=regular(SANS), fontSize=9, leading=11.5, alignment=TA_CENTER)
_LOGO = 2.2 * cm


class _DoubleRule(Flowable):
    """Thick over thin, the full width of the text."""

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """Take the whole width."""
        self.width, self.height = aW, 5
        return self.width, self.height

    def draw(self) -> None:
        """Draw both lines."""
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(2.2)
        self.canv.line(0, 3.4, self.width, 3.4)
        self.canv.setLineWidth(0.6)
        self.canv.line(0, 0.6, self.width, 0.6)


def logo(kantor: Kantor, size: float) -> Image | None:
    """Return the logo within a square of `size` points; None where none can be read."""
    if not kantor.logo:
        return None
    try:
        data = base64.b64decode(kantor.logo, validate=True)
        width, height = ImageReader(io.BytesIO(data)).getSize()
    except (binascii.Error, OSError, ValueError):
        return None
    scale = size / max(width, height)
    return Image(io.BytesIO(data), width * scale, height * scale, mask="auto")


def dinas_name(kantor: Kantor, provinsi: str) -> str:
    """Return the full name of the Dinas in ordinary case, for metadata and running text."""
    words = kantor.nama.title().replace(" Dan ", " dan ")
    return f"{words} {provinsi}"


def _lines(kantor: Kantor, width: float) -> list[Flowable]:
    lines = [para(kantor.pemda.upper(), _PEMDA), balanced(kantor.nama.upper(), _DINAS, width)]
    if kantor.alamat:
        lines.append(para(kantor.alamat, _ALAMAT))
    contacts = (
        ("Telepon", kantor.telepon),
        ("Laman", kantor.laman),
        ("Pos-el", kantor.surel),
    )
    contact = "\u00a0\u00a0· ".join(f"{label} {value}" for label, value in contacts if value)
    if contact:
        lines.append(para(contact, _ALAMAT))
    return lines


def kop(kantor: Kantor, kertas: Kertas) -> list[Flowable]:
    """Draw the kop; without a logo the text is centred over the whole width."""
    picture = logo(kantor, _LOGO)
    side = _LOGO + 0.2 * cm
    columns: list[float] = [kertas.lebar]
    row: list[Any] = [_lines(kantor, kertas.lebar)]
    if picture is not None:
        columns = [side, kertas.lebar - side]
        row = [picture, _lines(kantor, kertas.lebar - side)]
    table = Table([row], colWidths=columns)
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), regular(SANS), 9),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
    )
    return [table, _DoubleRule(), Spacer(1, 12)]
