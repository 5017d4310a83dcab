"""Blanks to be filled with a pen: what is printed, and that there is room to write."""

from __future__ import annotations

import pytest
from reportlab.lib.units import mm
from tests.unit.pdf import blank_samples, samples
from tests.unit.pdf.reading import page_texts, read, sizes_mm, text_of, unembedded_fonts

from bina_desktop.domain.pegawai import Kelompok


@pytest.fixture(scope="module")
def for_all() -> bytes:
    return samples.documents().lembar(blank_samples.a_blank_lembar())


@pytest.fixture(scope="module")
def for_one() -> bytes:
    return samples.documents().lembar(blank_samples.a_blank_lembar(Kelompok.FUNGSIONAL))


@pytest.fixture(scope="module")
def questions() -> bytes:
    return samples.documents().lembar(blank_samples.a_blangko())


def boxes(pdf: bytes) -> list[tuple[float, float]]:
    """Return width and height in mm of every rectangle that is drawn."""
    found: list[tuple[float, float]] = []

    def note(operator, operands, _matrix, _text) -> None:
        if operator == b"re":
            found.append(tuple(round(float(value) / mm, 1) for value in operands[2:]))

    for page in read(pdf).pages:
        page.extract_text(visitor_operand_before=note)
    return found


def test_a_blank_sheet_has_six_boxes_for_the_score_of_each_indikator(for_all):
    dokumen = blank_samples.a_blank_lembar()
    asked = sum(len(aspek.indikator) for aspek in dokumen.aspek)
    assert boxes(for_all).count((6.4, 6.0)) == 6 * asked
    text = text_of(for_all)
    assert all(one.uraian in text for aspek in dokumen.aspek for one in aspek.indikator)
    assert "Contoh: notulen rapat." in text


def test_a_blank_sheet_invents_nothing_and_is_no_draft(for_all):
    text = text_of(for_all)
    assert "DRAF" not in text
    assert "82,14" not in text
    assert "belum bernomor" not in text
    assert text.count("……………………………………") >= 6
    assert "Nama : ……" in text
    assert "Nilai akhir dan predikat" in text


def test_a_blank_for_anybody_asks_for_the_group_and_says_where_each_applies(for_all, for_one):
    text = text_of(for_all)
    assert "P / F / O *)" in text
    assert "Lingkari kelompok jabatan" in text
    assert "Berlaku: P · F · O" in text
    one = text_of(for_one)
    assert "Berlaku:" not in one
    assert "Lingkari" not in one
    assert "Contoh Aparatur, S.Kom." in one


def test_an_aspek_of_which_nothing_is_asked_is_left_out(for_all, for_one):
    assert "Aspek F –" in text_of(for_all)
    assert "Aspek F –" not in text_of(for_one)


def test_blank_sheets_stand_on_a4_with_embedded_fonts(for_all, for_one):
    for pdf in (for_all, for_one):
        assert sizes_mm(pdf) == {(210, 297)}
        assert unembedded_fonts(pdf) == set()


def test_statements_of_one_scale_share_its_columns(questions):
    text = text_of(questions)
    assert text.count("Sangat Setuju") == 1
    assert boxes(questions).count((4.2, 4.2)) == 8 * 4
    assert "Saya pernah ikut bimtek." in text


def test_every_question_has_its_room(questions):
    text = text_of(questions)
    assert "…… / …… / …………" in text
    assert all(word in text for word in ("SMA", "D3", "S1", "Ya", "Tidak"))
    assert "Desa 0" not in text
    assert "Diisi bila sesuai dengan jawaban sebelumnya." in text
    assert boxes(questions).count((2.8, 2.8)) == 3 + 2
    assert "Terima kasih." in page_texts(questions)[-1]
