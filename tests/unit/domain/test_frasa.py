from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.builders import resource, the_frasa

from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.frasa import SkorLembar, parse_frasa, propose_temuan, temuan_of
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.temuan import (
    Alamat,
    Tingkat,
    kekurangan,
    rekomendasi_id_for,
    sort_temuan,
    temuan_id_for,
)

SPT = SptId("spt-1")


def propose(*scores: dict[str, int | None], nilai_aspek: dict[str, Decimal] | None = None):
    aspek = nilai_aspek or {}
    sheets = [SkorLembar(LembarId(f"lembar-{i}"), skor, aspek) for i, skor in enumerate(scores)]
    return propose_temuan(the_frasa(), sheets, spt_id=SPT, dari=date(2026, 11, 24))


def test_the_bank_holds_a_phrase_for_each_finding_and_each_aspek():
    assert [f.kode for f in the_frasa()] == [f"T{n:02}" for n in range(1, 24)]
    assert "".join(f.aspek for f in the_frasa()) == "abcdef"


@pytest.mark.parametrize("frasa", the_frasa(), ids=lambda frasa: frasa.kode)
def test_a_phrase_makes_a_complete_finding(frasa):
    assert kekurangan(temuan_of(frasa, (), spt_id=SPT, dari=date(2026, 11, 24))) == ()


def test_good_scores_propose_nothing():
    assert propose({"a1": 4, "c1": 3, "d1": None}) == ()


def test_a_low_score_proposes_its_phrase_with_a_deadline():
    (found,) = propose({"c1": 2})
    assert found.kode == "T03"
    assert found.id == temuan_id_for(SPT, "T03")
    assert found.indikator == "c1"
    assert found.lembar_id == "lembar-0"
    (rekomendasi,) = found.rekomendasi
    assert rekomendasi.id == found.id
    assert rekomendasi.ditujukan is Alamat.KADIS_KAB_KOTA
    assert rekomendasi.penanggung_jawab == "Kepala Bidang Pelayanan Pendaftaran Penduduk"
    assert rekomendasi.tenggat == date(2026, 12, 24)


def test_a_finding_may_ask_several_people():
    (found,) = propose({"b6": 1})
    assert [one.ditujukan for one in found.rekomendasi] == [Alamat.PROVINSI, Alamat.DIRJEN]
    assert found.rekomendasi[1].id == rekomendasi_id_for(found.id, 1) != found.id


def test_a_cause_is_taken_from_what_else_is_low():
    usual, *_ = propose({"c1": 2, "e5": 3})
    assert usual.sebab.startswith("Waktu penyelesaian belum dipantau")
    by_code = {one.kode: one for one in propose({"c1": 2, "e5": 1, "b3": 2})}
    assert by_code["T03"].sebab.splitlines() == [
        "Perangkat atau jaringan sering terganggu dan penanganannya lambat",
        "Petugas belum mampu menangani seluruh layanan SIAK tanpa bantuan",
    ]


def test_a_low_aspek_is_a_finding_where_none_of_its_indikator_is():
    low = {"b": Decimal("60.99"), "c": Decimal(40), "d": Decimal(61)}
    found = propose({"c1": 2}, nilai_aspek=low)
    assert [(t.kode, t.indikator, t.lembar_id) for t in found] == [
        ("T03", "c1", "lembar-0"),
        ("T19", "", None),
    ]


def test_unlawful_fees_are_found_at_one_only():
    assert propose({"a1": 2}) == ()
    (found,) = propose({"a1": 1})
    assert (found.kode, found.tingkat) == ("T01", Tingkat.KRITIS)


def test_one_finding_stands_for_all_sheets_that_show_it():
    (found,) = propose({"e3": 2, "e4": 1}, {"e4": 2})
    assert found.indikator == "e4"
    assert found.lembar_id is None


def test_findings_print_heaviest_first():
    found = sort_temuan(propose({"b2": 1, "a1": 1, "c1": 1}))
    assert [t.kode for t in found] == ["T01", "T03", "T05"]


@pytest.mark.parametrize(
    ("old", "new"),
    [('tingkat = "kritis"', 'tingkat = "gawat"'), ('kondisi = "Terdapat', 'keadaan = "Terdapat')],
)
def test_a_broken_entry_is_named(old, new):
    with pytest.raises(InvalidValueError, match="T01"):
        parse_frasa(resource("temuan.toml").replace(old, new))
