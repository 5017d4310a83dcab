"""Photographs of evidence in the Lampiran of the Laporan, and what is listed instead."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PIL import Image
from reportlab.lib.units import mm
from tests.unit.pdf import laporan_samples, samples
from tests.unit.pdf.reading import page_texts, read

from bina_desktop.application.dokumen_laporan import BarisDokumentasi
from bina_desktop.pdf.foto import foto

LYING = (1600, 1200)
STANDING = (1200, 1600)


def a_photograph(size=LYING, kind="JPEG", mode="RGB", colour=(200, 30, 30), turned=1) -> bytes:
    target = io.BytesIO()
    exif = Image.Exif()
    exif[274] = turned
    exif[271] = "Kamera Rahasia"
    Image.new(mode, size, colour).save(target, kind, exif=exif)
    return target.getvalue()


def a_line(sha256: str, jenis="image/jpeg", **changes) -> BarisDokumentasi:
    return replace(
        BarisDokumentasi(
            nama=f"{sha256}.jpg",
            jenis=jenis,
            sha256=sha256,
            lembar="Ratna Dewi",
            pertanyaan="A1. Tidak melakukan pungutan",
            oleh="Rahmat Hidayat",
            waktu=datetime(2026, 11, 23, 7, 2, tzinfo=UTC),
        ),
        **changes,
    )


KEPT = {
    "lying": a_photograph(),
    "standing": a_photograph(STANDING, colour=(30, 200, 30)),
    "turned": a_photograph(colour=(30, 30, 200), turned=6),
    "broken": a_photograph()[:300],
}
FILES = (
    a_line("lying"),
    a_line("standing", pertanyaan="Uraian bukti dukung yang panjang " * 12),
    a_line("turned", lembar="", pertanyaan=""),
    a_line("broken"),
    a_line("elsewhere"),
    replace(
        a_line("scan", "application/pdf", nama="rekap presensi.pdf"),
        lembar="",
        pertanyaan="",
        oleh="",
    ),
)


def draw(files=FILES, kept=KEPT) -> bytes:
    dokumen = replace(laporan_samples.a_laporan(), dokumentasi=files)
    return samples.documents().laporan(dokumen, kept.get)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return draw()


@pytest.fixture(scope="module")
def annex(pdf) -> str:
    pages = page_texts(pdf)
    start = next(n for n, text in enumerate(pages) if "DOKUMENTASI KUNJUNGAN Foto" in text)
    return " ".join(pages[start:])


def test_each_photograph_says_whose_about_what_by_whom_and_when(annex):
    assert (
        "Foto 1. Ratna Dewi A1. Tidak melakukan pungutan "
        "Rahmat Hidayat · 23 November 2026 pukul 14.02 WIB"
    ) in annex
    assert "Foto 3. Rahmat Hidayat" in annex
    assert "Foto 4." not in annex


def test_a_long_question_is_cut_after_three_lines(annex):
    shown = annex[annex.index("Uraian bukti") : annex.index("…")]
    assert 2 <= shown.count("Uraian") < 12


def test_what_cannot_be_drawn_is_listed_with_the_reason(annex):
    listed = annex[annex.index("Berkas yang tidak ditampilkan") :]
    assert listed.index("broken.jpg") < listed.index("gambar tidak dapat dibaca")
    assert listed.index("elsewhere.jpg") < listed.index("belum ada di komputer ini")
    assert "rekap presensi.pdf – 23 November 2026 pukul 14.02 WIB PDF" in listed


def test_photographs_are_upright_and_down_sampled(pdf):
    pages = read(pdf).pages[-2:]
    pictures = sorted((i.image for page in pages for i in page.images), key=lambda p: p.size)
    assert [picture.size for picture in pictures] == [(448, 598), (448, 598), (606, 455)]


def test_photographs_keep_their_place_on_the_page(pdf):
    page = next(page for page in read(pdf).pages if "Foto 1." in page.extract_text())
    drawn: list[tuple[float, ...]] = []

    def note(operator, operands, matrix, _text) -> None:
        if operator == b"Do" and "Im" not in str(operands) and matrix[0] > 60 * mm:
            drawn.append(tuple(round(value / mm, 1) for value in (matrix[4], matrix[0])))

    page.extract_text(visitor_operand_before=note)
    assert drawn[0][0] >= 30
    assert all(left + wide <= 190.1 for left, wide in drawn)


def test_no_trace_of_the_camera_goes_along(pdf):
    assert b"Kamera" not in pdf
    assert b"Exif" not in pdf


def test_many_photographs_stay_small():
    one = samples.documents().laporan(laporan_samples.a_laporan())
    noise = Image.effect_noise((3000, 2000), 90).convert("RGB")
    target = io.BytesIO()
    noise.save(target, "JPEG", quality=95)
    with_one = draw((a_line("noise"),), {"noise": target.getvalue()})
    assert len(with_one) - len(one) < 200_000 < len(target.getvalue()) / 10


def test_only_other_files_make_a_list_alone():
    text = " ".join(page_texts(draw(FILES[-1:])))
    assert "DOKUMENTASI KUNJUNGAN Berkas yang tidak ditampilkan" in text


@pytest.mark.parametrize(
    ("kind", "mode", "colour", "seen"),
    [
        ("PNG", "RGBA", (10, 20, 30, 0), (255, 255, 255)),
        ("PNG", "P", 0, (0, 0, 0)),
        ("JPEG", "CMYK", (0, 0, 0, 0), (255, 255, 255)),
        ("JPEG", "L", 128, (128, 128, 128)),
    ],
)
def test_every_kind_of_picture_is_drawn_as_paper_shows_it(kind, mode, colour, seen):
    given = a_photograph((40, 30), kind, mode, colour)
    dokumen = draw((a_line("one"),), {"one": given})
    picture = read(dokumen).pages[-1].images[0].image
    assert picture.size == (40, 30)
    middle = picture.convert("RGB").getpixel((20, 15))
    assert all(abs(a - b) <= 3 for a, b in zip(middle, seen, strict=True))


def test_a_small_picture_does_not_grow():
    drawn = foto(a_photograph((40, 30)), 200, 200)
    assert drawn is not None
    assert drawn.wrap(0, 0) == (40, 30)


def test_a_picture_beyond_all_measure_is_not_opened():
    target = io.BytesIO()
    Image.new("1", (12_000, 10_100)).save(target, "PNG")
    assert foto(target.getvalue(), 200, 200) is None


# --- lists of tables and figures -----------------------------------------------------------------


@pytest.mark.parametrize("seri", ["Tabel", "Gambar"])
def test_lists_of_tables_and_figures_give_the_page_where_each_stands(pdf, seri):
    reader = read(pdf)
    pages = page_texts(pdf)
    place = next(n for n, text in enumerate(pages) if f"DAFTAR {seri.upper()} {seri} 1." in text)
    linked = links(reader, place, seri)
    assert len(linked) == {"Tabel": 9, "Gambar": 4}[seri]
    for number, page in enumerate(linked, 1):
        assert page > place
        title = pages[page].split(f"{seri} {number}. ")[1].split()[0]
        line = pages[place].split(f"{seri} {number}. {title}")[1].split(seri)[0]
        assert f". {page + 1} " in line.replace("DAFTAR", "")


def links(reader, place: int, seri: str) -> list[int]:
    """Return to which pages the lines of one list lead."""
    page = reader.pages[place]
    starts = [note.get_object() for note in page["/Annots"]]
    numbers = {one.indirect_reference.idnum: n for n, one in enumerate(reader.pages)}
    found = [numbers[one["/Dest"].get_object()[0].idnum] for one in starts]
    tables = page.extract_text().count("Tabel ")
    return found[:tables] if seri == "Tabel" else found[tables:]


def test_a_report_without_figures_has_no_list_of_them():
    text = " ".join(page_texts(samples.documents().laporan(laporan_samples.an_empty_laporan())))
    assert "DAFTAR TABEL" in text
    assert "DAFTAR GAMBAR" not in text


def test_tables_are_counted_without_a_gap():
    dokumen = replace(laporan_samples.a_laporan(), indikator_terendah=(), skm=None)
    text = " ".join(page_texts(samples.documents().laporan(dokumen)))
    assert "Tabel 7. Rencana tindak lanjut" in text
    assert "Tabel 8." not in text


@pytest.mark.long
def test_a_plot_that_goes_on_is_listed_once():
    dokumen = laporan_samples.a_laporan(people=45, findings=1)
    text = " ".join(page_texts(samples.documents().laporan(dokumen)))
    assert "Nilai akhir per aparatur (lanjutan)" in text
    assert text.count("Gambar 3.") == 2
