"""How findings and their recommendations are set, wherever documents list them."""

from __future__ import annotations

from reportlab.platypus import Paragraph

from bina_desktop.application.dokumen_laporan import BarisRekomendasi, BarisTemuan
from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.pdf.layout import CELL, escape, rich


def markup(text: str) -> str:
    """Return plain text as markup that breaks its lines where the text does."""
    return escape(text).replace("\n", "<br/>")


def rekomendasi_cell(item: BarisTemuan) -> Paragraph:
    """Return the recommendations of a finding, each with addressee, owner and deadline."""
    several = len(item.rekomendasi) > 1
    texts = [
        rekomendasi_markup(one, f"{number}. " if several else "")
        for number, one in enumerate(item.rekomendasi, 1)
    ]
    return rich("<br/>".join(texts) or "–", CELL)


def rekomendasi_markup(one: BarisRekomendasi, number: str = "") -> str:
    """Return a recommendation with addressee, owner and deadline, a line each."""
    lines = [f"{number}{markup(one.isi)}"]
    for label, text in (
        ("Kepada", one.penerima),
        ("Penanggung jawab", one.penanggung_jawab),
        ("Tenggat", format_tanggal(one.tenggat) if one.tenggat else ""),
    ):
        if text:
            lines.append(f"<i>{label}:</i> {markup(text)}")
    return "<br/>".join(lines)
