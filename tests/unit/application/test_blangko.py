"""Blanks of a visit: which questions are printed, and what the visit answers by itself."""

from __future__ import annotations

import pytest
from tests.builders import KABID, RAHMAT
from tests.installations import prepare

from bina_desktop.application.dokumen_lembar import Isian
from bina_desktop.application.naskah import JenisNaskah
from bina_desktop.domain.lembar_penilaian import (
    FORM_CAPAIAN,
    FORM_KUESIONER_APARATUR,
    FORM_LEMBAR_PENILAIAN,
)
from bina_desktop.domain.penugasan import SptId


@pytest.fixture
def spt_id(office, ratna) -> SptId:
    return prepare(office, ratna)


def codes(dokumen) -> list[str]:
    return [one.kode for aspek in dokumen.aspek for one in aspek.indikator]


def test_an_officer_is_asked_what_applies_and_nobody_everything(office, spt_id, ratna):
    cetak = office.seat(KABID).cetak
    cetak.blangko(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    cetak.blangko(spt_id, FORM_LEMBAR_PENILAIAN)
    one, everything = office.documents.drawn
    assert one.blangko
    assert (one.dinilai.nama, one.kelompok, one.pendidikan) == (
        ratna.nama,
        ratna.kelompok,
        ratna.pendidikan,
    )
    assert (everything.dinilai.nama, everything.kelompok, everything.atasan) == ("", None, "")
    assert set(codes(one)) < set(codes(everything))
    assert one.tim[0].nama == RAHMAT.nama
    first = everything.aspek[0].indikator[0]
    assert (first.kode, first.skor, first.bukti) == ("A1", None, "")
    assert first.contoh_bukti.startswith("Contoh: ")
    assert "O" in first.berlaku
    assert one.final  # no watermark


def test_a_questionnaire_asks_what_the_visit_does_not_know(office, spt_id):
    office.seat(KABID).cetak.blangko(spt_id, FORM_KUESIONER_APARATUR)
    dokumen = office.documents.drawn[-1]
    butir = {one.pertanyaan: one for bagian in dokumen.bagian for one in bagian.butir}
    assert "Triwulan" not in butir
    assert "Kabupaten/kota" not in butir
    assert butir["Tanggal pengisian"].isian is Isian.DATE
    assert butir["Jabatan"].isian is Isian.LINE
    assert butir["Usul kepada provinsi"].isian is Isian.LINES
    assert butir["Pelatihan yang dibutuhkan"].isian is Isian.SEVERAL
    statement = butir["Uraian tugas saya tertulis dan saya pahami."]
    assert (statement.nomor, statement.isian, len(statement.pilihan)) == ("1", Isian.ONE, 4)
    assert butir["Sebutkan layanan lainnya"].bersyarat
    assert dokumen.pengantar[0].startswith("Kuesioner ini tidak mencatat nama")
    assert dokumen.penutup[-1].startswith("Terima kasih.")
    assert "Hasil" not in [bagian.judul for bagian in dokumen.bagian]


def test_figures_are_written_and_notes_that_need_an_answer_are_left_out(office, spt_id):
    office.seat(KABID).cetak.blangko(spt_id, FORM_CAPAIAN)
    dokumen = office.documents.drawn[-1]
    assert not any("Realisasi" in line for line in dokumen.penutup)
    figures = dokumen.bagian[-1].butir
    assert {one.isian for one in figures} == {Isian.LINE}


def test_evidence_that_is_a_file_is_not_asked_on_paper(office, spt_id):
    office.seat(KABID).cetak.blangko(spt_id, "tindak_lanjut")
    dokumen = office.documents.drawn[-1]
    asked = [one.pertanyaan for bagian in dokumen.bagian for one in bagian.butir]
    assert "Status tindak lanjut" in asked
    assert "Bukti tindak lanjut" not in asked
    assert "Rekomendasi" not in asked


def test_blanks_are_papers_of_the_visit_from_the_first_day(office, spt_id):
    seat = office.seat(KABID)
    for jenis in (
        JenisNaskah.BLANGKO_LEMBAR,
        JenisNaskah.BLANGKO_KUESIONER,
        JenisNaskah.BLANGKO_SKM,
    ):
        line = next(one for one in seat.naskah.list(spt_id) if one.jenis is jenis)
        assert (line.langkah, line.hambatan) == (3, "")
        assert seat.naskah.draw(spt_id, jenis)
        assert seat.naskah.suggested_name(spt_id, jenis) == f"3-{jenis}-17.05-2026-T4.pdf"
    assert office.documents.drawn[0].kelompok is None
