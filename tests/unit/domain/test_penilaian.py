from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import a_skor

from bina_desktop.domain.penilaian import (
    PREDIKAT,
    TIDAK_DISIMPULKAN,
    mean,
    mutu_skm,
    nilai_baku,
    predikat_of,
    propose_skor,
    score_lembar,
    weighted_nilai,
)


@pytest.mark.parametrize(("skor", "nilai"), [(1, 40), (2, 55), (3, 70), (4, 85), (5, 100)])
def test_nilai_baku(skor, nilai):
    assert nilai_baku(skor) == nilai


@pytest.mark.parametrize(
    ("nilai", "predikat"),
    [
        ("100", "Sangat Baik"),
        ("91", "Sangat Baik"),
        ("90.99", "Baik"),
        ("76", "Baik"),
        ("75.99", "Cukup"),
        ("61", "Cukup"),
        ("60.99", "Kurang"),
        ("51", "Kurang"),
        ("50.99", "Sangat Kurang"),
        ("0", "Sangat Kurang"),
    ],
)
def test_predikat_holds_from_its_lower_bound(nilai, predikat):
    assert predikat_of(Decimal(nilai)) == predikat


def test_the_critical_cap_only_lowers():
    assert predikat_of(Decimal(95), batas_kritis=True) == "Kurang"
    assert predikat_of(Decimal(51), batas_kritis=True) == "Kurang"
    assert predikat_of(Decimal(45), batas_kritis=True) == "Sangat Kurang"


@given(st.decimals(40, 100, places=2), st.booleans())
def test_every_nilai_has_a_predikat(nilai, kritis):
    names = [name for _, name in PREDIKAT]
    capped = predikat_of(nilai, batas_kritis=kritis)
    assert names.index(capped) >= names.index(predikat_of(nilai))


def test_a_tie_rounds_up():
    # 32 × 85 + 1 × 100 … : 85.125 exactly at the third decimal
    scores = [a_skor("a1", 4, bobot=119), a_skor("a2", 5, bobot=1)]
    assert weighted_nilai(scores) == Decimal("85.13")


def test_what_does_not_apply_has_no_weight():
    scores = [a_skor("a1", 5, bobot=40), a_skor("b1", 3, bobot=40), a_skor("b2", None, bobot=20)]
    hasil = score_lembar(scores)
    assert hasil.nilai_akhir == Decimal("85.00")
    assert hasil.bobot_berlaku == 80
    assert hasil.nilai_aspek == {"a": Decimal("100.00"), "b": Decimal("70.00")}
    assert hasil.skor == {"a1": 5, "b1": 3, "b2": None}
    assert not hasil.batas_kritis


def test_below_sixty_points_of_weight_nothing_is_concluded():
    hasil = score_lembar([a_skor("a1", 5, bobot=59), a_skor("b1", None, bobot=41)])
    assert hasil.nilai_akhir is None
    assert hasil.predikat == TIDAK_DISIMPULKAN
    assert hasil.nilai_aspek == {"a": Decimal("100.00")}
    assert score_lembar([a_skor("a1", 5, bobot=60)]).predikat == "Sangat Baik"


def test_a_critical_one_caps_the_sheet():
    hasil = score_lembar([a_skor("a1", 1, bobot=3, kritis=True), a_skor("b1", 5, bobot=97)])
    assert hasil.batas_kritis
    assert hasil.predikat == "Kurang"
    assert hasil.nilai_akhir == Decimal("98.20")


@pytest.mark.parametrize(
    ("capaian", "target", "skor"),
    [
        ("99.4", "99.4", 5),
        ("300", "100", 5),
        ("95", "100", 4),
        ("94.995", "100", 4),
        ("94.99", "100", 3),
        ("85", "100", 3),
        ("75", "100", 2),
        ("74.99", "100", 1),
        ("0", "100", 1),
    ],
)
def test_attainment_proposes_a_skor(capaian, target, skor):
    assert propose_skor(capaian=Decimal(capaian), target=Decimal(target)) == skor


def test_the_mean_of_nothing_is_nothing():
    assert mean([]) is None
    assert mean([Decimal(1), Decimal(2)]) == Decimal("1.50")


@pytest.mark.parametrize(
    ("nilai", "mutu"),
    [("88.31", "A"), ("88.30", "B"), ("76.61", "B"), ("76.60", "C"), ("65", "C"), ("64.99", "D")],
)
def test_mutu_of_the_survey(nilai, mutu):
    assert mutu_skm(Decimal(nilai))[0] == mutu
