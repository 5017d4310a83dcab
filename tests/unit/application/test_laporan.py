from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import ADMIN, EKO, KABID, KADIS, KASI, RAHMAT, SITI, TW4, a_pegawai
from tests.installations import assess, check, fill, prepare, review

from bina_desktop.application.work import Topic
from bina_desktop.domain.errors import (
    InvalidValueError,
    MissingRequirementError,
    NotAllowedError,
    NotFoundError,
    WrongStateError,
)
from bina_desktop.domain.laporan import StatusLaporan, laporan_id_for
from bina_desktop.domain.lembar_penilaian import FORM_SKM
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.sop import JenisPeristiwa
from bina_desktop.domain.temuan import Tingkat

ALASAN = "Angka pada BAB III tidak cocok."
TEXTS = {"gambaran_umum": "Umum.", "pembahasan": "Bahas.", "kesimpulan": "Simpul."}


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def laporan_id(office, spt_id, ratna):
    """A composed draft."""
    assess(office.seat(RAHMAT), spt_id, ratna, c1="2")
    office.seat(RAHMAT).laporan.compose(spt_id)
    return laporan_id_for(spt_id)


def detail(office, spt_id, who=RAHMAT):
    return office.seat(who).laporan.detail(spt_id)


def test_a_visit_without_sheets_has_no_laporan(office, spt_id, ratna):
    service = office.seat(RAHMAT).laporan
    with pytest.raises(MissingRequirementError, match="Belum ada lembar"):
        service.compose(spt_id)
    office.seat(RAHMAT).lembar.start(spt_id, "lembar_penilaian", ratna.id)
    with pytest.raises(MissingRequirementError, match="Ratna Dewi"):
        service.compose(spt_id)
    with pytest.raises(NotFoundError, match="belum disusun"):
        service.detail(spt_id)
    (row,) = service.list(TW4)
    assert (row.laporan, row.langkah, row.lembar, row.lembar_final) == (None, 3, 1, 0)
    assert not row.waits_for_me


@pytest.mark.usefixtures("laporan_id")
def test_a_draft_proposes_texts_and_findings_from_the_figures(office, spt_id):
    found = detail(office, spt_id)
    assert "Ratna" not in found.laporan.gambaran_umum
    assert "1 (satu) orang" in found.laporan.gambaran_umum
    assert "terendah adalah aspek C" in found.laporan.pembahasan
    assert "1 (satu) temuan" in found.laporan.kesimpulan
    assert [t.kode for t in found.temuan] == ["T03"]
    assert found.actions.edit
    assert found.actions.submit
    assert found.nama_pelaku[RAHMAT.id] == "Rahmat Hidayat"
    assert office.seat(RAHMAT).laporan.list(TW4)[0].waits_for_me
    assert not office.seat(KASI).laporan.list(TW4)[0].waits_for_me


def test_composing_again_keeps_what_people_wrote(office, spt_id, laporan_id):
    service = office.seat(RAHMAT).laporan
    service.save_texts(laporan_id, **TEXTS)
    (temuan,) = detail(office, spt_id).temuan
    office.seat(RAHMAT).temuan.delete(temuan.id)
    assert service.compose(spt_id).topics >= {Topic.LAPORAN, Topic.TEMUAN}
    found = detail(office, spt_id)
    assert found.laporan.kesimpulan == "Simpul."
    assert found.temuan == ()


def test_a_respondent_who_was_asked_to_pay_is_a_critical_finding(office, spt_id, ratna):
    seat = office.seat(RAHMAT)
    assess(seat, spt_id, ratna, a1="1")
    key, _ = seat.lembar.start(spt_id, FORM_SKM, None)
    fill(seat, key, diminta_membayar="ya")
    seat.lembar.finalise(key)
    seat.laporan.compose(spt_id)
    found = detail(office, spt_id)
    assert [(t.kode, t.tingkat) for t in found.temuan] == [("T01", Tingkat.KRITIS)]
    assert "di antaranya kritis" in found.laporan.kesimpulan
    assert "indikator kritis dengan skor 1" in found.laporan.pembahasan
    assert "kuesioner pengguna layanan" in found.laporan.gambaran_umum


def test_no_conclusion_is_drawn_from_too_little(office, spt_id, ratna):
    seat = office.seat(RAHMAT)
    assess(seat, spt_id, ratna, b1="tb", b2="tb", b3="tb")
    seat.laporan.compose(spt_id)
    assert "belum dapat disimpulkan" in detail(office, spt_id).laporan.kesimpulan
    assert "Tidak ada temuan" in detail(office, spt_id).laporan.kesimpulan


def test_only_the_team_of_the_visit_composes(office, spt_id, ratna):
    assess(office.seat(RAHMAT), spt_id, ratna)
    for who in (EKO, KASI, ADMIN):
        with pytest.raises(NotAllowedError):
            office.seat(who).laporan.compose(spt_id)
    office.seat(SITI).laporan.compose(spt_id)


