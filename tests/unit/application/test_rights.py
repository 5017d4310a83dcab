"""Who may answer is not asked with every answer; whoever may not any longer is refused at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import RAHMAT, SITI, TW4
from tests.installations import prepare

from bina_desktop.domain.errors import NotAllowedError
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN

A1 = "/data/aspek_a/indikator_a1/a1"


@pytest.fixture
def key(office, ratna):
    spt_id = prepare(office, ratna)
    return office.seat(RAHMAT).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)[0]


def test_a_right_that_ends_while_the_sheet_is_open_ends_with_the_next_answer(office, key):
    mine = office.seat(RAHMAT).lembar
    for score in ("3", "4"):
        mine.record_answers(key, {A1: score})
    mine.handing.hand_over(key, SITI.id)
    with pytest.raises(NotAllowedError, match="diserahkan kepada Siti"):
        mine.record_answers(key, {A1: "5"})
    mine.handing.take_back(key)
    mine.record_answers(key, {A1: "1"})
    (spt,) = (visit.spt for visit in mine.visits(TW4))
    office.store(replace(spt, petugas=(SITI.id,)))
    with pytest.raises(NotAllowedError, match="bukan petugas"):
        mine.record_answers(key, {A1: "2"})
    assert office.seat(SITI).lembar.open(key).session.answers()[A1] == "1"


def test_whoever_leaves_the_office_writes_nothing_more(office, key):
    mine = office.seat(RAHMAT).lembar
    mine.record_answers(key, {A1: "3"})
    office.store(replace(RAHMAT, aktif=False))
    with pytest.raises(NotAllowedError, match="belum tercatat"):
        mine.record_answers(key, {A1: "4"})


@pytest.mark.usefixtures("key")
def test_what_was_only_tried_is_not_remembered(office):
    acting = office.seat(RAHMAT).acting
    with acting.unit() as uow:
        assert acting.pegawai(uow) == RAHMAT
        uow.pegawai.save(replace(RAHMAT, aktif=False))
        assert acting.pegawai(uow) is None
    with acting.reading() as uow:
        assert acting.pegawai(uow) == RAHMAT
