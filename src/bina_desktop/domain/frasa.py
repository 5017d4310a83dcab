"""The phrase bank of findings, and what of it the scores of a visit call for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.penilaian import mean
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.temuan import (
    Alamat,
    Rekomendasi,
    Temuan,
    Tingkat,
    rekomendasi_id_for,
    temuan_id_for,
)

_LOW: Final = 2
"""Highest skor at which an indikator explains the finding of another."""


@dataclass(frozen=True, slots=True)
class FrasaRekomendasi:
    """A recommendation of the phrase bank."""

    isi: str
    ditujukan: Alamat
    penanggung_jawab: str
    tenggat_hari: int


@dataclass(frozen=True, slots=True)
class FrasaSebab:
    """A usual cause; one with `indikator` is proposed where one of them is low as well."""

    teks: str
    indikator: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frasa:
    """A finding of the phrase bank with the recommendations that answer it."""

    kode: str
    kondisi: str
    kriteria: str
    sebab: tuple[FrasaSebab, ...]
    akibat: str
    tingkat: Tingkat
    rekomendasi: tuple[FrasaRekomendasi, ...]
    indikator: tuple[str, ...] = ()
    """Codes `a1` … that propose it; () where no single score does."""
    skor_maks: int = 0
    """Highest skor at which one of them proposes it."""
    aspek: str = ""
    """Code `a` … of the aspek whose mean proposes it; '' for none."""
    nilai_di_bawah: int = 0
    """The mean of the aspek must be lower than this."""


@dataclass(frozen=True, slots=True)
class SkorLembar:
    """Scores of one final sheet, as far as findings are concerned."""

    lembar_id: LembarId
    skor: Mapping[str, int | None]
    """By indikator code; None = tidak berlaku."""
    nilai_aspek: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    """By aspek code `a` …; absent where none of the aspek applies."""


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
            kriteria=entry["kriteria"],
            sebab=tuple(
                FrasaSebab(one["teks"], tuple(one.get("indikator", ()))) for one in entry["sebab"]
            ),
            akibat=entry["akibat"],
            tingkat=Tingkat(entry["tingkat"]),
            rekomendasi=tuple(
                FrasaRekomendasi(
                    isi=one["isi"],
                    ditujukan=Alamat(one["ditujukan"]),
                    penanggung_jawab=one["penanggung_jawab"],
                    tenggat_hari=one["tenggat_hari"],
                )
                for one in entry["rekomendasi"]
            ),
            indikator=tuple(entry.get("indikator", ())),
            skor_maks=entry.get("skor_maks", 0),
            aspek=entry.get("aspek", ""),
            nilai_di_bawah=entry.get("nilai_di_bawah", 0),
        )
    except (KeyError, ValueError) as error:
        raise InvalidValueError(
            f"Bank frasa temuan, entri {entry.get('kode', 'tanpa kode')}, tidak terbaca: {error}."
        ) from None


def propose_temuan(
    bank: Sequence[Frasa],
    lembar: Sequence[SkorLembar],
    *,
    spt_id: SptId,
    dari: date,
) -> tuple[Temuan, ...]:
    """Propose one finding per phrase that a low score or a low aspek calls for.

    Deadlines count from `dari`. The finding names the indikator with the lowest score, and the
    sheet where only one shows it. A low aspek is found where none of its indikator is.
    """
    found: list[Temuan] = []
    explained: set[str] = set()
    for frasa in sorted(bank, key=lambda one: bool(one.aspek)):
        hits = low_scores(frasa, lembar)
        explained.update(kode[0] for _, kode, _ in hits)
        if hits or (frasa.aspek not in explained and _is_low_aspek(frasa, lembar)):
            sheets = {lembar_id for _, _, lembar_id in hits}
            proposed = temuan_of(frasa, lembar, spt_id=spt_id, dari=dari)
            found.append(
                replace(
                    proposed,
                    indikator=min(hits)[1] if hits else "",
                    lembar_id=sheets.pop() if len(sheets) == 1 else None,
                )
            )
    return tuple(found)


def temuan_of(frasa: Frasa, lembar: Sequence[SkorLembar], *, spt_id: SptId, dari: date) -> Temuan:
    """Return a phrase as a finding of a visit; scores decide which of its causes it names."""
    key = temuan_id_for(spt_id, frasa.kode)
    return Temuan(
        id=key,
        spt_id=spt_id,
        kondisi=frasa.kondisi,
        tingkat=frasa.tingkat,
        rekomendasi=tuple(
            Rekomendasi(
                id=rekomendasi_id_for(key, number),
                isi=one.isi,
                ditujukan=one.ditujukan,
                penanggung_jawab=one.penanggung_jawab,
                tenggat=dari + timedelta(days=one.tenggat_hari),
            )
            for number, one in enumerate(frasa.rekomendasi)
        ),
        kriteria=frasa.kriteria,
        sebab=_cause(frasa, lembar),
        akibat=frasa.akibat,
        kode=frasa.kode,
    )


def low_scores(frasa: Frasa, lembar: Iterable[SkorLembar]) -> Sequence[tuple[int, str, LembarId]]:
    """Return skor, indikator and sheet of each score that calls for this phrase."""
    return _at_most(frasa.skor_maks, frasa.indikator, lembar)


def _at_most(
    skor_maks: int, indikator: Iterable[str], lembar: Iterable[SkorLembar]
) -> Sequence[tuple[int, str, LembarId]]:
    codes = tuple(indikator)
    return [
        (skor, kode, sheet.lembar_id)
        for sheet in lembar
        for kode in codes
        if (skor := sheet.skor.get(kode)) is not None and skor <= skor_maks
    ]


def _is_low_aspek(frasa: Frasa, lembar: Iterable[SkorLembar]) -> bool:
    if not frasa.aspek:
        return False
    values = [one.nilai_aspek[frasa.aspek] for one in lembar if frasa.aspek in one.nilai_aspek]
    average = mean(values)
    return average is not None and average < frasa.nilai_di_bawah


def _cause(frasa: Frasa, lembar: Sequence[SkorLembar]) -> str:
    """Return the causes that low scores point to; else the one that needs none."""
    pointed = [one.teks for one in frasa.sebab if _at_most(_LOW, one.indikator, lembar)]
    usual = [one.teks for one in frasa.sebab if not one.indikator]
    return "\n".join(pointed or usual[:1])
