"""Points of a review: where threads and corrections stand, and what a reviewer filters by."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import KASI, RAHMAT
from tests.installations import assess, fill, prepare, review

from bina_desktop.application.titik import Saringan
from bina_desktop.domain.laporan import laporan_id_for
from bina_desktop.domain.utas import JenisSasaran, Sasaran, StatusUtas, Tindakan

TEXTS = {"gambaran_umum": "Umum.", "pembahasan": "", "kesimpulan": "Satu.\n\nDua hal penting."}


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def lembar_id(office, spt_id, ratna):
    key = assess(office.seat(RAHMAT), spt_id, ratna, a4="5", c1="2")
    office.seat(RAHMAT).laporan.compose(spt_id)
    office.seat(RAHMAT).laporan.save_texts(laporan_id_for(spt_id), **TEXTS)
    return key


def points(office, spt_id, which=None):
    found = office.seat(KASI).titik.of_visit(spt_id).titik
    return [one for one in found if which is None or which in one.tanda]


def at(office, spt_id, tempat):
    return next(one for one in points(office, spt_id) if one.tempat == tempat)


@pytest.mark.usefixtures("lembar_id")
def test_every_paragraph_and_finding_is_a_point(office, spt_id):
    names = [
        p.tempat for p in points(office, spt_id) if p.sasaran.jenis is not JenisSasaran.LEMBAR
    ]
    assert names == [
        "Laporan seluruhnya",
        "Gambaran umum, paragraf 1",
        "Pembahasan, paragraf 1",
        "Kesimpulan, paragraf 1",
        "Kesimpulan, paragraf 2",
        "Temuan 1",
    ]
    assert at(office, spt_id, "Pembahasan, paragraf 1").isi == "(masih kosong)"


@pytest.mark.usefixtures("lembar_id")
def test_a_thread_stays_with_its_paragraph_when_others_come_before_it(office, spt_id):
    place = at(office, spt_id, "Kesimpulan, paragraf 2")
    assert (place.status, place.menunggu) == (None, 0)
    office.seat(KASI).utas.say(place.sasaran, Tindakan.TANYA, "Apa?", kutipan=place.isi)
    moved = TEXTS | {"kesimpulan": "Nol.\n\nSatu.\n\nDua hal yang penting."}
    office.seat(RAHMAT).laporan.save_texts(laporan_id_for(spt_id), **moved)
    found = at(office, spt_id, "Kesimpulan, paragraf 3")
    assert found.status is StatusUtas.TERBUKA
    assert points(office, spt_id, Saringan.DIKOMENTARI) == [found]


@pytest.mark.usefixtures("lembar_id")
def test_a_suggestion_stands_at_its_paragraph(office, spt_id):
    review(office, laporan_id_for(spt_id), until=3)
    for menjadi, langsung in (("Kedua.", False), ("Pertama.", True)):
        semula = "Satu." if langsung else "Dua hal penting."
        office.seat(KASI).koreksi.propose(
            laporan_id_for(spt_id),
            naskah="kesimpulan",
            paragraf=1 if langsung else 2,
            semula=semula,
            menjadi=menjadi,
            langsung=langsung,
        )
    assert at(office, spt_id, "Kesimpulan, paragraf 2").menunggu == 1
    done = at(office, spt_id, "Kesimpulan, paragraf 1")
    assert (done.isi, len(done.koreksi), done.menunggu) == ("Pertama.", 1, 0)


def test_questions_are_points_where_they_are_odd_or_discussed(office, spt_id, lembar_id):
    blank = points(office, spt_id, Saringan.KOSONG)
    assert blank
    assert all(one.isi == "(belum dijawab)" for one in blank)
    assert points(office, spt_id, Saringan.EKSTREM) == []
    with office.database.begin(actor="lain") as uow:
        ref = next(r for r in uow.lembar.answers(lembar_id) if r.endswith("a4_bukti"))
        uow.lembar.save_answers(lembar_id, {ref: ""})
        uow.commit()
    (bare,) = points(office, spt_id, Saringan.EKSTREM)
    assert bare.tempat.startswith("Ratna Dewi · A4")
    office.seat(KASI).utas.say(bare.sasaran, Tindakan.TANYA, "Bukti mana?")
    assert bare.sasaran in {p.sasaran for p in points(office, spt_id, Saringan.DIKOMENTARI)}
    office.seat(KASI).utas.say(bare.sasaran, Tindakan.TUTUP, "")
    assert points(office, spt_id, Saringan.DIKOMENTARI) == []


def test_what_changed_since_the_review_is_found_whatever_the_clocks_say(
    office, spt_id, lembar_id, ratna
):
    seat = office.seat(KASI)
    assert not seat.titik.of_visit(spt_id).pernah
    assert points(office, spt_id, Saringan.BERUBAH) == []
    seat.titik.mark_reviewed(spt_id)
    assert seat.titik.of_visit(spt_id).pernah
    assert points(office, spt_id, Saringan.BERUBAH) == []
    office.clock.forward(hours=-8)
    tim = office.seat(RAHMAT)
    changed = TEXTS | {"kesimpulan": "Satu.\n\nTiga."}
    tim.laporan.save_texts(laporan_id_for(spt_id), **changed)
    tim.lembar.return_lembar(lembar_id, alasan="Skor A1 keliru dicatat.")
    fill(tim, lembar_id, a1="3")
    with office.database.begin(actor="lain") as uow:
        (finding,) = uow.queries.temuan(spt_id)
        uow.temuan.save(replace(finding, kondisi="Lain."))
        uow.commit()
    names = [one.tempat for one in points(office, spt_id, Saringan.BERUBAH)]
    assert names[:2] == ["Kesimpulan, paragraf 2", "Temuan 1"]
    assert any(ratna.nama in name and "A1" in name for name in names[2:])


def test_before_the_report_only_questions_are_points(office, spt_id, ratna):
    office.seat(RAHMAT).lembar.start(spt_id, "lembar_penilaian", ratna.id)
    office.seat(RAHMAT).lembar.start(spt_id, "skm", None)
    assert {one.sasaran.jenis for one in points(office, spt_id)} == {JenisSasaran.LEMBAR}
    office.seat(KASI).titik.mark_reviewed(spt_id)


@pytest.mark.usefixtures("lembar_id")
def test_a_remark_about_the_whole_report_stands_first(office, spt_id):
    whole = Sasaran(JenisSasaran.LAPORAN, laporan_id_for(spt_id))
    office.seat(KASI).utas.say(whole, Tindakan.TANYA, "Lampiran belum lengkap.")
    office.seat(KASI).utas.say(
        replace(whole, bagian="kesimpulan/1/0"), Tindakan.TANYA, "Apa maksudnya?"
    )
    assert points(office, spt_id)[0].status is StatusUtas.TERBUKA
