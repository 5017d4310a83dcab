from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.builders import (
    ADMIN,
    EKO,
    KADIS,
    KASI,
    KOTA_BENGKULU,
    RAHMAT,
    SITI,
    TW4,
    an_aparatur,
)
from tests.installations import assess, fill, prepare, review, send

from bina_desktop.application.stored_form import storable
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import (
    InvalidValueError,
    MissingRequirementError,
    NotAllowedError,
    NotFoundError,
    WrongStateError,
)
from bina_desktop.domain.laporan import laporan_id_for
from bina_desktop.domain.lembar_penilaian import (
    FORM_KUESIONER_APARATUR,
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
    LembarId,
    LembarPenilaian,
    StatusLembar,
)
from bina_desktop.domain.pegawai import Kelompok, StatusKepegawaian

A1 = "/data/aspek_a/indikator_a1/a1"
ALASAN = "Bukti indikator A1 belum ada."


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


def start(office, spt_id, ratna, who=RAHMAT):
    return office.seat(who).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)[0]


def test_own_visits_come_first(office, spt_id):
    send(office, KOTA_BENGKULU, petugas=(EKO,))
    mine = office.seat(EKO).lembar.visits(TW4)
    assert [(k.wilayah.nama, k.may_fill) for k in mine] == [
        ("Kota Bengkulu", True),
        ("Kabupaten Seluma", False),
    ]
    assert [k.may_fill for k in office.seat("Siapa").lembar.visits(TW4)] == [False, False]
    assert next(iter(office.seat(RAHMAT).lembar.visits(TW4))).spt.id == spt_id


def test_a_sheet_starts_with_what_is_known(office, spt_id, ratna):
    key = start(office, spt_id, ratna)
    answers = office.seat(RAHMAT).lembar.open(key).session.answers()
    known = {ref.rpartition("/")[2]: value for ref, value in answers.items()}
    assert known["nama"] == "Ratna Dewi"
    assert known["nip"] == ratna.nip
    assert (known["triwulan"], known["tahun"]) == ("4", "2026")
    assert (known["kode_wilayah"], known["kelompok"]) == ("17.05", "O")
    assert known["pangkat_golongan"] == "Penata Muda (III/a)"
    assert known["tim_penilai"] == "Rahmat Hidayat\nSiti Nurhaliza"
    assert known["tmt_jabatan"] == "2020-01-02"
    assert known["tanggal"] == "2026-11-23"


def test_a_pppk_has_no_pangkat_and_blanks_stay_blank(office, spt_id):
    pppk = replace(
        an_aparatur("Aisyah", nip="", status=StatusKepegawaian.PPPK),
        golongan="IX",
        tmt_jabatan=None,
    )
    bare = replace(an_aparatur("Budi", nip=""), golongan="")
    office.store(pppk, bare)
    office.clock.forward(days=10)
    for who, rank in ((pppk, "IX"), (bare, "Penata Muda")):
        key = start(office, spt_id, who)
        answers = office.seat(RAHMAT).lembar.open(key).session.answers()
        known = {ref.rpartition("/")[2]: value for ref, value in answers.items()}
        assert known["pangkat_golongan"] == rank
        assert "nip" not in known
        assert known["tanggal"] == "2026-11-24"


def test_an_officer_has_one_sheet(office, spt_id, ratna):
    key = start(office, spt_id, ratna)
    again, changes = office.seat(SITI).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    assert again == key
    assert changes == Changes.of()
    assert list(office.seat(SITI).lembar.aparatur_without(spt_id)) == []


def test_who_still_waits_is_listed(office, spt_id, ratna):
    office.store(
        an_aparatur("Andi", nip="", kode=KOTA_BENGKULU),
        replace(an_aparatur("Pensiun", nip=""), aktif=False),
    )
    service = office.seat(RAHMAT).lembar
    service.start(spt_id, FORM_KUESIONER_APARATUR, ratna.id)
    assert list(service.aparatur_without(spt_id)) == [ratna]


