"""What a row pasted in Excel becomes: the rules that go along with an export."""

from __future__ import annotations

import pytest
from tests.builders import SELUMA, an_aparatur
from tests.installations import prepare

from bina_desktop.application.new_rows import aparatur_rows, lembar_rows
from bina_desktop.domain.lembar_penilaian import (
    FORM_CAPAIAN,
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
    lembar_id_for,
)

NAMES = {SELUMA: "Kabupaten Seluma"}


def rule(office, form_id, spt_id):
    with office.database.begin(actor="uji") as uow:
        return lembar_rows(uow, office.formulir, form_id, [spt_id], NAMES)


def test_a_sheet_about_an_officer_has_the_id_that_every_laptop_gives_it(office, ratna):
    spt_id = prepare(office, ratna)
    found = rule(office, FORM_LEMBAR_PENILAIAN, spt_id)
    (choice,) = found.choices
    assert found.by == ("kunjungan", "aparatur")
    assert choice.seen == ("Kabupaten Seluma", ratna.nama)
    assert choice.record == lembar_id_for(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    assert choice.fields["aparatur_id"] == ratna.id
    assert ratna.nama in choice.fields.values()
    assert "2026" in found.shared["Kabupaten Seluma"].values()
    assert found.given["formulir"] == FORM_LEMBAR_PENILAIAN
    assert not any(ref.endswith("/tanggal") for ref in found.shared["Kabupaten Seluma"])


def test_two_officers_of_one_name_are_told_apart_by_the_nip(office, ratna):
    twin = an_aparatur(ratna.nama.upper(), nip="199001012015032009")
    spt_id = prepare(office, ratna, twin)
    seen = {one.seen[1] for one in rule(office, FORM_LEMBAR_PENILAIAN, spt_id).choices}
    assert seen == {f"{ratna.nama} ({ratna.nip})", f"{twin.nama} ({twin.nip})"}


def test_who_answers_the_survey_is_never_asked(office, ratna):
    spt_id = prepare(office, ratna)
    found = rule(office, FORM_SKM, spt_id)
    assert found.by == ("kunjungan",)
    assert [(one.seen, one.record, one.fields) for one in found.choices] == [
        (("Kabupaten Seluma",), "", {"spt_id": spt_id})
    ]
    assert found.keys == ()


def test_a_form_of_which_a_visit_has_one_sheet_takes_no_rows(office, ratna):
    assert rule(office, FORM_CAPAIAN, prepare(office, ratna)) is None


@pytest.mark.parametrize("key", [("nip",), ("kode_wilayah", "nama")])
def test_an_officer_is_known_by_the_nip_else_by_place_and_name(key):
    found = aparatur_rows(NAMES)
    assert key in found.keys
    assert [(one.seen, one.fields) for one in found.choices] == [
        (("Kabupaten Seluma",), {"kode_wilayah": SELUMA})
    ]
