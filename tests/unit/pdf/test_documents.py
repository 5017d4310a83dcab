"""Properties that every document has: paper, fonts, metadata, page numbers, marks, determinism."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.pdf import laporan_samples, samples
from tests.unit.pdf.paper_samples import NASKAH
from tests.unit.pdf.reading import page_texts, read, sizes_mm, text_of, unembedded_fonts

DRAW = {
    "disposisi": lambda: samples.documents().disposisi(samples.a_disposisi()),
    "sk_tim": lambda: samples.documents().sk_tim(samples.an_sk()),
    "spt": lambda: samples.documents().spt(samples.an_spt()),
    "surat_pengantar": lambda: samples.documents().surat_pengantar(samples.a_pengantar()),
    "lembar": lambda: samples.documents().lembar(laporan_samples.a_lembar()),
    "kuesioner": lambda: samples.documents().lembar(laporan_samples.a_kuesioner()),
    "laporan": lambda: samples.documents().laporan(laporan_samples.a_laporan()),
}
DRAW |= {
    name: lambda make=make: samples.documents().naskah(make()) for name, make in NASKAH.items()
}
SIZES = {"lembar": (210, 297), "kuesioner": (210, 297), "laporan": (210, 297)} | {
    "rekap_provinsi": (297, 210),
    "lembar_kendali": (330, 215),
    "matriks": (330, 215),
    "lembar_sop": (330, 215),
}
"""In millimetres; all others are letters on F4."""


@pytest.fixture(scope="module")
def drawn() -> dict[str, bytes]:
    return {name: draw() for name, draw in DRAW.items()}


@pytest.mark.parametrize("name", DRAW)
def test_paper_is_f4_for_letters_and_a4_for_reports(drawn, name):
    assert sizes_mm(drawn[name]) == {SIZES.get(name, (215, 330))}


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
