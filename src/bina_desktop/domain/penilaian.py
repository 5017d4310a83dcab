"""Scoring of the Lembar Penilaian in exact decimals: the authority at finalisation.

The form calculates the same figures while it is being filled (instrument, section 3.1); a test
holds the two together. Predikat is one of coaching ("predikat pembinaan"), not that of a SKP.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bina_desktop.domain.lembar_penilaian import HasilLembar

BOBOT_MINIMUM: Final = Decimal(60)
"""Below this Σ bobot berlaku no conclusion can be drawn."""

TIDAK_DISIMPULKAN: Final = "Tidak dapat disimpulkan"
PREDIKAT_KRITIS: Final = "Kurang"
"""The best predikat where a critical indikator scored 1."""

PREDIKAT: Final = (
    (Decimal(91), "Sangat Baik"),
    (Decimal(76), "Baik"),
    (Decimal(61), "Cukup"),
    (Decimal(51), "Kurang"),
    (Decimal(0), "Sangat Kurang"),
)
"""Half-open intervals from the top: a predikat holds from its number up to the one above it."""

CAPAIAN_TERTINGGI: Final = Decimal(120)
_AMBANG: Final = ((Decimal(100), 5), (Decimal(95), 4), (Decimal(85), 3), (Decimal(75), 2))

MUTU_SKM: Final = (
    (Decimal("88.31"), "A", "Sangat Baik"),
    (Decimal("76.61"), "B", "Baik"),
    (Decimal("65.00"), "C", "Kurang Baik"),
    (Decimal(0), "D", "Tidak Baik"),
)
"""PermenPANRB 14/2017: from this converted value on, mutu and kinerja."""


@dataclass(frozen=True, slots=True)
class SkorIndikator:
    """An indikator that applies to the officer's group, as scored."""

    kode: str
    """`a1`."""
    aspek: str
    """`a`."""
    bobot: Decimal
    skor: int | None
    """1–5; None = TB (tidak berlaku): its weight does not count."""
    kritis: bool = False


def nilai_baku(skor: int) -> Decimal:
    """Return 40, 55, 70, 85 or 100 for a skor of 1 to 5."""
    return Decimal(25 + 15 * skor)


def round_nilai(value: Decimal) -> Decimal:
    """Round half up to two decimals, as every nilai is printed and compared."""
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def mean(values: Iterable[Decimal]) -> Decimal | None:
    """Return the mean, rounded; None of nothing."""
    known = tuple(values)
    return round_nilai(sum(known, Decimal()) / len(known)) if known else None


def weighted_nilai(scores: Iterable[SkorIndikator]) -> Decimal | None:
    """Return Σ(bobot × nilai baku) / Σ bobot of what applies, rounded; None where nothing does."""
    known = [(score.bobot, score.skor) for score in scores if score.skor is not None]
    weight = sum((bobot for bobot, _ in known), Decimal())
    if not weight:
        return None
    return round_nilai(
        sum((bobot * nilai_baku(skor) for bobot, skor in known), Decimal()) / weight
    )


def predikat_of(nilai: Decimal, *, batas_kritis: bool = False) -> str:
    """Return the predikat of a rounded nilai; the critical cap only ever lowers it."""
    scheme = PREDIKAT
    if batas_kritis:
        names = [name for _, name in PREDIKAT]
        scheme = PREDIKAT[names.index(PREDIKAT_KRITIS) :]
        if nilai >= scheme[0][0]:
            return PREDIKAT_KRITIS
    return next(name for floor, name in scheme if nilai >= floor)


def score_lembar(scores: Sequence[SkorIndikator]) -> HasilLembar:
    """Return the figures of a sheet from all its indikator that apply to the group."""
    bobot = sum((score.bobot for score in scores if score.skor is not None), Decimal())
    aspek: dict[str, Decimal] = {}
    for kode in dict.fromkeys(score.aspek for score in scores):
        nilai = weighted_nilai(score for score in scores if score.aspek == kode)
        if nilai is not None:
            aspek[kode] = nilai
    kritis = any(score.kritis and score.skor == 1 for score in scores)
    akhir = weighted_nilai(scores) if bobot >= BOBOT_MINIMUM else None
    return HasilLembar(
        nilai_akhir=akhir,
        predikat=TIDAK_DISIMPULKAN if akhir is None else predikat_of(akhir, batas_kritis=kritis),
        bobot_berlaku=bobot,
        nilai_aspek=aspek,
        batas_kritis=kritis,
        skor={score.kode: score.skor for score in scores},
    )


def propose_skor(*, capaian: Decimal, target: Decimal) -> int:
    """Return the skor that a counted indikator earns: attainment of the target in percent.

    Attainment is capped at 120 and rounded as it is shown, so that the skor agrees with the
    figure beside it. `target` is greater than zero.
    """
    ratio = round_nilai(min(capaian / target * 100, CAPAIAN_TERTINGGI))
    return next((skor for floor, skor in _AMBANG if ratio >= floor), 1)


def mutu_skm(nilai: Decimal) -> tuple[str, str]:
    """Return mutu (`A` … `D`) and kinerja of a converted SKM value (25–100, two decimals)."""
    return next((mutu, kinerja) for floor, mutu, kinerja in MUTU_SKM if nilai >= floor)
