"""What is entered once a visit: figures of the kab/kota, and what became of recommendations."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import KASI, RAHMAT, SITI, a_temuan, an_aparatur
from tests.installations import TW2, assess, fill, prepare, visit_before
from tests.unit.application.test_earlier_records import looked

from bina_desktop.application.tindak_lanjut import rows_of
from bina_desktop.application.visit_answers import VisitAnswers
from bina_desktop.application.work import Changes
from bina_desktop.domain.errors import InvalidValueError, MissingRequirementError
from bina_desktop.domain.lembar_penilaian import (
    FORM_CAPAIAN,
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
    FORM_TINDAK_LANJUT,
    lembar_kunjungan_id_for,
)
from bina_desktop.domain.temuan import Alamat, StatusTindakLanjut, TemuanId, Tingkat
from bina_desktop.domain.tindak_lanjut import tindak_lanjut_id_for

SELESAI, PROSES = StatusTindakLanjut.SESUAI, StatusTindakLanjut.BELUM_SESUAI
D1 = {"d1_pembilang": "950", "d1_penyebut": "1000", "d1_target": "99.4"}
D5 = {"d5_pembilang": "49", "d5_penyebut": "50"}


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


def enter(seat, key, **values: str) -> None:
    """Answer questions by their names."""
    session = seat.lembar.open(key).session
    refs = {node.name: node.ref for node in session.walk()}
    seat.lembar.record_answers(key, {refs[name]: text for name, text in values.items()})


def read(seat, key) -> dict[str, str]:
    return {node.name: node.value for node in seat.lembar.open(key).session.walk()}


def readonly(seat, key) -> set[str]:
    walked = seat.lembar.open(key).session.walk()
    return {node.name for node in walked if node.readonly and node.name[:1] == "d"}


@pytest.fixture
def capaian(office, spt_id):
    """The figures of this visit, D1 and D5 of them complete."""
    seat = office.seat(RAHMAT)
    key, _ = seat.lembar.start(spt_id, FORM_CAPAIAN, None)
    enter(seat, key, **D1, **D5, d2_pembilang="7")
    return key


@pytest.mark.usefixtures("capaian")
def test_figures_are_entered_once_and_read_by_every_open_sheet(office, spt_id, ratna):
    other = an_aparatur("Wati", nip="")
    office.store(other)
    seat = office.seat(RAHMAT)
    for aparatur in (ratna, other):
        key, _ = seat.lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, aparatur.id)
        found = read(seat, key)
        assert {name: found[name] for name in D1} == D1
        assert found["d5_target"] == "98"
        assert found["data_capaian"] == "d1 d5"
        assert not found["d2_pembilang"]  # its figures are not complete
        given = readonly(seat, key)
        assert given >= {*D1, *D5, "d5_target"}
        assert not given & {"d2_pembilang", "d3_pembilang", "d7_pembilang"}


def test_a_change_in_one_place_is_journalled_once_and_seen_in_open_sheets(
    office, spt_id, ratna, capaian
):
    seat = office.seat(RAHMAT)
    key, _ = seat.lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    before = len(office.database.state.changes)
    enter(seat, capaian, d1_pembilang="990")
    assert len(office.database.state.changes) == before + 1
    assert read(seat, key)["d1_pembilang"] == "990"
    assert seat.lembar.progress(seat.lembar.lembar(spt_id))[key].answered > 0
    enter(seat, capaian, d1_penyebut="0")  # no figure to divide by: not for others to read
    assert "d1" not in read(seat, key)["data_capaian"].split()
    assert "d1_pembilang" not in readonly(seat, key)


def test_a_final_sheet_keeps_what_it_was_given(office, spt_id, ratna, capaian):
    seat = office.seat(RAHMAT)
    key = assess(seat, spt_id, ratna)
    enter(seat, capaian, d1_pembilang="10")
    assert read(seat, key)["d1_pembilang"] == "950"
    with office.database.begin(actor="uji") as uow:
        stored = uow.lembar.answers(key)
    assert stored["/data/aspek_d/indikator_d1/d1_pembilang"] == "950"
    office.seat(KASI).lembar.return_lembar(key, alasan="Angka D1 sudah diperbaiki.")
    assert read(seat, key)["d1_pembilang"] == "10"


def test_the_history_of_a_figure_is_told_where_it_is_read(office, spt_id, ratna, capaian):
    seat = office.seat(RAHMAT)
    key, _ = seat.lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    enter(office.seat(SITI), capaian, d1_pembilang="990")
    refs = {node.name: node.ref for node in seat.lembar.open(key).session.walk()}
    told = seat.riwayat.answer(key, refs["d1_pembilang"])
    assert [(one.siapa, one.sesudah) for one in told] == [(SITI.nama, "990"), (RAHMAT.nama, "950")]
    assert seat.riwayat.answer(key, refs["d2_pembilang"]) == ()
    assert seat.riwayat.answer(key, refs["data_capaian"]) == ()
    assert seat.riwayat.answer("tiada", refs["d1_pembilang"]) == ()


def test_the_history_of_a_status_is_told_where_it_was_given(office, asked):
    seat = office.seat(RAHMAT)
    seat.lembar.record_answers(asked, {row("berat", "status"): PROSES})
    (told,) = seat.riwayat.answer(asked, row("berat", "status"))
    assert told.sesudah == "Proses: sudah dikerjakan, belum sesuai rekomendasi"


def test_figures_wait_for_both_halves_and_may_be_left_out(office, capaian):
    seat = office.seat(RAHMAT)
    refs = [problem.ref for problem in seat.lembar.finalise(capaian).problems]
    assert [ref.rpartition("/")[2] for ref in refs] == ["d2_penyebut", "d2_target"]
    enter(seat, capaian, d2_pembilang="", d3_penyebut="9")
    refs = [problem.ref for problem in seat.lembar.finalise(capaian).problems]
    assert [ref.rpartition("/")[2] for ref in refs] == ["d3_penyebut"]
    enter(seat, capaian, d3_penyebut="")
    assert seat.lembar.finalise(capaian).problems == ()


@pytest.mark.usefixtures("capaian")
def test_a_sheet_that_asks_for_no_figures_is_given_none(office, spt_id):
    seat = office.seat(RAHMAT)
    key, _ = seat.lembar.start(spt_id, FORM_SKM, None)
    with office.database.begin(actor="uji") as uow:
        visit = VisitAnswers(office.formulir)
        survey = uow.lembar.get(key)
        assert visit.given(uow, survey) == {}
        assert visit.of(uow, survey) == uow.lembar.answers(key)


def test_without_figures_a_sheet_asks_for_its_own(office, spt_id, ratna):
    seat = office.seat(RAHMAT)
    key, _ = seat.lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    assert not readonly(seat, key) & {*D1, *D5}
    enter(seat, key, d1_pembilang="5")
    assert read(seat, key)["d1_pembilang"] == "5"


def test_every_laptop_gives_the_sheet_of_a_visit_one_id(office, spt_id, ratna):
    first, _ = office.seat(RAHMAT).lembar.start(spt_id, FORM_CAPAIAN, None)
    again, changes = office.seat(SITI).lembar.start(spt_id, FORM_CAPAIAN, None)
    assert first == again == lembar_kunjungan_id_for(spt_id, FORM_CAPAIAN)
    assert changes == Changes.of()
    with pytest.raises(InvalidValueError, match="satu untuk seluruh kunjungan"):
        office.seat(RAHMAT).lembar.start(spt_id, FORM_CAPAIAN, ratna.id)


# --- recommendations -----------------------------------------------------------------------------


@pytest.fixture
def asked(office, spt_id):
    """The sheet that asks about two recommendations of the second quarter."""
    before = visit_before(office, spt_id)
    office.store(
        a_temuan("ringan", before.id, tenggat=date(2026, 8, 1)),
        a_temuan("berat", before.id, tingkat=Tingkat.KRITIS, ditujukan=Alamat.DIRJEN),
    )
    key, _ = office.seat(RAHMAT).lembar.start(spt_id, FORM_TINDAK_LANJUT, None)
    return key


def row(key: str, name: str) -> str:
    return f"/data/tindak_lanjut[{key}]/{name}"


def found_of(office, temuan_id: str, spt_id: str):
    with office.database.begin(actor="uji") as uow:
        return uow.tindak_lanjut.find(tindak_lanjut_id_for(TemuanId(temuan_id), spt_id))


def test_open_rekomendasi_stand_as_questions_heaviest_first(office, asked):
    opened = office.seat(RAHMAT).lembar.open(asked)
    rows = opened.session.node("/data/tindak_lanjut").children
    assert [one.ref for one in rows] == [
        "/data/tindak_lanjut[berat]",
        "/data/tindak_lanjut[ringan]",
    ]
    told = {node.name: node.value for node in rows[1].children}
    assert told["rekomendasi"] == "Rekomendasi ringan"
    assert told["ditujukan"] == (
        "Kepala Dinas Dukcapil kabupaten/kota; penanggung jawab: Kepala Bidang"
    )
    assert told["tenggat"] == "2026-08-01"
    assert told["sebelumnya"] == f"{TW2.label}. Belum ditindaklanjuti."
    asks = {node.name for node in rows[1].children if node.answerable}
    assert asks == {"status"}
    assert all(problem.ref.endswith("/status") for problem in opened.session.validate())


def test_no_row_is_added_or_removed_by_hand(office, asked):
    session = office.seat(RAHMAT).lembar.open(asked).session
    place = session.node("/data/tindak_lanjut")
    assert place.presentation.group.rows_given
    with pytest.raises(Exception, match="sudah ditentukan"):
        session.add_repeat(place.ref)
    with pytest.raises(Exception, match="sudah ditentukan"):
        session.remove_repeat(place.children[0].ref)


def test_answers_are_recorded_beside_the_rekomendasi_when_the_sheet_is_final(
    office, spt_id, asked
):
    seat = office.seat(RAHMAT)
    seat.lembar.record_answers(asked, {row("berat", "status"): SELESAI})
    seat.lembar.record_answers(asked, {row("ringan", "status"): "belum_ditindaklanjuti"})
    problems = seat.lembar.finalise(asked).problems
    assert [problem.ref for problem in problems] == [row("berat", "keterangan")]
    assert found_of(office, "berat", spt_id) is None
    seat.lembar.record_answers(asked, {row("berat", "keterangan"): "SK sudah terbit."})
    assert seat.lembar.finalise(asked).problems == ()
    found = found_of(office, "berat", spt_id)
    assert (found.status, found.keterangan, found.tanggal) == (
        SELESAI,
        "SK sudah terbit.",
        date(2026, 11, 23),
    )
    assert found_of(office, "ringan", spt_id).status is StatusTindakLanjut.BELUM_DITINDAKLANJUTI
    rows = seat.lembar.open(asked).session.node("/data/tindak_lanjut").children
    assert [one.ref[-7:-1] for one in rows] == ["[berat", "ringan"]


def test_a_returned_sheet_takes_back_what_it_said(office, spt_id, asked):
    seat = office.seat(RAHMAT)
    other = looked("berat", "spt-lain", PROSES, date(2026, 5, 4))
    office.store(other)
    fill(seat, asked)
    assert seat.lembar.finalise(asked).problems == ()
    assert found_of(office, "berat", spt_id) is not None
    assert seat.lembar.count_rekomendasi(spt_id) == 2
    office.seat(KASI).lembar.return_lembar(asked, alasan="Periksa bukti sekali lagi.")
    assert found_of(office, "berat", spt_id) is None
    assert found_of(office, "berat", "spt-lain") == other
    with office.database.begin(actor="uji") as uow:
        uow.temuan.delete("berat")
        uow.commit()
    assert seat.lembar.finalise(asked).problems == ()
    assert found_of(office, "berat", spt_id) is None
    assert found_of(office, "ringan", spt_id) is not None


def test_what_a_visit_no_longer_says_is_taken_back(office, spt_id, asked):
    stale = looked("lain", spt_id, SELESAI, date(2026, 11, 23))
    office.store(stale, looked("lain", "spt-lain", SELESAI, date(2026, 5, 4)))
    seat = office.seat(RAHMAT)
    fill(seat, asked)
    assert seat.lembar.finalise(asked).problems == ()
    with office.database.begin(actor="uji") as uow:
        assert uow.tindak_lanjut.find(stale.id) is None
        assert uow.tindak_lanjut.find(tindak_lanjut_id_for(TemuanId("lain"), "spt-lain"))


def test_the_next_visit_is_told_what_the_last_one_wrote(office, spt_id):
    first, last = visit_before(office, spt_id), visit_before(office, spt_id, TW2.berikut)
    office.store(a_temuan("a", first.id), looked("a", last.id, PROSES, date(2026, 8, 4)))
    key, _ = office.seat(RAHMAT).lembar.start(spt_id, FORM_TINDAK_LANJUT, None)
    told = office.seat(RAHMAT).lembar.open(key).session.node(row("a", "sebelumnya")).value
    assert told == f"{TW2.label}. Proses: belum sesuai rekomendasi. Sudah ditanyakan."


def refs_of_rows(seat, key) -> list[str]:
    return [one.ref for one in seat.lembar.open(key).session.node("/data/tindak_lanjut").children]


def test_what_an_earlier_visit_closed_meanwhile_is_not_asked_and_not_recorded(
    office, spt_id, asked
):
    seat = office.seat(RAHMAT)
    seat.lembar.record_answers(asked, {row("berat", "status"): "belum_ditindaklanjuti"})
    between = visit_before(office, spt_id, TW2.berikut)
    office.store(looked("berat", between.id, SELESAI, date(2026, 8, 4)))
    assert refs_of_rows(seat, asked) == ["/data/tindak_lanjut[ringan]"]
    seat.lembar.record_answers(asked, {row("ringan", "status"): "belum_ditindaklanjuti"})
    assert seat.lembar.finalise(asked).problems == ()
    assert refs_of_rows(seat, asked) == ["/data/tindak_lanjut[ringan]"]
    assert found_of(office, "berat", spt_id) is None
    office.seat(KASI).lembar.return_lembar(asked, alasan="Periksa bukti sekali lagi.")
    office.store(looked("ringan", between.id, SELESAI, date(2026, 8, 4)))
    assert refs_of_rows(seat, asked) == []
    with office.database.begin(actor="uji") as uow:
        uow.tindak_lanjut.delete(tindak_lanjut_id_for(TemuanId("ringan"), between.id))
        uow.commit()
    assert refs_of_rows(seat, asked) == ["/data/tindak_lanjut[ringan]"]
    office.store(looked("ringan", between.id, SELESAI, date(2026, 8, 4)))
    assert seat.lembar.finalise(asked).problems == ()
    assert refs_of_rows(seat, asked) == []
    assert found_of(office, "ringan", spt_id) is None
    office.seat(KASI).lembar.return_lembar(asked, alasan="Rekomendasi dibuka lagi.")
    office.store(looked("ringan", between.id, PROSES, date(2026, 8, 4)))
    assert refs_of_rows(seat, asked) == ["/data/tindak_lanjut[ringan]"]


@pytest.mark.parametrize("key", ["x]/status", "x[1]", "x/y", "x y", ""])
def test_an_id_that_is_no_key_of_a_row_gives_no_row(office, spt_id, asked, key):
    office.store(a_temuan(key, visit_before(office, spt_id).id))
    rows = refs_of_rows(office.seat(RAHMAT), asked)
    assert rows == ["/data/tindak_lanjut[berat]", "/data/tindak_lanjut[ringan]"]


def test_nothing_is_asked_where_nothing_is_open(office, spt_id):
    assert rows_of(()) == {"/data/tindak_lanjut": "0"}
    with pytest.raises(MissingRequirementError, match="Tidak ada rekomendasi"):
        office.seat(RAHMAT).lembar.start(spt_id, FORM_TINDAK_LANJUT, None)


def test_the_laporan_tells_what_this_visit_found(office, spt_id, ratna, asked):
    seat = office.seat(RAHMAT)
    assess(seat, spt_id, ratna)
    with pytest.raises(MissingRequirementError, match="tindak lanjut rekomendasi"):
        seat.laporan.compose(spt_id)
    seat.lembar.record_answers(
        asked,
        {
            row("berat", "status"): SELESAI,
            row("berat", "keterangan"): "SK sudah terbit.",
            row("ringan", "status"): "belum_ditindaklanjuti",
        },
    )
    assert seat.lembar.finalise(asked).problems == ()
    seat.laporan.compose(spt_id)
    laporan = seat.laporan.detail(spt_id).laporan
    with office.database.begin(actor="uji") as uow:
        told = seat.cetak.susunan.dokumen(uow, laporan).tindak_lanjut_lalu
        uow.tindak_lanjut.delete(tindak_lanjut_id_for(TemuanId("ringan"), spt_id))
        unseen = seat.cetak.susunan.dokumen(uow, laporan).tindak_lanjut_lalu
    assert [(one.rekomendasi, one.status, one.keterangan) for one in told] == [
        ("Rekomendasi berat", SELESAI, "SK sudah terbit."),
        ("Rekomendasi ringan", StatusTindakLanjut.BELUM_DITINDAKLANJUTI, ""),
    ]
    assert unseen[1].status is StatusTindakLanjut.BELUM_DITINDAKLANJUTI


def test_the_printed_sheet_names_the_team(office, capaian):
    office.seat(RAHMAT).cetak.lembar(capaian)
    dokumen = office.documents.drawn[-1]
    assert dokumen.pengisi == f"{RAHMAT.nama}, {SITI.nama}"
    assert dokumen.judul == "Data Capaian Kabupaten/Kota"
