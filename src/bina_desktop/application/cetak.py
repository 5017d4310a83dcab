"""Documents: gathers what a print needs and has it drawn."""

from __future__ import annotations

from bina_desktop.application.actor import Acting
from bina_desktop.domain.laporan import LaporanId
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.triwulan import Triwulan


class CetakService:
    """Makes PDFs; each method returns the bytes of a whole document."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    def disposisi(self, triwulan: Triwulan) -> bytes:
        """Lembar Disposisi of step 1."""
        raise NotImplementedError

    def sk_tim(self, triwulan: Triwulan) -> bytes:
        """SK Tim with its Lampiran."""
        raise NotImplementedError

    def spt(self, spt_id: SptId) -> bytes:
        """Surat Perintah Tugas."""
        raise NotImplementedError

    def lembar(self, lembar_id: LembarId) -> bytes:
        """Filled Lembar Penilaian or Kuesioner, relevant questions only."""
        raise NotImplementedError

    def laporan(self, laporan_id: LaporanId) -> bytes:
        """Laporan Hasil Penilaian; with watermark DRAF until ratified."""
        raise NotImplementedError

    def surat_pengantar(self, laporan_id: LaporanId) -> bytes:
        """Surat Pengantar to the Ditjen, with the receipt part."""
        raise NotImplementedError
