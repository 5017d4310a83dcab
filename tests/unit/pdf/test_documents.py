"""Properties that every document has: paper, fonts, metadata, page numbers, marks, determinism."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.unit.pdf import samples
from tests.unit.pdf.kinds import DRAW, PAPER, TITLES
from tests.unit.pdf.reading import page_texts, read, sizes_mm, text_of, unembedded_fonts


@pytest.fixture(scope="module")
def drawn() -> dict[str, bytes]:
    return {name: draw() for name, draw in DRAW.items()}


def test_no_kind_of_document_is_left_out():
    sources = (samples.ROOT / "src" / "bina_desktop" / "pdf").glob("*.py")
    drawers = re.compile(r"^def draw_(\w+)\(dokumen", re.MULTILINE)
    known = {name for path in sources for name in drawers.findall(path.read_text("utf-8"))}
    assert known == set(DRAW) == set(TITLES)


@pytest.mark.parametrize("name", DRAW)
def test_paper_is_f4_for_letters_and_a4_for_reports(drawn, name):
    assert sizes_mm(drawn[name]) == {PAPER[name][:2]}


@pytest.mark.parametrize("name", DRAW)
def test_every_font_is_embedded(drawn, name):
    assert unembedded_fonts(drawn[name]) == set()


@pytest.mark.parametrize("name", DRAW)
def test_metadata_names_title_dinas_and_subject(drawn, name):
    info = read(drawn[name]).metadata
    assert info is not None
    assert info.title
    assert info.author == "Dinas Kependudukan dan Pencatatan Sipil Provinsi Bengkulu"
    assert info.subject


@pytest.mark.parametrize("name", DRAW)
def test_last_page_carries_the_total(drawn, name):
    texts = page_texts(drawn[name])
    assert f"Halaman {len(texts)} dari {len(texts)}" in texts[-1]


@pytest.mark.parametrize("name", DRAW)
def test_every_page_of_a_sample_is_marked(drawn, name):
    assert all("CONTOH – bukan dokumen resmi" in text for text in page_texts(drawn[name]))


@pytest.mark.parametrize("name", DRAW)
def test_the_same_facts_give_the_same_bytes(drawn, name):
    assert DRAW[name]() == drawn[name]


def test_a_real_office_is_not_marked():
    dokumen = replace(samples.a_disposisi(), kantor=samples.a_kantor(contoh=False))
    assert "CONTOH –" not in text_of(samples.documents().disposisi(dokumen))


def test_kop_without_logo_and_with_a_broken_one_still_draws():
    for logo in ("", "bukan base64!", "aGFsbw=="):
        kantor = replace(samples.a_kantor(), logo=logo)
        text = text_of(samples.documents().spt(replace(samples.an_spt(), kantor=kantor)))
        assert "PEMERINTAH PROVINSI BENGKULU" in text


def test_kop_prints_nothing_that_is_not_known():
    kantor = replace(samples.a_kantor(), alamat="", telepon="", laman="", surel="")
    text = text_of(samples.documents().spt(replace(samples.an_spt(), kantor=kantor)))
    assert "Telepon" not in text
    assert "Pos-el" not in text
