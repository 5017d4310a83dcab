"""Recommendations as letters and matrices list them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import a_temuan
from tests.installations import TW2, prepare, visit_before
from tests.unit.application.test_earlier_records import looked

from bina_desktop.application.rekomendasi import (
    looked_at,
    matriks_tindak_lanjut,
    nama_penerima,
    rekomendasi_of,
)
from bina_desktop.domain.temuan import (
    Alamat,
    Rekomendasi,
    RekomendasiId,
    StatusTindakLanjut,
    Tingkat,
)
from bina_desktop.domain.wilayah import KodeWilayah, Wilayah

SECOND = Rekomendasi(RekomendasiId("a-2"), "Usulkan formasi", Alamat.DIRJEN, "Direktur")
PROSES, SELESAI = StatusTindakLanjut.BELUM_SESUAI, StatusTindakLanjut.SESUAI


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


def two(key: str, spt_id: str, **other):
    one = a_temuan(key, spt_id, **other)
    return replace(one, rekomendasi=(*one.rekomendasi, SECOND))


def test_a_letter_lists_what_is_addressed_to_its_reader(office, spt_id):
    office.store(
        two("a", spt_id),
        a_temuan("b", spt_id, tingkat=Tingkat.KRITIS, ditujukan=Alamat.DIRJEN),
        a_temuan("c", "spt-lain", ditujukan=Alamat.DIRJEN),
    )
    with office.database.begin(actor="uji") as uow:
        every = [one.rekomendasi.id for one in rekomendasi_of(uow, spt_id)]
        dirjen = [one.rekomendasi.id for one in rekomendasi_of(uow, spt_id, Alamat.DIRJEN)]
        nobody = rekomendasi_of(uow, spt_id, Alamat.PROVINSI)
    assert every == ["b", "a", "a-2"]
    assert dirjen == ["b", "a-2"]
    assert nobody == ()


def test_the_matrix_follows_each_rekomendasi_over_the_triwulan(office, spt_id):
    first, between = visit_before(office, spt_id), visit_before(office, spt_id, TW2.berikut)
    second = replace(looked("a-2", between.id, SELESAI, date(2026, 8, 4)), temuan_id="a")
    office.store(
        two("a", first.id),
        a_temuan("b", spt_id),
        looked("a", spt_id, SELESAI, date(2026, 11, 23)),
        looked("a", between.id, PROSES, date(2026, 8, 4)),
        looked("a", "spt-lain", PROSES, date(2026, 8, 4)),
        replace(second, rekomendasi_id=RekomendasiId("a-2")),
    )
    with office.database.begin(actor="uji") as uow:
        spt = uow.spt.get(spt_id)
        rows = matriks_tindak_lanjut(uow, spt.kode_wilayah, sampai=spt.triwulan)
        until = matriks_tindak_lanjut(uow, spt.kode_wilayah, sampai=TW2.berikut)
        since = matriks_tindak_lanjut(
            uow, spt.kode_wilayah, sampai=spt.triwulan, sejak=spt.triwulan
        )
        elsewhere = matriks_tindak_lanjut(uow, KodeWilayah("17.01"), sampai=spt.triwulan)
    assert [
        (one.spt.triwulan, one.rekomendasi.id, [(k.triwulan, k.status) for k in one.kemajuan])
        for one in rows
    ] == [
        (TW2, "a", [(TW2.berikut, PROSES), (spt.triwulan, SELESAI)]),
        (TW2, "a-2", [(TW2.berikut, SELESAI)]),
        (spt.triwulan, "b", []),
    ]
    assert [one.status for one in rows] == [
        SELESAI,
        SELESAI,
        StatusTindakLanjut.BELUM_DITINDAKLANJUTI,
    ]
    assert [one.status for one in until] == [PROSES, SELESAI]
    assert [one.rekomendasi.id for one in since] == ["b"]
    assert elsewhere == ()


def test_what_was_looked_at_is_found_unless_it_is_gone(office, spt_id):
    office.store(two("a", spt_id))
    seen = looked("a", spt_id, SELESAI, date(2026, 11, 23))
    with office.database.begin(actor="uji") as uow:
        assert looked_at(uow, seen) == uow.temuan.get("a").rekomendasi[0]
        assert looked_at(uow, replace(seen, rekomendasi_id=SECOND.id)) == SECOND
        assert looked_at(uow, replace(seen, rekomendasi_id=RekomendasiId("x"))) is None
        assert looked_at(uow, replace(seen, temuan_id="x")) is None


@pytest.mark.parametrize(
    ("alamat", "nama", "name"),
    [
        (
            Alamat.KADIS_KAB_KOTA,
            "Kabupaten Seluma",
            "Kepala Dinas Kependudukan dan Pencatatan Sipil Kabupaten Seluma",
        ),
        (Alamat.KEPALA_DAERAH, "Kabupaten Seluma", "Bupati Seluma"),
        (Alamat.KEPALA_DAERAH, "Kota Bengkulu", "Wali Kota Bengkulu"),
        (
            Alamat.PROVINSI,
            "Kota Bengkulu",
            "Kepala Dinas Kependudukan dan Pencatatan Sipil Provinsi Bengkulu",
        ),
        (
            Alamat.DIRJEN,
            "Kota Bengkulu",
            "Direktur Jenderal Kependudukan dan Pencatatan Sipil",
        ),
        (None, "Kota Bengkulu", ""),
    ],
)
def test_an_addressee_has_his_title(alamat, nama, name):
    wilayah = Wilayah(KodeWilayah("17.05"), nama)
    assert nama_penerima(alamat, wilayah, "Provinsi Bengkulu") == name
