"""The door of this package: draws every document with ReportLab.

ReportLab is imported at the first document, never at start-up.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

from bina_desktop.application.dokumen import (
    DokumenDisposisi,
    DokumenPengantar,
    DokumenSkTim,
    DokumenSpt,
    Naskah,
    ReadBerkas,
    no_file,
)
from bina_desktop.application.dokumen_kunjungan import (
    DokumenBeritaAcara,
    DokumenDaftarHadir,
    DokumenPemberitahuan,
)
from bina_desktop.application.dokumen_laporan import DokumenLaporan
from bina_desktop.application.dokumen_lembar import DokumenBlangko, DokumenKuesioner, DokumenLembar
from bina_desktop.application.dokumen_rekomendasi import DokumenMatriks, DokumenRekomendasi
from bina_desktop.application.dokumen_sop import DokumenSop
from bina_desktop.application.dokumen_tinjauan import DokumenKendali, DokumenPeriksa
from bina_desktop.application.dokumen_triwulan import DokumenNotaDinas, DokumenRekap

_DRAWN_BY: Final[dict[type, str]] = {
    DokumenPemberitahuan: "pemberitahuan",
    DokumenDaftarHadir: "daftar_hadir",
    DokumenBeritaAcara: "berita_acara",
    DokumenNotaDinas: "nota_dinas",
    DokumenPeriksa: "lembar_periksa",
    DokumenKendali: "lembar_kendali",
    DokumenRekap: "rekap_provinsi",
    DokumenSop: "lembar_sop",
    DokumenRekomendasi: "rekomendasi",
    DokumenMatriks: "matriks",
}
"""Module of this package, whose `draw_…` bears the same name; imported when first drawn."""


class ReportLabDocuments:
    """Implements `Documents`; `fonts_dir` holds the four faces of both families."""

    def __init__(self, fonts_dir: Path) -> None:
        self._fonts_dir = fonts_dir
        self._lock = threading.Lock()

    def _prepare(self) -> None:
        from bina_desktop.pdf.fonts import register_fonts

        with self._lock:
            register_fonts(self._fonts_dir)

    def disposisi(self, dokumen: DokumenDisposisi) -> bytes:
        """Draw the Lembar Disposisi."""
        from bina_desktop.pdf.disposisi import draw_disposisi

        self._prepare()
        return draw_disposisi(dokumen)

    def sk_tim(self, dokumen: DokumenSkTim) -> bytes:
        """Draw the SK Tim with its Lampiran."""
        from bina_desktop.pdf.sk_tim import draw_sk_tim

        self._prepare()
        return draw_sk_tim(dokumen)

    def spt(self, dokumen: DokumenSpt) -> bytes:
        """Draw the Surat Perintah Tugas."""
        from bina_desktop.pdf.spt import draw_spt

        self._prepare()
        return draw_spt(dokumen)

    def lembar(self, dokumen: DokumenLembar | DokumenKuesioner | DokumenBlangko) -> bytes:
        """Draw a Lembar Penilaian or a questionnaire, filled or blank."""
        from bina_desktop.pdf.blangko import draw_blangko
        from bina_desktop.pdf.kuesioner import draw_kuesioner
        from bina_desktop.pdf.lembar_penilaian import draw_lembar

        self._prepare()
        if isinstance(dokumen, DokumenLembar):
            return draw_lembar(dokumen)
        if isinstance(dokumen, DokumenBlangko):
            return draw_blangko(dokumen)
        return draw_kuesioner(dokumen)

    def laporan(self, dokumen: DokumenLaporan, berkas: ReadBerkas = no_file) -> bytes:
        """Draw the Laporan Hasil Penilaian; photographs are opened one after the other."""
        from bina_desktop.pdf.laporan import draw_laporan

        self._prepare()
        return draw_laporan(dokumen, berkas)

    def surat_pengantar(self, dokumen: DokumenPengantar) -> bytes:
        """Draw the Surat Pengantar with its receipt."""
        from bina_desktop.pdf.pengantar import draw_surat_pengantar

        self._prepare()
        return draw_surat_pengantar(dokumen)

    def naskah(self, dokumen: Naskah) -> bytes:
        """Draw a paper of a visit or of a triwulan."""
        name = _DRAWN_BY[type(dokumen)]
        self._prepare()
        draw: Callable[[Naskah], bytes] = getattr(
            import_module(f"bina_desktop.pdf.{name}"), f"draw_{name}"
        )
        return draw(dokumen)
