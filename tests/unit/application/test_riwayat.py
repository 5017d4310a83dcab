"""History of an answer in words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.builders import MONDAY, RAHMAT, SITI
from tests.installations import prepare

from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN, LembarId, LembarPenilaian

A1 = "/data/aspek_a/indikator_a1/a1"


@pytest.fixture
def lembar_id(office, ratna):
    spt_id = prepare(office, ratna)
    return office.seat(RAHMAT).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)[0]


def label_of(office, lembar_id, value):
    node = office.seat(RAHMAT).lembar.open(lembar_id).session.node(A1)
    return next(choice.label for choice in node.choices if choice.value == value)


def test_each_change_tells_who_when_where_and_what_stood_before(office, lembar_id):
    office.seat(RAHMAT).lembar.record_answers(lembar_id, {A1: "3"})
    office.clock.forward(minutes=5)
    office.seat(SITI).lembar.record_answers(lembar_id, {A1: "4"})
    newest, oldest = office.seat(RAHMAT).riwayat.answer(lembar_id, A1)
    three, four = (label_of(office, lembar_id, value) for value in "34")
    assert three != "3"
    assert (oldest.siapa, oldest.sebelum, oldest.sesudah, oldest.nilai) == (
        RAHMAT.nama,
        "",
        three,
        "3",
    )
    assert (newest.siapa, newest.sebelum, newest.sesudah, newest.nilai) == (
        SITI.nama,
        three,
        four,
        "4",
    )
    assert (newest.perangkat, newest.is_current, oldest.is_current) == (
        "komputer ini",
        True,
        False,
    )
    assert newest.waktu - MONDAY >= timedelta(minutes=5)


def test_an_older_value_given_again_is_a_new_answer(office, lembar_id):
    lembar = office.seat(RAHMAT).lembar
    for value in ("3", "", "4"):
        lembar.record_answers(lembar_id, {A1: value})
    history = office.seat(RAHMAT).riwayat.answer(lembar_id, A1)
    assert [(one.sesudah != "", one.nilai) for one in history] == [
        (True, "4"),
        (False, ""),
        (True, "3"),
    ]
    lembar.record_answers(lembar_id, {A1: history[-1].nilai})
    assert [one.nilai for one in office.seat(RAHMAT).riwayat.answer(lembar_id, A1)] == [
        "3",
        "4",
        "",
        "3",
    ]


def test_a_difference_that_was_settled_shows_both_values(office, lembar_id):
    office.seat(RAHMAT).lembar.record_answers(lembar_id, {A1: "3"})
    with office.database.begin(actor=SITI.id) as uow:
        uow.change("lembar_penilaian", lembar_id, A1, '"4"', [])
        uow.commit()
    office.clock.forward(minutes=1)
    office.seat(RAHMAT).lembar.record_answers(lembar_id, {A1: "5"})
    newest, *others = office.seat(RAHMAT).riwayat.answer(lembar_id, A1)
    assert newest.sebelum.count(" / ") == 1
    assert [one.is_current for one in others] == [False, False]


def test_values_of_what_this_installation_does_not_know_are_shown_as_stored(office, lembar_id):
    with office.database.begin(actor="pengguna:Budi") as uow:
        spt_id = uow.lembar.get(lembar_id).spt_id
        for key in (LembarId("aneh"), LembarId("dihapus")):
            uow.lembar.save(LembarPenilaian(key, spt_id, "aneh", "1"))
            uow.change("lembar_penilaian", key, "/data/x", '"a"', [])
        uow.lembar.delete(LembarId("dihapus"))
        uow.change("lembar_penilaian", lembar_id, "/data/hilang", "7", [])
        uow.commit()
    riwayat = office.seat(RAHMAT).riwayat
    assert [one.sesudah for one in riwayat.answer(LembarId("aneh"), "/data/x")] == ["a"]
    assert [one.siapa for one in riwayat.answer(LembarId("dihapus"), "/data/x")] == ["Budi"]
    assert [one.sesudah for one in riwayat.answer(lembar_id, "/data/hilang")] == [""]
    assert riwayat.answer(lembar_id, "/data/nothing") == ()
