"""Findings and the recommendations that answer them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from textwrap import shorten
from typing import Final, NewType
from uuid import NAMESPACE_URL, uuid5

from bina_desktop.domain.bahasa import format_daftar
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.penugasan import SptId

TemuanId = NewType("TemuanId", str)
RekomendasiId = NewType("RekomendasiId", str)
"""The first recommendation of a finding has the id of the finding itself."""


class Tingkat(StrEnum):
    """Weight of a finding."""

    RENDAH = "rendah"
    SEDANG = "sedang"
    TINGGI = "tinggi"
    KRITIS = "kritis"


class Alamat(StrEnum):
    """Addressee of a recommendation; the Surat Rekomendasi holds only those to the Dirjen."""

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
class Rekomendasi:
    """What somebody is asked to do about a finding, and until when."""

    id: RekomendasiId
    isi: str
    ditujukan: Alamat | None = None
    """Addressee; None until one is chosen."""
    penanggung_jawab: str = ""
    """Post that carries it out and reports on it."""
    tenggat: date | None = None


@dataclass(frozen=True, slots=True)
class Temuan:
    """A finding of one visit: what is, what ought to be, why, what follows, what to do."""

    id: TemuanId
    spt_id: SptId
    kondisi: str
    tingkat: Tingkat
    rekomendasi: tuple[Rekomendasi, ...] = ()
    """In the order of print."""
    kriteria: str = ""
    sebab: str = ""
    akibat: str = ""
    bukti: str = ""
    """Documents that show it, in words; scores are read from the sheets."""
    kode: str = ""
    """`T01` … of the phrase bank; '' for a free one."""
    indikator: str = ""
    """`a1` …; '' where it stands for none."""
    lembar_id: LembarId | None = None
    urutan: int | None = None
    """Place that people gave it; None stands where its weight puts it."""
    status: StatusTindakLanjut = StatusTindakLanjut.BELUM_DITINDAKLANJUTI
    """Of its recommendations, until a visit looks at them."""


BERAT = (Tingkat.KRITIS, Tingkat.TINGGI, Tingkat.SEDANG, Tingkat.RENDAH)
"""Heaviest first: the order of print."""
_NAMED: Final = 3
"""Incomplete findings that a refusal names."""


def temuan_id_for(spt_id: SptId, kode: str) -> TemuanId:
    """Return the one id of a proposed finding of this visit, so that proposing twice is once."""
    return TemuanId(str(uuid5(NAMESPACE_URL, f"urn:bina:{spt_id}/temuan/{kode}")))


def rekomendasi_id_for(temuan_id: TemuanId, number: int) -> RekomendasiId:
    """Return the one id of a proposed recommendation; `number` counts from 0, the first."""
    if number == 0:
        return RekomendasiId(temuan_id)
    return RekomendasiId(str(uuid5(NAMESPACE_URL, f"urn:bina:{temuan_id}/rekomendasi/{number}")))


def kekurangan(temuan: Temuan) -> tuple[str, ...]:
    """Return which parts a finding lacks, in words; () for a complete one."""
    parts = {"kriteria": temuan.kriteria, "sebab": temuan.sebab, "akibat": temuan.akibat}
    missing = [name for name, text in parts.items() if not text]
    if not temuan.rekomendasi:
        missing.append("rekomendasi")
    several = len(temuan.rekomendasi) > 1
    for number, one in enumerate(temuan.rekomendasi, 1):
        which = f" rekomendasi ke-{number}" if several else " rekomendasi"
        given = {
            "penerima": one.ditujukan,
            "penanggung jawab": one.penanggung_jawab,
            "tenggat": one.tenggat,
        }
        missing += [f"{name}{which}" for name, value in given.items() if not value]
    return tuple(missing)


def incomplete_words(temuan: Iterable[Temuan]) -> str:
    """Return a sentence that names findings which lack a part, and the parts; '' for none."""
    lacking = [(one, missing) for one in temuan if (missing := kekurangan(one))]
    if not lacking:
        return ""
    named = "; ".join(
        f"“{shorten(one.kondisi, 60, placeholder=' …')}” belum berisi {format_daftar(missing)}"
        for one, missing in lacking[:_NAMED]
    )
    more = len(lacking) - _NAMED
    rest = f"; dan {more} temuan lain" if more > 0 else ""
    return f"Temuan belum lengkap: {named}{rest}."


def sort_temuan(temuan: Iterable[Temuan]) -> tuple[Temuan, ...]:
    """Order findings for print: as people placed them, the others heaviest first, by code."""
    return tuple(
        sorted(
            temuan,
            key=lambda t: (
                t.urutan is None,
                t.urutan or 0,
                BERAT.index(t.tingkat),
                t.kode or "Z",
                t.kondisi,
                t.id,
            ),
        )
    )
