"""Papers of a visit by hand: a list with some that must wait, and one small PDF for all."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas
from tests.unit.pdf.samples import FONTS

from bina_desktop.application.naskah import BarisNaskah, JenisNaskah
from bina_desktop.domain.errors import MissingRequirementError
from bina_desktop.domain.penugasan import SptId
from bina_desktop.pdf.fonts import SANS, bold, register_fonts, regular

ROWS = (
    BarisNaskah(JenisNaskah.DISPOSISI, "Lembar disposisi", 1),
    BarisNaskah(JenisNaskah.SK_TIM, "SK Tim dengan lampiran", 2, "100.3.3/123/DUKCAPIL/2026"),
    BarisNaskah(JenisNaskah.SPT, "Surat Perintah Tugas", 3, "800.1.11.1/091/DUKCAPIL/2026"),
    BarisNaskah(JenisNaskah.BERITA_ACARA, "Berita Acara hasil penilaian", 3),
    BarisNaskah(
        JenisNaskah.PENGANTAR,
        "Surat pengantar dengan tanda terima",
        7,
        hambatan="Menunggu laporan disahkan (langkah 6).",
    ),
)


class FakeNaskah:
    def __init__(self) -> None:
        self.refuses: set[JenisNaskah] = set()

    def list(self, _spt_id: SptId) -> tuple[BarisNaskah, ...]:
        return ROWS

    def suggested_name(self, _spt_id: SptId, jenis: JenisNaskah) -> str:
        return f"{jenis}.pdf"

    def draw(self, _spt_id: SptId, jenis: JenisNaskah) -> bytes:
        if jenis in self.refuses:
            raise MissingRequirementError("Naskah ini belum dapat disusun.")
        register_fonts(FONTS)  # others are not there on every machine
        stream = io.BytesIO()
        canvas = Canvas(stream, pagesize=(609.4, 935.4), invariant=1)
        for page in (1, 2):
            canvas.setFont(bold(SANS), 20)
            canvas.drawString(90, 850, f"{jenis}, halaman {page}")
            canvas.setFont(regular(SANS), 11)
            for line in range(24):
                canvas.drawString(90, 810 - 18 * line, "Pembinaan dan penilaian aparatur " * 2)
            canvas.showPage()
        canvas.save()
        return stream.getvalue()
