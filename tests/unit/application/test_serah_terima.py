"""A half-filled sheet goes to a colleague and may come back."""

from __future__ import annotations

import json

import pytest
from tests.builders import EKO, KASI, RAHMAT, SITI
from tests.installations import assess, prepare

from bina_desktop.domain.errors import InvalidValueError, NotAllowedError, WrongStateError
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN

A1 = "/data/aspek_a/indikator_a1/a1"


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def key(office, spt_id, ratna):
    return office.seat(RAHMAT).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)[0]


def test_a_sheet_that_was_never_handed_over_is_everybodys(office, key, spt_id):
    opened = office.seat(SITI).lembar.open(key)
    assert opened.writable
    assert (opened.pemilik, opened.may_take) == ("", False)
    assert [one.nama for one in opened.rekan] == [RAHMAT.nama]
    office.seat(SITI).lembar.record_answers(key, {A1: "4"})
    assert office.seat(SITI).lembar.lembar(spt_id)[0].pemilik == ""


def test_the_new_owner_goes_on_and_the_old_one_reads(office, key, spt_id):
    office.seat(RAHMAT).lembar.handing.hand_over(key, SITI.id)
    mine = office.seat(SITI).lembar
    assert mine.lembar(spt_id)[0].pemilik == SITI.nama
    opened = mine.open(key)
    assert opened.writable
    assert opened.pemilik == SITI.nama
    mine.record_answers(key, {A1: "4"})
    seen = office.seat(RAHMAT).lembar.open(key)
    assert not seen.writable
    assert seen.may_take
    assert seen.rekan == ()
    assert f"diserahkan kepada {SITI.nama}" in seen.why_readonly
    with pytest.raises(NotAllowedError, match="diserahkan"):
        office.seat(RAHMAT).lembar.record_answers(key, {A1: "5"})
    with pytest.raises(NotAllowedError, match="diserahkan"):
        office.seat(RAHMAT).lembar.handing.hand_over(key, EKO.id)


def test_the_old_owner_may_take_it_back(office, key):
    office.seat(RAHMAT).lembar.handing.hand_over(key, SITI.id)
    office.seat(RAHMAT).lembar.handing.take_back(key)
    assert office.seat(RAHMAT).lembar.open(key).writable
    assert not office.seat(SITI).lembar.open(key).writable


def test_it_is_journalled_with_who_did_it(office, key):
    office.seat(RAHMAT).lembar.handing.hand_over(key, SITI.id)
    with office.database.begin(actor="") as uow:
        (change,) = uow.journal.history(entity="lembar_penilaian", record=key, field="pemilik")
    assert json.loads(change.value) == SITI.id
    assert change.actor == RAHMAT.id


def test_only_petugas_of_the_visit_give_and_get(office, key):
    with pytest.raises(InvalidValueError, match="tercantum pada SPT"):
        office.seat(RAHMAT).lembar.handing.hand_over(key, EKO.id)
    for outsider in (EKO, KASI):
        opened = office.seat(outsider).lembar.open(key)
        assert (opened.may_take, opened.rekan) == (False, ())
        with pytest.raises(NotAllowedError, match="bukan petugas"):
            office.seat(outsider).lembar.handing.take_back(key)


def test_a_final_sheet_stays_where_it_is(office, spt_id, ratna):
    seat = office.seat(RAHMAT)
    key = assess(seat, spt_id, ratna)
    with pytest.raises(WrongStateError, match="sudah final"):
        seat.lembar.handing.take_back(key)
    with office.database.begin(actor="") as uow, pytest.raises(WrongStateError, match="final"):
        uow.lembar.get(key).hand_over(SITI.id)


def test_a_returned_sheet_keeps_its_owner(office, spt_id, ratna):
    key, _ = office.seat(RAHMAT).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    office.seat(RAHMAT).lembar.handing.hand_over(key, SITI.id)
    assess(office.seat(SITI), spt_id, ratna)
    office.seat(KASI).lembar.return_lembar(key, alasan="Bukti indikator A1 belum ada.")
    assert office.seat(SITI).lembar.open(key).writable
    assert office.seat(RAHMAT).lembar.open(key).may_take


def test_people_who_are_unknown_here_are_named_in_general(office, key):
    office.seat(RAHMAT).lembar.handing.hand_over(key, SITI.id)
    with office.database.begin(actor="uji") as uow:
        uow.pegawai.delete(SITI.id)
        uow.commit()
    opened = office.seat(RAHMAT).lembar.open(key)
    assert opened.pemilik == "rekan lain"
    office.seat(RAHMAT).lembar.handing.take_back(key)
    assert RAHMAT.id == office.seat(RAHMAT).lembar.open(key).lembar.pemilik
