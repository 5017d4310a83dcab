"""Words, order and marks of the Laporan Hasil Penilaian."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.unit.pdf import laporan_samples, samples
from tests.unit.pdf.reading import page_texts, read, text_of

from bina_desktop.pdf.laporan_teks import KEWENANGAN


@pytest.fixture(scope="module")
def pages() -> list[str]:
    return page_texts(samples.documents().laporan(laporan_samples.a_laporan()))


def test_parts_come_in_order(pages):
    text = " ".join(pages)
    places = [
        text.index(part)
        for part in (
            "LAPORAN HASIL PENILAIAN",
            "LEMBAR PENGESAHAN",
            "RINGKASAN EKSEKUTIF",
            "DAFTAR ISI",
            "BAB I PENDAHULUAN A. Latar",
            "BAB II GAMBARAN UMUM Petugas",
            "BAB III HASIL PENILAIAN A. Rekapitulasi Nilai dan Predikat Tabel",
            "BAB IV TEMUAN DAN PEMBAHASAN A. Pembahasan Petugas",
            "BAB V PENUTUP A. Kesimpulan Petugas",
            "DAFTAR LAMPIRAN 1.",
        )
    ]
    assert places == sorted(places)


def test_sentence_on_authority_stands_in_front_and_at_the_end(pages):
    text = " ".join(pages)
    assert text.count(KEWENANGAN) >= 2


def test_draft_is_marked_on_every_page_and_has_no_date(pages):
    assert all("DRAF" in page for page in pages)
    assert "pada tanggal ………" in pages[1]
    assert "400.12.2.5/ /DUKCAPIL" in pages[1]


def test_legal_basis_is_the_corrected_one(pages):
    text = " ".join(pages)
    assert "Nomor 60 Tahun 2021" in text
    assert "76 Tahun 2006" not in text
    assert "76 Tahun 2015" not in text


def test_figures_are_written_as_in_indonesia(pages):
    text = " ".join(pages)
    assert "77,45" in text
    assert "+3,35" in text
    assert "81,33, mutu B (Baik), dari 24 responden" in text
    assert "1 responden menyatakan diminta membayar" in text


def test_bookmarks_lead_to_their_pages():
    reader = read(samples.documents().laporan(laporan_samples.a_laporan()))
    chapters = {
        str(item.title): reader.get_destination_page_number(item)
        for item in reader.outline
        if not isinstance(item, list)
    }
    assert next(iter(chapters)) == "LEMBAR PENGESAHAN"
    for title, place in chapters.items():
        flat = " ".join(reader.pages[place].extract_text().split())
        assert title in flat


def test_table_of_contents_gives_the_page_of_each_chapter(pages):
    contents = next(page for page in pages if page.count("DAFTAR ISI") and "BAB V" in page)
    place = next(n for n, page in enumerate(pages, 1) if "BAB V PENUTUP A. Kesimpulan P" in page)
    flat = contents.replace(" .", "").replace(".", "")
    assert f"BAB V PENUTUP {place}" in " ".join(flat.split())


def test_ratified_report_carries_number_and_date_and_no_watermark():
    dokumen = laporan_samples.a_laporan(disahkan=True)
    text = text_of(samples.documents().laporan(dokumen))
    assert "DRAF" not in text
    assert "400.12.2.5/045/DUKCAPIL/2026" in text
    assert "pada tanggal 27 November 2026" in text
    assert "tidak tersertifikasi" not in text


def test_box_for_an_electronic_signature_is_reserved_on_the_pengesahan_page_only():
    dokumen = replace(laporan_samples.a_laporan(disahkan=True), elektronik=True)
    reader = read(samples.documents().laporan(dokumen))
    fields = reader.get_fields() or {}
    assert list(fields) == ["Kadis"]
    assert [n for n, page in enumerate(reader.pages) if "/Annots" in page and n < 3] == [1]
    assert "tanda tangan elektronik tidak tersertifikasi" in reader.pages[1].extract_text()


def test_paper_version_has_no_signature_field():
    assert not read(samples.documents().laporan(laporan_samples.a_laporan())).get_fields()


@pytest.mark.long
def test_long_report_keeps_every_officer_and_finding():
    dokumen = laporan_samples.a_long_laporan()
    text = text_of(samples.documents().laporan(dokumen))
    assert "45 (empat puluh lima) orang" in text
    assert "Ditemukan 40 temuan" in text
    assert all(f"Contoh Aparatur {n}, S.IP." in text for n in (1, 30, 45))


def test_empty_report_says_what_is_missing():
    text = text_of(samples.documents().laporan(laporan_samples.an_empty_laporan()))
    for sentence in (
        "Gambaran umum belum diisi oleh Tim.",
        "Belum ada Lembar Penilaian yang final.",
        "Kuesioner aparatur tidak diisi pada kunjungan ini.",
        "Survei pengguna layanan tidak dilaksanakan pada kunjungan ini.",
        "Tidak ada temuan pada kunjungan ini.",
        "Belum ada nilai triwulan lalu untuk dibandingkan.",
    ):
        assert sentence in text


@pytest.mark.parametrize(
    ("lalu", "kalimat", "tanda"),
    [
        ("80.00", "turun 2,55 dibanding Triwulan III Tahun 2026", "−2,55"),
        ("77.45", "sama dengan Triwulan III Tahun 2026", "0,00"),
    ],
)
def test_comparison_with_the_last_quarter(lalu, kalimat, tanda):
    dokumen = replace(laporan_samples.a_laporan(), rata_rata_lalu=Decimal(lalu))
    text = text_of(samples.documents().laporan(dokumen))
    assert kalimat in text
    assert tanda in text


def test_report_of_few_aspects_and_sparse_findings_draws():
    dokumen = laporan_samples.a_laporan()
    bare = replace(
        dokumen,
        aspek=tuple(replace(a, rata_rata=None, triwulan_lalu=None) for a in dokumen.aspek[:2]),
        temuan=tuple(replace(t, kode="", indikator="", rekomendasi=()) for t in dokumen.temuan),
        aparatur=tuple(replace(a, rekomendasi="") for a in dokumen.aparatur),
        skm=replace(dokumen.skm, pungutan=0),
    )
    text = text_of(samples.documents().laporan(bare))
    assert "Tenggat ditetapkan bersama pada triwulan berikut." in text
    assert "Nilai rata-rata per aspek" not in text


def test_without_a_list_only_annexes_that_exist_are_named():
    text = text_of(samples.documents().laporan(replace(laporan_samples.a_laporan(), lampiran=())))
    annexes = text[text.rindex("DAFTAR LAMPIRAN") :]
    assert "Lembar Penilaian Aparatur" in annexes
    assert "Berita Acara" not in annexes
    assert "foto" not in annexes


def test_a_name_that_ends_with_a_full_stop_ends_its_sentence():
    text = text_of(samples.documents().laporan(laporan_samples.a_laporan()))
    assert "indikator kritis: Contoh Aparatur 4, S.IP. " in text