def test_sheets_are_listed_by_form_then_name(office, spt_id, ratna):
    service = office.seat(RAHMAT).lembar
    service.start(spt_id, FORM_SKM, None)
    service.start(spt_id, FORM_KUESIONER_APARATUR, None)
    service.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    assert [row.formulir for row in service.lembar(spt_id)] == [
        FORM_LEMBAR_PENILAIAN,
        FORM_KUESIONER_APARATUR,
        FORM_SKM,
    ]


def test_who_may_start_what(office, spt_id, ratna):
    stranger = an_aparatur("Andi", nip="", kode=KOTA_BENGKULU)
    office.store(stranger)
    service = office.seat(RAHMAT).lembar
    with pytest.raises(MissingRequirementError, match="Pilih aparatur"):
        service.start(spt_id, FORM_LEMBAR_PENILAIAN, None)
    with pytest.raises(InvalidValueError, match="bukan aparatur"):
        service.start(spt_id, FORM_LEMBAR_PENILAIAN, stranger.id)
    with pytest.raises(InvalidValueError, match="tidak mencatat nama"):
        service.start(spt_id, FORM_SKM, ratna.id)
    with pytest.raises(NotFoundError, match="uji_baru"):
        service.start(spt_id, "uji_baru", None)
    for outsider in (EKO, KADIS, ADMIN):
        with pytest.raises(NotAllowedError, match="bukan petugas"):
            start(office, spt_id, ratna, outsider)


def test_answers_are_kept_with_the_place_where_one_stopped(office, spt_id, ratna):
    key = start(office, spt_id, ratna)
    service = office.seat(RAHMAT).lembar
    changes = service.record_answers(key, {A1: "3"}, position=A1)
    assert changes == Changes.of(Topic.LEMBAR, records=frozenset({key}))
    service.record_answers(key, {A1: "4"})
    opened = service.open(key)
    assert opened.session.answers()[A1] == "4"
    assert (opened.position, opened.writable, opened.why_readonly) == (A1, True, "")
    said = office.seat(RAHMAT).riwayat.answer(key, A1)
    assert [one.nilai for one in said] == ["4", "3"]


def test_progress_of_open_sheets_follows_relevance(office, spt_id, ratna):
    key = start(office, spt_id, ratna)
    sheets = office.seat(RAHMAT).lembar
    office.store(LembarPenilaian(LembarId("x"), spt_id, "formulir_lain", "1"))
    before = sheets.progress(sheets.lembar(spt_id))
    assert before.keys() == {key}
    sheets.record_answers(key, {A1: "4"})
    after = sheets.progress(sheets.lembar(spt_id))[key]
    assert after.answered == before[key].answered + 1
    assert after.total > before[key].answered
    assert sheets.progress(sheets.lembar(spt_id))[key] is after
    assess(office.seat(RAHMAT), spt_id, ratna)
    assert not sheets.progress([s for s in sheets.lembar(spt_id) if s.id == key])


def test_moving_on_without_an_answer_changes_nothing_for_others(office, spt_id, ratna):
    key = start(office, spt_id, ratna)
    sheets = office.seat(RAHMAT).lembar
    assert sheets.record_answers(key, {}, position=A1) == Changes.of()
    assert sheets.open(key).position == A1


def test_a_form_opens_in_the_language_a_person_chose_last(office, spt_id, ratna):
    key = start(office, spt_id, ratna)
    sheets = office.seat(RAHMAT).lembar
    assert sheets.open(key).session.language == "Indonesia (id)"
    sheets.remember_language(FORM_LEMBAR_PENILAIAN, "English (en)")
    assert sheets.open(key).session.language == "English (en)"
    assert office.seat(SITI).lembar.open(key).session.language == "Indonesia (id)"
    sheets.remember_language(FORM_LEMBAR_PENILAIAN, "Bahasa yang dihapus (xx)")
    assert sheets.open(key).session.language == "Indonesia (id)"


def test_a_sheet_keeps_its_instance_id(office, spt_id, ratna):
    key = start(office, spt_id, ratna)
    seen = {
        office.seat(who).lembar.open(key).session.results()["/data/meta/instanceID"]
        for who in (RAHMAT, RAHMAT, SITI)
    }
    assert seen == {f"uuid:{key}"}


