"""Answers of the last visit as proposals: from whom, which ones, and never as answers."""

from __future__ import annotations

import pytest
from tests.builders import KOTA_BENGKULU, RAHMAT
from tests.installations import TW2, assess, prepare, visit_before

from bina_desktop.application.usulan import LembarLalu, Usulan, propose
from bina_desktop.domain.lembar_penilaian import (
    FORM_KUESIONER_APARATUR,
    FORM_LEMBAR_PENILAIAN,
    StatusLembar,
    lembar_id_for,
)
from bina_desktop.domain.triwulan import Triwulan

TW3 = Triwulan(2026, 3)


def names(usulan: Usulan | None) -> dict[str, str]:
    assert usulan is not None
    return {ref.rpartition("/")[2]: text for ref, text in usulan.jawaban.items()}


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


def test_answers_of_the_last_final_sheet_are_proposed(office, spt_id, ratna):
    before = visit_before(office, spt_id)
    visit_before(office, spt_id, TW3)
    visit_before(office, spt_id, TW3, KOTA_BENGKULU)
    seat = office.seat(RAHMAT)
    assess(seat, before.id, ratna, a1="4", a2="3")
    key, _ = seat.lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    opened = seat.lembar.open(key)
    proposed = names(opened.usulan)
    assert opened.usulan is not None
    assert opened.usulan.triwulan == TW2
    assert (proposed["a1"], proposed["a2"]) == ("4", "3")
    asked_anew = {"tanggal", "tmt_jabatan", "tanggapan", "nilai_akhir", "predikat"}
    assert not proposed.keys() & asked_anew
    # Nothing of it is an answer.
    assert not {ref for ref in opened.session.answers() if ref.endswith("/a1")}
    finalised = seat.lembar.finalise(key)
    assert any(problem.ref.endswith("/a1") for problem in finalised.problems)


def test_nothing_is_proposed_without_an_earlier_final_sheet(office, spt_id, ratna):
    before = visit_before(office, spt_id)
    seat = office.seat(RAHMAT)
    key, _ = seat.lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    assert seat.lembar.open(key).usulan is None
    seat.lembar.start(before.id, FORM_LEMBAR_PENILAIAN, ratna.id)
    assert seat.lembar.open(key).usulan is None
    anonymous, _ = seat.lembar.start(spt_id, FORM_KUESIONER_APARATUR, None)
    assert seat.lembar.open(anonymous).usulan is None


def test_a_sheet_that_is_only_read_gets_no_proposals(office, spt_id, ratna):
    before = visit_before(office, spt_id)
    seat = office.seat(RAHMAT)
    assess(seat, before.id, ratna)
    key = assess(seat, spt_id, ratna)
    assert seat.lembar.open(key).lembar.status is StatusLembar.FINAL
    assert seat.lembar.open(key).usulan is None


def test_only_what_the_form_still_asks_and_allows_is_proposed(office):
    a1 = "/data/aspek_a/indikator_a1/a1"
    fine = {"/data/identitas/kelompok": "O", a1: "4", f"{a1}/@catatan": "pribadi"}
    wrong = {
        "/data/aspek_a/indikator_a2/a2": "9",
        "/data/identitas/tahun": "1066",
        "/data/identitas/tanggal": "2026-05-04",
        "/data/bagian_lama/x": "1",
    }
    found = propose(office.formulir, FORM_LEMBAR_PENILAIAN, LembarLalu(TW2, fine | wrong))
    assert names(found) == {"kelompok": "O", "a1": "4"}
    assert propose(office.formulir, FORM_LEMBAR_PENILAIAN, LembarLalu(TW2, wrong)) is None


def test_the_earlier_sheet_stays_as_it_was(office, spt_id, ratna):
    before = visit_before(office, spt_id)
    seat = office.seat(RAHMAT)
    old = assess(seat, before.id, ratna, a1="4")
    assert old == lembar_id_for(before.id, FORM_LEMBAR_PENILAIAN, ratna.id)
    key, _ = seat.lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    usulan = seat.lembar.open(key).usulan
    assert usulan is not None
    answers = {ref: text for ref, text in usulan.jawaban.items() if ref.endswith("/a1")}
    seat.lembar.record_answers(key, answers)
    again = seat.lembar.open(key)
    assert answers.keys() <= again.session.answers().keys()
    assert seat.lembar.open(old).lembar.status is StatusLembar.FINAL
