"""Threads beside questions, findings and texts, as reviewers and the team use them."""

from __future__ import annotations

import pytest
from tests.builders import ADMIN, EKO, KABID, KASI, RAHMAT, a_temuan
from tests.installations import assess, prepare, review

from bina_desktop.application.utas import TinjauanView
from bina_desktop.application.work import Topic
from bina_desktop.domain.errors import NotAllowedError, NotFoundError, WrongStateError
from bina_desktop.domain.laporan import Laporan, laporan_id_for
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN
from bina_desktop.domain.utas import JenisSasaran, Sasaran, StatusUtas, Tindakan

A1 = "/data/aspek_a/indikator_a1/a1"
ASK, ANSWER, CLOSE = Tindakan.TANYA, Tindakan.JAWAB, Tindakan.TUTUP


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def lembar_id(office, spt_id, ratna):
    return office.seat(RAHMAT).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)[0]


@pytest.fixture
def here(lembar_id):
    return Sasaran(JenisSasaran.LEMBAR, lembar_id, A1)


def test_a_question_is_asked_answered_and_closed_beside_its_answer(office, here, lembar_id):
    asked, changes = office.seat(KASI).utas.say(here, ASK, " Bukti mana? ", kutipan="4 – Baik")
    assert changes.topics == {Topic.TINJAUAN}
    assert changes.records == {lembar_id}
    assert asked.allowed == {ASK, CLOSE}
    office.seat(RAHMAT).utas.say(here, ANSWER, "Terlampir.")
    view = office.seat(KASI).utas.of_lembar(lembar_id)
    utas = view.at(here)
    assert (view.may_begin, view.why, utas.status) == (True, "", StatusUtas.DIJAWAB)
    first, second = utas.komentar
    assert (first.siapa, first.peran, first.teks, first.kutipan, first.is_mine) == (
        KASI.nama,
        "Kepala Seksi",
        "Bukti mana?",
        "4 – Baik",
        True,
    )
    assert (second.siapa, second.peran, second.is_mine) == (RAHMAT.nama, "petugas", False)
    closed, _ = office.seat(KABID).utas.say(here, CLOSE, "")
    assert closed.status is StatusUtas.DITUTUP
    assert office.seat(RAHMAT).utas.of_lembar(lembar_id).at(here).allowed == frozenset()


def test_findings_and_texts_of_a_report_have_threads_too(office, spt_id, here):
    laporan = Laporan(laporan_id_for(spt_id), spt_id)
    temuan = a_temuan("t", spt_id)
    office.store(laporan, temuan)
    places = (
        Sasaran(JenisSasaran.LAPORAN, laporan.id, "kesimpulan/2"),
        Sasaran(JenisSasaran.TEMUAN, temuan.id),
        here,
    )
    for place in places:
        office.seat(KASI).utas.say(place, ASK, "Perjelas.")
    assert set(office.seat(EKO).utas.of_visit(spt_id).utas) == set(places)
    assert set(office.seat(EKO).utas.of_lembar(here.record).utas) == {here}


def test_where_nobody_asked_a_reviewer_may_begin_and_others_may_not(office, here, lembar_id):
    assert office.seat(KASI).utas.of_lembar(lembar_id).at(here).allowed == {ASK}
    for who in (RAHMAT, EKO, ADMIN):
        assert not office.seat(who).utas.of_lembar(lembar_id).at(here).allowed
    assert "dijawab oleh petugas" in office.seat(EKO).utas.of_lembar(lembar_id).why
    assert "belum tercatat" in office.seat("Siapa").utas.of_lembar(lembar_id).why
    assert TinjauanView().at(here).allowed == frozenset()


def test_an_outsider_and_a_login_without_a_person_say_nothing(office, here):
    for who in (EKO, "Siapa"):
        with pytest.raises(NotAllowedError):
            office.seat(who).utas.say(here, ASK, "Mengapa?")
    assert office.database.state.values("komentar", "any") == {}


def test_a_ratified_report_closes_the_conversation(office, spt_id, ratna):
    key = assess(office.seat(RAHMAT), spt_id, ratna)
    here = Sasaran(JenisSasaran.LEMBAR, key, A1)
    office.seat(KASI).utas.say(here, ASK, "Bukti mana?")
    laporan_id = next(iter(office.seat(RAHMAT).laporan.compose(spt_id).records))
    seat = office.seat(RAHMAT)
    laporan = seat.laporan.detail(spt_id).laporan
    seat.laporan.save_texts(
        laporan.id, gambaran_umum="Umum.", pembahasan="Bahas.", kesimpulan="Simpul."
    )
    assert laporan_id
    seat.utas.say(here, Tindakan.JAWAB, "Foto maklumat terlampir.")
    office.seat(KASI).utas.say(here, Tindakan.TUTUP, "")
    review(office, laporan.id, until=6)
    with pytest.raises(WrongStateError, match="tinggal dibaca"):
        office.seat(KASI).utas.say(here, ASK, "Masih ada.")
    view = office.seat(KASI).utas.of_lembar(key)
    assert (view.may_begin, view.at(here).allowed) == (False, frozenset())
    assert "sudah disahkan" in view.why


def test_a_place_that_is_not_there_is_refused(office, spt_id):
    assert spt_id
    for jenis in JenisSasaran:
        with pytest.raises(NotFoundError):
            office.seat(KASI).utas.say(Sasaran(jenis, "tiada"), ASK, "Mengapa?")


def test_words_of_somebody_unknown_here_are_shown_all_the_same(office, here, lembar_id):
    office.seat(KASI).utas.say(here, ASK, "Bukti mana?")
    with office.database.begin(actor="uji") as uow:
        uow.pegawai.delete(KASI.id)
        uow.commit()
    (said,) = office.seat(RAHMAT).utas.of_lembar(lembar_id).at(here).komentar
    assert said.siapa == "seseorang yang belum terdaftar di sini"


def test_nobody_chooses_what_another_has_said(office, spt_id, here):
    office.seat(KASI).utas.say(here, ASK, "Bukti mana?")
    with office.database.begin(actor="palsu") as uow:
        (said,) = uow.queries.komentar(spt_id=spt_id)
        uow.change("komentar", said.id, "teks", '"Bagus."', [])
        uow.commit()
    service = office.seat(KASI).perbedaan
    (conflict,) = service.conflicts()
    with pytest.raises(WrongStateError, match="tidak pernah diubah"):
        service.settle(conflict, '"Bagus."')


def test_words_that_were_begun_wait_on_this_computer_for_the_one_who_wrote_them(office, lembar_id):
    for seat in (KASI, KABID):
        assert office.seat(seat).utas.of_lembar(lembar_id).unsent == {}
    office.seat(KASI).utas.keep_unsent(lembar_id, {A1: "Bukti “mana”?"})
    assert office.seat(KASI).utas.of_lembar(lembar_id).unsent == {A1: "Bukti “mana”?"}
    assert office.seat(KABID).utas.of_lembar(lembar_id).unsent == {}
    office.seat(KASI).utas.keep_unsent(lembar_id, {})
    assert office.seat(KASI).utas.of_lembar(lembar_id).unsent == {}
