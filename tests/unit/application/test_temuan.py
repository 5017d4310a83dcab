"""Findings: proposed from scores and the phrase bank, then written by the team."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.builders import KABID, KASI, RAHMAT, a_temuan
from tests.installations import assess, check, fill, prepare, review

from bina_desktop.domain.errors import (
    InvalidValueError,
    MissingRequirementError,
    NotAllowedError,
)
from bina_desktop.domain.journal import json_text
from bina_desktop.domain.laporan import laporan_id_for
from bina_desktop.domain.lembar_penilaian import FORM_SKM
from bina_desktop.domain.temuan import (
    Rekomendasi,
    RekomendasiId,
    Temuan,
    TemuanId,
    Tingkat,
    temuan_id_for,
)


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def composed(office, spt_id, ratna):
    """A visit with one low score, and its draft."""
    assess(office.seat(RAHMAT), spt_id, ratna, c1="2")
    office.seat(RAHMAT).laporan.compose(spt_id)
    return spt_id


def detail(office, spt_id):
    return office.seat(RAHMAT).laporan.detail(spt_id)


def found(office, spt_id) -> list[Temuan]:
    return list(detail(office, spt_id).temuan)


def test_findings_are_added_edited_and_deleted(office, composed):
    service = office.seat(RAHMAT).temuan
    new = Temuan(
        TemuanId(""),
        composed,
        " Kursi rusak ",
        Tingkat.RENDAH,
        tuple(Rekomendasi(RekomendasiId(""), text) for text in (" Ganti ", "Rawat", " ")),
    )
    (key,) = service.save(new).records
    kept = found(office, composed)[-1]
    assert (kept.id, kept.kondisi) == (key, "Kursi rusak")
    assert [one.isi for one in kept.rekomendasi] == ["Ganti", "Rawat"]
    assert kept.rekomendasi[0].id == key
    assert kept.rekomendasi[1].id not in ("", key)
    service.save(replace(kept, kondisi="Kursi tunggu rusak", rekomendasi=()))
    service.save(replace(found(office, composed)[-1], rekomendasi=new.rekomendasi[:1]))
    kept = found(office, composed)[-1]
    assert kept.kondisi == "Kursi tunggu rusak"
    assert kept.rekomendasi[0].id not in ("", key), "what was removed does not come back"
    service.delete(key)
    assert len(found(office, composed)) == 1
    service.save(kept)
    assert found(office, composed)[-1] == kept


def test_a_finding_says_what_was_found_and_is_written_by_who_has_the_draft(office, composed):
    with pytest.raises(InvalidValueError, match="wajib"):
        office.seat(RAHMAT).temuan.save(a_temuan("", composed, kondisi=" "))
    for act in (
        lambda service: service.save(a_temuan("", composed)),
        lambda service: service.delete(temuan_id_for(composed, "T03")),
        lambda service: service.move(temuan_id_for(composed, "T03"), 1),
        lambda service: service.propose(composed),
    ):
        with pytest.raises(NotAllowedError):
            act(office.seat(KABID).temuan)


def test_findings_are_put_in_order(office, composed):
    service = office.seat(RAHMAT).temuan
    for key in ("a", "b"):
        office.store(a_temuan(key, composed))
    first = temuan_id_for(composed, "T03")

    def order():
        return [one.id for one in found(office, composed)]

    assert order() == [first, "a", "b"]
    service.move("b", -1)
    assert order() == [first, "b", "a"]
    service.move(first, 9)
    assert order() == ["b", "a", first]
    service.move("a", -9)
    assert order() == ["a", "b", first]
    office.store(a_temuan("baru", composed, tingkat=Tingkat.KRITIS))
    assert order() == ["a", "b", first, "baru"]


def test_proposing_anew_keeps_what_people_wrote_or_deleted(office, composed):
    service = office.seat(RAHMAT).temuan
    office.store(a_temuan("bebas", composed))
    low, _ = found(office, composed)
    service.save(replace(low, sebab="Satu petugas saja"))
    assert service.propose(composed).records == frozenset()
    assert found(office, composed)[0].sebab == "Satu petugas saja"
    service.delete(low.id)
    assert service.propose(composed).records == frozenset()
    assert [one.id for one in found(office, composed)] == ["bebas"]


def test_parts_that_nobody_wrote_are_taken_from_the_bank(office, composed):
    """As in the draft of an older program, which knew no criteria."""
    key = temuan_id_for(composed, "T05")
    parts = {
        "spt_id": composed,
        "kondisi": "Formulir lama",
        "tingkat": "sedang",
        "kode": "T05",
        "sebab": "",
        "rekomendasi": [{"id": key, "isi": "Ganti"}, {"id": "lain", "isi": "Musnahkan"}],
    }
    with office.database.begin(actor=RAHMAT.id) as uow:
        uow.write("temuan", key, {name: json_text(value) for name, value in parts.items()})
        uow.commit()
    with pytest.raises(MissingRequirementError, match="“Formulir lama” belum berisi kriteria, "):
        office.seat(RAHMAT).laporan.submit(laporan_id_for(composed))
    assert not detail(office, composed).actions.submit
    assert office.seat(RAHMAT).temuan.propose(composed).records == {key}
    whole = found(office, composed)[-1]
    assert (whole.kondisi, whole.sebab) == ("Formulir lama", "")
    assert whole.kriteria.startswith("Pelayanan memakai formulir")
    assert [one.penanggung_jawab for one in whole.rekomendasi] == [
        "Kepala Bidang Pelayanan Pendaftaran Penduduk",
        "",
    ]


def test_an_incomplete_finding_goes_no_further_and_is_named(office, composed):
    laporan_id = laporan_id_for(composed)
    review(office, laporan_id, until=3)
    office.store(a_temuan("a", composed))
    check(office, KASI, laporan_id)
    with pytest.raises(MissingRequirementError, match="“Kondisi a” belum berisi kriteria, sebab"):
        office.seat(KASI).laporan.correct(laporan_id)
    whole = replace(
        a_temuan("a", composed, tenggat=office.clock.now().date()),
        kriteria="Wajib",
        sebab="Lalai",
        akibat="Antre",
    )
    office.seat(KASI).temuan.save(whole)
    office.seat(KASI).laporan.correct(laporan_id)
    office.store(replace(whole, akibat=""))
    # Nobody writes findings any more: what is older than the rule is not held up.
    check(office, KABID, laporan_id)
    office.seat(KABID).laporan.validate(laporan_id)


def test_a_finding_stands_beside_the_scores_it_rests_on(office, spt_id, ratna):
    seat = office.seat(RAHMAT)
    assess(seat, spt_id, ratna, a1="1", c1="2")
    key, _ = seat.lembar.start(spt_id, FORM_SKM, None)
    fill(seat, key, diminta_membayar="ya")
    seat.lembar.finalise(key)
    seat.laporan.compose(spt_id)
    service = seat.temuan
    service.save(a_temuan("", spt_id, indikator="b1", tingkat=Tingkat.RENDAH))
    service.save(a_temuan("", spt_id, kode="T20", kondisi="Layanan", tingkat=Tingkat.RENDAH))
    service.save(a_temuan("", spt_id, kondisi="Lain", tingkat=Tingkat.RENDAH))
    told = detail(office, spt_id)
    bahan = told.bahan
    by_kondisi = {one.kondisi: bahan.of(one) for one in told.temuan}
    by_code = {one.kode: bahan.of(one) for one in told.temuan}
    (score,) = by_code["T03"].skor
    assert (score.nama, score.kode, score.skor) == ("Ratna Dewi", "C1", 2)
    assert by_code["T03"].is_phrase
    assert by_code["T01"].pungutan == 1
    assert by_code["T03"].pungutan == 0
    assert by_kondisi["Kondisi"].skor[0].kode == "B1"
    assert by_kondisi["Layanan"].nilai_aspek > Decimal(40)
    assert by_kondisi["Lain"] == bahan.of(a_temuan("tiada", spt_id))
    assert bahan.indikator["c1"].startswith("Menyelesaikan dokumen")
    (first,) = [one for one in told.temuan if one.kode == "T03"]
    for other in (
        replace(first, sebab="Lain"),
        replace(first, akibat="Lain"),
        replace(first, rekomendasi=()),
    ):
        service.save(other)
        assert not detail(office, spt_id).bahan.dasar[first.id].is_phrase
