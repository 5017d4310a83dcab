"""Words of disposisi, SK Tim, SPT and Surat Pengantar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.unit.pdf import samples
from tests.unit.pdf.reading import page_texts, text_of


def test_disposisi_tells_order_addressee_and_time_limit():
    text = text_of(samples.documents().disposisi(samples.a_disposisi()))
    assert "LEMBAR DISPOSISI" in text
    assert "Bentuk Tim Pembinaan Aparatur Triwulan IV Tahun 2026 dan laporkan." in text
    assert "Dra. Contoh Kepala Bidang, M.Si." in text
    assert "Batas waktu: 9 Oktober 2026" in text
    assert "NIP 19690905 199403 1 011" in text


def test_disposisi_of_a_letter_shows_the_letter():
    dokumen = replace(
        samples.a_disposisi(),
        surat_dari="Sekretaris Daerah",
        nomor_surat="470/12/2026",
        tanggal_surat=date(2026, 10, 1),
        diterima=date(2026, 10, 2),
        batas=None,
        dari=replace(samples.KADIS, nip=""),
    )
    text = text_of(samples.documents().disposisi(dokumen))
    assert "Sekretaris Daerah" in text
    assert "1 Oktober 2026" in text
    assert "Batas waktu" not in text
    assert "SOP Nomor" not in text


def test_sk_has_consideration_rulings_and_appendix():
    pages = page_texts(samples.documents().sk_tim(samples.an_sk()))
    text = " ".join(pages)
    for word in ("Menimbang", "Mengingat", "Memperhatikan", "MEMUTUSKAN:", "KESATU", "KELIMA"):
        assert word in text
    assert "NOMOR 100.3.3/123/DUKCAPIL/2026" in text
    assert "Peraturan Menteri Dalam Negeri Nomor 60 Tahun 2021" in text
    assert "Nomor 76 Tahun 2006" not in text
    assert "Ditetapkan di Bengkulu pada tanggal 7 Oktober 2026" in text
    assert "SUSUNAN TIM" in pages[-1]
    assert "NIPPPK 19850223 202521 1 035" in pages[-1]


def test_sk_without_number_and_funds_leaves_blanks():
    dokumen = replace(samples.an_sk(numbered=False), anggaran="", mengingat=(), tembusan=())
    text = text_of(samples.documents().sk_tim(dokumen))
    assert "…… TAHUN 2026" in text
    assert "Mengingat" not in text
    assert "Tembusan" not in text


def test_sk_signature_never_stands_alone():
    pages = page_texts(samples.documents().sk_tim(samples.an_sk()))
    page = next(text for text in pages if "Ditetapkan di Bengkulu" in text)
    assert "KELIMA" in page
    assert "Tembusan" in page


def test_appendix_of_many_members_repeats_its_head():
    pages = page_texts(samples.documents().sk_tim(samples.an_sk(130)))
    appendix = [text for text in pages if "Kedudukan dalam Tim" in text]
    assert len(appendix) >= 4
    assert "133." in appendix[-1]


def test_spt_waits_for_its_number_and_writes_the_days_in_words():
    text = text_of(samples.documents().spt(samples.an_spt()))
    assert "800.1.11.1/ /DUKCAPIL" in text
    assert "selama 2 (dua) hari, tanggal 23–24 November 2026" in text
    assert "Pangkat/Gol. : IX" in text
    assert "NIPPPK : 19850223 202521 1 035" in text


def test_spt_with_number_for_twelve_officers_keeps_persons_and_signature_whole():
    dokumen = samples.an_spt(12, numbered=True)
    pages = page_texts(samples.documents().spt(dokumen))
    text = " ".join(pages)
    assert "Nomor : 800.1.11.1/091/DUKCAPIL/2026" in text
    assert all(orang.nama[:12] in text for orang in dokumen.petugas)
    assert all(page.count("Nama :") == page.count("Jabatan :") for page in pages)
    assert "Apabila di kemudian hari" in pages[-1]
    assert "Dikeluarkan di Bengkulu" in pages[-1]


def test_spt_with_one_basis_and_no_officer_still_draws():
    dokumen = replace(samples.an_spt(), dasar=(), petugas=(), anggaran="")
    assert "dibebankan pada ……" in text_of(samples.documents().spt(dokumen))


def test_pengantar_goes_to_the_ditjen_in_the_name_of_the_kadis():
    text = text_of(samples.documents().surat_pengantar(samples.a_pengantar()))
    assert "Yth. Direktur Jenderal Kependudukan dan Pencatatan Sipil" in text
    assert "u.p. Direktur Bina Aparatur" in text
    assert "400.12.2.5/ /DUKCAPIL" in text
    assert "a.n. KEPALA DINAS" in text
    assert "Diterima tanggal" in text
    assert "1 (satu) berkas" in text


def test_pengantar_with_number_prints_it():
    dokumen = replace(samples.a_pengantar(), nomor="400.12.2.5/77/DUKCAPIL/2026", yth=())
    text = text_of(samples.documents().surat_pengantar(dokumen))
    assert "NOMOR : 400.12.2.5/77/DUKCAPIL/2026" in text
