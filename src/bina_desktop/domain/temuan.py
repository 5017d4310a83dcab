"""Findings and the recommendations that answer them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.penugasan import SptId

TemuanId = NewType("TemuanId", str)


class Tingkat(StrEnum):
    """Weight of a finding."""

    RENDAH = "rendah"
    SEDANG = "sedang"
    TINGGI = "tinggi"
    KRITIS = "kritis"


class Alamat(StrEnum):
    """To whom a recommendation is addressed; only those to the Dirjen go into the Surat Rekomendasi."""

    KADIS_KAB_KOTA = "kadis_kab_kota"
    KEPALA_DAERAH = "kepala_daerah"
    PROVINSI = "provinsi"
    DIRJEN = "dirjen"


class StatusTindakLanjut(StrEnum):
    """The four statuses of follow-up used by BPK's SIPTL."""

    BELUM_DITINDAKLANJUTI = "belum_ditindaklanjuti"
    BELUM_SESUAI = "belum_sesuai"
    SESUAI = "sesuai"
    TIDAK_DAPAT = "tidak_dapat_ditindaklanjuti"


@dataclass(frozen=True, slots=True)
class Temuan:
    """A finding of one visit with its recommendation."""

    id: TemuanId
    spt_id: SptId
    kondisi: str
    rekomendasi: str
    tingkat: Tingkat
    ditujukan: Alamat
    kode: str = ""
    """`T01` … of the phrase bank; '' for a free one."""
    indikator: str = ""
    """`a1` …; '' where it stands for none."""
    lembar_id: LembarId | None = None
    tenggat: date | None = None
    status: StatusTindakLanjut = StatusTindakLanjut.BELUM_DITINDAKLANJUTI
