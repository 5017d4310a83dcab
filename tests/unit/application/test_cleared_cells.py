"""A cell that was cleared in Excel stays cleared, also where the form has a default."""

from __future__ import annotations

import pytest
from tests.builders import KABID, RAHMAT
from tests.installations import Installation, prepare
from tests.unit.application.test_pertukaran import edit, export, take_in

from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def laptop(formulir, office):
    return Installation(
        formulir, device="cccc2222dddd3333", workbooks=office.workbooks, clock=office.clock
    )


def test_what_was_cleared_in_excel_stays_cleared(office, laptop, spt_id, ratna):
    key, _ = office.seat(RAHMAT).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    target = "/data/aspek_d/indikator_d4/d4_target"
    assert office.seat(RAHMAT).lembar.open(key).session.node(target).value == "95"
    export(office, KABID, [spt_id])
    office.workbooks.edits = (edit(office, "lembar_penilaian", key, target, None),)
    preview, _ = take_in(laptop, RAHMAT)
    assert "1 sel disunting" in " ".join(preview.warnings)
    assert laptop.seat(RAHMAT).lembar.open(key).session.node(target).value == ""
    digest = laptop.seat(RAHMAT).pertukaran.digest()
    take_in(laptop, RAHMAT)  # the same file once more, and in the office: still one change
    take_in(office, KABID)
    assert laptop.seat(RAHMAT).pertukaran.digest() == digest
    assert office.seat(RAHMAT).lembar.open(key).session.node(target).value == ""
    # What was cleared may be filled in again, in Excel too, and cleared once more.
    office.workbooks.edits = ()
    export(office, KABID, [spt_id])
    office.workbooks.edits = (edit(office, "lembar_penilaian", key, target, "90"),)
    take_in(office, KABID)
    assert office.seat(RAHMAT).lembar.open(key).session.node(target).value == "90"
    office.workbooks.edits = ()
    export(office, KABID, [spt_id])
    office.workbooks.edits = (edit(office, "lembar_penilaian", key, target, None),)
    take_in(office, KABID)
    assert office.seat(RAHMAT).lembar.open(key).session.node(target).value == ""
    assert office.seat(KABID).perbedaan.conflicts() == []
