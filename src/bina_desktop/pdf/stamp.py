"""The visible mark of an electronic signature: plain text, no logo, no likeness of BSrE's mark.

The words "tidak tersertifikasi" stand on the page itself, under the box.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from bina_desktop.application.signature import SignerIdentity
from bina_desktop.domain.bahasa import format_waktu
from bina_desktop.domain.pegawai import format_nip
from bina_desktop.pdf.fonts import SANS, bold, regular
from bina_desktop.pdf.layout import ACCENT, GREY, INK, fit


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
    lines = [
        ("Ditandatangani secara elektronik oleh", regular(SANS), 7.5, GREY),
        (identity.nama, bold(SANS), 9, INK),
    ]
    if identity.nip:
        lines.append((f"NIP {format_nip(identity.nip)}", regular(SANS), 8, INK))
    lines += [
        (format_waktu(at), regular(SANS), 7.5, INK),
        ("Waktu menurut jam komputer penanda tangan", regular(SANS), 6.5, GREY),
    ]
    leading = height / (len(lines) + 0.9)
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
