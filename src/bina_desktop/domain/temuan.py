"""Findings and the recommendations that answer them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NewType
from uuid import NAMESPACE_URL, uuid5

from bina_desktop.domain.errors import InvalidValueError
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


BERAT = (Tingkat.KRITIS, Tingkat.TINGGI, Tingkat.SEDANG, Tingkat.RENDAH)
"""Heaviest first: the order of print."""


@dataclass(frozen=True, slots=True)
class Frasa:
    """A finding of the phrase bank with the recommendation that answers it."""

    kode: str
    kondisi: str
    tingkat: Tingkat
    rekomendasi: str
    ditujukan: Alamat
    tenggat_hari: int
    indikator: tuple[str, ...]
    """Codes `a1` … that propose it; () where it is only chosen by hand."""
    skor_maks: int
    """Highest skor at which one of them proposes it."""


@dataclass(frozen=True, slots=True)
class SkorLembar:
    """Scores of one final sheet, as far as findings are concerned."""

    lembar_id: LembarId
    skor: Mapping[str, int | None]
    """By indikator code; None = tidak berlaku."""


def parse_frasa(text: str) -> tuple[Frasa, ...]:
    """Read the phrase bank (`resources/temuan.toml`).

    Raises InvalidValueError that names the entry.
    """
    entries: list[dict[str, Any]] = tomllib.loads(text)["temuan"]
    return tuple(_parse_frasa(entry) for entry in entries)


def _parse_frasa(entry: Mapping[str, Any]) -> Frasa:
    try:
        return Frasa(
            kode=entry["kode"],
            kondisi=entry["kondisi"],
            tingkat=Tingkat(entry["tingkat"]),
            rekomendasi=entry["rekomendasi"],
            ditujukan=Alamat(entry["ditujukan"]),
            tenggat_hari=entry["tenggat_hari"],
            indikator=tuple(entry["indikator"]),
            skor_maks=entry["skor_maks"],
        )
    except (KeyError, ValueError) as error:
        raise InvalidValueError(
            f"Bank frasa temuan, entri {entry.get('kode', 'tanpa kode')}, tidak terbaca: {error}."
        ) from None


def temuan_id_for(spt_id: SptId, kode: str) -> TemuanId:
    """Return the one id of a proposed finding of this visit, so that proposing twice is once."""
    return TemuanId(str(uuid5(NAMESPACE_URL, f"urn:bina:{spt_id}/temuan/{kode}")))


def propose_temuan(
    bank: Sequence[Frasa],
    lembar: Sequence[SkorLembar],
    *,
    spt_id: SptId,
    dari: date,
) -> tuple[Temuan, ...]:
    """Propose one finding per phrase that a low score calls for; the deadline counts from `dari`.

    The finding names the indikator with the lowest score, and the sheet where only one shows it.
    """
    found: list[Temuan] = []
    for frasa in bank:
        hits = [
            (skor, kode, sheet.lembar_id)
            for sheet in lembar
            for kode in frasa.indikator
            if (skor := sheet.skor.get(kode)) is not None and skor <= frasa.skor_maks
        ]
        if hits:
            sheets = {lembar_id for _, _, lembar_id in hits}
            found.append(
                Temuan(
                    id=temuan_id_for(spt_id, frasa.kode),
                    spt_id=spt_id,
                    kondisi=frasa.kondisi,
                    rekomendasi=frasa.rekomendasi,
                    tingkat=frasa.tingkat,
                    ditujukan=frasa.ditujukan,
                    kode=frasa.kode,
                    indikator=min(hits)[1],
                    lembar_id=sheets.pop() if len(sheets) == 1 else None,
                    tenggat=dari + timedelta(days=frasa.tenggat_hari),
                )
            )
    return tuple(found)


def sort_temuan(temuan: Iterable[Temuan]) -> tuple[Temuan, ...]:
    """Order findings for print: heaviest first, then by code, free ones last."""
    return tuple(
        sorted(temuan, key=lambda t: (BERAT.index(t.tingkat), t.kode or "Z", t.kondisi, t.id))
    )
