"""Laporan Hasil Penilaian of one visit and its way through SOP steps 3 to 7."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import NAMESPACE_URL, uuid5

from bina_desktop.domain.penugasan import SptId

LaporanId = NewType("LaporanId", str)


class StatusLaporan(StrEnum):
    """Whose desk the Laporan is on."""

    DRAF = "draf"
    """With the Tim (step 3)."""
    DIAJUKAN = "diajukan"
    """With the Kasi for correction (step 4)."""
    DIKOREKSI = "dikoreksi"
    """With the Kabid for validation (step 5)."""
    DIVALIDASI = "divalidasi"
    """With the Kepala Dinas for ratification (step 6)."""
    DISAHKAN = "disahkan"
    """Ratified and signed; with the Kabid for delivery (step 7)."""
    DISAMPAIKAN = "disampaikan"
    """Delivered to the Ditjen: the cycle of this visit is closed."""
    DIKEMBALIKAN = "dikembalikan"
    """Back with the Tim (step 3), with a reason."""


@dataclass(frozen=True, slots=True)
class Laporan:
    """The report of one visit. Figures are composed from final sheets; texts are the authors'."""

    id: LaporanId
    spt_id: SptId
    status: StatusLaporan = StatusLaporan.DRAF
    nomor: str = ""
    tanggal: date | None = None
    gambaran_umum: str = ""
    """BAB II, as text with blank lines between paragraphs."""
    pembahasan: str = ""
    """BAB IV beside the table of findings."""
    kesimpulan: str = ""
    """BAB V."""
    catatan: str = ""
    """Correction notes of the last reviewer; '' when none."""
    disahkan_pada: datetime | None = None
    cuplikan_sha256: str = ""
    """Hash of the frozen snapshot from which the ratified PDF was made."""
    berkas_sha256: str = ""
    """Hash of the signed (or scanned) PDF."""
    nomor_pengantar: str = ""


def laporan_id_for(spt_id: SptId) -> LaporanId:
    """Return the one id of the Laporan of this visit."""
    return LaporanId(str(uuid5(NAMESPACE_URL, f"urn:bina:{spt_id}/laporan")))
