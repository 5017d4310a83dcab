"""The visible mark of an electronic signature: plain text, no logo, no likeness of BSrE's mark.

The words "tidak tersertifikasi" stand on the page itself, under the box.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any, Final

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from bina_desktop.application.signature import SignerIdentity
from bina_desktop.domain.bahasa import format_waktu
from bina_desktop.domain.pegawai import format_nip
from bina_desktop.pdf.fonts import SANS, bold, regular
from bina_desktop.pdf.layout import ACCENT, GREY, INK, fit

_LOW: Final = 40.0
"""Points; a lower box is one for a paraf, beside the full name of who makes it."""
_Line = tuple[str, str, float, Any]


def _lines(identity: SignerIdentity, at: datetime) -> list[_Line]:
    lines = [
        ("Ditandatangani secara elektronik oleh", regular(SANS), 7.5, GREY),
        (identity.nama, bold(SANS), 9.0, INK),
    ]
    if identity.nip:
        lines.append((f"NIP {format_nip(identity.nip)}", regular(SANS), 8.0, INK))
    return [
        *lines,
        (format_waktu(at), regular(SANS), 7.5, INK),
        ("Waktu menurut jam komputer penanda tangan", regular(SANS), 6.5, GREY),
    ]


def _paraf_lines(identity: SignerIdentity, at: datetime) -> list[_Line]:
    return [
        ("Diparaf secara elektronik", regular(SANS), 6.5, GREY),
        (identity.nama, bold(SANS), 7.5, INK),
        (format_waktu(at), regular(SANS), 6.5, INK),
    ]


def draw_stamp(identity: SignerIdentity, at: datetime, width: float, height: float) -> bytes:
    """Draw the mark as a PDF page of the size of the signature field."""
    stream = io.BytesIO()
    face: Any = regular(SANS)  # typed as a number in the stubs
    canvas = Canvas(stream, pagesize=(width, height), invariant=1, initialFontName=face)
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(0.9)
    canvas.roundRect(0.6, 0.6, width - 1.2, height - 1.2, 3)
    canvas.setFillColor(ACCENT)
    canvas.rect(0.6, 0.6, 4, height - 1.2, stroke=0, fill=1)
    lines = _paraf_lines(identity, at) if height < _LOW else _lines(identity, at)
    leading = height / (len(lines) + (0.6 if height < _LOW else 0.9))
    y = height - leading
    for text, font, size, colour in lines:
        scale = min(1.0, (width - 18) / max(1.0, stringWidth(text, font, size)))
        final = max(size * scale, 5.5)
        canvas.setFont(font, final)
        canvas.setFillColor(colour)
        canvas.drawString(11, y, fit(text, font, final, width - 14))
        y -= leading
    canvas.save()
    return stream.getvalue()
