"""Surveys of anonymous respondents in a row: what is stored, when it counts, what it tells."""

from __future__ import annotations

import pytest
from tests.builders import EKO, RAHMAT
from tests.installations import assess, prepare

from bina_desktop.domain.errors import NotAllowedError
from bina_desktop.domain.laporan import laporan_id_for
from bina_desktop.domain.lembar_penilaian import FORM_SKM, StatusLembar, is_set_aside


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def kiosk(office):
    return office.seat(RAHMAT).kiosk


def surveys(office, spt_id):
    found = office.seat(RAHMAT).lembar.lembar(spt_id)
    return [one for one in found if one.formulir == FORM_SKM]


def answered(respondent) -> dict[str, str]:
    """Answer everything that is asked, as a person at the kiosk would."""
    session = respondent.session
    for node in list(session.walk()):
        if node.relevant and node.required and not node.value:
            values = [choice.value for choice in node.choices]
            session.set_value(node.ref, values[-1] if "4" in values else (values or ["41"])[0])
    return {r: v for r, v in session.answers().items() if r not in respondent.known}


def test_nothing_is_stored_before_the_first_answer(office, kiosk, spt_id):
    kiosk.begin(spt_id)
    assert surveys(office, spt_id) == []


def test_a_finished_survey_is_final_and_has_no_name(office, kiosk, spt_id):
    respondent = kiosk.begin(spt_id)
    for ref, text in answered(respondent).items():
        kiosk.record_answers(respondent, {ref: text})
    assert kiosk.finish(respondent).problems == ()
    (survey,) = surveys(office, spt_id)
    assert (survey.status, survey.nama, survey.aparatur_id) == (StatusLembar.FINAL, "", None)
    assert survey.id == respondent.id


def test_the_visit_answers_where_and_when_by_itself(kiosk, spt_id):
    known = {ref.rpartition("/")[2]: text for ref, text in kiosk.begin(spt_id).known.items()}
    assert known == {
        "triwulan": "4",
        "tahun": "2026",
        "kode_wilayah": "17.05",
        "tanggal": "2026-11-23",
        "jam_layanan": "pagi",
    }


def test_after_half_past_twelve_it_is_afternoon(office, kiosk, spt_id):
    office.clock.forward(hours=5)
    assert "siang" in kiosk.begin(spt_id).known.values()


def test_each_respondent_gets_an_empty_survey_of_its_own(kiosk, spt_id):
    first = kiosk.begin(spt_id)
    answered(first)
    second = kiosk.begin(spt_id)
    assert second.id != first.id
    assert dict(second.session.answers()) == dict(second.known)


def test_an_incomplete_survey_is_kept_but_holds_nothing_up(office, kiosk, spt_id, ratna):
    respondent = kiosk.begin(spt_id)
    kiosk.record_answers(respondent, dict(list(answered(respondent).items())[:2]))
    problems = kiosk.finish(respondent).problems
    assert problems
    (survey,) = surveys(office, spt_id)
    assert survey.status is StatusLembar.DRAF
    assert is_set_aside(survey.formulir, survey.status)
    seat = office.seat(RAHMAT)
    assess(seat, spt_id, ratna)
    seat.laporan.compose(spt_id)
    seat.laporan.submit(laporan_id_for(spt_id))
    state = seat.beranda.overview(seat.beranda.triwulan_now()).wilayah
    assert next(w for w in state if w.spt_id == spt_id).lembar == 1


def test_only_the_roster_opens_the_kiosk(office, spt_id):
    with pytest.raises(NotAllowedError, match="bukan petugas"):
        office.seat(EKO).kiosk.begin(spt_id)