def test_a_default_that_was_cleared_stays_cleared(office, spt_id, ratna):
    sheets = office.seat(RAHMAT).lembar
    key = start(office, spt_id, ratna)
    session = sheets.open(key).session
    (target,) = (node.ref for node in session.walk() if node.name == "d4_target")
    assert session.node(target).value == "95"
    before = storable(session.answers())
    session.clear(target)
    after = storable(session.answers())
    gone = dict.fromkeys(before.keys() - after.keys(), "")
    sheets.record_answers(key, {**after, **gone})
    assert sheets.open(key).session.node(target).value == ""


def test_others_read_and_are_told_why(office, spt_id, ratna):
    key = start(office, spt_id, ratna)
    opened = office.seat(KASI).lembar.open(key)
    assert not opened.writable
    assert "bukan petugas" in opened.why_readonly
    with pytest.raises(NotAllowedError):
        office.seat(KASI).lembar.record_answers(key, {A1: "4"})


def test_an_unfinished_sheet_says_all_that_is_wrong(office, spt_id, ratna):
    key = start(office, spt_id, ratna)
    outcome = office.seat(RAHMAT).lembar.finalise(key)
    assert len(outcome.problems) > 10
    assert outcome.hasil is None
    assert office.seat(RAHMAT).lembar.open(key).writable


def test_a_final_sheet_is_scored_and_closed(office, spt_id, ratna):
    key = start(office, spt_id, ratna)
    seat = office.seat(RAHMAT)
    fill(seat, key, a1="5", b6="tb")
    outcome = seat.lembar.finalise(key)
    assert outcome.problems == ()
    assert outcome.hasil is not None
    assert outcome.hasil.skor["a1"] == 5
    assert outcome.hasil.skor["b6"] is None
    assert outcome.hasil.bobot_berlaku == Decimal(64)
    assert outcome.hasil.predikat == "Baik"
    opened = seat.lembar.open(key)
    assert "final" in opened.why_readonly
    with pytest.raises(WrongStateError):
        seat.lembar.record_answers(key, {A1: "1"})


def test_answers_that_change_while_being_checked_stop_finalising(office, spt_id, ratna):
    key = start(office, spt_id, ratna)
    seat = office.seat(RAHMAT)
    fill(seat, key)
    checked = office.formulir.session

    def answer_meanwhile(form_id, answers, **options):
        found = checked(form_id, answers, **options)
        with office.database.begin(actor="lain") as uow:
            uow.lembar.save_answers(key, {A1: "3"})
            uow.commit()
        return found

    office.formulir.session = answer_meanwhile
    try:
        with pytest.raises(WrongStateError, match="berubah"):
            seat.lembar.finalise(key)
    finally:
        del office.formulir.session
    assert seat.lembar.open(key).writable


def test_a_survey_gives_its_index_and_no_predikat(office, spt_id):
    seat = office.seat(RAHMAT)
    key, _ = seat.lembar.start(spt_id, FORM_SKM, None)
    fill(seat, key, persyaratan="3", diminta_membayar="tidak")
    hasil = seat.lembar.finalise(key).hasil
    assert hasil.nilai_akhir == Decimal("97.22")
    assert (hasil.predikat, hasil.skor["persyaratan"], hasil.skor["pungutan"]) == ("", 3, 0)


def test_a_kuesioner_gives_means_per_group(office, spt_id):
    seat = office.seat(RAHMAT)
    key, _ = seat.lembar.start(spt_id, FORM_KUESIONER_APARATUR, None)
    fill(seat, key, p19="2")
    hasil = seat.lembar.finalise(key).hasil
    assert hasil.nilai_akhir is None
    assert hasil.nilai_aspek["perbaikan"] == Decimal(75)


@pytest.mark.parametrize("who", [KASI, KADIS, RAHMAT])
def test_a_final_sheet_is_returned_with_a_reason(office, spt_id, ratna, who):
    key = assess(office.seat(RAHMAT), spt_id, ratna)
    with pytest.raises(MissingRequirementError):
        office.seat(who).lembar.return_lembar(key, alasan="salah")
    office.seat(who).lembar.return_lembar(key, alasan=f" {ALASAN} ")
    opened = office.seat(RAHMAT).lembar.open(key)
    assert opened.lembar.status is StatusLembar.DIKEMBALIKAN
    assert opened.lembar.alasan_kembali == ALASAN
    assert opened.writable
    assert office.seat(RAHMAT).lembar.finalise(key).hasil is not None


