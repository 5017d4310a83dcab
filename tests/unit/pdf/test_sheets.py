"""Words of the filled Lembar Penilaian and Kuesioner."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.pdf import laporan_samples, samples
from tests.unit.pdf.reading import page_texts, text_of


def test_lembar_shows_identity_scores_and_result():
    text = text_of(samples.documents().lembar(laporan_samples.a_lembar()))
    assert "19880115 201101 2 007" in text
    assert "Aspek A – Integritas, Disiplin, dan Perilaku Kerja (bobot 15)" in text
    assert "A1 *" in text
    assert "Nilai aspek F 82,14" in text
    assert "Nilai akhir" in text
    assert "Baik" in text
    assert "bukan predikat SKP" in text
    assert "DRAF" not in text
    assert "Tais, 24 November 2026" in text


def test_lembar_lists_every_indikator_of_the_form():
    dokumen = laporan_samples.a_lembar()
    text = text_of(samples.documents().lembar(dokumen))
    codes = [item.kode for aspek in dokumen.aspek for item in aspek.indikator]
    assert len(codes) == 37
    assert all(code in text for code in codes)


@pytest.mark.long
def test_unfinished_lembar_is_a_draft_on_every_page_and_draws_no_conclusion():
    pages = page_texts(samples.documents().lembar(laporan_samples.a_long_lembar()))
    assert all("DRAF" in page for page in pages)
    text = " ".join(pages)
    assert "tidak dapat disimpulkan" in text
    assert "BD" in text
    assert "Predikat dibatasi" in text
    assert "belum bernomor" in text


def test_lembar_without_team_date_and_superior_leaves_blanks():
    dokumen = replace(
        laporan_samples.a_lembar(),
        tim=(),
        tanggal=None,
        tempat="",
        tmt_jabatan=None,
        versi="",
        dinilai=replace(laporan_samples.DINILAI, nip=""),
        tanggapan="",
    )
    text = text_of(samples.documents().lembar(dokumen))
    assert "……………………, ………………………" in text


def test_kuesioner_shows_sections_questions_and_answers():
    text = text_of(samples.documents().lembar(laporan_samples.a_kuesioner()))
    assert "Bagian A – Pernyataan" in text
    assert "Sangat Setuju" in text
    assert "Responden : Anonim" in text
    assert "Kuesioner tidak dihitung dalam nilai akhir." in text


def test_unfinished_kuesioner_is_a_draft():
    dokumen = replace(
        laporan_samples.a_kuesioner(), final=False, tanggal=None, versi="", catatan=""
    )
    assert "DRAF" in text_of(samples.documents().lembar(dokumen))


def test_kuesioner_of_several_hundred_questions_is_drawn_page_by_page():
    pages = page_texts(samples.documents().lembar(laporan_samples.a_kuesioner(400)))
    assert len(pages) >= 10
    assert "400" in " ".join(pages[-2:])
