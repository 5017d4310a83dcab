"""Which evidence of a visit the Laporan prints, and what it says of it."""

from __future__ import annotations

import pytest
from tests.builders import KASI, RAHMAT
from tests.installations import assess, fill, prepare

from bina_desktop.application.dokumentasi import read_dokumentasi
from bina_desktop.domain.lampiran import Lampiran, LampiranId, Untuk
from bina_desktop.domain.laporan import laporan_id_for
from bina_desktop.domain.lembar_penilaian import (
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
    LembarId,
    LembarPenilaian,
    StatusLembar,
)

A1 = "/data/aspek_a/indikator_a1/a1"
A2 = "/data/aspek_a/indikator_a2/a2"
JPEG = b"\xff\xd8\xff\xe0 gambar"


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


def read(office, formulir, spt_id):
    with office.database.begin(actor="") as uow:
        return read_dokumentasi(uow, spt_id, formulir)


def a_file(lembar_id, spt_id, ref, untuk=Untuk.BUKTI, nama="surat.pdf") -> Lampiran:
    return Lampiran(
        id=LampiranId(f"{ref}-{untuk}-{nama}"),
        spt_id=spt_id,
        lembar_id=lembar_id,
        ref=ref,
        untuk=untuk,
        nama=nama,
        sha256="ab" * 32,
        ukuran=3,
        jenis="application/pdf",
    )


def keep(office, *files) -> None:
    with office.database.begin(actor="uji") as uow:
        for one in files:
            uow.lampiran.save(one)
        uow.commit()


def test_evidence_is_told_with_indikator_officer_and_who_attached_it(
    office, formulir, spt_id, ratna
):
    seat = office.seat(RAHMAT)
    key, _ = seat.lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    berkas = seat.lampiran.judge(JPEG, "maklumat.jpg")
    for ref in (A2, A1):
        seat.lampiran.attach(key, ref, berkas, untuk=Untuk.BUKTI)
    assert read(office, formulir, spt_id) == ()

    fill(seat, key)
    assert seat.lembar.finalise(key).problems == ()
    first, second = read(office, formulir, spt_id)
    assert first.pertanyaan.startswith("A1. ")
    assert second.pertanyaan.startswith("A2. ")
    assert (first.lembar, first.oleh, first.nama) == (ratna.nama, RAHMAT.nama, "maklumat.jpg")
    assert first.waktu == office.clock.now().replace(microsecond=0)

    laporan = laporan_id_for(spt_id)
    seat.laporan.compose(spt_id)
    seat.cetak.laporan(laporan)
    assert office.documents.drawn[-1].dokumentasi == (first, second)
    assert office.documents.photographs == [JPEG, JPEG]


def test_what_is_the_reviewers_or_no_longer_held_is_left_out(office, formulir, spt_id, ratna):
    key = assess(office.seat(RAHMAT), spt_id, ratna)
    held = a_file(key, spt_id, "/data/identitas/nama", Untuk.JAWABAN)
    keep(
        office,
        held,
        a_file(key, spt_id, A1, Untuk.TINJAUAN),
        a_file(key, spt_id, "/data/lama", Untuk.JAWABAN),
        a_file(key, spt_id, "/data/lama"),
    )
    with office.database.begin(actor="uji") as uow:
        uow.lembar.save_answers(key, {held.ref: held.answer_name})
        uow.commit()
    old, found = read(office, formulir, spt_id)
    assert (old.pertanyaan, old.oleh) == ("", "uji")
    assert (found.pertanyaan, found.sha256) == ("Nama aparatur yang dinilai", held.sha256)


def test_surveys_stay_anonymous_and_an_unknown_form_is_named_by_its_id(office, formulir, spt_id):
    survey, strange = LembarId("survei"), LembarId("asing")
    final = StatusLembar.FINAL
    office.store(
        LembarPenilaian(survey, spt_id, FORM_SKM, "1", status=final),
        LembarPenilaian(strange, spt_id, "tidak_dikenal", "1", status=final),
    )
    keep(office, a_file(survey, spt_id, A1), a_file(strange, spt_id, A1))
    (found,) = read(office, formulir, spt_id)
    assert (found.lembar, found.pertanyaan) == ("tidak_dikenal", "")


def test_a_file_that_did_not_arrive_is_drawn_as_absent(office, spt_id, ratna):
    key = assess(office.seat(RAHMAT), spt_id, ratna)
    keep(office, a_file(key, spt_id, A1))
    seat = office.seat(KASI)
    office.seat(RAHMAT).laporan.compose(spt_id)
    seat.cetak.laporan(laporan_id_for(spt_id))
    assert office.documents.photographs == [None]
