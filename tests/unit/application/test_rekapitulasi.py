"""The recap: what is counted, what is said of whom, and what nobody may learn."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.builders import KABID, RAHMAT, SELUMA, TW4, a_temuan, an_aparatur
from tests.installations import TW2, Installation, assess, prepare, visit_before
from tests.uncollected import uncollected
from tests.unit.application.test_earlier_records import looked
from tests.unit.application.test_kiosk import answered

from bina_desktop.application.rekapitulasi import RekapScope
from bina_desktop.application.work import CancelledError, Progress
from bina_desktop.domain.errors import MissingRequirementError, NotAllowedError
from bina_desktop.domain.lembar_penilaian import (
    FORM_KUESIONER_APARATUR,
    FORM_LEMBAR_PENILAIAN,
    LembarId,
    LembarPenilaian,
    StatusLembar,
)
from bina_desktop.domain.temuan import StatusTindakLanjut
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.formengine.instance.tree import Tree

OUT = Path("rekap.xlsx")
EVERYTHING = RekapScope()


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna, an_aparatur("Budi", nip="199003122014021003"))


def recap(office: Installation, scope: RekapScope = EVERYTHING, who=KABID):
    written = office.seat(who).rekapitulasi.write(OUT, scope, progress=Progress())
    return office.rekap.visits, office.rekap.files[OUT].triwulan(), written


def ask_visitors(office, spt_id, number: int) -> None:
    kiosk = office.seat(RAHMAT).kiosk
    for _ in range(number):
        respondent = kiosk.begin(spt_id)
        kiosk.record_answers(respondent, answered(respondent))
        assert kiosk.finish(respondent).problems == ()


def test_figures_are_those_of_the_sheets(office, spt_id, ratna):
    key = assess(office.seat(RAHMAT), spt_id, ratna, a1="3")
    visits, (quarter,), written = recap(office)
    (visit,) = visits
    (officer,) = visit.aparatur
    assert officer.lembar_id == key
    assert visit.nilai == officer.hasil.nilai_akhir == quarter.nilai
    assert visit.predikat == quarter.predikat == officer.hasil.predikat
    assert (visit.wilayah, visit.lembar, visit.lembar_final) == ("Kabupaten Seluma", 1, 1)
    assert (quarter.triwulan, quarter.kunjungan, quarter.aparatur) == (TW4, 1, 1)
    first = next(one for one in quarter.aspek if one.kode == "A")
    assert first.rata_rata == officer.hasil.nilai_aspek["a"]
    assert first.triwulan_lalu is None
    assert [i.rata_skor for i in quarter.indikator if i.kode == "A1"] == [Decimal("3.00")]
    assert (written.kunjungan, written.lembar) == (1, 1)
    content = office.rekap.files[OUT]
    assert content.aspek == ("A", "B", "C", "D", "E", "F")
    assert content.keterangan == "Triwulan IV Tahun 2026: Kabupaten Seluma"


def test_answers_are_told_with_question_score_and_whose_they_are(office, spt_id, ratna):
    assess(office.seat(RAHMAT), spt_id, ratna, a1="3")
    visits, _, written = recap(office)
    (sheet,) = visits[0].jawaban
    assert (sheet.siapa, sheet.jabatan) == (ratna.nama, ratna.jabatan)
    assert sheet.kelompok.startswith("O – ")
    said = {answer.pertanyaan.kode: answer for answer in sheet.jawaban if answer.skor}
    a1 = said["A1"]
    assert (a1.kode, a1.skor, a1.nilai_baku) == ("3", 3, Decimal(70))
    assert (a1.pertanyaan.aspek, a1.pertanyaan.bobot) == ("A", Decimal(3))
    assert "C2" not in said, "it does not apply to her group"
    assert written.jawaban == len(sheet.jawaban)
    assert not [a for a in sheet.jawaban if a.pertanyaan.teks in ("NIP/NI PPPK", "Tahun")]


def test_only_final_sheets_count(office, spt_id, ratna):
    office.seat(RAHMAT).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    visits, (quarter,), _ = recap(office)
    assert (visits[0].lembar, visits[0].lembar_final, visits[0].jawaban) == (1, 0, ())
    assert (visits[0].nilai, visits[0].predikat, quarter.nilai) == (None, "", None)
    assert (quarter.predikat, quarter.ikm) == ("", None)


def test_few_respondents_are_counted_but_not_listed(office, spt_id):
    ask_visitors(office, spt_id, 1)
    (visit,), (quarter,), _ = recap(office)
    assert visit.skm is not None
    assert (visit.jawaban, visit.withheld, quarter.responden) == ((), 1, 1)


def test_answers_of_respondents_cannot_be_joined(office, spt_id):
    ask_visitors(office, spt_id, 5)
    (visit,), (quarter,), _ = recap(office)
    (all_of_them,) = visit.jawaban
    assert (all_of_them.siapa, all_of_them.lembar) == ("Responden tanpa nama", "")
    asked = [answer.pertanyaan.teks for answer in all_of_them.jawaban]
    assert len(asked) == 5 * len(set(asked))
    assert asked == [text for text in dict.fromkeys(asked) for _ in range(5)]
    assert "Tanggal survei" not in asked
    assert quarter.ikm == visit.skm.ikm
    assert {answer.skor for answer in all_of_them.jawaban} >= {None, 4}
    assert visit.withheld == 0


def test_the_sheets_of_a_recap_are_freed_one_by_one_without_the_collector(office, spt_id):
    ask_visitors(office, spt_id, 3)
    recap(office)  # loads the forms
    with uncollected():
        recap(office)
        live = [type(one) for one in gc.get_objects()].count(Tree)
    assert live == 1, "the blank form whose aspek are the headings"


def test_what_officers_say_of_their_office_has_no_name_either(office, spt_id, ratna):
    for number in range(5):
        key = LembarId(f"k{number}")
        form = FORM_KUESIONER_APARATUR
        office.store(LembarPenilaian(key, spt_id, form, "1", ratna.id, StatusLembar.FINAL))
        with office.database.begin(actor="uji") as uow:
            uow.lembar.save_answers(key, {"/data/isian_bebas/kendala": f"Kendala {number}"})
            uow.commit()
    office.seat(RAHMAT).lembar.refresh_stale()
    (visit,), _, _ = recap(office)
    assert {one.siapa for one in visit.jawaban} == {"Responden tanpa nama"}


def test_a_sheet_of_the_visit_is_the_team_s(office, spt_id):
    key = LembarId("c1")
    office.store(LembarPenilaian(key, spt_id, "capaian", "1", status=StatusLembar.FINAL))
    session, _ = office.formulir.session("capaian", {})
    numbers = [n.ref for n in session.walk() if n.data_type.value == "integer" and n.relevant]
    with office.database.begin(actor="uji") as uow:
        uow.lembar.save_answers(key, {numbers[-1]: "12", numbers[-2]: "banyak"})
        uow.commit()
    (visit,), _, _ = recap(office)
    (sheet,) = visit.jawaban
    assert (sheet.siapa, sheet.kelompok, sheet.lembar) == ("Tim", "", "c1")
    assert Decimal(12) in {answer.angka for answer in sheet.jawaban}


def test_an_officer_whom_another_laptop_deleted_is_still_told(office, spt_id, ratna):
    assess(office.seat(RAHMAT), spt_id, ratna)
    with office.database.begin(actor="uji") as uow:
        uow.aparatur.delete(ratna.id)
        uow.commit()
    (visit,), _, _ = recap(office)
    assert len(visit.aparatur) == 1
    assert len(visit.jawaban) == 1


def test_findings_stand_as_the_newest_visit_saw_them(office, spt_id):
    before = visit_before(office, spt_id)
    done = StatusTindakLanjut.SESUAI
    office.store(
        a_temuan("a", before.id),
        a_temuan("b", before.id),
        looked("a", spt_id, done, date(2026, 11, 23)),
    )
    visits, quarters, _ = recap(office)
    assert [one.spt.triwulan for one in visits] == [TW4, TW2]
    assert [
        (one.temuan.id, each.status, each.keterangan, one.selesai)
        for one in visits[1].temuan
        for each in one.rekomendasi
    ] == [
        ("a", done, "Sudah ditanyakan.", True),
        ("b", StatusTindakLanjut.BELUM_DITINDAKLANJUTI, "", False),
    ]
    assert [(one.triwulan, one.temuan, one.selesai) for one in quarters] == [
        (TW2, 2, 1),
        (TW4, 0, 0),
    ]
    assert office.rekap.files[OUT].keterangan.startswith("Triwulan II Tahun 2026 sampai ")


def test_the_scope_chooses_triwulan_and_place(office, spt_id):
    before = visit_before(office, spt_id)
    other = replace(before, id="spt-x", kode_wilayah="17.99")
    office.store(other)
    service = office.seat(KABID).rekapitulasi
    assert list(service.triwulan()) == [TW4, TW2]
    seen = [
        [one.spt.id for one in recap(office, scope)[0]]
        for scope in (
            RekapScope(),
            RekapScope(last=TW2),
            RekapScope(first=TW4),
            RekapScope(kode=service.find_wilayah("kabupaten seluma")),
        )
    ]
    assert seen == [
        [spt_id, before.id, "spt-x"],
        [before.id, "spt-x"],
        [spt_id],
        [spt_id, before.id],
    ]
    with pytest.raises(MissingRequirementError, match="Belum ada kunjungan"):
        recap(office, RekapScope(first=Triwulan(2027, 1)))
    with pytest.raises(MissingRequirementError, match="“Atlantis” tidak dikenal"):
        service.find_wilayah("Atlantis")


def test_many_places_are_counted_in_the_description(office, spt_id):
    before = visit_before(office, spt_id)
    office.store(*(replace(before, id=f"s{n}", kode_wilayah=f"17.0{n}") for n in range(1, 5)))
    recap(office)
    assert office.rekap.files[OUT].keterangan.endswith(": 5 kabupaten/kota")


@pytest.mark.usefixtures("spt_id")
def test_a_name_of_file_says_what_it_is(office):
    service = office.seat(KABID).rekapitulasi
    assert service.suggested_name(RekapScope()) == "Rekap_20261123.xlsx"
    assert service.suggested_name(RekapScope(TW2, TW4, SELUMA)) == (
        "Rekap_2026-T2_2026-T4_Kabupaten-Seluma_20261123.xlsx"
    )
    assert service.suggested_name(RekapScope(TW4, TW4)) == "Rekap_2026-T4_20261123.xlsx"


@pytest.mark.usefixtures("spt_id")
def test_the_password_goes_to_the_workbook(office):
    office.seat(KABID).rekapitulasi.write(
        OUT, RekapScope(), password="tiga kata saja", progress=Progress()
    )
    assert office.rekap.password == "tiga kata saja"


@pytest.mark.usefixtures("spt_id")
def test_strangers_get_no_recap_and_cancel_is_heard(office):
    with pytest.raises(NotAllowedError):
        recap(office, who="siapa")
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError):
        office.seat(KABID).rekapitulasi.write(OUT, RekapScope(), progress=progress)


@pytest.mark.usefixtures("spt_id")
def test_an_office_without_a_name_can_recap(office):
    with office.database.begin(actor="uji") as uow:
        (kantor,) = uow.kantor.all()
        uow.kantor.delete(kantor.id)
        uow.commit()
    recap(office)
    assert office.rekap.files[OUT].kantor == ""
