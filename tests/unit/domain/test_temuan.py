from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import a_temuan

from bina_desktop.domain.temuan import (
    Rekomendasi,
    RekomendasiId,
    Tingkat,
    incomplete_words,
    kekurangan,
    sort_temuan,
)

WHOLE = a_temuan(
    "t", "spt", tenggat=date(2026, 12, 1), kriteria="Wajib", sebab="Lalai", akibat="Antre"
)


def test_a_whole_finding_lacks_nothing():
    assert kekurangan(WHOLE) == ()
    assert incomplete_words([WHOLE]) == ""


def test_each_missing_part_is_named():
    assert kekurangan(replace(WHOLE, kriteria="", sebab="", akibat="", rekomendasi=())) == (
        "kriteria",
        "sebab",
        "akibat",
        "rekomendasi",
    )
    (first,) = WHOLE.rekomendasi
    bare = Rekomendasi(RekomendasiId("r2"), "Rawat")
    assert kekurangan(replace(WHOLE, rekomendasi=(bare,))) == (
        "penerima rekomendasi",
        "penanggung jawab rekomendasi",
        "tenggat rekomendasi",
    )
    assert kekurangan(replace(WHOLE, rekomendasi=(first, replace(bare, tenggat=date.max)))) == (
        "penerima rekomendasi ke-2",
        "penanggung jawab rekomendasi ke-2",
    )


@pytest.mark.parametrize(
    ("lacking", "rest"), [(1, "kriteria."), (3, "kriteria."), (5, "kriteria; dan 2 temuan lain.")]
)
def test_a_refusal_names_the_first_findings_that_lack_a_part(lacking, rest):
    found = [replace(a, kriteria="") for a in [WHOLE] * lacking]
    told = incomplete_words([WHOLE, *found])
    assert told.startswith("Temuan belum lengkap: “Kondisi t” belum berisi krit")
    assert told.endswith(rest)
    assert told.count("belum berisi") == min(lacking, 3)


def test_findings_stand_where_people_put_them_and_then_by_weight():
    found = [
        replace(WHOLE, kondisi="a"),
        replace(WHOLE, kondisi="b", tingkat=Tingkat.KRITIS),
        replace(WHOLE, kondisi="c", urutan=2, tingkat=Tingkat.RENDAH),
        replace(WHOLE, kondisi="d", urutan=1),
    ]
    assert [one.kondisi for one in sort_temuan(found)] == ["d", "c", "b", "a"]