def test_texts_are_written_by_the_team_and_later_only_corrected(office, spt_id, laporan_id):
    with pytest.raises(NotAllowedError):
        office.seat(KASI).laporan.save_texts(laporan_id, **TEXTS)
    review(office, laporan_id, until=3)
    for who in (RAHMAT, KASI):
        with pytest.raises(WrongStateError, match="lewat koreksi"):
            office.seat(who).laporan.save_texts(laporan_id, **TEXTS)
    assert detail(office, spt_id, KASI).actions.edit
    check(office, KASI, laporan_id)
    office.seat(KASI).laporan.correct(laporan_id, catatan="Ejaan dibetulkan.")
    (finding,) = detail(office, spt_id).temuan
    with pytest.raises(WrongStateError, match="hanya dapat diubah"):
        office.seat(KASI).temuan.save(finding)
    assert detail(office, spt_id).riwayat[-1].alasan == "Ejaan dibetulkan."


@pytest.mark.parametrize(
    ("until", "desk"),
    [
        (3, (KASI, "correct", (3,))),
        (4, (KABID, "validate", (4, 3))),
        (5, (KADIS, "ratify", (5, 4, 3))),
        (6, (KABID, "deliver", ())),
    ],
)
def test_each_desk_shows_its_own_actions(office, spt_id, laporan_id, until, desk):
    who, wanted, roads = desk
    review(office, laporan_id, until=until)
    check(office, who, laporan_id)
    actions = detail(office, spt_id, who).actions
    assert getattr(actions, wanted)
    assert actions.return_to == roads
    assert actions.explanation == ""
    others = detail(office, spt_id, ADMIN).actions
    assert not any(
        (
            others.edit,
            others.submit,
            others.correct,
            others.validate,
            others.ratify,
            others.deliver,
        )
    )
    assert others.explanation.startswith("Menunggu")


def test_a_closed_cycle_offers_nothing(office, spt_id, laporan_id):
    review(office, laporan_id, until=7)
    actions = detail(office, spt_id, KABID).actions
    assert "selesai" in actions.explanation
    assert actions.return_to == ()
    with pytest.raises(WrongStateError, match="sudah selesai"):
        office.seat(KABID).laporan.deliver(
            laporan_id, nomor_pengantar="", tanggal=date(2026, 11, 30)
        )


def test_a_returned_draft_goes_round_again(office, spt_id, laporan_id):
    review(office, laporan_id, until=3)
    office.seat(KASI).laporan.return_laporan(laporan_id, alasan=f" {ALASAN} ")
    found = detail(office, spt_id)
    assert found.laporan.status is StatusLaporan.DIKEMBALIKAN
    assert found.laporan.catatan == ALASAN
    last = found.riwayat[-1]
    assert (last.jenis, last.ke_langkah, last.alasan) == (JenisPeristiwa.KEMBALI, 3, ALASAN)
    assert found.actions.submit
    review(office, laporan_id, until=7)
    steps = [(e.langkah, e.jenis.value) for e in detail(office, spt_id).riwayat]
    assert steps.count((3, "selesai")) == 2


def test_only_the_desk_that_has_it_returns_it(office, laporan_id):
    review(office, laporan_id, until=4)
    with pytest.raises(NotAllowedError):
        office.seat(KASI).laporan.return_laporan(laporan_id, alasan=ALASAN)
    office.seat(KABID).laporan.return_laporan(laporan_id, alasan=ALASAN, ke_langkah=4)
    review(office, laporan_id, since=4, until=4)


def test_nobody_reviews_what_they_made(office, spt_id, laporan_id):
    office.store(replace(RAHMAT, peran=frozenset({Peran.TIM, Peran.KASI})))
    office.seat(SITI).laporan.submit(laporan_id)
    with pytest.raises(NotAllowedError, match="petugas"):
        office.seat(RAHMAT).laporan.correct(laporan_id)
    both = a_pegawai("Rangkap", "198001012005011001", Peran.KASI, Peran.KABID)
    office.store(both)
    check(office, both, laporan_id)
    office.seat(both).laporan.correct(laporan_id)
    with pytest.raises(NotAllowedError, match="Langkah sebelumnya"):
        office.seat(both).laporan.validate(laporan_id)
    assert not detail(office, spt_id, both).actions.validate
    review(office, laporan_id, since=5, until=5)


def test_a_value_in_dispute_stops_the_laporan(office, spt_id, laporan_id):
    with office.database.begin(actor="lain") as uow:
        uow.change("laporan", laporan_id, "kesimpulan", '"Lain"', [])
        uow.commit()
    with pytest.raises(MissingRequirementError, match="1 perbedaan"):
        office.seat(RAHMAT).laporan.submit(laporan_id)
    actions = detail(office, spt_id).actions
    assert actions.edit
    assert not actions.submit
    assert "perbedaan" in actions.explanation


def test_delivery_is_not_dated_before_the_laporan(office, laporan_id):
    review(office, laporan_id, until=6)
    with pytest.raises(InvalidValueError, match="25 November 2026"):
        office.seat(KABID).laporan.deliver(
            laporan_id, nomor_pengantar="", tanggal=date(2026, 11, 24)
        )


def test_a_region_that_is_not_listed_keeps_its_code(office, spt_id):
    with office.database.begin(actor="impor") as uow:
        uow.spt.save(replace(uow.spt.get(spt_id), kode_wilayah="99.01"))
        uow.commit()
    assert office.seat(KASI).laporan.list(TW4)[0].wilayah.nama == "Wilayah 99.01"


def test_an_answer_of_a_respondent_that_was_left_half_filled_holds_nothing_up(
    office, spt_id, laporan_id
):
    office.seat(RAHMAT).lembar.start(spt_id, FORM_SKM, None)
    assert office.seat(RAHMAT).laporan.submit(laporan_id).topics