def test_outsiders_return_nothing(office, spt_id, ratna):
    key = assess(office.seat(RAHMAT), spt_id, ratna)
    for who in (EKO, ADMIN):
        with pytest.raises(NotAllowedError):
            office.seat(who).lembar.return_lembar(key, alasan=ALASAN)


def test_under_review_only_officials_return_a_sheet(office, spt_id, ratna):
    seat = office.seat(RAHMAT)
    key = assess(seat, spt_id, ratna)
    seat.laporan.compose(spt_id)
    review(office, laporan_id_for(spt_id), until=3)
    with pytest.raises(NotAllowedError, match="sudah diajukan"):
        seat.lembar.return_lembar(key, alasan=ALASAN)
    with pytest.raises(WrongStateError, match="sudah diajukan"):
        seat.lembar.start(spt_id, FORM_SKM, None)
    office.seat(KASI).lembar.return_lembar(key, alasan=ALASAN)
    with pytest.raises(MissingRequirementError, match="belum final"):
        office.seat(KASI).laporan.correct(laporan_id_for(spt_id))
    fill(seat, key, a2="3")
    seat.lembar.finalise(key)
    review(office, laporan_id_for(spt_id), since=4, until=4)


def test_after_ratification_nothing_opens_again(office, spt_id, ratna):
    seat = office.seat(RAHMAT)
    key = assess(seat, spt_id, ratna)
    seat.laporan.compose(spt_id)
    review(office, laporan_id_for(spt_id), until=6)
    with pytest.raises(WrongStateError, match="disahkan"):
        office.seat(KASI).lembar.return_lembar(key, alasan=ALASAN)


def test_an_open_sheet_is_deleted_and_may_come_back(office, spt_id, ratna):
    key = start(office, spt_id, ratna)
    seat = office.seat(RAHMAT)
    seat.lembar.record_answers(key, {A1: "3"})
    seat.lembar.delete(key)
    assert list(seat.lembar.lembar(spt_id)) == []
    assert [one.sesudah for one in seat.riwayat.answer(key, A1)] == ["3"]
    assert start(office, spt_id, ratna) == key
    assert seat.lembar.open(key).session.answers()[A1] == "3"


def test_figures_of_imported_sheets_are_computed(office, spt_id, ratna):
    seat = office.seat(RAHMAT)
    key = assess(seat, spt_id, ratna)
    unknown = LembarPenilaian(
        LembarId("x"), spt_id, "formulir_lain", "1", status=StatusLembar.FINAL
    )
    office.store(unknown)
    with office.database.begin(actor="impor") as uow:
        uow.lembar.save_hasil(key, None)
        uow.commit()
    assert seat.lembar.refresh_stale().records == {key}
    (row, other) = sorted(seat.lembar.lembar(spt_id), key=lambda r: r.formulir == "formulir_lain")
    assert row.nilai_akhir is not None
    assert other.nilai_akhir is None
    assert seat.lembar.refresh_stale() == Changes.of()


def test_a_visit_to_a_region_that_is_not_listed_is_shown_by_its_code(office, spt_id):
    with office.database.begin(actor="impor") as uow:
        uow.spt.save(replace(uow.spt.get(spt_id), kode_wilayah="99.01"))
        uow.commit()
    (kunjungan,) = office.seat(RAHMAT).lembar.visits(TW4)
    assert kunjungan.wilayah.nama == "Wilayah 99.01"


def test_the_group_decides_which_indikator_apply(office, spt_id):
    head = an_aparatur("Zulkifli", nip="", kelompok=Kelompok.PEJABAT)
    office.store(head)
    seat = office.seat(RAHMAT)
    key = assess(seat, spt_id, head)
    row = next(r for r in seat.lembar.lembar(spt_id) if r.id == key)
    assert row.predikat == "Baik"
    with office.database.begin(actor="") as uow:
        hasil = uow.lembar.hasil(key)
    assert hasil.bobot_berlaku == Decimal(94)
    assert "b3" not in hasil.skor
