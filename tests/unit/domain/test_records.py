"""Triwulan, wilayah, sheets and travel orders."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import SELUMA, TW4, the_wilayah

from bina_desktop.domain.errors import InvalidValueError, WrongStateError
from bina_desktop.domain.lembar_penilaian import (
    LembarId,
    LembarPenilaian,
    StatusLembar,
    lembar_id_for,
)
from bina_desktop.domain.pegawai import AparaturId, PegawaiId
from bina_desktop.domain.penugasan import SkTimId, Spt, SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import parse_kode


def a_lembar(status: StatusLembar = StatusLembar.DRAF) -> LembarPenilaian:
    return LembarPenilaian(LembarId("l"), SptId("s"), "skm", "1", status=status)


def test_a_triwulan_reads_back_from_its_code():
    assert Triwulan.parse(str(TW4)) == TW4
    assert TW4.label == "Triwulan IV Tahun 2026"


@pytest.mark.parametrize("code", ["2026-T5", "2026T4", "", "٢٠٢٦-T4"])
def test_other_codes_are_refused(code):
    with pytest.raises(InvalidValueError):
        Triwulan.parse(code)


def test_a_quarter_that_does_not_exist_is_refused():
    with pytest.raises(InvalidValueError):
        Triwulan(2026, 5)


@pytest.mark.parametrize(
    ("day", "ke"), [(date(2026, 1, 1), 1), (date(2026, 6, 30), 2), (date(2026, 12, 31), 4)]
)
def test_a_day_lies_in_its_quarter(day, ke):
    found = Triwulan.of(day)
    assert found.ke == ke
    assert found.mulai <= day <= found.akhir


def test_quarters_follow_each_other():
    assert TW4.berikut == Triwulan(2027, 1)
    assert Triwulan(2027, 1).sebelum == TW4
    assert Triwulan(2026, 2).sebelum == Triwulan(2026, 1)
    assert TW4.akhir == date(2026, 12, 31)


def test_the_province_has_ten_kab_kota():
    assert len(the_wilayah()) == 11
    kota = the_wilayah()[-1]
    assert kota.nama_dinas == "Dinas Kependudukan dan Pencatatan Sipil Kota Bengkulu"


@pytest.mark.parametrize("kode", ["1705", "17.5", "17.05.01"])
def test_wrong_codes_of_regions_are_refused(kode):
    with pytest.raises(InvalidValueError):
        parse_kode(kode)


def test_a_final_sheet_refuses_new_answers():
    final = a_lembar().finalise()
    assert final.status is StatusLembar.FINAL
    with pytest.raises(WrongStateError):
        final.finalise()


def test_only_a_final_sheet_is_returned():
    returned = a_lembar(StatusLembar.FINAL).reopen(alasan="Bukti kurang")
    assert returned.status is StatusLembar.DIKEMBALIKAN
    assert returned.is_open
    assert returned.finalise().alasan_kembali == ""
    with pytest.raises(WrongStateError):
        returned.reopen(alasan="Lagi")


def test_every_laptop_gives_the_sheet_of_an_officer_the_same_id():
    one = lembar_id_for(SptId("s"), "lembar_penilaian", AparaturId("a"))
    assert one == lembar_id_for(SptId("s"), "lembar_penilaian", AparaturId("a"))


def test_a_visit_counts_both_its_days():
    spt = Spt(
        SptId("s"),
        SkTimId("k"),
        TW4,
        SELUMA,
        date(2026, 11, 20),
        date(2026, 11, 23),
        date(2026, 11, 24),
        PegawaiId("p"),
        (),
    )
    assert spt.lama_hari == 2
